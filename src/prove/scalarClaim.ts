// A claim about numbers: first by the procedure that decides the fragment; beyond that by writing both sides out, and by
// trying small sizes, which can refute but not prove.

import { Budget, NoValue } from '../kernel/budget.js';
import { Comparison } from '../kernel/compare.js';
import type { Assignment } from '../kernel/evaluate.js';
import { check, checkDiffer, Rejected } from '../kernel/kernel.js';
import type { Proof } from '../kernel/proof.js';
import { RingLimit } from '../kernel/ring.js';
import { zeroTest } from '../term/env.js';
import { allParts } from '../term/parts.js';
import { showTerm } from '../term/show.js';
import { freeNames } from '../term/subst.js';
import type { Scalar } from '../term/term.js';
import type { Region } from './cells.js';
import { comparePoints, type Order, smallestPoint } from './counterexample.js';
import { decide } from './equality.js';
import { inductively, isInductive } from './inductive.js';
import { Instance } from './instance.js';
import type { Judgement, Question } from './judgement.js';
import { relevantNames } from './relevance.js';
import { aboutSizes, meets, type Scan, type ScanLimits, scan, sizesUpTo } from './scan.js';
import { isOutside, Outside, type Scope } from './scope.js';
import { holdsFor, instancesText } from './strides.js';
import { judgeByTables } from './tables.js';
import { judgeByValues } from './values.js';
import { undecided, type Verdict } from './verdict.js';
import { upToTotal } from './wording.js';

/** A point at which the sides differ. */
interface Difference {
  readonly point: Assignment;
}

/** The verdict on an equation of numbers, or on its denial. */
export function judgeScalars(judgement: Judgement, left: Scalar, right: Scalar): Verdict {
  const question: Question = { left, right, hyps: judgement.hyps, order: judgement.order };
  const answer = byProcedure(judgement, question);
  if ('verdict' in answer) return answer;
  const shown = judgement.counterexample(question, answer.point);
  const theorem = checkDiffer(judgement.env, judgement.hyps, left, right, answer.point);
  return judgement.unequal(theorem, shown);
}

function byProcedure(judgement: Judgement, question: Question): Verdict | Difference {
  const short = atOnce(judgement, question);
  if (short !== null) return short;
  try {
    return judgement.patiently(
      (scope) => decided(judgement, question, scope),
      () => {
        const point = atFirstSizes(judgement, question);
        return point && { point };
      },
    );
  } catch (error) {
    if (!isOutside(error)) throw error;
    const { left, right } = question;
    return isInductive(judgement.lateScope(), [left, right])
      ? byInduction(judgement, question)
      : byTrial(judgement, question, error.message);
  }
}

/** Of recurrences and products over ranges: small values first, then induction. */
function byInduction(judgement: Judgement, question: Question): Verdict | Difference {
  const { left, right } = question;
  const point = atFirstSizes(judgement, question);
  if (point !== null) return { point };
  const proof = inductively(judgement.scope(), left, right);
  if (proof !== null) return judgement.equal(proof, () => question);
  return byTrial(judgement, question, 'no proof by induction was found');
}

function decided(judgement: Judgement, question: Question, scope: Scope): Verdict | Difference {
  const { left, right } = question;
  const decision = decide(scope, left, right);
  if (decision.equal) return judgement.equal(decision.proof, () => question);
  const point = smallestDifference(judgement, question, decision.regions);
  // Different arguments may have one value at some sizes, and so have functions of them.
  if (ifThereAreValues(() => agreeAt(judgement, left, right, point)) !== false)
    throw undifferent(left, right);
  return { point };
}

/** Where sides that differ in form have the same value, or no value that is known. */
function undifferent(left: Scalar, right: Scalar): Outside {
  const tested = [left, right]
    .flatMap((side) => [...allParts(side)])
    .find((part) => part.tag === 'apply' && part.fn === zeroTest);
  return new Outside(
    tested === undefined
      ? 'functions of arguments that differ in form are equal there'
      : `${showTerm(tested)}, a comparison of numbers that are not known`,
  );
}

/** The smallest point of the regions; where it may not be the smallest of all, one of the first points before it. */
function smallestDifference(
  judgement: Judgement,
  question: Question,
  regions: readonly Region[],
): Assignment {
  const { point, sure } = smallestPoint(regions, judgement.order, judgement.midway);
  if (sure) return point;
  const earlier = atSmallSizes(judgement, question).point;
  return earlier !== null && comparePoints(earlier, point, judgement.order) < 0 ? earlier : point;
}

/** What an action gives; null where it comes upon something without a value, as the largest of unknown entries. */
function ifThereAreValues<T>(action: () => T): T | null {
  try {
    return action();
  } catch (error) {
    if (error instanceof NoValue) return null;
    throw error;
  }
}

function agreeAt(judgement: Judgement, left: Scalar, right: Scalar, point: Assignment): boolean {
  return new Comparison(judgement.env, left, right, point, judgement.allowance()).equal();
}

/** Where the procedure does not decide, for the `reason` given: written out, or at small sizes. */
function byTrial(judgement: Judgement, question: Question, reason: string): Verdict | Difference {
  const { left, right } = question;
  const computed = judgement.differ ? null : ifThereAreValues(() => byComputation(judgement, left, right));
  if (computed !== null) return computed;
  const { point, sizes } = atSmallSizes(judgement, question);
  if (point !== null) return { point };
  const byExample =
    sizes === '' ? (judgeByTables(judgement, question) ?? judgeByValues(judgement, question)) : null;
  if (byExample !== null) return byExample;
  const agreement = sizes === '' ? '' : `; the sides agree ${sizes}`;
  const instances = judgement.differ ? '' : instancesOf(judgement, left, right);
  return undecided(`${reason}${agreement}${instances}`);
}

/** Terms that two sides may have to be written out before anything else is tried. */
const fewTerms = 2000;

/** A claim without sizes and free indices, where its sides are short; null for any other. */
function atOnce(judgement: Judgement, { left, right }: Question): Verdict | Difference | null {
  if (judgement.differ || !isConcrete(judgement, left, right)) return null;
  const budget = new Budget(Math.min(fewTerms, judgement.allowance().limit), judgement.deadline);
  try {
    if (!new Comparison(judgement.env, left, right, new Map(), budget).equal())
      return judgement.hyps.length === 0 ? { point: new Map() } : null;
  } catch (error) {
    if (error instanceof NoValue || error instanceof RingLimit) return null;
    throw error;
  }
  return byComputation(judgement, left, right);
}

/** Whether nothing is left open in the two sides, nor in shapes and definitions behind them. */
function isConcrete({ context, env }: Judgement, left: Scalar, right: Scalar): boolean {
  const relevant = relevantNames(context, [], { left, right });
  return (
    ![...relevant].some((name) => env.sizes.has(name)) &&
    freeNames(left).size === 0 &&
    freeNames(right).size === 0
  );
}

/** Without sizes and free indices the two sides can simply be written out; null when that does not show them equal. */
function byComputation(judgement: Judgement, left: Scalar, right: Scalar): Verdict | null {
  const { env, hyps } = judgement;
  if (!isConcrete(judgement, left, right)) return null;
  if (!agreeAt(judgement, left, right, new Map())) return null;
  const proof: Proof = { rule: 'evaluate', left, right };
  try {
    return judgement.proved(check(env, hyps, proof), proof);
  } catch (error) {
    if (error instanceof Rejected) return null;
    throw error;
  }
}

/** The point at which the sides differ first, if that is one of the first there are. */
export function atFirstSizes(judgement: Judgement, question: Question): Assignment | null {
  if (question.order.sizes.length === 0 && question.order.indices.length === 0) return null;
  try {
    const { point, complete } = scanned(judgement, question, manyTrials, judgement.soon);
    if (point === null) return null;
    return complete ? point : smallestUpTo(judgement, question, point);
  } catch (error) {
    if (error instanceof NoValue || error instanceof RingLimit) return null;
    throw error;
  }
}

/**
 * The point of smallest total size, where at smaller sizes than those of `known` not all values of the indices were
 * looked at: these sizes are decided one by one.
 */
function smallestUpTo(judgement: Judgement, question: Question, known: Assignment): Assignment {
  const { order, hyps } = judgement;
  const { left, right } = question;
  const until = judgement.soon;
  const total = order.sizes.reduce((sum, size) => sum + Number(known.get(size) ?? 0n), 0);
  const conds = aboutSizes(hyps, order.sizes);
  for (const { sizes } of sizesUpTo(order.sizes, total - 1, hyps)) {
    if (Date.now() > until) break;
    if (!meets(sizes, conds)) continue;
    const decision = new Instance(judgement.scope(), sizes, until).decide(left, right);
    if (decision === null || decision.equal) continue;
    const point = pointIn(decision.regions, order, until);
    if (point !== null && !agreeAt(judgement, left, right, point)) return point;
  }
  return known;
}

/** A point of the regions at which the sides differ in form; null where none is found. */
function pointIn(regions: readonly Region[], order: Order, until: number): Assignment | null {
  try {
    return smallestPoint(regions, order, until).point;
  } catch (error) {
    if (isOutside(error)) return null;
    throw error;
  }
}

/** Points looked at, and terms that each may take. */
const manyTrials = { points: 4000, terms: 20_000 };

/** What a look at small sizes found: a point where the sides differ, or in words the sizes where they agree. */
interface Trial {
  readonly point: Assignment | null;
  readonly sizes: string;
}

/** Nothing is found where a side has no value, or too long a one. */
export function atSmallSizes(judgement: Judgement, question: Question): Trial {
  try {
    const found = scanned(judgement, question, manyTrials, judgement.half);
    return { point: found.point, sizes: sizesOf(question.order, found) };
  } catch (error) {
    if (error instanceof NoValue || error instanceof RingLimit) return { point: null, sizes: '' };
    throw error;
  }
}

/** The sides compared at small sizes, and at the indices that they depend on. */
function scanned(
  { context }: Judgement,
  { left, right, hyps, order }: Question,
  limits: Omit<ScanLimits, 'deadline'>,
  deadline: number,
): Scan {
  const relevant = relevantNames(context, hyps, { left, right });
  const indices = order.indices.filter((name) => relevant.has(name));
  return scan(context, hyps, left, right, { sizes: order.sizes, indices }, { ...limits, deadline });
}

/** Of an index without a range only some values are tried, so nothing is said where there is one. */
function sizesOf({ sizes }: Order, { upTo, visited, complete }: Scan): string {
  if (sizes.length === 0 || !complete || upTo < sizes.length || visited === 0) return '';
  return upToTotal(upTo);
}

/** The strides for which an undecided claim was decided all the same. */
function instancesOf(judgement: Judgement, left: Scalar, right: Scalar): string {
  const proves = (instance: Instance): Proof | null => {
    const decision = instance.decide(left, right);
    return decision?.equal ? decision.proof : null;
  };
  return instancesText(holdsFor(judgement.scope(), [left, right], proves, judgement.deadline));
}
