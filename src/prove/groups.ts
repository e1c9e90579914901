// Terms of equal tensors whose difference vanishes: sums over the same points are compared there, all others over the
// subscripts of their tensors.

import { Chain, type Step } from '../calculus/steps.js';
import { constant, mul as mulPoly } from '../term/poly.js';
import { add, mul, nought, number, rangeConds, type Scalar, sum } from '../term/term.js';
import { aligned, ownFrame } from './aligned.js';
import { type Canonical, canonical, type Expressed, type Frame, frameKey, frameOf } from './canonical.js';
import { type CellsResult, cancel, type Piece, pieceTerm, type Region } from './cells.js';
import { type Flat, flatTerm } from './flat.js';
import { isOutside, type Scope } from './scope.js';

interface Copy {
  readonly coef: Scalar;
  readonly term: Canonical;
}

/** A term of the left side, or of the right side, which is subtracted. */
export interface Signed {
  readonly sign: 1n | -1n;
  readonly flat: Flat;
}

/** The terms of both sides in groups of equal tensors. */
export function groupByFrame(left: readonly Flat[], right: readonly Flat[]): readonly (readonly Signed[])[] {
  const groups = new Map<string, Signed[]>();
  const put = (sign: 1n | -1n) => (flat: Flat) => {
    const key = frameKey(flat);
    groups.set(key, [...(groups.get(key) ?? []), { sign, flat }]);
  };
  left.forEach(put(1n));
  right.forEach(put(-1n));
  return [...groups.values()];
}

/** The sum of a group's terms, those of the right side subtracted. */
export function difference(group: readonly Signed[]): Scalar {
  return add(group.map(({ sign, flat }) => mul([number(sign), flatTerm(flat)])));
}

/** The groups of a difference that were found to vanish, or where they do not. */
export interface Vanishing {
  readonly groups: readonly (readonly Signed[])[];
  /** For each group the proof that its difference is 0, if there are no regions. */
  readonly zeros: readonly Step[];
  readonly regions: readonly Region[];
}

/** The groups, taken apart where a part vanishes by itself, with the proofs that their differences are 0. */
export function vanishing(scope: Scope, given: readonly (readonly Signed[])[]): Vanishing {
  const groups: (readonly Signed[])[] = [];
  const zeros: Step[] = [];
  const regions: Region[] = [];
  const note = (group: readonly Signed[], result: CellsResult): void => {
    groups.push(group);
    if ('regions' in result) regions.push(...result.regions);
    else zeros.push(result.step);
  };
  for (const all of given) {
    if (regions.length > 0 && scope.search.wantsOnlyProof) break;
    let group = all;
    let tried = new Set<string>();
    for (const { flat } of all.length > mostAligned ? [] : all) {
      const part = scope.search.attempt(alignedShare, () => alignedPart(scope, group, flat, tried));
      if (part === null) continue;
      note(part.group, part);
      group = group.filter((signed) => !part.group.includes(signed));
      tried = new Set();
    }
    if (group.length === 0) continue;
    const [first, ...others] = group.map(({ flat }) => flat) as [Flat, ...Flat[]];
    const frame = frameOf(scope, [first, ...others]);
    note(
      group,
      cancelOver(scope, frame, group, (flat) => canonical(scope, flat, frame)),
    );
  }
  return { groups, zeros, regions };
}

/** Groups of more terms are not looked through for terms with the same points. */
const mostAligned = 12;
/** The part of the time left that the terms with the points of one of them may take. */
const alignedShare = 0.3;

/**
 * The terms of a group that are sums over the indices of `like`, if their difference vanishes. What was `tried`, over
 * the indices of another of them, is not tried again.
 */
function alignedPart(
  scope: Scope,
  group: readonly Signed[],
  like: Flat,
  tried: Set<string>,
): { readonly group: readonly Signed[]; readonly step: Step } | null {
  if (!group.some(({ flat }) => flat === like)) return null;
  try {
    const frame = ownFrame(scope, like);
    const known = new Map<Flat, Expressed>();
    for (const { flat } of group) {
      const expressed = aligned(scope, flat, frame);
      if (expressed !== null) known.set(flat, expressed);
    }
    const all = group.filter(({ flat }) => known.has(flat));
    // Terms of fewer indices lie in the box too, but mostly belong together.
    const ofOneKind = all.filter(({ flat }) => flat.binders.length === like.binders.length);
    for (const part of ofOneKind.length < all.length ? [ofOneKind, all] : [all]) {
      const which = part.map((signed) => group.indexOf(signed)).join(' ');
      if (part.length < 2 || tried.has(which)) continue;
      tried.add(which);
      const result = cancelOver(scope, frame, part, (flat) => known.get(flat) as Expressed);
      if ('step' in result) return { group: part, step: result.step };
    }
    return null;
  } catch (error) {
    if (isOutside(error)) return null;
    throw error;
  }
}

/** The proof that a group's difference, written over a frame, is 0, or the cells where it is not. */
function cancelOver(
  scope: Scope,
  frame: Frame,
  group: readonly Signed[],
  express: (flat: Flat) => Expressed,
): CellsResult {
  const chain = new Chain(difference(group));
  const terms: Copy[] = [];
  group.forEach(({ sign, flat }, i) => {
    const { pieces, step } = express(flat);
    chain.inside([...(group.length === 1 ? [] : [i]), 1], step);
    terms.push(...pieces.map((term) => ({ coef: number(sign), term })));
  });
  const pieces: Piece[] = terms.map(({ coef, term }) => ({
    guard: term.guard,
    coef: mulPoly(coef.tag === 'value' ? coef.value : constant(1n), term.coef),
  }));
  const inside = scope.with(rangeConds(frame.box));
  const result = cancel(inside, pieces);
  if ('regions' in result) return result;
  join(frame, terms, pieces, result.step, chain);
  return { step: chain.step() };
}

/** c_1 sum_s [S_1] k_1 m + … = sum_s ([S_1] c_1 k_1 + …) m = sum_s 0 m = 0 */
function join(
  frame: Frame,
  copies: readonly Copy[],
  pieces: readonly Piece[],
  zero: Step,
  chain: Chain,
): void {
  const monomial = mul(frame.factors);
  const total = add(pieces.map(pieceTerm));
  if (frame.box.length === 0) {
    chain
      .ringTo(mul([total, monomial]))
      .inside([0], zero)
      .ringTo(nought);
    return;
  }
  const parts = copies.map(({ coef, term }) => ({ coef, body: bodyOf(frame, term) }));
  chain.ringTo(add(parts.map(({ coef, body }) => mul([coef, sum(frame.box, body)]))));
  chain.by({
    to: sum(frame.box, add(parts.map(({ coef, body }) => mul([coef, body])))),
    proof: { rule: 'sym', proof: { rule: 'linear', binders: frame.box, parts } },
  });
  const inner = new Chain(add(parts.map(({ coef, body }) => mul([coef, body]))))
    .ringTo(mul([total, monomial]))
    .inside([0], zero)
    .ringTo(nought);
  chain
    .inside([0], inner.step())
    .by({ to: nought, proof: { rule: 'linear', binders: frame.box, parts: [] } });
}

function bodyOf(frame: Frame, term: Canonical): Scalar {
  return flatTerm({ binders: [], guard: term.guard, coef: term.coef, factors: frame.factors });
}
