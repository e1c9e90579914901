// Cases that make no difference: { u if c; u otherwise } is u.

import { Chain, type Step } from '../calculus/steps.js';
import { always, and, type Cond, condKey, conjuncts, not } from '../term/cond.js';
import { sameTerm } from '../term/key.js';
import { equal, substitute, variable } from '../term/poly.js';
import { substScalar } from '../term/subst.js';
import { add, type Binder, binder, iverson, mul, rangeConds, reduce, type Scalar } from '../term/term.js';
import { partition } from './flatten.js';
import { distributed } from './laws.js';
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

/** The sum without two sums over one range of which one is of the cases that the other leaves; null where there are none. */
export function withoutIdleSums(scope: Scope, sum: Scalar & { readonly tag: 'add' }): Step | null {
  for (const [i, first] of sum.args.entries()) {
    for (const [j, second] of sum.args.entries()) {
      if (j <= i || first.tag !== 'reduce' || second.tag !== 'reduce') continue;
      const both = overOneRange(scope, first, second);
      if (both === null || splitOf(caseOf(both.bodies[0]), caseOf(both.bodies[1])) === null) continue;
      const { binders, bodies } = both;
      const whole = add(bodies);
      const inner = whole.tag === 'add' ? withoutIdleCase(scope.with(rangeConds(binders)), whole) : null;
      if (inner === null) continue;
      const others = sum.args.filter((_, at) => at !== i && at !== j);
      const apart = distributed(binders, bodies);
      const path = others.length === 0 ? [] : [others.length];
      return new Chain(sum)
        .ringTo(add([...others, apart.to]))
        .inside(path, { to: reduce('sum', binders, whole), proof: { rule: 'sym', proof: apart.proof } })
        .inside([...path, 0], inner)
        .step();
    }
  }
  return null;
}

/** Two sums with one name for each index, where they have the same ranges; else null. */
function overOneRange(
  { search }: Scope,
  first: Scalar & { readonly tag: 'reduce' },
  second: Scalar & { readonly tag: 'reduce' },
): { readonly binders: readonly Binder[]; readonly bodies: readonly [Scalar, Scalar] } | null {
  if ([first, second].some(({ op }) => op !== 'sum') || first.binders.length !== second.binders.length)
    return null;
  const names = first.binders.map(({ name }) => search.fresh(name));
  const [one, other] = [spelled(first, names), spelled(second, names)];
  const same = one.binders.every(({ lo, hi }, i) => {
    const range = other.binders[i] as Binder;
    return equal(lo, range.lo) && equal(hi, range.hi);
  });
  return same ? { binders: one.binders, bodies: [one.body, other.body] } : null;
}

/** A sum with other names for its indices. */
function spelled(
  { binders, body }: Scalar & { readonly tag: 'reduce' },
  names: readonly string[],
): { readonly binders: readonly Binder[]; readonly body: Scalar } {
  const by = new Map(binders.map(({ name }, i) => [name, variable(names[i] as string)]));
  return {
    binders: binders.map(({ lo, hi }, i) =>
      binder(names[i] as string, substitute(lo, by), substitute(hi, by)),
    ),
    body: substScalar(body, by),
  };
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
