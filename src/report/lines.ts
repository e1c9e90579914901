// Offsets to lines and columns and back, both from 1; columns count UTF-16 units. The text is walked once.

import type { Place } from './report.js';

/** Where the lines of a text begin. */
export class Lines {
  readonly #starts: readonly number[];

  constructor(readonly text: string) {
    const breaks = [...text.matchAll(/\r\n?|\n/g)];
    this.#starts = [0, ...breaks.map((found) => found.index + found[0].length)];
  }

  /** `new Lines('a\nbc').at(3)` is `{ line: 2, column: 2 }`. */
  at(offset: number): { readonly line: number; readonly column: number } {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#starts[low] as number) + 1 };
  }

  /** The stretch from one offset to another. */
  place(start: number, end: number): Place {
    const from = this.at(start);
    const to = this.at(end);
    return { ...from, endLine: to.line, endColumn: to.column };
  }

  /** `new Lines('a\nbc').offset(2, 2)` is 3. */
  offset(line: number, column: number): number {
    return (this.#starts[line - 1] ?? this.text.length) + column - 1;
  }

  /** A line without its end: `new Lines('a\nbc').line(1)` is `'a'`. */
  line(line: number): string {
    return this.text.slice(this.offset(line, 1), this.offset(line + 1, 1)).replace(/[\r\n]+$/, '');
  }
}
