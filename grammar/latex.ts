// The LaTeX notation, one formula → surface tree. The display is cut into rows, and each row is parsed alone.
// Like the native notation it builds what is written and decides nothing.

import { NotationError } from './errors.js';
import { lazyGrammar, parseTokens } from './feed.js';
import compiled from './latex.generated.js';
import { checkDepth } from './latexDepth.js';
import { type Entry, LimitProblem, type Separator } from './latexNodes.js';
import { Reader } from './latexReader.js';
import { splitRows, type TokenRow } from './latexRows.js';
import { seal, type Token } from './nodes.js';
import type { Node, Range } from './tree.js';

/** What stands between one pair of delimiters. */
export interface LatexFormula {
  readonly rows: readonly LatexRow[];
}

export interface LatexRow {
  readonly items: readonly LatexItem[];
  /** `24.4` for `\tag{24.4}`. */
  readonly tag: string | null;
  /** From the first item to the last, without punctuation and tag. */
  readonly range: Range;
}

/** An expression, a relation chain, dots, or words; `separatorBefore` is '' for the first and where only space is. */
export interface LatexItem {
  readonly node: Node;
  readonly separatorBefore: Separator;
}

const grammar = lazyGrammar(compiled, 'main');

/**
 * One formula, the inside of a delimiter pair: `parseLatex('k = 1, 2, \\dots, K')` has one row of four items.
 * Throws NotationError with the place and the construct when a part of it cannot be read.
 */
export function parseLatex(text: string): LatexFormula {
  const rows = splitRows(new Reader(text).read()).map((row): LatexRow => {
    const parses = rowParses(text, row);
    if (parses.length !== 1) throw new Error(`the LaTeX grammar has ${parses.length} parses for one row`);
    const items = seal(parses[0]) as readonly Entry[];
    const [first, last] = [row.tokens[0] as Token, row.tokens.at(-1) as Token];
    return { items, tag: row.tag, range: { start: first.offset, end: last.offset + last.text.length } };
  });
  return seal({ rows });
}

/** In how many ways a formula can be read; for every accepted text that must be 1. Throws like `parseLatex`. */
export function countLatexParses(text: string): number {
  const rows = splitRows(new Reader(text).read());
  return rows.reduce((count, row) => count * rowParses(text, row).length, 1);
}

function rowParses(text: string, { tokens }: TokenRow): readonly unknown[] {
  checkDepth(text, tokens);
  try {
    const outcome = parseTokens(grammar(), tokens);
    return outcome.ok ? outcome.parses : fail(text, tokens, outcome.at, outcome.expected, outcome.complete);
  } catch (error) {
    if (!(error instanceof LimitProblem)) throw error;
    const { range, advice } = error;
    throw new NotationError(text, {
      kind: 'unread',
      range,
      found: text.slice(range.start, range.end),
      advice,
    });
  }
}

function fail(
  text: string,
  tokens: readonly Token[],
  at: number,
  types: readonly string[],
  complete: boolean,
): never {
  const token = tokens[at];
  const expected = describe(new Set(types), complete);
  if (token === undefined) {
    const last = tokens.at(-1);
    const end = last === undefined ? 0 : last.offset + last.text.length;
    throw new NotationError(text, { kind: 'unexpected-end', range: { start: end, end }, expected });
  }
  // A separator of no width stands for what follows it.
  const width = Math.max(token.text.length, 1);
  const end = Math.min(token.offset + width, Math.max(text.length, token.offset));
  const range = { start: token.offset, end };
  const found = text.slice(range.start, range.end);
  throw new NotationError(
    text,
    found === ''
      ? { kind: 'unexpected-end', range, expected }
      : { kind: 'unexpected', range, found, expected },
  );
}

/** What a person calls the token types that would have fitted. */
function describe(types: ReadonlySet<string>, complete: boolean): readonly string[] {
  const words: string[] = [];
  if (types.has('product')) words.push('an operator', 'a further factor');
  else if (types.has('name')) words.push('a name, a number or a group');
  if (types.has('relation') && types.has('product')) words.push('a relation sign');
  if (types.has('argOpen') && !types.has('name')) words.push('an argument in braces');
  if (types.has('comma')) words.push("','");
  if (types.has('close')) words.push('a closing bracket');
  if (types.has('argClose')) words.push("'}'");
  if (types.has('matrixClose')) words.push('the end of the matrix');
  if (complete) words.push('the end of the row');
  return words;
}
