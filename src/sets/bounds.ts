// Values of unknowns: what rows leave for one unknown when the others are known.

import type { Arith, Vector } from './arith.js';
import type { Row } from './rows.js';

/** vector·(values, 1), leaving out one column. */
export function valueAt<T extends number | bigint>(
  arith: Arith<T>,
  vector: Vector<T>,
  values: readonly T[],
  without = -1,
): T {
  const width = vector.length - 1;
  let sum = vector[width] as T;
  for (let i = 0; i < width; i++) {
    const c = vector[i] as T;
    if (i !== without && c !== arith.zero) sum = arith.add(sum, arith.mul(c, values[i] as T));
  }
  return sum;
}

/** The values with that of the column put between the bounds of the rows, nearest to 0; null where there is no room. */
export function fitted<T extends number | bigint>(
  arith: Arith<T>,
  column: number,
  rows: readonly Row<T>[],
  values: readonly T[],
): T[] | null {
  const { zero } = arith;
  const { low, high } = interval(arith, column, rows, values);
  if (low !== null && high !== null && low > high) return null;
  return values.with(column, low !== null && low > zero ? low : high !== null && high < zero ? high : zero);
}

/** A few integers between the bounds of the rows: around the middle, and the ends. */
export function candidates<T extends number | bigint>(
  arith: Arith<T>,
  column: number,
  rows: readonly Row<T>[],
  values: readonly T[],
): T[] {
  const { zero, one } = arith;
  const { low, high } = interval(arith, column, rows, values);
  const first = low ?? high ?? zero;
  const last = high ?? low ?? zero;
  if (first > last) return [];
  const middle = arith.floor(arith.add(first, last), arith.add(one, one));
  const near = [middle, arith.add(middle, one), arith.add(middle, arith.neg(one)), first, last];
  return [...new Set(near)].filter((v) => (low === null || v >= low) && (high === null || v <= high));
}

function interval<T extends number | bigint>(
  arith: Arith<T>,
  column: number,
  rows: readonly Row<T>[],
  values: readonly T[],
): { readonly low: T | null; readonly high: T | null } {
  let low: T | null = null;
  let high: T | null = null;
  for (const { vector } of rows) {
    const c = vector[column] as T;
    const rest = valueAt(arith, vector, values, column);
    if (c > arith.zero) {
      const bound = arith.neg(arith.floor(rest, c));
      if (low === null || bound > low) low = bound;
    } else {
      const bound = arith.floor(rest, arith.neg(c));
      if (high === null || bound < high) high = bound;
    }
  }
  return { low, high };
}
