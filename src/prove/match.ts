// Two flat terms that are one sum seen through different indices: find the change of indices and prove it.

import { Chain, partAt, type Step } from '../calculus/steps.js';
import type { Proof } from '../kernel/proof.js';
import { and, divides, substituteCond } from '../term/cond.js';
import { sameTerm } from '../term/key.js';
import {
  equal,
  isIntegral,
  namesOf,
  type Poly,
  show,
  sub,
  substitute,
  variable,
  zero,
} from '../term/poly.js';
import { showTerm } from '../term/show.js';
import { substScalar } from '../term/subst.js';
import { add, apply, isTensor, mul, type Scalar, type Tensor, value } from '../term/term.js';
import { decide } from './equality.js';
import { isExtreme, sameExtreme } from './extrema.js';
import { bodyPath, equationsOf, type Flat, flatBody, flatTerm, pointConds, substituteBody } from './flat.js';
import { leftInverse, type Row } from './linear.js';
import { NotEntailed, Outside, type Scope } from './scope.js';
import { changesByBounds } from './sharedBounds.js';
import { kindOf, skeleton } from './skeleton.js';
import { vanish } from './vanish.js';

const permutationLimit = 720;

/** The proof that `from` and `to` are equal as sums, or null when no change of indices shows it. */
export function match(scope: Scope, from: Flat, to: Flat): Step | null {
  if (from.factors.length !== to.factors.length) return null;
  let tried = 0;
  for (const order of arrangements(from, to)) {
    if (++tried > permutationLimit) return null;
    const target = { ...to, factors: order.map((i) => to.factors[i] as Scalar) };
    const told = changeOfIndices(from, to, order);
    for (const { forward, back } of told === null ? changesByBounds(scope, from, to, order) : [told]) {
      try {
        return reindex(scope, from, target, forward, back, flatTerm(to));
      } catch (error) {
        if (!(error instanceof NotEntailed)) throw error;
      }
    }
  }
  return null;
}

/** The ways to pair factors of the same kind: for each factor of `from` the place of its partner in `to`. */
export function* arrangements(from: Flat, to: Flat): Generator<readonly number[]> {
  const a = from.factors.map((f) => kindOf(f));
  const b = to.factors.map((f) => kindOf(f));
  function* extend(chosen: readonly number[]): Generator<readonly number[]> {
    if (chosen.length === a.length) {
      yield chosen;
      return;
    }
    for (let j = 0; j < b.length; j++)
      if (!chosen.includes(j) && a[chosen.length] === b[j]) yield* extend([...chosen, j]);
  }
  yield* extend([]);
}

/** The indices of one term by those of another, and the other way, for factors paired in an order. */
export interface ChangeOfIndices {
  readonly forward: readonly Poly[];
  readonly back: readonly Poly[];
  /** For each factor of the one its partner in the other. */
  readonly order: readonly number[];
}

/** Index expressions of two terms that are to be equal. */
export interface SharedIndex {
  readonly from: Poly;
  readonly to: Poly;
}

/**
 * The change of indices that makes the subscripts of paired factors equal, and what is `shared` besides; null when they
 * do not determine one.
 */
export function changeOfIndices(
  from: Flat,
  to: Flat,
  order: readonly number[],
  shared: readonly SharedIndex[] = [],
): ChangeOfIndices | null {
  const a = from.factors.map((f) => skeleton(f));
  const b = order.map((i) => skeleton(to.factors[i] as Scalar));
  const subscripts = a.flatMap((bones, f) => {
    const other = b[f];
    // Arguments of different forms may be equal, but their indices do not correspond.
    if (bones == null || bones.form !== other?.form) return [];
    return bones.rows.map((row, i) => ({ from: row, to: other.rows[i] as Poly }));
  });
  const rows = [...subscripts, ...shared];
  const inner = [a, b].map((all) => all.flatMap((bones) => bones?.inner ?? [])) as [string[], string[]];
  const bound = new Set(inner.flat());
  const isOuter = (poly: Poly): boolean => [...namesOf(poly)].every((name) => !bound.has(name));
  const outer = rows.filter((row) => isOuter(row.from) && isOuter(row.to));
  const vs = from.binders.map((binder) => binder.name);
  const us = to.binders.map((binder) => binder.name);
  const solve = (pairs: typeof rows, more: readonly [readonly string[], readonly string[]]) => {
    const forward = solved(
      pairs.map((row) => ({ form: row.to, value: row.from })),
      to,
      [...us, ...more[1]],
    );
    const back = solved(
      pairs.map((row) => ({ form: row.from, value: row.to })),
      from,
      [...vs, ...more[0]],
    );
    if (forward === null || back === null) return null;
    const maps = {
      forward: us.map((u) => forward.get(u) as Poly),
      back: vs.map((v) => back.get(v) as Poly),
      order,
    };
    return maps.forward.every(isIntegral) && [...maps.forward, ...maps.back].every(isOuter) ? maps : null;
  };
  // Sums in the arguments of functions have indices that are to be matched, too.
  return solve(outer, [[], []]) ?? (bound.size === 0 ? null : solve(rows, inner));
}

function solved(
  rows: readonly Row[],
  { binders, guard }: Flat,
  unknowns: readonly string[],
): Map<string, Poly> | null {
  const equations = equationsOf({ binders, guard, coef: zero, factors: [] });
  return leftInverse([...rows, ...equations.map((form) => ({ form, value: zero }))], unknowns);
}

/**
 * sum_{v in D} b(v) = sum_{u in E} c(u) along u = forward(v), v = back(u). Throws NotEntailed where the maps are no
 * bijection of the sets or the summands differ. `end` is how the right side shall be written at last: its factors may
 * stand in another order.
 */
export function reindex(
  scope: Scope,
  from: Flat,
  to: Flat,
  forward: readonly Poly[],
  back: readonly Poly[],
  end: Scalar = flatTerm(to),
): Step {
  const ontoUs = new Map(to.binders.map((b, i) => [b.name, forward[i] as Poly]));
  const ontoVs = new Map(from.binders.map((b, i) => [b.name, back[i] as Poly]));
  const fromConds = pointConds(from);
  const toConds = pointConds(to);
  // What is assumed must be what the kernel assumes, line by line.
  const D = scope.with(fromConds);
  const E = scope.with(toConds);
  const into = toConds.map((cond) => D.mustEntail(substituteCond(cond, ontoUs)));
  const onto = fromConds.map((cond) => E.mustEntail(substituteCond(cond, ontoVs)));
  const integral = back.map((g) => (isIntegral(g) ? null : E.mustEntail(divides(1n, g))));
  const leftInverseCerts = from.binders.map((b, i) =>
    D.mustEqual(substitute(back[i] as Poly, ontoUs), variable(b.name)),
  );
  const rightInverseCerts = to.binders.map((b, i) =>
    E.mustEqual(substitute(forward[i] as Poly, ontoVs), variable(b.name)),
  );

  const chain = new Chain(flatTerm(from));
  const carried: Flat = { ...from, ...substituteBody(to, ontoUs) };
  // As the kernel carries it: with a coefficient that is 1 there only.
  const body = substScalar(flatBody(to), ontoUs);
  chain.inside(
    bodyPath(from),
    new Chain(flatBody(from))
      .by(sameBody(D, from, carried))
      .ringTo(body)
      .step(),
  );
  const proof: Proof = {
    rule: 'reindex',
    op: 'sum',
    from: { binders: from.binders, guard: and(from.guard), body },
    to: { binders: to.binders, guard: and(to.guard), body: flatBody(to) },
    forward,
    back,
    certs: { into, integral, onto, leftInverse: leftInverseCerts, rightInverse: rightInverseCerts },
  };
  chain.by({ to: flatTerm(to), proof });
  const path = bodyPath(to);
  return chain.inside(path, new Chain(flatBody(to)).ringTo(partAt(end, path)).step()).step();
}

/** The two bodies are equal at every point of the set: subscripts one by one, then the coefficient. */
function sameBody(scope: Scope, from: Flat, carried: Flat): Step {
  const chain = new Chain(flatBody(from));
  const spelled = (coef: Poly, factors: readonly Scalar[]): Scalar => mul([value(coef), ...factors]);
  const coefEqual = equal(from.coef, carried.coef);
  if (coefEqual && from.factors.every((f, i) => sameTerm(f, carried.factors[i] as Scalar)))
    return chain.step();
  chain.ringTo(spelled(from.coef, from.factors));
  if (!coefEqual)
    chain.inside(from.factors.length === 0 ? [] : [0], sameCoefficient(scope, from.coef, carried.coef));
  from.factors.forEach((f, i) => {
    const g = carried.factors[i] as Scalar;
    if (!sameTerm(f, g)) chain.inside([i + 1], sameFactor(scope, f, g));
  });
  return chain.ringTo(flatBody(carried)).step();
}

/** Coefficients that are equal where the assumptions hold; with sizes in products their difference must be reduced. */
function sameCoefficient(scope: Scope, a: Poly, b: Poly): Step {
  const difference = sub(a, b);
  if (difference.terms.every(({ key }) => !key.includes('*'))) return indexStep(scope, value(a), value(b));
  const none = new Chain(value(difference));
  if (vanish(scope, difference, none) !== null) throw new NotEntailed(`${show(a)} = ${show(b)}`);
  return new Chain(value(a))
    .ringTo(add([value(difference), value(b)]))
    .inside([0], none.step())
    .ringTo(value(b))
    .step();
}

/** What is looked into by its index expressions; integrals and products with symbolic ranges are not. */
const comparable: ReadonlySet<Scalar['tag']> = new Set(['value', 'entry', 'apply']);

/** Factors that are equal under the assumptions. Throws NotEntailed where that is not shown. */
export function sameFactor(scope: Scope, f: Scalar, g: Scalar): Step {
  if (isExtreme(f) && isExtreme(g)) return sameExtreme(scope, f, g);
  if (!comparable.has(f.tag) || !comparable.has(g.tag))
    throw new Outside(`${showTerm(f)} beside ${showTerm(g)}`);
  if (f.tag !== 'apply' || g.tag !== 'apply') return indexStep(scope, f, g);
  const chain = new Chain(f);
  f.args.forEach((arg, i) => {
    const other = g.args[i] as Scalar | Tensor;
    if (isTensor(arg) || isTensor(other)) {
      if (!sameTerm(arg, other)) throw new NotEntailed(`${showTerm(arg)} is ${showTerm(other)}`);
    } else if (!sameTerm(arg, other)) chain.inside([i], sameArgument(scope, arg, other));
  });
  return chain.by(indexStep(scope, apply(f.fn, g.args, f.by), g)).step();
}

/** Arguments that are one entry are compared by its subscripts, others by what they are worth. */
function sameArgument(scope: Scope, left: Scalar, right: Scalar): Step {
  const isSimple = (term: Scalar): boolean => term.tag === 'entry' || term.tag === 'value';
  if (isSimple(left) && isSimple(right) && left.tag === right.tag) return sameFactor(scope, left, right);
  const decision = decide(scope, left, right);
  if (!decision.equal) throw new NotEntailed(`${showTerm(left)} = ${showTerm(right)}`);
  return { to: right, proof: decision.proof };
}

/** The index expressions that the kernel's rule `index` exchanges. */
function indicesOf(factor: Scalar): readonly Poly[] {
  switch (factor.tag) {
    case 'value':
      return [factor.value];
    case 'entry':
      return factor.at;
    case 'apply':
      return factor.by.flatMap(({ at }) => at);
    default:
      return [];
  }
}

/** Two entries of one tensor, two values or two derivatives, whose index expressions are equal under the assumptions. */
export function indexStep(scope: Scope, left: Scalar, right: Scalar): Step {
  const [a, b] = [indicesOf(left), indicesOf(right)];
  const certs = a.map((row, i) => scope.mustEqual(row, b[i] as Poly));
  return { to: right, proof: { rule: 'index', left, right, certs } };
}
