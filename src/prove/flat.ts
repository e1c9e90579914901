// Flat terms: a sum over integer points of a polynomial coefficient times a product of entries,
//   sum_{v in ranges, guard} coef(v) T_1[..] T_2[..] ...
// Every formula of the fragment is a list of these.

import { and, type Cond, conjuncts, equals } from '../term/cond.js';
import { equal, isZero, one, type Poly, variable } from '../term/poly.js';
import { type Binder, guarded, mul, type Scalar, sum, value } from '../term/term.js';

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

export function flatBody({ coef, factors }: Flat): Scalar {
  return equal(coef, one) && factors.length > 0 ? mul(factors) : mul([value(coef), ...factors]);
}

export function flatConstant(coef: Poly): Flat {
  return { binders: [], guard: [], coef, factors: [] };
}

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
