// The course of a text: the sentence that is being read, and what was given for it or for its paragraph.

import { restrictsInWords } from './conditionWords.js';
import { afterPassing, hasPassing, holdsOn } from './givens.js';
import type { Notebook } from './notebook.js';
import {
  type Ending,
  endingOf,
  firstSentence,
  generalises,
  isClosed,
  noSentence,
  type Sentence,
  saying,
  withFormula,
} from './sentence.js';

export class Course {
  #sentence = noSentence;
  /** What held before numbers or equalities for sizes that are not meant to last; null where none is in force. */
  #before: Notebook | null = null;
  /** They stand in this sentence. */
  #givenHere = false;

  /** The sentence up to the next formula. */
  get sentence(): Sentence {
    return this.#sentence;
  }

  /** The notebook after words, which may end what was said for a sentence. */
  hear(words: string, notebook: Notebook): Notebook {
    const next = this.#pass(endingOf(words), notebook);
    this.#sentence = saying(this.#sentence, words);
    return next;
  }

  /** The notebook after a formula; `before` is the one before it. */
  read(formula: string, before: Notebook, after: Notebook): Notebook {
    if (this.#before === null && hasPassing(after)) {
      this.#before = before;
      this.#givenHere = true;
    }
    this.#sentence = withFormula(this.#sentence, formula);
    return isClosed(formula) ? this.#pass('sentence', after) : after;
  }

  /** The notebook where the words before a formula turn from an example to all cases. */
  turn(words: string, notebook: Notebook): Notebook {
    const general = !this.#givenHere && generalises({ text: words, opens: false });
    return general ? this.#pass('paragraph', notebook) : notebook;
  }

  /** At a heading or a quotation: nothing said for a sentence goes on. */
  end(notebook: Notebook): Notebook {
    const next = this.#pass('paragraph', notebook);
    this.#sentence = noSentence;
    return next;
  }

  /** Whether the sentence states a condition that only words say, before a formula or in the words `after` it. */
  isRestricted(after: string): boolean {
    // "For a kernel of one row, $M = 1$, …" says the same in symbols.
    return !this.#givenHere && [this.#sentence.text, firstSentence(after)].some(restrictsInWords);
  }

  /** A sentence or a paragraph is over, and with it what was given for it. */
  #pass(ending: Ending, notebook: Notebook): Notebook {
    if (ending === null) return notebook;
    this.#givenHere = false;
    if (this.#before === null || (ending === 'sentence' && holdsOn(notebook))) return notebook;
    const next = afterPassing(notebook, this.#before);
    this.#before = null;
    return next;
  }
}
