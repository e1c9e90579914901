// Arrays of numbers that go in and come out.

import { Uncomputable } from './formula.js';
import { doubles, type Rational, rational, rationalOf } from './numbers.js';
import type { Shape } from './sizes.js';

/** The numbers that a formula is computed in, and the arrays that hold them. */
export interface Arrays {
  readonly float32: Float32Array;
  readonly float64: Float64Array;
  readonly exact: readonly Rational[];
}

export type NumberType = keyof Arrays;

/** Entries of an input, the last subscript running fastest; for `exact` each is taken as the fraction it is. */
export type Input = ArrayLike<number> | readonly (number | bigint | Rational)[];

/** The entries as numbers, in floating point. */
export function numbersOf(entries: Input): ArrayLike<number> {
  const isFloats = entries instanceof Float64Array || entries instanceof Float32Array;
  return isFloats ? entries : Array.from<Input[number], number>(entries, double);
}

function double(entry: number | bigint | Rational): number {
  return typeof entry === 'object' ? doubles.of(entry.num, entry.den) : Number(entry);
}

/** Throws Uncomputable at what is no number. */
export function fraction(entry: number | bigint | Rational): Rational {
  if (typeof entry === 'number') return rationalOf(entry);
  if (typeof entry === 'bigint') return rational(entry);
  const { num, den } = Object(entry) as Partial<Rational>;
  if (typeof num !== 'bigint' || typeof den !== 'bigint' || den === 0n)
    throw new Uncomputable(`${JSON.stringify(entry)} is no number, no bigint and no { num, den } of bigints`);
  return rational(num, den);
}

/** Throws Uncomputable where an input has not as many entries as its shape. */
export function requireCount(name: string, shape: Shape, entries: Input): void {
  const count = shape.reduce((n, extent) => n * extent, 1);
  if (entries.length !== count)
    throw new Uncomputable(`${name} has ${count} entries, and ${entries.length} are given`);
}
