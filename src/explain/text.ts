// A page as plain text, in native notation.

import type { Piece } from './captions.js';
import { type Block, type FlatBlock, flat } from './page.js';

/** The text of a page, ready for a terminal: declarations are left out that a sentence repeats, and sentences that repeat them. */
export function text(page: readonly Block[]): string {
  const shown = flat(page.filter((block) => block.tag !== 'part' || block.role !== 'given')).filter(
    (of) => of.tag !== 'context' || (!of.said && of.statements.length > 0),
  );
  return `${shown.map(block).join('\n\n')}\n`;
}

function block(of: FlatBlock): string {
  switch (of.tag) {
    case 'heading':
      return `${of.text}\n${(of.depth === 1 ? '=' : '-').repeat(of.text.length)}`;
    case 'context':
      return of.statements.join('\n');
    case 'sentence':
      return sentence(of.pieces);
    case 'chain': {
      const [only, ...more] = of.rows;
      if (only !== undefined && more.length === 0 && only.note.length === 0)
        return `  ${of.left.native} ${only.sign.native} ${only.to.native}`;
      const rows = of.rows.map(({ sign, to, note }) => {
        const beside = note.length === 0 ? '' : `\n        (${sentence(note)})`;
        return `    ${sign.native} ${to.native}${beside}`;
      });
      return [`  ${of.left.native}`, ...rows].join('\n');
    }
  }
}

function sentence(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : piece.native)).join('');
}
