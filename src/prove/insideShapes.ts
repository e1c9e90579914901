// Flat terms that say where their entries lie inside their shapes. A range that went without saying may have said it:
// in sum_{n=1..M, p=1..n} x[M-n+1] it is the range of p that makes n at least 1.

import { Chain, partAt, type Step } from '../calculus/steps.js';
import { and, conjuncts } from '../term/cond.js';
import { insideShape, reachOf } from '../term/env.js';
import { guarded, mul, type Scalar, value } from '../term/term.js';
import { bodyPath, type Flat, flatBody, flatTerm, pointConds } from './flat.js';
import { withinShape } from './flatten.js';
import type { Scope } from './scope.js';

/** The flat term with the conditions that its entries are inside their shapes, as far as its own do not imply them. */
export function insideShapes(scope: Scope, flat: Flat): { readonly flat: Flat; readonly step: Step } {
  const here = scope.with(pointConds(flat));
  const spelled = (factors: readonly Scalar[]): Scalar => mul([value(flat.coef), ...factors]);
  const body = new Chain(flatBody(flat)).ringTo(spelled(flat.factors));
  const more = flat.factors.flatMap((factor, i) => {
    if (factor.tag !== 'entry' || factor.tensor.tag !== 'tensor') return [];
    const inside = insideShape(reachOf(scope.env, factor.tensor), factor.at);
    const { flats, step } = withinShape(here, factor, inside);
    body.inside([i + 1], step);
    return flats.flatMap(({ guard }) => guard);
  });
  if (more.length === 0) return { flat, step: new Chain(flatTerm(flat)).step() };
  body.ringTo(guarded(and(more), flatBody(flat)));
  const shaped: Flat = { ...flat, guard: conjuncts(and([...flat.guard, ...more])) };
  const chain = new Chain(flatTerm(flat)).inside(bodyPath(flat), body.step());
  const summand = flat.binders.length > 0 ? [0] : [];
  const target = partAt(flatTerm(shaped), summand);
  chain.inside(summand, new Chain(partAt(chain.to, summand)).ringTo(target).step());
  return { flat: shaped, step: chain.step() };
}
