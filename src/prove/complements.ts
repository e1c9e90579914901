// Cases that make no difference: { u if c; u otherwise } is u.

import { Chain, type Step } from '../calculus/steps.js';
import { always, and, type Cond, condKey, conjuncts, not } from '../term/cond.js';
import { sameTerm } from '../term/key.js';
import { add, iverson, mul, type Scalar } from '../term/term.js';
import { partition } from './flatten.js';
import type { Scope } from './scope.js';

/** A summand as the conditions under which it counts and what it is multiplied with. */
interface Case {
  readonly conds: readonly Cond[];
  readonly rest: Scalar;
}

/** Two conditions of which exactly one holds, and the conditions that both summands have besides. */
interface Split {
  readonly either: readonly [Cond, Cond];
  readonly shared: readonly Cond[];
}

/** The sum without two summands [s] [c] u and [s] [not c] u, of which [s] u is left; null where there are none. */
export function withoutIdleCase(scope: Scope, sum: Scalar & { readonly tag: 'add' }): Step | null {
  const cases = sum.args.map(caseOf);
  for (const [i, first] of cases.entries()) {
    for (const [j, second] of cases.entries()) {
      if (j <= i || !sameTerm(first.rest, second.rest)) continue;
      const split = splitOf(first, second);
      if (split === null) continue;
      const common = mul([iverson(and(split.shared)), first.rest]);
      const others = sum.args.filter((_, at) => at !== i && at !== j);
      const brackets = add(split.either.map(iverson));
      const { proof } = partition(scope, always, [...split.either]);
      const path = others.length === 0 ? [0] : [others.length, 0];
      return new Chain(sum)
        .ringTo(add([...others, mul([brackets, common])]))
        .inside(path, { to: iverson(always), proof: { rule: 'sym', proof } })
        .ringTo(add([...others, common]))
        .step();
    }
  }
  return null;
}

/** How two cases part: what only the one asks is the negation of what only the other asks. */
function splitOf(first: Case, second: Case): Split | null {
  const asked = new Set(second.conds.map(condKey));
  const shared = first.conds.filter((cond) => asked.has(condKey(cond)));
  const both = new Set(shared.map(condKey));
  const either = [first, second].map(({ conds }) => and(conds.filter((cond) => !both.has(condKey(cond)))));
  const [one, other] = either as [Cond, Cond];
  return condKey(not(one)) === condKey(other) ? { either: [one, other], shared } : null;
}

function caseOf(term: Scalar): Case {
  const factors = term.tag === 'mul' ? term.args : [term];
  const conds = factors.flatMap((factor) => (factor.tag === 'iverson' ? conjuncts(factor.cond) : []));
  return { conds, rest: mul(factors.filter(({ tag }) => tag !== 'iverson')) };
}
