// A chain that goes on in a display of its own: `$$ a = b $$ $$ = c $$` says b = c as well.

import { NotationError } from '../../grammar/errors.js';
import type { Node } from '../../grammar/tree.js';
import type { IndexDecl } from '../term/context.js';
import { parsed } from './parsed.js';
import type { Formula } from './scan.js';

/** A display, the side with which it ends, and the names that stand for all subscripts there. */
export interface Unfinished {
  readonly formula: Formula;
  readonly last: Node;
  readonly generic: readonly IndexDecl[];
}

/** Whether words between two displays keep them apart: a number beside a formula, `(5.1)`, does not. */
export function separates(words: string): boolean {
  return !/^[\s\\]*(?:[(（]\d[\d.]*[a-z]?[)）][\s\\]*)?$/u.test(words);
}

/** The formula with the last side of the one before in front of it, if it begins with a relation sign; else itself. */
export function continued({ formula: before, last }: Unfinished, formula: Formula): Formula {
  if (!formula.display || !lacksLeftSide(formula)) return formula;
  const { start, end } = last.range;
  const joined: Formula = {
    ...formula,
    text: `${before.text.slice(start, end)} ${formula.text}`,
    offsets: [...before.offsets.slice(start, end), formula.start, ...formula.offsets],
  };
  return lacksLeftSide(joined) || parsed(joined) instanceof NotationError ? formula : joined;
}

function lacksLeftSide(formula: Formula): boolean {
  const result = parsed(formula);
  if (result instanceof NotationError) return false;
  const first = result.rows[0]?.items[0]?.node;
  return first?.tag === 'relation' && first.first === null;
}
