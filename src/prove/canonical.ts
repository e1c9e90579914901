// The canonical form of a flat term: the sum runs over the subscripts themselves,
//   sum_{s in the shapes of the factors} [s in S] c(s) T_1[s_1] T_2[s_2] …
// so that two terms with the same tensors differ only in the set S and the coefficient c.

import { Chain, partAt, refl, ring, type Step } from '../calculus/steps.js';
import { and, type Cond, conjuncts, substituteCond } from '../term/cond.js';
import { type Dim, shapeOf } from '../term/env.js';
import { type Poly, substitute, variable } from '../term/poly.js';
import { showScalar } from '../term/show.js';
import { add, type Binder, binder, isTensor, type Scalar, type Tensor } from '../term/term.js';
import { alongSubscripts } from './along.js';
import { type Flat, flatTerm, skeleton } from './flat.js';
import { reindex } from './match.js';
import { withoutQuotients } from './quotients.js';
import { Outside, type Scope } from './scope.js';
import { sumOut } from './sumout.js';

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
}

export function canonicalTerm({ frame, guard, coef }: Canonical): Scalar {
  return flatTerm({ binders: frame.box, guard, coef, factors: frame.factors });
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
    const names = rangesOf(scope, factor, bones.rows.length).map(({ lo, hi }, d) => {
      const name = scope.search.fresh(['i', 'j', 'r', 's', 't'][d] ?? 'u');
      box.push(binder(name, lo, hi));
      return name;
    });
    return bones.rebuild(names.map(variable));
  });
  return { key: frameKey(flat), box, factors, slots };
}

/** The shape that the index expressions of a factor run over. */
function rangesOf({ env }: Scope, factor: Scalar, rows: number): readonly Dim[] {
  const dims =
    factor.tag === 'entry'
      ? shapeOf(env, factor.tensor)
      : factor.tag === 'apply'
        ? factor.by.flatMap(({ arg }) => {
            const of = factor.args[arg] as Scalar | Tensor;
            return isTensor(of) ? shapeOf(env, of) : [];
          })
        : [];
  if (dims.length !== rows)
    throw new Outside(`a sum of ${showScalar(factor)}: the arguments are not entries of one tensor`);
  return dims;
}

/** `flat` as terms over the frame, and the proof that it equals their sum. Throws Outside where no such form is found. */
export function canonical(
  scope: Scope,
  flat: Flat,
  frame: Frame,
): { readonly pieces: readonly Canonical[]; readonly step: Step } {
  const affine = withoutQuotients(scope, flat);
  const ordered = { ...affine.flat, factors: sorted(affine.flat) };
  const spread = alongSubscripts(scope, ordered, frame.box, frame.factors);
  const chain = new Chain(flatTerm(flat)).by(affine.step).by(reordered(affine.flat, ordered, spread.step));
  const flats = summedAway(scope, spread.flat, frame.box.length, chain);
  const pieces = flats.map(({ guard, coef }) => ({ frame, guard, coef }));
  return { pieces, step: chain.step() };
}

/** The last indices of `flat` summed away, all after the first `kept`; `chain` ends at it and follows. */
function summedAway(scope: Scope, flat: Flat, kept: number, chain: Chain): readonly Flat[] {
  let flats: readonly Flat[] = [flat];
  while (flats.some((f) => f.binders.length > kept)) {
    const single = flats.length === 1;
    const summed = flats.map((term) => {
      if (term.binders.length === kept) return { flats: [term], step: refl(flatTerm(term)) };
      return sumOut(scope, term);
    });
    summed.forEach(({ step }, at) => {
      chain.inside(single ? [] : [at], step);
    });
    flats = summed.flatMap((s) => s.flats);
    if (flats.length > pieceLimit) throw new Outside(`more than ${pieceLimit} pieces of a closed form`);
    chain.ringTo(add(flats.map(flatTerm)));
  }
  return flats;
}

const pieceLimit = 400;

/** A step that starts from the sorted factors, made to start from them as they stood. */
function reordered(before: Flat, after: Flat, step: Step): Step {
  const from = flatTerm(before);
  const to = flatTerm(after);
  if (before.factors.every((f, i) => f === after.factors[i])) return step;
  return new Chain(from)
    .inside(bodyPath(before), ring(partAt(from, bodyPath(before)), partAt(to, bodyPath(after))))
    .by(step)
    .step();
}

function bodyPath(flat: Flat): readonly number[] {
  return [...(flat.binders.length > 0 ? [0] : []), ...(conjuncts(and(flat.guard)).length > 0 ? [1] : [])];
}

/** The orders of the box's names that exchange factors of one kind; the first leaves everything in place. */
export function symmetries(frame: Frame): readonly (readonly number[])[] {
  const starts = slotStarts(frame.slots);
  return permutations(frame.slots.map((s) => (s.size === 0 ? null : s.key))).map((order) =>
    order.flatMap((slot) =>
      Array.from(
        { length: (frame.slots[slot] as { size: number }).size },
        (_, d) => (starts[slot] as number) + d,
      ),
    ),
  );
}

const symmetryLimit = 720;

/** All ways to permute places that hold equal keys. */
function permutations(keys: readonly (string | null)[]): readonly (readonly number[])[] {
  let orders: readonly (readonly number[])[] = [[]];
  keys.forEach((key, place) => {
    orders = orders.flatMap((order) =>
      keys.flatMap((other, j) =>
        (key === null ? j === place : other === key) && !order.includes(j) ? [[...order, j]] : [],
      ),
    );
    if (orders.length > symmetryLimit)
      throw new Outside(`more than ${symmetryLimit} ways to exchange equal factors`);
  });
  return orders;
}

/** The same canonical term with the box's names exchanged: an equal sum, since the factors are interchangeable. */
export function exchanged(
  scope: Scope,
  term: Canonical,
  order: readonly number[],
): { readonly copy: Canonical; readonly step: Step } {
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
  return { copy: { frame: term.frame, guard, coef }, step: { to: flatTerm(there), proof: step.proof } };
}

/** The factors in the order that matches the factors they come from. */
function exchangeFactors(
  factors: readonly Scalar[],
  { slots }: Frame,
  order: readonly number[],
): readonly Scalar[] {
  const starts = slotStarts(slots);
  return slots
    .map(({ size }, slot) => (size === 0 ? slot : starts.indexOf(order[starts[slot] as number] as number)))
    .map((slot) => factors[slot] as Scalar);
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
    binders: flat.binders.map(({ name, lo, hi }) =>
      binder(names.get(name) ?? name, substitute(lo, by), substitute(hi, by)),
    ),
    guard: flat.guard.map((cond) => substituteCond(cond, by)),
    coef: substitute(flat.coef, by),
    factors: flat.factors.map((f) => {
      const bones = skeleton(f);
      return bones === null ? f : bones.rebuild(bones.rows.map((row) => substitute(row, by)));
    }),
  };
}
