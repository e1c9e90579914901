// Closed forms: what is summed without an entry, and how often a sum meets each entry.

import {
  coefficient,
  constantOf,
  type Index,
  index,
  minus,
  named,
  namesOf,
  plus,
  product,
} from '../affine.js';
import { compare } from '../condition.js';
import {
  add,
  entry,
  type Formula,
  factorsOf,
  guard,
  mentions,
  mul,
  negative,
  number,
  renamed,
  sum,
  value,
} from '../formula.js';
import type { Move } from './move.js';

/** The coefficients of an index polynomial in powers of v. */
function powers(a: Index, v: string): readonly Index[] {
  const result: Index[] = [];
  for (const [monomial, coef] of a) {
    const factors = monomial === '' ? [] : monomial.split(' ');
    const degree = factors.filter((n) => n === v).length;
    const rest = factors.filter((n) => n !== v).join(' ');
    while (result.length <= degree) result.push(new Map());
    result[degree] = plus(result[degree] as Index, new Map([[rest, coef]]));
  }
  return result;
}

/** Σ_{v=1..n} v^p in Faulhaber's closed form. */
function powerSum(p: number, n: Index): Formula | null {
  const [a, b, c] = [value(n), value(plus(n, 1)), value(plus(plus(n, n), 1))];
  switch (p) {
    case 0:
      return a;
    case 1:
      return mul(number(1, 2), a, b);
    case 2:
      return mul(number(1, 6), a, b, c);
    case 3:
      return mul(number(1, 4), a, a, b, b);
    default:
      return null;
  }
}

/** Σ_{v=lo..hi} p(v) f, where f does not mention v: closed forms at both ends, where there is anything to sum. */
const closedForm: Move = (f, { world, fresh }) => {
  if (f.tag !== 'sum') return null;
  const moving = factorsOf(f.body).filter((arg) => mentions(arg, f.name));
  const still = factorsOf(f.body).filter((arg) => !mentions(arg, f.name));
  let polynomial: Index = index(1);
  for (const factor of moving) {
    if (factor.tag !== 'value') return null;
    polynomial = product(polynomial, factor.value);
  }
  const terms: Formula[] = [];
  for (const [p, coef] of powers(polynomial, f.name).entries()) {
    if (coef.size === 0) continue;
    const [upper, lower] = [powerSum(p, f.hi), powerSum(p, minus(f.lo, 1))];
    if (upper === null || lower === null) return null;
    const fromOne = namesOf(f.lo).size === 0 && constantOf(f.lo) === 1;
    const difference =
      p === 0 ? value(plus(minus(f.hi, f.lo), 1)) : fromOne ? upper : add(upper, negative(lower));
    terms.push(renamed(mul(value(coef), difference, ...still), fresh));
  }
  if (terms.length === 0) return number(0);
  const closed = add(...terms);
  // 1..M is never empty.
  const [hi] = [...f.hi.keys()];
  const surely = constantOf(f.lo) === 1 && f.hi.size === 1 && hi !== undefined && world.sizes.includes(hi);
  return surely && namesOf(f.lo).size === 0 && coefficient(f.hi, hi) === 1
    ? closed
    : guard(compare(f.lo, '<=', f.hi), closed);
};

/** f of the least of the expressions, by cases. */
function ofLeast(args: readonly Index[], f: (least: Index) => Formula): Formula {
  const [a, b, ...others] = args as readonly [Index, ...Index[]];
  if (b === undefined) return f(a);
  return {
    tag: 'cases',
    cond: compare(a, '<=', b),
    holds: ofLeast([a, ...others], f),
    fails: ofLeast([b, ...others], f),
  };
}

/** The number of integers that are at least every one of `lower` and at most every one of `upper`. */
function countBetween(lower: readonly Index[], upper: readonly Index[]): Formula {
  const opposite = lower.map((a) => minus(new Map(), a));
  return ofLeast(upper, (hi) =>
    ofLeast(opposite, (least) => {
      const lo = minus(new Map(), least);
      return guard(compare(lo, '<=', hi), value(plus(minus(hi, lo), 1)));
    }),
  );
}

/** Σ_{m=a..b} Σ_{n=c..d} x_<m±n+e> = Σ_s c(s) x_<s+e>, c(s) the number of ways to write s */
const waysInCases: Move = (f, { fresh }) => {
  if (f.tag !== 'sum' || f.body.tag !== 'sum') return null;
  const inner = f.body;
  const [m, n] = [f.name, inner.name];
  if (namesOf(inner.lo).has(m) || namesOf(inner.hi).has(m)) return null;
  const moving = factorsOf(inner.body).filter((arg) => mentions(arg, m) || mentions(arg, n));
  const still = factorsOf(inner.body).filter((arg) => !moving.includes(arg));
  const [own] = moving;
  if (moving.length !== 1 || own?.tag !== 'entry') return null;
  const moved = own.at.filter((a) => namesOf(a).has(m) || namesOf(a).has(n));
  const [a] = moved;
  if (moved.length !== 1 || a === undefined) return null;
  const sign = coefficient(a, n);
  if (coefficient(a, m) !== 1 || (sign !== 1 && sign !== -1)) return null;
  const s = fresh();
  // s = m + sign·n, so that m lies between s - sign·n for the ends of n.
  const ends = [inner.lo, inner.hi].map((end) => minus(named(s), plus(new Map(), end, sign)));
  const [first, last] = (sign === 1 ? [...ends].reverse() : ends) as [Index, Index];
  const ways = countBetween([f.lo, first], [f.hi, last]);
  const offset = minus(minus(a, named(m)), plus(new Map(), named(n), sign));
  const at = own.at.map((old) => (old === a ? plus(named(s), offset) : old));
  const [lo, hi] = sign === 1 ? [inner.lo, inner.hi] : [inner.hi, inner.lo];
  // Both ranges must be there for any way at all, which the count knows.
  const some = guard(compare(inner.lo, '<=', inner.hi), mul(ways, ...still, entry(own.tensor, ...at)));
  return sum(s, plus(f.lo, lo, sign), plus(f.hi, hi, sign), some);
};

export const countingMoves = { closedForm, waysInCases } as const;
