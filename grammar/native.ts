// The native notation, text → surface tree. Statements are parsed one by one, each with a parser of its own, so
// that a long file costs no more than its parts. What any of it means is decided by elaboration.

import { humanWords, NotationError } from './errors.js';
import { lazyGrammar, parseTokens } from './feed.js';
import { statements } from './lines.js';
import compiled from './native.generated.js';
import { seal, type Token } from './nodes.js';
import { reservedWords, statementWords } from './tokens.js';
import type { Node, Statement } from './tree.js';

const statementGrammar = lazyGrammar(compiled, 'statement');
const formulaGrammar = lazyGrammar(compiled, 'formula');

/**
 * The statements of a `.conv` text: `parseFile('size M; tensor w[M]')` has a `size` and a `tensor` statement.
 * Throws NotationError at the first statement that cannot be read.
 */
export function parseFile(text: string): readonly Statement[] {
  const parsed: Statement[] = [];
  for (const tokens of statements(text))
    parsed.push(seal(onlyParse(statementParses(text, tokens))) as Statement);
  return Object.freeze(parsed);
}

/**
 * One expression or relation: `parseFormula('w_<m> x_<m>')` is a product. Lines may be broken anywhere.
 * Throws NotationError when the text is anything else.
 */
export function parseFormula(text: string): Node {
  return seal(onlyParse(formulaParses(text))) as Node;
}

/** In how many ways a text can be read; for every accepted text that must be 1. Throws like the parsers. */
export function countParses(text: string, as: 'file' | 'formula'): number {
  if (as === 'formula') return formulaParses(text).length;
  let count = 1;
  for (const tokens of statements(text)) count *= statementParses(text, tokens).length;
  return count;
}

function onlyParse(parses: readonly unknown[]): unknown {
  if (parses.length !== 1) throw new Error(`the native grammar has ${parses.length} parses for one text`);
  return parses[0];
}

function statementParses(text: string, tokens: readonly Token[]): readonly unknown[] {
  const first = tokens[0] as Token;
  if (first.type !== 'separator' && !(statementWords as readonly string[]).includes(first.text)) {
    const range = { start: first.offset, end: first.offset + first.text.length };
    const expected = [...statementWords, "'---'"];
    throw new NotationError(text, { kind: 'unknown-statement', range, found: first.text, expected });
  }
  const outcome = parseTokens(statementGrammar(), tokens);
  return outcome.ok ? outcome.parses : fail(text, tokens, outcome);
}

function formulaParses(text: string): readonly unknown[] {
  const tokens = formulaTokens(text);
  const outcome = parseTokens(formulaGrammar(), tokens);
  return outcome.ok ? outcome.parses : fail(text, tokens, outcome);
}

/** A formula is one statement without a word before it. */
function formulaTokens(text: string): readonly Token[] {
  const parts = [...statements(text, 'formula')];
  const extra = parts.find((tokens, index) => tokens[0]?.type === 'separator' || index > 0)?.[0];
  if (extra !== undefined) {
    const range = { start: extra.offset, end: extra.offset + extra.text.length };
    throw new NotationError(text, { kind: 'not-a-formula', range, found: extra.text });
  }
  return parts[0] ?? [];
}

interface Failure {
  readonly at: number;
  readonly expected: readonly string[];
  readonly complete: boolean;
}

function fail(text: string, tokens: readonly Token[], { at, expected, complete }: Failure): never {
  const token = tokens[at];
  const words = humanWords(expected, complete);
  if (token === undefined) {
    const last = tokens[tokens.length - 1];
    const end = last === undefined ? 0 : last.offset + last.text.length;
    throw new NotationError(text, {
      kind: 'unexpected-end',
      range: { start: end, end },
      expected: words,
      advice: afterGuard(last, expected),
    });
  }
  throw new NotationError(text, {
    kind: 'unexpected',
    range: { start: token.offset, end: token.offset + token.text.length },
    found: token.text,
    expected: words,
    advice: advice(token, tokens[at - 1], expected),
  });
}

function advice(token: Token, before: Token | undefined, expected: readonly string[]): string {
  if (token.text === '=' && before?.text === '=') return 'equality is written with one =';
  const reserved = (reservedWords as readonly string[]).includes(token.text);
  if (reserved && expected.includes('name'))
    return `\`${token.text}\` is a reserved word and cannot be a name`;
  return afterGuard(before, expected);
}

/** After a matrix there may be a relation, after a guard only what it guards. */
function afterGuard(before: Token | undefined, expected: readonly string[]): string {
  return before?.text === ']' && expected.includes('number') && !expected.includes('relation')
    ? 'a condition in brackets stands before its term: [i > 1] x_<i>'
    : '';
}
