// Finds the formulas of a TeX file. A dollar sign is always a delimiter here, and `%` begins a comment.

import { commentPiece } from './comments.js';
import { type Closing, Delimiters, isDisplay } from './delimiters.js';
import type { Piece } from './scan.js';
import { isMathematical, isProse, weigh } from './scanEvidence.js';
import { Lines } from './scanLines.js';
import { definesAt, groupAround, groupEnd, macroAt } from './scanMacros.js';
import { Progress } from './scanProgress.js';
import { Contexts } from './texContexts.js';
import { type Hidden, hiddenParts, masked } from './texHidden.js';
import { Shorthands } from './texShorthands.js';

export function scanTex(text: string): readonly Piece[] {
  return new Scanner(text).run();
}

/** The sectioning commands, outermost first; a heading's depth is its place here, from 1. */
const sections = ['part', 'chapter', 'section', 'subsection', 'subsubsection', 'paragraph', 'subparagraph'];
const section = new RegExp(`\\\\(${sections.join('|')})\\*?\\s*(?:\\[[^\\]\\n]{0,300}\\])?\\s*(?=\\{)`, 'y');
/** Keeps the search for the end of titles that have none short. */
const longestTitle = 500;
const command = /\\([A-Za-z]+)/y;
/** The beginning or the end of any environment. */
const edge = /\\(begin|end)\s?\{([A-Za-z]+\*?)\}/y;
const environment = /\\begin\s?\{([A-Za-z]+\*?)\}/y;
const inclusion = /\\(?:input|include|subfile|import)\b\s*(?:\{[^{}\n]{0,300}\}|[^\s{}\\]{1,300})/y;

class Scanner extends Progress {
  readonly #delimiters: Delimiters;
  /** The text with a `%` for every unit of comments and of what is printed verbatim. */
  readonly #masked: string;
  readonly #mask: Lines;
  readonly #hidden: readonly Hidden[];
  readonly #contexts: Contexts;
  readonly #shorthands = new Shorthands();
  #headingEnd = -1;
  /** After `\begin{document}`; the words before it are for TeX. */
  #bodyStart = 0;

  constructor(text: string) {
    super(text);
    this.#hidden = hiddenParts(this.lines);
    this.#masked = masked(text, this.#hidden);
    this.#mask = new Lines(this.#masked);
    this.#delimiters = new Delimiters(this.#mask, (line) => this.#isBoundary(line));
    this.#contexts = new Contexts(this.#masked);
  }

  override run(): readonly Piece[] {
    const body = /\\begin\{document\}/.exec(this.#masked);
    this.#bodyStart = body === null ? 0 : body.index + body[0].length;
    const specials = /[$\\%]/g;
    for (let hidden = 0; this.at < this.text.length; ) {
      specials.lastIndex = this.at;
      if (!specials.test(this.#masked)) break;
      this.at = specials.lastIndex - 1;
      if (this.at < this.#bodyStart) this.mark = this.at;
      if (this.#headingEnd >= 0 && this.at >= this.#headingEnd) this.#endHeading();
      const unit = this.#masked.charAt(this.at);
      if (unit === '$') this.#readDollar(this.at);
      else if (unit === '\\') {
        if (this.#masked.startsWith('\\end{document}', this.at)) break;
        this.#readCommand(this.at);
      } else {
        while ((this.#hidden[hidden]?.end ?? Infinity) <= this.at) hidden += 1;
        this.#readHidden(hidden);
      }
      if (this.at < this.#bodyStart) this.mark = this.at;
    }
    const last = /\\end\{document\}/g;
    last.lastIndex = this.at;
    const end = last.exec(this.#masked)?.index ?? this.text.length;
    if (this.#headingEnd >= 0) this.#endHeading();
    this.giveWords(Math.max(this.mark, end));
    return this.pieces.all();
  }

  #isBoundary(line: number): boolean {
    const start = this.#mask.start(line);
    return (
      this.#masked.charAt(start) === '\\' &&
      /^\\(?:(?:sub)*section|chapter|part|end\{document\})/.test(this.#masked.slice(start, start + 20))
    );
  }

  #readHidden(index: number): void {
    const part = this.#hidden[index];
    if (part === undefined || part.start > this.at) {
      this.at += 1;
      return;
    }
    this.giveWords(part.start);
    const from =
      part.start + (/^%*/.exec(this.text.slice(part.start, part.end)) as RegExpExecArray)[0].length;
    const place = { start: part.start, from, to: part.end, end: part.end };
    const piece = part.isComment ? commentPiece(this.text, place, { quoted: false }) : null;
    if (piece !== null) this.pieces.add(piece);
    this.skipTo(part.end);
  }

  #readDollar(at: number): void {
    const isDouble = this.#masked.charAt(at + 1) === '$';
    const from = at + (isDouble ? 2 : 1);
    const close = isDouble ? -1 : this.#delimiters.dollar(from);
    const closing: Closing = isDouble
      ? this.#delimiters.display(at)
      : close === -1
        ? { isClosed: false, stop: this.#delimiters.limit(at) }
        : { isClosed: true, to: close, end: close + 1 };
    this.#take(at, from, closing, isDouble, isDouble ? '$$' : '$');
  }

  #take(start: number, from: number, closing: Closing, display: boolean, delimiter: string): void {
    if (!closing.isClosed) {
      this.trouble(start, Math.max(from, closing.stop), `a formula opened with ${delimiter} is not closed`);
      return;
    }
    const found = weigh(this.text, from, closing.to);
    // One dollar sign too few or too many turns words and formulas about.
    const isWords = found.commands === 0 && (isProse(found) || (found.words > 1 && !isMathematical(found)));
    if (found.empty) this.trouble(start, closing.end, `nothing after ${delimiter}`);
    else if (delimiter === '$' && isWords) this.trouble(start, from, 'a dollar sign before words');
    else this.addFormula({ start, from, to: closing.to, end: closing.end }, display);
  }

  #readCommand(at: number): void {
    const text = this.#masked;
    const next = text.charAt(at + 1);
    if (next === '(' || next === '[') {
      this.#take(at, at + 2, this.#delimiters.bracket(at + 2, next, 1), next === '[', `\\${next}`);
      return;
    }
    command.lastIndex = at;
    if (!command.test(text)) {
      this.at = Math.min(at + 2, text.length);
      return;
    }
    const afterName = command.lastIndex;
    if (at < this.#bodyStart && text.startsWith('\\begin{document}', at)) {
      this.skipTo(this.#bodyStart);
      return;
    }
    environment.lastIndex = at;
    const name = environment.exec(text)?.[1] ?? '';
    if (isDisplay(name)) {
      const closing = this.#delimiters.environment(environment.lastIndex, name);
      if (closing.isClosed)
        this.addFormula({ start: at, from: at, to: closing.end, end: closing.end }, name !== 'math');
      else this.trouble(at, Math.max(afterName, closing.stop), `\\begin{${name}} is not ended`);
    } else if (definesAt(text, at)) this.#readMacro(at, afterName);
    else if (!this.#readShorthand(at, afterName)) this.#readStructure(at, afterName);
  }

  /** What the author has for an environment, and the definition of it. */
  #readShorthand(at: number, afterName: number): boolean {
    const text = this.#masked;
    const defined = this.#shorthands.learnEnvironment(text, at, this.#delimiters.limit(at));
    if (defined !== -1) {
      this.giveWords(at);
      this.skipTo(defined);
      return true;
    }
    environment.lastIndex = at;
    const from = environment.test(text) ? environment.lastIndex : afterName;
    const opener = text.slice(at, from);
    const closing = this.#shorthands.closing(opener, from, this.#delimiters);
    if (closing === null) return false;
    if (closing.isClosed) this.addFormula({ start: at, from, to: closing.to, end: closing.end }, true);
    else this.trouble(at, Math.max(from, closing.stop), `${opener} is not ended`);
    return true;
  }

  #readMacro(at: number, afterName: number): void {
    const macro = macroAt(this.#masked, at, this.#delimiters.limit(at), this.text);
    if (macro === null) {
      this.trouble(at, afterName, 'a definition that cannot be read');
      return;
    }
    this.#shorthands.learn(macro);
    this.giveWords(at);
    const until = groupAround(this.#masked, macro);
    this.pieces.add(until === null ? macro : { ...macro, until });
    this.skipTo(macro.end);
  }

  #readStructure(at: number, afterName: number): void {
    const text = this.#masked;
    inclusion.lastIndex = at;
    const file = inclusion.exec(text);
    if (file !== null) {
      const [message, end] = [`${file[0]}: the other file is not read`, inclusion.lastIndex];
      this.giveWords(at);
      this.pieces.add({ kind: 'note', message, start: at, end });
      this.skipTo(end);
      return;
    }
    if (this.#changeContext(at)) return;
    section.lastIndex = at;
    const title = section.exec(text);
    const open = section.lastIndex;
    const end =
      title === null ? -1 : groupEnd(text, open, Math.min(this.#delimiters.limit(at), open + longestTitle));
    this.at = afterName;
    if (title === null || end === -1 || at < this.#bodyStart || at < this.#headingEnd) return;
    this.giveWords(at);
    const depth = sections.indexOf(title[1] ?? '') + 1;
    this.pieces.heading(
      depth,
      this.text
        .slice(open + 1, end - 1)
        .replace(/\s+/g, ' ')
        .trim(),
      at,
    );
    this.#headingEnd = end;
    this.at = open + 1;
  }

  /** The beginning or the end of a theorem. */
  #changeContext(at: number): boolean {
    const text = this.#masked;
    edge.lastIndex = at;
    const [whole, command, name = ''] = edge.exec(text) ?? [];
    if (whole === undefined) return false;
    const end = edge.lastIndex;
    const kind = command === 'begin' ? this.#contexts.begin(name) : this.#contexts.end(name, end);
    if (kind === null || at < this.#bodyStart) return false;
    this.giveWords(at);
    this.pieces.add({ kind, start: at, end });
    this.skipTo(end);
    return true;
  }

  #endHeading(): void {
    this.giveWords(Math.max(this.mark, Math.min(this.#headingEnd, this.text.length)));
    this.pieces.cut();
    this.#headingEnd = -1;
  }
}
