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
import { isZero, sub } from '../../term/poly.js';
import type { Binder, Scalar } from '../../term/term.js';
import { alternatives } from '../prepare.js';
import { Outside } from '../scope.js';
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
export function anyTerm(env: Env, sum: Scalar): Cond {
  if (sum.tag === 'add')
    return anyOf(sum.args.map((arg) => (varies(env, arg) ? anyTerm(env, arg) : present(env, arg))));
  if (sum.tag === 'reduce' && sum.op === 'sum') return exists(sum.binders, anyTerm(env, sum.body));
  return present(env, sum);
}

/** When there are values of the bound names within their ranges for which the condition holds. */
export function exists(binders: readonly Binder[], cond: Cond): Cond {
  return binders.reduceRight(existsOne, cond);
}

function existsOne(cond: Cond, u: Binder): Cond {
  return anyOf(waysOf(cond).map((way) => existsWithin(conjuncts(way), u)));
}

function existsWithin(conds: readonly Cond[], u: Binder): Cond {
  const about = (cond: Cond): boolean => namesOfCond(cond).has(u.name);
  const { lower, upper } = boundsOf(u, conds.filter(about));
  return and([
    ...conds.filter((cond) => !about(cond)),
    ...lower.flatMap((lo) => upper.map((hi) => nonNegative(sub(hi, lo)))),
  ]);
}

const mostWays = 12;

/** Conjunctions without negations, of which one holds; they need not exclude each other. */
function waysOf(cond: Cond): readonly Cond[] {
  const found = cond.tag === 'or' ? cond.args.flatMap(waysOf) : alternatives(cond);
  if (found.length > mostWays) throw new Outside(`a sum that has terms in more than ${mostWays} ways`);
  return found;
}

/** The disjunction; of what holds anyway and of repetitions nothing is left to say. */
export function anyOf(conds: readonly Cond[]): Cond {
  const different = new Map(conds.map((cond) => [condKey(cond), cond]));
  const isCertain = [...different.values()].some(
    (cond) => cond.tag === 'and' && conjuncts(cond).length === 0,
  );
  return isCertain ? always : or([...different.values()]);
}
