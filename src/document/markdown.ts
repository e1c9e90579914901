// Finds the formulas of a Markdown text.
//
// Markdown parsers lose formulas: `_` in them is taken for emphasis, a line of `=` for a heading, `$$\begin{aligned}`
// for an unclosed block. So the text is read line by line for what must not be searched (code, comments, tags) and
// for headings and quotations, and everything else is searched for delimiters.

import { commentPiece } from './comments.js';
import { Delimiters } from './delimiters.js';
import { type Reading, readFormula } from './markdownFormulas.js';
import {
  closesFence,
  type Fence,
  fenceAt,
  frontMatterEnd,
  headingDepth,
  isFootnote,
  isRule,
  type LineStart,
  readLineStart,
  underlineDepth,
} from './markdownLines.js';
import { addressEnd, CodeSpans, tagAt } from './markdownSpans.js';
import type { Piece } from './scan.js';
import { skipMargin } from './scanPieces.js';
import { Progress } from './scanProgress.js';

export function scanMarkdown(text: string): readonly Piece[] {
  return new Scanner(text).run();
}

/** Tags whose inside is not text. */
const hidden: ReadonlySet<string> = new Set(['script', 'style', 'pre', 'textarea']);
const code: ReadonlySet<string> = new Set(['code', 'kbd', 'samp', 'tt']);

class Scanner extends Progress {
  readonly #delimiters: Delimiters;
  readonly #spans: CodeSpans;
  /** Whether the line before is one that this line can continue. */
  #inParagraph = false;
  #inCode = false;
  /** The columns where the contents of the open list items begin. */
  #items: number[] = [];
  /** The line of `===` or `---` that ends the heading being read. */
  #underline = -1;

  constructor(text: string) {
    super(text);
    this.#delimiters = new Delimiters(this.lines, (line) => this.#isBoundary(line));
    this.#spans = new CodeSpans(text, this.#delimiters);
  }

  override run(): readonly Piece[] {
    this.skipTo(frontMatterEnd(this.lines));
    while (this.at < this.text.length) {
      const line = this.lines.lineAt(this.at);
      const isRead = this.#readBlock(line);
      if (!isRead) this.#readInline();
    }
    this.giveWords(this.text.length);
    return this.pieces.all();
  }

  // ---- blocks ----

  /** Reads a line that is no running text, and true; or false, with `at` where the running text of the line begins. */
  #readBlock(line: number): boolean {
    const { text } = this;
    const end = this.lines.end(line);
    const next = this.lines.start(line + 1);
    if (line === this.#underline) return this.#skipLine(line, true);
    const start = readLineStart(this.lines, line);
    if (start.content >= end && start.quotes === 0 && !start.isItem) {
      this.giveWords(this.at);
      this.#inParagraph = false;
      this.quoted = false;
      this.at = next;
      return true;
    }
    if (this.#isIndentedCode(start)) return this.#skipLine(line, false);
    this.#inCode = false;
    const fence = fenceAt(text, start.content, end);
    const depth = this.#isDeep(start) ? 0 : headingDepth(text, start.content, end);
    const isBlock = start.isItem || fence !== null || depth > 0 || isRule(text, start.content, end);
    const quoted = start.quotes > 0 || (this.quoted && this.#inParagraph && !isBlock);
    if (quoted !== this.quoted) this.giveWords(this.at);
    this.quoted = quoted;
    this.margin = { quotes: start.quotes, indent: start.indent };
    this.#follow(start);
    if (fence !== null) return this.#readFence(line, start.content, fence);
    if (depth > 0) {
      this.#beginHeading(
        depth,
        start.content,
        text.slice(start.content + depth, end).replace(/[ \t]#+[ \t]*$/, ''),
      );
      this.#underline = -1;
      this.#inParagraph = false;
      this.at = start.content + depth;
      this.#readInline();
      this.#endHeading(Math.min(this.at, this.text.length));
      return true;
    }
    if (isRule(text, start.content, end)) return this.#skipLine(line, true);
    if (!this.#inParagraph && !start.isItem) this.#seekUnderline(line, start);
    this.#inParagraph = start.content < end;
    this.at = start.content;
    return false;
  }

  /** Leaves a line out. */
  #skipLine(line: number, isEnd: boolean): true {
    if (line === this.#underline) this.#endHeading(this.at);
    else this.giveWords(this.at);
    this.#underline = -1;
    this.#inParagraph = false;
    this.#inCode = !isEnd;
    this.skipTo(this.lines.start(line + 1));
    return true;
  }

  /** Indented by four columns more than the list it is in, where no block begins but code. */
  #isDeep(start: LineStart): boolean {
    return start.column >= (this.#items.filter((column) => column <= start.column).at(-1) ?? 0) + 4;
  }

  #isIndentedCode(start: LineStart): boolean {
    if (this.#inParagraph || start.quotes > 0 || !this.#isDeep(start)) return false;
    return (
      this.#inCode || !/^(?:\$\$|\\\[|\\begin\s?\{)/.test(this.text.slice(start.content, start.content + 8))
    );
  }

  /** Keeps account of the lists that are open. */
  #follow(start: LineStart): void {
    if (!this.#inParagraph || start.isItem)
      this.#items = this.#items.filter((column) => column <= start.column);
    if (start.isItem) this.#items.push(start.indent);
    // What is indented under a footnote belongs to it.
    else if (isFootnote(this.text, start.content)) this.#items.push(start.column + 4);
  }

  /** Whether a paragraph that begins on this line turns out to be a heading. */
  #seekUnderline(first: number, start: LineStart): void {
    const { text } = this;
    for (let line = first; line + 1 < this.lines.count; line += 1) {
      const [from, end] = [this.lines.start(line), this.lines.end(line)];
      // A sign of equality on a line of its own is no underline in a formula.
      if (/\$\$|\\\[|\\begin/.test(text.slice(from, end))) return;
      const below = readLineStart(this.lines, line + 1);
      const depth = underlineDepth(text, below.content, this.lines.end(line + 1));
      if (depth > 0 && below.quotes === start.quotes && !below.isItem && below.column < 4) {
        this.#underline = line + 1;
        this.#beginHeading(depth, start.content, text.slice(start.content, end));
        return;
      }
      if (
        below.content >= this.lines.end(line + 1) ||
        below.isItem ||
        below.quotes !== start.quotes ||
        this.#isBoundary(line + 1)
      )
        return;
    }
  }

  #beginHeading(depth: number, start: number, title: string): void {
    this.giveWords(start);
    this.pieces.heading(depth, title.trim(), start);
  }

  #endHeading(end: number): void {
    this.giveWords(end);
    this.pieces.cut();
  }

  /** Headings and fences: no formula goes on over them. */
  #isBoundary(line: number): boolean {
    const { text } = this;
    if (line >= this.lines.count) return false;
    const end = this.lines.end(line);
    let at = this.lines.start(line);
    while (at < end && /[ \t>]/.test(text.charAt(at))) at += 1;
    const unit = text.charAt(at);
    if (unit === '#') return /^#{1,6}[ \t]/.test(text.slice(at, at + 8));
    return (unit === '`' || unit === '~') && fenceAt(text, at, end) !== null;
  }

  #readFence(line: number, open: number, fence: Fence): true {
    const { text } = this;
    const { quotes } = this.margin;
    this.giveWords(open);
    this.#inParagraph = false;
    let last = line + 1;
    let isClosed = false;
    for (; last < this.lines.count && !isClosed; last += 1) {
      const end = this.lines.end(last);
      let at = this.lines.start(last);
      let marks = 0;
      for (; at < end && /[ \t>]/.test(text.charAt(at)); at += 1) if (text.charAt(at) === '>') marks += 1;
      if (marks < quotes) break;
      isClosed = closesFence(text, at, end, fence);
    }
    const isQuotationEnd = !isClosed && last < this.lines.count;
    const body = isClosed ? last - 1 : last;
    const end = Math.max(this.lines.end(line), this.lines.end(last - 1));
    if (!isClosed && !isQuotationEnd)
      this.trouble(open, end, 'a code fence that is never closed: the rest is not read');
    else if (/^(?:\{math\}|math)(?:\s|$)/.test(fence.info)) this.#addFenced(line, body, open, end);
    this.skipTo(this.lines.start(last));
    return true;
  }

  /** The formula in a fence, without options like `:label: eq`. */
  #addFenced(fence: number, last: number, start: number, end: number): void {
    let first = fence + 1;
    while (
      first < last &&
      /^[ \t>]*:[a-z-]+:/.test(this.text.slice(this.lines.start(first), this.lines.end(first)))
    )
      first += 1;
    if (first >= last) return;
    const from = skipMargin(this.text, this.lines.start(first), this.lines.end(first), this.margin);
    this.addFormula({ start, from, to: this.lines.end(last - 1), end }, true);
  }

  // ---- running text ----

  /** From `at` to the end of a line, or of the line on which the last formula ends. */
  #readInline(): void {
    const { text } = this;
    const specials = /[$\\`<\]\r\n]/g;
    for (;;) {
      specials.lastIndex = this.at;
      if (!specials.test(text)) {
        this.at = text.length;
        return;
      }
      this.at = specials.lastIndex - 1;
      const unit = text.charAt(this.at);
      if (unit === '\n' || unit === '\r') {
        this.at += unit === '\r' && text.charAt(this.at + 1) === '\n' ? 2 : 1;
        return;
      }
      this.#readSpecial(unit);
    }
  }

  #readSpecial(unit: string): void {
    const at = this.at;
    if (unit === '$' || unit === '\\') this.#take(readFormula(this.#delimiters, at, this.mark));
    else if (unit === '`') this.at = this.#spans.end(at).end;
    else if (unit === ']') this.at = addressEnd(this.lines, at);
    else this.#readTag(at);
  }

  /** What a dollar sign or a backslash begins. */
  #take(reading: Reading): void {
    if (reading.kind === 'words') this.at = reading.end;
    else if (reading.kind === 'formula') this.addFormula(reading.place, reading.display);
    else if (reading.kind === 'trouble') this.trouble(reading.start, reading.end, reading.message);
    else {
      this.giveWords(reading.start);
      this.pieces.add(reading);
      this.skipTo(reading.end);
    }
  }

  #readTag(at: number): void {
    const { text } = this;
    if (text.startsWith('<!--', at)) {
      this.#readComment(at);
      return;
    }
    const tag = tagAt(text, at);
    this.at = tag?.end ?? at + 1;
    if (tag === null || !(hidden.has(tag.name) || code.has(tag.name))) return;
    const close = this.#delimiters.find(`</${tag.name}`, tag.end);
    if (close === -1 || (code.has(tag.name) && close > this.#delimiters.limit(at))) return;
    if (code.has(tag.name)) this.at = close;
    else {
      this.giveWords(at);
      const end = this.text.indexOf('>', close);
      this.skipTo(end === -1 ? close : end + 1);
    }
  }

  #readComment(at: number): void {
    const { text } = this;
    const close = this.#delimiters.find('-->', at + 4);
    if (close === -1) {
      this.trouble(at, Math.max(at + 4, this.lines.paragraphEnd(at)), 'a comment that is never closed');
      return;
    }
    const end = close + 3;
    const place = { start: at, from: at + 4, to: close, end };
    const piece = commentPiece(text, place, { quoted: this.quoted });
    this.giveWords(at);
    if (piece !== null) this.pieces.add(piece);
    this.skipTo(end);
  }
}
