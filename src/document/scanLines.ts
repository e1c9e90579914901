// The lines of a text: where each begins and ends, and where the next blank one is.

/** Lines are numbered from 0 and end before their `\n`, `\r\n` or `\r`. */
export class Lines {
  readonly count: number;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  readonly #blanks: Int32Array;

  constructor(readonly text: string) {
    const starts = [0];
    const ends: number[] = [];
    const breaks = /\r\n|\n|\r/g;
    for (let found = breaks.exec(text); found !== null; found = breaks.exec(text)) {
      ends.push(found.index);
      starts.push(breaks.lastIndex);
    }
    ends.push(text.length);
    this.count = starts.length;
    this.#starts = Int32Array.from(starts);
    this.#ends = Int32Array.from(ends);
    this.#blanks = new Int32Array(this.count + 1);
    this.#blanks[this.count] = this.count;
    for (let line = this.count - 1; line >= 0; line -= 1) {
      this.#blanks[line] = this.isBlank(line) ? line : this.blankFrom(line + 1);
    }
  }

  start(line: number): number {
    return this.#starts[line] ?? this.text.length;
  }

  /** Before the line break. */
  end(line: number): number {
    return this.#ends[line] ?? this.text.length;
  }

  /** The line that holds an offset; a line break belongs to the line it ends. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.start(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The first blank line at or after `line`, or the number of lines. */
  blankFrom(line: number): number {
    return this.#blanks[line] ?? this.count;
  }

  /** Where the paragraph of an offset ends: at the end of the last line before a blank one. */
  paragraphEnd(offset: number): number {
    const line = this.lineAt(offset);
    return this.end(Math.max(line, this.blankFrom(line) - 1));
  }

  /** Nothing but blanks and quotation marks. */
  private isBlank(line: number): boolean {
    const end = this.end(line);
    for (let i = this.start(line); i < end; i += 1) {
      const unit = this.text.charCodeAt(i);
      if (unit !== 32 && unit !== 9 && unit !== 62 && unit !== 0xfeff && unit !== 12) return false;
    }
    return true;
  }
}
