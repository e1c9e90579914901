// Points, and whether conditions hold at them.

import { type Cond, namesOfCond } from '../term/cond.js';
import { factorAt, factorsOfKey, type Poly } from '../term/poly.js';

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
    sum += coef * (key === '' ? 1n : (values.get(key) ?? productAt(key, values)));
  }
  return sum;
}

/** The value of a monomial from those of its names. */
function productAt(key: string, values: ReadonlyMap<string, bigint>): bigint {
  const at = (name: string): bigint => values.get(name) ?? 0n;
  return factorsOfKey(key).reduce((p, factor) => p * (values.get(factor) ?? factorAt(factor, at)), 1n);
}

/** The point with these values of monomials, for the names of conds. A name with no value of its own gets one. */
export function pointOf(conds: readonly Cond[], values: ReadonlyMap<string, bigint>): Point {
  const names = new Map<string, bigint>();
  for (const name of [...new Set(conds.flatMap((cond) => [...namesOfCond(cond)]))].sort())
    names.set(name, values.get(name) ?? 0n);
  for (const [key, value] of values) {
    // S*k = 6 and k = 3 make S = 2 if S occurs nowhere else.
    const free = key.includes('*') ? factorsOfKey(key).filter((name) => !values.has(name)) : [];
    const [name] = free;
    if (name === undefined || free.length > 1 || names.get(name) !== 0n) continue;
    const rest = factorsOfKey(key).filter((n) => n !== name);
    const others = productAt(rest.join('*'), names);
    if (others !== 0n && value % others === 0n) names.set(name, value / others);
  }
  return new Point(
    names,
    conds.every((cond) => satisfies(cond, names)),
  );
}
