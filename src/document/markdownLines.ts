// What a line of Markdown begins with: quotation marks, list markers, headings, fences.

import type { Lines } from './scanLines.js';

/** The beginning of a line. Columns are counted after the quotation marks; a tab goes on to a multiple of 4. */
export interface LineStart {
  readonly quotes: number;
  /** The offset after quotation marks, list markers and blanks. */
  readonly content: number;
  /** The column of the first list marker, or of the content where there is none. */
  readonly column: number;
  /** The column of the content. */
  readonly indent: number;
  readonly isItem: boolean;
}

const marker = /(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$|[\r\n])/y;
const rule = /(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;

export function readLineStart(lines: Lines, line: number): LineStart {
  const { text } = lines;
  const end = lines.end(line);
  let at = lines.start(line);
  let [quotes, column, indent] = [0, -1, 0];
  let isItem = false;
  for (let round = 0; round < 20; round += 1) {
    for (; at < end; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit === 9) indent += 4 - (indent % 4);
      else if (unit === 32) indent += 1;
      else if (unit !== 0xfeff) break;
    }
    if (text.charAt(at) === '>' && at < end) {
      quotes += 1;
      at += text.charAt(at + 1) === ' ' ? 2 : 1;
      [column, indent, isItem] = [-1, 0, false];
      continue;
    }
    if (column === -1) column = indent;
    marker.lastIndex = at;
    const found = isRule(text, at, end) ? null : marker.exec(text);
    if (found === null) break;
    isItem = true;
    at += found[0].length;
    indent += found[0].length;
  }
  return { quotes, content: at, column: column === -1 ? indent : column, indent, isItem };
}

/** `---`, `* * *`: a line across the page. */
export function isRule(text: string, at: number, end: number): boolean {
  const unit = text.charAt(at);
  return (
    (unit === '-' || unit === '*' || unit === '_') &&
    end - at < 200 &&
    rule.test(text.slice(at, end)) &&
    isOnly(text, at, end, unit)
  );
}

function isOnly(text: string, at: number, end: number, unit: string): boolean {
  for (let i = at; i < end; i += 1)
    if (text.charAt(i) !== unit && text.charAt(i) !== ' ' && text.charAt(i) !== '\t') return false;
  return true;
}

const footnote = /\[\^[^\]\s]{1,100}\]:/y;

/** Whether the text of a footnote begins: `[^1]: see there`. */
export function isFootnote(text: string, at: number): boolean {
  footnote.lastIndex = at;
  return footnote.test(text);
}

/** The depth of a heading that begins at `at`, or 0. `##Title` without a blank is taken for one, `#Title` is not. */
export function headingDepth(text: string, at: number, end: number): number {
  let depth = 0;
  while (at + depth < end && text.charAt(at + depth) === '#') depth += 1;
  if (depth === 0 || depth > 6) return 0;
  const next = at + depth < end ? text.charAt(at + depth) : ' ';
  return next === ' ' || next === '\t' || depth > 1 ? depth : 0;
}

/** A line of `===` or `---` under a title: depth 1 or 2, else 0. */
export function underlineDepth(text: string, at: number, end: number): number {
  const first = text.charAt(at);
  if (first !== '=' && first !== '-') return 0;
  let i = at;
  while (i < end && text.charAt(i) === first) i += 1;
  for (; i < end; i += 1) if (text.charAt(i) !== ' ' && text.charAt(i) !== '\t') return 0;
  return first === '=' ? 1 : 2;
}

/** An opening code fence. */
export interface Fence {
  readonly mark: '`' | '~';
  readonly length: number;
  readonly info: string;
}

export function fenceAt(text: string, at: number, end: number): Fence | null {
  const mark = text.charAt(at);
  if (mark !== '`' && mark !== '~') return null;
  let i = at;
  while (i < end && text.charAt(i) === mark) i += 1;
  if (i - at < 3) return null;
  const info = text.slice(i, end).trim();
  return mark === '`' && info.includes('`') ? null : { mark, length: i - at, info };
}

/** Whether a line closes a fence: the same mark, at least as often, and nothing else. */
export function closesFence(text: string, at: number, end: number, fence: Fence): boolean {
  let i = at;
  while (i < end && text.charAt(i) === fence.mark) i += 1;
  return i - at >= fence.length && text.slice(i, end).trim() === '';
}

/** Where the front matter ends, a block of YAML between two lines of `---` at the very beginning; else 0. */
export function frontMatterEnd(lines: Lines): number {
  const { text } = lines;
  const isFence = (line: number): boolean =>
    /^\uFEFF?(?:---|\+\+\+)[ \t]*$/.test(
      text.slice(lines.start(line), Math.min(lines.end(line), lines.start(line) + 20)),
    );
  if (lines.count < 2 || !isFence(0)) return 0;
  const first = text.slice(lines.start(1), lines.end(1));
  if (!/^(?:[\w"'-]+\s*[:=]|#|---)/.test(first)) return 0;
  for (let line = 1; line < lines.count; line += 1) if (isFence(line)) return lines.start(line + 1);
  return 0;
}
