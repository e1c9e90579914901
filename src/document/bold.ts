// Bold letters beside plain ones: `\mathbf{h} \in \mathbb{R}^h` has h entries. Fonts say nothing elsewhere, where **X** and its
// entries x_{ij} are one thing; but a letter for a number of entries is another thing than the bold letter.

import { NotationError } from '../../grammar/errors.js';
import type { Node } from '../../grammar/tree.js';
import { children } from '../term/walk.js';
import { parsed, rewritten } from './parsed.js';
import type { Formula, Piece } from './scan.js';
import { asSpace, nameOf } from './sides.js';
import { mapNode } from './trees.js';

/** With the command or before the letter. */
const isBold = /\\(?:mathbf|boldsymbol|bm|bold|pmb)\s*\{?\s*[a-z]\s*\}?$|\{\s*\\bf\s+[a-z]\s*\}?$/u;

/** The pieces of a document with names of their own for the bold letters of which the plain ones are sizes. */
export function withBold(pieces: readonly Piece[]): readonly Piece[] {
  const formulas = pieces.flatMap((piece) => (piece.kind === 'formula' ? [piece.formula] : []));
  const sizes = new Set(formulas.flatMap(sizesOf));
  const both = new Set(formulas.flatMap(boldIn).filter((name) => sizes.has(name)));
  if (both.size === 0) return pieces;
  return pieces.map((piece) =>
    piece.kind === 'formula' ? { ...piece, formula: renamed(piece.formula, both) } : piece,
  );
}

/** h, d of `\mathbb{R}^{h \times d}`. */
function sizesOf(formula: Formula): readonly string[] {
  const sizes = (node: Node): readonly string[] => [
    ...(asSpace(node) ?? []).flatMap((dim) => (isPlainLetter(formula, dim) ? (nameOf(dim) ?? []) : [])),
    ...children(node).flatMap(sizes),
  ];
  return nodesOf(formula).flatMap(sizes);
}

function boldIn(formula: Formula): readonly string[] {
  const bold = (node: Node): readonly string[] =>
    node.tag === 'name' ? (isBoldName(formula, node) ? [node.name] : []) : children(node).flatMap(bold);
  return nodesOf(formula).flatMap(bold);
}

function nodesOf(formula: Formula): readonly Node[] {
  const read = parsed(formula);
  return read instanceof NotationError ? [] : read.rows.flatMap(({ items }) => items.map(({ node }) => node));
}

function isPlainLetter(formula: Formula, node: Node): boolean {
  return node.tag === 'name' && /^[a-z]$/u.test(node.name) && !isBoldName(formula, node);
}

function isBoldName({ text }: Formula, { name, range }: Node & { tag: 'name' }): boolean {
  return /^[a-z]$/u.test(name) && isBold.test(text.slice(0, range.end));
}

function renamed(formula: Formula, names: ReadonlySet<string>): Formula {
  const rename = (node: Node): Node =>
    node.tag === 'name' && names.has(node.name) && isBoldName(formula, node)
      ? { ...node, name: boldLetter(node.name) }
      : mapNode(node, rename);
  return rewritten(formula, rename);
}

/** The bold letter of Unicode, 𝐡 for h. */
function boldLetter(letter: string): string {
  return String.fromCodePoint(0x1d41a + letter.charCodeAt(0) - 'a'.charCodeAt(0));
}
