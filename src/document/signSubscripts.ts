// A word below a sign for convolution, `\delta *_{\text{full}} W`: how the input is padded. The sign is read without it, and
// what is proved must go with the word: where zeros lie all around, the kernel is turned, and elsewhere it is not.

import type { Node } from '../../grammar/tree.js';
import type { Formula, Piece } from './scan.js';
import { without } from './touched.js';
import { namesIn } from './trees.js';

const worded =
  /(?<=\*|\\(?:ast|star|circledast|otimes)\s*)\s*_\s*\{\s*(?:\\(?:text|mathrm|textrm|operatorname)\s*\{\s*)?(full|valid)\s*\}?\s*\}/gu;

/** The pieces with bare signs in their formulas. */
export function withBareSigns(pieces: readonly Piece[]): readonly Piece[] {
  return pieces.map((piece) =>
    piece.kind === 'formula' ? { ...piece, formula: bare(piece.formula) } : piece,
  );
}

function bare(formula: Formula): Formula {
  const found = [...formula.text.matchAll(worded)];
  const words = new Set(found.map(([, word]) => word));
  if (found.length === 0 || words.size > 1) return formula;
  const places = new Set(found.flatMap(({ 0: word, index }) => [...word].map((_, i) => index + i)));
  const padding = words.has('full') ? 'full' : 'valid';
  return { ...without(formula, places, 'the sign without the word below it'), padding };
}

/** Whether the sides of an equation are as the word says. */
export function isPaddedSo(padding: 'full' | 'valid', nodes: readonly Node[]): boolean {
  const turns = nodes.some((node) => [...namesIn(node)].some((name) => /^(?:rot180|flip)$/iu.test(name)));
  return turns === (padding === 'full');
}
