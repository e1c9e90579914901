// The lexer of the native notation, its reserved words and its limits.
//
// What `<` and `>` mean depends on the innermost open bracket: between `_<` and `>` there are no comparisons, and
// `>` closes. The lexer therefore has states, and who reads from it (lines.ts) keeps the brackets and sets them.

import moo from 'moo';
import { operators, spellings } from './operators.js';

/** Brackets, big operators and guards inside one another. */
export const maximalDepth = 200;
/** Tokens of one statement. */
export const maximalTokens = 20_000;
/** UTF-16 units of a text. */
export const maximalText = 10_000_000;

/** Words that cannot be names. */
export const reservedWords = ['if', 'otherwise', 'and', 'or', 'not', 'divides', 'down', 'for', 'in'] as const;

/** Words a statement can start with; elsewhere they are names like others. */
export const statementWords = ['tensor', 'size', 'assume', 'index', 'function', 'define', 'theorem'] as const;

/** The source of the pattern of a name. */
export const nameSource = "\\p{L}[\\p{L}\\p{Nd}]*'*";

function operatorRule(kind: 'sign' | 'product' | 'relation'): moo.Rule {
  const values = spellings(kind, 'native');
  return { match: [...values.keys()], value: (text) => values.get(text) ?? text };
}

function makeLexer(): moo.Lexer {
  const reductions = operators.filter((row) => row.kind === 'reduction').map((row) => row.value);
  const common: moo.Rules = {
    space: /[^\S\r\n]+/u,
    newline: { match: /\r\n?|\n/u, lineBreaks: true },
    comment: /#[^\r\n]*/u,
    separator: /---(?<=(?:^|;)[^\S\r\n]*---)(?=[^\S\r\n]*(?:[;#]|$))/u,
    number: /[0-9]+(?:\.[0-9]+)?/u,
    reduction: { match: reductions.map((word) => `${word}_<`), value: (text) => text.slice(0, -2) },
    name: {
      match: new RegExp(nameSource, 'u'),
      type: moo.keywords({ word: [...reservedWords] }),
    },
    lsub: '_<',
    under: '_',
    product: operatorRule('product'),
    dots: '..',
    caret: '^',
    sign: operatorRule('sign'),
    comma: ',',
    semicolon: ';',
    colon: ':',
    lparen: '(',
    rparen: ')',
    lbracket: '[',
    rbracket: ']',
    lbrace: '{',
    rbrace: '}',
  };
  const comparisons = [...spellings('relation', 'native').keys()].filter(
    (sign) => sign !== '=' && !sign.startsWith('>'),
  );
  return moo.states({
    main: { ...common, relation: operatorRule('relation'), unknown: moo.error },
    subscript: { ...common, rsub: '>', relation: '=', comparison: [...comparisons, '≥'], unknown: moo.error },
    title: {
      title: /[\p{L}\p{Nd}_.'-]+/u,
      ...common,
      relation: operatorRule('relation'),
      unknown: moo.error,
    },
  });
}

/** moo has `clone`, its types do not; clones keep two texts that are read at once apart. */
type Cloneable = moo.Lexer & { clone(): moo.Lexer };

let lexer: Cloneable | undefined;

/** A lexer at the beginning of a text, in the state `main`; it is compiled when the first text is read. */
export function lexerFor(text: string): moo.Lexer {
  lexer ??= makeLexer() as Cloneable;
  return lexer.clone().reset(text);
}
