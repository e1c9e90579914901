// Letters and words: which letters in a row are one name, and what stands in `\text{…}` and its kin.
//
// `\text{rot180}` and `\mathrm{rot 180}` are one name, `\text{if }` and `\text{其中}` are words, `\mathrm{R^n}` is
// mathematics, `\text{for $i<j$}` is mixed.

import { isBrace, readBraces, readSingle } from './latexArguments.js';
import { isJoiningWord, OPERATION_WORD, TEXTS } from './latexCommands.js';
import type { Reader } from './latexReader.js';
import type { Mode, Raw, TokenType } from './latexTokens.js';

/** A run of letters and digits: single names, unless the run is upright, an operation, or tied by `\_`. */
export function readLetters(reader: Reader, first: Raw): void {
  const { raws, position } = reader;
  let end = position;
  let text = '';
  for (let raw: Raw | undefined = first; raw !== undefined; raw = raws[end]) {
    if (isScriptForMarkdown(reader, end)) break;
    const piece = raw.value === '\\_' ? '_' : raw.type === 'letter' || raw.type === 'number' ? raw.value : '';
    if (piece === '' || piece.includes('.')) break;
    text += piece;
    end += 1;
  }
  // rot-90
  const [minus, angle] = [raws[end], raws[end + 1]];
  if (/^rot$/i.test(text) && minus?.value === '-' && angle?.type === 'number') {
    text += `-${angle.value}`;
    end += 2;
  }
  if (text === '_') reader.fail('unknown-command', first);
  const isOneName = OPERATION_WORD.test(text) || text.includes('_') || (reader.upright && text.length > 1);
  if (isOneName) {
    reader.moveTo(end);
    const type = reader.upright && isJoiningWord(text) ? 'words' : 'name';
    reader.emit(type, text, first.start, reader.consumed);
  } else {
    for (const raw of raws.slice(position, end))
      reader.simple(raw.type === 'number' ? 'number' : 'name', raw.value, raw);
  }
}

/** `x\_{ij}`: an underscore that was escaped for Markdown is still a subscript. */
export function isScriptForMarkdown({ raws }: Reader, at: number): boolean {
  return raws[at]?.value === '\\_' && isBrace(raws[at + 1], '{');
}

/** `\text{…}` and `\mathrm{…}`: a name, words, or mathematics in an upright font. */
export function readText(reader: Reader, command: Raw, mode: Mode): void {
  reader.skip();
  const open = reader.peek();
  if (open === undefined || !isBrace(open, '{')) {
    inUpright(reader, () => readSingle(reader, command));
    return;
  }
  const close = reader.matching(reader.position);
  const content = reader.raws.slice(reader.position + 1, close);
  const inside = reader.text.slice(open.end, reader.raws[close]?.start);
  const pieces = classifyText(inside, content, TEXTS.has(command.value));
  if (pieces === 'mathematics') inUpright(reader, () => readBraces(reader, open, mode));
  else if (pieces === 'mixed') readMixed(reader, close, mode);
  else {
    reader.moveTo(close + 1);
    for (const { type, value } of pieces) reader.emit(type, value, command.start, reader.consumed);
  }
}

function inUpright(reader: Reader, read: () => void): void {
  const before = reader.upright;
  reader.upright = true;
  read();
  reader.upright = before;
}

/** `\text{for $i<j$ and $k$}`: words outside the dollars, mathematics inside. */
function readMixed(reader: Reader, close: number, mode: Mode): void {
  const isDollar = (raw: Raw | undefined): boolean => raw?.type === 'char' && raw.value === '$';
  reader.skip();
  for (let inside = false; reader.position < close; inside = !inside) {
    let end = reader.position;
    while (end < close && !isDollar(reader.raws[end])) end += 1;
    const last = reader.raws[end];
    if (last !== undefined && inside) {
      reader.readSequence(mode === 'rows' ? 'fold' : mode, (raw) => raw.start >= last.start);
    } else if (last !== undefined) {
      const start = reader.raws[reader.position]?.start ?? last.start;
      const words = reader.text.slice(start, last.start).trim();
      if (words !== '') reader.emit('words', words, start, last.start);
    }
    reader.moveTo(end + 1);
  }
  reader.moveTo(close + 1);
}

// ---- what a text argument is ---------------------------------------------------------------------

interface Piece {
  readonly type: TokenType;
  readonly value: string;
}

const PUNCTUATION: ReadonlyMap<string, TokenType> = new Map<string, TokenType>([
  [',', 'comma'],
  ['，', 'comma'],
  ['、', 'comma'],
  [';', 'semicolon'],
  ['；', 'semicolon'],
  ['.', 'period'],
  ['。', 'period'],
]);

const IDENTIFIER = /^[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*(?: ?-?\d+)?'*$/;

/** Letters, digits, spaces and punctuation only: `classifyText` need not look at commands. */
function isPlain(content: readonly Raw[]): boolean {
  return content.every(({ type, value }) => {
    if (type === 'escape') return /^\\[_,;!:\s]$/.test(value);
    if (type === 'sign') return value === '-';
    if (type === 'char') return /[?"“”《》]/.test(value);
    return ['letter', 'number', 'space', 'cjk', 'punctuation', 'prime'].includes(type);
  });
}

/** Two words with a space between them are prose, whatever else is there. */
const looksLikeProse = (inside: string): boolean =>
  /[A-Za-z]{2,} +[A-Za-z]{2,}|[\u3400-\u9fff]{2,}/.test(inside);

/** The tokens of an argument in a text font, or how else to read it. */
function classifyText(
  inside: string,
  content: readonly Raw[],
  isText: boolean,
): readonly Piece[] | 'mathematics' | 'mixed' {
  if (content.some(({ value }) => value === '$')) return 'mixed';
  const text = inside
    .replace(/\\_/g, '_')
    .replace(/~|\\[,;!:\s]|\s+/g, ' ')
    .trim();
  if (!isPlain(content))
    return isText && looksLikeProse(inside) && !inside.includes('\\')
      ? [{ type: 'words', value: text }]
      : 'mathematics';
  if (text === '') return [];
  const punctuation = PUNCTUATION.get(text);
  if (punctuation !== undefined) return [{ type: punctuation, value: text }];
  if (/^\d+(?:\.\d+)?$/.test(text)) return [{ type: 'number', value: text }];
  if (isJoiningWord(text)) return [{ type: 'words', value: text }];
  // \mathrm{dx}: an upright d before a letter is a differential
  if (/^d[a-z]$/.test(text))
    return [
      { type: 'name', value: 'd' },
      { type: 'name', value: text.slice(1) },
    ];
  if (IDENTIFIER.test(text)) return [{ type: 'name', value: text.replace(' ', '') }];
  return [{ type: 'words', value: text }];
}
