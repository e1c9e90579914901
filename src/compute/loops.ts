// Formulas as generated loops: WebAssembly with vectors where much is to be computed, plain JavaScript for the rest.

import { memo } from '../sets/memo.js';
import type { Formula } from './formula.js';
import { type ArrayName, stageCode } from './javascript.js';
import { lowered } from './lower.js';
import { type Buffer, lengthOf, type Stage } from './program.js';
import { tileModule } from './simd.js';
import type { Extents } from './sizes.js';
import { buffersOf, steadySteps } from './steady.js';
import { type Step, type TileStep, vectorised } from './vectorise.js';
import { float32, float64, hasVectors, type Lanes, type Memory, memoryOf, running } from './wasm.js';

export type FloatArray = Float32Array | Float64Array;

/** An array type, and the vectors of its numbers. */
export interface Floats<A extends FloatArray> {
  readonly lanes: Lanes;
  readonly array: {
    new (buffer: ArrayBuffer, offset: number, length: number): A;
    from(entries: ArrayLike<number>): A;
  };
}

export const singleFloats: Floats<Float32Array> = { lanes: float32, array: Float32Array };
export const doubleFloats: Floats<Float64Array> = { lanes: float64, array: Float64Array };

/** A formula ready to be computed. Its inputs stay what they are until other entries are put there. */
export interface Kernel<A extends FloatArray> {
  put(name: string, entries: ArrayLike<number>): void;
  /** The entries of the output, in the array given or in a new one. */
  run(into?: A): A;
}

export interface LoopOptions {
  /** From how many points on sums of products are computed with vectors. */
  readonly worthwhile?: number;
  /** Inputs that are seldom put: what depends on these alone is computed anew only then. */
  readonly fixed?: ReadonlySet<string>;
}

/**
 * The loops that compute a formula. All arrays lie in one memory that is kept from call to call. Throws Unlooped, and
 * Uncomputable where the formula has no value in numbers.
 */
export function loops<A extends FloatArray>(
  formula: Formula,
  extents: Extents,
  { lanes, array }: Floats<A>,
  { worthwhile = 4096, fixed = new Set() }: LoopOptions = {},
): Kernel<A> {
  const program = lowered(formula, extents);
  const steps = vectorised(program, lanes.count, hasVectors ? worthwhile : Number.POSITIVE_INFINITY);
  const buffers = [...program.inputs.values(), ...steps.flatMap(buffersOf)];
  const { addresses, size } = laidOut(
    buffers,
    Math.max(0, ...steps.map((step) => overreach(step, lanes.count))),
    lanes.bytes,
  );
  const memory = steps.some(({ tag }) => tag === 'tiles') ? memoryOf(size) : null;
  const bytes = memory?.buffer ?? new ArrayBuffer(size);
  const arrays = new Map(
    [...addresses].map(([buffer, address]) => [buffer, new array(bytes, address, lengthOf(buffer.box))]),
  );
  const runs = steps.map((step) =>
    runOf(step, arrays, (tiles) => tileModule(tiles, lanes, addresses), memory),
  );
  const isSteady = steadySteps(program, steps, fixed);
  const steady = runs.filter((_, i) => isSteady[i]);
  const others = runs.filter((_, i) => !isSteady[i]);
  const output = arrays.get(program.output) as A;
  const inputs = new Map([...program.inputs].map(([name, buffer]) => [name, arrays.get(buffer)]));
  let isNew = true;
  return {
    put(name, entries) {
      inputs.get(name)?.set(entries);
      if (fixed.has(name)) isNew = true;
    },
    run(into) {
      if (isNew) for (const run of steady) run();
      isNew = false;
      for (const run of others) run();
      into?.set(output);
      return into ?? (output.slice() as A);
    },
  };
}

/** How many entries after an array are touched, for nothing: where a row ends amid a vector the vector is a whole one. */
function overreach(step: Step, lanes: number): number {
  return step.tag === 'tiles' ? lanes - 1 : 0;
}

/** Where each array begins, at whole vectors; `slack` entries are left free after the last. */
function laidOut(
  buffers: readonly Buffer[],
  slack: number,
  bytes: number,
): { readonly addresses: ReadonlyMap<Buffer, number>; readonly size: number } {
  const addresses = new Map<Buffer, number>();
  const wholeVectors = (entries: number): number => Math.ceil((entries * bytes) / 16) * 16;
  let size = 0;
  for (const buffer of buffers) {
    if (addresses.has(buffer)) continue;
    addresses.set(buffer, size);
    size += wholeVectors(lengthOf(buffer.box));
  }
  return { addresses, size: size + wholeVectors(slack) };
}

function runOf(
  step: Step,
  arrays: ReadonlyMap<Buffer, FloatArray>,
  moduleFor: (tiles: TileStep) => Uint8Array<ArrayBuffer>,
  memory: Memory | null,
): () => void {
  switch (step.tag) {
    case 'stage':
      return stageRun(step.stage, arrays);
    case 'tiles':
      return running(moduleFor(step), memory as Memory);
    case 'applied':
      return applying(step.applied, arrays.get(step.target) as FloatArray);
  }
}

function applying(applied: NonNullable<Stage['applied']>, array: FloatArray): () => void {
  return () => {
    for (let i = 0; i < array.length; i++) array[i] = applied(array[i] as number);
  };
}

/** The same loops are compiled once, and stay fast for whoever needs them next. */
const functions = memo<(...arrays: readonly FloatArray[]) => void>();

function stageRun(stage: Stage, arrays: ReadonlyMap<Buffer, FloatArray>): () => void {
  const buffers = [...new Set(buffersOf({ tag: 'stage', stage }))];
  const arrayName: ArrayName = (buffer) => `b${buffers.indexOf(buffer)}`;
  const code = `'use strict';\n${stageCode(stage, arrayName)}`;
  const run = functions(code, () => new Function(...buffers.map(arrayName), code) as () => void);
  const used = buffers.map((buffer) => arrays.get(buffer) as FloatArray);
  return () => run(...used);
}
