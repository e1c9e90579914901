// Long derivations in parts: nobody takes in a display of several pages, and readers of documents have their limits, too.

import type { Formula } from './captions.js';
import type { Block, Row } from './page.js';

type Display = Block & { tag: 'chain' };

/** Characters of a display in LaTeX after which another one begins. */
const longest = 8000;

/** A chain as a display, or as several of which each begins with the formula that the one before ends with. */
export function displays(left: Formula, rows: readonly Row[]): readonly Display[] {
  const found: Display[] = [];
  let [first, own, length] = [left, [] as Row[], left.latex.length];
  for (const row of rows) {
    const end = own.at(-1);
    if (end !== undefined && length + row.to.latex.length > longest) {
      found.push({ tag: 'chain', left: first, rows: own });
      [first, own, length] = [end.to, [], end.to.latex.length];
    }
    own.push(row);
    length += row.to.latex.length;
  }
  return [...found, { tag: 'chain', left: first, rows: own }];
}
