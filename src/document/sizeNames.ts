// Sizes that are told apart by a letter below them: `S_h` and `S_w` are two strides, `H_k` the height of a kernel. They look
// like entries; what tells them is their place, in the limit of a sum or within a subscript, and that the letter below is
// no index of the text.

import { NotationError } from '../../grammar/errors.js';
import type { Node } from '../../grammar/tree.js';
import { children } from '../term/walk.js';
import { splitSubscripts } from './normalise.js';
import { parsed, rewritten } from './parsed.js';
import type { Piece } from './scan.js';
import { nameOf } from './sides.js';
import { boundNames, limitsIn, mapNode } from './trees.js';

/** The pieces of a document with each of these sizes as one name, Sh for `S_h`. */
export function withSizeNames(pieces: readonly Piece[]): readonly Piece[] {
  const sizes = sizeNamesOf(pieces);
  if (sizes.size === 0) return pieces;
  const named = (node: Node): Node => {
    const name = lettered(node);
    return name !== null && sizes.has(name) ? { tag: 'name', name, range: node.range } : mapNode(node, named);
  };
  return pieces.map((piece) =>
    piece.kind === 'formula' ? { ...piece, formula: rewritten(piece.formula, named) } : piece,
  );
}

/** The name of `S_h` as a whole, and of `k_1`; null for anything but a letter or a number below a letter. */
function lettered(node: Node): string | null {
  const digits = numberBelow(node);
  if (node.tag === 'subscript' && digits !== null) return `${nameOf(node.base)}${digits}`;
  const letter = letterBelow(node);
  return node.tag === 'subscript' && letter !== null ? `${nameOf(node.base)}${letter}` : null;
}

function letterBelow(node: Node): string | null {
  const [only, ...more] = node.tag === 'subscript' ? node.subscripts : [];
  const letter = only === undefined || more.length > 0 ? null : nameOf(only);
  const isLetter = node.tag === 'subscript' && nameOf(node.base) !== null && /^\p{L}$/u.test(letter ?? '');
  return isLetter ? letter : null;
}

/** 1 of `k_1`, but not 11 of an entry `x_{11}`. */
function numberBelow(node: Node): string | null {
  const [only, ...more] = node.tag === 'subscript' ? node.subscripts : [];
  const isDigit = only?.tag === 'number' && /^[1-9]$/u.test(only.text) && more.length === 0;
  const isLetter = node.tag === 'subscript' && /^\p{L}$/u.test(nameOf(node.base) ?? '');
  return isDigit && isLetter ? only.text : null;
}

/** The names that such sizes of a document have. */
function sizeNamesOf(pieces: readonly Piece[]): ReadonlySet<string> {
  const nodes = pieces.flatMap((piece) => {
    const formula = piece.kind === 'formula' ? parsed(piece.formula) : null;
    if (formula === null || formula instanceof NotationError) return [];
    return formula.rows.flatMap(({ items }) => items.map(({ node }) => node));
  });
  const limits = nodes.flatMap((node) => limitsIn(node).flatMap(letteredIn));
  const within = nodes.flatMap(withinSubscripts).filter((node) => letterBelow(node) !== null);
  // A number below a letter makes a size of it where that alone is a limit, and other numbers below it do not make entries.
  const found = [...limits, ...within];
  if (found.length === 0) return new Set();
  const indices = new Set(nodes.flatMap((node) => [...boundNames(node), ...besideOthers(node)]));
  const sizes = found.filter((node) => !indices.has(letterBelow(node) ?? ''));
  return new Set(sizes.map((node) => lettered(node) as string));
}

function letteredIn(node: Node): readonly Node[] {
  return [...(lettered(node) === null ? [] : [node]), ...children(node).flatMap(letteredIn)];
}

function withinSubscripts(node: Node): readonly Node[] {
  const own = node.tag === 'subscript' ? node.subscripts.flatMap(letteredIn) : [];
  return [...own, ...children(node).flatMap(withinSubscripts)];
}

/** The letters that are one of several subscripts, i and j of `x_{i,j}` and of `x_{ij}`. */
function besideOthers(node: Node): readonly string[] {
  const own = node.tag === 'subscript' ? splitSubscripts(node.subscripts, null) : [];
  const names = own.length > 1 ? own.map(nameOf).filter((name) => name !== null) : [];
  return [...names, ...children(node).flatMap(besideOthers)];
}
