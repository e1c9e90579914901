// The integers the search computes with: machine integers that notice when they leave the exact range, and big
// integers for the rare question where they do. The search is written once, over this interface.

/** A row of coefficients; its last entry is the constant. */
export type Vector<T> = readonly T[];

export interface Arith<T extends number | bigint> {
  readonly zero: T;
  readonly one: T;
  of(value: bigint): T;
  add(a: T, b: T): T;
  mul(a: T, b: T): T;
  neg(a: T): T;
  /** ⌊a/b⌋ for b > 0 */
  floor(a: T, b: T): T;
  gcd(a: T, b: T): T;
  /** p·a + q·b */
  combine(p: T, a: Vector<T>, q: T, b: Vector<T>): T[];
  /** The greatest common divisor of all entries but the constant; 0 when they are 0. */
  content(a: Vector<T>): T;
}

/** Thrown by `machine` when a result may be inexact: the question is then asked again over `exact`. */
export class Overflow extends Error {}

const limit = Number.MAX_SAFE_INTEGER;

function small(value: number): number {
  if (value > limit || value < -limit) throw new Overflow();
  return value;
}

function gcd(a: number, b: number): number {
  let x = Math.abs(a);
  let y = Math.abs(b);
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

/** Machine integers, |value| < 2^53. */
export const machine: Arith<number> = {
  zero: 0,
  one: 1,
  of: (value) => small(Number(value)),
  add: (a, b) => small(a + b),
  mul: (a, b) => small(a * b),
  neg: (a) => -a,
  floor: (a, b) => Math.floor(a / b) - (Math.floor(a / b) * b > a ? 1 : 0),
  gcd,
  combine(p, a, q, b) {
    const sum: number[] = [];
    for (let i = 0; i < a.length; i++) {
      const s = p * (a[i] as number);
      const t = q * (b[i] as number);
      if (s > limit || s < -limit || t > limit || t < -limit) throw new Overflow();
      sum.push(small(s + t));
    }
    return sum;
  },
  content(a) {
    let g = 0;
    for (let i = 0; i < a.length - 1 && g !== 1; i++) g = gcd(g, a[i] as number);
    return g;
  },
};

/** Big integers: never wrong, some twenty times slower. */
export const exact: Arith<bigint> = {
  zero: 0n,
  one: 1n,
  of: (value) => value,
  add: (a, b) => a + b,
  mul: (a, b) => a * b,
  neg: (a) => -a,
  floor: (a, b) => (a >= 0n ? a / b : -((-a + b - 1n) / b)),
  gcd: bigGcd,
  combine: (p, a, q, b) => a.map((x, i) => p * x + q * (b[i] as bigint)),
  content(a) {
    let g = 0n;
    for (let i = 0; i < a.length - 1 && g !== 1n; i++) g = bigGcd(g, a[i] as bigint);
    return g;
  },
};

function bigGcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
