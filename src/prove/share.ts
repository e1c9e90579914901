// A flat term as a sum of flat terms, one for each case of a condition.

import { Chain } from '../calculus/steps.js';
import { and, type Cond, conjuncts } from '../term/cond.js';
import { add, guarded, iverson, mul, rangeConds } from '../term/term.js';
import { type Flat, flatBody, flatTerm } from './flat.js';
import { partition } from './flatten.js';
import { distributed } from './laws.js';
import type { Rewritten } from './rounds.js';
import type { Scope } from './scope.js';

/** The flat term as a sum of one for each part of one of its conditions, or of `always`, which needs not be written. */
export function shared(scope: Scope, flat: Flat, cond: Cond, parts: readonly Cond[]): Rewritten {
  const conds = flat.guard.flatMap(conjuncts);
  const rest = conds.filter((c) => c !== cond);
  const flats = parts.map((part) => ({ ...flat, guard: conjuncts(and([...rest, part])) }));
  const body = guarded(and(flat.guard), flatBody(flat));
  const others = [...(rest.length === 0 ? [] : [iverson(and(rest))]), flatBody(flat)];
  const pieces = flats.map((f) => guarded(and(f.guard), flatBody(f)));
  const here = scope.with([...rangeConds(flat.binders), ...rest]);
  const inner = new Chain(body)
    .ringTo(mul([iverson(cond), ...others]))
    .inside([0], partition(here, cond, parts))
    .ringTo(add(pieces));
  const chain = new Chain(flatTerm(flat)).inside([0], inner.step()).by(distributed(flat.binders, pieces));
  return { flats, step: chain.step() };
}
