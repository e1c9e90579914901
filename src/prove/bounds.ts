// Bounds of index expressions that follow from conditions, by interval arithmetic: on 1 <= n <= m <= M the least
// value of m + n in terms of M is 2. A bound may be slack; what is done with it is proved from the conditions themselves.

import { type Cond, conjuncts } from '../term/cond.js';
import { add, floorOf, isZero, mul, namesOf, neg, type Poly, scale } from '../term/poly.js';
import { linearIn } from './linear.js';

/** A condition coef·name + rest >= 0, coef positive. */
interface Bound {
  readonly coef: Poly;
  readonly rest: Poly;
}

/** Bounds by elimination: a name is replaced by a bound of it, in turn bounded, until only allowed names are left. */
export class Bounds {
  readonly #forms: readonly Poly[];

  constructor(conds: readonly Cond[]) {
    this.#forms = conds.flatMap(conjuncts).flatMap((cond) => {
      if (cond.tag === 'ge') return [cond.form];
      return cond.tag === 'eq' ? [cond.form, neg(cond.form)] : [];
    });
  }

  /** A lower bound of the form in allowed names only, or null. */
  least(form: Poly, allowed: (name: string) => boolean): Poly | null {
    return this.below(form, allowed, new Set());
  }

  /** An upper bound of the form in allowed names only, or null. */
  most(form: Poly, allowed: (name: string) => boolean): Poly | null {
    const least = this.least(neg(form), allowed);
    return least === null ? null : neg(least);
  }

  private below(form: Poly, allowed: (name: string) => boolean, pending: ReadonlySet<string>): Poly | null {
    let result = scale(form, form.den);
    for (const name of namesOf(result)) {
      if (allowed(name)) continue;
      const part = linearIn(result, name);
      const sign = part === null ? null : signOf(part.coef);
      if (part === null || sign === null) return null;
      if (isZero(part.coef)) continue;
      const bound = this.boundOf(name, sign, allowed, pending);
      if (bound === null) return null;
      result = add(mul(part.coef, bound), part.rest);
    }
    return scale(result, 1n, form.den);
  }

  /** A lower (sign 1) or upper (sign -1) bound of a name: the first that needs the fewest other bounds. */
  private boundOf(
    name: string,
    sign: 1 | -1,
    allowed: (name: string) => boolean,
    pending: ReadonlySet<string>,
  ): Poly | null {
    if (pending.has(name)) return null;
    const inner = new Set([...pending, name]);
    const bounds = this.#forms.flatMap((form) => boundFrom(form, name, sign));
    const others = ({ rest }: Bound): number => [...namesOf(rest)].filter((n) => !allowed(n)).length;
    for (const { coef, rest } of bounds.toSorted((a, b) => others(a) - others(b))) {
      // sign·coef·name >= -rest, so sign·name >= ⌈-rest/coef⌉ = -⌊rest/coef⌋.
      const least = this.below(neg(rest), allowed, inner);
      if (least === null) continue;
      const rounded = neg(floorOf(neg(least), coef));
      return sign === 1 ? rounded : neg(rounded);
    }
    return null;
  }
}

/** The form as a bound of ±name from below. */
function boundFrom(form: Poly, name: string, sign: 1 | -1): readonly Bound[] {
  const part = namesOf(form).has(name) ? linearIn(form, name) : null;
  if (part === null || signOf(part.coef) !== sign) return [];
  return [{ coef: sign === 1 ? part.coef : neg(part.coef), rest: part.rest }];
}

/** The sign of a polynomial in positive names whose coefficients agree in sign; null for any other. */
export function signOf(poly: Poly): 1 | -1 | null {
  if (poly.terms.every((t) => t.coef > 0n)) return 1;
  return poly.terms.every((t) => t.coef < 0n) ? -1 : null;
}
