// Summing away an index that no factor uses: the innermost sum is over a polynomial, between the largest of its lower
// bounds and the smallest of its upper bounds, and has a closed form on each case of which bounds these are.

import { Chain, type Step } from '../calculus/steps.js';
import type { Proof } from '../kernel/proof.js';
import {
  always,
  and,
  type Cond,
  conjuncts,
  namesOfCond,
  nonNegative,
  not,
  showCond,
  substituteCond,
} from '../term/cond.js';
import {
  add as addPoly,
  constant,
  factorsOfKey,
  floorOf,
  mul as mulPoly,
  neg,
  one,
  type Poly,
  pow,
  scale,
  sub,
  substitute,
  variable,
  zero,
} from '../term/poly.js';
import {
  add,
  type Binder,
  binder,
  guarded,
  iverson,
  mul,
  nought,
  rangeConds,
  type Scalar,
  sum,
  value,
} from '../term/term.js';
import { signOf } from './bounds.js';
import { type Flat, flatBody, flatTerm } from './flat.js';
import { partition } from './flatten.js';
import { distributed, nested } from './laws.js';
import { linearIn } from './linear.js';
import { bounded } from './prepare.js';
import type { Rewritten } from './rounds.js';
import { Outside, type Scope } from './scope.js';

/** A case of the closed form: under `guard` the sum is `coef`. */
interface Leaf {
  readonly guard: readonly Cond[];
  readonly coef: Poly;
}

/** How the cases are told apart: by comparing bounds, until the sum is known to be empty or has its two bounds. */
type Tree =
  | { readonly kind: 'cut'; readonly cond: Cond; readonly yes: Tree; readonly no: Tree }
  | { readonly kind: 'empty' }
  | { readonly kind: 'range'; readonly lo: Poly; readonly hi: Poly; readonly leaf: Leaf };

/** The last index of `flat` summed away: equal flat terms without it. Throws Outside where no closed form is known. */
export function sumOut(scope: Scope, flat: Flat): Rewritten {
  const prepared = bounded(scope, flat);
  if (prepared !== null) return prepared;
  const u = flat.binders.at(-1) as Binder;
  const outer = flat.binders.slice(0, -1);
  const conds = flat.guard.flatMap(conjuncts);
  const onIndex = conds.filter((cond) => namesOfCond(cond).has(u.name));
  const rest = conds.filter((cond) => !namesOfCond(cond).has(u.name));
  const here = scope.with([...rangeConds(outer), ...rest]);
  const bounds = boundsOf(u, onIndex);
  const tree = plan(here, bounds.lower, bounds.upper, [], u.name, flat.coef);
  const leaves = leavesOf(tree);
  const closed = add(leaves.map(({ guard, coef }) => guarded(and(guard), value(coef))));
  const inner = sum([u], guarded(and(onIndex), value(flat.coef)));
  const proof = prove(here, tree, leaves, u, onIndex, flat.coef, inner, closed);

  const flats = leaves.map(({ guard, coef }) => ({
    binders: outer,
    guard: conjuncts(and([...rest, ...guard])),
    coef,
    factors: flat.factors,
  }));
  const chain = new Chain(flatTerm(flat));
  const body = guarded(and(flat.guard), flatBody(flat));
  if (outer.length > 0) chain.by(nested(outer, [u], body));
  const product = mul(flat.factors);
  const coef = guarded(and(rest), product);
  const parts = [{ coef, body: guarded(and(onIndex), value(flat.coef)) }];
  const middle = new Chain(sum([u], body)).inside(
    [0],
    new Chain(body).ringTo(mul([coef, (parts[0] as { body: Scalar }).body])).step(),
  );
  middle.by({ to: mul([coef, inner]), proof: { rule: 'linear', binders: [u], parts } });
  middle.ringTo(mul([...(rest.length === 0 ? [] : [iverson(and(rest))]), product, inner]));
  middle.inside([rest.length === 0 ? 1 : 2], { to: closed, proof });
  const pieces = flats.map((f) => flatTerm({ ...f, binders: [] }));
  middle.ringTo(add(pieces));
  chain.inside(outer.length > 0 ? [0] : [], middle.step());
  if (outer.length > 0 && pieces.length !== 1) chain.by(distributed(outer, pieces));
  return { flats, step: chain.step() };
}

function boundsOf(
  u: Binder,
  conds: readonly Cond[],
): { readonly lower: readonly Poly[]; readonly upper: readonly Poly[] } {
  const lower = [u.lo];
  const upper = [u.hi];
  for (const cond of conds) {
    const part = cond.tag === 'ge' || cond.tag === 'eq' ? linearIn(cond.form, u.name) : null;
    const sign = part === null ? null : signOf(part.coef);
    if (part === null || sign === null)
      throw new Outside(
        `a sum over ${u.name}, which the subscripts do not determine, under the condition ${showCond(cond)}`,
      );
    // coef·u + rest >= 0 means u >= ⌈-rest/coef⌉ for a positive coefficient, u <= ⌊rest/-coef⌋ for a negative one.
    const { rest } = part;
    const coef = sign === 1 ? part.coef : neg(part.coef);
    if (sign === 1) lower.push(neg(floorOf(rest, coef)));
    else upper.push(floorOf(rest, coef));
    if (cond.tag !== 'eq') continue;
    if (sign === 1) upper.push(floorOf(neg(rest), coef));
    else lower.push(neg(floorOf(neg(rest), coef)));
  }
  return { lower, upper };
}

/** Compares bounds until one lower and one upper are left and it is known whether there is anything between them. */
function plan(
  scope: Scope,
  lower: readonly Poly[],
  upper: readonly Poly[],
  path: readonly Cond[],
  name: string,
  coef: Poly,
): Tree {
  const [a, b, ...moreLower] = lower as readonly [Poly, Poly?, ...Poly[]];
  if (b !== undefined) return cut(nonNegative(sub(a, b)), [a, ...moreLower], upper, [b, ...moreLower], upper);
  const [p, q, ...moreUpper] = upper as readonly [Poly, Poly?, ...Poly[]];
  if (q !== undefined) return cut(nonNegative(sub(q, p)), lower, [p, ...moreUpper], lower, [q, ...moreUpper]);
  // The closed form is 0 where p = a - 1.
  const filled = nonNegative(addPoly(sub(p, a), one));
  const range: Tree = { kind: 'range', lo: a, hi: p, leaf: { guard: [], coef: definite(coef, name, a, p) } };
  if (scope.entails(filled) !== null) return { ...range, leaf: { ...range.leaf, guard: path } };
  if (scope.refute([filled]) !== null) return { kind: 'empty' };
  return {
    kind: 'cut',
    cond: filled,
    yes: { ...range, leaf: { ...range.leaf, guard: [...path, filled] } },
    no: { kind: 'empty' },
  };

  function cut(
    cond: Cond,
    yesLower: readonly Poly[],
    yesUpper: readonly Poly[],
    noLower: readonly Poly[],
    noUpper: readonly Poly[],
  ): Tree {
    if (scope.entails(cond) !== null) return plan(scope, yesLower, yesUpper, path, name, coef);
    if (cond.tag === 'ge' && scope.entails(nonNegative(neg(cond.form))) !== null)
      return plan(scope, noLower, noUpper, path, name, coef);
    return {
      kind: 'cut',
      cond,
      yes: plan(scope.with([cond]), yesLower, yesUpper, [...path, cond], name, coef),
      no: plan(scope.with([not(cond)]), noLower, noUpper, [...path, not(cond)], name, coef),
    };
  }
}

function leavesOf(tree: Tree): readonly Leaf[] {
  switch (tree.kind) {
    case 'cut':
      return [...leavesOf(tree.yes), ...leavesOf(tree.no)];
    case 'range':
      return [tree.leaf];
    case 'empty':
      return [];
  }
}

/** The proof that the inner sum is the closed form, case by case. */
function prove(
  scope: Scope,
  tree: Tree,
  leaves: readonly Leaf[],
  u: Binder,
  onIndex: readonly Cond[],
  coef: Poly,
  inner: Scalar,
  closed: Scalar,
): Proof {
  if (tree.kind === 'cut') {
    const holds = prove(scope.with([tree.cond]), tree.yes, leaves, u, onIndex, coef, inner, closed);
    const fails = prove(scope.with([not(tree.cond)]), tree.no, leaves, u, onIndex, coef, inner, closed);
    return { rule: 'cases', cond: tree.cond, holds, fails };
  }
  const right = new Chain(closed);
  leaves.forEach(({ guard }, i) => {
    if (guard.length === 0) return;
    const path = [...(leaves.length === 1 ? [] : [i]), 0];
    const own = tree.kind === 'range' && leaves[i] === tree.leaf;
    right.inside(path, partition(scope, and(guard), own ? [always] : []));
  });
  const left = new Chain(inner);
  if (tree.kind === 'empty') {
    left
      .inside([0], emptyBody(scope.with(rangeConds([u])), onIndex, coef))
      .by({ to: nought, proof: { rule: 'linear', binders: [u], parts: [] } });
    right.ringTo(nought);
  } else {
    const { lo, hi } = tree;
    const fresh = binder(scope.search.fresh(u.name), lo, hi);
    const summand = substitute(coef, new Map([[u.name, variable(fresh.name)]]));
    const D = scope.with([...rangeConds([u]), ...onIndex]);
    const E = scope.with(rangeConds([fresh]));
    const renamed = new Map([[u.name, variable(fresh.name)]]);
    const back = [variable(fresh.name)];
    left.by({
      to: sum([fresh], value(summand)),
      proof: {
        rule: 'reindex',
        op: 'sum',
        from: { binders: [u], guard: and(onIndex), body: value(coef) },
        to: { binders: [fresh], guard: always, body: value(summand) },
        forward: [variable(u.name)],
        back,
        certs: {
          into: rangeConds([binder(u.name, lo, hi)]).map((cond) => D.mustEntail(cond)),
          integral: [null],
          onto: [...rangeConds([u]), ...conjuncts(and(onIndex))].map((cond) =>
            E.mustEntail(substituteCond(cond, renamed)),
          ),
          leftInverse: [null],
          rightInverse: [null],
        },
      },
    });
    const antiderivative = antidifference(summand, fresh.name);
    left.by({
      to: value(definite(summand, fresh.name, lo, hi)),
      proof: {
        rule: 'telescope',
        binder: fresh,
        summand,
        antiderivative,
        cert: scope.mustEntail(nonNegative(addPoly(sub(hi, lo), one))),
      },
    });
    right.ringTo(left.to);
  }
  return left.by({ to: closed, proof: { rule: 'sym', proof: right.step().proof } }).step().proof;
}

/** The summand is 0 at every point of a range without points. */
function emptyBody(scope: Scope, onIndex: readonly Cond[], coef: Poly): Step {
  const body = guarded(and(onIndex), value(coef));
  if (onIndex.length > 0)
    return new Chain(body)
      .inside([0], partition(scope, and(onIndex), []))
      .ringTo(nought)
      .step();
  const cert = scope.refute([]);
  if (cert === null) throw new Outside('a range that should be empty');
  return { to: nought, proof: { rule: 'absurd', left: body, right: nought, cert } };
}

/** P(hi) - P(lo-1) for the antidifference P of p. */
export function definite(p: Poly, name: string, lo: Poly, hi: Poly): Poly {
  const P = antidifference(p, name);
  const at = (poly: Poly): Poly => substitute(P, new Map([[name, poly]]));
  return sub(at(hi), at(sub(lo, one)));
}

/** P with P(u) - P(u-1) = p(u): for p = u it is (u^2 + u)/2 (Faulhaber). */
export function antidifference(p: Poly, name: string): Poly {
  let total = zero;
  for (const { key, coef } of p.terms) {
    const names = factorsOfKey(key);
    const degree = names.filter((n) => n === name).length;
    const others = names
      .filter((n) => n !== name)
      .map(variable)
      .reduce(mulPoly, constant(coef, p.den));
    total = addPoly(total, mulPoly(others, powerSum(degree, name)));
  }
  return total;
}

/** S_j(u) = 1^j + … + u^j as a polynomial: (j+1) S_j = u^(j+1) - sum_{i<j} C(j+1, i) (-1)^(j-i) S_i. */
function powerSum(j: number, name: string): Poly {
  const sums: Poly[] = [];
  for (let d = 0; d <= j; d++) {
    let total = pow(variable(name), d + 1);
    let binomial = 1n;
    for (let i = 0; i < d; i++) {
      const sign = (d - i) % 2 === 0 ? 1n : -1n;
      total = sub(total, scale(sums[i] as Poly, binomial * sign));
      binomial = (binomial * BigInt(d + 1 - i)) / BigInt(i + 1);
    }
    sums.push(scale(total, 1n, BigInt(d + 1)));
  }
  return sums[j] as Poly;
}
