// Texts that end in an expression: 'tensor w[M], x[I]; W * X'.

import { statements } from '../../grammar/lines.js';
import { parseFile, parseFormula } from '../../grammar/native.js';
import { statementWords } from '../../grammar/tokens.js';
import type { Node } from '../../grammar/tree.js';
import { type Context, emptyContext } from './context.js';
import { declare } from './declare.js';
import { preludeFor } from './prelude.js';
import { ReadingError } from './reading.js';

interface Split {
  readonly context: Context;
  readonly node: Node;
}

/**
 * What the statements of a text declare, and the expression after them, which is not read yet. Throws ReadingError where
 * there is none, and NotationError.
 */
export function splitExpression(text: string): Split {
  const split = splitText(text);
  if (split.node.tag === 'relation')
    throw new ReadingError(
      'ill-formed',
      split.node.range,
      'a relation is no expression; write one of its sides',
    );
  return split;
}

/** The same for an expression or a relation. */
export function splitText(text: string): Split {
  const last = [...statements(text)].at(-1);
  const first = last?.[0];
  if (first === undefined || (statementWords as readonly string[]).includes(first.text))
    throw new ReadingError(
      'ill-formed',
      { start: first?.offset ?? 0, end: text.length },
      'the text must end in an expression: tensor w[M]; sum_<m=1..M> w_<m>',
    );
  const prelude = preludeFor(text);
  let context = emptyContext(prelude);
  for (const statement of parseFile(text.slice(0, first.offset))) {
    if (statement.tag === 'theorem')
      throw new ReadingError(
        'ill-formed',
        statement.range,
        'a theorem is no expression; write one of its sides alone',
      );
    context = declare(context, statement, prelude);
  }
  // Blanks keep the places of what follows.
  const node = parseFormula(text.slice(0, first.offset).replace(/[^\r\n]/g, ' ') + text.slice(first.offset));
  return { context, node };
}
