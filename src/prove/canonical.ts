// The canonical form of a flat term: the sum runs over the subscripts themselves,
//   sum_{s in the shapes of the factors} [s in S] c(s) T_1[s_1] T_2[s_2] …
// so that two terms with the same tensors differ only in the set S and the coefficient c.

import { Chain, partAt, ring, type Step } from '../calculus/steps.js';
import { atLeast, type Cond } from '../term/cond.js';
import { type Reach, reachOf } from '../term/env.js';
import { equal, type Poly, variable } from '../term/poly.js';
import { showScalar } from '../term/show.js';
import { freeNames } from '../term/subst.js';
import { type Binder, binder, type Scalar } from '../term/term.js';
import { alongSubscripts } from './along.js';
import { Bounds } from './bounds.js';
import { containsExtreme } from './extrema.js';
import { bodyPath, type Flat, flatTerm, pointConds } from './flat.js';
import { withoutQuotient } from './quotients.js';
import { rewriteAll, rewriteOnce } from './rounds.js';
import { Outside, type Scope } from './scope.js';
import { type Extent, frameRows, kindOf, skeleton } from './skeleton.js';
import { inOrder } from './sorted.js';
import { sumOut } from './sumout.js';

/** The tensors of a flat term in canonical order, and the box of their subscripts. */
export interface Frame {
  readonly key: string;
  readonly box: readonly Binder[];
  /** The product of entries at the box's names. */
  readonly factors: readonly Scalar[];
  /** The ways to exchange names of the box that leave this product what it is. */
  readonly exchanges: readonly Exchange[];
}

/** The names at some places of a box against those at others; the factors then stand in an order. */
export interface Exchange {
  readonly first: readonly number[];
  readonly second: readonly number[];
  /** For each factor the place of the one that it becomes. */
  readonly factors: readonly number[];
}

/** sum_{s in box} [guard] coef(s) Π factors of the frame. */
export interface Canonical {
  readonly frame: Frame;
  readonly guard: readonly Cond[];
  readonly coef: Poly;
}

/** What a flat term's frame is called; equal for terms whose monomials can cancel. */
export function frameKey(flat: Flat): string {
  return sorted(flat)
    .map((f) => kindOf(f))
    .join(' ');
}

function sorted(flat: Flat): readonly Scalar[] {
  const keyed = flat.factors.map((factor) => ({ factor, key: kindOf(factor) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map((k) => k.factor);
}

/**
 * The frame of flat terms, all with one key; their subscripts lie in its box. Throws Outside where a factor has no shape
 * to range over.
 */
export function frameOf(scope: Scope, flats: readonly [Flat, ...Flat[]]): Frame {
  const [flat] = flats;
  const box: Binder[] = [];
  const exchanges: Exchange[] = [];
  const bound = new Set(flat.binders.map((b) => b.name));
  const all = sorted(flat);
  const inPlace = [...all.keys()];
  const factors = all.map((factor, i) => {
    const bones = skeleton(factor);
    if (bones === null || containsExtreme(factor)) throw new Outside(showScalar(factor));
    const size = frameRows(factor).length;
    if (size === 0) {
      if ([...freeNames(factor)].some((name) => bound.has(name)))
        throw new Outside(`a sum of ${showScalar(factor)}: the argument runs over no tensor`);
      return factor;
    }
    const start = box.length;
    for (const { at, size: of } of bones.alike) exchanges.push(exchange(start + at, of, inPlace));
    const next = all[i + 1];
    if (next !== undefined && kindOf(next) === kindOf(factor))
      exchanges.push(exchange(start, size, inPlace.with(i, i + 1).with(i + 1, i)));
    const names = bones.extents.map((extent, d) => {
      const { tensor, dimension } = extent as Extent;
      const { lo, hi } = reachOf(scope.env, tensor)[dimension] as Reach;
      const name = scope.search.fresh(['i', 'j', 'r', 's', 't'][d] ?? 'u');
      box.push(
        binder(name, lo ?? endOf(scope, flats, i, d, 'least'), hi ?? endOf(scope, flats, i, d, 'most')),
      );
      return name;
    });
    return bones.rebuild(names.map(variable));
  });
  return { key: frameKey(flat), box, factors, exchanges };
}

/**
 * The least or the most that one subscript of a factor is in any of the terms, for a tensor without end. Throws Outside
 * where none of their bounds is known to be beyond the others.
 */
function endOf(
  scope: Scope,
  flats: readonly Flat[],
  factor: number,
  row: number,
  end: 'least' | 'most',
): Poly {
  const ends = flats.map((flat) => {
    const subscript = skeleton(sorted(flat)[factor] as Scalar)?.rows[row];
    const bound = new Set(flat.binders.map((b) => b.name));
    const bounds = new Bounds([...pointConds(flat), ...scope.hyps]);
    return subscript === undefined ? null : bounds[end](subscript, (name) => !bound.has(name));
  });
  const isBeyond = (a: Poly, b: Poly): boolean =>
    equal(a, b) || scope.entails(end === 'least' ? atLeast(b, a) : atLeast(a, b)) !== null;
  const furthest = ends.find((a) => a !== null && ends.every((b) => b !== null && isBeyond(a, b)));
  if (furthest == null)
    throw new Outside(
      `a sum of ${showScalar(sorted(flats[0] as Flat)[factor] as Scalar)}, which has no last entry`,
    );
  return furthest;
}

/** So many names of a box from a place on against as many that follow. */
function exchange(at: number, size: number, factors: readonly number[]): Exchange {
  const places = Array.from({ length: size }, (_, i) => at + i);
  return { first: places, second: places.map((place) => place + size), factors };
}

/** A flat term as terms over a frame, and the proof that it equals their sum. */
export interface Expressed {
  readonly pieces: readonly Canonical[];
  readonly step: Step;
}

/** `flat` as terms over the frame. Throws Outside where no such form is found. */
export function canonical(scope: Scope, flat: Flat, frame: Frame): Expressed {
  const chain = new Chain(flatTerm(flat));
  const affine = rewriteAll([flat], chain, (term) => withoutQuotient(scope, term));
  const spread = rewriteOnce(affine, chain, (term) => {
    const ordered = { ...term, factors: sorted(term) };
    const along = alongSubscripts(scope, ordered, frame.box, frame.factors);
    return { flats: [along.flat], step: reordered(term, ordered, along.step) };
  });
  const summed = rewriteAll(spread, chain, (term) =>
    term.binders.length === frame.box.length ? null : sumOut(scope, term),
  );
  const flats = inOrder(scope, summed, frame, chain);
  const pieces = flats.map(({ guard, coef }) => ({ frame, guard, coef }));
  return { pieces, step: chain.step() };
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
