// The sections that a place in a document lies in, each with what held where it began.

import type { Notebook } from './notebook.js';

/** A theorem, a proof: it lies in its section, and headings in it would end it. */
const innermost = Infinity;

export class Sections {
  readonly #open: { readonly depth: number; readonly notebook: Notebook }[] = [];

  /** A heading ends the sections of its depth and deeper; what enclosing sections said stays. */
  begin(depth: number, notebook: Notebook): Notebook {
    let known = notebook;
    while ((this.#open.at(-1)?.depth ?? 0) >= depth)
      known = (this.#open.pop() as { notebook: Notebook }).notebook;
    this.#open.push({ depth, notebook: known });
    return known;
  }

  /** A theorem begins. */
  open(notebook: Notebook): Notebook {
    this.#open.push({ depth: innermost, notebook });
    return notebook;
  }

  /** A theorem ends, if one is open: what held before it holds again. */
  close(notebook: Notebook): Notebook {
    if (this.#open.at(-1)?.depth !== innermost) return notebook;
    return (this.#open.pop() as { notebook: Notebook }).notebook;
  }
}
