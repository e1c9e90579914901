// Conditions on sizes that a text states in passing: `M \ll I`, `where M \le I`.

import type { Node, Range, RelationOperator } from '../../grammar/tree.js';
import { satisfiable } from '../sets/index.js';
import { atLeast, showCond } from '../term/cond.js';
import { compare } from '../term/condition.js';
import type { Poly } from '../term/poly.js';
import { isNumberOfThings } from './givens.js';
import { definition, type Outcome, unread } from './outcome.js';
import type { SideReader } from './sideReader.js';
import { namesIn } from './trees.js';

/** Signs that compare sizes. */
export const orders: ReadonlySet<RelationOperator> = new Set(['<', '<=', '>', '>=']);

/** `M \ll I`: of two sizes, what is used of it is <=. */
export function muchSmaller(sides: SideReader, left: Node, operator: RelationOperator, right: Node): Outcome {
  const nodes = operator === '<<' ? [left, right] : [right, left];
  if (nodes.some((node) => node.tag !== 'name' || !/^\p{Lu}/u.test(node.name)))
    return { verdict: unread('only sizes are compared in this way') };
  const [small, large] = nodes.map((node) => sides.sizeExpression(node)) as [Poly, Poly];
  const notebook = sides.notebook.withSizesIn([small, large]).withCondition(atLeast(large, small));
  return { verdict: definition('a condition on the sizes; what is used of it is <='), notebook };
}

/** `M \le I` after "where": a condition on sizes, which are capital letters; null where it contradicts what is known. */
export function stipulate(
  sides: SideReader,
  left: Node,
  operator: RelationOperator,
  right: Node,
  at: Range,
): Outcome | null {
  const { notebook } = sides;
  const names = [...namesIn(left), ...namesIn(right)];
  const sizes = names.every(
    (name) => isNumberOfThings(name) && notebook.tensor(name) === null && !sides.isLetter(name),
  );
  if (!sizes || names.length === 0 || !orders.has(operator)) return null;
  const [a, b] = [left, right].map((node) => sides.sizeExpression(node)) as [Poly, Poly];
  const condition = compare(a, operator, b, at);
  const sized = notebook.withSizesIn([a, b]);
  const next =
    sides.setting.stipulated === 'case' ? sized.withCase(condition) : sized.withCondition(condition);
  if (!satisfiable(next.assumed())) return null;
  return {
    verdict: definition(`a condition on the sizes: ${showCond(condition)}`),
    notebook: next,
  };
}
