// Collects the pieces of a document as a scanner finds them, and cuts formulas out of the text.

import type { Formula, Piece } from './scan.js';
import type { Lines } from './scanLines.js';

/** What the lines that continue a formula begin with: quotation marks, and an indent in columns. */
export interface Margin {
  readonly quotes: number;
  readonly indent: number;
}

export const noMargin: Margin = { quotes: 0, indent: 0 };

export class Pieces {
  readonly #pieces: Piece[] = [];
  #from = 0;
  #to = 0;
  #quoted = false;
  #heading: { depth: number; title: string } | null = null;

  constructor(readonly text: string) {}

  /** Words from `start` to `end`; joined with the words just before them. */
  prose(start: number, end: number, quoted: boolean): void {
    if (start >= end) return;
    const isNext =
      this.#to === start && (this.#heading !== null || (this.#quoted === quoted && this.#from < this.#to));
    if (!isNext) {
      this.#flush();
      this.#from = start;
      this.#quoted = quoted;
    }
    this.#to = end;
  }

  add(piece: Piece): void {
    this.#flush();
    this.#pieces.push(piece);
  }

  /** A stretch that was not read; joined with one just before it that has the same reason. */
  trouble(start: number, end: number, message: string): void {
    this.#flush();
    const last = this.#pieces.at(-1);
    if (last?.kind === 'trouble' && last.end === start && last.message === message) {
      this.#pieces[this.#pieces.length - 1] = { kind: 'trouble', message, start: last.start, end };
    } else {
      this.#pieces.push({ kind: 'trouble', message, start, end });
    }
  }

  /** Begins a heading: the words from `start` to the next piece or cut are its own. */
  heading(depth: number, title: string, start: number): void {
    this.#flush();
    this.#heading = { depth, title };
    [this.#from, this.#to] = [start, start];
  }

  /** Ends a heading, or a stretch of words. */
  cut(): void {
    this.#flush();
  }

  all(): readonly Piece[] {
    this.#flush();
    return this.#pieces;
  }

  #flush(): void {
    const [start, end, quoted] = [this.#from, this.#to, this.#quoted];
    const heading = this.#heading;
    this.#from = this.#to;
    this.#heading = null;
    if (heading !== null) {
      this.#pieces.push({ kind: 'heading', depth: heading.depth, text: heading.title, start, end });
      return;
    }
    if (start === end) return;
    const text = this.text.slice(start, end);
    if (/[^\s>]/.test(text)) this.#pieces.push({ kind: 'prose', text, start, end, quoted });
  }
}

/** The formula whose inside is `from` to `to`, its lines freed of their margin. */
export function cutFormula(
  lines: Lines,
  place: { start: number; from: number; to: number; end: number },
  display: boolean,
  margin: Margin,
): Formula {
  const { text } = lines;
  const first = lines.lineAt(place.from);
  if (place.to <= lines.end(first)) {
    const offsets: number[] = [];
    for (let at = place.from; at <= place.to; at += 1) offsets.push(at);
    return { text: text.slice(place.from, place.to), display, offsets, start: place.start, end: place.end };
  }
  const parts: string[] = [];
  const offsets: number[] = [];
  const last = lines.lineAt(place.to);
  for (let line = first; line <= last; line += 1) {
    const margined =
      line === first ? place.from : skipMargin(text, lines.start(line), lines.end(line), margin);
    const from = Math.min(place.to, margined);
    const to = Math.min(place.to, lines.end(line));
    parts.push(text.slice(from, to));
    for (let i = from; i < to; i += 1) offsets.push(i);
    // The break itself; of `\r\n` only the second unit.
    if (line < last) {
      const at = lines.start(line + 1) - 1;
      if (at >= place.from && at < place.to) {
        parts.push(text.charAt(at));
        offsets.push(at);
      }
    }
  }
  offsets.push(place.to);
  return {
    text: parts.join(''),
    display,
    offsets,
    start: place.start,
    end: place.end,
  };
}

/** Past the quotation marks and the indent that a continued line may have, or lack. */
export function skipMargin(text: string, start: number, end: number, margin: Margin): number {
  let at = start;
  for (let quote = 0; quote < margin.quotes; quote += 1) {
    let mark = at;
    while (mark < end && isBlankUnit(text.charCodeAt(mark))) mark += 1;
    if (mark >= end || text.charAt(mark) !== '>') break;
    at = mark + 1;
    if (at < end && text.charAt(at) === ' ') at += 1;
  }
  for (let column = 0; column < margin.indent && at < end && isBlankUnit(text.charCodeAt(at)); at += 1) {
    column += text.charAt(at) === '\t' ? 4 - (column % 4) : 1;
  }
  return at;
}

function isBlankUnit(unit: number): boolean {
  return unit === 32 || unit === 9;
}

/** A piece of a text that is a part of a longer one, from `by` on. */
export function moved(piece: Piece, by: number): Piece {
  const place = { start: piece.start + by, end: piece.end + by };
  if (piece.kind === 'directive') return { ...piece, ...place, at: piece.at + by };
  if (piece.kind !== 'formula') return { ...piece, ...place };
  const offsets = piece.formula.offsets.map((offset) => offset + by);
  return { ...piece, ...place, formula: { ...piece.formula, ...place, offsets } };
}
