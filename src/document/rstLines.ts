// What lines of reStructuredText begin with: indents, list marks, directives; and the lines under titles.

import type { Lines } from './scanLines.js';

/** The column of the first character of a line; tabs go on to a multiple of 8. */
export function indentOf(lines: Lines, line: number): number {
  let column = 0;
  for (let at = lines.start(line); at < lines.end(line); at += 1) {
    const unit = lines.text.charCodeAt(at);
    if (unit === 9) column += 8 - (column % 8);
    else if (unit === 32) column += 1;
    else if (unit !== 0xfeff) break;
  }
  return column;
}

const listMark =
  /^(?:[-*+•‣⁃]|(?:\d+|#|[A-Za-z]|[ivxlcdmIVXLCDM]+)[.)]|\((?:\d+|#|[A-Za-z]|[ivxlcdm]+)\))[ \t]+(?=\S)/;

export function isListMark(text: string): boolean {
  return listMark.test(text);
}

/** The column of the text of a line, behind the mark of a list item. */
export function contentColumn(lines: Lines, line: number): number {
  const text = lines.text.slice(lines.start(line), lines.end(line)).trimStart();
  return indentOf(lines, line) + (listMark.exec(text)?.[0].length ?? 0);
}

/** A line of one punctuation mark: under a title, or across the page. */
export function adornmentOf(line: string): { readonly mark: string; readonly length: number } | null {
  const [, whole, mark] = /^\uFEFF?(([!-/:-@[-`{-~])\2*)[ \t]*$/.exec(line) ?? [];
  // Two colons announce a literal block.
  if (whole === undefined || mark === undefined || whole.length < 2 || whole === '::') return null;
  return { mark, length: whole.length };
}

const directive = /\.\.[ \t]+([A-Za-z][\w.+:-]*?)[ \t]?::(?=\s|$)/y;

/** The directive whose two dots are at `content`. */
export function directiveAt(
  text: string,
  content: number,
  end: number,
): { readonly name: string; readonly start: number; readonly behind: number } | null {
  directive.lastIndex = content;
  const [, name] = directive.exec(text) ?? [];
  if (name === undefined || directive.lastIndex > end) return null;
  return { name: name.toLowerCase(), start: content, behind: directive.lastIndex };
}

/** Titles: the first kind of line that is used is that of the outermost sections, and so on. */
export class Titles {
  readonly #kinds: string[] = [];

  depth(mark: string, isOver: boolean): number {
    const kind = mark + (isOver ? mark : '');
    const known = this.#kinds.indexOf(kind);
    return known === -1 ? this.#kinds.push(kind) : known + 1;
  }
}
