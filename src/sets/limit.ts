// The one error of this floor: a question was understood but its answer is beyond the bounds set for the work.

/** What ran out: `alternatives` of a condition, `work` of the search, its `time`, or an objective that is `unbounded` below. */
export type LimitReason = 'alternatives' | 'work' | 'time' | 'unbounded';

/**
 * Thrown when a bound is reached; it says nothing about the conditions themselves.
 *
 * @example smallest([equals(variable('x'), variable('x'))], variable('x'), []) // throws SetsLimit 'unbounded'
 */
export class SetsLimit extends Error {
  readonly reason: LimitReason;

  constructor(reason: LimitReason, message: string) {
    super(message);
    this.name = 'SetsLimit';
    this.reason = reason;
  }
}
