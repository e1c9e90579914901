// A claim about tensors: equal shapes and equal entries, or the smallest place where either differs.
//
// Where the shapes differ at some sizes and agree at others, both are looked at: the entries may differ at smaller sizes
// than the shapes do, and the smallest counterexample is the one that is told.

import { Budget, NoValue } from '../kernel/budget.js';
import { type Assignment, conditionAt } from '../kernel/evaluate.js';
import { checkDiffer } from '../kernel/kernel.js';
import type { Proof } from '../kernel/proof.js';
import { refute } from '../sets/index.js';
import type { Cond } from '../term/cond.js';
import { genericEntry, insideShape, shapeOf } from '../term/env.js';
import { showShape } from '../term/operation.js';
import { variable } from '../term/poly.js';
import type { Tensor } from '../term/term.js';
import { type Counterexample, comparePoints, record, smallestPoint } from './counterexample.js';
import type { Instance } from './instance.js';
import type { Judgement, Question } from './judgement.js';
import { relevantNames } from './relevance.js';
import { sizesUpTo } from './scan.js';
import { isOutside } from './scope.js';
import { shapeText } from './shapes.js';
import { holdsFor, instancesText } from './strides.js';
import {
  decideTensors,
  differingCell,
  type EntriesDiffer,
  genericNames,
  type TensorDecision,
} from './tensors.js';
import { judgeByValues } from './values.js';
import { undecided, type Verdict } from './verdict.js';
import { at, upToTotal } from './wording.js';

/** The verdict on an equation of tensors, or on its denial. */
export function judgeTensors(judgement: Judgement, left: Tensor, right: Tensor): Verdict {
  return new TensorClaim(judgement, left, right).verdict();
}

/** A point where two tensors differ, with the names of the subscripts there and what is known of them. */
interface Place {
  readonly point: Assignment;
  readonly indices: readonly string[];
  readonly hyps: readonly Cond[];
}

/** Sizes that are tried one by one below a place where shapes differ. */
const fewSizes = 300;

/** Sizes that are tried where nothing is decided: so many, as long as their total is 1 for each size and this more. */
const mostTrials = 1000;
const moreThanOne = 12;

class TensorClaim {
  constructor(
    readonly judgement: Judgement,
    readonly left: Tensor,
    readonly right: Tensor,
  ) {}

  verdict(): Verdict {
    const { judgement, left, right } = this;
    try {
      return judgement.patiently(
        (scope) => {
          const decision = decideTensors(scope, left, right);
          if ('shapes' in decision) return this.#shapesDiffer(decision);
          if (decision.equal) return judgement.equal(decision.proof, () => this.#anyEntry());
          return this.#entriesDiffer(this.#placeOf(decision, judgement.hyps));
        },
        () => this.#atFirstSizes(judgement.soon).found,
      );
    } catch (error) {
      if (!isOutside(error)) throw error;
      return this.#byTrial(error.message);
    }
  }

  /** Where the procedure does not decide, for the `reason` given: the first of the small sizes where they differ. */
  #byTrial(reason: string): Verdict {
    const { found, upTo } = this.#atFirstSizes(this.judgement.half);
    if (found !== null) return found;
    const byValues = upTo === null ? this.#byValues() : null;
    if (byValues !== null) return byValues;
    const agreement = upTo === null ? '' : `; the sides agree ${upToTotal(upTo)}`;
    return undecided(`${reason}${agreement}${this.judgement.differ ? '' : this.#instances()}`);
  }

  /** Where the entries have no values as they are, with numbers for those that they are made of. */
  #byValues(): Verdict | null {
    try {
      const question = this.#anyEntry();
      return judgeByValues(this.judgement, question, question.order.indices);
    } catch (error) {
      if (!isOutside(error)) throw error;
      return null;
    }
  }

  /** The strides for which an undecided claim was decided all the same. */
  #instances(): string {
    const { judgement, left, right } = this;
    const proves = (instance: Instance): Proof | null => {
      const decision = instance.decideTensors(left, right);
      return decision !== null && 'equal' in decision && decision.equal ? decision.proof : null;
    };
    return instancesText(holdsFor(judgement.scope(), [left, right], proves, judgement.deadline));
  }

  /** The verdict at the first of the small sizes where they differ; or the total size up to which they agree, if any. */
  #atFirstSizes(until: number): { readonly found: Verdict | null; readonly upTo: number | null } {
    const { sizes: names } = this.judgement.order;
    const most = names.length + moreThanOne;
    let tried = 0;
    let compared = 0;
    try {
      for (const { sizes, total } of sizesUpTo(names, most, this.judgement.hyps)) {
        if (++tried > mostTrials || Date.now() > until)
          return { found: null, upTo: compared > 0 && total > names.length ? total - 1 : null };
        if (!this.#isAllowed(sizes)) continue;
        const place = this.#cellAt(sizes, until);
        if (place === 'shapes') return { found: this.#shapesAt(sizes), upTo: null };
        if (place !== null) return { found: this.#entriesDiffer(place), upTo: null };
        compared++;
      }
    } catch (error) {
      // The tensors have no values at sizes alone, or too long ones.
      if (!(error instanceof NoValue)) throw error;
      return { found: null, upTo: null };
    }
    return { found: null, upTo: compared > 0 ? most : null };
  }

  /** Whether the entries at the subscripts `indices` are equal. */
  #entriesAt(indices: readonly string[], hyps: readonly Cond[]): Question {
    return {
      left: genericEntry(this.left, indices),
      right: genericEntry(this.right, indices),
      hyps,
      order: this.judgement.orderWith(indices),
    };
  }

  /** The assumptions, and that the subscripts are inside the shape. */
  #inside(hyps: readonly Cond[], indices: readonly string[]): readonly Cond[] {
    return [...hyps, ...insideShape(shapeOf(this.judgement.env, this.left), indices.map(variable))];
  }

  /** The entries at subscripts inside the shape; at any, where the shape has no entries at all. */
  #anyEntry(): Question {
    const { judgement, left, right } = this;
    const indices = genericNames(judgement.scope(), left, right);
    const inside = this.#inside(judgement.hyps, indices);
    return this.#entriesAt(indices, refute(inside) === null ? inside : judgement.hyps);
  }

  // ---- entries -----------------------------------------------------------------------------------

  #entriesDiffer({ point, indices, hyps }: Place): Verdict {
    const { judgement, left, right } = this;
    const shown = { ...judgement.counterexample(this.#entriesAt(indices, hyps), point), place: indices };
    const cell = indices.map((name) => point.get(name) ?? 0n);
    const theorem = checkDiffer(judgement.env, judgement.hyps, left, right, point, cell);
    // Without sizes there is nothing to tell but the cell.
    const numeric = !judgement.differ && Object.keys(shown.sizes).length === 0;
    return judgement.unequal(theorem, numeric ? { ...shown, cell: cell.map(Number) } : shown);
  }

  /** The smallest place where entries differ. */
  #placeOf(decision: EntriesDiffer, hyps: readonly Cond[]): Place {
    const { judgement } = this;
    const { indices } = decision;
    const point =
      'point' in decision
        ? new Map([...judgement.smallestOf(hyps), ...decision.point])
        : smallestPoint(decision.regions, judgement.orderWith(indices), judgement.midway).point;
    return { point, indices, hyps: this.#inside(hyps, indices) };
  }

  // ---- shapes ------------------------------------------------------------------------------------

  #shapesDiffer({ shapes, never, where, agree }: Extract<TensorDecision, { shapes: string }>): Verdict {
    const { judgement, left, right } = this;
    const { env, differ } = judgement;
    if (never && !differ) return { verdict: 'ill-formed', message: `the shapes never agree: ${shapes}` };
    const point = judgement.smallestOf(where);
    const earlier = never ? null : this.#earlierPlace(point, agree);
    if (earlier !== null && comparePoints(earlier.point, point, { ...judgement.order, indices: [] }) < 0)
      return this.#entriesDiffer(earlier);
    if (never) {
      const theorem = checkDiffer(env, judgement.hyps, left, right, point);
      const message = `they differ in shape: ${shapes}`;
      return { verdict: 'proved', scope: 'all sizes', message, theorem, rules: 1 };
    }
    return this.#shapesAt(point);
  }

  /** The verdict where the shapes differ at a point. */
  #shapesAt(point: Assignment): Verdict {
    const { judgement, left, right } = this;
    const { env, differ } = judgement;
    const theorem = checkDiffer(env, judgement.hyps, left, right, point);
    const shown = this.#shapesShown(point);
    if (differ) return judgement.unequal(theorem, shown);
    const [a, b] = [left, right].map((side) => `${showShape(env, side)} = ${shapeText(env, side, point)}`);
    const message = `false: ${at(shown)} the shapes differ: the left side is ${a}, the right side is ${b}`;
    return { ...judgement.refuted(theorem, shown), message };
  }

  #earlierPlace(point: Assignment, agree: readonly Cond[]): Place | null {
    try {
      const smaller = this.#firstSmaller(point);
      return smaller === 'beyond' ? this.#whereShapesAgree(agree) : smaller;
    } catch (error) {
      // The place where the shapes differ is a counterexample all the same.
      if (isOutside(error) || error instanceof NoValue) return null;
      throw error;
    }
  }

  /** A place before `point`, or at its total size, where entries differ, by trying all; `beyond` a few hundred sizes. */
  #firstSmaller(point: Assignment): Place | 'beyond' | null {
    const { deadline, hyps, order } = this.judgement;
    const total = order.sizes.reduce((sum, size) => sum + Number(point.get(size) ?? 1n), 0);
    let tried = 0;
    for (const { sizes } of sizesUpTo(order.sizes, total, hyps)) {
      if (++tried > fewSizes || Date.now() > deadline) return 'beyond';
      const place = this.#isAllowed(sizes) ? this.#cellAt(sizes, deadline) : null;
      if (place !== null && place !== 'shapes') return place;
    }
    return null;
  }

  #isAllowed(sizes: Assignment): boolean {
    return this.judgement.hyps.every((cond) => conditionAt(cond, sizes));
  }

  /** At given sizes, the first cell that differs; `shapes` where the shapes do. */
  #cellAt(sizes: Assignment, until: number): Place | 'shapes' | null {
    const { judgement, left, right } = this;
    const indices = genericNames(judgement.scope(), left, right);
    const budget = new Budget(judgement.allowance().limit, until);
    const cell = differingCell(judgement.env, left, right, indices, sizes, budget);
    return cell === null || cell === 'shapes' ? cell : { point: cell, indices, hyps: judgement.hyps };
  }

  /** The smallest place where the shapes agree and the entries differ. */
  #whereShapesAgree(agree: readonly Cond[]): Place | null {
    const { judgement, left, right } = this;
    const decision = decideTensors(judgement.scope().with(agree), left, right);
    if ('shapes' in decision || decision.equal) return null;
    return this.#placeOf(decision, [...judgement.hyps, ...agree]);
  }

  /** What is shown where the shapes differ: the shapes, since there is no entry that both sides should have. */
  #shapesShown(point: Assignment): Counterexample {
    const { judgement, left, right } = this;
    const { env, hyps, context, order } = judgement;
    const relevant = relevantNames(context, hyps, { left, right });
    const shapes = { left: shapeText(env, left, point), right: shapeText(env, right, point) };
    const shown = (names: readonly string[]): ReturnType<typeof record> =>
      record(
        names.filter((name) => relevant.has(name)),
        point,
      );
    return {
      sizes: shown(order.sizes),
      indices: shown(order.indices),
      shapes,
      ...shapes,
      difference: 'the shapes differ',
      monomial: null,
    };
  }
}
