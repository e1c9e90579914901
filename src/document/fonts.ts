// One letter in two fonts, `[\mathsf{V}]_{i,j,a,b} = [\mathbf{V}]_{a,b}`: a formula that has both tells them apart. Fonts say
// nothing elsewhere.

import { NotationError } from '../../grammar/errors.js';
import type { Node } from '../../grammar/tree.js';
import { children } from '../term/walk.js';
import { parsed, rewritten } from './parsed.js';
import type { Formula, Piece } from './scan.js';
import { mapNode } from './trees.js';

const sansSerif = /\\(?:mathsf|textsf)\s*\{\s*\p{L}\s*\}?$/u;

/** The pieces of a document with names of their own for the letters without serifs that it tells from others. */
export function withFonts(pieces: readonly Piece[]): readonly Piece[] {
  const formulas = pieces.flatMap((piece) => (piece.kind === 'formula' ? [piece.formula] : []));
  const apart = new Set(formulas.flatMap(lettersApart));
  if (apart.size === 0) return pieces;
  return pieces.map((piece) =>
    piece.kind === 'formula' ? { ...piece, formula: renamed(piece.formula, apart) } : piece,
  );
}

/** The letters that a formula has both without serifs and in another font. */
function lettersApart(formula: Formula): readonly string[] {
  const read = parsed(formula);
  if (read instanceof NotationError || !/math(?:sf|bf)/u.test(formula.text)) return [];
  return read.rows.flatMap(({ items }) =>
    items.flatMap(({ node }) => {
      const names = letters(node);
      const sans = new Set(names.filter((each) => isSans(formula, each)).map(({ name }) => name));
      return names.flatMap((each) => (sans.has(each.name) && !isSans(formula, each) ? [each.name] : []));
    }),
  );
}

type Letter = Node & { readonly tag: 'name' };

function letters(node: Node): readonly Letter[] {
  if (node.tag === 'name') return /^[A-Z]$/u.test(node.name) ? [node] : [];
  return children(node).flatMap(letters);
}

function isSans({ text }: Formula, { range }: Letter): boolean {
  return sansSerif.test(text.slice(0, range.end));
}

function renamed(formula: Formula, names: ReadonlySet<string>): Formula {
  const rename = (node: Node): Node =>
    node.tag === 'name' && names.has(node.name) && isSans(formula, node)
      ? { ...node, name: sansLetter(node.name) }
      : mapNode(node, rename);
  return rewritten(formula, rename);
}

/** The letter of Unicode without serifs, 𝖵 for V. */
function sansLetter(letter: string): string {
  return String.fromCodePoint(0x1d5a0 + letter.charCodeAt(0) - 'A'.charCodeAt(0));
}
