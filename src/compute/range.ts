// Interval arithmetic: between what numbers an index expression lies when its indices run through ranges
// (Moore, Interval Analysis, 1966).

import { factorsOfKey, type Poly, quotientOf } from '../term/poly.js';
import { Uncomputable } from './formula.js';

/** The integers lo..hi; of an index, that run through all of them. */
export interface Range {
  readonly lo: number;
  readonly hi: number;
}

export function extentOf({ lo, hi }: Range): number {
  return hi - lo + 1;
}

export type Ranges = ReadonlyMap<string, Range>;

/** An interval that contains all values of `poly`; the smallest one where it is affine and the indices independent. */
export function rangeOf(poly: Poly, ranges: Ranges): Range {
  const den = Number(poly.den);
  let [lo, hi] = [0, 0];
  for (const { key, coef } of poly.terms) {
    const term = factorsOfKey(key)
      .map((factor) => factorRange(factor, ranges))
      .reduce(times, { lo: Number(coef), hi: Number(coef) });
    lo += term.lo;
    hi += term.hi;
  }
  return { lo: lo / den, hi: hi / den };
}

function factorRange(factor: string, ranges: Ranges): Range {
  const quotient = quotientOf(factor);
  if (quotient === undefined) {
    const range = ranges.get(factor);
    if (range === undefined) throw new Uncomputable(`${factor} has no value`);
    return range;
  }
  const num = rangeOf(quotient.num, ranges);
  const den = rangeOf(quotient.den, ranges);
  const ends = [num.lo, num.hi].flatMap((n) => [den.lo, den.hi].map((d) => (d <= 0 ? 0 : Math.floor(n / d))));
  // A denominator between its ends may be 1, or one that is 0 or less.
  if (den.lo <= 0) ends.push(0, ...(den.hi >= 1 ? [num.lo, num.hi] : []));
  return { lo: Math.min(...ends), hi: Math.max(...ends) };
}

function times(a: Range, b: Range): Range {
  const ends = [a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi];
  return { lo: Math.min(...ends), hi: Math.max(...ends) };
}
