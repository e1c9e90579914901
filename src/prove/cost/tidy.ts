// A counting formula without the conditions that hold anyway: sum_<m=1..M> [1 <= m, m <= M] 1 is sum_<m=1..M> 1.

import { and, type Cond, conjuncts } from '../../term/cond.js';
import { add, guarded, mul, rangeConds, type Scalar, sum } from '../../term/term.js';
import type { Scope } from '../scope.js';

/** The same number, where the assumptions of `scope` hold. */
export function tidied(scope: Scope, count: Scalar): Scalar {
  switch (count.tag) {
    case 'add':
      return add(count.args.flatMap((arg) => parts(tidied(scope, arg))));
    case 'mul': {
      const conds = count.args.flatMap((arg) => (arg.tag === 'iverson' ? conjuncts(arg.cond) : []));
      const others = count.args.filter((arg) => arg.tag !== 'iverson');
      const kept = needed(scope, conds);
      const here = scope.with(kept);
      return guarded(and(kept), mul(others.map((arg) => tidied(here, arg))));
    }
    case 'reduce':
      return sum(count.binders, tidied(scope.with(rangeConds(count.binders)), count.body));
    default:
      return count;
  }
}

function parts(count: Scalar): readonly Scalar[] {
  return count.tag === 'add' ? count.args : [count];
}

/** The conditions that the others and the assumptions do not imply. */
export function needed(scope: Scope, conds: readonly Cond[]): readonly Cond[] {
  return conds.reduce<readonly Cond[]>((kept, cond) => {
    const others = kept.filter((other) => other !== cond);
    return scope.with(others).entails(cond) === null ? kept : others;
  }, conds);
}
