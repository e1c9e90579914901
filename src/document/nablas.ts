// `\nabla_a C`, the vector of the derivatives of C by the entries of a: to the reader it is `\frac{\partial C}{\partial a}`. In
// `\delta^L = \nabla_a C \odot \sigma'(z^L)` the letter below the sign lacks the layer of which the formula speaks.

import type { Node, ProductNode, Range } from '../../grammar/tree.js';
import { children } from '../term/walk.js';
import { isBareLabel } from './labels.js';
import { mapNode } from './trees.js';

type Factor = ProductNode['factors'][number];

/** The same formula with fractions for such signs. */
export function withNablas(node: Node): Node {
  if (!children(node).some(mentionsNabla) && !mentionsNabla(node)) return node;
  const labels = new Map(labelsIn(node).map((label) => [label.name, label]));
  const [label, ...others] = labels.values();
  return replaced(node, others.length === 0 ? (label ?? null) : null);
}

type Label = Node & { readonly tag: 'name' };

function replaced(node: Node, label: Label | null): Node {
  const inner = mapNode(node, (child) => replaced(child, label));
  return inner.tag === 'product' ? inProduct(inner, label) : inner;
}

function inProduct(node: ProductNode, label: Label | null): Node {
  const factors: Factor[] = [];
  for (let i = 0; i < node.factors.length; i++) {
    const { operator, factor } = node.factors[i] as Factor;
    const by = belowNabla(factor);
    const of = by === null ? null : applied(node.factors, i + 1);
    if (by === null || of === null) {
      factors.push({ operator, factor });
      continue;
    }
    const range = { start: factor.range.start, end: of.node.range.end };
    factors.push({ operator, factor: derivative(of.node, inLayer(by, label), range) });
    i = of.last;
  }
  const [only] = factors;
  return factors.length === 1 && only !== undefined ? only.factor : { ...node, factors };
}

/** a of `\nabla_a` */
function belowNabla(node: Node): Node | null {
  if (node.tag !== 'subscript' || node.base.tag !== 'name' || node.base.name !== 'nabla') return null;
  const [by, ...more] = node.subscripts;
  return by === undefined || more.length > 0 ? null : by;
}

/** C, or J(\theta), behind the sign, and where it ends. */
function applied(
  factors: readonly Factor[],
  i: number,
): { readonly node: Node; readonly last: number } | null {
  const [loss, given] = [factors[i], factors[i + 1]];
  if (loss?.operator !== '' || loss.factor.tag !== 'name') return null;
  const isCall = given?.operator === '' && given.factor.tag === 'group' && given.factor.delimiter === '(';
  if (!isCall) return { node: loss.factor, last: i };
  const range = { start: loss.factor.range.start, end: given.factor.range.end };
  return { node: { tag: 'product', range, factors: [loss, given] }, last: i + 1 };
}

/** A letter without a layer has that of the formula, where this speaks of one alone: a beside `z^L` is `a^L`. */
function inLayer(by: Node, label: Label | null): Node {
  if (by.tag !== 'name' || label === null) return by;
  return { tag: 'superscript', range: by.range, base: by, superscript: label };
}

function derivative(of: Node, by: Node, range: Range): Node {
  const part = (operand: Node): Node => ({
    tag: 'product',
    range,
    factors: [
      { operator: '', factor: { tag: 'name', name: 'partial', range } },
      { operator: '', factor: operand.tag === 'product' ? grouped(operand) : operand },
    ],
  });
  return { tag: 'fraction', range, numerator: part(of), denominator: part(by) };
}

function grouped(node: Node): Node {
  return { tag: 'group', delimiter: '(', items: [node], range: node.range };
}

function mentionsNabla(node: Node): boolean {
  return (node.tag === 'name' && node.name === 'nabla') || children(node).some(mentionsNabla);
}

/** The layers that stand above letters as letters: L of `z^L`. */
function labelsIn(node: Node): readonly Label[] {
  const { superscript } = node.tag === 'superscript' ? node : {};
  const own =
    superscript !== undefined && superscript.tag === 'name' && isBareLabel(superscript) ? [superscript] : [];
  return [...own, ...children(node).flatMap(labelsIn)];
}
