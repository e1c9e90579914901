// Terms over one set of indices: where a change of indices turns the factors of one term into those of another, both
// are sums over the same points, and what differs is where and how often. What the subscripts are does not matter then.

import { Chain } from '../calculus/steps.js';
import { sameTerm } from '../term/key.js';
import { equal, namesOf, type Poly, substitute, variable } from '../term/poly.js';
import { substScalar } from '../term/subst.js';
import { type Binder, binder, rangeConds, type Scalar } from '../term/term.js';
import { overIndices } from './along.js';
import type { Exchange, Expressed, Frame } from './canonical.js';
import { type Flat, flatTerm } from './flat.js';
import {
  arrangements,
  type ChangeOfIndices,
  changeOfIndices,
  type SharedIndex,
  sameFactor,
} from './match.js';
import { isOutside, NotEntailed, type Scope } from './scope.js';
import { kindOf } from './skeleton.js';
import { inOrder } from './sorted.js';

/** Changes of indices that are tried. */
const mostChanges = 40;
/** More indices than this are not permuted. */
const mostPermuted = 3;

/** The frame whose points are a term's own indices, under names of their own. */
export function ownFrame(scope: Scope, flat: Flat): Frame {
  const names = new Map<string, Poly>();
  const box = flat.binders.map(({ name, lo, hi }) => {
    const fresh = scope.search.fresh(name);
    const range = binder(fresh, substitute(lo, names), substitute(hi, names));
    names.set(name, variable(fresh));
    return range;
  });
  const factors = flat.factors.map((f) => substScalar(f, names));
  return { key: '', box, factors, exchanges: exchangesIn(scope.with(rangeConds(box)), box, factors) };
}

/** Pairs of indices of one range that the factors do not tell apart: i, j in a(i + j), and in x_<i> x_<j>. */
function exchangesIn(scope: Scope, box: readonly Binder[], factors: readonly Scalar[]): readonly Exchange[] {
  if (box.length > mostPermuted) return [];
  const isUsed = (name: string): boolean =>
    box.some(({ lo, hi }) => namesOf(lo).has(name) || namesOf(hi).has(name));
  return box.flatMap(({ name, lo, hi }, i) =>
    box.slice(i + 1).flatMap((other, j): readonly Exchange[] => {
      if (!equal(lo, other.lo) || !equal(hi, other.hi) || isUsed(name) || isUsed(other.name)) return [];
      const swap = new Map([
        [name, variable(other.name)],
        [other.name, variable(name)],
      ]);
      const order = partners(
        scope,
        factors.map((factor) => substScalar(factor, swap)),
        factors,
      );
      return order === null ? [] : [{ first: [i], second: [i + 1 + j], factors: order }];
    }),
  );
}

/** For each factor of the one list an equal one of the other; null where there are none. */
function partners(scope: Scope, from: readonly Scalar[], to: readonly Scalar[]): readonly number[] | null {
  const free = [...to.keys()];
  const order: number[] = [];
  for (const factor of from) {
    const at = free.findIndex((i) => isSame(scope, factor, to[i] as Scalar));
    if (at < 0) return null;
    order.push(...free.splice(at, 1));
  }
  return order;
}

function isSame(scope: Scope, left: Scalar, right: Scalar): boolean {
  if (sameTerm(left, right)) return true;
  if (left.tag !== 'apply' || kindOf(left) !== kindOf(right)) return false;
  try {
    sameFactor(scope, left, right);
    return true;
  } catch (error) {
    if (isOutside(error)) return false;
    throw error;
  }
}

/** The term over the frame's indices, if a change of indices makes its factors the frame's and stays in its box. */
export function aligned(scope: Scope, flat: Flat, frame: Frame): Expressed | null {
  for (const maps of changes(flat, frame)) {
    try {
      const { flat: term, step } = overIndices(scope, flat, frame.box, frame.factors, maps);
      const chain = new Chain(flatTerm(flat)).by(step);
      const pieces = inOrder(scope, [term], frame, chain).map(({ guard, coef }) => ({ frame, guard, coef }));
      return { pieces, step: chain.step() };
    } catch (error) {
      if (!(error instanceof NotEntailed)) throw error;
    }
  }
  return null;
}

/** Changes of indices that may do: one for one as they stand, then those that the subscripts tell. */
function* changes(flat: Flat, frame: Frame): Generator<ChangeOfIndices> {
  let found = false;
  for (const order of permutations(frame.box)) {
    const inPlace = oneForOne(flat, frame, order);
    if (inPlace === null) continue;
    yield inPlace;
    found = true;
  }
  if (found) return;
  const like: Flat = { binders: frame.box, guard: [], coef: flat.coef, factors: frame.factors };
  let tried = 0;
  for (const order of arrangements(flat, like)) {
    for (const shared of [[], ...sharedIndices(flat, frame)]) {
      if (++tried > mostChanges) return;
      const maps = changeOfIndices(flat, like, order, shared);
      if (maps !== null) yield maps;
      // What the subscripts tell by themselves needs no guess.
      if (maps !== null && shared.length === 0) break;
    }
  }
}

/** Guesses for what the subscripts do not tell: an index of the term is one of the box's, or is all of them; or two are two. */
function sharedIndices(flat: Flat, frame: Frame): readonly (readonly SharedIndex[])[] {
  const pairsOf = ({ name }: Binder): readonly SharedIndex[] =>
    frame.box.map((u) => ({ from: variable(name), to: variable(u.name) }));
  const single = flat.binders.flatMap((v) => {
    const pairs = pairsOf(v);
    return [...pairs.map((pair) => [pair]), ...(pairs.length > 1 ? [pairs] : [])];
  });
  const double = flat.binders.flatMap((v, i) =>
    flat.binders
      .slice(i + 1)
      .flatMap((w) =>
        pairsOf(v).flatMap((first) =>
          pairsOf(w).flatMap((second) => (equal(first.to, second.to) ? [] : [[first, second]])),
        ),
      ),
  );
  return [...single, ...double];
}

/** The box's indices in every order; in theirs only, where there would be too many. */
function permutations(box: readonly Binder[]): readonly (readonly Binder[])[] {
  if (box.length < 2 || box.length > mostPermuted) return [box];
  return box.flatMap((first) =>
    permutations(box.filter((other) => other !== first)).map((rest) => [first, ...rest]),
  );
}

/** The term's first index for the first of `us`, its second for the second, … where this makes the factors the same. */
function oneForOne(flat: Flat, frame: Frame, us: readonly Binder[]): ChangeOfIndices | null {
  if (flat.binders.length !== us.length) return null;
  const back = us.map(({ name }) => variable(name));
  const names = new Map(flat.binders.map(({ name }, i) => [name, back[i] as Poly]));
  const partners = [...frame.factors.keys()];
  const order: number[] = [];
  for (const factor of flat.factors) {
    const at = partners.findIndex((i) => sameTerm(substScalar(factor, names), frame.factors[i] as Scalar));
    if (at < 0) return null;
    order.push(...partners.splice(at, 1));
  }
  if (partners.length > 0) return null;
  const forward = frame.box.map((u) => variable((flat.binders[us.indexOf(u)] as Binder).name));
  return { forward, back, order };
}
