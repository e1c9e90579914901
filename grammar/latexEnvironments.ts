// Environments: rows of a display, matrices, lists of cases, systems of equations.
//
// Authors use `array` and `aligned` for all four, so the content decides: cells that begin with a relation sign are
// equations, a value with a condition beside it is a case, and anything else is a matrix.

import { isBrace, skipArgument, skipOption } from './latexArguments.js';
import { CASES_ENVIRONMENTS, MATRIX_ENVIRONMENTS, ROW_ENVIRONMENTS } from './latexCommands.js';
import type { Reader } from './latexReader.js';
import { joinRows } from './latexRows.js';
import {
  CLOSING,
  isOperandEnd,
  type Mode,
  OPENING,
  type Raw,
  type TexToken,
  type TokenType,
} from './latexTokens.js';

interface Cell {
  readonly tokens: readonly TexToken[];
  /** Where an empty cell would stand. */
  readonly at: number;
}

/** Environments whose rows are lines of one formula. */
const ONE_FORMULA: ReadonlySet<string> = new Set(['multline', 'multline*', 'dmath', 'dmath*']);

interface Environment {
  readonly name: string;
  readonly begin: Raw;
  /** Offset after `\begin{…}` and its arguments. */
  readonly opened: number;
}

/** `\begin{…}` up to and with its `\end{…}`. */
export function readEnvironment(reader: Reader, raw: Raw, mode: Mode): void {
  const environment = readBegin(reader, raw);
  const { name } = environment;
  reader.nested(raw, () => {
    if (ROW_ENVIRONMENTS.has(name)) {
      const from = reader.out.length;
      reader.readSequence(mode === 'argument' ? 'fold' : mode, isEnd);
      readEnd(reader, environment);
      if (ONE_FORMULA.has(name)) reader.joinLines(from);
      else if (mode === 'argument') reader.unfold(from);
      return;
    }
    const { rows, end } = readCells(reader, environment);
    if (CASES_ENVIRONMENTS.has(name)) return emitCases(reader, raw, rows, end);
    // An array in the open whose cells are cut at the relation signs is a display in columns.
    if (mode === 'rows' && MATRIX_ENVIRONMENTS.get(name) === '' && rows.some(isCutAtRelation))
      return emitRows(reader, rows);
    emitMatrix(reader, environment, rows, end);
  });
}

/**
 * `\left\{ \begin{array} … \end{array} \right.` (or `aligned`, `matrix`): cases or a system. False, with nothing
 * read, when the brace is closed by another.
 */
export function readOpenCases(reader: Reader, left: Raw): boolean {
  const right = matchingRight(reader);
  if (right === null || !right.empty) return false;
  reader.skip(2);
  const begin = reader.peek();
  if (begin?.type !== 'command' || begin.value !== 'begin')
    return reader.fail('unread', left, 'a brace that is left open stands before a list of cases');
  reader.nested(left, () => {
    const environment = readBegin(reader, begin);
    const { rows } = readCells(reader, environment);
    const close = reader.peek();
    if (close === undefined || close.type !== 'command' || close.value !== 'right') {
      return reader.fail('unread', close ?? left, 'a brace that is left open holds one list of cases');
    }
    reader.skip(2);
    emitCases(reader, left, rows, right.end);
  });
  return true;
}

/** From a `\left` on: the `\right` that matches it, and whether it draws nothing (`\right.`). */
function matchingRight({ raws, position }: Reader): { empty: boolean; end: number } | null {
  let depth = 0;
  for (let i = position; i < raws.length; i += 1) {
    const { type, value } = raws[i] as Raw;
    if (type !== 'command' || (value !== 'left' && value !== 'right')) continue;
    depth += value === 'left' ? 1 : -1;
    if (depth > 0) continue;
    const next = raws.slice(i + 1, i + 3).find((raw) => raw.type !== 'space');
    return next === undefined ? null : { empty: next.value === '.', end: next.end };
  }
  return null;
}

// ---- reading -------------------------------------------------------------------------------------

const isEnd = (raw: Raw): boolean => raw.type === 'command' && raw.value === 'end';

function readName(reader: Reader, raw: Raw): { name: string; end: number } {
  reader.skip();
  const { start, end } = skipArgument(reader, raw);
  return { name: reader.text.slice(start, end).replace(/[{}\s]/g, ''), end };
}

function readBegin(reader: Reader, raw: Raw): Environment {
  const { name, end } = readName(reader, raw);
  const known = ROW_ENVIRONMENTS.has(name) || MATRIX_ENVIRONMENTS.has(name) || CASES_ENVIRONMENTS.has(name);
  if (!known) reader.fail('unknown-command', { start: raw.start, end });
  let opened = end;
  // [t], and the columns of an array, which are often wrong and never needed
  const bracket = reader.peek();
  const [letter, close] = reader.raws.slice(reader.position + 1, reader.position + 3);
  if (bracket?.value === '[' && close?.value === ']' && /^[tbc]$/.test(letter?.value ?? ''))
    opened = skipOption(reader)?.end ?? opened;
  const takesArgument =
    name === 'array' || name === 'numcases' || name.startsWith('alignat') || name === 'alignedat';
  if (takesArgument && isBrace(reader.peek(), '{')) opened = skipArgument(reader, raw).end;
  return { name, begin: raw, opened };
}

function readEnd(reader: Reader, { name, begin, opened }: Environment): number {
  const raw = reader.peek();
  if (raw === undefined)
    return reader.fail('unclosed', { start: begin.start, end: opened }, `\`\\end{${name}}\``);
  const end = readName(reader, raw);
  if (end.name !== name)
    reader.fail('mismatched', { start: begin.start, end: opened }, `\`\\end{${end.name}}\``);
  return end.end;
}

/** The cells of an environment up to its end; rows that are empty (`\\\\` written twice) are dropped. */
function readCells(
  reader: Reader,
  environment: Environment,
): { rows: readonly (readonly Cell[])[]; end: number } {
  const outside = reader.out;
  const rows: Cell[][] = [[]];
  for (;;) {
    reader.out = [];
    const at = reader.peek()?.start ?? 0;
    reader.readSequence(
      'argument',
      (raw) => isEnd(raw) || raw.type === 'break' || (raw.type === 'char' && raw.value === '&'),
    );
    rows.at(-1)?.push({ tokens: reader.out.filter(({ type }) => type !== 'void'), at });
    const raw = reader.peek();
    if (raw === undefined || isEnd(raw)) break;
    reader.skip();
    if (raw.type === 'break') rows.push([]);
  }
  reader.out = outside;
  const full = rows.filter((row) => row.length > 1 || (row[0]?.tokens.length ?? 0) > 0);
  return { rows: full, end: readEnd(reader, environment) };
}

// ---- what it is ----------------------------------------------------------------------------------

/** The tokens that are in no bracket. */
function outer(tokens: readonly TexToken[]): readonly TexToken[] {
  let depth = 0;
  return tokens.filter(({ type }) => {
    if (CLOSING.has(type)) depth -= 1;
    const out = depth === 0;
    if (OPENING.has(type)) depth += 1;
    return out;
  });
}

const hasRelation = (tokens: readonly TexToken[]): boolean =>
  outer(tokens).some(({ type }) => type === 'relation');

const isCutAtRelation = (row: readonly Cell[]): boolean =>
  row.some(({ tokens }) => tokens[0]?.type === 'relation' || tokens.at(-1)?.type === 'relation');

const isPunctuation = (token: TexToken | undefined): boolean =>
  token !== undefined && (token.type === 'comma' || token.type === 'semicolon' || token.type === 'period');

/** A row as value and condition; null when it is not of this form. */
function arm(row: readonly Cell[]): { value: readonly TexToken[]; condition: readonly TexToken[] } | null {
  let value = [...(row[0]?.tokens ?? [])];
  let condition = row.slice(1).flatMap(({ tokens }) => tokens);
  if (condition.length === 0) {
    // Without an `&`: cut at the first comma, at words, or at a wide space.
    const free = new Set(outer(value));
    const cut = value.findIndex((token, i) => {
      if (i === 0 || !free.has(token)) return false;
      return token.type === 'comma' || token.type === 'words' || (token.wide && isOperandEnd(value[i - 1]));
    });
    if (cut < 0) return null;
    condition = value.slice(cut);
    value = value.slice(0, cut);
  }
  while (isPunctuation(value.at(-1))) value.pop();
  while (isPunctuation(condition.at(-1))) condition.pop();
  while (isPunctuation(condition[0])) condition.shift();
  if (value.length === 0 || condition.length === 0 || condition[0]?.type === 'relation' || hasRelation(value))
    return null;
  return { value, condition };
}

// ---- writing tokens ------------------------------------------------------------------------------

function separator(reader: Reader, type: TokenType, at: number): void {
  reader.emit(type, '', at, at);
}

function emitMatrix(
  reader: Reader,
  { name, begin, opened }: Environment,
  rows: readonly (readonly Cell[])[],
  end: number,
): void {
  reader.emit('matrixOpen', MATRIX_ENVIRONMENTS.get(name) ?? '', begin.start, opened);
  rows.forEach((row, i) => {
    row.forEach(({ tokens, at }, j) => {
      if (i + j > 0) separator(reader, j === 0 ? 'row' : 'cell', at);
      if (tokens.length === 0) separator(reader, 'empty', at);
      else reader.out.push(...malformed(reader, tokens));
    });
  });
  // `\end{…}` alone; with the brackets around a bare matrix it may be replaced
  reader.emit('matrixClose', '', end, end);
}

/** `1,75` in a cell is one number, though a wrong one: whoever judges the matrix shall see it as written. */
function malformed(reader: Reader, tokens: readonly TexToken[]): readonly TexToken[] {
  const [whole, comma, part] = tokens;
  if (tokens.length !== 3 || whole?.type !== 'number' || comma?.text !== ',' || part?.type !== 'number')
    return tokens;
  const end = part.offset + part.text.length;
  const text = reader.text.slice(whole.offset, end);
  return text.length === whole.text.length + 1 + part.text.length
    ? [{ ...whole, value: text, text }]
    : tokens;
}

function emitCases(reader: Reader, open: Raw, rows: readonly (readonly Cell[])[], end: number): void {
  const arms = rows.map(arm);
  if (rows.length > 0 && arms.every((it) => it !== null)) {
    reader.emit('casesOpen', '', open.start, open.end);
    arms.forEach(({ value, condition }, i) => {
      if (i > 0) separator(reader, 'row', value[0]?.offset ?? end);
      reader.out.push(...value);
      separator(reader, 'when', condition[0]?.offset ?? end);
      reader.out.push(...condition);
    });
    reader.emit('casesClose', '', end, end);
    return;
  }
  const system = joinRows(
    rows.map((row) => row.flatMap(({ tokens, at }, i) => (i === 0 ? tokens : [mark(at), ...tokens]))),
  );
  if (!system.every((row) => hasRelation(row)))
    reader.fail('unread', { start: open.start, end }, 'its rows are neither cases nor equations');
  reader.emit('systemOpen', '', open.start, open.end);
  system.forEach((row, i) => {
    if (i > 0) separator(reader, 'row', row[0]?.offset ?? end);
    reader.out.push(...row);
  });
  reader.emit('systemClose', '', end, end);
}

const mark = (at: number): TexToken => ({ type: 'align', value: '', text: '', offset: at, wide: false });

/** A table of equations as rows of the formula. */
function emitRows(reader: Reader, rows: readonly (readonly Cell[])[]): void {
  rows.forEach((row, i) => {
    if (i > 0) separator(reader, 'break', row[0]?.at ?? 0);
    row.forEach(({ tokens, at }, j) => {
      if (j > 0) separator(reader, 'align', at);
      reader.out.push(...tokens);
    });
  });
}
