// Sums over one point that nothing depends on, sum_{t=2..2} e, and cases that make no difference: they hide that two sides are
// one formula.

import { Chain, type Step } from '../calculus/steps.js';
import { conjuncts } from '../term/cond.js';
import { equal, namesOf, one, type Poly, substitute, variable } from '../term/poly.js';
import { freeNames } from '../term/subst.js';
import { type Binder, rangeConds, type Scalar } from '../term/term.js';
import { withoutIdleCase } from './complements.js';
import type { Flat } from './flat.js';
import { reindex } from './match.js';
import { freshNames, renamed, variablesOf } from './renaming.js';
import type { Scope } from './scope.js';

/** The formula without such sums and cases outside of arguments; null where there are none. */
export function withoutDummies(scope: Scope, term: Scalar): Step | null {
  const chain = new Chain(term);
  const inner = (path: readonly number[], here: Scope, part: Scalar): void => {
    const step = withoutDummies(here, part);
    if (step !== null) chain.inside(path, step);
  };
  switch (term.tag) {
    case 'add':
      for (const [i, arg] of term.args.entries()) inner([i], scope, arg);
      break;
    case 'mul':
      for (const [i, arg] of term.args.entries()) {
        const beside = term.args.filter((_, j) => j !== i);
        const conds = beside.flatMap((other) => (other.tag === 'iverson' ? conjuncts(other.cond) : []));
        inner([i], scope.with(conds), arg);
      }
      break;
    case 'reduce':
      if (term.op !== 'sum') return null;
      inner([0], scope.with(rangeConds(term.binders)), term.body);
      break;
    default:
      return null;
  }
  for (let next = simpler(scope, chain.to); next !== null; next = simpler(scope, chain.to)) chain.by(next);
  return chain.to === term ? null : chain.step();
}

function simpler(scope: Scope, term: Scalar): Step | null {
  if (term.tag === 'add') return withoutIdleCase(scope, term);
  return term.tag === 'reduce' ? withoutDummy(scope, term) : null;
}

function withoutDummy(scope: Scope, term: Scalar & { readonly tag: 'reduce' }): Step | null {
  const dummy = term.binders.find((b) => isDummy(b, term.binders, term.body));
  if (dummy === undefined) return null;
  const from: Flat = { binders: term.binders, guard: [], coef: one, factors: [term.body] };
  const kept = term.binders.filter((b) => b !== dummy);
  const apart = freshNames(scope, kept);
  const to = renamed({ ...from, binders: kept }, apart);
  const names = variablesOf(apart);
  const back = term.binders.map((b) => (b === dummy ? substitute(b.lo, names) : (names.get(b.name) as Poly)));
  const forward = kept.map((b) => variable(b.name));
  return reindex(scope, from, to, forward, back);
}

function isDummy({ name, lo, hi }: Binder, binders: readonly Binder[], body: Scalar): boolean {
  if (!equal(lo, hi) || freeNames(body).has(name)) return false;
  return binders.every((b) => !namesOf(b.lo).has(name) && !namesOf(b.hi).has(name));
}
