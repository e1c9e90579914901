// A relation of a document as it was read, in native notation, for people and for other programs.

import { printNode } from '../../grammar/print.js';
import type { Node, RelationOperator } from '../../grammar/tree.js';
import { ReadingError } from '../term/reading.js';
import { Orders } from './kernelFirst.js';
import { occursInBothOrders } from './roles.js';
import { readIn, type SideReader } from './sideReader.js';
import { mapChildren } from './trees.js';

/** The relation in native notation, or null where a side cannot be written so. */
export function inNative(
  sides: SideReader,
  left: Node,
  operator: RelationOperator,
  right: Node,
): string | null {
  try {
    const [a, b] = [left, right].map((node) => printNode(withKernelsFirst(sides, sides.native(node))));
    return `${a} ${operator} ${b}`;
  } catch (error) {
    if (error instanceof ReadingError) return null;
    throw error;
  }
}

/** A native tree as it is read: `X * W` is written `W * X` where W is the kernel. */
function withKernelsFirst(sides: SideReader, node: Node): Node {
  const { roles } = sides.setting.circumstances;
  const inner = mapChildren(node, (child) => withKernelsFirst(sides, child));
  const [left, right, ...more] = inner.tag === 'product' ? inner.factors : [];
  if (inner.tag !== 'product' || left === undefined || right === undefined || more.length > 0) return inner;
  if (occursInBothOrders(node, roles)) return inner;
  const [a, b] = [left, right].map(({ factor }) => readIn(sides.names([]), factor));
  if (a?.sort !== 'tensor' || b?.sort !== 'tensor' || !['*', '(*)'].includes(right.operator)) return inner;
  const orders = new Orders(sides.notebook, roles);
  if (orders.isOneShape(a.term, b.term) || orders.of(a.term, b.term) !== 'kernel last') return inner;
  return {
    ...inner,
    factors: [
      { ...left, factor: right.factor },
      { ...right, factor: left.factor },
    ],
  };
}
