// Quotations: a theorem that is quoted whole, "let $W = [w_{mn}]_{M \\times N}$ …", has its own letters; a formula of the text
// that is set off as a quotation has those of the text.

import { Notebook } from './notebook.js';
import type { Piece } from './scan.js';

/** A shape, a matrix of numbers, a directive: what says of a letter what it is. */
const declaration = /\]_|\\in\b|\\begin\s*\{[bpv]?matrix|\\begin\s*\{array/u;

/** Whether the quotation with which `pieces` begin, or its beginning, says what its letters are. */
function declaresItself(pieces: readonly Piece[]): boolean {
  for (const piece of pieces) {
    if (piece.kind === 'directive') return true;
    if ((piece.kind === 'formula' || piece.kind === 'prose') && !piece.quoted) return false;
    if (piece.kind === 'formula' && declaration.test(piece.formula.text)) return true;
  }
  return false;
}

/** The quotation that a place in a document may lie in. */
export class Quotation {
  #isOpen = false;
  #before: Notebook | null = null;

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** One that says itself what its tensors are starts from nothing; any other is of what the text around it speaks of. */
  open(notebook: Notebook, pieces: readonly Piece[]): Notebook {
    this.#isOpen = true;
    if (!declaresItself(pieces)) return notebook;
    this.#before = notebook;
    return Notebook.empty;
  }

  /** After it, what stood before stands again. */
  close(notebook: Notebook): Notebook {
    this.#isOpen = false;
    const before = this.#before;
    this.#before = null;
    return before === null ? notebook : notebook.afterQuotation(before);
  }
}
