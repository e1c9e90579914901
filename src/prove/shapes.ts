// Shapes at given sizes: how they are written, and where one reaches beyond another.

import { type Assignment, shapeAt } from '../kernel/evaluate.js';
import type { Env } from '../term/env.js';
import type { Tensor } from '../term/term.js';

/** `2×1` at given sizes. */
export function shapeText(env: Env, tensor: Tensor, point: Assignment): string {
  return shapeAt(env, tensor, point)
    .map(([lo, hi]) => (BigInt(lo) === 1n ? `${hi < lo ? 0 : hi}` : `(${lo}..${hi})`))
    .join('×');
}

type Ranges = readonly (readonly [bigint, bigint])[];

/** Subscripts inside one shape and outside another, or null. */
export function placeOutside(inner: Ranges, outer: Ranges): readonly bigint[] | null {
  if (inner.some(([lo, hi]) => hi < lo)) return null;
  const exceeding = inner.findIndex(
    ([lo, hi], d) => hi > (outer[d]?.[1] ?? hi) || lo < (outer[d]?.[0] ?? lo),
  );
  if (exceeding < 0) return null;
  return inner.map(([lo, hi], d) => (d === exceeding && hi > (outer[d]?.[1] ?? hi) ? hi : lo));
}
