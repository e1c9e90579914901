// The lines of a text: where each begins and ends, and where the next blank one is.

/** Lines are numbered from 0 and end before their `\n`, `\r\n` or `\r`. */
export class Lines {
  readonly count: number;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  readonly #blanks: Int32Array;

  /** The last answer of `lineAt`; the next question is mostly near it. */
  #last = 0;

  constructor(readonly text: string) {
    let count = 1;
    for (let at = nextBreak(text, 0); at < text.length; at = nextBreak(text, afterBreak(text, at)))
      count += 1;
    this.count = count;
    this.#starts = new Int32Array(count);
    this.#ends = new Int32Array(count);
    this.#blanks = new Int32Array(count + 1);
    for (let line = 0, at = 0; line < count; line += 1) {
      this.#starts[line] = at;
      this.#ends[line] = nextBreak(text, at);
      at = afterBreak(text, this.end(line));
    }
    this.#blanks[count] = count;
    for (let line = count - 1; line >= 0; line -= 1) {
      this.#blanks[line] = this.#isBlank(line) ? line : this.blankFrom(line + 1);
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
    const last = this.#last;
    if (this.start(last) <= offset) {
      if (last + 1 >= this.count || offset < this.start(last + 1)) return last;
      this.#last = last + 1;
      if (last + 2 >= this.count || offset < this.start(last + 2)) return last + 1;
    }
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.start(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    this.#last = low;
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
  #isBlank(line: number): boolean {
    const end = this.end(line);
    for (let i = this.start(line); i < end; i += 1) {
      const unit = this.text.charCodeAt(i);
      if (unit !== 32 && unit !== 9 && unit !== 62 && unit !== 0xfeff && unit !== 12) return false;
    }
    return true;
  }
}

/** The next `\n` or `\r` at or after an offset, or the end of the text. */
function nextBreak(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || unit === 13) break;
  }
  return at;
}

function afterBreak(text: string, at: number): number {
  return text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1;
}
