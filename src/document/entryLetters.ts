// Entries of a matrix under its own letter and layer, `\frac{\partial J}{\partial W^{l}_{11}}`, in a section that writes them in small
// letters and without layers, `z_{11} = w_{11} a_{11} + …`: both are the same entries.

import { NotationError } from '../../grammar/errors.js';
import { printNode } from '../../grammar/print.js';
import type { Node } from '../../grammar/tree.js';
import { children } from '../term/walk.js';
import { labelLetter } from './labels.js';
import { parsed, rewritten } from './parsed.js';
import type { Formula, Piece } from './scan.js';
import { mapNode } from './trees.js';
import { digitsOf } from './writtenOut.js';

/** The pieces of a document, in each section of which such entries have one name. */
export function withEntryLetters(pieces: readonly Piece[]): readonly Piece[] {
  const starts = pieces.flatMap((piece, i) => (i === 0 || piece.kind === 'heading' ? [i] : []));
  return starts.flatMap((start, i) => inSection(pieces.slice(start, starts[i + 1] ?? pieces.length)));
}

function inSection(pieces: readonly Piece[]): readonly Piece[] {
  const entries = pieces.flatMap((piece) => (piece.kind === 'formula' ? entriesOf(piece.formula) : []));
  const letters = new Set(
    entries.flatMap(({ letter }) => (isInSmallLetters(letter, entries) ? [letter] : [])),
  );
  if (letters.size === 0) return pieces;
  const renamed = (node: Node): Node => {
    const entry = entryIn(node);
    if (entry === null || entry.layer === null || !letters.has(entry.letter)) return mapNode(node, renamed);
    const base: Node = { tag: 'name', name: entry.letter.toLowerCase(), range: node.range };
    return { tag: 'subscript', base, subscripts: entry.subscripts, range: node.range };
  };
  return pieces.map((piece) => {
    const isMeant =
      piece.kind === 'formula' &&
      entriesOf(piece.formula).some(({ letter, layer }) => layer !== null && letters.has(letter));
    if (piece.kind !== 'formula' || !isMeant) return piece;
    return {
      ...piece,
      formula: rewritten(piece.formula, renamed, 'the entries of a layer as those of the example'),
    };
  });
}

interface Entry {
  readonly letter: string;
  /** `l + 1`; null where it stands in no layer. */
  readonly layer: string | null;
  readonly subscripts: readonly Node[];
}

/** Whether a capital letter has a layer, the same everywhere, and the small one entries of as many subscripts without. */
function isInSmallLetters(letter: string, entries: readonly Entry[]): boolean {
  const small = letter.toLowerCase();
  const [own, other] = [letter, small].map((name) => entries.filter((entry) => entry.letter === name));
  if (letter === small || own === undefined || other === undefined || other.length === 0) return false;
  const layers = new Set(own.map(({ layer }) => layer));
  const isPlain = other.every(({ layer }) => layer === null);
  const ranks = new Set([...own, ...other].map(({ subscripts }) => digitsOf(subscripts)?.length));
  return layers.size === 1 && !layers.has(null) && isPlain && ranks.size === 1;
}

function entriesOf(formula: Formula): readonly Entry[] {
  const result = parsed(formula);
  if (result instanceof NotationError) return [];
  const within = (node: Node): readonly Entry[] => {
    const entry = entryIn(node);
    return entry === null ? children(node).flatMap(within) : [entry];
  };
  return result.rows.flatMap(({ items }) => items.flatMap(({ node }) => within(node)));
}

/** `w_{11}`, `W^{l}_{11}`, `W_{11}^{l}` */
function entryIn(node: Node): Entry | null {
  const [outer, inner] = node.tag === 'superscript' ? [node.base, node.superscript] : [node, null];
  if (outer.tag !== 'subscript' || digitsOf(outer.subscripts) === null) return null;
  const label = outer.base.tag === 'superscript' ? outer.base.superscript : inner;
  const base = outer.base.tag === 'superscript' ? outer.base.base : outer.base;
  if (base.tag !== 'name' || (label !== null && labelLetter(label) === null)) return null;
  return { letter: base.name, layer: label === null ? null : printNode(label), subscripts: outer.subscripts };
}
