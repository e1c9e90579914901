// Powers: products over ranges of one and the same factor. Those of two counts side by side are that of the sum of the
// counts, t^a t^b = t^(a+b), which is shown once by induction. Sums are multiplied out first, so that they come together.

import { Chain, refl, type Step } from '../calculus/steps.js';
import type { Proof } from '../kernel/proof.js';
import { atLeast } from '../term/cond.js';
import { sameTerm } from '../term/key.js';
import { add as addPoly, equal, one, type Poly, variable, zero } from '../term/poly.js';
import { freeNames } from '../term/subst.js';
import { type Binder, binder, mul, rangeConds, reduce, type Scalar } from '../term/term.js';
import { byInduction, type Decide } from './induction.js';
import { pulledIn } from './laws.js';
import { isProduct, type Product } from './productIndex.js';
import { type Reduction, rewrite, withFreshNames } from './rewrite.js';
import { Scope } from './scope.js';

type Factors = Scalar & { tag: 'mul' };

/** A formula with powers of one number side by side made one; the formula itself without such. */
export function withPowersJoined(scope: Scope, term: Scalar, decide: Decide): Step {
  return rewrite(scope, term, (here, part) => {
    const product = part.tag === 'pow' ? mul(Array<Scalar>(part.exponent).fill(part.base)) : part;
    if (product.tag !== 'mul' || product.args.filter(hasPower).length < 2) return null;
    const step = multipliedOut(here, product, decide);
    return step.to === product ? null : new Chain(part).ringTo(product).by(step).step();
  });
}

/** prod_<i=1..n> t, where t does not depend on i. */
function isPower(term: Scalar): term is Product {
  if (!isProduct(term)) return false;
  const { name, lo } = term.binders[0] as Binder;
  return equal(lo, one) && !freeNames(term.body).has(name);
}

function countOf({ binders }: Product): Poly {
  return (binders[0] as Binder).hi;
}

function hasPower(term: Scalar): boolean {
  if (isPower(term)) return true;
  if (term.tag === 'mul') return term.args.some(hasPower);
  return term.tag === 'reduce' && term.op === 'sum' && hasPower(term.body);
}

/** The sums in a product that have powers in them taken around it, one by one; then the powers joined. */
function multipliedOut(here: Scope, product: Factors, decide: Decide): Step {
  const chain = new Chain(product);
  const i = product.args.findIndex((arg) => !isPower(arg) && arg.tag === 'reduce' && hasPower(arg));
  if (i < 0) return joined(here, product, decide);
  const sum = withFreshNames(here, product.args[i] as Reduction);
  const rest = mul(product.args.filter((_, j) => j !== i));
  const inner = mul([...factorsOf(rest), ...factorsOf(sum.body)]) as Factors;
  return chain
    .by(refl(mul(product.args.map((arg, j) => (j === i ? sum : arg)))))
    .ringTo(mul([rest, sum]))
    .by(pulledIn(sum.binders, rest, sum.body))
    .inside([0], new Chain(mul([rest, sum.body])).ringTo(inner).step())
    .inside([0], multipliedOut(here.with(rangeConds(sum.binders)), inner, decide))
    .step();
}

function factorsOf(term: Scalar): readonly Scalar[] {
  return term.tag === 'mul' ? term.args.flatMap(factorsOf) : [term];
}

/** Two powers of one number in a product as one, again and again. */
function joined(here: Scope, product: Factors, decide: Decide): Step {
  const powers = product.args.filter(isPower);
  for (const [i, a] of powers.entries())
    for (const b of powers.slice(i + 1)) {
      const law = sameTerm(a.body, b.body) ? together(here, a, b, decide) : null;
      if (law === null) continue;
      const others = product.args.filter((arg) => arg !== a && arg !== b);
      const rest = mul([law.to, ...others]);
      const chain = new Chain(product)
        .ringTo(mul([mul([a, b]), ...others]))
        .inside(others.length === 0 ? [] : [0], law);
      return rest.tag === 'mul' ? chain.by(joined(here, rest, decide)).step() : chain.step();
    }
  return refl(product);
}

/** t^a t^b = t^(a+b), where the counts are seen not to be negative. */
function together(here: Scope, a: Product, b: Product, decide: Decide): Step | null {
  const counts = [countOf(a), countOf(b)] as const;
  const certs = counts.map((count) => here.entails(atLeast(count, zero)));
  const { name } = a.binders[0] as Binder;
  const power = (count: Poly): Scalar => reduce('prod', [binder(name, one, count)], a.body);
  const indices = counts.map(() => here.search.fresh('n')) as [string, string];
  const [m, n] = indices.map(variable) as [Poly, Poly];
  const hyps = [m, n].map((count) => atLeast(count, zero));
  const [left, right] = [power(addPoly(m, n)), mul([power(m), power(n)])];
  const proof = byInduction(
    new Scope(here.env, hyps, here.search, here.manner),
    left,
    right,
    indices[1],
    zero,
    decide,
  );
  if (proof === null || !certs.every((cert) => cert !== null)) return null;
  const by = indices.map((index, i): [string, Poly] => [index, counts[i] as Poly]);
  const law: Proof = { rule: 'instance', hyps, proof, by, certs };
  return { to: power(addPoly(...counts)), proof: { rule: 'sym', proof: law } };
}
