// Forms in numbered columns, of which most have few: only the coefficients that are not 0 are kept.

import type { Arith } from './arith.js';

/** Σ coefs[i]·(column columns[i]) + constant; the columns ascend, no coefficient is 0. */
export interface Form<T> {
  readonly columns: readonly number[];
  readonly coefs: readonly T[];
  readonly constant: T;
}

/** The coefficient of a column that the form has; undefined for any other. */
export function coefOf<T>({ columns, coefs }: Form<T>, column: number): T | undefined {
  const i = columns.indexOf(column);
  return i < 0 ? undefined : coefs[i];
}

/** The form with another coefficient, not 0, of a column that it has. */
export function withCoef<T>({ columns, coefs, constant }: Form<T>, column: number, coef: T): Form<T> {
  return { columns, coefs: coefs.with(columns.indexOf(column), coef), constant };
}

/** The form with each number changed, none to 0 that is not. */
export function mapped<T>({ columns, coefs, constant }: Form<T>, change: (c: T) => T): Form<T> {
  return { columns, coefs: coefs.map(change), constant: change(constant) };
}

/** p·a + q·b, where a column of a is left out; p and q are not 0. */
export function sumWithout<T extends number | bigint>(
  { zero, add, mul }: Arith<T>,
  column: number,
  p: T,
  a: Form<T>,
  q: T,
  b: Form<T>,
): Form<T> {
  const columns: number[] = [];
  const coefs: T[] = [];
  let i = 0;
  let j = 0;
  while (i < a.columns.length || j < b.columns.length) {
    const x = a.columns[i] ?? Number.POSITIVE_INFINITY;
    const y = b.columns[j] ?? Number.POSITIVE_INFINITY;
    let coef = zero;
    if (x <= y && x !== column) coef = mul(p, a.coefs[i] as T);
    if (y <= x) coef = add(coef, mul(q, b.coefs[j] as T));
    if (x <= y) i++;
    if (y <= x) j++;
    if (coef === zero) continue;
    columns.push(Math.min(x, y));
    coefs.push(coef);
  }
  return { columns, coefs, constant: add(mul(p, a.constant), mul(q, b.constant)) };
}
