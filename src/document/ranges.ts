// What an index under a big operator runs over, where a book does not write `\sum_{m=1}^{M}`: `\max_{m \in \{1,…,M\}}`,
// `\sum_{0 \le m < M}`, and `\sum_m` alone, by the shape of what has m for a subscript.

import type { BinderNode, Node, RelationOperator } from '../../grammar/tree.js';
import { writtenName } from './layers.js';
import { mapChildren, mapNode } from './trees.js';

/** The first and the last value of the subscripts of a tensor, null where its shape is not known. */
export type Extents = (name: string) => readonly { readonly from: Node; readonly to: Node }[] | null;

/** The formula with bounds for every index whose range can be told; `note` says which were taken from a shape. */
export function withRanges(node: Node, extents: Extents, note: (text: string) => void): Node {
  const inner = mapNode(node, (child) => withRanges(child, extents, note));
  if (inner.tag !== 'reduction' || inner.operator === 'int') return inner;
  const binders = inner.binders.map((binder) => {
    const stated = fromCondition(binder);
    if (stated.from !== null || stated.to !== null || stated.condition !== null) return stated;
    const shape = fromShape(binder.name, inner.body, extents);
    if (shape === null) return binder;
    note(`${binder.name} runs over the shape of ${writtenName(shape.owner)}`);
    return { ...binder, from: shape.from, to: shape.to };
  });
  return { ...inner, binders };
}

/** `m \in \{1, …, M\}` and `1 \le m \le M` as bounds; any other condition is kept. */
function fromCondition(binder: BinderNode): BinderNode {
  const { condition } = binder;
  if (condition?.tag !== 'relation' || binder.from !== null || binder.to !== null) return binder;
  const { first, rest } = condition;
  const [step, next] = rest;
  if (rest.length === 1 && step?.operator === 'in' && first?.tag === 'name') {
    const ends = endsOf(step.right);
    return ends === null ? binder : { ...binder, ...ends, condition: null };
  }
  const middle = step?.right;
  if (first === null || next === undefined || rest.length !== 2 || middle?.tag !== 'name') return binder;
  const [from, to] = [bound(first, step?.operator ?? '=', 1), bound(next.right, next.operator, -1)];
  return from === null || to === null ? binder : { ...binder, from, to, condition: null };
}

/** `\{1, 2, \dots, M\}` and `[1, M]` */
export function endsOf(set: Node): { readonly from: Node; readonly to: Node } | null {
  if (set.tag !== 'group') return null;
  const { items } = set;
  const [from, to] = [items[0], items.at(-1)];
  if (from === undefined || to === undefined || from.tag === 'dots' || to.tag === 'dots') return null;
  const isRun = set.delimiter === '{' && items.length > 2 && items.some(({ tag }) => tag === 'dots');
  return isRun || (set.delimiter === '[' && items.length === 2) ? { from, to } : null;
}

/** The bound that `<=` states, or `<` by one further in; null for another sign. */
function bound(end: Node, operator: RelationOperator, inward: 1 | -1): Node | null {
  if (operator === '<=') return end;
  if (operator !== '<') return null;
  const one: Node = { tag: 'number', text: '1', range: end.range };
  return {
    tag: 'sum',
    range: end.range,
    terms: [
      { sign: '+', term: end },
      { sign: inward === 1 ? '+' : '-', term: one },
    ],
  };
}

/** The range of the subscript that an index stands for by itself, if all such places have the same range. */
function fromShape(
  name: string,
  body: Node,
  extents: Extents,
): { readonly from: Node; readonly to: Node; readonly owner: string } | null {
  const found: { readonly from: Node; readonly to: Node; readonly owner: string }[] = [];
  const visit = (node: Node): Node => {
    const shape = node.tag === 'subscript' && node.base.tag === 'name' ? extents(node.base.name) : null;
    if (node.tag === 'subscript' && node.base.tag === 'name' && shape?.length === node.subscripts.length) {
      const owner = node.base.name;
      node.subscripts.forEach((subscript, d) => {
        const range = shape[d];
        if (subscript.tag === 'name' && subscript.name === name && range !== undefined)
          found.push({ ...range, owner });
      });
    }
    return mapChildren(node, visit);
  };
  visit(body);
  const [first] = found;
  return first !== undefined && found.every(({ from, to }) => same(from, first.from) && same(to, first.to))
    ? first
    : null;
}

function same(a: Node, b: Node): boolean {
  const written = (node: Node): string =>
    JSON.stringify(node, (key, value) => (key === 'range' || key === 'at' ? undefined : value));
  return written(a) === written(b);
}
