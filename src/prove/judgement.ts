// A claim while it is judged: what is assumed, which point counts as the smallest, what may still be spent; and the
// verdicts there are, each from a theorem of the kernel. What the kernel has not checked is not proved, and nothing is
// refuted without a point at which both sides, written out, differ.

import type { Node } from '../../grammar/tree.js';
import { type Budget, NoValue } from '../kernel/budget.js';
import type { Assignment } from '../kernel/evaluate.js';
import { check, Rejected, type Theorem } from '../kernel/kernel.js';
import { countRules, type Proof } from '../kernel/proof.js';
import { smallest } from '../sets/index.js';
import type { Cond } from '../term/cond.js';
import type { ClaimReading, Context } from '../term/context.js';
import type { Env } from '../term/env.js';
import { isTensor, type Scalar } from '../term/term.js';
import { children } from '../term/walk.js';
import { type Counterexample, type Order, record, sidesAt, totalOf, withAll } from './counterexample.js';
import { relevantNames } from './relevance.js';
import { isOutside, Outside, Scope, Search } from './scope.js';
import { suppositionsOf, type Verdict, zerosOutside } from './verdict.js';
import { sentence } from './wording.js';

/** A pair of scalars to compare, with what may be assumed and the names a counterexample gives values to. */
export interface Question {
  readonly left: Scalar;
  readonly right: Scalar;
  readonly hyps: readonly Cond[];
  readonly order: Order;
}

/** The part of the time in which the procedure is to decide; what it leaves open is tried at small sizes in the rest. */
const procedureShare = 0.7;

/** Milliseconds after which a procedure waits until small sizes have been looked at. */
const haste = 300;
/** Milliseconds that this look may take. */
const glance = 400;

/** One claim under its assumptions H: what is asked is whether H |- left = right, or the like, for all sizes. */
export class Judgement {
  /** Points are compared by the sizes and indices of the context, in the order of their declaration. */
  readonly order: Order;
  /** Whether it is claimed that the sides differ at some sizes, indices and entries: `!=`. */
  readonly differ: boolean;
  readonly #search: Search;
  /** When the first attempt ends. */
  #pause = Number.POSITIVE_INFINITY;

  constructor(
    readonly context: Context,
    readonly hyps: readonly Cond[],
    readonly deadline: number,
    budget: number,
    readonly claim: ClaimReading,
  ) {
    this.order = { sizes: context.sizes, indices: context.indices.map((index) => index.name) };
    this.differ = claim.operator === '!=';
    const now = Date.now();
    this.#search = new Search(now + procedureShare * (deadline - now), budget);
  }

  get env(): Env {
    return this.context.env;
  }

  /** Where the search for a proof begins. */
  scope(): Scope {
    return new Scope(this.env, this.hyps, this.#search);
  }

  /** As `scope`, when the time for the search may be over: half of what is left then. */
  lateScope(): Scope {
    return new Scope(this.env, this.hyps, new Search(this.half, this.#search.budget));
  }

  /** What one expansion may spend. */
  allowance(): Budget {
    return this.#search.allowance();
  }

  /**
   * What a procedure finds. Where that takes long, small sizes are looked at first: what is false is mostly false there.
   * `look` gives null where they show nothing. What was found in haste, by a detour around a part that had no time, is
   * not kept: which proof there is shall not depend on how busy the machine is.
   */
  patiently<T>(procedure: (scope: Scope) => T, look: () => T | null): T {
    const scope = this.scope();
    const { usedZeroExtension } = this.#search;
    const until = Date.now() + haste;
    this.#pause = until;
    try {
      const found = this.#search.before(until, () => procedure(scope));
      if (!this.#search.ranOut) return found;
    } catch (error) {
      if (!this.#search.ranOut || !(isOutside(error) || error instanceof NoValue)) throw error;
    } finally {
      this.#pause = Number.POSITIVE_INFINITY;
    }
    this.#search.usedZeroExtension = usedZeroExtension;
    return look() ?? procedure(scope);
  }

  /** When to end a look at small sizes before there is a proof: it shall not wait for what the claim may take. */
  get soon(): number {
    return Math.min(Date.now() + glance, this.half);
  }

  /** Half of the time that is left: the other half is for what is tried next. */
  get half(): number {
    const now = Date.now();
    return now + (this.deadline - now) / 2;
  }

  /** As `half`, but no later than the first attempt may last. */
  get midway(): number {
    return Math.min(this.#pause, this.half);
  }

  /** The order in which the subscripts of an entry, by these names, come after the indices of the context. */
  orderWith(subscripts: readonly string[]): Order {
    return { sizes: this.order.sizes, indices: [...this.order.indices, ...subscripts] };
  }

  /** The smallest point that satisfies the conditions. Throws Outside where none is found that is surely one. */
  smallestOf(conds: readonly Cond[], order = this.order): Assignment {
    const names = [...order.sizes, ...order.indices];
    const point = smallest(conds, totalOf(order.sizes), names, this.midway);
    if (point === null || !point.reliable) throw new Outside('no sizes were found for a counterexample');
    return withAll(point, names);
  }

  /** Both sides at a point, with the values of those names that the question is about. */
  counterexample(
    { left, right, hyps, order }: Question,
    at: Assignment,
    context: Context = this.context,
  ): Counterexample {
    const relevant = relevantNames(context, hyps, { left, right });
    const shown = (names: readonly string[]): readonly string[] => names.filter((name) => relevant.has(name));
    return {
      sizes: record(shown(order.sizes), at),
      indices: record(shown(order.indices), at),
      ...sidesAt(context, left, right, at, this.allowance()),
    };
  }

  // ---- verdicts ----------------------------------------------------------------------------------

  /**
   * The verdict where the sides were found equal: on `=` it is `proved`, on `!=` `refuted`, with the smallest point that
   * the question is about for an example.
   */
  equal(proof: Proof, about: () => Question): Verdict {
    const proved = this.byProof(proof);
    if (!this.differ || proved.verdict !== 'proved') return proved;
    const question = about();
    const point = this.smallestOf(question.hyps, question.order);
    return {
      verdict: 'refuted',
      message: 'false: the two sides are equal for all sizes',
      counterexample: this.counterexample(question, point),
    };
  }

  /** The verdict where the sides were found to differ at a point: on `=` it is `refuted`, on `!=` `proved`. */
  unequal(theorem: Theorem, found: Counterexample): Verdict {
    if (!this.differ) return this.refuted(theorem, found);
    return {
      verdict: 'proved',
      scope: Object.keys(found.sizes).length > 0 ? 'some sizes' : 'these sizes',
      message: `they differ: ${sentence(found)}`,
      example: found,
      theorem,
      rules: 1,
    };
  }

  /** Replays the proof in the kernel: only then is anything proved. */
  byProof(proof: Proof): Verdict {
    try {
      return this.proved(check(this.env, this.hyps, proof), proof);
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

  proved(theorem: Theorem, proof: Proof | null): Verdict {
    const symbolic = this.#isSymbolic(theorem);
    const note = this.#search.usedZeroExtension ? `; ${zerosOutside}` : '';
    const of = [...(symbolic ? ['all sizes'] : []), ...(proof === null ? [] : suppositionsOf(proof))];
    return {
      verdict: 'proved',
      scope: of.length > 0 ? of.join(', ') : 'these sizes',
      message: `true${of.length > 0 ? ` for ${of.join(', ')}` : ''}${note}`,
      theorem,
      rules: proof === null ? 1 : countRules(proof),
      ...(proof === null ? {} : { proof }),
    };
  }

  refuted(theorem: Theorem, counterexample: Counterexample): Verdict {
    return { verdict: 'refuted', message: `false: ${sentence(counterexample)}`, counterexample, theorem };
  }

  /** Whether the theorem says something of more than one choice of sizes. */
  #isSymbolic({ claim }: Theorem): boolean {
    const { sizes } = this.context;
    const relevant = relevantNames(this.context, this.hyps, claim);
    const { leftNode, rightNode } = this.claim;
    // A name in an equation of numbers counts even where it cancels.
    const named =
      (claim.tag === 'holds' || !isTensor(claim.left)) && (mentionsName(leftNode) || mentionsName(rightNode));
    if (sizes.length > 0 && (named || sizes.some((size) => relevant.has(size)))) return true;
    // So is what holds for all of infinitely many integers.
    return this.context.indices.some(({ name, lo, hi }) => lo !== null && hi === null && relevant.has(name));
  }
}

function mentionsName(node: Node): boolean {
  return node.tag === 'name' || children(node).some(mentionsName);
}
