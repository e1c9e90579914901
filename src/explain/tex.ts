// A page as a document in LaTeX, for pdflatex or, in Chinese, xelatex.

import { alignedChain } from './aligned.js';
import type { Piece } from './captions.js';
import type { Lang } from './names.js';
import { type Block, type FlatBlock, flat } from './page.js';

/** A whole document, ready for a file. */
export function tex(pages: readonly (readonly Block[])[], lang: Lang): string {
  const packages = [
    '\\usepackage[margin=25mm]{geometry}',
    '\\usepackage{amsmath,amssymb}',
    ...(lang === 'zh' ? ['\\usepackage[fontset=fandol]{ctex}'] : []),
  ];
  const body = pages.map((page) => flat(page).map(block).join('\n\n')).join('\n\n');
  return `\\documentclass{article}\n${packages.join('\n')}\n\\begin{document}\n\n${body}\n\n\\end{document}\n`;
}

function block(of: FlatBlock): string {
  switch (of.tag) {
    case 'heading':
      return `\\section*{${of.text.replaceAll('_', '\\_')}}`;
    case 'context':
      return of.statements.map((statement) => `% convproof: ${statement.replaceAll('\n', ' ')}`).join('\n');
    case 'sentence':
      return sentence(of.pieces);
    case 'chain':
      return `\\[\n${alignedChain(of)}\n\\]`;
  }
}

function sentence(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : `$${piece.latex}$`)).join('');
}
