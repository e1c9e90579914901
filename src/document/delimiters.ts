// Where a formula that has been opened closes, for the delimiters that Markdown and TeX share.
//
// A search gives up at the end of the paragraph or at a line that must begin something else, and each search ends at
// the next delimiter of its kind, so that all searches together are linear in the text.

import { commandEnd, isMathematical, isProse, takesWords, weigh } from './scanEvidence.js';
import type { Lines } from './scanLines.js';

/** The inside of a formula ends at `to` and its closing delimiter at `end`; or it was not closed before `stop`. */
export type Closing =
  | { readonly isClosed: true; readonly to: number; readonly end: number }
  | { readonly isClosed: false; readonly stop: number };

/** Environments that are formulas by themselves. */
const displays =
  /^(?:(?:equation|align|alignat|gather|multline|eqnarray|flalign|dmath|displaymath|math|IEEEeqnarray)\*?)$/;

/** Environments that are formulas where they begin a line, as MathJax takes them. */
const parts =
  /^(?:aligned|alignedat|gathered|split|array|cases|dcases|numcases|subarray|(?:small)?[bBpvV]?(?:small)?matrix\*?)$/;

export function isDisplay(environment: string): boolean {
  return displays.test(environment);
}

export function isPart(environment: string): boolean {
  return parts.test(environment);
}

export class Delimiters {
  readonly #finds = new Map<string, { from: number; at: number }>();
  readonly #text: string;
  #paragraph = { from: 0, limit: -1 };
  /** Up to where it is known that a `\text{` with a dollar sign in it is not closed. */
  #plainUntil = -1;

  constructor(
    readonly lines: Lines,
    /** Whether a line begins something that no formula contains, a heading for example. */
    readonly isBoundary: (line: number) => boolean,
  ) {
    this.#text = lines.text;
  }

  /** The next place of a word at or after `from`, or -1; remembers the last answer for each word. */
  find(word: string, from: number): number {
    const known = this.#finds.get(word);
    if (known !== undefined && known.from <= from && (known.at >= from || known.at === -1)) return known.at;
    const at = this.#text.indexOf(word, from);
    this.#finds.set(word, { from, at });
    return at;
  }

  /** The end of the paragraph of an offset, or the end of the line before a boundary. */
  limit(at: number): number {
    const known = this.#paragraph;
    if (known.from <= at && at <= known.limit) return known.limit;
    const first = this.lines.lineAt(at);
    const last = Math.max(first, this.lines.blankFrom(first) - 1);
    let line = first;
    while (line < last && !this.isBoundary(line + 1)) line += 1;
    const limit = this.lines.end(line);
    this.#paragraph = { from: at, limit };
    return limit;
  }

  /** The dollar sign that closes the one before `from`, or -1. Those in `\text{…}` do not count. */
  dollar(from: number): number {
    const limit = this.limit(from);
    const text = this.#text;
    let [depth, inner, wordsAt] = [0, -1, -1];
    for (let at = from; at < limit; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit === 36) {
        if (depth === 0 || from <= this.#plainUntil) return at;
        if (inner === -1) inner = at;
      } else if (unit === 92) {
        const end = commandEnd(text, at, limit);
        if (depth === 0 && takesWords(text.slice(at + 1, end))) wordsAt = end;
        at = Math.max(end - 1, at + 1);
      } else if (unit === 123) {
        if (depth > 0 || (wordsAt >= 0 && isGap(text, wordsAt, at))) depth += 1;
      } else if (unit === 125 && depth > 0) depth -= 1;
    }
    if (inner >= 0) this.#plainUntil = limit;
    return inner;
  }

  /**
   * The `$$` that closes the one at `open`. When what stands between the two is doubtful (a blank line, sentences,
   * a single dollar sign) and what follows the second reads as a formula, the first was never closed.
   */
  display(open: number): Closing {
    const text = this.#text;
    const from = open + 2;
    const close = this.#nextDouble(from);
    const line = this.lines.lineAt(open);
    const blankLine = this.lines.blankFrom(line);
    const blank =
      blankLine > line && blankLine < this.lines.count ? this.lines.end(blankLine - 1) : text.length;
    const stop = Math.max(from, Math.min(blank, this.limit(open)));
    if (close === -1) return { isClosed: false, stop };
    const inside = weigh(text, from, close);
    const hasBlank = stop < close;
    const isWords = isProse(inside) || inside.dollar;
    if (inside.empty || isWords || hasBlank) {
      const next = this.#nextDouble(close + 2);
      const isNextWhole = next !== -1 && this.limit(close + 2) >= next;
      if (isNextWhole && isMathematical(weigh(text, close + 2, next))) {
        return { isClosed: false, stop: Math.min(stop, close) };
      }
      if (hasBlank && isWords) return { isClosed: false, stop };
    }
    return { isClosed: true, to: close, end: close + 2 };
  }

  /** The next `$$`, or -1 where a boundary comes first. */
  #nextDouble(from: number): number {
    const text = this.#text;
    for (let at = from; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit === 92 && !isBreak(text.charCodeAt(at + 1))) at += 1;
      else if (unit === 36 && text.charCodeAt(at + 1) === 36) return at;
      else if (isBreak(unit) && this.isBoundary(this.lines.lineAt(at + 1))) return -1;
    }
    return -1;
  }

  /**
   * The bracket that closes the one before `from`: `\)` for `\(`, and with `slashes` 2 `\\)` for `\\(`. Another
   * opening bracket means that the first was never closed.
   */
  bracket(from: number, bracket: '(' | '[', slashes: 1 | 2): Closing {
    const text = this.#text;
    const limit = this.limit(from);
    const closing = bracket === '(' ? ')' : ']';
    for (let at = from; at < limit; at += 1) {
      if (text.charCodeAt(at) !== 92) continue;
      const start = at;
      while (text.charCodeAt(at) === 92) at += 1;
      const length = at - start;
      const mark = text.charAt(at);
      const isMark =
        slashes === 1 ? length % 2 === 1 : length % 4 === 2 || (length === 1 && mark === closing);
      if (!isMark) continue;
      if (mark === closing) return { isClosed: true, to: at - Math.min(length, slashes), end: at + 1 };
      if (mark === bracket && !isLength(text, at)) return { isClosed: false, stop: at - slashes };
    }
    return { isClosed: false, stop: limit };
  }

  /** The `\end{name}` of an environment whose `\begin{name}` ends at `from`. */
  environment(from: number, name: string): Closing {
    const text = this.#text;
    const stop = this.limit(from);
    const failed: Closing = { isClosed: false, stop };
    let at = from;
    for (let depth = 1; ; ) {
      const begin = this.find(`\\begin{${name}}`, at);
      const end = least(this.find(`\\end{${name}}`, at), this.find(`\\end {${name}}`, at));
      if (end === -1) return failed;
      if (begin !== -1 && begin < end) {
        // None of these stands in itself: the first was never closed.
        if (isDisplay(name) || begin > stop) return { isClosed: false, stop: Math.min(stop, begin) };
        depth += 1;
        at = begin + 1;
        continue;
      }
      depth -= 1;
      at = end + 1;
      if (depth > 0) continue;
      if (end > stop && (this.#hasBoundary(from, end) || isProse(weigh(text, from, end)))) return failed;
      return { isClosed: true, to: end, end: text.indexOf('}', end) + 1 };
    }
  }

  #hasBoundary(from: number, to: number): boolean {
    const last = this.lines.lineAt(to);
    for (let line = this.lines.lineAt(from) + 1; line <= last; line += 1)
      if (this.isBoundary(line)) return true;
    return false;
  }
}

function least(a: number, b: number): number {
  if (a === -1 || b === -1) return Math.max(a, b);
  return Math.min(a, b);
}

/** `[2mm]`, the room after a row. */
function isLength(text: string, at: number): boolean {
  return text.charAt(at) === '[' && /^\[\s*[\d.]+\s*[a-z]{2}\s*\]/.test(text.slice(at, at + 16));
}

function isBreak(unit: number): boolean {
  return unit === 10 || unit === 13;
}

/** Nothing but blanks and a star between a command and its argument. */
function isGap(text: string, from: number, to: number): boolean {
  return to - from < 8 && /^[\s*]*$/.test(text.slice(from, to));
}
