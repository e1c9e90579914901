// Quotients by a size that are no quotients: ⌊(K S - 1)/S⌋ is K - 1.

import { atLeast } from '../term/cond.js';
import {
  add,
  constant,
  factorsOfKey,
  floorOf,
  integerValue,
  mul,
  one,
  type Poly,
  sub,
  variable,
  zero,
} from '../term/poly.js';
import type { Scope } from './scope.js';

/** What the terms of a form that are multiples of the first term of `den` give by it: K of K S - 1 by S. */
export function dividedTerms(form: Poly, den: Poly): Poly {
  const [leading] = den.terms;
  if (leading === undefined) return zero;
  return form.terms.reduce<Poly>((sum, { key, coef }) => {
    const factors = [...factorsOfKey(key)];
    for (const factor of factorsOfKey(leading.key)) {
      const at = factors.indexOf(factor);
      if (at === -1) return sum;
      factors.splice(at, 1);
    }
    const times = (coef * den.den) / (leading.coef * form.den);
    return add(sum, factors.map(variable).reduce(mul, constant(times)));
  }, zero);
}

/** ⌊num/den⌋, without a quotient where it is seen to be a polynomial. */
export function floorIn(scope: Scope, num: Poly, den: Poly): Poly {
  const quotient = floorOf(num, den);
  if (integerValue(den) !== null) return quotient;
  const near = [0n, -1n, 1n].map((d) => add(dividedTerms(num, den), constant(d)));
  const isIt = (q: Poly): boolean =>
    scope.entails(atLeast(num, mul(q, den))) !== null &&
    scope.entails(atLeast(sub(add(mul(q, den), den), one), num)) !== null;
  return near.find(isIt) ?? quotient;
}
