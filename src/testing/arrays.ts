// Arrays as the function under test takes and gives them: nested or flat, with dimensions in its own order.

import type { Shape } from '../compute/sizes.js';

/** Numbers in nested arrays, an array for each dimension. */
export type Nested = number | Nested[];

/**
 * In which order a function has the dimensions of an array: the places that they have in the formula, the outermost
 * first. Of a formula's N, C, H, W it is [0, 2, 3, 1] for NHWC.
 */
export type Order = readonly number[];

export function plainOrder(rank: number): Order {
  return Array.from({ length: rank }, (_, d) => d);
}

/** Entries of an array of the formula in another order of its dimensions. */
export function reordered(entries: readonly number[], shape: Shape, order: Order): readonly number[] {
  const strides = stridesOf(shape);
  let places = [0];
  for (const d of order) {
    const [extent, stride] = [shape[d] as number, strides[d] as number];
    places = places.flatMap((place) => Array.from({ length: extent }, (_, i) => place + i * stride));
  }
  return places.map((place) => entries[place] as number);
}

/** The order that undoes another one. */
export function inverse(order: Order): Order {
  return order.map((_, d) => order.indexOf(d));
}

export function permuted(shape: Shape, order: Order): Shape {
  return order.map((d) => shape[d] as number);
}

function stridesOf(shape: Shape): readonly number[] {
  return shape.map((_, d) => shape.slice(d + 1).reduce((product, n) => product * n, 1));
}

/** @example nested([1, 2, 3, 4, 5, 6], [2, 3]) // [[1, 2, 3], [4, 5, 6]] */
export function nested(entries: ArrayLike<number>, [extent, ...rest]: Shape, start = 0): Nested {
  if (extent === undefined) return entries[start] as number;
  const step = rest.reduce((product, n) => product * n, 1);
  return Array.from({ length: extent }, (_, i) => nested(entries, rest, start + i * step));
}

/** What a function gave: its numbers, and its shape if that can be told from nested arrays. */
export interface Given {
  readonly entries: readonly number[];
  readonly shape: Shape | null;
}

/** null for what is no array of numbers, or has rows of different lengths. */
export function given(result: unknown): Given | null {
  if (typeof result === 'number') return { entries: [result], shape: [] };
  if (ArrayBuffer.isView(result) && !(result instanceof DataView))
    return { entries: Array.from(result as unknown as ArrayLike<number>, Number), shape: null };
  if (!Array.isArray(result)) return null;
  const parts = result.map(given);
  const [first] = parts;
  if (parts.some((part) => part === null || part.entries.length !== first?.entries.length)) return null;
  const entries = parts.flatMap((part) => part?.entries ?? []);
  // An array without nested ones may be a whole array, flat.
  return { entries, shape: first == null ? null : [result.length, ...(first.shape ?? [])] };
}
