// What a dollar sign or a backslash begins in the running text of a Markdown document: a formula, a definition, an
// escaped character, or something that looks like a formula and cannot be read.

import { type Closing, type Delimiters, isDisplay, isPart } from './delimiters.js';
import { readLineStart } from './markdownLines.js';
import { strayTexAt } from './markdownSpans.js';
import { commandEnd, isBracketed, isInline, isMathematical, isTex, weigh } from './scanEvidence.js';
import type { Place } from './scanFormula.js';
import { definesAt, type Macro, macroAt } from './scanMacros.js';

export type Reading =
  | { readonly kind: 'formula'; readonly place: Place; readonly display: boolean }
  | Macro
  | { readonly kind: 'trouble'; readonly start: number; readonly end: number; readonly message: string }
  | { readonly kind: 'words'; readonly end: number };

/** Reads at a `$` or a backslash. Trouble may begin earlier, among words, but not before `given`. */
export function readFormula(delimiters: Delimiters, at: number, given: number): Reading {
  const { text } = delimiters.lines;
  if (text.charAt(at) === '$') return readDollar(delimiters, at);
  const next = text.charAt(at + 1);
  const after = text.charAt(at + 2);
  if (next === '(' || next === '[') return readBracket(delimiters, at, next, 1);
  if (next === '\\' && (after === '(' || after === '[')) return readBracket(delimiters, at, after, 2);
  if (next === '$') return readEscapedDollar(delimiters, at);
  if (/[A-Za-z]/.test(next)) return readCommand(delimiters, at, given);
  return words(/[\r\n]/.test(next) ? at + 1 : Math.min(at + 2, text.length));
}

function words(end: number): Reading {
  return { kind: 'words', end };
}

function trouble(start: number, end: number, message: string): Reading {
  return { kind: 'trouble', start, end, message };
}

function formula(start: number, from: number, to: number, end: number, display: boolean): Reading {
  return { kind: 'formula', place: { start, from, to, end }, display };
}

function readDollar(delimiters: Delimiters, at: number): Reading {
  const { lines } = delimiters;
  const { text } = lines;
  let run = 1;
  while (text.charAt(at + run) === '$') run += 1;
  if (run > 2) return trouble(at, at + run, `${run} dollar signs in a row`);
  if (run === 2) {
    const closing = delimiters.display(at);
    if (closing.isClosed) return formula(at, at + 2, closing.to, closing.end, true);
    return trouble(at, closing.stop, 'a formula opened with $$ is not closed');
  }
  if (text.charAt(at + 1) === '`') {
    // $`x`$ hides the formula from Markdown.
    const close = delimiters.find('`$', at + 2);
    if (close !== -1 && close < delimiters.limit(at)) return formula(at, at + 2, close, close + 2, false);
  }
  const next = delimiters.dollar(at + 1);
  const close = next !== -1 && leavesItem(delimiters, at, next) ? -1 : next;
  const end = close === -1 ? Math.min(delimiters.limit(at), lines.end(lines.lineAt(at))) : close;
  const found = weigh(text, at + 1, end);
  if (close !== -1 && isInline(text, at, close, found)) return formula(at, at + 1, close, close + 1, false);
  if (found.commands === 0 && !(found.scripts && close === -1)) return words(at + 1);
  return trouble(at, at + 1, 'a dollar sign that closes with no other');
}

/** From an item of a list to the next one, `- a $x` and `- y$ b`: not the two signs of one formula. */
function leavesItem({ lines }: Delimiters, open: number, close: number): boolean {
  const line = lines.lineAt(open);
  const last = lines.lineAt(close);
  if (last === line) return false;
  const start = readLineStart(lines, line);
  if (!start.isItem) return false;
  for (let below = line + 1; below <= last; below += 1) {
    const { isItem, column } = readLineStart(lines, below);
    if (isItem && column <= start.column) return true;
  }
  return false;
}

/** `\(`, `\[`, and with two slashes `\\(`, `\\[`. A single slash may also just escape a bracket of Markdown. */
function readBracket(delimiters: Delimiters, at: number, bracket: '(' | '[', slashes: 1 | 2): Reading {
  const { lines } = delimiters;
  const { text } = lines;
  const from = at + slashes + 1;
  const lineEnd = lines.end(lines.lineAt(at));
  const closing = delimiters.bracket(from, bracket, slashes);
  const found = weigh(text, from, closing.isClosed ? closing.to : Math.min(closing.stop, lineEnd));
  const name = text.slice(at, from);
  if (closing.isClosed) {
    const isFormula = isBracketed(found) && !(bracket === '[' && isReference(delimiters, at, closing));
    if (isFormula) return formula(at, from, closing.to, closing.end, bracket === '[');
    return found.commands === 0 ? words(from) : trouble(at, from, `${name} does not open a formula here`);
  }
  const isAlone = bracket === '[' && isLineBegin(delimiters, at) && text.slice(from, lineEnd).trim() === '';
  if (!isAlone && !isTex(found)) return words(from);
  return trouble(
    at,
    isAlone ? Math.max(from, closing.stop) : from,
    `a formula opened with ${name} is not closed`,
  );
}

/** `\[1\]` among words is a reference, not the display of a number. */
function isReference(delimiters: Delimiters, at: number, { end }: Closing & { isClosed: true }): boolean {
  const { lines } = delimiters;
  if (!/^\\+\[\w+\\+\]$/.test(lines.text.slice(at, Math.min(end, at + 30)))) return false;
  const rest = lines.text.slice(end, Math.max(end, lines.end(lines.lineAt(at))));
  return !isLineBegin(delimiters, at) || rest.trim() !== '';
}

/** `\$5` is a dollar; kramdown opens a formula among words with `\$$`. */
function readEscapedDollar(delimiters: Delimiters, at: number): Reading {
  const { text } = delimiters.lines;
  if (text.charAt(at + 2) !== '$' || text.charAt(at + 3) === '$') return words(at + 2);
  const close = delimiters.find('$', at + 3);
  const isDouble = close !== -1 && close < delimiters.limit(at) && text.charAt(close + 1) === '$';
  if (!isDouble) return words(at + 2);
  const to = text.charAt(close - 1) === '\\' ? close - 1 : close;
  const found = weigh(text, at + 3, to);
  const isFormula = isMathematical(found) || (!found.empty && found.words === 0 && found.cjk === 0);
  return isFormula ? formula(at, at + 3, to, close + 2, false) : words(at + 2);
}

const environment = /\\begin\s?\{([A-Za-z]+\*?)\}/y;

function readCommand(delimiters: Delimiters, at: number, given: number): Reading {
  const { lines } = delimiters;
  const { text } = lines;
  environment.lastIndex = at;
  const name = environment.exec(text)?.[1] ?? '';
  if (isDisplay(name) || (isPart(name) && isLineBegin(delimiters, at))) {
    const from = environment.lastIndex;
    const closing = delimiters.environment(from, name);
    if (closing.isClosed) return formula(at, at, closing.end, closing.end, name !== 'math');
    return trouble(at, Math.max(from, closing.stop), `\\begin{${name}} is not ended`);
  }
  const limit = delimiters.limit(at);
  if (definesAt(text, at)) {
    return (
      macroAt(text, at, limit) ?? trouble(at, commandEnd(text, at, limit), 'a definition that cannot be read')
    );
  }
  const stray = strayTexAt(text, at, given, Math.min(limit, lines.end(lines.lineAt(at))));
  if (stray === null) return words(at + 1);
  const { start, end } = stray;
  return trouble(start, end, 'TeX without delimiters is not read (was it pasted from a web page?)');
}

/** Nothing before it on its line but quotation marks and the mark of a list. */
function isLineBegin({ lines }: Delimiters, at: number): boolean {
  const start = lines.start(lines.lineAt(at));
  return at - start < 100 && /^[ \t>]*(?:(?:[-+*]|\d+[.)])[ \t]+)?$/.test(lines.text.slice(start, at));
}
