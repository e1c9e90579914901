// `64 \times 288 = 18,432`: commas that part the thousands of a number. In `(64, 128)` and `1,200,300` they part numbers;
// so no comma counts that stands in brackets or where nothing is computed, and nothing is called false that was read with one.

import type { Formula, Piece } from './scan.js';
import { without } from './touched.js';

/** A number with its thousands apart, where it is a whole operand. */
const grouped = /(?<![\d.,\p{L}_^])[1-9]\d{0,2}(?:(?:,|\{,\}|\\,)\d{3})+(?![\d,])/gu;

const computes = /\\times|\\cdot(?!s)|\\frac|\\div|[+*/×]/u;

/** The pieces with the numbers of their formulas in one. */
export function withoutThousands(pieces: readonly Piece[]): readonly Piece[] {
  return pieces.map((piece) =>
    piece.kind === 'formula' ? { ...piece, formula: inOne(piece.formula) } : piece,
  );
}

function inOne(formula: Formula): Formula {
  const { text } = formula;
  const places = [...text.matchAll(grouped)].filter(({ index }) => isOutside(text, index));
  if (places.length === 0 || !computes.test(text)) return formula;
  const gone = new Set(
    places.flatMap(({ 0: number, index }) =>
      [...number].flatMap((sign, i) => (/\d/u.test(sign) ? [] : [index + i])),
    ),
  );
  return without(formula, gone, 'commas in numbers read as separators of thousands');
}

/** Whether no bracket is open before a place. */
function isOutside(text: string, index: number): boolean {
  const before = text.slice(0, index).replace(/\\[a-zA-Z]+\s*\{[^{}]*\}/gu, '');
  const count = (signs: RegExp): number => [...before.matchAll(signs)].length;
  return count(/[([]|(?<!\\)\{|\\\{/gu) <= count(/[)\]]|(?<!\\)\}|\\\}/gu);
}
