// Points, and whether conditions hold at them.

import { type Cond, namesOfCond } from '../term/cond.js';
import { namesOfKey, type Poly } from '../term/poly.js';

/**
 * Integers by name. `reliable` says that the conditions it was found for hold at it; it is false when only a
 * product of names, taken for an independent unknown, made it one.
 */
export class Point extends Map<string, bigint> {
  readonly reliable: boolean;

  constructor(values: Iterable<readonly [string, bigint]>, reliable: boolean) {
    super(values);
    this.reliable = reliable;
  }
}

/**
 * Whether the condition holds where each monomial has the given value; a monomial without one is the product of its
 * names, and a name without one is 0.
 *
 * @example satisfies(equals(variable('x'), variable('y')), new Map([['x', 1n]])) // false
 */
export function satisfies(cond: Cond, values: ReadonlyMap<string, bigint>): boolean {
  switch (cond.tag) {
    case 'ge':
      return numeratorAt(cond.form, values) >= 0n;
    case 'eq':
      return numeratorAt(cond.form, values) === 0n;
    case 'div':
      return numeratorAt(cond.form, values) % (cond.divisor * cond.form.den) === 0n;
    case 'and':
      return cond.args.every((arg) => satisfies(arg, values));
    case 'or':
      return cond.args.some((arg) => satisfies(arg, values));
    case 'not':
      return !satisfies(cond.arg, values);
  }
}

/** The value of form times its denominator. */
export function numeratorAt(form: Poly, values: ReadonlyMap<string, bigint>): bigint {
  let sum = 0n;
  for (const { key, coef } of form.terms) {
    let value = key === '' ? 1n : values.get(key);
    if (value === undefined) {
      value = key.includes('*') ? namesOfKey(key).reduce((p, name) => p * (values.get(name) ?? 0n), 1n) : 0n;
    }
    sum += coef * value;
  }
  return sum;
}

/** The point with these values of monomials, for the names of conds. A name with no value of its own gets one. */
export function pointOf(conds: readonly Cond[], values: ReadonlyMap<string, bigint>): Point {
  const names = new Map<string, bigint>();
  for (const name of [...new Set(conds.flatMap((cond) => [...namesOfCond(cond)]))].sort())
    names.set(name, values.get(name) ?? 0n);
  for (const [key, value] of values) {
    // S*k = 6 and k = 3 make S = 2 if S occurs nowhere else.
    const free = key.includes('*') ? namesOfKey(key).filter((name) => !values.has(name)) : [];
    const [name] = free;
    if (name === undefined || free.length > 1 || names.get(name) !== 0n) continue;
    const others = namesOfKey(key).reduce((p, n) => (n === name ? p : p * (names.get(n) ?? 0n)), 1n);
    if (others !== 0n && value % others === 0n) names.set(name, value / others);
  }
  return new Point(
    names,
    conds.every((cond) => satisfies(cond, names)),
  );
}
