// `\frac{\partial}{\partial x} J(W, b)`: an operator before the symbol, or the function of symbols, that it differentiates is
// `\frac{\partial J(W, b)}{\partial x}` to the reader. Entries, sums and parentheses behind an operator are read as they stand.

import type { FractionNode, Node, ProductNode } from '../../grammar/tree.js';
import { mapNode } from './trees.js';

type Factors = ProductNode['factors'];

/** The same formula with what operators differentiate in their numerators. */
export function withOperands(node: Node): Node {
  const inner = mapNode(node, withOperands);
  return inner.tag === 'product' ? joined(inner) : inner;
}

/** The operator reaches over the last factors alone: of `\frac{\partial}{\partial x} f g` it is not clear which it takes. */
function joined(node: ProductNode): Node {
  const { factors } = node;
  const at = factors.findIndex(({ factor }) => isOperator(factor));
  const operator = factors[at]?.factor;
  const operand = factors.slice(at + 1);
  if (operator?.tag !== 'fraction' || !isOperand(operand)) return node;
  const fraction = withOperand(operator, operand);
  if (at === 0) return fraction;
  return {
    ...node,
    factors: [...factors.slice(0, at), { operator: factors[at]?.operator ?? '', factor: fraction }],
  };
}

function isOperator(node: Node): node is FractionNode {
  const { numerator, denominator } = node.tag === 'fraction' ? node : {};
  const [sign] = denominator?.tag === 'product' ? denominator.factors : [];
  return [numerator, sign?.factor].every((part) => part?.tag === 'name' && part.name === 'partial');
}

/** `J`, `a^l` or `J(W, b)` */
function isOperand([symbol, given, ...more]: Factors): boolean {
  if (symbol?.operator !== '' || more.length > 0) return false;
  const isCall = given?.operator === '' && given.factor.tag === 'group' && given.factor.delimiter === '(';
  if (given !== undefined) return isCall && symbol.factor.tag === 'name';
  const { factor } = symbol;
  return factor.tag === 'name' || (factor.tag === 'superscript' && factor.base.tag === 'name');
}

function withOperand(operator: FractionNode, operand: Factors): FractionNode {
  const end = operand.at(-1)?.factor.range.end ?? operator.range.end;
  const sign = operator.numerator;
  return {
    ...operator,
    range: { start: operator.range.start, end },
    numerator: {
      tag: 'product',
      range: { start: sign.range.start, end },
      factors: [{ operator: '', factor: sign }, ...operand],
    },
  };
}
