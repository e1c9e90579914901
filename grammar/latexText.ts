// What stands in `\text{…}` and its kin: a name, words, punctuation, or mathematics in an upright font.
//
// `\text{rot180}` and `\mathrm{rot 180}` are one name, `\text{if }` and `\text{其中}` are words, `\mathrm{R^n}` is
// mathematics, `\text{for $i<j$}` is mixed.

import { isJoiningWord } from './latexCommands.js';
import type { Raw, TokenType } from './latexTokens.js';

export interface Piece {
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
export function classifyText(
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
