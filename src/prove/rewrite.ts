// Steps inside a formula: what is known at a place, ranges and brackets on the way included, may be used there.

import { Chain, refl, type Step } from '../calculus/steps.js';
import { conjuncts } from '../term/cond.js';
import { type Poly, substitute, variable } from '../term/poly.js';
import { substScalar } from '../term/subst.js';
import { type Binder, binder, isTensor, rangeConds, reduce, type Scalar } from '../term/term.js';
import type { Scope } from './scope.js';

/** What becomes of a part in its place; null where it stays. */
export type Change = (here: Scope, part: Scalar) => Step | null;

/**
 * A formula with its outermost parts changed that `change` changes; the formula itself where it changes nothing. What
 * comes of a change is not looked into.
 */
export function rewrite(scope: Scope, term: Scalar, change: Change): Step {
  scope.search.tick();
  const changed = change(scope, term);
  if (changed !== null) return changed;
  const chain = new Chain(term);
  const inside = (i: number, here: Scope, part: Scalar): void => {
    const step = rewrite(here, part, change);
    if (step.to !== part) chain.inside([i], step);
  };
  switch (term.tag) {
    case 'add':
    case 'apply':
      for (const [i, arg] of term.args.entries()) if (!isTensor(arg)) inside(i, scope, arg);
      break;
    case 'mul':
      for (const [i, arg] of term.args.entries()) {
        const beside = term.args.flatMap((other, j) =>
          j !== i && other.tag === 'iverson' ? conjuncts(other.cond) : [],
        );
        inside(i, scope.with(beside), arg);
      }
      break;
    case 'pow':
      inside(0, scope, term.base);
      break;
    case 'reduce': {
      const fresh = withFreshNames(scope, term);
      const inner = rewrite(scope.with(rangeConds(fresh.binders)), fresh.body, change);
      if (inner.to !== fresh.body) chain.by(refl(fresh)).inside([0], inner);
      break;
    }
  }
  return chain.step();
}

export type Reduction = Scalar & { tag: 'reduce' };

/** The same reduction with bound names that occur nowhere else. */
export function withFreshNames(scope: Scope, { op, binders, body }: Reduction): Reduction {
  const renaming = new Map<string, Poly>();
  const renamed = binders.map(({ name, lo, hi }): Binder => {
    const fresh = scope.search.fresh(name);
    const range = binder(fresh, substitute(lo, renaming), substitute(hi, renaming));
    renaming.set(name, variable(fresh));
    return range;
  });
  return reduce(op, renamed, substScalar(body, renaming)) as Reduction;
}
