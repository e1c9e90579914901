// Cases that make no difference: { u if c; u otherwise } is u.

import { Chain, type Step } from '../calculus/steps.js';
import { always, and, type Cond, condKey, not } from '../term/cond.js';
import { sameTerm } from '../term/key.js';
import { add, iverson, mul, type Scalar } from '../term/term.js';
import { partition } from './flatten.js';
import type { Scope } from './scope.js';

/** A summand as a bracket and what it is multiplied with. */
interface Case {
  readonly cond: Cond;
  readonly rest: Scalar;
}

/** The sum without two summands [c] u and [not c] u, of which u is left; null where there are none. */
export function withoutIdleCase(scope: Scope, sum: Scalar & { readonly tag: 'add' }): Step | null {
  const cases = sum.args.map(caseOf);
  for (const [i, first] of cases.entries()) {
    if (first === null) continue;
    const denied = condKey(not(first.cond));
    const j = cases.findIndex((other) => other !== null && condKey(other.cond) === denied);
    const second = cases[j];
    if (second == null || !sameTerm(first.rest, second.rest)) continue;
    const others = sum.args.filter((_, at) => at !== i && at !== j);
    const brackets = add([iverson(first.cond), iverson(second.cond)]);
    const { proof } = partition(scope, always, [first.cond, second.cond]);
    const path = others.length === 0 ? [0] : [others.length, 0];
    return new Chain(sum)
      .ringTo(add([...others, mul([brackets, first.rest])]))
      .inside(path, { to: iverson(always), proof: { rule: 'sym', proof } })
      .ringTo(add([...others, first.rest]))
      .step();
  }
  return null;
}

function caseOf(term: Scalar): Case | null {
  const factors = term.tag === 'mul' ? term.args : [term];
  const conds = factors.flatMap((factor) => (factor.tag === 'iverson' ? [factor.cond] : []));
  if (conds.length === 0) return null;
  return { cond: and(conds), rest: mul(factors.filter(({ tag }) => tag !== 'iverson')) };
}
