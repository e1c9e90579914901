// A formula of the fragment written short: sums over a single point are gone, and so are conditions that hold or that
// zero extension implies. It is only a proposal: whoever prints it has it proved first.

import { insideOf } from '../kernel/entries.js';
import { and, type Cond, conjuncts, namesOfCond, nonNegative } from '../term/cond.js';
import { termKey } from '../term/key.js';
import {
  add as addPoly,
  equal,
  integerValue,
  isConstant,
  isZero,
  mul as mulPoly,
  namesOf,
  neg,
  one,
  type Poly,
  sub,
} from '../term/poly.js';
import { freeNames } from '../term/subst.js';
import {
  add,
  apply,
  type Binder,
  diff,
  guarded,
  isTensor,
  mul,
  number,
  pow,
  rangeConds,
  type Scalar,
  sum,
  value,
} from '../term/term.js';
import { type Flat, flatTerm } from './flat.js';
import { flatten } from './flatten.js';
import { linearIn } from './linear.js';
import { solutionsOf, substituted } from './points.js';
import type { Scope } from './scope.js';

/**
 * The same value, shorter: `sum_<p=1..M> [p = m] x_<k+p-1>` is x_<k+m-1> where 1 <= m <= M is assumed.
 * Throws Outside as flattening does.
 */
export function closedForm(scope: Scope, term: Scalar): Scalar {
  return add(shortTerms(scope, term).map(written));
}

/** The terms of this sum. */
export function shortTerms(scope: Scope, term: Scalar): readonly Flat[] {
  const { flats } = flatten(scope, term);
  const short = flats
    .map((flat) => counted(scope, narrowed(scope, withoutPoints(flat))))
    .filter((flat) => isPossible(scope, flat));
  return collected(short.map((flat) => withoutKnown(scope, flat)));
}

/** Solves the equations among the conditions for bound names, as far as possible. */
function withoutPoints(flat: Flat): Flat {
  for (const solution of solutionsOf(flat)) {
    const shorter = substituted(flat, solution);
    if (shorter !== null) return withoutPoints(shorter);
  }
  return flat;
}

/** With conditions on an index as its ends, where they are within its range: sum_<i=1..I> [i < p] e is sum_<i=1..p-1> e. */
function narrowed(scope: Scope, flat: Flat): Flat {
  const conds = flat.guard.flatMap(conjuncts);
  for (const [i, v] of flat.binders.entries()) {
    const here = scope.with(rangeConds(flat.binders.slice(0, i)));
    const later = new Set(flat.binders.slice(i).map(({ name }) => name));
    for (const cond of conds) {
      const end = endOf(cond, v, later);
      const { lo, hi } = v;
      const inside = end === null ? null : 'lo' in end ? sub(end.lo, lo) : sub(hi, end.hi);
      if (inside === null || here.entails(nonNegative(inside)) === null) continue;
      const binders = flat.binders.with(i, { ...v, ...end });
      return narrowed(scope, { ...flat, binders, guard: conds.filter((other) => other !== cond) });
    }
  }
  return flat;
}

/** The end of an index that a condition says, in names that are known before it; null where it says none. */
function endOf(
  cond: Cond,
  { name }: Binder,
  later: ReadonlySet<string>,
): { readonly lo: Poly } | { readonly hi: Poly } | null {
  if (cond.tag !== 'ge') return null;
  const part = linearIn(cond.form, name);
  const sign = part === null ? null : integerValue(part.coef);
  if (part === null || (sign !== 1n && sign !== -1n)) return null;
  if ([...namesOf(part.rest)].some((other) => later.has(other))) return null;
  return sign === 1n ? { lo: neg(part.rest) } : { hi: part.rest };
}

/** Without indices that nothing depends on, as far as their ranges have a length: sum_<i=1..I> e is I e. */
function counted(scope: Scope, flat: Flat): Flat {
  const { binders, guard, coef, factors } = flat;
  const used = new Set([
    ...namesOf(coef),
    ...guard.flatMap((cond) => [...namesOfCond(cond)]),
    ...factors.flatMap((factor) => [...freeNames(factor)]),
    ...binders.flatMap(({ lo, hi }) => [...namesOf(lo), ...namesOf(hi)]),
  ]);
  const unused = binders.find(({ name }) => !used.has(name));
  if (unused === undefined) return flat;
  const others = binders.filter((b) => b !== unused);
  const length = addPoly(sub(unused.hi, unused.lo), one);
  if (scope.with(rangeConds(others)).entails(nonNegative(length)) === null) return flat;
  return counted(scope, { ...flat, binders: others, coef: mulPoly(coef, length) });
}

function isPossible(scope: Scope, { binders, guard, coef }: Flat): boolean {
  return !isZero(coef) && scope.with(rangeConds(binders)).refute(guard) === null;
}

/** Without conditions that hold, or that fail only where a factor is 0 anyway. */
function withoutKnown(scope: Scope, flat: Flat): Flat {
  const here = scope
    .with(rangeConds(flat.binders))
    .with(flat.factors.flatMap((factor) => insideOf(scope.env, factor) ?? []));
  const needed = [...flat.guard];
  for (const cond of flat.guard) {
    const others = needed.filter((other) => other !== cond);
    if (here.with(others).entails(cond) !== null) needed.splice(needed.indexOf(cond), 1);
  }
  return { ...flat, guard: needed };
}

/** Terms that differ only in their coefficients, added. */
function collected(flats: readonly Flat[]): readonly Flat[] {
  const groups = new Map<string, Flat>();
  for (const flat of flats) {
    const key = termKey(flatTerm({ ...flat, coef: one, factors: inOrder(flat.factors) }));
    const before = groups.get(key);
    if (before === undefined) groups.set(key, flat);
    else if (isFree(before.coef, before) && isFree(flat.coef, flat))
      groups.set(key, { ...flat, coef: addPoly(before.coef, flat.coef) });
    else groups.set(`${key} ${groups.size}`, flat);
  }
  return [...groups.values()].filter(({ coef }) => !isZero(coef));
}

/** Factors in an order that does not depend on how they stood. */
function inOrder(factors: readonly Scalar[]): readonly Scalar[] {
  return factors
    .map((factor) => ({ factor, key: termKey(factor) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ factor }) => factor);
}

function isFree(coef: Poly, { binders }: Flat): boolean {
  return binders.every(({ name }) => !namesOf(coef).has(name));
}

/** As a person writes it: what does not depend on the bound names stands before the sum, entries before functions. */
function written(flat: Flat): Scalar {
  const { binders, guard, coef, factors } = flat;
  const bound = new Set(binders.map((b) => b.name));
  const isOutside = (names: Iterable<string>): boolean => [...names].every((name) => !bound.has(name));
  const ordered = [
    ...factors.filter((factor) => factor.tag === 'reciprocal'),
    ...factors.filter((factor) => factor.tag === 'entry'),
    ...factors.filter((factor) => factor.tag !== 'reciprocal' && factor.tag !== 'entry'),
  ].map(spelled);
  const before = binders.length === 0 ? [] : ordered.filter((factor) => isOutside(freeNames(factor)));
  const within = ordered.filter((factor) => !before.includes(factor));
  const times = numberFactors(coef);
  const [outer, inner] = isFree(coef, flat) && binders.length > 0 ? [times, []] : [[], times];
  const conds = guard.filter((cond) => binders.length > 0 && isOutside(namesOfCond(cond)));
  const others = guard.filter((cond) => !conds.includes(cond));
  const body = sum(binders, guarded(and(others), mul([...inner, ...powers(within)])));
  return guarded(and(conds), mul([...outer, ...powers(before), body].filter((part) => !isUnit(part))));
}

/** A coefficient as factors: 1 is none, and a minus sign stands apart. */
function numberFactors(coef: Poly): readonly Scalar[] {
  if (isConstant(coef) && coef.terms.some((t) => t.coef < 0n))
    return [number(-1), value(neg(coef))].filter((part) => !isUnit(part));
  return equal(coef, one) ? [] : [value(coef)];
}

/** f'_<k,l>(Z) as the derivative of f(Z) by z_<k,l>, where Z is a tensor with a name. */
function spelled(factor: Scalar): Scalar {
  if (factor.tag !== 'apply' || factor.args.length !== 1) return factor;
  const [arg] = factor.args;
  if (arg === undefined || !isTensor(arg) || arg.tag !== 'tensor') return factor;
  return factor.by.reduce<Scalar>((of, { at }) => diff(of, arg.name, at), apply(factor.fn, factor.args));
}

function isUnit(term: Scalar): boolean {
  return term.tag === 'value' && equal(term.value, one);
}

/** Equal factors as powers. */
function powers(factors: readonly Scalar[]): readonly Scalar[] {
  const groups = new Map<string, Scalar[]>();
  for (const factor of factors) {
    const key = termKey(factor);
    groups.set(key, [...(groups.get(key) ?? []), factor]);
  }
  return [...groups.values()].map((group) =>
    group.length === 1 ? (group[0] as Scalar) : pow(group[0] as Scalar, group.length),
  );
}
