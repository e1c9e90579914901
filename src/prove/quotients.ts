// Quotients of bound names, ⌊m/2⌋ under a sum over m, become bound names of their own:
//   sum_m b(m, ⌊m/2⌋) = sum_{m,q} [2q <= m <= 2q+1] b(m, q),
// after which every expression is affine again; or, by a number, the sum is taken over its residue classes; or, where a
// quotient by a size has few values, ⌊m/S⌋ for m = 1, …, 2S, it is taken over each of them.

import { Chain, type Step } from '../calculus/steps.js';
import {
  always,
  and,
  atLeast,
  atMost,
  type Cond,
  condKey,
  conjuncts,
  divides,
  mapForms,
} from '../term/cond.js';
import {
  add,
  constant,
  factorsOfKey,
  floorOf,
  gcd,
  integerValue,
  mul,
  namesOf,
  neg,
  one,
  type Poly,
  type Quotient,
  quotientOf,
  quotientsIn,
  scale,
  sub,
  substitute,
  variable,
  zero,
} from '../term/poly.js';
import { type Binder, binder, rangeConds } from '../term/term.js';
import { Bounds } from './bounds.js';
import { dividedTerms } from './division.js';
import { formsIn } from './expressions.js';
import { type Flat, flatTerm } from './flat.js';
import { linearIn } from './linear.js';
import { reindex } from './match.js';
import { freshNames, variablesOf } from './renaming.js';
import type { Rewritten } from './rounds.js';
import { Outside, type Scope } from './scope.js';
import { shared } from './share.js';
import { skeleton, withRows } from './skeleton.js';

/** A step towards flat terms in which no quotient has a bound name in it; null if there is no such quotient. */
export function withoutQuotient(scope: Scope, flat: Flat): Rewritten | null {
  const name = boundQuotient(flat);
  if (name === null) return null;
  scope.search.tick();
  const quotient = quotientOf(name) as Quotient;
  return (
    byRemainder(scope, flat, quotient) ??
    byValue(scope, flat, name, quotient) ??
    abstracted(scope, flat, name)
  );
}

/** More remainders than this are not told apart. */
const mostRemainders = 12n;

/** By a number: with v = 2t + r, ⌊v/2⌋ is t, one sum for each r. null where a size divides. */
function byRemainder(scope: Scope, flat: Flat, { num, den }: Quotient): Rewritten | null {
  const d = integerValue(den);
  if (d === null) return null;
  let best: { readonly v: Binder; readonly modulus: bigint } | null = null;
  for (const v of flat.binders) {
    const a = namesOf(num).has(v.name) ? integerValue(linearIn(num, v.name)?.coef ?? one) : null;
    const modulus = a === null ? null : d / gcd(a, d);
    if (modulus !== null && (best === null || modulus < best.modulus)) best = { v, modulus };
  }
  if (best === null || best.modulus > mostRemainders) return null;
  const { v, modulus } = best;
  const remainders = Array.from({ length: Number(modulus) }, (_, r) => BigInt(r));
  const classes = remainders.map((r) => divides(modulus, sub(variable(v.name), constant(r))));
  const split = shared(scope, flat, always, classes);
  const chain = new Chain(flatTerm(flat)).by(split.step);
  const flats = split.flats.map((part, i) => {
    const next = inClass(scope, part, v, modulus, remainders[i] as bigint);
    chain.inside(split.flats.length === 1 ? [] : [i], next.step);
    return next.flat;
  });
  return { flats, step: chain.step() };
}

/** The sum over one residue class, v = modulus·t + r. */
function inClass(
  scope: Scope,
  flat: Flat,
  v: Binder,
  modulus: bigint,
  r: bigint,
): { readonly flat: Flat; readonly step: Step } {
  const names = freshNames(scope, flat.binders);
  const nameOf = (b: Binder): string => names.get(b.name) as string;
  const all = new Map(variablesOf(names)).set(v.name, add(scale(variable(nameOf(v)), modulus), constant(r)));
  const swap = (poly: Poly): Poly => substitute(poly, all);
  const range = rangeIn(flat, variable(v.name));
  const by = constant(modulus);
  const own = divides(modulus, sub(variable(v.name), constant(r)));
  const conds = [...rangeConds([v]), ...flat.guard.flatMap(conjuncts)];
  const target: Flat = {
    binders: flat.binders.map((b) =>
      b === v
        ? binder(
            nameOf(b),
            neg(floorOf(sub(constant(r), range.least), by)),
            floorOf(sub(range.most, constant(r)), by),
          )
        : binder(nameOf(b), swap(b.lo), swap(b.hi)),
    ),
    guard: conjuncts(and(conds.filter((c) => condKey(c) !== condKey(own)).map((c) => mapForms(c, swap)))),
    coef: swap(flat.coef),
    factors: flat.factors.map((factor) => withRows(factor, swap)),
  };
  const forward = flat.binders.map((b) =>
    b === v ? floorOf(sub(variable(v.name), constant(r)), by) : variable(b.name),
  );
  const back = flat.binders.map((b) => all.get(b.name) as Poly);
  return { flat: target, step: reindex(scope, flat, target, forward, back) };
}

/** More values of a quotient are not told apart. */
const mostValues = 6n;

/**
 * By a size: with q S <= m < (q+1) S, ⌊m/S⌋ is q, one sum for each number q that it can be. null where these are many, or
 * not known.
 */
function byValue(scope: Scope, flat: Flat, name: string, { num, den }: Quotient): Rewritten | null {
  const bound = new Set(flat.binders.map((b) => b.name));
  if ([...namesOf(den)].some((n) => bound.has(n))) return null;
  // A subscript is better followed as a whole, from the end of the tensor to its beginning.
  const rows = flat.factors.flatMap((factor) => skeleton(factor)?.rows ?? []);
  if (rows.some((row) => quotientsIn(row).has(name))) return null;
  const { first, last } = valuesOf(scope, flat, num, den);
  if (first === null || last === null) return null;
  const [from, to] = [integerValue(first), integerValue(last)];
  if (from === null || to === null || to - from >= mostValues) return null;
  const numbers = Array.from({ length: Number(to - from) + 1 }, (_, i) => from + BigInt(i));
  const parts = numbers.map((q) => {
    const multiple = scale(den, q);
    return and([atMost(multiple, num), atLeast(sub(add(multiple, den), one), num)]);
  });
  const split = shared(scope, flat, always, parts);
  const chain = new Chain(flatTerm(flat)).by(split.step);
  const flats = split.flats.map((part, i) => {
    const next = withValue(scope, part, name, numbers[i] as bigint);
    chain.inside(split.flats.length === 1 ? [] : [i], next.step);
    return next.flat;
  });
  return { flats, step: chain.step() };
}

/** Numbers that are added to what a division of terms gives, to find the ends of the values of a quotient. */
const nearby = [3n, 2n, 1n, 0n, -1n, -2n].map((n) => constant(n));

/** The least and the greatest value of ⌊num/den⌋ on the points of a sum, as far as they are seen. */
function valuesOf(
  scope: Scope,
  flat: Flat,
  num: Poly,
  den: Poly,
): { readonly first: Poly | null; readonly last: Poly | null } {
  const { least, most } = rangeIn(flat, num);
  // Where the sum is empty, it does not matter.
  const here = scope.with([...rangeConds(flat.binders), ...flat.guard]);
  const near = (form: Poly): readonly Poly[] => nearby.map((d) => add(dividedTerms(form, den), d));
  const first = near(least).find((q) => here.entails(atLeast(least, mul(q, den))) !== null);
  const last = near(most).findLast(
    (q) => here.entails(atLeast(sub(add(mul(q, den), den), one), most)) !== null,
  );
  return { first: first ?? null, last: last ?? null };
}

/** The sum over a part in which the quotient has one value. */
function withValue(
  scope: Scope,
  flat: Flat,
  name: string,
  at: bigint,
): { readonly flat: Flat; readonly step: Step } {
  const names = freshNames(scope, flat.binders);
  const renaming = variablesOf(names);
  const q = scope.search.fresh('q');
  const known = new Map([[q, constant(at)]]);
  const swap = (poly: Poly): Poly =>
    substitute(replaced(substitute(poly, renaming), spelledIn(name, renaming), q), known);
  const target: Flat = {
    binders: flat.binders.map(({ name: old, lo, hi }) =>
      binder(names.get(old) as string, swap(lo), swap(hi)),
    ),
    guard: conjuncts(and(flat.guard.map((cond) => mapForms(cond, swap)))),
    coef: swap(flat.coef),
    factors: flat.factors.map((factor) => withRows(factor, swap)),
  };
  const forward = flat.binders.map((b) => variable(b.name));
  const back = flat.binders.map((b) => renaming.get(b.name) as Poly);
  return { flat: target, step: reindex(scope, flat, target, forward, back) };
}

/** Bounds of a form in the free names. Throws Outside where none are found. */
function rangeIn(flat: Flat, form: Poly): { readonly least: Poly; readonly most: Poly } {
  const bounds = new Bounds([...rangeConds(flat.binders), ...flat.guard]);
  const bound = new Set(flat.binders.map((b) => b.name));
  const free = (n: string): boolean => !bound.has(n);
  const [least, most] = [bounds.least(form, free), bounds.most(form, free)];
  if (least === null || most === null) throw new Outside('a quotient of an index without bounds');
  return { least, most };
}

/** A quotient with a bound name in it and none inside it that has one. */
function boundQuotient(flat: Flat): string | null {
  const bound = new Set(flat.binders.map((b) => b.name));
  const found = new Set<string>();
  for (const poly of polysOf(flat)) quotientsIn(poly, found);
  for (const name of found) {
    const { num, den } = quotientOf(name) as Quotient;
    if ([...namesOf(num), ...namesOf(den)].some((n) => bound.has(n))) return name;
  }
  return null;
}

function polysOf(flat: Flat): readonly Poly[] {
  return [
    flat.coef,
    ...flat.binders.flatMap(({ lo, hi }) => [lo, hi]),
    ...flat.guard.flatMap((cond) => [...formsIn(cond)]),
    ...flat.factors.flatMap((f) => skeleton(f)?.rows ?? []),
  ];
}

/** The quotient as one more bound name, before all others; its range speaks of free names only. */
function abstracted(scope: Scope, flat: Flat, name: string): Rewritten {
  const { num, den } = quotientOf(name) as Quotient;
  if (flat.binders.some((b) => namesOf(den).has(b.name)))
    throw new Outside('a quotient by a summation index');
  const names = freshNames(scope, flat.binders);
  const renaming = variablesOf(names);
  const q = scope.search.fresh('q');
  const swap = (poly: Poly): Poly => replaced(substitute(poly, renaming), spelledIn(name, renaming), q);
  const swapCond = (cond: Cond): Cond => mapForms(cond, swap);
  const { first, last } = valuesOf(scope, flat, num, den);
  const { least, most } = rangeIn(flat, num);
  const range = binder(q, first ?? floorOf(least, den), last ?? floorOf(most, den));
  const binders = flat.binders.map(({ name: old, lo, hi }) =>
    binder(names.get(old) as string, swap(lo), swap(hi)),
  );
  const multiple = mul(den, variable(q));
  const rounding = [
    atMost(multiple, substitute(num, renaming)),
    atLeast(sub(add(multiple, den), one), substitute(num, renaming)),
  ];
  const target: Flat = {
    binders: [range, ...binders],
    guard: conjuncts(and([...rounding, ...flat.guard.map(swapCond)])),
    coef: swap(flat.coef),
    factors: flat.factors.map((factor) => withRows(factor, swap)),
  };
  const forward = [variable(name), ...flat.binders.map((b) => variable(b.name))];
  const back = flat.binders.map((b) => renaming.get(b.name) as Poly);
  return { flats: [target], step: reindex(scope, flat, target, forward, back) };
}

/** The spelling of a quotient after its names were replaced by names. */
function spelledIn(name: string, renaming: ReadonlyMap<string, Poly>): string {
  return (substitute(variable(name), renaming).terms[0] as { key: string }).key;
}

/** `poly` with the name q for a quotient, inside other quotients too. */
function replaced(poly: Poly, quotient: string, q: string): Poly {
  if (!quotientsIn(poly).has(quotient)) return poly;
  return poly.terms.reduce<Poly>((sum, { key, coef }) => {
    const product = factorsOfKey(key).reduce<Poly>(
      (p, factor) => {
        const inner = quotientOf(factor);
        const by =
          factor === quotient
            ? variable(q)
            : inner === undefined
              ? variable(factor)
              : floorOf(replaced(inner.num, quotient, q), replaced(inner.den, quotient, q));
        return mul(p, by);
      },
      constant(coef, poly.den),
    );
    return add(sum, product);
  }, zero);
}
