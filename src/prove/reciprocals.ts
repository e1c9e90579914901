// Coefficients such as 1/(M N): terms are brought to common denominators, M (1/M) = 1 being put in where one lacks it,
// so that sums over sizes and their means can be compared.

import { Chain, partAt, type Step } from '../calculus/steps.js';
import { nonNegative } from '../term/cond.js';
import {
  add,
  constant,
  equal,
  factorsOfKey,
  isZero,
  mul as mulPoly,
  one,
  type Poly,
  polyKey,
  sub,
  variable,
  zero,
} from '../term/poly.js';
import { mul, reciprocal, type Scalar, unit, value } from '../term/term.js';
import { bodyPath, type Flat, flatBody, flatTerm, pointConds } from './flat.js';
import type { Scope } from './scope.js';

/** How often each reciprocal occurs among the factors. */
function denominators(flat: Flat): Map<string, { readonly of: Poly; readonly times: number }> {
  const found = new Map<string, { of: Poly; times: number }>();
  for (const factor of flat.factors) {
    if (factor.tag !== 'reciprocal') continue;
    const key = polyKey(factor.of);
    found.set(key, { of: factor.of, times: (found.get(key)?.times ?? 0) + 1 });
  }
  return found;
}

/** The same flat terms with one set of reciprocals in all, each with the proof that it is the term it was. */
export function commonDenominators(
  scope: Scope,
  flats: readonly Flat[],
): readonly { readonly flat: Flat; readonly step: Step | null }[] {
  const common = new Map<string, { of: Poly; times: number }>();
  for (const flat of flats)
    for (const [key, d] of denominators(flat))
      if ((common.get(key)?.times ?? 0) < d.times) common.set(key, d);
  return flats.map((flat) => {
    const own = denominators(flat);
    const missing = [...common].flatMap(([key, { of, times }]) =>
      Array<Poly>(times - (own.get(key)?.times ?? 0)).fill(of),
    );
    return missing.length === 0 ? { flat, step: null } : extended(scope, flat, missing);
  });
}

/** body = body · 1 · 1 … = body · p (1/p) · q (1/q) … */
function extended(
  scope: Scope,
  flat: Flat,
  missing: readonly Poly[],
): { readonly flat: Flat; readonly step: Step } {
  const wider: Flat = {
    ...flat,
    coef: missing.reduce(mulPoly, flat.coef),
    factors: [...flat.factors, ...missing.map(reciprocal)],
  };
  const path = bodyPath(flat);
  const here = scope.with(pointConds(flat));
  const body = partAt(flatTerm(flat), path);
  const spelled: Scalar = mul([body, ...missing.map(() => unit)]);
  const inner = new Chain(body).ringTo(spelled);
  missing.forEach((of, i) => {
    const product = mul([value(of), reciprocal(of)]);
    const cert = here.mustEntail(nonNegative(sub(of, one)));
    inner.inside([i + 1], { to: product, proof: { rule: 'sym', proof: { rule: 'reciprocal', of, cert } } });
  });
  inner.ringTo(flatBody(wider));
  return { flat: wider, step: new Chain(flatTerm(flat)).inside(path, inner.step()).step() };
}

/** The flat term with M (1/M) cancelled, and the proof that its body is the same; `scope` is that of the body. */
export function cancelled(scope: Scope, flat: Flat): { readonly flat: Flat; readonly step: Step } {
  const chain = new Chain(flatBody(flat));
  let current = flat;
  for (;;) {
    const found = current.factors.findIndex(
      (factor) => factor.tag === 'reciprocal' && quotient(current.coef, factor.of) !== null,
    );
    const factor = current.factors[found];
    if (factor?.tag !== 'reciprocal') return { flat: current, step: chain.step() };
    const { of } = factor;
    const shorter: Flat = {
      ...current,
      coef: quotient(current.coef, of) as Poly,
      factors: current.factors.filter((_, i) => i !== found),
    };
    const cert = scope.mustEntail(nonNegative(sub(of, one)));
    chain
      .ringTo(mul([flatBody(shorter), mul([value(of), reciprocal(of)])]))
      .inside([1], { to: unit, proof: { rule: 'reciprocal', of, cert } })
      .ringTo(flatBody(shorter));
    current = shorter;
  }
}

/** a/of, if every monomial is a multiple of the product of names `of`; null where not, and for anything but such a product. */
export function quotient(a: Poly, of: Poly): Poly | null {
  const [only] = of.terms;
  if (of.terms.length !== 1 || only === undefined || isZero(a)) return null;
  const names = factorsOfKey(only.key);
  if (!equal(of, names.map(variable).reduce(mulPoly, one))) return null;
  const parts = a.terms.map(({ key, coef }) => {
    const factors = [...factorsOfKey(key)];
    for (const name of names) {
      const at = factors.indexOf(name);
      if (at < 0) return null;
      factors.splice(at, 1);
    }
    return factors.map(variable).reduce(mulPoly, constant(coef, a.den));
  });
  return parts.includes(null) ? null : (parts as readonly Poly[]).reduce(add, zero);
}
