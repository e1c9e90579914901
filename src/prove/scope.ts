// Where a step of the search stands: declarations, assumptions, fresh names, and the notes it leaves.

import { NoDerivative } from '../calculus/derive.js';
import { Budget } from '../kernel/budget.js';
import type { EqualityCerts } from '../kernel/proof.js';
import { entails, type Refutation, refute, SetsLimit } from '../sets/index.js';
import { and, type Cond, nonNegative, not, showCond } from '../term/cond.js';
import type { Env } from '../term/env.js';
import { equal, type Poly, sub } from '../term/poly.js';
import type { Tensor } from '../term/term.js';

/** Thrown when a formula leaves the fragment that the procedure decides; `message` names the sub-expression. */
export class Outside extends Error {
  override readonly name = 'Outside';
}

/** What a whole search shares. */
export class Search {
  #names = 0;
  #attempts = 0;
  /** Set when a proof used that entries outside their shape are 0. */
  usedZeroExtension = false;
  /** Set when a defined tensor was left as it is in the argument of a function. */
  keptNames = false;
  /** Set when entries in the argument of a function may have been one and the same. */
  keptTogether = false;
  /** Set when a line was left as it is that could be spread out if functions have bounded support. */
  metLine = false;
  /** Set when an action had less time than it would have taken. */
  ranOut = false;
  /** How many changes of indices may still be guessed. */
  guesses = 4000;
  /** Tensors that occurred as arguments; of equal ones the first stands for all. */
  readonly tensors: Tensor[] = [];
  #deadline: number;

  constructor(
    deadline: number,
    /** Terms an expansion may have. */
    readonly budget: number,
  ) {
    this.#deadline = deadline;
  }

  /** When to give up, in milliseconds since 1970. */
  get deadline(): number {
    return this.#deadline;
  }

  /** What an action gives that may take no more than this part of the time left. */
  within<T>(part: number, action: () => T): T {
    const now = Date.now();
    return this.before(now + part * Math.max(0, this.#deadline - now), action);
  }

  /** What an action gives that may take no longer than to this time. */
  before<T>(time: number, action: () => T): T {
    const deadline = this.#deadline;
    this.#deadline = Math.min(time, deadline);
    try {
      return action();
    } finally {
      this.ranOut ||= Date.now() > this.#deadline;
      this.#deadline = deadline;
    }
  }

  /** As `within`, for an attempt at a proof that gives null where it fails, as if it had not been. */
  attempt<T>(part: number, action: () => T | null): T | null {
    const { usedZeroExtension } = this;
    this.#attempts++;
    try {
      const result = this.within(part, action);
      if (result === null) this.usedZeroExtension = usedZeroExtension;
      return result;
    } finally {
      this.#attempts--;
    }
  }

  /** Whether nothing but a proof is wanted: what shows that there is none need not be complete. */
  get wantsOnlyProof(): boolean {
    return this.#attempts > 0;
  }

  /** What one expansion may spend. */
  allowance(): Budget {
    return new Budget(this.budget, this.deadline);
  }

  /** A name that occurs nowhere yet, reminiscent of `like`. */
  fresh(like: string): string {
    this.#names += 1;
    return `${unmarked(like)}#${this.#names}`;
  }

  /** Throws Outside when the time is over. */
  tick(): void {
    if (Date.now() > this.deadline) throw new Outside('the time limit was reached');
  }
}

/** A text without the marks of the names that a search makes up: `m#3` is the reader's m. */
export function unmarked(text: string): string {
  return text.replaceAll(/#\d+/g, '');
}

/** How the arguments of functions are read. */
export interface Manner {
  /** Whether entries of defined tensors are left as they are. */
  readonly keepsNames: boolean;
  /** Whether it is told apart where entries are one and the same: x_<m> + x_<n> is 2 x_<m> where m = n. */
  readonly tellsApart: boolean;
  /** Whether functions under the signs of lines are taken to have bounded support. */
  readonly isBounded: boolean;
}

/** A place in a formula: the declarations, and what may be assumed there, ranges and brackets on the way included. */
export class Scope {
  constructor(
    readonly env: Env,
    readonly hyps: readonly Cond[],
    readonly search: Search,
    /** How the arguments of functions are read; null before that is chosen. */
    readonly manner: Manner | null = null,
    /** Whether this is the argument of a function. */
    readonly isArgument: boolean = false,
  ) {}

  with(more: readonly Cond[]): Scope {
    if (more.length === 0) return this;
    return new Scope(this.env, [...this.hyps, ...more], this.search, this.manner, this.isArgument);
  }

  reading(manner: Manner): Scope {
    return new Scope(this.env, this.hyps, this.search, manner, false);
  }

  inArgument(): Scope {
    return new Scope(this.env, this.hyps, this.search, this.manner, true);
  }

  entails(cond: Cond): Refutation | null {
    this.search.tick();
    return entails(this.hyps, cond, { until: this.search.deadline });
  }

  /** As `entails`, by what is plain: of products of names nothing is concluded. It may follow all the same. */
  plainlyEntails(cond: Cond): boolean {
    this.search.tick();
    return entails(this.hyps, cond, { until: this.search.deadline, products: false }) !== null;
  }

  /** As `refute`, by what is plain. */
  plainlyRefutes(more: readonly Cond[]): boolean {
    this.search.tick();
    const effort = { until: this.search.deadline, products: false, added: more };
    return refute([...this.hyps, ...more], effort) !== null;
  }

  /** Like `entails`, where the answer must be yes for the step at hand. */
  mustEntail(cond: Cond): Refutation {
    const cert = this.entails(cond);
    if (cert === null) throw new NotEntailed(showCond(cond));
    return cert;
  }

  /** The certificates that the kernel asks for an equation of integers. Throws NotEntailed where it is not shown. */
  mustEqual(a: Poly, b: Poly): EqualityCerts {
    if (equal(a, b)) return null;
    return [this.mustEntail(nonNegative(sub(a, b))), this.mustEntail(nonNegative(sub(b, a)))];
  }

  /** Like `refute`, where the conditions must contradict the assumptions for the step at hand. */
  mustRefute(more: readonly Cond[]): Refutation {
    const cert = this.refute(more);
    if (cert === null) throw new NotEntailed(showCond(not(and(more))));
    return cert;
  }

  refute(more: readonly Cond[]): Refutation | null {
    this.search.tick();
    return refute([...this.hyps, ...more], { until: this.search.deadline, added: more });
  }
}

/** A step's side condition does not hold: the step is not available here. */
export class NotEntailed extends Error {
  override readonly name = 'NotEntailed';
}

/** Whether an error says that the procedure does not decide here; what else there is, is a fault or a limit. */
export function isOutside(error: unknown): error is Error {
  return [Outside, NotEntailed, NoDerivative, SetsLimit].some((kind) => error instanceof kind);
}
