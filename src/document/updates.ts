// Steps of gradient descent, `w = w - \eta \frac{\partial L}{\partial w}`: the same letter is the old value at the right
// and the new one at the left, so that nothing is claimed.

import { printNode } from '../../grammar/print.js';
import type { Node, RelationOperator, SumNode } from '../../grammar/tree.js';
import { children } from '../term/walk.js';
import { differentiates } from './derivatives.js';
import { subjectOf } from './subjects.js';
import { mapChildren } from './trees.js';

/** Arrows to the left, which all arrows are to the parser. */
const assignment = /^(?:\\(?:long)?leftarrow|\\gets|←|<-)/iu;

/** Whether `left operator right` gives what stands at the left a new value; `sign` is the operator as it is written. */
export function isUpdate(left: Node, operator: RelationOperator, right: Node, sign: string): boolean {
  if (operator === '->') return /^[+-]=/u.test(sign) || (assignment.test(sign) && subjectOf(left) !== null);
  if ((operator !== '=' && operator !== ':=') || right.tag !== 'sum') return false;
  const old = new Set([left, relabelled(left, 'old'), relabelled(left, null)].map(printNode));
  const [step, ...more] = right.terms.filter(
    ({ term, sign: plus }) => plus !== '+' || !old.has(printNode(term)),
  );
  return more.length + 2 === right.terms.length && step !== undefined && [step, ...more].some(descends);
}

/** `w^{\\text{new}}` with another label in the place of the new one, or with none. */
function relabelled(node: Node, label: 'old' | null): Node {
  if (node.tag !== 'superscript' || node.superscript.tag !== 'name' || node.superscript.name !== 'new')
    return mapChildren(node, (child) => relabelled(child, label));
  return label === null ? node.base : { ...node, superscript: { ...node.superscript, name: label } };
}

/** A derivative, `\nabla L`, `dW`, or anything that is taken off after it was multiplied by a rate. */
function descends({ sign, term }: SumNode['terms'][number]): boolean {
  const rate = term.tag === 'product' ? term.factors[0]?.factor : undefined;
  const isScaled = sign === '-' && rate?.tag === 'name' && /^(?:eta|alpha|lr)$/u.test(rate.name);
  return isScaled || differentiates(term) || mentionsGradient(term);
}

function mentionsGradient(node: Node): boolean {
  if (node.tag === 'name') return node.name === 'nabla' || /^d\p{Lu}$/u.test(node.name);
  const factors = node.tag === 'product' ? node.factors : [];
  const differential = factors.some(({ factor }, i) => {
    const next = factors[i + 1];
    return (
      factor.tag === 'name' && factor.name === 'd' && next?.operator === '' && next.factor.tag === 'name'
    );
  });
  return differential || children(node).some(mentionsGradient);
}
