// Quotations: a theorem that is quoted whole, "let $W = [w_{mn}]_{M \\times N}$ …", has its own letters; a formula of the text
// that is set off as a quotation has those of the text.

import type { Piece } from './scan.js';

/** A shape, a matrix of numbers, a directive: what says of a letter what it is. */
const declaration = /\]_|\\in\b|\\begin\s*\{[bpv]?matrix|\\begin\s*\{array/u;

/** Whether the quotation with which `pieces` begin, or its beginning, says what its letters are. */
export function declaresItself(pieces: readonly Piece[]): boolean {
  for (const piece of pieces) {
    if (piece.kind === 'directive') return true;
    if ((piece.kind === 'formula' || piece.kind === 'prose') && !piece.quoted) return false;
    if (piece.kind === 'formula' && declaration.test(piece.formula.text)) return true;
  }
  return false;
}
