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
  if (binder === undefined || binder.name !== '') return node;
  const part = underSign(node.body);
  if (part === null) return node;
  const direction = isWhole(binder) ? 1 : isReversed(binder) ? -1 : 0;
  if (direction === 0) return node;
  const inner: Node = {
    ...node,
    binders: [{ ...unbounded(binder), name: part.variable }],
    body: part.inside,
  };
  const signed: Node =
    direction === 1 ? inner : { tag: 'sum', range: node.range, terms: [{ sign: '-', term: inner }] };
  if (part.after.length === 0) return signed;
  return {
    tag: 'product',
    range: node.body.range,
    factors: [{ operator: '', factor: signed }, ...part.after],
  };
}

type Factors = ProductNode['factors'];

/** What stands before the differential, the variable that this names, and the factors behind it. */
interface Part {
  readonly inside: Node;
  readonly variable: string;
  readonly after: Factors;
}

/** A body up to its differential; one inside it, `\int \int f \,dt\,ds`, has the first. Null where there is none. */
function underSign(body: Node): Part | null {
  if (body.tag === 'reduction' && body.operator === 'int') {
    const inner = integral(body);
    return inner.tag === 'product' ? underSign(inner) : null;
  }
  if (body.tag === 'reduction' || body.tag === 'guard') {
    const part = underSign(body.body);
    return part === null ? null : { ...part, inside: { ...body, body: part.inside } };
  }
  if (body.tag !== 'product') return null;
  const factors = body.factors;
  const at = factors.findIndex(
    ({ factor }, i) => factor.tag === 'name' && factor.name === 'd' && factors[i + 1]?.factor.tag === 'name',
  );
  const variable = factors[at + 1]?.factor;
  if (at >= 0 && variable?.tag === 'name')
    return {
      inside: productOf(body.range, factors.slice(0, at)),
      variable: variable.name,
      after: factors.slice(at + 2),
    };
  // A sign reaches over all that follows it, so that the differentials of both stand under the inner one.
  const last = factors.at(-1);
  const part = last === undefined ? null : underSign(last.factor);
  if (last === undefined || part === null) return null;
  const inside = productOf(body.range, [...factors.slice(0, -1), { ...last, factor: part.inside }]);
  return { ...part, inside };
}

function productOf(range: Node['range'], factors: Factors): Node {
  const [only] = factors;
  if (only === undefined) return { tag: 'number', text: '1', range };
  return factors.length === 1 ? only.factor : { tag: 'product', factors, range };
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
