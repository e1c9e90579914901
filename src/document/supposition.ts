// What a sentence supposes: 当 $m=1$ 时, if $M=N$. It is in force until the sentence ends, or until a clause supposes
// something else; of what is supposed and not read, nothing said under it is called false.

import { or } from '../term/cond.js';
import { afterHypothesis } from './givens.js';
import type { Notebook } from './notebook.js';

export class Supposition {
  /** What held where it began. */
  #before: Notebook | null = null;
  /** What is supposed are alternatives, `当 A 或 B 时`. */
  #hasAlternatives = false;
  /** The formula before was a part of it. */
  wasAssumed = false;
  /** A part of it could not be read. */
  isUnread = false;
  /** The sentence speaks of a condition that was not read, in words or in formulas. */
  isConditioned = false;

  /** Whether something is supposed. */
  get isOn(): boolean {
    return this.#before !== null;
  }

  /** Something is supposed from here on; the notebook is the one before it. */
  begin(before: Notebook): void {
    this.#before ??= before;
  }

  /** The notebook after the sentence. */
  end(notebook: Notebook): Notebook {
    const next = this.#before === null ? notebook : afterHypothesis(notebook, this.#before);
    this.#before = null;
    this.#hasAlternatives = false;
    this.wasAssumed = false;
    this.isUnread = false;
    this.isConditioned = false;
    return next;
  }

  /**
   * `当 A 时 …，当 B 时 …`: what was assumed for the clause before is not assumed for this one, or perhaps it is. It is not
   * where the clause turns away from it, 否则, otherwise.
   */
  startClause(notebook: Notebook, isTurned: boolean): Notebook {
    const before = this.#before ?? notebook;
    const next = isTurned ? afterHypothesis(notebook, before) : notebook;
    if (isTurned || next.conditions.length !== before.conditions.length) this.isUnread = true;
    return next.withConditions(before.conditions);
  }

  /**
   * Two hypotheses joined by 或 are one, that either holds; when the words join more, or other ones, nothing is assumed
   * and nothing called false.
   */
  join(notebook: Notebook, isAlternative: boolean, isWithin: boolean): Notebook {
    if (!isAlternative && !isWithin && !this.#hasAlternatives) return notebook;
    const before = this.#before;
    const added = before === null ? [] : notebook.conditions.slice(before.conditions.length);
    if (isAlternative && !isWithin && before !== null && added.length === 2) {
      this.#hasAlternatives = true;
      return notebook.withConditions([...before.conditions, or(added)]);
    }
    this.isUnread = true;
    return before ?? notebook;
  }
}
