// Shapes at given sizes, as they are written.

import { type Assignment, shapeAt } from '../kernel/evaluate.js';
import type { Env } from '../term/env.js';
import type { Tensor } from '../term/term.js';

/** `2×1` at given sizes. */
export function shapeText(env: Env, tensor: Tensor, point: Assignment): string {
  return shapeAt(env, tensor, point)
    .map(([lo, hi]) => (BigInt(lo) === 1n ? `${hi < lo ? 0 : hi}` : `(${lo}..${hi})`))
    .join('×');
}
