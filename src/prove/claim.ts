// One claim, one verdict. The search decides, the kernel checks; what the kernel has not checked is not proved, and
// nothing is refuted without a point at which both sides, written out, differ.

import type { RelationOperator } from '../../grammar/tree.js';
import { BudgetExceeded, NoValue } from '../kernel/budget.js';
import type { Assignment } from '../kernel/evaluate.js';
import { checkDiffer, checkHolds, Rejected } from '../kernel/kernel.js';
import { RingLimit } from '../kernel/ring.js';
import { refute } from '../sets/index.js';
import { type Cond, equals, namesOfCond, not, showCond } from '../term/cond.js';
import { compare } from '../term/condition.js';
import { type ClaimReading, type Context, freeNamesOf, hypotheses, sizeBounds } from '../term/context.js';
import { EndlessError, ShapeError } from '../term/env.js';
import { allParts } from '../term/parts.js';
import { namesOf, type Poly, show, zero } from '../term/poly.js';
import type { Reading } from '../term/reading.js';
import { showScalar } from '../term/show.js';
import { iverson, reciprocal, type Scalar, unit, value } from '../term/term.js';
import { mentions } from '../term/walk.js';
import { Judgement, type Question } from './judgement.js';
import { byResidues } from './residues.js';
import { atFirstSizes, atSmallSizes, judgeScalars } from './scalarClaim.js';
import { isOutside } from './scope.js';
import { judgeTensors } from './tensorClaim.js';
import { defaultOptions, type ProveOptions, undecided, type Verdict } from './verdict.js';
import { comparisonSentence } from './wording.js';

export { defaultOptions, type ProveOptions, type Verdict, type VerdictKind } from './verdict.js';

/** The verdict on one relation in its context. */
export function judge(
  context: Context,
  claim: ClaimReading,
  options: ProveOptions = defaultOptions,
): Verdict {
  const deadline = Date.now() + options.timeout;
  // An index that is written counts even where it cancels: the claim is made for its range.
  const tensors = claim.left.sort === 'tensor' && claim.right.sort === 'tensor';
  const written = context.indices.filter(
    ({ name }) => !tensors && (mentions(claim.leftNode, name) || mentions(claim.rightNode, name)),
  );
  const hyps = hypotheses(
    context,
    new Set([...freeNamesOf(claim.left), ...freeNamesOf(claim.right), ...written.map(({ name }) => name)]),
  );
  try {
    const contradiction =
      refute(hyps, { until: deadline }) === null ? null : smallestContradiction(hyps, deadline);
    if (contradiction !== null)
      return {
        verdict: 'ill-formed',
        message: `nothing can satisfy what is assumed: ${contradiction.map(showCond).join(', ')}`,
      };
    const divisor = mayBeZero(context, hyps, claim);
    if (divisor !== null)
      return {
        verdict: 'ill-formed',
        message: `${showScalar(reciprocal(divisor))} has no value where ${show(divisor)} is 0, which the assumptions allow`,
      };
    return judgeRelation(new Judgement(context, hyps, deadline, options.budget, claim));
  } catch (error) {
    return verdictOn(error);
  }
}

/** What a claim divides by though it may be 0, as a size may be of which an assumption says so; null where there is nothing. */
function mayBeZero(
  { sizes, assumptions }: Context,
  hyps: readonly Cond[],
  { left, right }: ClaimReading,
): Poly | null {
  const positive = new Set(sizeBounds(sizes, assumptions).flatMap((cond) => [...namesOfCond(cond)]));
  const open = sizes.filter((size) => !positive.has(size));
  if (open.length === 0) return null;
  const parts = [left, right].flatMap((side) => (side.sort === 'index' ? [] : [...allParts(side.term)]));
  for (const part of parts) {
    if (part.tag !== 'reciprocal' || !open.some((size) => namesOf(part.of).has(size))) continue;
    if (refute([...hyps, equals(part.of, zero)]) === null) return part.of;
  }
  return null;
}

/** What an error says of the claim: that it means nothing, that it was not decided, or that the search is at fault. */
function verdictOn(error: unknown): Verdict {
  if (error instanceof EndlessError) return undecided(error.message);
  if (error instanceof ShapeError) return { verdict: 'ill-formed', message: error.message };
  if (error instanceof BudgetExceeded) return { ...undecided(error.message), exceeded: true };
  if (isOutside(error) || error instanceof RingLimit || error instanceof NoValue || error instanceof Rejected)
    return undecided(error.message);
  // One claim that fails in a way nobody foresaw must not take the others with it.
  const what = error instanceof Error ? error.message : String(error);
  return undecided(`internal error (${what}); please report it`);
}

/** Conditions of which none can be spared for the contradiction. */
function smallestContradiction(conds: readonly Cond[], deadline: number): readonly Cond[] {
  let needed = conds;
  for (const cond of conds) {
    const fewer = needed.filter((c) => c !== cond);
    if (refute(fewer, { until: deadline }) !== null) needed = fewer;
  }
  return needed;
}

/** By what stands on the two sides: sizes and indices compared, tensors, or numbers. */
function judgeRelation(judgement: Judgement): Verdict {
  const { left, operator, right } = judgement.claim;
  if (operator !== '=' && operator !== '==' && operator !== ':=' && operator !== '!=')
    return judgeComparison(judgement, left, operator, right);
  if (left.sort === 'tensor' && right.sort === 'tensor')
    return judgeTensors(judgement, left.term, right.term);
  if (left.sort === 'tensor' || right.sort === 'tensor')
    return {
      verdict: 'ill-formed',
      message: `the ${left.sort === 'tensor' ? 'left' : 'right'} side is a tensor, the other a number or an entry`,
    };
  return judgeScalars(judgement, termOf(left), termOf(right));
}

/** An inequality of sizes and indices: entailed by the assumptions, or false at a point, the smallest if that is found. */
function judgeComparison(
  judgement: Judgement,
  left: Reading,
  operator: RelationOperator,
  right: Reading,
): Verdict {
  if (left.sort !== 'index' || right.sort !== 'index')
    return undecided(`${operator} between anything but sizes and indices`);
  const { env, hyps, order } = judgement;
  const cond = compare(left.poly, operator, right.poly, { start: 0, end: 0 });
  const holding: Question = { left: iverson(cond), right: unit, hyps, order };
  const failing = (point: Assignment): Verdict => {
    const theorem = checkDiffer(env, hyps, holding.left, holding.right, point);
    const sides = { left: value(left.poly), right: value(right.poly) };
    const shown = judgement.counterexample({ ...sides, hyps, order }, point);
    return {
      ...judgement.refuted(theorem, shown),
      message: `false: ${comparisonSentence(shown, operator)}`,
    };
  };
  try {
    return judgement.patiently(
      (scope) => {
        const cert = scope.entails(cond);
        if (cert !== null) return judgement.proved(checkHolds(env, hyps, cond, cert), null);
        const cases = byResidues(scope, holding.left, holding.right);
        if (cases?.equal) return judgement.byProof(cases.proof);
        return failing(judgement.smallestOf([...hyps, not(cond)]));
      },
      () => {
        const point = atFirstSizes(judgement, holding);
        return point === null ? null : failing(point);
      },
    );
  } catch (error) {
    if (!isOutside(error)) throw error;
    const { point, sizes } = atSmallSizes(judgement, holding);
    if (point !== null) return failing(point);
    return undecided(sizes === '' ? error.message : `${error.message}; it holds ${sizes}`);
  }
}

function termOf(reading: Exclude<Reading, { sort: 'tensor' }>): Scalar {
  return reading.sort === 'index' ? value(reading.poly) : reading.term;
}
