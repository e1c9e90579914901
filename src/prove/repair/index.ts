// Repair: of a refuted claim the smallest change that makes it provable, if there is one. Every small edit of what is
// written is looked at as numbers first, then those that hold there are proved, the likeliest first; what the kernel
// has not checked is not offered. One edit is tried before two.

import { printNode } from '../../../grammar/print.js';
import { judge, type ProveOptions } from '../claim.js';
import {
  type Candidate,
  Candidates,
  keyOf,
  type Question,
  rootOf,
  type Side,
  type Variant,
} from './candidates.js';
import { editedTwice, type Splice } from './edit.js';
import { changedPieces, changedSign, type Rewriting } from './splice.js';

export type { Question, Side } from './candidates.js';
export type { Splice } from './edit.js';
export { pointOf } from './points.js';

/** A claim that is proved, and what of the written one has to change for it. */
export interface Repair {
  /** The changed piece as it is to be written. */
  readonly source: string;
  /** The whole repaired claim in native notation. */
  readonly reading: string;
  readonly verdict: 'proved';
  /** For which sizes it is proved. */
  readonly scope: string;
  /** What is to be typed over the source, in order; null where it cannot be changed in place. */
  readonly splices: readonly Splice[] | null;
}

/** Proofs that are tried before the search gives up. */
const mostProofs = 12;

/** The score of one edit, and of two, beyond which nobody meant that. */
const mostStrange = { one: 2.7, two: 3.9 };

/** What two edits of one side may cost together. */
const mostCost = 2.6;

/** The likeliest repair that is proved, or null. The search takes as long as `options.repair` allows. */
export function repair(question: Question, options: ProveOptions): Repair | null {
  if (options.repair === undefined || options.repair <= 0) return null;
  const deadline = Date.now() + Math.min(options.repair, options.timeout);
  const candidates = new Candidates(question, deadline);
  const variants = once(() => (candidates.useful ? candidates.variants() : []));
  const attempts = [
    () => [...candidates.relations(), ...candidates.computations(), ...candidates.entries()],
    () => candidates.alone(variants()),
    () => byTwoEdits(candidates, variants()),
  ];
  for (const attempt of attempts) {
    const likely = attempt();
    // What could not be looked at might be simpler than what was found.
    if (candidates.timeIsOver) return null;
    const found = firstProved(question, likely, deadline, options);
    if (found !== null) {
      const { candidate, scope } = found;
      // Where the nearest change makes it say the same twice, one that is further off was not meant either.
      if (candidate.edits.length > 0 && saysTheSameTwice(candidate)) return null;
      const { pieces, splices } = rewriting(question, candidate);
      const source = pieces.join(', ');
      return { source, reading: readingOf(candidate), verdict: 'proved', scope, splices };
    }
  }
  return null;
}

function rewriting({ claim, source, notation, parse }: Question, found: Candidate): Rewriting {
  if (found.edits.length === 0) return changedSign(source, claim, found.claim, notation);
  const sides = (['left', 'right'] as const).flatMap((side) => {
    const edits = found.edits.filter((each) => each.side === side).map(({ edit }) => edit);
    const to = rootOf(found.claim, side);
    return edits.length === 0 ? [] : [changedPieces(source, rootOf(claim, side), to, edits, parse)];
  });
  const splices = sides.flatMap((side) => side.splices ?? []);
  return {
    pieces: [...new Set(sides.flatMap(({ pieces }) => pieces))],
    splices: sides.some((side) => side.splices === null) ? null : inOrder(splices),
  };
}

function inOrder(splices: readonly Splice[]): readonly Splice[] {
  return [...splices].sort((a, b) => a.range.start - b.range.start);
}

/** Both sides are one formula; where both had to change for it, also one in other letters. */
function saysTheSameTwice({ claim, edits }: Candidate): boolean {
  if (printNode(claim.leftNode) === printNode(claim.rightNode)) return true;
  return new Set(edits.map(({ side }) => side)).size > 1 && keyOf(claim.left) === keyOf(claim.right);
}

function readingOf({ claim }: Candidate): string {
  return `${printNode(claim.leftNode)} ${claim.operator} ${printNode(claim.rightNode)}`;
}

/** The value of a computation that is done when it is first asked for. */
function once<T>(compute: () => T): () => T {
  let value: { readonly is: T } | null = null;
  return () => {
    value ??= { is: compute() };
    return value.is;
  };
}

/** Two edits: one on each side, found by their values, or both on one side. */
function byTwoEdits(candidates: Candidates, variants: readonly Variant[]): readonly Candidate[] {
  // Of numbers alone almost any can be made true by two others.
  if (candidates.isNumeric) return [];
  const of = (side: Side): readonly Variant[] => variants.filter((variant) => variant.side === side);
  const found: Candidate[] = [];
  found.push(...acrossSides(candidates, of('left'), of('right')));
  if (candidates.timeIsOver) return [];
  for (const side of ['left', 'right'] as const) {
    const root = rootOf(candidates.question.claim, side);
    for (const [a, b] of pairsByCost(of(side))) {
      if (candidates.timeIsOver) return [];
      const node = editedTwice(root, a.edit, b.edit);
      const both = node === null ? null : candidates.variant(side, a.edit, node);
      const [left, right] = side === 'left' ? [both, null] : [null, both];
      if (both !== null && candidates.holding(left, right))
        found.push(candidates.candidate(left, right, [a, b]));
    }
  }
  return found;
}

/** Edits of the left side and of the right side that have the same values, as far as there is time to look. */
function* acrossSides(
  candidates: Candidates,
  lefts: readonly Variant[],
  rights: readonly Variant[],
): Generator<Candidate> {
  const bySignature = new Map<string, Variant[]>();
  for (const right of rights) {
    if (candidates.timeIsOver) return;
    const signature = candidates.signature(right);
    if (signature !== null) bySignature.set(signature, [...(bySignature.get(signature) ?? []), right]);
  }
  for (const left of lefts) {
    if (candidates.timeIsOver) return;
    const signature = candidates.signature(left);
    for (const right of (signature === null ? undefined : bySignature.get(signature)) ?? [])
      yield candidates.candidate(left, right, [left, right]);
  }
}

/** Pairs of edits that are cheap together, the cheapest first. */
function pairsByCost(variants: readonly Variant[]): readonly (readonly [Variant, Variant])[] {
  const cost = ([a, b]: readonly [Variant, Variant]): number => a.edit.cost + b.edit.cost;
  return variants
    .flatMap((a, i) => variants.slice(i + 1).map((b) => [a, b] as const))
    .filter((pair) => cost(pair) <= mostCost)
    .sort((p, q) => cost(p) - cost(q));
}

/** The likeliest candidate that is proved; null also where time is over before that is known. */
function firstProved(
  { context }: Question,
  candidates: readonly Candidate[],
  deadline: number,
  options: ProveOptions,
): { readonly candidate: Candidate; readonly scope: string } | null {
  const likely = candidates
    .filter(({ score, edits }) => score <= (edits.length > 1 ? mostStrange.two : mostStrange.one))
    .sort((a, b) => a.score - b.score);
  for (const candidate of likely.slice(0, mostProofs)) {
    const timeout = deadline - Date.now();
    if (timeout <= 0) return null;
    const { verdict, scope = 'these sizes' } = judge(context, candidate.claim, { ...options, timeout });
    if (verdict === 'proved') return { candidate, scope };
  }
  return null;
}
