// One claim, one verdict. The search decides, the kernel checks; what the kernel has not checked is not proved, and
// nothing is refuted without a point at which both sides, written out, differ.

import type { Node, RelationOperator } from '../../grammar/tree.js';
import { NoDerivative } from '../calculus/derive.js';
import { BudgetExceeded, NoValue } from '../kernel/budget.js';
import { Comparison } from '../kernel/compare.js';
import { type Assignment, conditionAt, shapeAt } from '../kernel/evaluate.js';
import { check, checkDiffer, checkHolds, Rejected, type Theorem } from '../kernel/kernel.js';
import { countRules, type Proof } from '../kernel/proof.js';
import { RingLimit } from '../kernel/ring.js';
import { refute, SetsLimit, smallest } from '../sets/index.js';
import { type Cond, not, showCond } from '../term/cond.js';
import { compare } from '../term/condition.js';
import { type ClaimReading, type Context, freeNamesOf, hypotheses } from '../term/context.js';
import { genericEntry, insideShape, ShapeError, shapeOf } from '../term/env.js';
import { showShape } from '../term/operation.js';
import { add, type Poly, variable, zero } from '../term/poly.js';
import type { Reading } from '../term/reading.js';
import { freeNames } from '../term/subst.js';
import { isTensor, iverson, type Scalar, type Tensor, unit, value } from '../term/term.js';
import { children, mentions } from '../term/walk.js';
import {
  type Counterexample,
  comparePoints,
  compositions,
  type Order,
  record,
  scan,
  sidesAt,
  smallestPoint,
  withAll,
} from './counterexample.js';
import { decide } from './equality.js';
import { relevantNames } from './relevance.js';
import { NotEntailed, Outside, Scope, Search } from './scope.js';
import { placeOutside, shapeText } from './shapes.js';
import { holdsFor } from './strides.js';
import {
  decideTensors,
  differingCell,
  type EntriesDiffer,
  genericNames,
  type TensorDecision,
} from './tensors.js';
import { at, comparisonSentence, sentence } from './wording.js';

export type VerdictKind = 'definition' | 'proved' | 'refuted' | 'ill-formed' | 'unknown' | 'skipped';

export interface Verdict {
  readonly verdict: VerdictKind;
  /** One sentence for a person. */
  readonly message: string;
  readonly scope?: string;
  readonly counterexample?: Counterexample;
  readonly theorem?: Theorem;
  readonly proof?: Proof;
  readonly rules?: number;
  /** The budget or the time was used up. */
  readonly exceeded?: true;
}

export interface ProveOptions {
  /** Milliseconds a claim may take. */
  readonly timeout: number;
  /** Terms an expansion may have. */
  readonly budget: number;
  /** Milliseconds that the search for a repair of a refuted claim may take; without it none is looked for. */
  readonly repair?: number;
}

export const defaultOptions: ProveOptions = { timeout: 20_000, budget: 10_000_000, repair: 1500 };

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
    const contradiction = refute(hyps) === null ? null : smallestContradiction(hyps);
    if (contradiction !== null)
      return {
        verdict: 'ill-formed',
        message: `nothing can satisfy what is assumed: ${contradiction.map(showCond).join(', ')}`,
      };
    return new Judgement(context, hyps, deadline, options.budget, claim).relation();
  } catch (error) {
    if (error instanceof ShapeError) return { verdict: 'ill-formed', message: error.message };
    if (error instanceof BudgetExceeded) return { ...undecided(error.message), exceeded: true };
    if (
      isOutside(error) ||
      error instanceof RingLimit ||
      error instanceof NoValue ||
      error instanceof Rejected
    )
      return undecided(error.message);
    // One claim that fails in a way nobody foresaw must not take the others with it.
    const what = error instanceof Error ? error.message : String(error);
    return undecided(`internal error (${what}); please report it`);
  }
}

/** `unknown`, in words without the names that the search makes up (`m#3` is the reader's m). */
function undecided(reason: string): Verdict {
  return { verdict: 'unknown', message: `not decided: ${reason.replaceAll(/#\d+/g, '')}` };
}

/** Conditions of which none can be spared for the contradiction. */
function smallestContradiction(conds: readonly Cond[]): readonly Cond[] {
  let needed = conds;
  for (const cond of conds) {
    const fewer = needed.filter((c) => c !== cond);
    if (refute(fewer) !== null) needed = fewer;
  }
  return needed;
}

/** A pair of scalars to compare, with what may be assumed and the names a counterexample gives values to. */
interface Question {
  readonly left: Scalar;
  readonly right: Scalar;
  readonly hyps: readonly Cond[];
  readonly order: Order;
}

/** Sizes that are tried one by one below a place where shapes differ. */
const fewSizes = 300;

/** A point where two tensors differ, with the names of the subscripts there. */
interface Place {
  readonly point: Assignment;
  readonly indices: readonly string[];
  readonly order: Order;
  readonly hyps: readonly Cond[];
}

class Judgement {
  readonly #order: Order;
  readonly #search: Search;

  constructor(
    readonly context: Context,
    readonly hyps: readonly Cond[],
    readonly deadline: number,
    budget: number,
    readonly claim: ClaimReading,
  ) {
    this.#order = { sizes: context.sizes, indices: context.indices.map((index) => index.name) };
    // What the procedure does not decide in most of the time is tried at small sizes in the rest.
    const now = Date.now();
    this.#search = new Search(now + 0.7 * (deadline - now), budget);
  }

  relation(): Verdict {
    const { left, operator, right } = this.claim;
    if (operator !== '=' && operator !== '==' && operator !== ':=' && operator !== '!=')
      return this.comparison(left, operator, right);
    const differ = operator === '!=';
    if (left.sort === 'tensor' && right.sort === 'tensor') return this.tensors(left.term, right.term, differ);
    if (left.sort === 'tensor' || right.sort === 'tensor')
      return {
        verdict: 'ill-formed',
        message: `the ${left.sort === 'tensor' ? 'left' : 'right'} side is a tensor, the other a number or an entry`,
      };
    return this.scalars(termOf(left), termOf(right), differ);
  }

  private comparison(left: Reading, operator: RelationOperator, right: Reading): Verdict {
    if (left.sort !== 'index' || right.sort !== 'index')
      return {
        verdict: 'unknown',
        message: `not decided: ${operator} between anything but sizes and indices`,
      };
    const cond = compare(left.poly, operator, right.poly, { start: 0, end: 0 });
    const cert = this.scope().entails(cond);
    if (cert !== null) return this.proved(checkHolds(this.context.env, this.hyps, cond, cert), null);
    const point = this.smallestOf([...this.hyps, not(cond)]);
    const [a, b] = [value(left.poly), value(right.poly)];
    const theorem = checkDiffer(this.context.env, this.hyps, iverson(cond), unit, point);
    const shown = this.counterexample({ left: a, right: b, hyps: this.hyps, order: this.#order }, point);
    return { ...this.refuted(theorem, shown), message: `false: ${comparisonSentence(shown, operator)}` };
  }

  private scalars(left: Scalar, right: Scalar, differ: boolean): Verdict {
    const question: Question = { left, right, hyps: this.hyps, order: this.#order };
    let point: Assignment;
    try {
      const decision = decide(this.scope(), left, right);
      if (decision.equal)
        return differ ? this.neverDiffer(decision.proof, question) : this.byProof(decision.proof);
      const smallest = smallestPoint(decision.regions, this.#order, this.deadline);
      point = smallest.sure ? smallest.point : this.smallerThan(smallest.point, question);
      if (this.agreeAt(left, right, point))
        throw new Outside('functions of arguments that differ in form are equal there');
    } catch (error) {
      if (!isOutside(error)) throw error;
      const computed = differ ? null : this.byComputation(left, right);
      if (computed !== null) return computed;
      const found = this.bySmallSizes(question, error.message);
      if ('verdict' in found) return differ ? found : this.withInstances(found, left, right);
      point = found.point;
    }
    const shown = this.counterexample(question, point);
    const theorem = checkDiffer(this.context.env, this.hyps, left, right, point);
    return differ ? this.different(theorem, shown) : this.refuted(theorem, shown);
  }

  /** An undecided claim, with the strides for which it was decided all the same. */
  private withInstances(undecided: Verdict, left: Scalar, right: Scalar): Verdict {
    const found = holdsFor(this.scope(), left, right);
    if (found === null) return undecided;
    const { size, values } = found;
    return { ...undecided, message: `${undecided.message}; it holds for ${size} = ${values.join(', ')}` };
  }

  /** A smaller point at which the sides differ, if there is one among the first; else the point itself. */
  private smallerThan(point: Assignment, question: Question): Assignment {
    const found = this.bySmallSizes(question, '');
    return 'point' in found && comparePoints(found.point, point, this.#order) < 0 ? found.point : point;
  }

  /** Different arguments may have one value at some sizes, and so have functions of them. */
  private agreeAt(left: Scalar, right: Scalar, point: Assignment): boolean {
    return new Comparison(this.context.env, left, right, point, this.#search.allowance()).equal();
  }

  private tensors(left: Tensor, right: Tensor, differ: boolean): Verdict {
    const decision = decideTensors(this.scope(), left, right);
    if ('shapes' in decision) return this.shapesDiffer(left, right, decision, differ);
    if (decision.equal)
      return differ
        ? this.neverDiffer(decision.proof, this.anyEntry(left, right))
        : this.byProof(decision.proof);
    return this.entriesDiffer(left, right, this.placeOf(left, decision, this.hyps), differ);
  }

  /** The smallest place where entries differ, and how it is spoken of. */
  private placeOf(left: Tensor, decision: EntriesDiffer, hyps: readonly Cond[]): Place {
    const { indices } = decision;
    const order = { sizes: this.#order.sizes, indices: [...this.#order.indices, ...indices] };
    const inside = [...hyps, ...insideShape(shapeOf(this.context.env, left), indices.map(variable))];
    const point =
      'point' in decision
        ? new Map([...this.smallestOf(hyps), ...decision.point])
        : smallestPoint(decision.regions, order, this.deadline).point;
    return { point, indices, order, hyps: inside };
  }

  private entriesDiffer(
    left: Tensor,
    right: Tensor,
    { point, indices, order, hyps }: Place,
    differ: boolean,
  ): Verdict {
    const question = { left: genericEntry(left, indices), right: genericEntry(right, indices), hyps, order };
    const shown = { ...this.counterexample(question, point), place: indices };
    const place = indices.map((name) => point.get(name) ?? 0n);
    const theorem = checkDiffer(this.context.env, this.hyps, left, right, point, place);
    const numeric = Object.keys(shown.sizes).length === 0;
    const cell = numeric ? { cell: indices.map((name) => Number(point.get(name))) } : {};
    return differ ? this.different(theorem, shown) : this.refuted(theorem, { ...shown, ...cell });
  }

  private shapesDiffer(
    left: Tensor,
    right: Tensor,
    { shapes, never, where: places, agree }: Extract<TensorDecision, { shapes: string }>,
    differ: boolean,
  ): Verdict {
    if (never && !differ) return { verdict: 'ill-formed', message: `the shapes never agree: ${shapes}` };
    const point = this.smallestOf(places);
    const earlier = never ? null : this.earlierPlace(left, right, point, agree);
    if (earlier !== null && comparePoints(earlier.point, point, { ...this.#order, indices: [] }) < 0) {
      return this.entriesDiffer(left, right, earlier, differ);
    }
    const theorem = checkDiffer(this.context.env, this.hyps, left, right, point);
    if (never) {
      const message = `they differ in shape: ${shapes}`;
      return { verdict: 'proved', scope: 'all sizes', message, theorem, rules: 1 };
    }
    const shown = this.firstDifference(left, right, point);
    if (differ) return this.different(theorem, shown);
    const { env } = this.context;
    const [a, b] = [left, right].map((side) => `${showShape(env, side)} = ${shapeText(env, side, point)}`);
    const message = `false: ${at(shown)} the shapes differ: the left side is ${a}, the right side is ${b}`;
    return { ...this.refuted(theorem, shown), message };
  }

  private earlierPlace(left: Tensor, right: Tensor, point: Assignment, agree: readonly Cond[]): Place | null {
    try {
      return this.firstSmaller(left, right, point) ?? this.differingEntries(left, right, agree);
    } catch (error) {
      // The place where the shapes differ is a counterexample all the same.
      if (isOutside(error) || error instanceof NoValue) return null;
      throw error;
    }
  }

  /** A place of smaller total size than `point` where entries differ, by trying all; null beyond a few hundred sizes. */
  private firstSmaller(left: Tensor, right: Tensor, point: Assignment): Place | null {
    const { sizes } = this.#order;
    const total = sizes.reduce((sum, size) => sum + Number(point.get(size) ?? 1n), 0);
    const indices = genericNames(this.scope(), left, right);
    const order = { sizes, indices: [...this.#order.indices, ...indices] };
    let tried = 0;
    for (let smaller = sizes.length; smaller < total; smaller++) {
      for (const at of compositions(sizes, smaller)) {
        if (++tried > fewSizes) return null;
        if (!this.hyps.every((cond) => conditionAt(cond, at))) continue;
        const cell = differingCell(this.context.env, left, right, indices, at, this.#search.allowance());
        if (cell !== null) return { point: cell, indices, order, hyps: this.hyps };
      }
    }
    return null;
  }

  /** Where the shapes agree, the entries may differ at smaller sizes than the shapes do elsewhere. */
  private differingEntries(left: Tensor, right: Tensor, agree: readonly Cond[]): Place | null {
    const hyps = [...this.hyps, ...agree];
    const decision = decideTensors(this.scope().with(agree), left, right);
    return 'shapes' in decision || decision.equal ? null : this.placeOf(left, decision, hyps);
  }

  /** Where the shapes differ: the first entry of one side that the other does not have. */
  private firstDifference(left: Tensor, right: Tensor, point: Assignment): Counterexample {
    const { env } = this.context;
    const [a, b] = [shapeAt(env, left, point), shapeAt(env, right, point)];
    const names = genericNames(this.scope(), left, right);
    const corner = placeOutside(a, b) ?? placeOutside(b, a) ?? a.map(([lo]) => lo);
    const corners = new Map([...point, ...names.map((name, d) => [name, corner[d] as bigint] as const)]);
    const order = { sizes: this.#order.sizes, indices: [...this.#order.indices, ...names] };
    const entries = { left: genericEntry(left, names), right: genericEntry(right, names) };
    return { ...this.counterexample({ ...entries, hyps: this.hyps, order }, corners), place: names };
  }

  /** Replays the proof in the kernel: only then is anything proved. */
  private byProof(proof: Proof): Verdict {
    try {
      return this.proved(check(this.context.env, this.hyps, proof), proof);
    } catch (error) {
      // A proof that the kernel refuses is a fault of the search; it must never become a verdict.
      if (error instanceof Rejected)
        return {
          verdict: 'unknown',
          message: `not decided: the kernel refused the proof found (${error.message})`,
        };
      throw error;
    }
  }

  /** Without sizes and free indices the two sides can simply be written out; null when that does not show them equal. */
  private byComputation(left: Scalar, right: Scalar): Verdict | null {
    // Shapes and definitions may have sizes in them, too.
    const { sizes } = this.context.env;
    const relevant = relevantNames(this.context, [], { left, right });
    const free = [
      ...freeNames(left),
      ...freeNames(right),
      ...[...relevant].filter((name) => sizes.has(name)),
    ];
    if (free.length > 0) return null;
    const { env } = this.context;
    if (!new Comparison(env, left, right, new Map(), this.#search.allowance()).equal()) return null;
    const proof: Proof = { rule: 'evaluate', left, right };
    try {
      return this.proved(check(this.context.env, this.hyps, proof), proof);
    } catch (error) {
      if (error instanceof Rejected) return null;
      throw error;
    }
  }

  private proved(theorem: Theorem, proof: Proof | null): Verdict {
    const relevant = relevantNames(this.context, this.hyps, theorem.claim);
    const { leftNode, rightNode } = this.claim;
    const named =
      (theorem.claim.tag === 'holds' || !isTensor(theorem.claim.left)) &&
      (mentionsName(leftNode) || mentionsName(rightNode));
    const symbolic =
      this.context.sizes.length > 0 && (named || this.context.sizes.some((size) => relevant.has(size)));
    const note = this.#search.usedZeroExtension ? '; entries outside a tensor count as 0' : '';
    return {
      verdict: 'proved',
      scope: symbolic ? 'all sizes' : 'these sizes',
      message: `true${symbolic ? ' for all sizes' : ''}${note}`,
      theorem,
      rules: proof === null ? 1 : countRules(proof),
      ...(proof === null ? {} : { proof }),
    };
  }

  private refuted(theorem: Theorem, counterexample: Counterexample): Verdict {
    return { verdict: 'refuted', message: `false: ${sentence(counterexample)}`, counterexample, theorem };
  }

  private different(theorem: Theorem, found: Counterexample): Verdict {
    return {
      verdict: 'proved',
      scope: Object.keys(found.sizes).length > 0 ? 'some sizes' : 'these sizes',
      message: `they differ: ${sentence(found)}`,
      theorem,
      rules: 1,
    };
  }

  /** `!=` where the sides are always equal. */
  private neverDiffer(proof: Proof, question: Question): Verdict {
    const proved = this.byProof(proof);
    if (proved.verdict !== 'proved') return proved;
    const message = 'false: the two sides are equal for all sizes';
    const point = this.smallestOf(question.hyps, question.order);
    return { verdict: 'refuted', message, counterexample: this.counterexample(question, point) };
  }

  private counterexample({ left, right, hyps, order }: Question, at: Assignment): Counterexample {
    const relevant = relevantNames(this.context, hyps, { left, right });
    return {
      sizes: record(
        order.sizes.filter((name) => relevant.has(name)),
        at,
      ),
      indices: record(
        order.indices.filter((name) => relevant.has(name)),
        at,
      ),
      ...sidesAt(this.context, left, right, at, this.#search.allowance()),
    };
  }

  /** Outside the fragment: look at small sizes for a difference; what was looked at is said. */
  private bySmallSizes(
    { left, right, hyps, order }: Question,
    reason: string,
  ): Verdict | { readonly point: Assignment } {
    const relevant = relevantNames(this.context, hyps, { left, right });
    const indices = order.indices.filter((name) => relevant.has(name));
    try {
      const { point, upTo, visited } = scan(
        this.context,
        hyps,
        left,
        right,
        { sizes: order.sizes, indices },
        4000,
        this.deadline,
      );
      if (point !== null) return { point };
      const looked =
        order.sizes.length > 0 && indices.length === 0 && upTo >= order.sizes.length && visited > 0
          ? `; the sides agree wherever the sizes add up to at most ${upTo}`
          : '';
      return undecided(`${reason}${looked}`);
    } catch (error) {
      if (error instanceof NoValue || error instanceof RingLimit) return undecided(reason);
      throw error;
    }
  }

  /** The entries of two tensors at subscripts inside the shape; at any, where the shape has no entries at all. */
  private anyEntry(left: Tensor, right: Tensor): Question {
    const indices = genericNames(this.scope(), left, right);
    const inside = [...this.hyps, ...insideShape(shapeOf(this.context.env, left), indices.map(variable))];
    return {
      left: genericEntry(left, indices),
      right: genericEntry(right, indices),
      hyps: refute(inside) === null ? inside : this.hyps,
      order: { sizes: this.#order.sizes, indices: [...this.#order.indices, ...indices] },
    };
  }

  private smallestOf(conds: readonly Cond[], order = this.#order): Assignment {
    const total = order.sizes.reduce<Poly>((sum, size) => add(sum, variable(size)), zero);
    const names = [...order.sizes, ...order.indices];
    const point = smallest(conds, total, names, this.deadline);
    if (point === null || !point.reliable) throw new Outside('no sizes were found for a counterexample');
    return withAll(point, names);
  }

  private scope(): Scope {
    return new Scope(this.context.env, this.hyps, this.#search);
  }
}

function mentionsName(node: Node): boolean {
  return node.tag === 'name' || children(node).some(mentionsName);
}

function isOutside(error: unknown): error is Error {
  return (
    error instanceof Outside ||
    error instanceof SetsLimit ||
    error instanceof NotEntailed ||
    error instanceof NoDerivative
  );
}

function termOf(reading: Exclude<Reading, { sort: 'tensor' }>): Scalar {
  return reading.sort === 'index' ? value(reading.poly) : reading.term;
}
