// Deciding the equality of two scalars for all sizes: flatten both sides, pair off terms that are one sum seen
// through different indices, and compare what is left cell by cell.

import { Chain, refl, type Step } from '../calculus/steps.js';
import type { Proof } from '../kernel/proof.js';
import { RingLimit, ringEqual, ringNormal } from '../kernel/ring.js';
import { add, type Scalar } from '../term/term.js';
import { frameKey } from './canonical.js';
import type { Region } from './cells.js';
import { withClassesJoined } from './classes.js';
import { collected } from './collected.js';
import { withoutDummies } from './dummies.js';
import { shiftedExtremes } from './extrema.js';
import { type Flat, flatTerm } from './flat.js';
import { flatten, sumOf } from './flatten.js';
import { byFreeCases } from './freeCases.js';
import { difference, groupByFrame, vanishing } from './groups.js';
import { locally } from './local.js';
import { match } from './match.js';
import { withFewerIndices, withoutIdleIndices } from './points.js';
import { commonDenominators } from './reciprocals.js';
import { byRemainders, byResidues } from './residues.js';
import type { Rewritten } from './rounds.js';
import { isOutside, type Scope } from './scope.js';
import { termByTerm } from './termByTerm.js';

/** Equal, with a proof; or different, with every cell on which a monomial's coefficients differ. */
export type Decision =
  | { readonly equal: true; readonly proof: Proof }
  | { readonly equal: false; readonly regions: readonly Region[] };

/** Throws Outside when a side is not in the fragment. */
export function decide(scope: Scope, left: Scalar, right: Scalar): Decision {
  const early = byRing(left, right);
  if (early !== null) return early;
  const terms = termByTerm(scope, left, right);
  if (terms !== null) return between(left, terms[0], right, terms[1], (from, to) => decide(scope, from, to));
  const [a, b] = [withoutDummies(scope, left), withoutDummies(scope, right)];
  if (a !== null || b !== null) return between(left, a, right, b, (from, to) => decide(scope, from, to));
  const cases =
    byFreeCases(scope, left, right, (here) => decide(here, left, right)) ?? byResidues(scope, left, right);
  if (cases !== null) return cases;
  const step = locally(scope, left, right, (here, a, b) => {
    const decision = byRing(a, b) ?? decideWhole(here, a, b);
    return decision.equal ? { to: b, proof: decision.proof } : null;
  });
  if (step !== null) return { equal: true, proof: step.proof };
  const [decision, problem] = attempt(() => decideWhole(scope, left, right));
  if (decision !== null) return decision;
  const further = byRemainders(scope, left, right);
  if (further === null) throw problem;
  return further;
}

/** What is decided of the ends of two steps, said of where they begin. */
function between(
  left: Scalar,
  a: Step | null,
  right: Scalar,
  b: Step | null,
  decided: (left: Scalar, right: Scalar) => Decision,
): Decision {
  const decision = decided(a?.to ?? left, b?.to ?? right);
  if (!decision.equal) return decision;
  const chain = new Chain(left);
  if (a !== null) chain.by(a);
  chain.by({ to: b?.to ?? right, proof: decision.proof });
  if (b !== null) chain.by({ to: right, proof: { rule: 'sym', proof: b.proof } });
  return { equal: true, proof: chain.step().proof };
}

/** As `decide`, of the sides as they are. */
function decideWhole(scope: Scope, left: Scalar, right: Scalar): Decision {
  const { manner, search } = scope;
  if (manner !== null) return compare(scope.reading(manner), left, right);
  // What is equal may be so whatever the defined tensors in arguments are, and whichever of the entries there are one
  // and the same: that is shown sooner.
  search.keptNames = false;
  search.keptTogether = false;
  search.metLine = false;
  const keepsNames = (): boolean => !search.keptNames;
  const manners = [
    () => ({ keepsNames: true, tellsApart: false, isBounded: false }),
    () => (search.keptNames ? { keepsNames: false, tellsApart: false, isBounded: false } : null),
    () => (search.keptTogether ? { keepsNames: keepsNames(), tellsApart: true, isBounded: false } : null),
    () => (search.metLine ? { keepsNames: keepsNames(), tellsApart: false, isBounded: true } : null),
  ];
  let decision: Decision | null = null;
  let problem: Error | null = null;
  for (const next of manners) {
    const chosen = next();
    if (chosen === null) continue;
    const [found, failure] = attempt(() => compare(scope.reading(chosen), left, right));
    if (found?.equal) return found;
    decision = found ?? decision;
    problem ??= failure;
  }
  if (decision === null) throw problem;
  return decision;
}

/** What an action gives, or where it ends for being outside of the fragment. */
function attempt<T>(action: () => T): readonly [T, null] | readonly [null, Error] {
  try {
    return [action(), null];
  } catch (error) {
    if (isOutside(error)) return [null, error];
    throw error;
  }
}

/** Flattened, then compared stage by stage. */
function compare(scope: Scope, left: Scalar, right: Scalar): Decision {
  const [a, b] = [flatten(scope, left), flatten(scope, right)];
  return between(left, a.step, right, b.step, () => inStages(scope, a.flats, b.flats, stages, new Set()));
}

/** The flat terms of both sides written anew. */
type Stage = (scope: Scope, left: readonly Flat[], right: readonly Flat[]) => readonly [Rewritten, Rewritten];

/**
 * After each of these the terms that a change of indices identifies are paired off. An index that nothing but the
 * weight mentions is counted last: what its count is made of, floors and cases, hides that two sums are one.
 */
const stages: readonly Stage[] = [
  (_, left, right) => [asItIs(left), asItIs(right)],
  (scope, left, right) => [withoutIdleIndices(scope, left), withoutIdleIndices(scope, right)],
  (scope, left, right) => onCommonDenominators(scope, shortened(scope, left), shortened(scope, right)),
];

const asItIs = (flats: readonly Flat[]): Rewritten => ({ flats, step: refl(sumOf(flats)) });

/** Whether two sums of flat terms are equal; pairs of which both were `seen` before are not looked at again. */
function inStages(
  scope: Scope,
  left: readonly Flat[],
  right: readonly Flat[],
  [stage, ...later]: readonly Stage[],
  seen: ReadonlySet<Flat>,
): Decision {
  if (stage === undefined) return byGroups(scope, left, right);
  const [a, b] = stage(scope, left, right);
  const isSkipped = later.length > 0 && a.flats.length * b.flats.length > mostPairings;
  const pairs = isSkipped ? [] : pairOff(scope, a.flats, b.flats, seen);
  const looked = isSkipped ? seen : new Set([...a.flats, ...b.flats]);
  const { before, after, from, to } = paired(a.flats, b.flats, pairs);
  return between(sumOf(left), a.step, sumOf(right), b.step, (start, end) => {
    const rest = inStages(scope, from, to, later, looked);
    if (!rest.equal || pairs.length === 0) return rest;
    const chain = new Chain(start).by(before).ringTo(add([...after, sumOf(from)]));
    chain.inside([pairs.length], { to: sumOf(to), proof: rest.proof }).ringTo(end);
    return { equal: true, proof: chain.step().proof };
  });
}

/** More pairs of terms are not looked at before indices are done without. */
const mostPairings = 144;

/** Terms of two sides of which some are paired off. */
interface Paired {
  /** The left side with those terms as they are on the right. */
  readonly before: Step;
  /** These as they are there. */
  readonly after: readonly Scalar[];
  /** The others of each side. */
  readonly from: readonly Flat[];
  readonly to: readonly Flat[];
}

function paired(left: readonly Flat[], right: readonly Flat[], pairs: readonly Pairing[]): Paired {
  const chain = new Chain(sumOf(left));
  for (const { from, step } of pairs) chain.inside(left.length === 1 ? [] : [from], step);
  return {
    before: chain.step(),
    after: pairs.map(({ to }) => flatTerm(right[to] as Flat)),
    from: left.filter((_, i) => !pairs.some((pair) => pair.from === i)),
    to: right.filter((_, j) => !pairs.some((pair) => pair.to === j)),
  };
}

/** Two sums of flat terms compared group by group. */
function byGroups(scope: Scope, left: readonly Flat[], right: readonly Flat[]): Decision {
  const shifted = shiftedExtremes(scope, left, right);
  if (shifted !== null) return { equal: true, proof: shifted.proof };
  // One group of equal tensors of the difference after the other vanishes.
  const { groups, zeros, regions } = vanishing(scope, groupByFrame(left, right));
  if (regions.length > 0) return { equal: false, regions };
  const differences = groups.map(difference);
  const chain = new Chain(sumOf(left)).ringTo(add([...right.map(flatTerm), ...differences]));
  const single = right.length + differences.length === 1;
  zeros.forEach((step, i) => {
    chain.inside(single ? [] : [right.length + i], step);
  });
  return { equal: true, proof: chain.ringTo(sumOf(right)).step().proof };
}

/** The sum of flat terms without indices that are easily done without. */
function shortened(scope: Scope, flats: readonly Flat[]): Rewritten {
  // Summed up one by one, classes are more than they are together.
  const early = withClassesJoined(scope, flats);
  const shorter = withFewerIndices(scope, early.flats);
  const fewer = collected(scope, shorter.flats);
  const joined = withClassesJoined(scope, fewer.flats);
  const chain = new Chain(sumOf(flats)).by(early.step).by(shorter.step).by(fewer.step).by(joined.step);
  return { flats: joined.flats, step: chain.step() };
}

/** What the ring laws alone show needs no more. */
function byRing(left: Scalar, right: Scalar): Decision | null {
  if (Math.max(termsOf(left), termsOf(right)) > mostRingTerms) return null;
  try {
    return ringEqual(ringNormal(left), ringNormal(right))
      ? { equal: true, proof: { rule: 'ring', left, right } }
      : null;
  } catch (error) {
    if (error instanceof RingLimit) return null;
    throw error;
  }
}

const mostRingTerms = 3000;

/** At most how many terms the ring laws make of a formula. */
function termsOf(term: Scalar): number {
  switch (term.tag) {
    case 'add':
      return term.args.reduce((n, arg) => n + termsOf(arg), 0);
    case 'mul':
      return term.args.reduce((n, arg) => n * termsOf(arg), 1);
    case 'pow':
      return termsOf(term.base) ** term.exponent;
    case 'value':
      return term.value.terms.length;
    default:
      return 1;
  }
}

/** Both sides with the same reciprocals in every term. */
function onCommonDenominators(scope: Scope, a: Rewritten, b: Rewritten): readonly [Rewritten, Rewritten] {
  const all = commonDenominators(scope, [...a.flats, ...b.flats]);
  const widened = (side: Rewritten, mine: typeof all): Rewritten => {
    const chain = new Chain(side.step.to).by({ to: side.step.to, proof: side.step.proof });
    mine.forEach(({ step }, i) => {
      if (step !== null) chain.inside(mine.length === 1 ? [] : [i], step);
    });
    return { flats: mine.map((m) => m.flat), step: chain.step() };
  };
  return [widened(a, all.slice(0, a.flats.length)), widened(b, all.slice(a.flats.length))];
}

/** Two terms that are one sum, by their places, and the proof. */
interface Pairing {
  readonly from: number;
  readonly to: number;
  readonly step: Step;
}

/** Terms of the two sides that a change of indices identifies, each used once. */
function pairOff(
  scope: Scope,
  left: readonly Flat[],
  right: readonly Flat[],
  seen: ReadonlySet<Flat>,
): readonly Pairing[] {
  const free = new Set(right.keys());
  const pairs: Pairing[] = [];
  left.forEach((from, i) => {
    for (const j of free) {
      const to = right[j] as Flat;
      if (seen.has(from) && seen.has(to)) continue;
      const step = frameKey(from) === frameKey(to) ? match(scope, from, to) : null;
      if (step === null) continue;
      free.delete(j);
      pairs.push({ from: i, to: j, step });
      return;
    }
  });
  return pairs;
}
