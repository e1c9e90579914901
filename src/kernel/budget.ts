// What stops an evaluation: a formula without a value, and the limits of one that would take too long.

import type { Integer } from './integer.js';

/** Thrown when a formula has no value that can be written out here; `message` says what stands in the way. */
export class NoValue extends Error {
  override readonly name: string = 'NoValue';
}

/** Thrown when an evaluation would need more terms, or more time, than it may have. */
export class BudgetExceeded extends NoValue {
  override readonly name = 'BudgetExceeded';
}

/** Steps between two looks at the clock. */
const clockEvery = 4096;

/** Steps that may lead to no term at all, for each term allowed. */
const stepsForTerm = 10;

/**
 * The work that one evaluation may do. Terms count when they are formed; a walk over places where there are none is
 * bounded by time, where there is a deadline, and by a multiple of the terms.
 */
export class Budget {
  #terms = 0;
  #steps = 0;
  #clockAt = clockEvery;

  constructor(
    readonly limit: number,
    readonly deadline = Number.POSITIVE_INFINITY,
  ) {}

  /** Refuses work before it starts: `terms` more would be too many. */
  require(terms: Integer): void {
    if (terms <= this.limit - this.#terms) return;
    const all = BigInt(terms) + BigInt(this.#terms);
    throw new BudgetExceeded(`it takes ${all} terms, more than ${this.limit}`);
  }

  /** Counts terms that are formed now. */
  spend(terms: number): void {
    this.#terms += terms;
    if (this.#terms > this.limit) throw new BudgetExceeded(`it takes more than ${this.limit} terms`);
    this.step(terms);
  }

  /** Counts places that are looked at, whether or not there is a term. */
  step(places = 1): void {
    this.#steps += places;
    if (this.#steps < this.#clockAt) return;
    this.#clockAt = this.#steps + clockEvery;
    if (Date.now() > this.deadline) throw new BudgetExceeded('the time limit was reached');
    if (this.#steps > stepsForTerm * this.limit + clockEvery)
      throw new BudgetExceeded(`more than ${stepsForTerm * this.limit} places to look at`);
  }
}
