// `x = (x_1, \dots, x_I)`, `w = [w_0, w_1, \dots, w_{M-1}]^T`: a vector by its first and last entries, which state its shape.

import type { Node } from '../../grammar/tree.js';
import { namesIn } from './trees.js';

/** The subscripts of the first and of the last entry. */
export interface Ends {
  readonly first: bigint;
  readonly last: Node;
}

/** What a list of the entries of `name` says of its shape; null of any other formula. */
export function endsOfTuple(name: string, node: Node): Ends | null {
  const list = node.tag === 'superscript' && isTransposed(node.superscript) ? node.base : node;
  const items = itemsOf(list);
  const [first, last] = [items[0], items.at(-1)];
  const [from, to] = [first, last].map((item) => subscriptIn(name, item));
  if (items.length < 3 || from == null || to == null || !items.some(({ tag }) => tag === 'dots')) return null;
  const isOwn = items.every((item) => item.tag === 'dots' || subscriptIn(name, item) !== null);
  if (!isOwn || from.tag !== 'number' || !/^[01]$/u.test(from.text)) return null;
  return namesIn(to).size === 0 ? null : { first: BigInt(from.text), last: to };
}

function isTransposed(node: Node): boolean {
  return node.tag === 'name' && node.name === 'T';
}

/** The entries of a list, or of a matrix with one row or column. */
function itemsOf(node: Node): readonly Node[] {
  if (node.tag === 'group' && (node.delimiter === '(' || node.delimiter === '[')) return node.items;
  if (node.tag !== 'matrix') return [];
  const isLine = node.rows.length === 1 || node.rows.every((row) => row.length === 1);
  return isLine ? node.rows.flat() : [];
}

/** i of `x_i`, where the list is that of x or of X. */
function subscriptIn(name: string, node: Node | undefined): Node | null {
  if (node?.tag !== 'subscript' || node.base.tag !== 'name' || node.subscripts.length !== 1) return null;
  const isOwn = node.base.name.toLowerCase() === name.toLowerCase();
  return isOwn ? (node.subscripts[0] ?? null) : null;
}
