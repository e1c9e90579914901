// A page as a document in LaTeX, for pdflatex or, in Chinese, xelatex.

import { laidOut } from './aligned.js';
import type { Piece } from './captions.js';
import type { Lang } from './names.js';
import { type Block, type FlatBlock, flat } from './page.js';

/** A whole document, ready for a file. */
export function tex(pages: readonly (readonly Block[])[], lang: Lang): string {
  const packages = [
    '\\usepackage[a4paper,margin=22mm]{geometry}',
    '\\usepackage{amsmath,amssymb}',
    '\\allowdisplaybreaks',
    ...(lang === 'zh' ? ['\\usepackage[fontset=fandol,zihao=false]{ctex}'] : []),
  ];
  const body = pages.map((page) => flat(page).map(block).join('\n\n')).join('\n\n');
  return `\\documentclass{article}\n${packages.join('\n')}\n\\begin{document}\n\n${body}\n\n\\end{document}\n`;
}

function block(of: FlatBlock): string {
  switch (of.tag) {
    case 'heading':
      return `\\${of.depth === 1 ? 'section' : 'subsection'}*{${asText(of.text)}}`;
    case 'context':
      return of.statements.map((statement) => `% convproof: ${statement.replaceAll('\n', ' ')}`).join('\n');
    case 'sentence':
      return sentence(of.pieces);
    case 'chain':
      return chain(of);
  }
}

/** Sizes of print that are smaller than that of the text, by how much. */
const sizes = [
  [1, ''],
  [0.9, '\\small'],
  [0.8, '\\footnotesize'],
  [0.7, '\\scriptsize'],
  [0.5, '\\tiny'],
] as const;

/** A chain goes on over the end of a page. What cannot be broken to fit on a line is set smaller. */
function chain(of: FlatBlock & { tag: 'chain' }): string {
  const { rows, excess } = laidOut(of);
  if (rows.length === 1) return `\\[\n${rows.join('')}\n\\]`;
  const size = (sizes.find(([scale]) => excess * scale <= 1) ?? sizes[4])[1];
  const aligned = `\\begin{align*}\n${rows.join(' \\\\\n')}\n\\end{align*}`;
  return size === '' ? aligned : `{${size}\n${aligned}}`;
}

function sentence(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? asText(piece) : `$${piece.latex}$`)).join('');
}

const characters: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
};

/** `w_<1>` as it stands, and not as commands. */
function asText(words: string): string {
  return words.replace(/[\\^~<>{}$&#%_]/g, (character) => characters[character] ?? `\\${character}`);
}
