// Relations between shapes, which look like products of numbers: `K \times L = 3 \times 2`, `6 \times 6 * 3 \times 3`.

import type { Node } from '../../grammar/tree.js';
import { asShape } from './sides.js';

/** `K \times L = 3 \times 2` compares shapes, not products. */
export function shapesBesideEachOther(left: Node, right: Node): boolean {
  const [a, b] = [asShape([left]), asShape([right])];
  return a !== null && b !== null && a.length === b.length;
}

/** `28 \times 28 \times 1 \to 24 \times 24 \times 6`, a layer by the shapes of what it takes and makes. */
export function isMapOfShapes(left: Node, right: Node): boolean {
  return [left, right].every((node) => asShape(bare(node)) !== null);
}

/** `6 \times 6 * 3 \times 3`: what comes of tensors of these shapes, and no number. */
export function joinsShapes(node: Node): boolean {
  if (node.tag !== 'product') return false;
  const parts: Node[][] = [[]];
  for (const { operator, factor } of node.factors) {
    if (operator !== 'times' && operator !== '') parts.push([]);
    (parts.at(-1) as Node[]).push(factor);
  }
  const isShape = (part: readonly Node[]): boolean =>
    part.length > 1 || part.flatMap(bare).some((inner) => asShape([inner]) !== null);
  return (
    parts.length > 1 && node.factors.some(({ operator }) => operator !== 'times') && parts.every(isShape)
  );
}

/** What stands in a pair of parentheses. */
export function bare(node: Node): readonly Node[] {
  return node.tag === 'group' ? node.items : [node];
}
