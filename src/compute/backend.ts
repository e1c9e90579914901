// Formulas run at given shapes: fractions by the interpreter, floating point by loops.

import {
  type Arrays,
  converted,
  double,
  fraction,
  type Input,
  type NumberType,
  requireInput,
} from './arrays.js';
import type { Formula } from './formula.js';
import { interpret } from './interpret.js';
import { type FloatArray, type Kernel, loops } from './loops.js';
import { Unlooped } from './lower.js';
import { doubles, rationals } from './numbers.js';
import { lengthOf } from './program.js';
import type { Extents } from './sizes.js';

/** Gives the entries of the output from those of the inputs; throws Uncomputable where an input does not fit. */
export type Run<K extends NumberType> = (inputs: ReadonlyMap<string, Input>) => Arrays[K];
type Runners = { readonly [K in NumberType]: (formula: Formula, extents: Extents) => Run<K> };

export const runners: Runners = {
  float32: (formula, extents) => floating(formula, extents, (length) => new Float32Array(length)),
  float64: (formula, extents) => floating(formula, extents, (length) => new Float64Array(length)),
  exact: (formula, extents) => (inputs) =>
    interpret(formula, extents, converted(extents, inputs, fraction), rationals),
};

/** By loops; what these do not compute, a recurrence for one, is left to the interpreter. */
function floating<A extends FloatArray>(
  formula: Formula,
  extents: Extents,
  allocate: (length: number) => A,
): (inputs: ReadonlyMap<string, Input>) => A {
  const length = lengthOf(extents.output);
  const kernel = kernelOf(formula, extents, allocate);
  const like = allocate(0).constructor;
  return (given) => {
    const inputs = new Map(
      [...extents.inputs].map(([name, { shape }]) => {
        const entries = requireInput(name, shape, given);
        return [name, entries.constructor === like ? (entries as A) : filled(entries, allocate)] as const;
      }),
    );
    const output = allocate(length);
    kernel(inputs, output);
    return output;
  };
}

function kernelOf<A extends FloatArray>(
  formula: Formula,
  extents: Extents,
  allocate: (length: number) => A,
): Kernel<A> {
  try {
    return loops(formula, extents, allocate);
  } catch (error) {
    if (!(error instanceof Unlooped)) throw error;
    return (inputs, output) => output.set(interpret(formula, extents, inputs, doubles));
  }
}

function filled<A extends FloatArray>(entries: Input, allocate: (length: number) => A): A {
  const array = allocate(entries.length);
  for (let i = 0; i < entries.length; i++) array[i] = double(entries[i] as Input[number]);
  return array;
}
