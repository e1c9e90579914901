// A chain of formulas in LaTeX, one line below the other.

import type { Piece } from './captions.js';
import type { Block } from './page.js';

/** `a = b` on one line; longer chains with their notes at the right. */
export function alignedChain({ left, rows }: Block & { tag: 'chain' }): string {
  const [only, ...more] = rows;
  if (only !== undefined && more.length === 0 && only.note.length === 0)
    return `${left.latex} ${only.sign.latex} ${only.to.latex}`;
  const lines = rows.map(({ sign, to, note }) => {
    const beside = note.length === 0 ? '' : ` && ${noted(note)}`;
    return `&${sign.latex} ${to.latex}${beside}`;
  });
  return `\\begin{aligned}\n${[`&${left.latex}`, ...lines].join(' \\\\\n')}\n\\end{aligned}`;
}

/** Words as text, formulas as they are. */
function noted(pieces: readonly Piece[]): string {
  return joined(pieces)
    .map((piece) => (typeof piece === 'string' ? `\\text{${piece}}` : piece.latex))
    .join('');
}

/** Words that follow each other as one piece. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const found: Piece[] = [];
  for (const piece of pieces) {
    const last = found.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') found[found.length - 1] = last + piece;
    else found.push(piece);
  }
  return found;
}
