// Cases outside of all sums: where a side is u under a condition and v otherwise, both are compared with the other side
// under it and without it, so that no sum has to be taken apart for it.

import type { Proof } from '../kernel/proof.js';
import { type Cond, condKey, not } from '../term/cond.js';
import { partsOf } from '../term/parts.js';
import type { Scalar, Term } from '../term/term.js';
import type { Decision } from './equality.js';
import type { Scope } from './scope.js';

/** With more conditions than this there are too many cases. */
const mostConditions = 3;

/** left = right by a condition that parts summands of a side, as `decided` with and without it; null if there is none. */
export function byFreeCases(
  scope: Scope,
  left: Scalar,
  right: Scalar,
  decided: (scope: Scope) => Decision,
): Decision | null {
  const parting = [
    ...new Map([left, right].flatMap(partingIn).map((cond) => [condKey(cond), cond])).values(),
  ];
  const open = parting.filter((cond) => [cond, not(cond)].every((c) => scope.refute([c]) === null));
  const [cond] = open;
  if (cond === undefined || open.length > mostConditions) return null;
  const [holds, fails] = [cond, not(cond)].map((c) => decided(scope.with([c]))) as [Decision, Decision];
  if (holds.equal && fails.equal) {
    const proof: Proof = { rule: 'cases', cond, holds: holds.proof, fails: fails.proof };
    return { equal: true, proof };
  }
  return { equal: false, regions: [holds, fails].flatMap((d) => (d.equal ? [] : d.regions)) };
}

/** The conditions that one summand with sums asks for, and another one the negation. */
function partingIn(side: Scalar): readonly Cond[] {
  const asked = (side.tag === 'add' ? side.args : []).filter(hasSum).map(askedOf);
  const all = new Set(asked.flat().map(condKey));
  return asked.flat().filter((cond) => all.has(condKey(not(cond))) && condKey(cond) < condKey(not(cond)));
}

/** The conditions among the factors of a summand that are a single one each. */
function askedOf(summand: Scalar): readonly Cond[] {
  const factors = summand.tag === 'mul' ? summand.args : [summand];
  return factors.flatMap((factor) => (factor.tag === 'iverson' ? [factor.cond] : []));
}

function hasSum(term: Term): boolean {
  return term.tag === 'reduce' || partsOf(term).some(hasSum);
}
