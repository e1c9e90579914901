// Formulas run at given shapes: fractions by the interpreter, floating point by loops.

import {
  type Arrays,
  converted,
  fraction,
  type Input,
  type NumberType,
  numbersOf,
  requireInput,
} from './arrays.js';
import type { Formula } from './formula.js';
import { interpret } from './interpret.js';
import { doubleFloats, type FloatArray, type Floats, type Kernel, loops, singleFloats } from './loops.js';
import { Unlooped } from './lower.js';
import { doubles, rationals } from './numbers.js';
import type { Extents } from './sizes.js';

/** Gives the entries of the output from those of the inputs; throws Uncomputable where an input does not fit. */
export type Run<K extends NumberType> = (inputs: ReadonlyMap<string, Input>) => Arrays[K];
type Runners = { readonly [K in NumberType]: (formula: Formula, extents: Extents) => Run<K> };

export const runners: Runners = {
  float32: (formula, extents) => floating(formula, extents, singleFloats),
  float64: (formula, extents) => floating(formula, extents, doubleFloats),
  exact: (formula, extents) => (inputs) =>
    interpret(formula, extents, converted(extents, inputs, fraction), rationals),
};

/** By loops; what these do not compute, a recurrence for one, is left to the interpreter. */
function floating<A extends FloatArray>(
  formula: Formula,
  extents: Extents,
  floats: Floats<A>,
): (inputs: ReadonlyMap<string, Input>) => A {
  const kernel = kernelOf(formula, extents, floats);
  return (given) =>
    kernel(
      new Map(
        [...extents.inputs].map(([name, { shape }]) => [name, numbersOf(requireInput(name, shape, given))]),
      ),
    );
}

function kernelOf<A extends FloatArray>(formula: Formula, extents: Extents, floats: Floats<A>): Kernel<A> {
  try {
    return loops(formula, extents, floats);
  } catch (error) {
    if (!(error instanceof Unlooped)) throw error;
    return (inputs) => floats.array.from(interpret(formula, extents, inputs, doubles));
  }
}
