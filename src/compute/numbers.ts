// The numbers that a formula is computed in: exact fractions, or floating point.

/** num/den in lowest terms, den > 0. */
export interface Rational {
  readonly num: bigint;
  readonly den: bigint;
}

/** What the interpreter needs to know of its numbers. */
export interface Numbers<T> {
  /** num/den, den ≠ 0. */
  of(num: bigint, den: bigint): T;
  plus(a: T, b: T): T;
  times(a: T, b: T): T;
  isLess(a: T, b: T): boolean;
  /** A function that is known in floating point; null where its values are none of these numbers. */
  apply(f: (t: number) => number, a: T): T | null;
}

export const doubles: Numbers<number> = {
  of: (num, den) => Number(num) / Number(den),
  plus: (a, b) => a + b,
  times: (a, b) => a * b,
  isLess: (a, b) => a < b,
  apply: (f, a) => f(a),
};

export const rationals: Numbers<Rational> = {
  of: rational,
  plus: (a, b) => rational(a.num * b.den + b.num * a.den, a.den * b.den),
  times: (a, b) => rational(a.num * b.num, a.den * b.den),
  isLess: (a, b) => a.num * b.den < b.num * a.den,
  apply: () => null,
};

/** num/den in lowest terms. Throws RangeError when den is 0. */
export function rational(num: bigint, den: bigint = 1n): Rational {
  if (den === 0n) throw new RangeError('division by zero');
  let [a, b] = [num < 0n ? -num : num, den < 0n ? -den : den];
  while (b !== 0n) [a, b] = [b, a % b];
  const g = den < 0n ? -a : a;
  return { num: num / g, den: den / g };
}

/**
 * The fraction that a double is: m 2^e with integers m and e.
 *
 * @example rationalOf(0.75) // { num: 3n, den: 4n }
 *
 * Throws RangeError at what is no number.
 */
export function rationalOf(x: number): Rational {
  if (!Number.isFinite(x)) throw new RangeError(`${x} is no fraction`);
  let num = x;
  let den = 1n;
  while (!Number.isInteger(num)) {
    num *= 2;
    den *= 2n;
  }
  return rational(BigInt(num), den);
}
