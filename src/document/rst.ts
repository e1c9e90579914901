// Finds the formulas of a reStructuredText file, as docutils and Sphinx do: `:math:` roles and `.. math::` directives.
//
// The text is read block by block. What is indented deeper than an explicit mark (`.. `) belongs to it, and so does
// what is indented deeper than a paragraph that ends in `::`; that and code are left alone.

import { commentPiece } from './comments.js';
import { adornmentOf, contentColumn, directiveAt, indentOf, isListMark, Titles } from './rstLines.js';
import { RolesOf } from './rstRoles.js';
import type { Piece } from './scan.js';
import { Progress } from './scanProgress.js';

export function scanRst(text: string): readonly Piece[] {
  return new Scanner(text).run();
}

/** Directives whose content is not text. */
const opaque = new Set(
  `code code-block code-cell sourcecode parsed-literal raw literalinclude highlight productionlist prompt doctest
  testcode testoutput testsetup testcleanup ipython jupyter-execute graphviz graph digraph inheritance-diagram mermaid
  uml plot tikz image only-raw`.split(/\s+/),
);

class Scanner extends Progress {
  readonly #titles = new Titles();
  readonly #roles: RolesOf;
  /** The column of the paragraph before, which announces a literal block; -1 where none does. */
  #announced = -1;
  /** What `#nextSpecial` found last. */
  #special = -1;

  constructor(text: string) {
    super(text);
    this.#roles = new RolesOf(text);
  }

  override run(): readonly Piece[] {
    for (let line = 0; line < this.lines.count; ) {
      this.at = this.lines.start(line);
      line = this.#readBlock(line);
    }
    this.giveWords(this.text.length);
    return this.pieces.all();
  }

  /** Reads the block that begins on a line; gives the line after it. */
  #readBlock(line: number): number {
    if (this.#isBlank(line)) return line + 1;
    const { lines, text } = this;
    const column = indentOf(lines, line);
    const announced = this.#announced;
    this.#announced = -1;
    if (announced >= 0 && column > announced) return this.#skip(line, this.#blockEnd(line, announced));
    if (announced >= 0 && column === announced && /^[!-/:-@[-`{-~]/.test(this.#line(line).trimStart()))
      return this.#skip(line, this.#paragraphEnd(line));
    const content = lines.start(line) + (/^[ \t\uFEFF]*/.exec(this.#line(line)) as RegExpExecArray)[0].length;
    if (/^\.\.(?:\s|$)/.test(text.slice(content, content + 3)))
      return this.#readExplicit(line, content, column);
    if (/^>>>(?:\s|$)/.test(text.slice(content, content + 4)))
      return this.#skip(line, this.#paragraphEnd(line));
    const title = column === 0 ? this.#readTitle(line) : null;
    return title ?? this.#readParagraph(line);
  }

  // ---- titles and paragraphs ----

  /** A title with a line under it, and perhaps one over it, or a line across the page: the line after it. */
  #readTitle(line: number): number | null {
    const over = adornmentOf(this.#line(line));
    const titleLine = over === null ? line : line + 1;
    const under = adornmentOf(this.#line(titleLine + 1));
    const title = this.#line(titleLine).replace('\uFEFF', '').trim();
    if (title === '' || this.#isBlank(titleLine)) return over === null ? null : this.#skip(line, line + 1);
    if (under === null || (over !== null && over.mark !== under.mark)) return null;
    // Shorter lines than the title are let pass as docutils does, with a warning, from four on.
    if (under.length < Math.min(4, title.length)) return null;
    const start = this.lines.start(titleLine);
    this.giveWords(this.lines.start(line));
    this.skipTo(start);
    this.pieces.heading(this.#titles.depth(under.mark, over !== null), title, start);
    this.#readText(this.lines.end(titleLine));
    this.giveWords(this.lines.end(titleLine));
    this.pieces.cut();
    return this.#skip(titleLine + 1, titleLine + 2);
  }

  /** Text up to a blank line, an explicit mark or a list item. */
  #readParagraph(first: number): number {
    let end = first + 1;
    while (end < this.lines.count && !this.#isBlank(end) && !this.#begins(end, first)) end += 1;
    this.#readText(this.lines.end(end - 1));
    const last = this.#line(end - 1).trimEnd();
    if (last.endsWith('::')) this.#announced = contentColumn(this.lines, first);
    return end;
  }

  /** Whether a line begins something else than the paragraph before it: an explicit mark, the next item of a list. */
  #begins(line: number, first: number): boolean {
    const text = this.#line(line).trimStart();
    if (/^\.\.(?:\s|$)/.test(text)) return true;
    const { lines } = this;
    return (
      isListMark(text) &&
      isListMark(this.#line(first).trimStart()) &&
      indentOf(lines, line) <= indentOf(lines, first)
    );
  }

  /** From `at` to an offset: roles are formulas, inline literals and other roles are words. */
  #readText(end: number): void {
    for (;;) {
      this.at = this.#nextSpecial(this.at);
      if (this.at >= end) break;
      const role = this.#roles.at(this.at, end);
      if (role.kind === 'words') this.at = role.end;
      else if (role.kind === 'trouble') this.trouble(this.at, role.end, role.message);
      else {
        const { start, from, to } = role;
        this.margin = { quotes: 0, indent: Number.MAX_SAFE_INTEGER };
        this.addFormula({ start, from, to, end: role.end }, false);
      }
    }
    this.at = end;
  }

  /** The next character that may begin a role or hide one; each stretch of the text is searched once. */
  #nextSpecial(from: number): number {
    if (this.#special < from) {
      const specials = /[\\:`]/g;
      specials.lastIndex = from;
      this.#special = specials.exec(this.text)?.index ?? this.text.length;
    }
    return this.#special;
  }

  // ---- explicit marks ----

  #readExplicit(line: number, content: number, column: number): number {
    const { text } = this;
    const end = this.#blockEnd(line + 1, column);
    const stop = this.lines.end(end - 1);
    const directive = directiveAt(text, content, this.lines.end(line));
    if (directive !== null) return this.#readDirective(line, end, directive);
    const after = text.slice(content + 2, this.lines.end(line)).trim();
    // A footnote, a citation, a substitution: its text.
    if (/^(?:\[[^\]]+\]|\|[^|]+\|)\s/.test(`${after} `)) {
      this.#readText(this.lines.end(line));
      return line + 1;
    }
    // Two dots before a blank line are a comment of their own.
    if (after === '' && this.#isBlank(line + 1)) return this.#skip(line, line + 1);
    const piece = commentPiece(
      text,
      { start: content, from: content + 2, to: stop, end: stop },
      { quoted: false, margin: /(?!)/g },
    );
    this.giveWords(content);
    if (piece !== null) this.pieces.add(piece);
    return this.#skip(line, end);
  }

  #readDirective(
    line: number,
    end: number,
    { name, start, behind }: { name: string; start: number; behind: number },
  ): number {
    const argument = this.text.slice(behind, this.lines.end(line)).trim();
    if (name === 'math') return this.#readMath(line, end, { start, behind });
    if (name === 'default-role') this.#roles.setDefault(argument);
    if (name === 'role') this.#roles.define(argument);
    if (name === 'include') {
      const message = `.. include:: ${argument}: the other file is not read`;
      this.giveWords(start);
      this.pieces.add({ kind: 'note', message, start, end: this.lines.end(line) });
      return this.#skip(line, end);
    }
    if (opaque.has(name)) return this.#skip(line, end);
    // What it says is text, and so is what is indented under it.
    this.#readText(this.lines.end(line));
    return line + 1;
  }

  /** The equations of a directive, with blank lines between them; `:label:` and the like are left out. */
  #readMath(line: number, end: number, { start, behind }: { start: number; behind: number }): number {
    const { lines, text } = this;
    this.giveWords(start);
    const blocks: { from: number; to: number; indent: number }[] = [];
    let isOptions = false;
    let isOpen = false;
    for (let i = line; i < end; i += 1) {
      const from = i === line ? behind : lines.start(i);
      const words = text.slice(from, lines.end(i));
      if (words.trim() === '') {
        // Nothing behind the mark itself is no end of the options.
        if (i > line) [isOptions, isOpen] = [false, false];
        continue;
      }
      if (blocks.length <= 1 && /^\s*:[A-Za-z][\w-]*:(?:\s|$)/.test(words) && i > line) isOptions = true;
      if (isOptions) continue;
      const indent = i === line ? Number.MAX_SAFE_INTEGER : indentOf(lines, i);
      const last = blocks.at(-1);
      if (isOpen && last !== undefined) {
        last.to = lines.end(i);
        last.indent = Math.min(last.indent, indent);
      } else {
        blocks.push({ from: from + words.length - words.trimStart().length, to: lines.end(i), indent });
        isOpen = true;
      }
    }
    const stop = lines.end(end - 1);
    if (blocks.length === 0)
      this.trouble(start, Math.max(behind, stop), 'a math directive without a formula');
    blocks.forEach(({ from, to, indent }, i) => {
      this.skipTo(from);
      this.margin = { quotes: 0, indent };
      this.addFormula({ start: i === 0 ? start : from, from, to, end: to }, true);
    });
    return this.#skip(end - 1, end);
  }

  // ---- lines ----

  #line(line: number): string {
    return this.text.slice(this.lines.start(line), this.lines.end(line));
  }

  #isBlank(line: number): boolean {
    return this.#line(line).trim() === '';
  }

  /** The first line from `line` on that is not indented deeper than a column; blank lines before it do not count. */
  #blockEnd(line: number, column: number): number {
    let end = line;
    for (let i = line; i < this.lines.count; i += 1) {
      if (this.#isBlank(i)) continue;
      if (indentOf(this.lines, i) <= column) break;
      end = i + 1;
    }
    return end;
  }

  #paragraphEnd(line: number): number {
    let end = line;
    while (end < this.lines.count && !this.#isBlank(end)) end += 1;
    return end;
  }

  /** Leaves lines out; gives the line after them. */
  #skip(from: number, to: number): number {
    this.giveWords(Math.max(this.mark, this.lines.start(from)));
    this.skipTo(Math.max(this.at, this.lines.start(to)));
    return to;
  }
}
