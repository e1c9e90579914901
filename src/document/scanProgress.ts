// How far a text has been read: up to `at`; and up to `mark` it has been given out, as words or as formulas.

import type { Piece } from './scan.js';
import { addFormula, type Place } from './scanFormula.js';
import { Lines } from './scanLines.js';
import { type Margin, noMargin, Pieces } from './scanPieces.js';

/** What the readers of Markdown and of TeX share: they go through a text once and give its pieces out in order. */
export abstract class Progress {
  protected readonly lines: Lines;
  protected readonly pieces: Pieces;
  protected at = 0;
  protected mark = 0;
  /** Whether what is read now is a quotation, and what stands before each of its lines. */
  protected quoted = false;
  protected margin: Margin = noMargin;

  constructor(readonly text: string) {
    this.lines = new Lines(text);
    this.pieces = new Pieces(text);
  }

  abstract run(): readonly Piece[];

  /** Gives out as words what has been read and not been given out. */
  protected giveWords(end: number): void {
    this.pieces.prose(this.mark, end, this.quoted);
    this.mark = Math.max(this.mark, end);
  }

  /** Goes on at an offset, leaving out what has not been given. */
  protected skipTo(at: number): void {
    this.at = at;
    this.mark = at;
  }

  protected trouble(start: number, end: number, message: string): void {
    this.giveWords(start);
    this.pieces.trouble(start, end, message);
    this.skipTo(end);
  }

  protected addFormula(place: Place, display: boolean): void {
    this.giveWords(place.start);
    addFormula(this.pieces, this.lines, place, { display, quoted: this.quoted, margin: this.margin });
    this.skipTo(place.end);
  }
}
