// Conditions as documents write them, as the native notation has them: `i \in [k, k+M-1]` is k <= i <= k+M-1.

import type { GroupNode, Node, RelationNode } from '../../grammar/tree.js';
import { children } from '../term/walk.js';

/** `i \in [a, b]` as a <= i <= b, `i \notin [a, b]` as its negation; null for any other relation. */
export function asInterval(node: RelationNode): Node | null {
  const [step] = node.rest;
  if (node.first === null || step === undefined || node.rest.length !== 1) return null;
  const bounds = isInterval(step.right) ? step.right.items : null;
  if (bounds === null || (step.operator !== 'in' && step.operator !== 'notin')) return null;
  const [from, to] = bounds as [Node, Node];
  const within: Node = {
    ...node,
    first: from,
    rest: [
      { operator: '<=', at: step.at, right: node.first },
      { operator: '<=', at: step.at, right: to },
    ],
  };
  return step.operator === 'in'
    ? within
    : { tag: 'logic', operator: 'not', args: [within], range: node.range };
}

function isInterval(node: Node): node is GroupNode {
  return node.tag === 'group' && node.delimiter === '[' && node.items.length === 2;
}

/** Whether a list of cases without "otherwise" occurs: it may leave some out, of which it says nothing. */
export function hasOpenCases(node: Node): boolean {
  if (node.tag === 'cases' && node.arms.every(({ conditions }) => conditions !== 'otherwise')) return true;
  return children(node).some(hasOpenCases);
}
