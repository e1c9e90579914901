// Identities of numbers: `i + 2n - 2n = i` is true whatever i and n are, and a text need not say it.

import type { Node, Range, RelationOperator } from '../../grammar/tree.js';
import { judge } from '../prove/claim.js';
import { inNative } from './inNative.js';
import type { Outcome } from './outcome.js';
import type { SideReader } from './sideReader.js';
import { namesIn } from './trees.js';

/**
 * The proof of an equation of sums of letters, each with a number as its factor, that holds for all values of the
 * letters; null where it does not, or where it says something else. Letters are not multiplied with each other, so that
 * it holds of vectors and matrices, too.
 */
export function arithmeticIdentity(
  sides: SideReader,
  left: Node,
  operator: RelationOperator,
  right: Node,
  at: Range,
): Outcome | null {
  const isCalculation = [left, right].some(({ tag }) => tag === 'sum' || tag === 'product');
  if (operator !== '=' || !isCalculation || !isLinear(left) || !isLinear(right)) return null;
  const names = [left, right].flatMap((node) => [...namesIn(node)]);
  const { notebook } = sides;
  if (names.some((name) => notebook.tensor(name) !== null || notebook.functions.has(name))) return null;
  // The number of an earlier example is not meant here, where another letter beside it has none.
  const open = names.reduce((kept, name) => kept.withoutAlias(name), notebook);
  const reader = sides.reading(open.withLetters(names.filter((name) => !open.sizes.has(name))));
  const [a, b] = [reader.elaborated(left), reader.elaborated(right)];
  if (a.sort !== 'index' || b.sort !== 'index') return null;
  const claim = { name: null, left: a, operator, right: b, at, leftNode: left, rightNode: right };
  const verdict = judge(reader.notebook.context(), claim, sides.setting.options);
  return verdict.verdict === 'proved' ? { verdict, reading: inNative(reader, left, operator, right) } : null;
}

/** A sum of letters and whole numbers, with whole numbers before letters and before parentheses. */
function isLinear(node: Node): boolean {
  switch (node.tag) {
    case 'number':
    case 'name':
      return true;
    case 'group':
      return node.delimiter === '(' && node.items.length === 1 && node.items.every(isLinear);
    case 'sum':
      return node.terms.every(({ sign, term }) => sign !== '+-' && isLinear(term));
    case 'product':
      return (
        node.factors.every(({ operator, factor }) => operator === '' && isLinear(factor)) &&
        node.factors.filter(({ factor }) => namesIn(factor).size > 0).length <= 1
      );
    default:
      return false;
  }
}
