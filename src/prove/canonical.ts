// The canonical form of a flat term: the sum runs over the subscripts themselves,
//   sum_{s in the shapes of the factors} [s in S] c(s) T_1[s_1] T_2[s_2] …
// so that two terms with the same tensors differ only in the set S and the coefficient c.

import { Chain, partAt, ring, type Step } from '../calculus/steps.js';
import { and, type Cond, conjuncts, constantTruth, divides, substituteCond, vanishes } from '../term/cond.js';
import { type Dim, shapeOf } from '../term/env.js';
import {
  add as addPoly,
  isIntegral,
  namesOf,
  namesOfKey,
  numerator,
  type Poly,
  scale,
  sub,
  substitute,
  variable,
  zero,
} from '../term/poly.js';
import { showScalar } from '../term/show.js';
import { add, type Binder, binder, isTensor, rangeConds, type Scalar, type Tensor } from '../term/term.js';
import { equationsOf, type Flat, flatTerm, skeleton } from './flat.js';
import { echelon } from './lattice.js';
import { leftInverse } from './linear.js';
import { reindex } from './match.js';
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
  const { spread, unseen } = alongSubscripts(scope, flat, frame);
  const chain = new Chain(flatTerm(flat)).by(spread.step);
  let flats: readonly Flat[] = [spread.flat];
  for (let i = 0; i < unseen; i++) {
    const summed = flats.map((term) => sumOut(scope, term));
    const single = flats.length === 1;
    summed.forEach(({ step }, at) => {
      chain.inside(single ? [] : [at], step);
    });
    flats = summed.flatMap((s) => s.flats);
    chain.ringTo(add(flats.map(flatTerm)));
  }
  const pieces = flats.map(({ guard, coef }) => ({ frame, guard, coef }));
  return { pieces, step: chain.step() };
}

/**
 * The flat term over its subscripts and, after these, over the directions that the subscripts do not see:
 * sum_{m,n} x[m+n] is sum_s sum_t [1 <= s-t <= M, 1 <= t <= N] x[s].
 */
function alongSubscripts(
  scope: Scope,
  flat: Flat,
  frame: Frame,
): { readonly spread: { readonly flat: Flat; readonly step: Step }; readonly unseen: number } {
  const factors = sorted(flat);
  const rows = factors.flatMap((f) => skeleton(f)?.rows ?? []);
  const subscripts = frame.box.map((b) => variable(b.name));
  const vs = flat.binders.map((b) => b.name);
  const equations = equationsOf(flat);
  const directions = unseenDirections([...rows, ...equations], vs, flat);
  const unseen = directions.map(({ name }) => scope.search.fresh(name));
  const inverse = leftInverse(
    [
      ...rows.map((form, i) => ({ form, value: subscripts[i] as Poly })),
      ...equations.map((form) => ({ form, value: zero })),
      ...directions.map(({ form }, i) => ({ form, value: variable(unseen[i] as string) })),
    ],
    vs,
  );
  if (inverse === null)
    throw new Outside(
      `a sum over an index that the subscripts do not determine: ${showScalar(flatTerm(flat))}`,
    );
  const set = [
    ...vs.flatMap((v) => {
      const solution = inverse.get(v) as Poly;
      return isIntegral(solution) ? [] : [divides(1n, solution)];
    }),
    ...rows.map((row, i) => vanishes(sub(substitute(row, inverse), subscripts[i] as Poly))),
    ...[...rangeConds(flat.binders), ...flat.guard.flatMap(conjuncts)].map((cond) =>
      substituteCond(cond, inverse),
    ),
  ];
  const guard = conjuncts(and(set.filter((cond) => constantTruth(cond) !== true)));
  const ranges = rangesFor(unseen, guard);
  const target: Flat = {
    binders: [...frame.box, ...ranges],
    guard,
    coef: substitute(flat.coef, inverse),
    factors: frame.factors,
  };
  const back = vs.map((v) => inverse.get(v) as Poly);
  const step = reindex(
    scope,
    { ...flat, factors },
    target,
    [...rows, ...directions.map((d) => d.form)],
    back,
    flatTerm(target),
  );
  return {
    spread: { flat: target, step: reordered(flat, { ...flat, factors }, step) },
    unseen: unseen.length,
  };
}

/** Integer forms in the bound names that complete the rows to a change of indices. */
function unseenDirections(
  rows: readonly Poly[],
  vs: readonly string[],
  flat: Flat,
): readonly { readonly name: string; readonly form: Poly }[] {
  for (const row of rows) {
    if (row.terms.some((t) => t.key.includes('*') && namesOfKey(t.key).some((n) => vs.includes(n))))
      throw new Outside(
        `a subscript in which an index is multiplied by a size: ${showScalar(flatTerm(flat))}`,
      );
  }
  const { inverse, rank } = echelon(
    rows.map((row) => vs.map((v) => numerator(row, v))),
    vs.length,
  );
  return inverse.slice(rank).map((row) => {
    const form = row.reduce<Poly>((sum, c, i) => addPoly(sum, scale(variable(vs[i] as string), c)), zero);
    return { name: vs[row.findIndex((c) => c !== 0n)] as string, form };
  });
}

/** Ranges for the unseen directions, each from bounds that use only the subscripts and the directions before it. */
function rangesFor(names: readonly string[], guard: readonly Cond[]): readonly Binder[] {
  return names.map((name, i) => {
    const later = new Set(names.slice(i));
    let lo: Poly | null = null;
    let hi: Poly | null = null;
    for (const cond of guard) {
      const c = cond.tag === 'ge' ? numerator(cond.form, name) : 0n;
      if (cond.tag !== 'ge' || (c !== 1n && c !== -1n)) continue;
      const others = [...namesOf(cond.form)].filter((n) => later.has(n) && n !== name);
      if (
        others.length > 0 ||
        cond.form.terms.some((t) => t.key !== name && namesOfKey(t.key).includes(name))
      )
        continue;
      if (c === 1n) lo ??= sub(variable(name), cond.form);
      else hi ??= addPoly(variable(name), cond.form);
    }
    if (lo === null || hi === null)
      throw new Outside(
        `the range of ${name.replace(/#.*/, '')} depends on indices that are summed after it`,
      );
    return binder(name, lo, hi);
  });
}

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
