// The limit of nesting for what is not bracketed: big operators that reach over one another, scripts that stand on
// one another. The reader has limited the brackets.

import { NotationError } from './errors.js';
import { CLOSING, OPENING, type TexToken, type TokenType } from './latexTokens.js';
import { maximalDepth } from './tokens.js';

const ENDS_TERM: ReadonlySet<TokenType> = new Set<TokenType>([
  ...(['sign', 'relation', 'leading', 'and', 'or', 'comma', 'semicolon', 'gap', 'words'] as const),
  ...(['cell', 'row', 'when'] as const),
]);

/** After these a script stands on another factor. */
const ENDS_FACTOR: ReadonlySet<TokenType> = new Set<TokenType>([
  ...ENDS_TERM,
  ...(['name', 'number', 'dots', 'symbol', 'product', 'fraction', 'accent', 'root', 'binary'] as const),
  ...(['open', 'reduction', 'matrixOpen', 'casesOpen', 'systemOpen'] as const),
]);

/** Refuses `\sum \sum \sum …` and `x_a_a_a…` beyond the limit, before there is a tree that nobody can walk. */
export function checkDepth(text: string, tokens: readonly TexToken[]): void {
  const levels = [{ heads: 0, scripts: 0 }];
  let depth = 0;
  for (const { type, offset, text: written } of tokens) {
    const level = levels.at(-1) ?? { heads: 0, scripts: 0 };
    const before = level.heads + level.scripts;
    if (ENDS_TERM.has(type)) level.heads = 0;
    if (ENDS_FACTOR.has(type)) level.scripts = 0;
    if (type === 'reduction' || type === 'not') level.heads += 1;
    if (type === 'sub' || type === 'sup' || type === 'prime') level.scripts += 1;
    depth += level.heads + level.scripts - before;
    if (OPENING.has(type)) levels.push({ heads: 0, scripts: 0 });
    if (CLOSING.has(type)) {
      levels.pop();
      depth -= level.heads + level.scripts;
    }
    if (depth > maximalDepth) {
      const range = { start: offset, end: offset + written.length };
      throw new NotationError(text, {
        kind: 'too-deep',
        range,
        found: written,
        advice: String(maximalDepth),
      });
    }
  }
}
