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
  floorOf,
  integerValue,
  neg,
  one,
  type Poly,
  sub,
  substitute,
  variable,
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
import { floorIn } from './division.js';
import { antidifference, definite } from './faulhaber.js';
import { type Flat, flatBody, flatTerm } from './flat.js';
import { partition } from './flatten.js';
import { distributed, nested, takenOut } from './laws.js';
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

/** The innermost sum, over the points of a range that satisfy conditions: sum_u [conds] coef(u). */
interface Inner {
  readonly u: Binder;
  readonly conds: readonly Cond[];
  readonly coef: Poly;
}

function summandOf({ conds, coef }: Inner): Scalar {
  return guarded(and(conds), value(coef));
}

function sumOver(inner: Inner): Scalar {
  return sum([inner.u], summandOf(inner));
}

/** The last index of `flat` summed away: equal flat terms without it. Throws Outside where no closed form is known. */
export function sumOut(scope: Scope, flat: Flat): Rewritten {
  const prepared = bounded(scope, flat);
  if (prepared !== null) return prepared;
  const u = flat.binders.at(-1) as Binder;
  const outer = flat.binders.slice(0, -1);
  // As the kernel reads the guard: without repetitions.
  const conds = conjuncts(and(flat.guard));
  const rest = conds.filter((cond) => !namesOfCond(cond).has(u.name));
  const inner: Inner = {
    u,
    conds: conds.filter((cond) => namesOfCond(cond).has(u.name)),
    coef: flat.coef,
  };
  // Where there is no term, arguments of functions need not be entries: that is to be said.
  const least = flat.factors.some(({ tag }) => tag === 'apply') ? 1 : 0;
  const { leaves, step } = closedForm(scope.with([...rangeConds(outer), ...rest]), inner, least);

  const flats = leaves.map(({ guard, coef }) => ({
    binders: outer,
    guard: conjuncts(and([...rest, ...guard])),
    coef,
    factors: flat.factors,
  }));
  const pieces = flats.map((f) => flatTerm({ ...f, binders: [] }));
  const body = guarded(and(flat.guard), flatBody(flat));
  const factors = mul(flat.factors);
  const before = guarded(and(rest), factors);
  // sum_u [rest] [conds] coef(u) F = [rest] F sum_u [conds] coef(u), F being the factors
  const innermost = new Chain(sum([u], body))
    .inside([0], new Chain(body).ringTo(mul([before, summandOf(inner)])).step())
    .by(takenOut([u], before, summandOf(inner)))
    .ringTo(mul([...(rest.length === 0 ? [] : [iverson(and(rest))]), factors, sumOver(inner)]))
    .inside([rest.length === 0 ? 1 : 2], step)
    .ringTo(add(pieces));
  const chain = new Chain(flatTerm(flat));
  if (outer.length > 0) chain.by(nested(outer, [u], body));
  chain.inside(outer.length > 0 ? [0] : [], innermost.step());
  if (outer.length > 0 && pieces.length !== 1) chain.by(distributed(outer, pieces));
  return { flats, step: chain.step() };
}

/**
 * The inner sum as [guard] coef + … over the cases, and the proof that it is that. A case has at least so many terms, 0 or
 * 1.
 */
function closedForm(
  scope: Scope,
  inner: Inner,
  least: 0 | 1,
): { readonly leaves: readonly Leaf[]; readonly step: Step } {
  const { u, conds, coef } = inner;
  const { lower, upper } = boundsOf(u, conds, scope);
  const tree = plan(scope, lower, upper, [], { name: u.name, coef, least });
  const leaves = leavesOf(tree);
  const closed = add(leaves.map((leaf) => guarded(and(leaf.guard), value(leaf.coef))));
  return { leaves, step: { to: closed, proof: prove(scope, tree, { inner, leaves, closed }) } };
}

/** The bounds of u, in other names, that its range and the conditions give. Throws Outside where these give none. */
export function boundsOf(
  u: Binder,
  conds: readonly Cond[],
  scope: Scope,
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
    if (sign === 1) lower.push(ceiling(scope, neg(rest), coef));
    else upper.push(floorIn(scope, rest, coef));
    if (cond.tag !== 'eq') continue;
    if (sign === 1) upper.push(floorIn(scope, neg(rest), coef));
    else lower.push(ceiling(scope, rest, coef));
  }
  return { lower, upper };
}

/** ⌈form/by⌉; by a size it is the quotient of its own sign, so that the ends of a range are quotients of one kind. */
function ceiling(scope: Scope, form: Poly, by: Poly): Poly {
  return integerValue(by) === null
    ? floorIn(scope, addPoly(form, sub(by, one)), by)
    : neg(floorOf(neg(form), by));
}

/** What is summed over an index, and how many terms there are at least where the sum is not said to be empty. */
interface Summand {
  readonly name: string;
  readonly coef: Poly;
  readonly least: 0 | 1;
}

/** Compares bounds until one lower and one upper are left and it is known whether there is anything between them. */
function plan(
  scope: Scope,
  lower: readonly Poly[],
  upper: readonly Poly[],
  path: readonly Cond[],
  summand: Summand,
): Tree {
  const { name, coef, least } = summand;
  const [a, b, ...moreLower] = lower as readonly [Poly, Poly?, ...Poly[]];
  if (b !== undefined) return cut(nonNegative(sub(a, b)), [a, ...moreLower], upper, [b, ...moreLower], upper);
  const [p, q, ...moreUpper] = upper as readonly [Poly, Poly?, ...Poly[]];
  if (q !== undefined) return cut(nonNegative(sub(q, p)), lower, [p, ...moreUpper], lower, [q, ...moreUpper]);
  // The closed form is 0 where p = a - 1.
  const filled = nonNegative(addPoly(sub(p, a), constant(1 - least)));
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
    if (scope.entails(cond) !== null) return plan(scope, yesLower, yesUpper, path, summand);
    if (cond.tag === 'ge' && scope.entails(nonNegative(neg(cond.form))) !== null)
      return plan(scope, noLower, noUpper, path, summand);
    return {
      kind: 'cut',
      cond,
      yes: plan(scope.with([cond]), yesLower, yesUpper, [...path, cond], summand),
      no: plan(scope.with([not(cond)]), noLower, noUpper, [...path, not(cond)], summand),
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

/** What is to be proved in every case: that the inner sum is the sum of the leaves. */
interface Goal {
  readonly inner: Inner;
  readonly leaves: readonly Leaf[];
  readonly closed: Scalar;
}

/** The proof that the inner sum is the closed form, case by case: in each at most one leaf is not 0. */
function prove(scope: Scope, tree: Tree, goal: Goal): Proof {
  if (tree.kind === 'cut') {
    const { cond } = tree;
    const holds = prove(scope.with([cond]), tree.yes, goal);
    const fails = prove(scope.with([not(cond)]), tree.no, goal);
    return { rule: 'cases', cond, holds, fails };
  }
  const { inner, leaves, closed } = goal;
  const here = new Chain(closed);
  leaves.forEach((leaf, i) => {
    if (leaf.guard.length === 0) return;
    const path = [...(leaves.length === 1 ? [] : [i]), 0];
    const own = tree.kind === 'range' && leaf === tree.leaf;
    here.inside(path, partition(scope, and(leaf.guard), own ? [always] : []));
  });
  const left = tree.kind === 'range' ? overRange(scope, inner, tree.lo, tree.hi) : overNothing(scope, inner);
  const right = here.ringTo(left.to).step();
  return new Chain(sumOver(inner))
    .by(left)
    .by({ to: closed, proof: { rule: 'sym', proof: right.proof } })
    .step().proof;
}

/** sum_u [conds] p(u) = sum_{t=lo..hi} p(t) = P(hi) - P(lo-1), where the conditions leave the points lo..hi. */
function overRange(scope: Scope, inner: Inner, lo: Poly, hi: Poly): Step {
  const { u, conds, coef } = inner;
  const fresh = binder(scope.search.fresh(u.name), lo, hi);
  const t = variable(fresh.name);
  const renaming = new Map([[u.name, t]]);
  const summand = substitute(coef, renaming);
  const D = scope.with([...rangeConds([u]), ...conjuncts(and(conds))]);
  const E = scope.with(rangeConds([fresh]));
  const renamed: Step = {
    to: sum([fresh], value(summand)),
    proof: {
      rule: 'reindex',
      op: 'sum',
      from: { binders: [u], guard: and(conds), body: value(coef) },
      to: { binders: [fresh], guard: always, body: value(summand) },
      forward: [variable(u.name)],
      back: [t],
      certs: {
        into: rangeConds([binder(u.name, lo, hi)]).map((cond) => D.mustEntail(cond)),
        integral: [null],
        onto: [...rangeConds([u]), ...conjuncts(and(conds))].map((cond) =>
          E.mustEntail(substituteCond(cond, renaming)),
        ),
        leftInverse: [null],
        rightInverse: [null],
      },
    },
  };
  const summed: Step = {
    to: value(definite(summand, fresh.name, lo, hi)),
    proof: {
      rule: 'telescope',
      binder: fresh,
      summand,
      antiderivative: antidifference(summand, fresh.name),
      cert: scope.mustEntail(nonNegative(addPoly(sub(hi, lo), one))),
    },
  };
  return new Chain(sumOver(inner)).by(renamed).by(summed).step();
}

/** sum_u [conds] p(u) = sum_u 0 = 0, where the conditions leave no points. */
function overNothing(scope: Scope, inner: Inner): Step {
  return new Chain(sumOver(inner))
    .inside([0], emptyBody(scope.with(rangeConds([inner.u])), inner))
    .by({ to: nought, proof: { rule: 'linear', binders: [inner.u], parts: [] } })
    .step();
}

/** The summand is 0 at every point of a range without points. */
function emptyBody(scope: Scope, inner: Inner): Step {
  const { conds } = inner;
  const body = summandOf(inner);
  if (conds.length > 0)
    return new Chain(body)
      .inside([0], partition(scope, and(conds), []))
      .ringTo(nought)
      .step();
  const cert = scope.refute([]);
  if (cert === null) throw new Outside('a range that should be empty');
  return { to: nought, proof: { rule: 'absurd', left: body, right: nought, cert } };
}
