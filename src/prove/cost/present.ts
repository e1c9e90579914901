// Where there is anything to compute: a product behind a bracket that fails, or with an entry outside of its tensor's
// shape, is 0 and is left out. Whether a sum over u has any terms left asks for a u between its bounds, and there is one
// when no lower bound exceeds an upper one (Fourier and Motzkin; the bounds are integers, so nothing is lost).

import { insideOf } from '../../kernel/entries.js';
import {
  always,
  and,
  type Cond,
  condKey,
  conjuncts,
  namesOfCond,
  never,
  nonNegative,
  or,
} from '../../term/cond.js';
import type { Env } from '../../term/env.js';
import { isZero, one, sub } from '../../term/poly.js';
import type { Binder, Scalar } from '../../term/term.js';
import type { Flat } from '../flat.js';
import { bounded } from '../prepare.js';
import { Outside, type Scope } from '../scope.js';
import { boundsOf } from '../sumout.js';
import { varies } from './varies.js';

/** When a term is not left out: its brackets hold, and its entries lie inside. Sums that are its factors are not asked. */
export function present(env: Env, term: Scalar): Cond {
  switch (term.tag) {
    case 'value':
      return isZero(term.value) ? never : always;
    case 'iverson':
      return term.cond;
    case 'entry':
    case 'diff':
      return and(insideOf(env, term) ?? []);
    case 'mul':
      return and(term.args.map((factor) => present(env, factor)));
    case 'pow':
      return term.exponent === 0 ? always : present(env, term.base);
    default:
      return always;
  }
}

/** When a sum, or a sum of sums, has a term that is not left out. Throws Outside where that cannot be said. */
export function anyTerm(scope: Scope, sum: Scalar): Cond {
  const { env } = scope;
  if (sum.tag === 'add')
    return anyOf(sum.args.map((arg) => (varies(env, arg) ? anyTerm(scope, arg) : present(env, arg))));
  if (sum.tag === 'reduce' && sum.op === 'sum') return exists(scope, sum.binders, anyTerm(scope, sum.body));
  return present(env, sum);
}

/** When there are values of the bound names within their ranges for which the condition holds. */
export function exists(scope: Scope, binders: readonly Binder[], cond: Cond): Cond {
  return binders.length === 0 ? cond : hasPoint(scope, { binders, guard: conjuncts(cond) });
}

/** A set of points: those of the ranges that satisfy the guard. */
type Points = Pick<Flat, 'binders' | 'guard'>;

const mostWays = 12;

/** When a set has a point: the last index is done without, and then the one before it. */
function hasPoint(scope: Scope, { binders, guard }: Points): Cond {
  const last = binders.at(-1);
  if (last === undefined) return and(guard);
  const prepared = bounded(scope, { binders, guard, coef: one, factors: [] });
  if (prepared !== null) {
    if (prepared.flats.length > mostWays)
      throw new Outside(`a sum that has terms in more than ${mostWays} ways`);
    return anyOf(prepared.flats.map((part) => hasPoint(scope, part)));
  }
  const about = (cond: Cond): boolean => namesOfCond(cond).has(last.name);
  const conds = guard.flatMap(conjuncts);
  const { lower, upper } = boundsOf(last, conds.filter(about), scope);
  const between = lower.flatMap((lo) => upper.map((hi) => nonNegative(sub(hi, lo))));
  const others = conds.filter((cond) => !about(cond));
  return hasPoint(scope, { binders: binders.slice(0, -1), guard: [...others, ...between] });
}

/** The disjunction; of what holds anyway and of repetitions nothing is left to say. */
function anyOf(conds: readonly Cond[]): Cond {
  const different = new Map(conds.map((cond) => [condKey(cond), cond]));
  const isCertain = [...different.values()].some(
    (cond) => cond.tag === 'and' && conjuncts(cond).length === 0,
  );
  return isCertain ? always : or([...different.values()]);
}
