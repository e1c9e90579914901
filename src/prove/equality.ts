// Deciding the equality of two scalars for all sizes: flatten both sides, pair off terms that are one sum seen
// through different indices, and compare what is left cell by cell.

import { Chain, type Step } from '../calculus/steps.js';
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
import { type Flattened, flatten, sumOf } from './flatten.js';
import { byFreeCases } from './freeCases.js';
import { difference, groupByFrame, vanishing } from './groups.js';
import { locally } from './local.js';
import { match } from './match.js';
import { withFewerIndices } from './points.js';
import { commonDenominators } from './reciprocals.js';
import { byRemainders, byResidues } from './residues.js';
import { isOutside, type Scope } from './scope.js';

/** Equal, with a proof; or different, with every cell on which a monomial's coefficients differ. */
export type Decision =
  | { readonly equal: true; readonly proof: Proof }
  | { readonly equal: false; readonly regions: readonly Region[] };

/** Throws Outside when a side is not in the fragment. */
export function decide(scope: Scope, left: Scalar, right: Scalar): Decision {
  const early = byRing(left, right);
  if (early !== null) return early;
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

/** Flattened, and what one change of indices identifies paired off, as the sums stand; the rest is compared. */
function compare(scope: Scope, left: Scalar, right: Scalar): Decision {
  const [a, b] = [flatten(scope, left), flatten(scope, right)];
  const pairs = a.flats.length * b.flats.length > mostPairings ? [] : pairOff(scope, a.flats, b.flats);
  if (pairs.length === 0)
    return between(left, a.step, right, b.step, () => compareFlat(scope, a.flats, b.flats));
  const { before, after, from, to } = paired(a.flats, b.flats, pairs);
  const rest = compareFlat(scope, from, to);
  if (!rest.equal) return rest;
  const at = pairs.length;
  const chain = new Chain(sumOf(a.flats)).by(before).ringTo(add([...after, sumOf(from)]));
  chain.inside([at], { to: sumOf(to), proof: rest.proof }).ringTo(sumOf(b.flats));
  return between(left, a.step, right, b.step, () => ({ equal: true, proof: chain.step().proof }));
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

/** Whether two sums of flat terms are equal: with fewer indices, then paired off again, then group by group. */
function compareFlat(scope: Scope, left: readonly Flat[], right: readonly Flat[]): Decision {
  const [a, b] = onCommonDenominators(scope, shortened(scope, left), shortened(scope, right));
  const pairs = pairOff(scope, a.flats, b.flats);
  const { before, after, from, to } = paired(a.flats, b.flats, pairs);
  const chain = new Chain(sumOf(left)).by(a.step).by(before);
  const shifted = shiftedExtremes(scope, from, to);
  if (shifted === null) {
    // What is left of the difference, one group of equal tensors after the other, vanishes.
    const { groups, zeros, regions } = vanishing(scope, groupByFrame(from, to));
    if (regions.length > 0) return { equal: false, regions };
    const differences = groups.map(difference);
    chain.ringTo(add([...after, ...to.map(flatTerm), ...differences]));
    const offset = after.length + to.length;
    const single = offset + differences.length === 1;
    zeros.forEach((step, i) => {
      chain.inside(single ? [] : [offset + i], step);
    });
  } else {
    chain.ringTo(add([...after, sumOf(from)])).inside(after.length === 0 ? [] : [after.length], shifted);
  }
  chain
    .ringTo(sumOf(b.flats))
    .by({ to: sumOf(right), proof: { rule: 'sym', proof: new Chain(sumOf(right)).by(b.step).step().proof } });
  return { equal: true, proof: chain.step().proof };
}

/** The sum of flat terms without indices that are easily done without. */
function shortened(scope: Scope, flats: readonly Flat[]): Flattened {
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
function onCommonDenominators(scope: Scope, a: Flattened, b: Flattened): readonly [Flattened, Flattened] {
  const all = commonDenominators(scope, [...a.flats, ...b.flats]);
  const widened = (side: Flattened, mine: typeof all): Flattened => {
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
function pairOff(scope: Scope, left: readonly Flat[], right: readonly Flat[]): readonly Pairing[] {
  const free = new Set(right.keys());
  const pairs: Pairing[] = [];
  left.forEach((from, i) => {
    for (const j of free) {
      const to = right[j] as Flat;
      const step = frameKey(from) === frameKey(to) ? match(scope, from, to) : null;
      if (step === null) continue;
      free.delete(j);
      pairs.push({ from: i, to: j, step });
      return;
    }
  });
  return pairs;
}
