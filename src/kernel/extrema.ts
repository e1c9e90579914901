// Maxima and minima of real numbers. Of one over an empty set nothing is known, so it has to be shown that there is a point.

import type { Refutation } from '../sets/certificate.js';
import { nonNegative } from '../term/cond.js';
import { namesOf, neg, type Poly, scale, sub } from '../term/poly.js';
import { freeNames } from '../term/subst.js';
import {
  add,
  type Binder,
  type Extremum,
  mul,
  rangeConds,
  reduce,
  type Scalar,
  value,
} from '../term/term.js';
import { type Context, Rejected, ruleTable } from './rule.js';

export const extrema = ruleTable<'extremum'>({
  //   no v is free in k and c      H |- k >= 0      H |- lo <= hi for each range
  //  ---------------------------------------------------------------------------  extremum
  //   H |- max_v (k b + c) = k max_v b + c
  //
  //  If k <= 0 it is k min_v b + c; likewise for the minimum.
  extremum: {
    states:
      'the largest of the numbers k b + c is k times the largest b and c, or the smallest if k is negative',
    replay: (context, { op, binders, coef, body, shift, rising, sign, certs }) => {
      if (op !== 'max' && op !== 'min') throw new Rejected('extremum', `a ${op} is none`);
      context.index('extremum', coef);
      for (const { name } of binders)
        if (namesOf(coef).has(name) || freeNames(shift).has(name))
          throw new Rejected('extremum', `what is taken out depends on ${name}`);
      const numerator = integral(coef);
      context.entails('extremum', nonNegative(rising ? numerator : neg(numerator)), sign);
      requirePoints('extremum', context, binders, certs);
      const scaled = (of: Scalar): Scalar => add([mul([value(coef), of]), shift]);
      return {
        left: context.formed('extremum', reduce(op, binders, scaled(body))),
        right: context.formed('extremum', scaled(reduce(rising ? op : opposite(op), binders, body))),
      };
    },
  },
});

/** The same sign, without a denominator. */
function integral(poly: Poly): Poly {
  return scale(poly, poly.den);
}

function opposite(op: Extremum): Extremum {
  return op === 'max' ? 'min' : 'max';
}

/** Each range has a point, whatever the indices of the ranges before it are: so there is a point in all of them. */
export function requirePoints(
  rule: string,
  context: Context,
  binders: readonly Binder[],
  certs: readonly Refutation[],
): void {
  context.fresh(
    rule,
    binders.map(({ name }) => name),
  );
  binders.forEach(({ lo, hi }, i) => {
    const here = context.with(rangeConds(binders.slice(0, i)));
    here.entails(`${rule} (a point)`, nonNegative(sub(hi, lo)), certs[i]);
  });
}
