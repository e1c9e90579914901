// `V_1 V_2 = V_2 V_1` is true of numbers. Of capitals with a number below them that are written and not introduced nobody
// knows whether they are entries or matrices, whose products cannot be exchanged.

import { printNode } from '../../grammar/print.js';
import type { Node } from '../../grammar/tree.js';
import { children } from '../term/walk.js';
import type { Notebook } from './notebook.js';

/** Whether two sides have the same such letters in a product in different orders. */
export function exchangesCapitals(notebook: Notebook, [left, right]: readonly Node[]): boolean {
  if (left === undefined || right === undefined) return false;
  const orders = ordersIn(notebook, right);
  return ordersIn(notebook, left).some((order) =>
    orders.some((other) => other.join() !== order.join() && sorted(other) === sorted(order)),
  );
}

function sorted(texts: readonly string[]): string {
  return [...texts].sort().join();
}

/** For each product with several of these letters the order in which they stand. */
function ordersIn(notebook: Notebook, node: Node): readonly (readonly string[])[] {
  const inner = children(node).flatMap((child) => ordersIn(notebook, child));
  if (node.tag !== 'product') return inner;
  const letters = node.factors.flatMap(({ factor }) =>
    isUnsaidCapital(notebook, factor) ? [printNode(factor)] : [],
  );
  return letters.length < 2 ? inner : [...inner, letters];
}

function isUnsaidCapital(notebook: Notebook, node: Node): boolean {
  if (node.tag !== 'subscript' || node.base.tag !== 'name' || node.subscripts.length !== 1) return false;
  const [below] = node.subscripts;
  if (below?.tag !== 'number' || below.text.length > 1 || !/^\p{Lu}'*$/u.test(node.base.name)) return false;
  return notebook.tensor(node.base.name)?.written !== undefined;
}
