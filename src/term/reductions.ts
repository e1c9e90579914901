// Sums, products, maxima and integrals: bound names with their ranges, or with the whole line.

import type { BinderNode, Node, ReductionNode } from '../../grammar/tree.js';
import { elaborate, elaborateIndex } from './elaborate.js';
import { asScalar, type Names, type Reading, ReadingError } from './reading.js';
import { roundings } from './rounding.js';
import { type Binder, binder, line, reduce } from './term.js';
import { children, mentions } from './walk.js';
import { wellFormed } from './wellformed.js';

/** `sum_<m=1..M> e` and its like; without bounds it is over the whole line. */
export function elaborateReduction(names: Names, node: ReductionNode): Reading {
  const unbounded = node.binders.every(
    ({ from, to, condition }) => from === null && to === null && condition === null,
  );
  if (node.operator === 'int' || (node.operator === 'sum' && unbounded)) return overLines(names, node);
  const { binders, inner } = elaborateBinders(names, node.binders);
  return {
    sort: 'scalar',
    term: reduce(node.operator, binders, asScalar(elaborate(inner, node.body), node.body.range)),
  };
}

/** `int_<t> e` over the real line, `sum_<k> e` over all integers. */
function overLines(names: Names, node: ReductionNode): Reading {
  const over = node.operator === 'int' ? 'reals' : 'integers';
  const bound = node.binders.map((binder) => {
    const { name, from, to, condition, range } = binder;
    if (name === '') throw new ReadingError('unsupported', range, 'an integral without its variable');
    if (from !== null || to !== null || condition !== null)
      throw new ReadingError('unsupported', range, 'an integral that is not over the whole line');
    if (names.env.sizes.has(name))
      throw new ReadingError('ill-formed', range, `${name} is a size and cannot be bound`);
    if (rounds(node.body, name))
      throw new ReadingError('unsupported', range, `${name} is rounded, and no integer`);
    return name;
  });
  const inner = { ...names, indices: new Set([...names.indices, ...bound]) };
  const body = asScalar(elaborate(inner, node.body), node.body.range);
  const term = bound.reduceRight((made, name) => line(over, name, made), body);
  if (wellFormed(names.env, term) === null) return { sort: 'scalar', term };
  const what =
    over === 'reals'
      ? 'an integral of more than functions of its variable'
      : `the range of ${bound.join(', ')} is not given`;
  throw new ReadingError('unsupported', node.range, what);
}

/** Whether a name stands in what is rounded. */
function rounds(node: Node, name: string): boolean {
  const rounding =
    (node.tag === 'group' && (node.delimiter === 'floor' || node.delimiter === 'ceil')) ||
    (node.tag === 'product' &&
      node.factors.some(({ factor }) => factor.tag === 'name' && roundings.has(factor.name)));
  if (rounding && mentions(node, name)) return true;
  return children(node).some((child) => rounds(child, name));
}

/** Bound names with their ranges, and the names that may be used under them. */
export function elaborateBinders(
  names: Names,
  nodes: readonly BinderNode[],
): { readonly binders: readonly Binder[]; readonly inner: Names } {
  let inner = names;
  const binders = nodes.map((node) => {
    const { name, range } = node;
    if (names.env.sizes.has(name))
      throw new ReadingError('ill-formed', range, `${name} is a size and cannot be a summation index`);
    if (node.condition !== null)
      throw new ReadingError('unsupported', range, 'the range of this sum is not understood');
    if (node.from === null || node.to === null)
      throw new ReadingError('unsupported', range, `the range of ${name} is not given`);
    for (const bound of [node.from, node.to]) {
      if (!inner.indices.has(name) && mentions(bound, name))
        throw new ReadingError('ill-formed', range, `the range of ${name} uses ${name} itself`, null, true);
    }
    const [from, to] = [elaborateIndex(inner, node.from), elaborateIndex(inner, node.to)];
    if (nodes.some((other) => other !== node && other.name === name))
      throw new ReadingError('ill-formed', range, `${name} is bound twice`, null, true);
    for (const bound of [node.from, node.to])
      if (mentions(bound, name))
        throw new ReadingError('ill-formed', range, `the range of ${name} uses ${name} itself`, null, true);
    inner = { ...inner, indices: new Set([...inner.indices, name]) };
    return node.down ? binder(name, to, from) : binder(name, from, to);
  });
  return { binders, inner };
}
