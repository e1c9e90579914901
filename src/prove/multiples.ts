// The ends of a range, multiplied: n from ⌈a/3⌉ to ⌊b/3⌋ means 3n from a to b.

import { integerValue, type Poly, quotientOf, quotientsIn, replaceFactor, scale, sub } from '../term/poly.js';

/** The end of a range of multiples, as it is if its quotient is a rounding to the inside of the range. */
export function endOfMultiples(end: Poly, by: bigint): Poly {
  const name = [...quotientsIn(end)].find((each) => integerValue(quotientOf(each)?.den ?? end) === by);
  const quotient = name === undefined ? undefined : quotientOf(name);
  if (name === undefined || quotient === undefined) return scale(end, by);
  return scale(replaceFactor(end, name, scale(quotient.num, 1n, by)), by);
}

/** Of several expressions that differ by numbers, the least; null where they do not. */
export function leastOf(all: readonly Poly[]): Poly | null {
  return all.find((a) => all.every((b) => (integerValue(sub(b, a)) ?? -1n) >= 0n)) ?? null;
}

/** Of several expressions that differ by numbers, the greatest; null where they do not. */
export function greatestOf(all: readonly Poly[]): Poly | null {
  return all.find((a) => all.every((b) => (integerValue(sub(a, b)) ?? -1n) >= 0n)) ?? null;
}
