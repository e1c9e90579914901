// Superscripts that tell symbols apart, `z^l = W^l a^{l-1}`: the number of a layer, of a sample, of a channel. In a text
// they look like powers. A letter is a label where it stands above several letters, or is the l of layers.

import { NotationError } from '../../grammar/errors.js';
import type { Node } from '../../grammar/tree.js';
import { children } from '../term/walk.js';
import { parsed } from './parsed.js';
import type { Piece } from './scan.js';

/** `l`, `l - 1`, without parentheses around it: a letter, perhaps with a number; `W^T` is transposed. */
export function isBareLabel(node: Node): boolean {
  return labelLetter(node) !== null;
}

/** The letter of `l`, `l - 1` and `L`; null for anything else. */
export function labelLetter(node: Node): string | null {
  if (node.tag === 'name') return /^(?:(?!T)\p{L}|ell)$/u.test(node.name) ? node.name : null;
  if (node.tag !== 'sum') return null;
  const [first, ...more] = node.terms;
  const letter = first?.sign === '+' ? labelLetter(first.term) : null;
  return more.every(({ term }) => term.tag === 'number') ? letter : null;
}

/** The letters that stand above others without parentheses, in a formula. */
export function bareLabelsIn(node: Node): readonly { readonly letter: string; readonly base: string }[] {
  const letter = node.tag === 'superscript' ? labelLetter(node.superscript) : null;
  const base = node.tag === 'superscript' ? letterOf(node.base) : null;
  const inner = children(node).flatMap(bareLabelsIn);
  return letter === null || base === null ? inner : [{ letter, base }, ...inner];
}

/** x of `x_{ij}` and of `\hat{x}`; null for the base of exponentials and for the real numbers. */
function letterOf(node: Node): string | null {
  if (node.tag === 'subscript' || node.tag === 'accent') return letterOf(node.base);
  return node.tag === 'name' && !/^[eR]$/u.test(node.name) ? node.name : null;
}

/** The letters that a document uses as labels. */
export function labelsOf(pieces: readonly Piece[]): ReadonlySet<string> {
  const bases = new Map<string, Set<string>>();
  for (const piece of pieces) {
    const formula = piece.kind === 'formula' ? parsed(piece.formula) : null;
    if (formula === null || formula instanceof NotationError) continue;
    for (const { letter, base } of formula.rows.flatMap(({ items }) =>
      items.flatMap(({ node }) => bareLabelsIn(node)),
    )) {
      const known = bases.get(letter) ?? new Set();
      bases.set(letter, known.add(base));
    }
  }
  const isLabel = ([letter, above]: [string, ReadonlySet<string>]): boolean =>
    above.size > 1 || /^(?:[lL]|ell)$/u.test(letter);
  return new Set([...bases].filter(isLabel).map(([letter]) => letter));
}
