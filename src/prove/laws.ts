// Laws of sums as steps of a proof.

import { Chain, type Step } from '../calculus/steps.js';
import { add, type Binder, mul, type Scalar, sum, unit } from '../term/term.js';

/** sum_v (b_1 + … + b_n) = sum_v b_1 + … + sum_v b_n */
export function distributed(binders: readonly Binder[], bodies: readonly Scalar[]): Step {
  const parts = bodies.map((body) => ({ coef: unit, body }));
  const spelled = add(parts.map(({ coef, body }) => mul([coef, body])));
  return new Chain(sum(binders, add(bodies)))
    .inside([0], new Chain(add(bodies)).ringTo(spelled).step())
    .by({
      to: add(parts.map(({ coef, body }) => mul([coef, sum(binders, body)]))),
      proof: { rule: 'linear', binders, parts },
    })
    .ringTo(add(bodies.map((body) => sum(binders, body))))
    .step();
}

/** sum_v coef · body = coef · sum_v body, v not being in the coefficient */
export function takenOut(binders: readonly Binder[], coef: Scalar, body: Scalar): Step {
  return {
    to: mul([coef, sum(binders, body)]),
    proof: { rule: 'linear', binders, parts: [{ coef, body }] },
  };
}

/** coef · sum_v body = sum_v coef · body, v not being in the coefficient */
export function pulledIn(binders: readonly Binder[], coef: Scalar, body: Scalar): Step {
  return {
    to: sum(binders, mul([coef, body])),
    proof: { rule: 'sym', proof: takenOut(binders, coef, body).proof },
  };
}

/** sum_{v,u} body = sum_v sum_u body */
export function nested(outer: readonly Binder[], inner: readonly Binder[], body: Scalar): Step {
  return { to: sum(outer, sum(inner, body)), proof: { rule: 'nest', op: 'sum', outer, inner, body } };
}

/** sum_v sum_u body = sum_{v,u} body */
export function merged(outer: readonly Binder[], inner: readonly Binder[], body: Scalar): Step {
  return {
    to: sum([...outer, ...inner], body),
    proof: { rule: 'sym', proof: nested(outer, inner, body).proof },
  };
}
