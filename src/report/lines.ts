// Offsets to lines and columns, both from 1; columns count UTF-16 units. The text is walked once, not once a claim.

/** Where the lines of a text begin. */
export class Lines {
  readonly #starts: readonly number[];

  constructor(text: string) {
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
}
