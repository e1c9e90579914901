// Rounding in index arithmetic: floor((I-M)/S), ceil(n/2), mod(i, S). All three are quotients ⌊n/d⌋ (poly.ts):
// ⌈n/d⌉ = -⌊-n/d⌋ and n mod d = n - d ⌊n/d⌋ (Graham, Knuth, Patashnik, Concrete Mathematics, §3.1, §3.4).

import type { Range } from '../../grammar/tree.js';
import type { Env } from './env.js';
import {
  add,
  factorsOfKey,
  floorOf,
  isConstant,
  mul,
  neg,
  one,
  type Poly,
  type Quotient,
  show,
  sub,
  substitute,
  variable,
  zero,
} from './poly.js';
import { type Reading, ReadingError } from './reading.js';
import type { Scalar } from './term.js';

/** The names of the rounding functions and how many arguments they take. */
export const roundings: ReadonlyMap<string, number> = new Map([
  ['floor', 1],
  ['ceil', 1],
  ['mod', 2],
]);

/**
 * Whether it is seen to be positive at all sizes: with S + 1 for each size S, no coefficient is negative.
 *
 * @example S*M - S + 1 is; S - 1 is not, and neither is an index.
 */
export function isPositive(poly: Poly, { sizes }: Env): boolean {
  // Neither indices nor quotients: these may be negative.
  const names = new Set(poly.terms.flatMap(({ key }) => factorsOfKey(key)));
  if (![...names].every((name) => sizes.has(name))) return false;
  const larger = new Map([...names].map((name) => [name, add(variable(name), one)]));
  const { terms } = substitute(poly, larger);
  return terms.every((t) => t.coef > 0n) && terms.some((t) => t.key === '');
}

/** The value of a rounding function. Throws ReadingError where an argument is no quotient of index expressions. */
export function rounded(name: string, args: readonly Reading[], env: Env, range: Range): Poly {
  const [first, second] = args.map((arg) => quotient(arg, range));
  if (first === undefined || args.length !== roundings.get(name))
    throw new ReadingError('ill-formed', range, `${name} takes ${roundings.get(name)} arguments`);
  switch (name) {
    case 'floor':
      return floorOf(first.num, first.den);
    case 'ceil':
      return neg(floorOf(neg(first.num), first.den));
    default: {
      const { num, den } = second as Quotient;
      if (!isConstant(first.den) || !isConstant(den))
        throw new ReadingError('unsupported', range, 'mod is for integers, not for quotients');
      if (isConstant(num) && num.terms.every((t) => t.coef <= 0n))
        throw new ReadingError('ill-formed', range, 'mod is by a positive number');
      if (!isPositive(num, env))
        throw new ReadingError(
          'unsupported',
          range,
          `mod is by positive numbers and sizes only, not by ${show(num)}`,
        );
      return sub(first.num, mul(num, floorOf(first.num, num)));
    }
  }
}

/** What is rounded, as one quotient: (I-M)/S + 1 is (I-M+S)/S. */
function quotient(reading: Reading, range: Range): Quotient {
  const found =
    reading.sort === 'tensor'
      ? null
      : reading.sort === 'index'
        ? whole(reading.poly)
        : ofScalar(reading.term);
  if (found === null)
    throw new ReadingError(
      'unsupported',
      range,
      'only quotients of index expressions are rounded, not entries',
    );
  return found;
}

function whole(num: Poly): Quotient {
  return { num, den: one };
}

function ofScalar(term: Scalar): Quotient | null {
  switch (term.tag) {
    case 'value':
      return whole(term.value);
    case 'reciprocal':
      return { num: one, den: term.of };
    case 'add':
      return folded(term.args, whole(zero), (a, b) =>
        sameDen(a, b)
          ? { num: add(a.num, b.num), den: a.den }
          : { num: add(mul(a.num, b.den), mul(b.num, a.den)), den: mul(a.den, b.den) },
      );
    case 'mul':
      return folded(term.args, whole(one), (a, b) => ({ num: mul(a.num, b.num), den: mul(a.den, b.den) }));
    default:
      return null;
  }
}

function folded(
  args: readonly Scalar[],
  start: Quotient,
  join: (a: Quotient, b: Quotient) => Quotient,
): Quotient | null {
  return args.reduce<Quotient | null>((so, arg) => {
    const next = so === null ? null : ofScalar(arg);
    return so === null || next === null ? null : join(so, next);
  }, start);
}

function sameDen(a: Quotient, b: Quotient): boolean {
  return sub(a.den, b.den).terms.length === 0;
}
