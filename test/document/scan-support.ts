// How scanner tests write down what was found.

import { expect } from 'vitest';
import { type Formula, type Piece, positionAt, scan } from '../../src/document/scan.js';

export function formulas(text: string, as: 'md' | 'tex'): readonly Formula[] {
  return scan(text, as).flatMap((piece) => (piece.kind === 'formula' ? [piece.formula] : []));
}

/** A formula with the line and column of its first and its last unit: `inline 1:5-1:7 x_1`. */
export function placed(text: string, as: 'md' | 'tex'): readonly string[] {
  const place = positionAt(text);
  const at = (offset: number): string => `${place(offset).line}:${place(offset).column}`;
  return formulas(text, as).map(({ display, text: inside, offsets }) => {
    const [first, last] = [offsets[0] as number, offsets[inside.length - 1] as number];
    return `${display ? 'display' : 'inline'} ${at(first)}-${at(last)} ${inside.replace(/\n/g, '⏎')}`;
  });
}

/** The pieces in short: `prose(Let ) formula(x)`. */
export function outline(text: string, as: 'md' | 'tex'): string {
  return scan(text, as)
    .map((piece) => `${piece.kind}(${insideOf(piece, text)})`)
    .join(' ');
}

function insideOf(piece: Piece, text: string): string {
  switch (piece.kind) {
    case 'formula':
      return piece.formula.text;
    case 'heading':
      return `${piece.depth} ${piece.text}`;
    case 'macro':
      return `${piece.name} ${piece.parameters} ${piece.body}`;
    case 'trouble':
      return `${text.slice(piece.start, piece.end)}: ${piece.message}`;
    case 'prose':
    case 'directive':
      return piece.text;
  }
}

/** What holds of the pieces of any text whatever. */
export function checkPieces(text: string, as: 'md' | 'tex'): readonly Piece[] {
  const pieces = scan(text, as);
  let at = 0;
  for (const piece of pieces) {
    expect(piece.start).toBeGreaterThanOrEqual(at);
    if (piece.kind !== 'heading') expect(piece.end).toBeGreaterThan(piece.start);
    expect(piece.end).toBeLessThanOrEqual(text.length);
    at = Math.max(at, piece.end);
    if (piece.kind === 'prose') expect(piece.text).toBe(text.slice(piece.start, piece.end));
    if (piece.kind === 'formula') checkOffsets(piece.formula, text);
  }
  return pieces;
}

function checkOffsets({ text: inside, offsets, start, end }: Formula, text: string): void {
  expect(offsets).toHaveLength(inside.length + 1);
  expect(
    offsets
      .slice(0, -1)
      .map((offset) => text.charAt(offset))
      .join(''),
  ).toBe(inside);
  expect(offsets.every((offset, i) => i === 0 || offset > (offsets[i - 1] as number))).toBe(true);
  expect(offsets[0]).toBeGreaterThanOrEqual(start);
  expect(offsets.at(-1)).toBeLessThanOrEqual(end);
  expect(inside.trim()).not.toBe('');
}
