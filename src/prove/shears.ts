// An index that matters only together with another: in sum_<q=1..M, t=q..N+q> b_<t-q> what is summed is a function of
// r = t - q, and q is left to be counted.

import { namesOfCond, substituteCond } from '../term/cond.js';
import { add, namesOf, numerator, type Poly, scale, sub, substitute, variable } from '../term/poly.js';
import { freeNames } from '../term/subst.js';
import { binder } from '../term/term.js';
import { type Flat, substituteBody } from './flat.js';
import { reindex } from './match.js';
import { freshNames, renamed, variablesOf } from './renaming.js';
import type { Rewritten } from './rounds.js';
import type { Scope } from './scope.js';

/** t, which runs along with times·q. */
interface Shear {
  readonly along: string;
  readonly index: string;
  readonly times: bigint;
}

/** The sum over r = t - times·q in the place of t, where nothing but the weight mentions q after that; null without such. */
export function sheared(scope: Scope, flat: Flat): Rewritten | null {
  for (const shear of shearsOf(flat)) {
    const target = along(flat, shear);
    if (mentions(target, shear.along)) continue;
    const apart = freshNames(scope, target.binders);
    const names = variablesOf(apart);
    const offset = scale(variable(shear.along), shear.times);
    const forward = flat.binders.map(({ name }) =>
      name === shear.index ? sub(variable(name), offset) : variable(name),
    );
    const back = flat.binders.map(({ name }) =>
      substitute(name === shear.index ? add(variable(name), offset) : variable(name), names),
    );
    const to = renamed(target, apart);
    return { flats: [to], step: reindex(scope, flat, to, forward, back) };
  }
  return null;
}

/** An index runs along with another where both ends of its range do. */
function shearsOf({ binders }: Flat): readonly Shear[] {
  return binders.flatMap(({ name: index, lo, hi }, i) =>
    binders.slice(0, i).flatMap(({ name: along }) => {
      const times = numerator(lo, along);
      return times !== 0n && times === numerator(hi, along) ? [{ along, index, times }] : [];
    }),
  );
}

/** The flat term with t + times·q in the place of t. */
function along(flat: Flat, { along: q, index, times }: Shear): Flat {
  const offset = scale(variable(q), times);
  const whole = new Map<string, Poly>([[index, add(variable(index), offset)]]);
  return {
    binders: flat.binders.map(({ name, lo, hi }) =>
      name === index
        ? binder(name, sub(lo, offset), sub(hi, offset))
        : binder(name, substitute(lo, whole), substitute(hi, whole)),
    ),
    guard: flat.guard.map((cond) => substituteCond(cond, whole)),
    ...substituteBody(flat, whole),
  };
}

/** Whether conditions, ranges or factors speak of an index. */
function mentions({ binders, guard, factors }: Flat, name: string): boolean {
  return (
    factors.some((factor) => freeNames(factor).has(name)) ||
    guard.some((cond) => namesOfCond(cond).has(name)) ||
    binders.some(({ lo, hi }) => namesOf(lo).has(name) || namesOf(hi).has(name))
  );
}
