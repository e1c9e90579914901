// Two indices that are the digits of one: in sum_<q=0..3, p> [1 <= 4p+q, 4p+q <= M] x_<4p+q> they stand for m = 4p + q.

import { conjuncts, substituteCond } from '../term/cond.js';
import {
  add,
  constant,
  floorOf,
  integerValue,
  namesOf,
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
import { freshNames, renamed, variablesOf } from './renaming.js';
import type { Rewritten } from './rounds.js';
import type { Scope } from './scope.js';

/** p and q, where q runs through `base` integers from `first` on and both occur as base·p + q alone. */
interface Digits {
  readonly high: Binder;
  readonly low: Binder;
  readonly base: bigint;
  readonly first: Poly;
}

/** The sum over one index instead of two that are its digits; null where there are none. */
export function withDigitsJoined(scope: Scope, flat: Flat): Rewritten | null {
  for (const digits of digitsIn(flat)) {
    const joined = join(scope, flat, digits);
    if (joined !== null) return joined;
  }
  return null;
}

function digitsIn({ binders }: Flat): readonly Digits[] {
  return binders.flatMap((low) => {
    const [from, to] = [integerValue(low.lo), integerValue(low.hi)];
    if (from === null || to === null || to <= from) return [];
    const base = to - from + 1n;
    return binders
      .filter((high) => high !== low && ![...namesOf(high.lo), ...namesOf(high.hi)].includes(low.name))
      .map((high) => ({ high, low, base, first: low.lo }));
  });
}

function join(scope: Scope, flat: Flat, { high, low, base, first }: Digits): Rewritten | null {
  const name = scope.search.fresh(low.name);
  const m = variable(name);
  const digits = new Map([[low.name, sub(m, scale(variable(high.name), base))]]);
  // m from base·lo + first to base·hi + first + base - 1
  const whole = binder(
    name,
    add(scale(high.lo, base), first),
    add(add(scale(high.hi, base), first), constant(base - 1n)),
  );
  const binders = flat.binders
    .filter((b) => b !== low)
    .map((b) => (b === high ? whole : binder(b.name, substitute(b.lo, digits), substitute(b.hi, digits))));
  const target: Flat = {
    binders,
    guard: flat.guard.flatMap(conjuncts).map((cond) => substituteCond(cond, digits)),
    ...substituteBody(flat, digits),
  };
  if (mentions(target, high.name) || !isWellOrdered(binders)) return null;
  const apart = freshNames(scope, binders);
  const floor = floorOf(sub(m, first), constant(base));
  const back = flat.binders.map((b) =>
    substitute(
      b === high ? floor : b === low ? sub(m, scale(floor, base)) : variable(b.name),
      variablesOf(apart),
    ),
  );
  const forward = binders.map((b) =>
    b === whole ? add(scale(variable(high.name), base), variable(low.name)) : variable(b.name),
  );
  const renamedTarget = renamed(target, apart);
  return { flats: [renamedTarget], step: reindex(scope, flat, renamedTarget, forward, back) };
}

function mentions(flat: Flat, name: string): boolean {
  const parts: readonly Scalar[] = [
    flatBody(flat),
    ...flat.binders.flatMap(({ lo, hi }) => [value(lo), value(hi)]),
  ];
  return parts.some((part) => freeNames(part).has(name));
}

function isWellOrdered(binders: readonly Binder[]): boolean {
  return binders.every(({ lo, hi }, i) =>
    binders.slice(i).every((later) => !namesOf(lo).has(later.name) && !namesOf(hi).has(later.name)),
  );
}
