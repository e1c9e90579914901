// Walks over surface trees.

import type { Node } from '../../grammar/tree.js';

/** Whether a name occurs in a tree. */
export function mentions(node: Node, name: string): boolean {
  if (node.tag === 'name') return node.name === name;
  return children(node).some((child) => mentions(child, name));
}

export function children(node: Node): readonly Node[] {
  switch (node.tag) {
    case 'sum':
      return node.terms.map((t) => t.term);
    case 'product':
      return node.factors.map((f) => f.factor);
    case 'power':
      return [node.base, node.exponent];
    case 'group':
      return node.items;
    case 'subscript':
      return [node.base, ...node.subscripts];
    case 'superscript':
      return [node.base, node.superscript];
    case 'reduction':
      return [
        ...node.binders.flatMap((b) => [b.from, b.to, b.condition].filter((n) => n !== null)),
        node.body,
      ];
    case 'guard':
      return [...node.conditions, node.body];
    case 'cases':
      return node.arms.flatMap((arm) => [
        arm.value,
        ...(arm.conditions === 'otherwise' ? [] : arm.conditions),
      ]);
    case 'matrix':
      return node.rows.flat();
    case 'relation':
      return [...(node.first === null ? [] : [node.first]), ...node.rest.map((r) => r.right)];
    case 'logic':
    case 'command':
      return node.args;
    case 'fraction':
      return [node.numerator, node.denominator];
    case 'accent':
      return [node.base];
    default:
      return [];
  }
}
