// `W * X + b` of a matrix and a number, as books write it where a bias is added: to every entry.

import type { Node } from '../../grammar/tree.js';
import type { Reading } from '../term/reading.js';

/** What a term is: a tensor, a number of an index expression, something else, or null where it cannot be read. */
export type SortOf = (node: Node) => Reading['sort'] | null;

/** The sum with its numbers added to every entry of its tensors; other formulas are returned as they are. */
export function withOffsets(node: Node, sortOf: SortOf, note: (text: string) => void): Node {
  if (node.tag !== 'sum' || node.terms.length < 2) return node;
  const sorts = node.terms.map(({ term }) => sortOf(term));
  if (!sorts.includes('tensor') || !sorts.includes('index')) return node;
  if (sorts.some((sort) => sort !== 'tensor' && sort !== 'index')) return node;
  const { range } = node;
  const part = (sort: Reading['sort']): Node => ({
    ...node,
    terms: node.terms.filter((_, i) => sorts[i] === sort),
  });
  note('a number added to a matrix is added to every entry');
  return {
    tag: 'product',
    range,
    factors: [
      { operator: '', factor: { tag: 'name', name: 'offset', range } },
      {
        operator: '',
        factor: { tag: 'group', delimiter: '(', items: [part('index'), part('tensor')], range },
      },
    ],
  };
}
