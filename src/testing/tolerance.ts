// How far a computed number may be from the true one.
//
// A sum of products that is computed with n rounded operations, in whatever order, is wrong by no more than γ Σ|terms|
// with γ = n u / (1 - n u), u the unit of rounding (Higham, Accuracy and Stability of Numerical Algorithms, 2002, §3.1).
// n and Σ|terms| are what the formula gives when it is computed with absolute values and counted operations. So no
// tolerance is chosen: what is further off has not been computed by rounding operations on these terms.

import type { Numbers } from '../compute/numbers.js';

/** `exact`: no tolerance, entries are integers. Else the numbers that the function computes in; entries have fractions. */
export type Tolerance = 'exact' | 'float32' | 'float64';

/** Half the distance from 1 to the next number. */
const unitOf = { float32: 2 ** -24, float64: 2 ** -53 } as const;

/** Throws RangeError at anything else. */
export function requireTolerance(tolerance: string): asserts tolerance is Tolerance {
  if (tolerance !== 'exact' && !Object.hasOwn(unitOf, tolerance))
    throw new RangeError(`the tolerance is exact, float32 or float64, not ${tolerance}`);
}

/** A sum of absolute values, and how many operations it took. */
export interface Magnitude {
  readonly sum: number;
  readonly operations: number;
}

/** Of a maximum the largest operand counts. */
export const magnitudes: Numbers<Magnitude> = {
  of: (num, den) => ({ sum: Math.abs(Number(num) / Number(den)), operations: 1 }),
  plus: (a, b) => ({ sum: a.sum + b.sum, operations: a.operations + b.operations + 1 }),
  times: (a, b) => ({ sum: a.sum * b.sum, operations: a.operations + b.operations + 1 }),
  isLess: (a, b) => a.sum < b.sum,
  apply: () => null,
};

export function allowance(tolerance: Tolerance, { sum, operations }: Magnitude): number {
  if (tolerance === 'exact') return 0;
  const rounded = operations * unitOf[tolerance];
  return (rounded / (1 - rounded)) * sum;
}

/** An entry made by chance is a number of this kind, its neighbours this far apart, from -9 to 9. */
export function roundedEntry(tolerance: Tolerance, x: number): number {
  if (tolerance === 'exact') return Math.round(x);
  return tolerance === 'float32' ? Math.fround(x) : x;
}
