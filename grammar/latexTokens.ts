// LaTeX text → raw tokens, as TeX would cut it: commands, single letters, numbers, signs, runs of Chinese.
//
// Nothing is understood yet (latexReader.ts does that), but spellings of operators are already their canonical
// values: `\leq`, `≤` and `<=` all give a relation token of value `<=`.

import moo from 'moo';
import { NotationError } from './errors.js';
import { UNICODE } from './latexCommands.js';
import type { Token } from './nodes.js';
import { type OperatorKind, spellings } from './operators.js';
import { maximalTokens } from './tokens.js';

type RawType =
  | 'space'
  | 'break'
  | 'command'
  | 'escape'
  | 'number'
  | 'dots'
  | 'letter'
  | 'cjk'
  | 'prime'
  | 'punctuation'
  | 'char'
  | 'sign'
  | 'product'
  | 'relation'
  | 'reduction'
  | 'logic';

/** A piece of the source; for a command `value` is its name without the backslash. */
export interface Raw {
  readonly type: RawType;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const KINDS: readonly OperatorKind[] = ['sign', 'product', 'relation', 'reduction', 'logic'];

/** Every LaTeX spelling of an operator, with its kind and value. */
const OPERATORS = new Map(
  KINDS.flatMap((kind) =>
    [...spellings(kind, 'latex')].map(([spelling, value]) => [spelling, { kind, value }] as const),
  ),
);

const signs = [...OPERATORS.keys()]
  .filter((spelling) => !spelling.startsWith('\\'))
  .sort((a, b) => b.length - a.length);

const FULL_WIDTH: ReadonlyMap<string, string> = new Map([
  ['（', '('],
  ['）', ')'],
  ['，', ','],
  ['、', ','],
  ['；', ';'],
  ['。', '.'],
  ['．', '.'],
  ['：', ':'],
  ['′', "'"],
  ['’', "'"],
]);

const lexer = moo.compile({
  comment: /%[^\n]*/,
  space: { match: /[ \t\r\n\f\v~\u00a0\u2000-\u200b\u3000\ufeff]+/, lineBreaks: true },
  // A length after a row break is layout: \\[2mm]
  break:
    /\\\\\*?(?:[ \t]*\[-?[\d.]+[ \t]*(?:mm|cm|pt|em|ex|in|px|bp|mu|pc)\])?|\\(?:newline|cr|tabularnewline)(?![A-Za-z])/,
  command: /\\(?:operatorname|tag|hspace|vspace)\*|\\[A-Za-z]+/,
  escape: { match: /\\[^A-Za-z\ud800-\udfff]/, lineBreaks: true },
  dots: /\.{3,}|…+|⋯+/,
  number: /\d+(?:\.\d+)?|\.\d+/,
  // `x^+ = 1` without the space is no step with `+=`.
  superscript: /(?<=[\^_]\s*)[+-](?==)/,
  // A remark beside a line, as programs have them: `&= 2x &// twice`.
  remark: /(?<=(?:&|\\ )\s*)\/\/[^\n]*?(?=\s*(?:\\\\|\\end\b|\\tag\b|\n|$))/,
  operator: signs,
  letter: /[A-Za-z]/,
  // A backtick is a slip for the prime beside it on the keyboard: `{f}`(x)`.
  prime: /['′’`]+/,
  punctuation: /[,;:.，、；：。．]/,
  cjk: /[\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+/,
  char: { match: /[\s\S]/, lineBreaks: true },
});

function rawOf(token: moo.Token): Raw {
  const place = { start: token.offset, end: token.offset + token.text.length };
  const text = token.text;
  const operator = OPERATORS.get(text);
  if (operator !== undefined) return { type: operator.kind, value: operator.value, ...place };
  if (token.type === 'command') return { type: 'command', value: text.slice(1), ...place };
  if (token.type === 'remark') return { type: 'cjk', value: text.slice(2).trim(), ...place };
  if (token.type === 'comment') return { type: 'space', value: '', ...place };
  const command = UNICODE.get(text);
  if (command !== undefined) return { type: 'command', value: command, ...place };
  const ascii = FULL_WIDTH.get(text) ?? text;
  return { type: token.type as RawType, value: ascii, ...place };
}

/** The raw tokens of a formula; refuses a formula that is too long. */
export function rawTokens(text: string): Raw[] {
  const raws: Raw[] = [];
  let count = 0;
  lexer.reset(text);
  for (let token = lexer.next(); token !== undefined; token = lexer.next()) {
    const raw = rawOf(token);
    raws.push(raw);
    if (raw.type !== 'space') count += 1;
    if (count > maximalTokens) {
      throw new NotationError(text, { kind: 'too-many-tokens', range: raw, advice: String(maximalTokens) });
    }
  }
  return raws;
}

export type TokenType =
  // operands
  | 'name'
  | 'number'
  | 'dots'
  | 'words'
  | 'symbol'
  // operators and separators
  | 'sign'
  | 'product'
  | 'relation'
  | 'leading'
  | 'and'
  | 'or'
  | 'not'
  | 'comma'
  | 'semicolon'
  | 'period'
  | 'gap'
  // what takes arguments
  | 'reduction'
  | 'fraction'
  | 'accent'
  | 'root'
  | 'binary'
  | 'sub'
  | 'sup'
  | 'prime'
  // brackets; of TeX's braces only those that matter
  | 'argOpen'
  | 'argClose'
  | 'open'
  | 'close'
  | 'matrixOpen'
  | 'matrixClose'
  | 'cell'
  | 'row'
  | 'empty'
  | 'casesOpen'
  | 'casesClose'
  | 'when'
  | 'systemOpen'
  | 'systemClose'
  // gone before the grammar sees them
  | 'tag'
  | 'break'
  | 'align'
  | 'void';

/** A token for the grammar; `wide`: `\quad` or more stands before it. */
export interface TexToken extends Token {
  readonly type: TokenType;
  readonly wide: boolean;
}

export const OPENING: ReadonlySet<TokenType> = new Set<TokenType>([
  'open',
  'argOpen',
  'matrixOpen',
  'casesOpen',
  'systemOpen',
]);
export const CLOSING: ReadonlySet<TokenType> = new Set<TokenType>([
  'close',
  'argClose',
  'matrixClose',
  'casesClose',
  'systemClose',
]);

/** After these a factor is complete, so that `|` closes and a further name multiplies. */
const OPERAND_ENDS: ReadonlySet<TokenType> = new Set<TokenType>([
  'name',
  'number',
  'dots',
  'symbol',
  'prime',
  'close',
  'argClose',
  'matrixClose',
  'casesClose',
]);

export const isOperandEnd = (token: TexToken | undefined): boolean =>
  token !== undefined && OPERAND_ENDS.has(token.type);

/**
 * What `&` and `\\` do: separate rows of the formula; fold a long line inside a bracket; separate the items of a
 * list (a condition under a sum in two lines); or have no place there.
 */
export type Mode = 'rows' | 'fold' | 'list' | 'argument';

/** Delimiters by their spelling: which group, and which side of it. */
export interface Delimiter {
  readonly kind: '(' | '[' | '{' | 'floor' | 'ceil' | '|' | 'norm' | 'angle';
  readonly side: 'open' | 'close' | 'either';
}

const DELIMITERS: ReadonlyMap<string, Delimiter> = new Map<string, Delimiter>([
  ['char (', { kind: '(', side: 'open' }],
  ['char )', { kind: '(', side: 'close' }],
  ['char [', { kind: '[', side: 'open' }],
  ['char ]', { kind: '[', side: 'close' }],
  ['command lbrack', { kind: '[', side: 'open' }],
  ['command rbrack', { kind: '[', side: 'close' }],
  ['escape \\{', { kind: '{', side: 'open' }],
  ['escape \\}', { kind: '{', side: 'close' }],
  ['command lbrace', { kind: '{', side: 'open' }],
  ['command rbrace', { kind: '{', side: 'close' }],
  ['command lfloor', { kind: 'floor', side: 'open' }],
  ['command rfloor', { kind: 'floor', side: 'close' }],
  ['command lceil', { kind: 'ceil', side: 'open' }],
  ['command rceil', { kind: 'ceil', side: 'close' }],
  ['command langle', { kind: 'angle', side: 'open' }],
  ['command rangle', { kind: 'angle', side: 'close' }],
  ['char |', { kind: '|', side: 'either' }],
  ['command vert', { kind: '|', side: 'either' }],
  ['command lvert', { kind: '|', side: 'open' }],
  ['command rvert', { kind: '|', side: 'close' }],
  ['escape \\|', { kind: 'norm', side: 'either' }],
  ['command Vert', { kind: 'norm', side: 'either' }],
  ['command lVert', { kind: 'norm', side: 'open' }],
  ['command rVert', { kind: 'norm', side: 'close' }],
]);

/** `\lfloor` → the opening side of a floor; null for what is no delimiter. */
export function delimiterOf(raw: Raw | undefined): Delimiter | null {
  return raw === undefined ? null : (DELIMITERS.get(`${raw.type} ${raw.value}`) ?? null);
}
