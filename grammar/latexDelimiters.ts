// Parentheses, brackets, bars, floors: which opens, which closes, and what stands between.

import { isBrace } from './latexArguments.js';
import { readOpenCases } from './latexEnvironments.js';
import type { Ends, Reader } from './latexReader.js';
import { type Delimiter, delimiterOf, isOperandEnd, type Mode, type Raw } from './latexTokens.js';

/** A delimiter with the `\left`, `\right` or `\middle` before it. */
interface Sized {
  /** null: none, or the empty one of `\right.` */
  readonly delimiter: Delimiter | null;
  readonly whole: Raw;
}

const isSize = (raw: Raw): boolean =>
  raw.type === 'command' && (raw.value === 'left' || raw.value === 'right' || raw.value === 'middle');

/** The delimiter that stands at the reader's place. */
function sized(reader: Reader, raw: Raw): Sized {
  if (!isSize(raw)) return { delimiter: delimiterOf(raw), whole: raw };
  const next = reader.raws
    .slice(reader.position + 1, reader.position + 3)
    .find(({ type }) => type !== 'space');
  const delimiter = delimiterOf(next);
  if (next === undefined || (delimiter === null && next.value !== '.'))
    return reader.fail('missing-argument', raw);
  const whole = { ...raw, end: next.end };
  if (delimiter?.side !== 'either') return { delimiter, whole };
  return { delimiter: { ...delimiter, side: raw.value === 'right' ? 'close' : 'open' }, whole };
}

function skipSized(reader: Reader, raw: Raw): void {
  reader.skip(isSize(raw) ? 2 : 1);
}

/** A delimiter in a sequence: it opens a group, or (a bar alone) separates. */
export function readDelimiter(reader: Reader, raw: Raw, mode: Mode): void {
  const { delimiter, whole } = sized(reader, raw);
  if (raw.value === 'middle') {
    skipSized(reader, raw);
    reader.emit('words', '|', whole.start, whole.end);
  } else if (delimiter === null) {
    // \left. and \right. draw nothing
    skipSized(reader, raw);
  } else if (delimiter.side === 'close') {
    reader.fail('unopened', whole);
  } else if (separates(reader, raw, delimiter)) {
    reader.simple('words', '|', raw);
  } else if (raw.value !== 'left' || delimiter.kind !== '{' || !readOpenCases(reader, raw)) {
    skipSized(reader, raw);
    reader.nested(whole, () => readGroup(reader, whole, delimiter.kind, mode));
  }
}

function readGroup(reader: Reader, open: Raw, kind: Delimiter['kind'], mode: Mode): void {
  const at = reader.out.length;
  reader.emit('open', kind, open.start, open.end);
  const ends: Ends = (raw) => {
    if (isBrace(raw, '}') || (raw.type === 'command' && raw.value === 'end')) return true;
    if (mode === 'argument' && (raw.type === 'break' || (raw.type === 'char' && raw.value === '&')))
      return true;
    const { delimiter } = sized(reader, raw);
    if (delimiter === null) return false;
    const closesBar = delimiter.side === 'either' && delimiter.kind === kind && isOperandEnd(reader.last());
    return delimiter.side === 'close' || closesBar;
  };
  reader.readSequence(mode === 'rows' ? 'fold' : mode, ends);
  const raw = reader.peek();
  if (raw === undefined) reader.fail('unclosed', open, 'its other half');
  const { delimiter, whole: close } = sized(reader, raw);
  if (delimiter === null) reader.fail('unclosed', open, 'its other half');
  if (delimiter.kind !== kind) {
    reader.fail('mismatched', open, `\`${reader.text.slice(close.start, close.end)}\``);
  }
  skipSized(reader, raw);
  reader.unfold(at + 1);
  if (!absorb(reader, at, close)) reader.emit('close', kind, close.start, close.end);
}

/** `\left[ \begin{array} … \right]`: a matrix that has no delimiters takes the ones around it. */
function absorb(reader: Reader, at: number, close: Raw): boolean {
  const { out } = reader;
  const [open, matrix, last] = [out[at], out[at + 1], out.at(-1)];
  if (open === undefined || (open.value !== '(' && open.value !== '[')) return false;
  if (matrix?.type !== 'matrixOpen' || matrix.value !== '' || last?.type !== 'matrixClose') return false;
  let depth = 0;
  for (let i = at + 1; i < out.length; i += 1) {
    if (out[i]?.type === 'matrixOpen') depth += 1;
    if (out[i]?.type === 'matrixClose') depth -= 1;
    if (depth === 0 && i < out.length - 1) return false;
  }
  out[at] = { ...open, type: 'matrixOpen' };
  out[at + 1] = { ...matrix, type: 'void' };
  out.pop();
  reader.emit('matrixClose', '', close.start, close.end);
  return true;
}

/**
 * Is a bar one that neither opens nor closes? After a complete factor, a bar with an even number of bars behind it
 * in the same bracket separates, as in `\{ x | x > 0 \}`.
 */
function separates(reader: Reader, bar: Raw, { side }: Delimiter): boolean {
  return side === 'either' && isOperandEnd(reader.last()) && barsAfter(reader, bar) % 2 === 0;
}

function barsAfter(reader: Reader, bar: Raw): number {
  const known = reader.barsAfter.get(bar.start);
  if (known !== undefined) return known;
  const bars: number[] = [];
  let depth = 0;
  for (let i = reader.position; i < reader.raws.length && depth >= 0; i += 1) {
    const raw = reader.raws[i] as Raw;
    const side = isBrace(raw, '{') ? 'open' : isBrace(raw, '}') ? 'close' : delimiterOf(raw)?.side;
    if (side === 'open') depth += 1;
    else if (side === 'close') depth -= 1;
    else if (side === 'either' && depth === 0 && raw.value === bar.value) bars.push(raw.start);
  }
  bars.forEach((start, i) => {
    reader.barsAfter.set(start, bars.length - 1 - i);
  });
  return bars.length - 1;
}
