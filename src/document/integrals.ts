// Integrals and sums without bounds as books write them: `\int_{-\infty}^{\infty} f(t) g(s - t)\,dt` is the native
// `int_<t> f(t) g(s - t)`, `\sum_{t=-\infty}^{\infty}` is `sum_<t>`.

import type { BinderNode, Node, ProductNode, ReductionNode } from '../../grammar/tree.js';

/** The reduction with its variable and without infinite limits; any other one is returned as it is. */
export function overWholeLine(node: ReductionNode): Node {
  if (node.operator === 'int') return integral(node);
  if (node.operator !== 'sum') return node;
  return { ...node, binders: node.binders.map((binder) => (isWhole(binder) ? unbounded(binder) : binder)) };
}

/** The part under the sign ends at its differential; what follows is a factor beside the integral. */
function integral(node: ReductionNode): Node {
  const [binder] = node.binders;
  const { body } = node;
  if (binder === undefined || binder.name !== '' || body.tag !== 'product') return node;
  const at = body.factors.findIndex(
    ({ factor }, i) =>
      factor.tag === 'name' && factor.name === 'd' && body.factors[i + 1]?.factor.tag === 'name',
  );
  const variable = body.factors[at + 1]?.factor;
  if (at === -1 || variable?.tag !== 'name') return node;
  const direction = isWhole(binder) ? 1 : isReversed(binder) ? -1 : 0;
  if (direction === 0) return node;
  const inner: Node = {
    ...node,
    binders: [{ ...unbounded(binder), name: variable.name }],
    body: productOf(body, body.factors.slice(0, at)),
  };
  const signed: Node =
    direction === 1 ? inner : { tag: 'sum', range: node.range, terms: [{ sign: '-', term: inner }] };
  const rest = body.factors.slice(at + 2);
  if (rest.length === 0) return signed;
  return { ...body, factors: [{ operator: '', factor: signed }, ...rest] };
}

function productOf(whole: ProductNode, factors: ProductNode['factors']): Node {
  const [only] = factors;
  if (only === undefined) return { tag: 'number', text: '1', range: whole.range };
  return factors.length === 1 ? only.factor : { ...whole, factors };
}

function unbounded(binder: BinderNode): BinderNode {
  return { ...binder, from: null, to: null };
}

/** No limits at all, or from minus infinity to infinity. */
function isWhole({ from, to, condition }: BinderNode): boolean {
  if (condition !== null) return false;
  return (from === null && to === null) || (infinite(from) === -1 && infinite(to) === 1);
}

function isReversed({ from, to }: BinderNode): boolean {
  return infinite(from) === 1 && infinite(to) === -1;
}

/** 1 for `\infty` and `+\infty`, -1 for `-\infty`, else 0. */
function infinite(node: Node | null): -1 | 0 | 1 {
  if (node?.tag === 'name') return node.name === 'infinity' ? 1 : 0;
  const [only] = node?.tag === 'sum' && node.terms.length === 1 ? node.terms : [];
  if (only === undefined || infinite(only.term) !== 1) return 0;
  return only.sign === '-' ? -1 : 1;
}
