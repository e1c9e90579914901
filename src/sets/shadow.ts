// Shadows of a system: what is left when an unknown is projected away. (Steps 3 and 4 of the Omega test, omega.ts.)

import { tick } from './aim.js';
import type { Arith } from './arith.js';
import { SetsLimit } from './limit.js';
import { derived } from './proof.js';
import type { Row } from './rows.js';

/** What one search shares: lines it may still derive, numbers of rows, whether to leave out redundant rows. */
export interface Search {
  left: number;
  next: number;
  readonly prune: boolean;
  /** When it ends. */
  readonly until: number;
}

/** Lines derived between two looks at the clock. */
const linesPerTick = 64;

/** Thrown when a point does not extend because a row was needed that had been left out as redundant. */
export class Overpruned extends Error {}

/**
 * The real shadow: each lower bound added to each upper bound so that the column cancels. After k projections a row
 * added up from more than k + 1 rows follows from the others (Kohler 1967; Imbert 1990) and is left out. That may fail
 * where cuts have replaced rows: then some point will not extend, which is noticed, and the search runs again without.
 */
export function realShadow<T extends number | bigint>(
  arith: Arith<T>,
  search: Search,
  { lowers, uppers }: { readonly lowers: readonly Row<T>[]; readonly uppers: readonly Row<T>[] },
  column: number,
  projected: number,
): Row<T>[] {
  const rows: Row<T>[] = [];
  for (const lower of lowers) {
    for (const upper of uppers) {
      const from = union(lower.from, upper.from);
      if (search.prune && from.length > projected + 2) continue;
      if (--search.left < 0) throw new SetsLimit('work', 'too many lines were derived');
      if (search.left % linesPerTick === 0) tick(search.until);
      const b = lower.vector[column] as T;
      const a = arith.neg(upper.vector[column] as T);
      const vector = arith.combine(a, lower.vector, b, upper.vector);
      rows.push({ vector, node: derived([lower.node, a], [upper.node, b]), from });
    }
  }
  return rows;
}

/** The dark shadow: as the real one, with (a-1)(b-1) more room between bounds b·z ≥ β and a·z ≤ α. */
export function darkShadow<T extends number | bigint>(
  arith: Arith<T>,
  search: Search,
  { lowers, uppers }: { readonly lowers: readonly Row<T>[]; readonly uppers: readonly Row<T>[] },
  column: number,
  projected: number,
): Row<T>[] {
  const less = (c: T): T => arith.add(c, arith.neg(arith.one));
  return lowers.flatMap((lower) =>
    uppers.flatMap((upper) => {
      const room = arith.mul(less(lower.vector[column] as T), less(arith.neg(upper.vector[column] as T)));
      return realShadow(arith, search, { lowers: [lower], uppers: [upper] }, column, projected).map((row) => {
        const last = row.vector.length - 1;
        return { ...row, vector: row.vector.with(last, arith.add(row.vector[last] as T, arith.neg(room))) };
      });
    }),
  );
}

/**
 * For each bound b·z ≥ β of a side the largest i for which b·z = β + i must be tried when the dark shadow is empty:
 * ⌊(ab - a - b)/a⌋, a being the largest coefficient on the opposite side.
 */
export function slack<T extends number | bigint>(
  arith: Arith<T>,
  side: readonly Row<T>[],
  opposite: readonly Row<T>[],
  column: number,
): T[] {
  const size = (row: Row<T>): T => {
    const c = row.vector[column] as T;
    return c < arith.zero ? arith.neg(c) : c;
  };
  let a = arith.one;
  for (const row of opposite) if (size(row) > a) a = size(row);
  return side.map((row) => {
    const b = size(row);
    return arith.floor(arith.add(arith.mul(a, b), arith.neg(arith.add(a, b))), a);
  });
}

/** The numbers of two ascending lists, ascending. */
function union(a: readonly number[], b: readonly number[]): number[] {
  const all: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const x = a[i] ?? Number.POSITIVE_INFINITY;
    const y = b[j] ?? Number.POSITIVE_INFINITY;
    all.push(Math.min(x, y));
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return all;
}
