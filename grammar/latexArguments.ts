// Braces, arguments and scripts. Braces of TeX are not brackets on paper, so they vanish, except around arguments and
// where a script hangs on them: `{W^{(t)}}^T`.

import type { Ends, Place, Reader } from './latexReader.js';
import type { Mode, Raw, TexToken, TokenType } from './latexTokens.js';

export const isBrace = (raw: Raw | undefined, brace: '{' | '}'): boolean =>
  raw?.type === 'char' && raw.value === brace;

const isOver = (raw: Raw | undefined): boolean => raw?.type === 'command' && raw.value === 'over';

const isScript = (raw: Raw | undefined): boolean =>
  raw?.type === 'prime' || (raw?.type === 'char' && (raw.value === '^' || raw.value === '_'));

/** A group in braces, in a sequence. */
export function readBraces(reader: Reader, open: Raw, mode: Mode): void {
  const { upright, wide } = reader;
  const bracket = reader.out.length;
  placeholders(reader, open, 3);
  reader.skip();
  const close = reader.nested(open, () => readToBrace(reader, open, mode, bracket + 1));
  reader.upright = upright;
  if (!isScript(reader.peek())) return;
  const content = reader.written(bracket);
  if (content.length === 0) return;
  if (content.length === 1 && content[0]?.type !== 'words') {
    reader.widen(bracket, open.start, close.end);
    return;
  }
  const separator = content.find(({ type }) => type === 'break' || type === 'align');
  if (separator !== undefined) {
    const place = { start: separator.offset, end: separator.offset + separator.text.length };
    reader.fail('unread', place, 'a row cannot end inside braces with a script');
  }
  fill(reader, bracket, 'argOpen', '{', open, wide);
  reader.emit('argClose', '}', close.start, close.end);
}

/** Tokens that may become an opening brace, a fraction, or the opening of its numerator (`{a \over b}`). */
function placeholders(reader: Reader, open: Raw, count: number): void {
  for (let i = 0; i < count; i += 1) reader.emit('void', '', open.start, open.end);
}

function fill(
  reader: Reader,
  index: number,
  type: TokenType,
  value: string,
  { start, end }: Place,
  wide = false,
): void {
  reader.out[index] = { type, value, text: reader.text.slice(start, end), offset: start, wide };
}

/**
 * To the closing brace, which is consumed and given back. `\over` on the way makes a fraction of the two halves, for
 * which two placeholders stand ready.
 */
function readToBrace(reader: Reader, open: Raw, mode: Mode, fraction: number): Raw {
  const ends: Ends = (raw) => isBrace(raw, '}') || isOver(raw);
  reader.readSequence(mode, ends);
  const over = reader.peek();
  const isFraction = over !== undefined && isOver(over);
  if (isFraction) {
    reader.skip();
    fill(reader, fraction, 'fraction', '', open);
    fill(reader, fraction + 1, 'argOpen', '', { start: open.end, end: open.end });
    reader.emit('argClose', '', over.start, over.start);
    reader.emit('argOpen', '', over.end, over.end);
    reader.readSequence(mode, ends);
    const again = reader.peek();
    if (again !== undefined && isOver(again)) reader.fail('unread', again, 'one group can have one \\over');
  }
  const close = reader.peek();
  if (close === undefined) return reader.fail('unclosed', open, '`}`');
  reader.skip();
  if (isFraction) reader.emit('argClose', '}', close.start, close.end);
  return close;
}

/** The argument of a command or a script: a group in braces, or the next single token. */
export function readArgument(reader: Reader, of: Raw, mode: Mode = 'argument'): void {
  const open = reader.peek();
  if (open === undefined) reader.fail('missing-argument', of);
  if (!isBrace(open, '{')) {
    reader.emit('argOpen', '', open.start, open.start);
    readSingle(reader, of);
    reader.emit('argClose', '', reader.end(), reader.end());
    return;
  }
  const { upright } = reader;
  reader.emit('argOpen', '{', open.start, open.end);
  const fraction = reader.out.length;
  placeholders(reader, open, 2);
  reader.skip();
  const close = reader.nested(open, () => readToBrace(reader, open, mode, fraction));
  reader.upright = upright;
  if (mode === 'list' && reader.last()?.type === 'comma') reader.out.pop();
  reader.emit('argClose', '}', close.start, close.end);
}

/** The next token alone, as TeX takes it: `\frac12` is one half, `x^10` is x¹0. */
export function readSingle(reader: Reader, of: Raw): void {
  const raw = reader.peek();
  const missing = raw === undefined || raw.type === 'break' || raw.type === 'prime';
  if (missing || (raw.type === 'char' && raw.value !== '{')) reader.fail('missing-argument', of);
  const before = reader.out.length;
  switch (raw.type) {
    case 'letter':
      reader.simple('name', raw.value, raw);
      break;
    case 'number':
      splitDigit(reader, raw);
      reader.emit('number', raw.value.slice(0, 1), raw.start, raw.start + 1);
      break;
    default:
      reader.nested(raw, () => reader.readUnit(raw, 'argument'));
  }
  if (reader.written(before).length === 0) reader.fail('missing-argument', of);
}

/** Consumes the first digit of a number and leaves the rest. */
function splitDigit(reader: Reader, raw: Raw): void {
  const digit = { ...raw, value: raw.value.slice(0, 1), end: raw.start + 1 };
  if (raw.value.length === 1) reader.skip();
  else {
    reader.raws[reader.position] = { ...raw, value: raw.value.slice(1), start: raw.start + 1 };
    reader.consumed = digit.end;
  }
}

/** `_…`, `^…`; a raised prime is a prime, an empty script nothing. */
export function readScript(reader: Reader, raw: Raw): void {
  reader.skip();
  const at = reader.out.length;
  reader.emit(raw.value === '_' ? 'sub' : 'sup', raw.value, raw.start, raw.end);
  readArgument(reader, raw, 'list');
  const content = reader.out.slice(at + 2, -1).filter(({ type }) => type !== 'void');
  const close = reader.out.at(-1) as TexToken;
  if (content.length === 0) reader.out.length = at;
  else if (raw.value === '^' && content.every(({ type }) => type === 'prime')) {
    reader.out.length = at;
    const primes = content.map(({ value }) => value).join('');
    reader.emit('prime', primes, raw.start, close.offset + close.text.length);
  }
}

/** What a font applies to, as if the font were not there; a single name covers the font as well. */
export function readFont(reader: Reader, raw: Raw, mode: Mode): void {
  const next = reader.peek();
  if (next === undefined) reader.fail('missing-argument', raw);
  const from = reader.out.length;
  reader.nested(raw, () => (isBrace(next, '{') ? readBraces(reader, next, mode) : readSingle(reader, raw)));
  if (reader.written(from).length === 1) reader.widen(from, raw.start, reader.consumed);
}

/** Skips the braces (or the one token) that follow. */
export function skipArgument(reader: Reader, of: Raw): Place {
  const open = reader.peek();
  if (open === undefined) return reader.fail('missing-argument', of);
  const close = isBrace(open, '{') ? reader.matching(reader.position) : reader.position;
  reader.moveTo(close + 1);
  return { start: open.start, end: reader.consumed };
}

/** Skips `[ … ]`, without brackets inside; null when there is none. */
export function skipOption(reader: Reader): Place | null {
  const open = reader.peek();
  if (open?.type !== 'char' || open.value !== '[') return null;
  let close = reader.position;
  while (close < reader.raws.length && reader.raws[close]?.value !== ']') close += 1;
  if (close === reader.raws.length) return reader.fail('unclosed', open, '`]`');
  reader.moveTo(close + 1);
  return { start: open.start, end: reader.consumed };
}
