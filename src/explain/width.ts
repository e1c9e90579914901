// How wide a formula is when it is set, near enough to tell whether it fits on a line. In em, for Computer Modern as TeX
// sets displays: letters about half an em, relations and signs with the space around them, scripts at seven tenths, limits
// below and above their sign.

/** A formula in LaTeX as its commands, braces and characters. */
function tokensOf(latex: string): readonly string[] {
  return latex.match(/\\[a-zA-Z]+|\\.|\S/gu) ?? [];
}

const script = 0.7;
const signs: ReadonlySet<string> = new Set(['+', '-', '=', '<', '>', '*']);
const letters = /^[\p{L}\p{N}]$/u;
const capitals = /^\p{Lu}$/u;
const han = /^\p{Script=Han}$/u;

/** Commands by their width; of those that are not here, the names of letters are 0.6 wide. */
const commands: ReadonlyMap<string, number> = new Map([
  ['\\,', 0.17],
  ['\\ ', 0.33],
  ['\\quad', 1],
  ['\\qquad', 2],
  ['\\left', 0.15],
  ['\\right', 0.15],
  ['\\displaystyle', 0],
  ['\\infty', 1],
  ['\\partial', 0.6],
  ...['le', 'ge', 'ne', 'to', 'mid', 'lor', 'land', 'cdot', 'times', 'circledast', 'odot'].map(
    (name) => [`\\${name}`, 1.33] as const,
  ),
]);

/** Signs whose limits stand below and above them in a display. */
const big: ReadonlyMap<string, number> = new Map([
  ['\\sum', 1.61],
  ['\\prod', 1.44],
  ['\\max', 1.95],
  ['\\min', 1.8],
]);

/** The width of a formula in a display; `\sum_{m=1}^{M} w_{m}` is about 3.2 wide. */
export function widthOf(latex: string): number {
  return new Measure(tokensOf(latex)).row();
}

class Measure {
  #at = 0;

  constructor(readonly tokens: readonly string[]) {}

  /** Up to the brace that ends a group, to the end of a matrix, or of all. */
  row(): number {
    let width = 0;
    /** The widest of the rows of a matrix that stand one below the other. */
    let widest = 0;
    while (this.#at < this.tokens.length && !['}', '\\end'].includes(this.tokens[this.#at] ?? '')) {
      if (this.tokens[this.#at] === '\\\\') {
        this.#at += 1;
        [width, widest] = [0, Math.max(width, widest)];
      } else width += this.#atom();
    }
    return Math.max(width, widest);
  }

  /** One token with what it takes and its scripts. */
  #atom(): number {
    const token = this.tokens[this.#at] ?? '';
    this.#at += 1;
    const limits = big.get(token);
    if (limits !== undefined) return Math.max(limits, ...this.#scripts()) + 0.17;
    return this.#alone(token) + Math.max(0, ...this.#scripts());
  }

  #alone(token: string): number {
    switch (token) {
      case '{': {
        const width = this.row();
        this.#at += 1;
        return width;
      }
      case '\\frac':
        return Math.max(this.#atom(), this.#atom()) + 0.24;
      case '\\begin': {
        this.#atom();
        const width = this.row();
        this.#at += 1;
        this.#atom();
        return width + 1;
      }
      case '&':
        return 1;
      case '\\text':
      case '\\mathrm':
      case '\\operatorname':
        return this.#atom();
    }
    if (signs.has(token)) return 1.33;
    if (han.test(token)) return 1;
    if (capitals.test(token)) return token === 'M' ? 1.05 : 0.8;
    if (letters.test(token)) return 0.53;
    return commands.get(token) ?? (token.startsWith('\\') ? 0.6 : 0.4);
  }

  #scripts(): readonly number[] {
    const widths: number[] = [];
    while (this.tokens[this.#at] === '_' || this.tokens[this.#at] === '^') {
      this.#at += 1;
      widths.push(script * this.#atom());
    }
    return widths;
  }
}
