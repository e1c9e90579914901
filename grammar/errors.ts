// Syntax errors of both notations: tagged data, put into words in this file and nowhere else.
//
// A message is one sentence with its place, then the source line and a caret:
//
//   line 1, column 9: `)` cannot stand here; expected a factor such as x_<i>, a number or '('
//     1 | (a + b) )
//       |         ^

import type { Range } from './tree.js';

export type NotationErrorKind =
  | 'unexpected'
  | 'unexpected-end'
  | 'unclosed'
  | 'unopened'
  | 'mismatched'
  | 'unknown-character'
  | 'unknown-command'
  | 'unknown-statement'
  | 'missing-argument'
  | 'unread'
  | 'not-a-formula'
  | 'ambiguous'
  | 'lone-underscore'
  | 'braced-subscript'
  | 'comparison-in-subscript'
  | 'too-deep'
  | 'too-many-tokens'
  | 'text-too-long';

/** What is wrong, before it has a line and a column. */
export interface Problem {
  readonly kind: NotationErrorKind;
  readonly range: Range;
  /** What could have stood there, in human words. */
  readonly expected?: readonly string[];
  /** What stands there, as written. */
  readonly found?: string;
  /** What to write instead, or the limit that is passed. */
  readonly advice?: string;
}

/** A syntax error: `error.data` for programs, `error.message` for people. */
export class NotationError extends Error {
  readonly data: {
    readonly kind: NotationErrorKind;
    readonly range: Range;
    /** Both from 1; columns count UTF-16 units. */
    readonly line: number;
    readonly column: number;
    readonly expected: readonly string[];
    readonly found: string;
  };

  constructor(text: string, problem: Problem) {
    const { kind, range, expected = [], found = '' } = problem;
    const { line, column } = locate(text, range.start);
    super(placed(text, range, wording(problem)));
    this.name = 'NotationError';
    this.data = { kind, range, line, column, expected, found };
  }
}

/** A message with its place before it, and the line with a caret after it. */
export function placed(text: string, { start }: Range, message: string): string {
  const { line, column, source } = locate(text, start);
  return `line ${line}, column ${column}: ${message}\n${excerpt(source, line, column)}`;
}

/** Line and column, both from 1, of an offset, and the whole line it is on. */
function locate(text: string, offset: number): { line: number; column: number; source: string } {
  let line = 1;
  let start = 0;
  const breaks = /\r\n?|\n/g;
  for (
    let found = breaks.exec(text);
    found !== null && breaks.lastIndex <= offset;
    found = breaks.exec(text)
  ) {
    line += 1;
    start = breaks.lastIndex;
  }
  const length = text.slice(start).search(/[\r\n]/);
  return {
    line,
    column: offset - start + 1,
    source: length < 0 ? text.slice(start) : text.slice(start, start + length),
  };
}

/** The line with a caret under the column; of a very long line only the neighbourhood. */
function excerpt(source: string, line: number, column: number): string {
  const from = column > 90 ? column - 60 : 0;
  const shown = source.slice(from, from + 110);
  const before = from > 0 ? '…' : '';
  const after = from + 110 < source.length ? '…' : '';
  // Tabs stay tabs, so that the caret is under its character whatever their width.
  const indent = shown.slice(0, column - 1 - from).replace(/[^\t]/g, ' ');
  const number = String(line);
  const margin = ' '.repeat(number.length);
  return `  ${number} | ${before}${shown}${after}\n  ${margin} | ${before && ' '}${indent}^`;
}

function wording({ kind, expected = [], found = '', advice = '' }: Problem): string {
  const hint = advice === '' ? '' : `; ${advice}`;
  switch (kind) {
    case 'unexpected':
      return `\`${found}\` cannot stand here; expected ${alternatives(expected)}${hint}`;
    case 'unexpected-end':
      return `something is missing at the end; expected ${alternatives(expected)}${hint}`;
    case 'unclosed':
      return `this \`${found}\` is not closed; expected ${expected.length > 0 ? alternatives(expected) : advice}`;
    case 'unopened':
      return `this \`${found}\` closes nothing${hint}`;
    case 'unknown-character':
      return `the character \`${found}\` has no meaning here${hint}`;
    case 'mismatched':
      return `this \`${found}\` is closed by ${advice}, which does not match it`;
    case 'unknown-command':
      return `the command \`${found}\` is not known${hint}`;
    case 'missing-argument':
      return `an argument of \`${found}\` is missing${hint}`;
    case 'unread':
      return `\`${found}\` cannot be read here${hint}`;
    case 'unknown-statement':
      return `a statement cannot start with \`${found}\`; it starts with ${alternatives(expected)}; a relation is claimed by \`theorem name: …\``;
    case 'not-a-formula':
      return `\`${found}\` cannot stand in a formula; this must be one expression or relation`;
    case 'ambiguous':
      return `\`${found}\` is ambiguous; write ${advice}`;
    case 'lone-underscore':
      return 'a `_` stands between a name and its subscript without spaces: x_<i,j>, or one name or number, R_l';
    case 'braced-subscript':
      return `subscripts stand between \`_<\` and \`>\`; write ${advice}`;
    case 'comparison-in-subscript':
      return `\`${found}\` cannot stand in a subscript; expected '>' or ','`;
    case 'too-deep':
      return `brackets, big operators and guards are nested more than ${advice} deep`;
    case 'too-many-tokens':
      return `this statement has more than ${advice} symbols`;
    case 'text-too-long':
      return `the text has more than ${advice} characters`;
  }
}

/** `['a', 'b', 'c']` → `a, b or c`. */
function alternatives(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? 'nothing more';
  return `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`;
}

const single: Readonly<Record<string, string>> = {
  name: 'a name',
  title: 'a name',
  number: 'a number',
  sign: "'+' or '-'",
  product: 'an operator such as *',
  relation: 'a relation such as <=',
  lsub: "'_<'",
  reduction: 'sum_<',
  lparen: "'('",
  rparen: "')'",
  lbracket: "'['",
  rbracket: "']'",
  lbrace: "'{'",
  rbrace: "'}'",
  rsub: "'>'",
  comma: "','",
  semicolon: "';'",
  colon: "':'",
  dots: "'..'",
  separator: "'---'",
};

/**
 * What a person calls the tokens that would have fitted: `['name', 'number', 'lparen', 'reduction', …]` is
 * "a factor such as x_<i>, a number or '('".
 */
export function humanWords(types: readonly string[], complete: boolean): string[] {
  const left = new Set(types);
  const words: string[] = [];
  const take = (word: string, ...covered: string[]): void => {
    words.push(word);
    for (const type of covered) left.delete(type);
  };
  const factor = ['name', 'number', 'lparen', 'lbracket', 'lbrace', 'reduction'];
  if (left.has('product') && left.has('number')) {
    take('an operator', 'product', 'sign', 'caret', 'lsub', 'under', ...factor);
    take('a further factor');
  } else if (left.has('reduction')) {
    take("a factor such as x_<i>, a number or '('", 'sign', ...factor);
  }
  if (left.has('relation')) take(single.relation as string, 'relation', '=');
  const others = [...left].filter((type) => type !== 'under' && type !== 'caret');
  for (const type of others) take(single[type] ?? `'${type}'`);
  if (complete) words.push('the end');
  return words;
}
