// Flat terms: a sum over integer points of a polynomial coefficient times a product of entries,
//   sum_{v in ranges, guard} coef(v) T_1[..] T_2[..] ...
// Every formula of the fragment is a list of these.

import { and, type Cond, conjuncts, equals } from '../term/cond.js';
import { equal, isZero, one, type Poly, substitute, variable } from '../term/poly.js';
import { substScalar } from '../term/subst.js';
import { type Binder, guarded, mul, rangeConds, type Scalar, sum, value } from '../term/term.js';

/**
 * sum_{binders, guard} coef · Π factors. The ranges of the binders are of integers, both ends included; one may speak of
 * the binders before it. The guard's conditions hold all at once. Subscripts count from the first index of their tensor's
 * shape, which is 1 for a size.
 */
export interface Flat {
  readonly binders: readonly Binder[];
  readonly guard: readonly Cond[];
  readonly coef: Poly;
  /** Entries of independent tensors, applications and reciprocals. */
  readonly factors: readonly Scalar[];
}

/** The flat term as a term. */
export function flatTerm(flat: Flat): Scalar {
  return sum(flat.binders, guarded(and(flat.guard), flatBody(flat)));
}

/** What is summed: the coefficient times the factors. */
export function flatBody({ coef, factors }: Flat): Scalar {
  return equal(coef, one) && factors.length > 0 ? mul(factors) : mul([value(coef), ...factors]);
}

/** Where the body stands in the flat term, as a path from its root. */
export function bodyPath({ binders, guard }: Flat): readonly number[] {
  return [...(binders.length > 0 ? [0] : []), ...(conjuncts(and(guard)).length > 0 ? [1] : [])];
}

/** The conditions that make a point one of the set that the sum runs over, in the order in which the kernel assumes them. */
export function pointConds({ binders, guard }: Flat): readonly Cond[] {
  return [...rangeConds(binders), ...conjuncts(and(guard))];
}

/** Coefficient and factors with expressions in the place of names. */
export function substituteBody(
  { coef, factors }: Pick<Flat, 'coef' | 'factors'>,
  by: ReadonlyMap<string, Poly>,
): Pick<Flat, 'coef' | 'factors'> {
  return { coef: substitute(coef, by), factors: factors.map((factor) => substScalar(factor, by)) };
}

/** A number: a sum over one point, without factors. */
export function flatConstant(coef: Poly): Flat {
  return { binders: [], guard: [], coef, factors: [] };
}

/** Whether the coefficient is 0 as it is written; what sums to 0 in another way is not noticed. */
export function isNothing(flat: Flat): boolean {
  return isZero(flat.coef);
}

/** Equations among the bound names that every point of the set satisfies: guards `e = 0` and ranges of one point. */
export function equationsOf(flat: Flat): readonly Poly[] {
  const guards = flat.guard.flatMap(conjuncts).flatMap((c) => (c.tag === 'eq' ? [c.form] : []));
  const points = flat.binders.flatMap(({ name, lo, hi }) => {
    const c = equal(lo, hi) ? equals(variable(name), lo) : null;
    return c?.tag === 'eq' ? [c.form] : [];
  });
  return [...guards, ...points];
}
