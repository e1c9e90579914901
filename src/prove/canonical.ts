// The canonical form of a flat term: the sum runs over the subscripts themselves,
//   sum_{s in the shapes of the factors} [s in S] c(s) T_1[s_1] T_2[s_2] …
// so that two terms with the same tensors differ only in the set S and the coefficient c.

import { and, type Cond, conjuncts, constantTruth, divides, substituteCond, vanishes } from '../term/cond.js';
import { shapeOf } from '../term/env.js';
import { isIntegral, type Poly, sub, substitute, variable, zero } from '../term/poly.js';
import { showScalar } from '../term/show.js';
import { type Binder, binder, rangeConds, type Scalar } from '../term/term.js';
import { equationsOf, type Flat, flatTerm, skeleton } from './flat.js';
import { leftInverse } from './linear.js';
import { reindex } from './match.js';
import { Outside, type Scope } from './scope.js';
import { Chain, partAt, ring, type Step } from './steps.js';

/** The tensors of a flat term in canonical order, and the box of their subscripts. */
export interface Frame {
  readonly key: string;
  readonly box: readonly Binder[];
  /** The product of entries at the box's names. */
  readonly factors: readonly Scalar[];
  /** How many subscripts each factor has, and its kind. */
  readonly slots: readonly { readonly key: string; readonly size: number }[];
}

export interface Canonical {
  readonly frame: Frame;
  readonly guard: readonly Cond[];
  readonly coef: Poly;
  /** flat = canonical */
  readonly step: Step;
}

/** What a flat term's frame is called; equal for terms whose monomials can cancel. */
export function frameKey(flat: Flat): string {
  return sorted(flat)
    .map((f) => skeleton(f)?.key ?? '?')
    .join(' ');
}

function sorted(flat: Flat): readonly Scalar[] {
  const keyed = flat.factors.map((factor) => ({ factor, key: skeleton(factor)?.key ?? '?' }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map((k) => k.factor);
}

/** The frame of a flat term. Throws Outside where a factor has no shape to range over. */
export function frameOf(scope: Scope, flat: Flat): Frame {
  const box: Binder[] = [];
  const slots: { key: string; size: number }[] = [];
  const factors = sorted(flat).map((factor) => {
    const bones = skeleton(factor);
    if (bones === null) throw new Outside(showScalar(factor));
    slots.push({ key: bones.key, size: bones.rows.length });
    if (bones.rows.length === 0) return factor;
    if (factor.tag !== 'entry') throw new Outside(`a sum of ${showScalar(factor)}: the arguments are not entries of one tensor`);
    const names = shapeOf(scope.env, factor.tensor).map(({ lo, hi }, d) => {
      const name = scope.search.fresh(['i', 'j', 'r', 's', 't'][d] ?? 'u');
      box.push(binder(name, lo, hi));
      return name;
    });
    return bones.rebuild(names.map(variable));
  });
  return { key: frameKey(flat), box, factors, slots };
}

/** `flat` over the frame. Throws Outside where an index is not determined by the subscripts. */
export function canonical(scope: Scope, flat: Flat, frame: Frame): Canonical {
  const factors = sorted(flat);
  const rows = factors.flatMap((f) => skeleton(f)?.rows ?? []);
  const subscripts = frame.box.map((b) => variable(b.name));
  const vs = flat.binders.map((b) => b.name);
  const inverse = leftInverse([...rows.map((form, i) => ({ form, value: subscripts[i] as Poly })), ...equationsOf(flat).map((form) => ({ form, value: zero }))], vs);
  if (inverse === null) throw new Outside(`a sum over an index that the subscripts do not determine: ${showScalar(flatTerm(flat))}`);
  const set = [
    ...vs.flatMap((v) => {
      const solution = inverse.get(v) as Poly;
      return isIntegral(solution) ? [] : [divides(1n, solution)];
    }),
    ...rows.map((row, i) => vanishes(sub(substitute(row, inverse), subscripts[i] as Poly))),
    ...[...rangeConds(flat.binders), ...flat.guard.flatMap(conjuncts)].map((cond) => substituteCond(cond, inverse)),
  ];
  const guard = conjuncts(and(set.filter((cond) => constantTruth(cond) !== true)));
  const target: Flat = { binders: frame.box, guard, coef: substitute(flat.coef, inverse), factors: frame.factors };
  const back = vs.map((v) => inverse.get(v) as Poly);
  const step = reindex(scope, { ...flat, factors }, target, rows, back, flatTerm(target));
  return { frame, guard, coef: target.coef, step: reordered(flat, { ...flat, factors }, step) };
}

/** A step that starts from the sorted factors, made to start from them as they stood. */
function reordered(before: Flat, after: Flat, step: Step): Step {
  const from = flatTerm(before);
  const to = flatTerm(after);
  if (before.factors.every((f, i) => f === after.factors[i])) return step;
  return new Chain(from).inside(bodyPath(before), ring(partAt(from, bodyPath(before)), partAt(to, bodyPath(after)))).then(step).step();
}

function bodyPath(flat: Flat): readonly number[] {
  return [...(flat.binders.length > 0 ? [0] : []), ...(conjuncts(and(flat.guard)).length > 0 ? [1] : [])];
}

/** The orders of the box's names that exchange factors of one kind; the first leaves everything in place. */
export function symmetries(frame: Frame): readonly (readonly number[])[] {
  const starts = slotStarts(frame.slots);
  return permutations(frame.slots.map((s) => (s.size === 0 ? null : s.key))).map((order) =>
    order.flatMap((slot) => Array.from({ length: (frame.slots[slot] as { size: number }).size }, (_, d) => (starts[slot] as number) + d)),
  );
}

const symmetryLimit = 720;

/** All ways to permute places that hold equal keys. */
function permutations(keys: readonly (string | null)[]): readonly (readonly number[])[] {
  let orders: readonly (readonly number[])[] = [[]];
  keys.forEach((key, place) => {
    orders = orders.flatMap((order) =>
      keys.flatMap((other, j) => ((key === null ? j === place : other === key) && !order.includes(j) ? [[...order, j]] : [])),
    );
    if (orders.length > symmetryLimit) throw new Outside(`more than ${symmetryLimit} ways to exchange equal factors`);
  });
  return orders;
}

/** The same canonical term with the box's names exchanged: an equal sum, since the factors are interchangeable. */
export function exchanged(scope: Scope, term: Canonical, order: readonly number[]): Canonical {
  const { box, factors } = term.frame;
  const name = (i: number): string => (box[i] as Binder).name;
  const renaming = new Map(box.map((b, i) => [b.name, variable(name(order[i] as number))]));
  const guard = term.guard.map((cond) => substituteCond(cond, renaming));
  const coef = substitute(term.coef, renaming);
  const here: Flat = { binders: box, guard: term.guard, coef: term.coef, factors };
  const there: Flat = { binders: box, guard, coef, factors };
  // The kernel wants different bound names on the two sides of a reindexing.
  const apart = new Map(box.map((b) => [b.name, scope.search.fresh(b.name)]));
  const renamed = renameFlat(there, apart);
  const forward = box.map((_, i) => variable(name(order.indexOf(i))));
  const back = box.map((_, i) => variable(apart.get(name(order[i] as number)) as string));
  const permuted = { ...renamed, factors: exchangeFactors(renamed.factors, term.frame, order) };
  const step = reindex(scope, here, permuted, forward, back, flatTerm(renamed));
  return { frame: term.frame, guard, coef, step: { to: flatTerm(there), proof: step.proof } };
}

/** The factors in the order that matches the factors they come from. */
function exchangeFactors(factors: readonly Scalar[], { slots }: Frame, order: readonly number[]): readonly Scalar[] {
  const starts = slotStarts(slots);
  return slots.map(({ size }, slot) => (size === 0 ? slot : starts.indexOf(order[starts[slot] as number] as number))).map((slot) => factors[slot] as Scalar);
}

/** Where each slot's names begin in the box; a slot without names begins nowhere. */
function slotStarts(slots: Frame['slots']): readonly number[] {
  let at = 0;
  return slots.map(({ size }) => {
    const start = size === 0 ? -1 : at;
    at += size;
    return start;
  });
}

function renameFlat(flat: Flat, names: ReadonlyMap<string, string>): Flat {
  const by = new Map([...names].map(([old, fresh]) => [old, variable(fresh)]));
  return {
    binders: flat.binders.map(({ name, lo, hi }) => binder(names.get(name) ?? name, substitute(lo, by), substitute(hi, by))),
    guard: flat.guard.map((cond) => substituteCond(cond, by)),
    coef: substitute(flat.coef, by),
    factors: flat.factors.map((f) => {
      const bones = skeleton(f);
      return bones === null ? f : bones.rebuild(bones.rows.map((row) => substitute(row, by)));
    }),
  };
}
