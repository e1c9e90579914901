// Commands: names, marks, fonts, layout, and the few with a syntax of their own.

import { isBrace, readArgument, readFont, skipArgument, skipOption } from './latexArguments.js';
import {
  ACCENTS,
  CALLS,
  DECORATED_RELATIONS,
  DOTS,
  FONTS,
  LAYOUT,
  NAMES,
  NEGATED,
  SILENT,
  TEXTS,
  UPRIGHT,
  UPRIGHT_SWITCHES,
  WIDE,
  WORD_COMMANDS,
  WRAPPERS,
} from './latexCommands.js';
import { readDelimiter } from './latexDelimiters.js';
import { readEnvironment } from './latexEnvironments.js';
import type { Reader } from './latexReader.js';
import { readText } from './latexText.js';
import { delimiterOf, type Mode, type Raw, type TokenType } from './latexTokens.js';
import type { RelationOperator } from './tree.js';

type Handler = (reader: Reader, raw: Raw, mode: Mode) => void;

/** Commands with a syntax of their own. */
const SPECIAL: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['begin', readEnvironment],
  ['end', (reader, raw) => reader.fail('unopened', raw)],
  ['left', readDelimiter],
  ['right', readDelimiter],
  ['middle', readDelimiter],
  ['frac', readFraction],
  ['dfrac', readFraction],
  ['tfrac', readFraction],
  ['cfrac', readFraction],
  ['over', (reader, raw) => reader.fail('unread', raw, 'it stands between braces: {a \\over b}')],
  ['tag', readTag],
  ['tag*', readTag],
  ['not', readNot],
  ['stackrel', readStacked],
  ['overset', readStacked],
  ['underset', readUnderset],
  ['underbrace', readBraceMark],
  ['overbrace', readBraceMark],
  ['substack', (reader, raw) => after(reader, () => readFont(reader, raw, 'list'))],
  ['pmod', readModulus],
  ['cancel', (reader, raw) => reader.fail('unread', raw)],
  ['sout', (reader, raw) => reader.fail('unread', raw)],
]);

/** A command with its arguments. */
export function readCommand(reader: Reader, raw: Raw, mode: Mode): void {
  const command = raw.value;
  const special = SPECIAL.get(command);
  const arity = CALLS.get(command);
  const relation = DECORATED_RELATIONS.get(command);
  if (special !== undefined) special(reader, raw, mode);
  else if (delimiterOf(raw) !== null) readDelimiter(reader, raw, mode);
  else if (TEXTS.has(command) || UPRIGHT.has(command)) reader.nested(raw, () => readText(reader, raw, mode));
  else if (FONTS.has(command)) after(reader, () => readFont(reader, raw, mode));
  else if (ACCENTS.has(command)) withArguments(reader, 'accent', raw, 1);
  else if (arity !== undefined) readCall(reader, raw, arity);
  else if (relation !== undefined) readDecorated(reader, raw, relation);
  else if (!readOperand(reader, raw) && !readLayout(reader, raw, mode)) readMacro(reader, raw, mode);
}

function after(reader: Reader, read: () => void): void {
  reader.skip();
  read();
}

/** Commands that are one token. */
function readOperand(reader: Reader, raw: Raw): boolean {
  const name = NAMES.get(raw.value);
  const words = WORD_COMMANDS.get(raw.value);
  if (name !== undefined) reader.simple('name', name, raw);
  else if (words !== undefined) reader.simple('words', words, raw);
  else if (DOTS.has(raw.value)) reader.simple('dots', '', raw);
  else if (raw.value === 'prime') reader.simple('prime', "'", raw);
  else return false;
  return true;
}

/** Commands that leave no token of their own. */
function readLayout(reader: Reader, raw: Raw, mode: Mode): boolean {
  const silent = SILENT.get(raw.value);
  const wrapper = WRAPPERS.get(raw.value);
  const known = LAYOUT.has(raw.value) || UPRIGHT_SWITCHES.has(raw.value) || WIDE.has(raw.value);
  if (!known && silent === undefined && wrapper === undefined) return false;
  reader.skip();
  if (WIDE.has(raw.value)) reader.wide = true;
  if (UPRIGHT_SWITCHES.has(raw.value)) reader.upright = true;
  for (let i = 0; i < (silent ?? wrapper ?? 0); i += 1) skipArgument(reader, raw);
  if (wrapper !== undefined) readFont(reader, raw, mode);
  return true;
}

function withArguments(reader: Reader, type: TokenType, raw: Raw, count: number): void {
  reader.simple(type, raw.value, raw);
  for (let i = 0; i < count; i += 1) readArgument(reader, raw);
}

function readFraction(reader: Reader, raw: Raw): void {
  withArguments(reader, 'fraction', raw, 2);
}

/** `\sqrt[3]{x}` has the arguments x and 3. */
function readCall(reader: Reader, raw: Raw, arity: number): void {
  reader.skip();
  const degree = arity === 1 ? skipOption(reader) : null;
  reader.emit(degree !== null || arity === 2 ? 'binary' : 'root', raw.value, raw.start, raw.end);
  for (let i = 0; i < arity; i += 1) readArgument(reader, raw);
  if (degree === null) return;
  const [start, end] = [degree.start + 1, degree.end - 1];
  const number = reader.text.slice(start, end);
  if (!/^\d+$/.test(number)) reader.fail('unread', degree, 'only a number can be the degree of a root');
  reader.emit('argOpen', '[', start, start);
  reader.emit('number', number, start, end);
  // The node ends where the radicand ends, not at the degree before it.
  reader.emit('argClose', ']', reader.consumed, reader.consumed);
}

function readTag(reader: Reader, raw: Raw): void {
  reader.skip();
  const { start, end } = skipArgument(reader, raw);
  const tag = reader.text.slice(start, end).replace(/^\{|\}$/g, '');
  reader.emit('tag', tag.trim(), raw.start, end);
}

/** `\not=`, `\not\in` */
function readNot(reader: Reader, raw: Raw): void {
  reader.skip();
  const relation = reader.peek();
  const negated = relation?.type === 'relation' ? NEGATED.get(relation.value as RelationOperator) : undefined;
  if (relation === undefined || negated === undefined) {
    reader.fail('unread', raw, 'it can stand before = and \\in');
  }
  reader.skip();
  reader.emit('relation', negated, raw.start, relation.end);
}

/** `\xlongequal[a]{b}`; what is written over the sign is a remark. */
function readDecorated(reader: Reader, raw: Raw, value: RelationOperator): void {
  reader.skip();
  skipOption(reader);
  if (isBrace(reader.peek(), '{')) skipArgument(reader, raw);
  reader.emit('relation', value, raw.start, reader.consumed);
}

/** `\stackrel{\text{def}}{=}`: a definition; with anything else above it, the sign itself. */
function readStacked(reader: Reader, raw: Raw): void {
  reader.skip();
  const above = skipArgument(reader, raw);
  const at = reader.out.length;
  readFont(reader, raw, 'argument');
  const [sign, ...more] = reader.written(at);
  if (sign === undefined || more.length > 0 || (sign.type !== 'relation' && sign.type !== 'product')) {
    reader.fail('unread', raw, 'it can stand over a relation sign');
  }
  const isDefinition = /def|\\(?:var)?triangle|\\Delta|Δ|定义/.test(
    reader.text.slice(above.start, above.end),
  );
  reader.out.length = at;
  const value = sign.value === '=' && isDefinition ? ':=' : sign.value;
  reader.emit(sign.type, value, raw.start, reader.consumed);
}

/** `\underset{x}{\max} f` is `\max_x f`. */
function readUnderset(reader: Reader, raw: Raw): void {
  reader.skip();
  const below = reader.position;
  skipArgument(reader, raw);
  const at = reader.out.length;
  readFont(reader, raw, 'argument');
  const [base, ...more] = reader.written(at);
  if (base === undefined || more.length > 0 || (base.type !== 'name' && base.type !== 'reduction')) {
    reader.fail('unread', raw, 'it can stand under max, min or a name');
  }
  const { position, consumed } = reader;
  reader.out.length = at;
  reader.emit(/^m(?:ax|in)$/.test(base.value) ? 'reduction' : base.type, base.value, raw.start, consumed);
  reader.emit('sub', '_', raw.start, raw.start);
  reader.moveTo(below);
  readArgument(reader, raw, 'list');
  reader.moveTo(position);
  // The node ends where the base ends, not at the script before it.
  reader.out.pop();
  reader.emit('argClose', '', consumed, consumed);
}

/** `\underbrace{x}_{label}`: the label is a remark. */
function readBraceMark(reader: Reader, raw: Raw): void {
  reader.skip();
  reader.nested(raw, () => readArgument(reader, raw));
  const script = reader.peek();
  if (script?.type !== 'char' || (script.value !== '_' && script.value !== '^')) return;
  reader.skip();
  skipArgument(reader, script);
}

/** `\pmod{n}` */
function readModulus(reader: Reader, raw: Raw): void {
  reader.skip();
  reader.emit('open', '(', raw.start, raw.start);
  reader.emit('name', 'mod', raw.start, raw.end);
  readFont(reader, raw, 'argument');
  reader.emit('close', '(', reader.consumed, reader.consumed);
}

/** A command in no table: with one argument in braces it is taken for a font. */
function readMacro(reader: Reader, raw: Raw, mode: Mode): void {
  reader.skip();
  if (!isBrace(reader.peek(), '{')) reader.fail('unknown-command', raw);
  if (isBrace(reader.raws[reader.matching(reader.position) + 1], '{')) reader.fail('unknown-command', raw);
  readFont(reader, raw, mode);
}
