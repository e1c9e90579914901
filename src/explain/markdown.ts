// A page as Markdown with formulas in LaTeX. What is declared stands in a comment that the checker of documents reads.

import { alignedChain } from './aligned.js';
import type { Piece } from './captions.js';
import { type Block, type FlatBlock, flat } from './page.js';

/** The text of a page, ready for a file. */
export function markdown(page: readonly Block[]): string {
  return `${flat(page).map(block).join('\n\n')}\n`;
}

function block(of: FlatBlock): string {
  switch (of.tag) {
    case 'heading':
      return `${of.depth === 1 ? '##' : '###'} ${of.text}`;
    case 'context':
      return `<!-- convproof: ${of.statements.join('; ')} -->`;
    case 'sentence':
      return sentence(of.pieces);
    case 'chain':
      return `$$\n${alignedChain(of)}\n$$`;
  }
}

function sentence(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? asText(piece) : `$${piece.latex}$`)).join('');
}

/** `w_<1>` as it stands, and not as a tag or as emphasis. */
function asText(words: string): string {
  return words.replace(/[\\`*_<>[\]$]/g, (character) => `\\${character}`);
}
