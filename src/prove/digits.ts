// Two indices that are the digits of one: in sum_<q=0..3, p> [1 <= 4p+q, 4p+q <= M] x_<4p+q> they stand for m = 4p + q,
// and with q from 0 to 1 in x_<2p-q> for m = 2p - q.

import { type Cond, conjuncts, namesOfCond, substituteCond } from '../term/cond.js';
import {
  add,
  constant,
  floorOf,
  integerValue,
  namesOf,
  numerator,
  type Poly,
  scale,
  sub,
  substitute,
  variable,
} from '../term/poly.js';
import { freeNames } from '../term/subst.js';
import { type Binder, binder, type Scalar, value } from '../term/term.js';
import { type Flat, flatBody, substituteBody } from './flat.js';
import { reindex } from './match.js';
import { endOfMultiples } from './multiples.js';
import { freshNames, renamed, variablesOf } from './renaming.js';
import type { Rewritten } from './rounds.js';
import type { Scope } from './scope.js';

/** p and q, where sign·q runs through `base` integers from `first` on and both occur as base·p + sign·q alone. */
interface Digits {
  readonly high: Binder;
  readonly low: Binder;
  readonly sign: 1n | -1n;
  readonly base: bigint;
  readonly first: Poly;
}

/** The sum over one index instead of two that are its digits; null where there are none. */
export function withDigitsJoined(scope: Scope, flat: Flat): Rewritten | null {
  // Where the range of p is that of 4p + q without q, the range of both is plain.
  const all = digitsIn(flat);
  const plain = all.filter(({ high, low }) => [high.lo, high.hi].some((end) => namesOf(end).has(low.name)));
  for (const digits of new Set([...plain, ...all])) {
    const joined = join(scope, flat, digits);
    if (joined !== null) return joined;
  }
  return null;
}

function digitsIn({ binders, guard }: Flat): readonly Digits[] {
  return binders.flatMap((low) => {
    const own = rangeOf(low, guard.flatMap(conjuncts));
    if (own === null || own.to <= own.from) return [];
    const base = own.to - own.from + 1n;
    return binders
      .filter((high) => high !== low)
      .flatMap((high): readonly Digits[] => [
        { high, low, sign: 1n, base, first: constant(own.from) },
        { high, low, sign: -1n, base, first: constant(-own.to) },
      ]);
  });
}

/** The numbers from and to which an index runs by its own range and the conditions on it alone; null where there are none. */
function rangeOf(low: Binder, conds: readonly Cond[]): { readonly from: bigint; readonly to: bigint } | null {
  let [from, to] = [integerValue(low.lo), integerValue(low.hi)];
  if (from === null || to === null) return null;
  for (const cond of conds) {
    if (!bounds(cond, low)) continue;
    // coef·low + rest >= 0
    const [coef, rest] = [numerator(cond.form, low.name), numerator(cond.form, '')];
    const bound = integerValue(floorOf(constant(rest), constant(coef < 0n ? -coef : coef))) as bigint;
    if (coef > 0n && -bound > from) from = -bound;
    if (coef < 0n && bound < to) to = bound;
  }
  return { from, to };
}

/** Whether a condition is a bound of the index by a number. */
function bounds(cond: Cond, { name }: Binder): cond is Cond & { readonly tag: 'ge' } {
  if (cond.tag !== 'ge' || numerator(cond.form, name) === 0n) return false;
  return cond.form.terms.every(({ key }) => key === '' || key === name);
}

function join(scope: Scope, flat: Flat, both: Digits): Rewritten | null {
  const { high, low, sign, base, first } = both;
  const name = scope.search.fresh(low.name);
  const m = variable(name);
  const digits = new Map([[low.name, scale(sub(m, scale(variable(high.name), base)), sign)]]);
  const range = rangeOfBoth(both);
  if (range === null) return null;
  const whole = binder(name, range.lo, range.hi);
  const binders = flat.binders
    .filter((b) => b !== low)
    .map((b) => (b === high ? whole : binder(b.name, substitute(b.lo, digits), substitute(b.hi, digits))));
  const target: Flat = {
    binders,
    guard: flat.guard
      .flatMap(conjuncts)
      .filter((cond) => !bounds(cond, low))
      .map((cond) => substituteCond(cond, digits)),
    ...substituteBody(flat, digits),
  };
  if (mentions(target, high.name) || !isWellOrdered(binders)) return null;
  const apart = freshNames(scope, binders);
  const floor = floorOf(sub(m, first), constant(base));
  const back = flat.binders.map((b) =>
    substitute(
      b === high ? floor : b === low ? scale(sub(m, scale(floor, base)), sign) : variable(b.name),
      variablesOf(apart),
    ),
  );
  const forward = binders.map((b) =>
    b === whole ? add(scale(variable(high.name), base), scale(variable(low.name), sign)) : variable(b.name),
  );
  const renamedTarget = renamed(target, apart);
  return { flats: [renamedTarget], step: reindex(scope, flat, renamedTarget, forward, back) };
}

/**
 * From where to where base·high + sign·low runs: from base·lo + first to base·hi + first + base - 1; or from a to b, where `high`
 * runs from ⌈(a - sign·low)/base⌉ to ⌊(b - sign·low)/base⌋. null where it is neither.
 */
function rangeOfBoth({
  high,
  low,
  sign,
  base,
  first,
}: Digits): { readonly lo: Poly; readonly hi: Poly } | null {
  const isApart = (poly: Poly): boolean => !namesOf(poly).has(low.name);
  const [lo, hi] = [high.lo, high.hi].map((end, i) =>
    isApart(end)
      ? add(add(scale(end, base), first), constant(i === 0 ? 0n : base - 1n))
      : add(endOfMultiples(end, base), scale(variable(low.name), sign)),
  ) as [Poly, Poly];
  return isApart(lo) && isApart(hi) ? { lo, hi } : null;
}

function mentions(flat: Flat, name: string): boolean {
  const parts: readonly Scalar[] = [
    flatBody(flat),
    ...flat.binders.flatMap(({ lo, hi }) => [value(lo), value(hi)]),
  ];
  return parts.some((part) => freeNames(part).has(name)) || flat.guard.some((c) => namesOfCond(c).has(name));
}

function isWellOrdered(binders: readonly Binder[]): boolean {
  return binders.every(({ lo, hi }, i) =>
    binders.slice(i).every((later) => !namesOf(lo).has(later.name) && !namesOf(hi).has(later.name)),
  );
}
