// What the loops compute, stage by stage: arrays, and sums of products of their entries over boxes of indices under
// conditions. Sizes have been put in: what is left in subscripts, bounds and conditions are indices.

import type { Cond } from '../term/cond.js';
import type { Poly } from '../term/poly.js';
import type { Reduction } from '../term/term.js';
import type { Range } from './range.js';
import type { Box } from './sizes.js';

/** The entries of a tensor, the last subscript running fastest: an input, the output, or what is computed between. */
export interface Buffer {
  readonly box: Box;
}

export interface Access {
  readonly buffer: Buffer;
  /** Subscripts, which are inside the box of the buffer wherever the entry is used. */
  readonly at: readonly Poly[];
  /** Not the entry is meant, but 1 where it is 0, and 0 elsewhere. */
  readonly isTest?: true;
}

/** coef · values · loads, at all points of the ranges where the conditions hold. */
export interface Product {
  readonly ranges: ReadonlyMap<string, Range>;
  readonly conds: readonly Cond[];
  readonly coef: number;
  readonly values: readonly Poly[];
  readonly loads: readonly Access[];
}

/** A product with the subscripts of the entry that its values go to. */
export interface Contribution extends Product {
  readonly at: readonly Poly[];
}

/** Every entry of the target is the sum, the product, … of what the contributions give for it. */
export interface Stage {
  readonly target: Buffer;
  readonly op: Reduction;
  readonly contributions: readonly Contribution[];
  /** A function that all entries are put into at last. */
  readonly applied?: (t: number) => number;
}

export interface Program {
  readonly inputs: ReadonlyMap<string, Buffer>;
  /** In the order in which they are computed; the last one computes the output. */
  readonly stages: readonly Stage[];
  readonly output: Buffer;
}

/** The subscripts of a dimension. */
export function rangeAlong({ first, shape }: Box, d: number): Range {
  const lo = first[d] as number;
  return { lo, hi: lo + (shape[d] as number) - 1 };
}

/** The distance in the array between entries that are neighbours in each dimension. */
export function stridesOf({ shape }: Box): readonly number[] {
  const strides: number[] = [];
  let stride = 1;
  for (const extent of [...shape].reverse()) {
    strides.unshift(stride);
    stride *= extent;
  }
  return strides;
}

export function lengthOf({ shape }: Box): number {
  return shape.reduce((length, extent) => length * extent, 1);
}
