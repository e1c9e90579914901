// Quotients of bound names, ⌊m/2⌋ under a sum over m, become bound names of their own:
//   sum_m b(m, ⌊m/2⌋) = sum_{m,q} [2q <= m <= 2q+1] b(m, q),
// after which every expression is affine again.

import { Chain, type Step } from '../calculus/steps.js';
import { and, atLeast, atMost, type Cond, conjuncts, mapForms } from '../term/cond.js';
import {
  add,
  constant,
  factorsOfKey,
  floorOf,
  mul,
  namesOf,
  one,
  type Poly,
  type Quotient,
  quotientOf,
  quotientsIn,
  sub,
  substitute,
  variable,
  zero,
} from '../term/poly.js';
import { binder, rangeConds } from '../term/term.js';
import { Bounds } from './bounds.js';
import { type Flat, flatTerm } from './flat.js';
import { reindex } from './match.js';
import { Outside, type Scope } from './scope.js';
import { skeleton } from './skeleton.js';

/** An equal flat term in which no quotient has a bound name in it. */
export function withoutQuotients(scope: Scope, flat: Flat): { readonly flat: Flat; readonly step: Step } {
  const chain = new Chain(flatTerm(flat));
  let current = flat;
  for (;;) {
    const name = boundQuotient(current);
    if (name === null) return { flat: current, step: chain.step() };
    scope.search.tick();
    const next = abstracted(scope, current, name);
    chain.by(next.step);
    current = next.flat;
  }
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
    ...flat.guard.flatMap(formsOf),
    ...flat.factors.flatMap((f) => skeleton(f)?.rows ?? []),
  ];
}

function formsOf(cond: Cond): readonly Poly[] {
  switch (cond.tag) {
    case 'and':
    case 'or':
      return cond.args.flatMap(formsOf);
    case 'not':
      return formsOf(cond.arg);
    default:
      return [cond.form];
  }
}

/** The quotient as one more bound name, before all others; its range speaks of free names only. */
function abstracted(scope: Scope, flat: Flat, name: string): { readonly flat: Flat; readonly step: Step } {
  const { num, den } = quotientOf(name) as Quotient;
  if (flat.binders.some((b) => namesOf(den).has(b.name)))
    throw new Outside('a quotient by a summation index');
  // Bound names of the new sum; the kernel wants the two sides to have different ones.
  const renaming = new Map(flat.binders.map((b) => [b.name, variable(scope.search.fresh(b.name))]));
  const q = scope.search.fresh('q');
  const swap = (poly: Poly): Poly => replaced(substitute(poly, renaming), spelledIn(name, renaming), q);
  const swapCond = (cond: Cond): Cond => mapForms(cond, swap);
  const bounds = new Bounds([...rangeConds(flat.binders), ...flat.guard]);
  const bound = new Set(flat.binders.map((b) => b.name));
  const free = (n: string): boolean => !bound.has(n);
  const [least, most] = [bounds.least(num, free), bounds.most(num, free)];
  if (least === null || most === null) throw new Outside('a quotient of an index without numeric bounds');
  const range = binder(q, floorOf(least, den), floorOf(most, den));
  const binders = flat.binders.map(({ name: old, lo, hi }) =>
    binder(nameOf(renaming.get(old) as Poly), swap(lo), swap(hi)),
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
    factors: flat.factors.map((f) => {
      const bones = skeleton(f);
      return bones === null ? f : bones.rebuild(bones.rows.map(swap));
    }),
  };
  const forward = [variable(name), ...flat.binders.map((b) => variable(b.name))];
  const back = flat.binders.map((b) => renaming.get(b.name) as Poly);
  return { flat: target, step: reindex(scope, flat, target, forward, back, flatTerm(target)) };
}

function nameOf(poly: Poly): string {
  return (poly.terms[0] as { key: string }).key;
}

/** The spelling of a quotient after its names were replaced by names. */
function spelledIn(name: string, renaming: ReadonlyMap<string, Poly>): string {
  return nameOf(substitute(variable(name), renaming));
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
