// Formulas as generated loops.

import { memo } from '../sets/memo.js';
import type { Formula } from './formula.js';
import { type ArrayName, stageCode } from './javascript.js';
import { lowered } from './lower.js';
import { type Buffer, lengthOf, type Stage } from './program.js';
import type { Extents } from './sizes.js';

export type FloatArray = Float32Array | Float64Array;

/** Fills the output from the inputs. */
export type Kernel<A extends FloatArray> = (inputs: ReadonlyMap<string, A>, output: A) => void;

/**
 * The loops that compute a formula. What is computed between inputs and output is kept from call to call, so that a call
 * allocates nothing. Throws Unlooped, and Uncomputable where the formula has no value in numbers.
 */
export function loops<A extends FloatArray>(
  formula: Formula,
  extents: Extents,
  allocate: (length: number) => A,
): Kernel<A> {
  const program = lowered(formula, extents);
  const arrays = new Map<Buffer, A>();
  for (const { target } of program.stages)
    if (target !== program.output) arrays.set(target, allocate(lengthOf(target.box)));
  const steps = program.stages.map(compiledStage);
  return (inputs, output) => {
    for (const [name, buffer] of program.inputs) arrays.set(buffer, inputs.get(name) as A);
    arrays.set(program.output, output);
    for (const { buffers, run } of steps) run(...buffers.map((buffer) => arrays.get(buffer) as A));
  };
}

interface Step {
  readonly buffers: readonly Buffer[];
  readonly run: (...arrays: readonly FloatArray[]) => void;
}

/** The same loops are compiled once, and stay fast for whoever needs them next. */
const functions = memo<Step['run']>();

function compiledStage(stage: Stage): Step {
  const buffers = [
    ...new Set([
      stage.target,
      ...stage.contributions.flatMap(({ loads }) => loads.map(({ buffer }) => buffer)),
    ]),
  ];
  const arrayName: ArrayName = (buffer) => `b${buffers.indexOf(buffer)}`;
  const code = `'use strict';\n${stageCode(stage, arrayName)}`;
  const run = functions(code, () => new Function(...buffers.map(arrayName), code) as Step['run']);
  return { buffers, run };
}
