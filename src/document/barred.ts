// `\begin{vmatrix} … \end{vmatrix}` for a matrix: its bars say determinant, and what is convolved or written out beside its derivative
// is none. Where a text has one of them beside a convolution sign, all of them are matrices to the reader.

import { NotationError } from '../../grammar/errors.js';
import type { Node } from '../../grammar/tree.js';
import { children } from '../term/walk.js';
import { parsed, rewritten } from './parsed.js';
import type { Piece } from './scan.js';
import { mapNode } from './trees.js';

const convolutions: ReadonlySet<string> = new Set(['*', '(*)', 'star', 'otimes']);

/** The pieces of a document with matrices for such determinants. */
export function withoutBars(pieces: readonly Piece[]): readonly Piece[] {
  const isConvolved = pieces.some((piece) => {
    const formula = piece.kind === 'formula' ? parsed(piece.formula) : null;
    if (formula === null || formula instanceof NotationError) return false;
    return formula.rows.some(({ items }) => items.some(({ node }) => convolvesBarred(node)));
  });
  if (!isConvolved) return pieces;
  return pieces.map((piece) =>
    piece.kind === 'formula' ? { ...piece, formula: rewritten(piece.formula, withoutBarsIn) } : piece,
  );
}

/** The matrix between bars; null of anything else. */
function barred(node: Node | undefined): Node | null {
  const [only, ...more] = node?.tag === 'group' && node.delimiter === '|' ? node.items : [];
  return only?.tag === 'matrix' && more.length === 0 ? only : null;
}

function convolvesBarred(node: Node): boolean {
  const factors = node.tag === 'product' ? node.factors : [];
  const own = factors.some(
    ({ operator, factor }, i) =>
      convolutions.has(operator) && (barred(factor) !== null || barred(factors[i - 1]?.factor) !== null),
  );
  return own || children(node).some(convolvesBarred);
}

function withoutBarsIn(node: Node): Node {
  const inner = mapNode(node, withoutBarsIn);
  const matrix = barred(inner);
  return matrix === null ? inner : { ...matrix, range: inner.range };
}
