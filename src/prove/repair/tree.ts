// Places in a surface tree: a path of child numbers leads from the root to a node, which can be exchanged there.

import type { BinderNode, Node, Range } from '../../../grammar/tree.js';
import { children } from '../../term/walk.js';

/** The numbers of the children, in the order of `children`, on the way down to a node. */
export type Path = readonly number[];

/** The tree with `change` done to the node at `path`; the ranges of all nodes stay. */
export function changeAt(root: Node, path: Path, change: (node: Node) => Node): Node {
  const [first, ...rest] = path;
  if (first === undefined) return change(root);
  const parts = children(root);
  return withChildren(
    root,
    parts.map((part, i) => (i === first ? changeAt(part, rest, change) : part)),
  );
}

/** The nodes from the root down to the one at `path`, both included. */
export function nodesAlong(root: Node, path: Path): readonly Node[] {
  const nodes = [root];
  for (const step of path) nodes.push(children(nodes.at(-1) as Node)[step] as Node);
  return nodes;
}

/** Whether one of two places lies in the other, or they are the same. */
export function nested(a: Path, b: Path): boolean {
  const shorter = Math.min(a.length, b.length);
  return a.slice(0, shorter).every((step, i) => step === b[i]);
}

/** The same node with other children, as many as it has, in the order of `children`. */
export function withChildren(node: Node, by: readonly Node[]): Node {
  let next = 0;
  const take = (): Node => by[next++] as Node;
  switch (node.tag) {
    case 'sum':
      return { ...node, terms: node.terms.map(({ sign }) => ({ sign, term: take() })) };
    case 'product':
      return { ...node, factors: node.factors.map(({ operator }) => ({ operator, factor: take() })) };
    case 'power':
      return { ...node, base: take(), exponent: take() };
    case 'group':
      return { ...node, items: [...by] };
    case 'subscript':
      return { ...node, base: take(), subscripts: by.slice(1) };
    case 'superscript':
      return { ...node, base: take(), superscript: take() };
    case 'reduction': {
      const binders = node.binders.map(
        (binder): BinderNode => ({
          ...binder,
          from: binder.from === null ? null : take(),
          to: binder.to === null ? null : take(),
          condition: binder.condition === null ? null : take(),
        }),
      );
      return { ...node, binders, body: take() };
    }
    case 'guard':
      return { ...node, conditions: by.slice(0, -1), body: by.at(-1) as Node };
    case 'cases':
      return {
        ...node,
        arms: node.arms.map(({ conditions }) => ({
          value: take(),
          conditions: conditions === 'otherwise' ? conditions : conditions.map(take),
        })),
      };
    case 'matrix':
      return { ...node, rows: node.rows.map((row) => row.map(take)) };
    case 'relation':
      return {
        ...node,
        first: node.first === null ? null : take(),
        rest: node.rest.map((step) => ({ ...step, right: take() })),
      };
    case 'logic':
    case 'command':
      return { ...node, args: [...by] };
    case 'fraction':
      return { ...node, numerator: take(), denominator: take() };
    case 'accent':
      return { ...node, base: take() };
    default:
      return node;
  }
}

/** The range of an inserted node: a point, so that nothing in the source is taken for it. */
export function pointAt(at: number): Range {
  return { start: at, end: at };
}
