// Edits that turn a tensor, or turn it no more: `W` → `rot180(W)`, and back.

import type { Node, ProductNode, ProductOperator } from '../../../grammar/tree.js';
import type { Edit, Lexicon, Site, Splice } from './edit.js';
import { latexWords } from './exchanges.js';
import { pointAt } from './tree.js';

const turnings: readonly (readonly [word: string, cost: number])[] = [
  ['rot180', 1.5],
  ['transpose', 1.6],
  ['rot90', 1.9],
  ['rot270', 1.9],
];

/** Every turn of a tensor; `turned` are the words that its side has already. */
export function* turns(
  { node, path, role, isBase, parent }: Site,
  { ranks, notation }: Lexicon,
  turned: ReadonlySet<string>,
): Generator<Edit> {
  if (role !== 'formula') return;
  if (node.tag === 'product') {
    for (const [i, { factor }] of node.factors.entries()) {
      const next = node.factors[i + 1];
      const isTurn = factor.tag === 'name' && turnings.some(([word]) => word === factor.name);
      if (!isTurn || next?.operator !== '' || next.factor.tag !== 'group') continue;
      yield {
        path,
        change: (old) => withoutWord(old, i),
        splices: withoutWordText(factor, next.factor),
        cost: 1.4,
      };
    }
    return;
  }
  if (node.tag !== 'name' || isBase || tensorRank(node.name, ranks) === 0) return;
  const { start, end } = node.range;
  const place = path.at(-1);
  const inProduct = parent?.tag === 'product' && place !== undefined;
  for (const [word, likely] of turnings) {
    // A turn that is there already is forgotten more easily than one that is not.
    const cost = likely - (turned.has(word) ? 0.25 : 0);
    const head = notation === 'native' ? word : latexWords.has(word) ? `\\text{${word}}` : null;
    yield {
      path: inProduct ? path.slice(0, -1) : path,
      change: (old) => (inProduct ? appliedWithin(word, old, place) : applied(word, old)),
      splices:
        head === null
          ? null
          : [
              { range: pointAt(start), text: `${head}(` },
              { range: pointAt(end), text: ')' },
            ],
      cost,
    };
  }
}

function tensorRank(tensor: string, ranks: ReadonlyMap<string, number>): number {
  const first = tensor.charAt(0);
  const other = first === first.toUpperCase() ? first.toLowerCase() : first.toUpperCase();
  return ranks.get(tensor) ?? ranks.get(other + tensor.slice(1)) ?? 0;
}

function applied(word: string, argument: Node): Node {
  return { tag: 'product', range: argument.range, factors: application(word, '', argument) };
}

/** `A * W` → `A * rot180(W)`, where W is the factor at `place`. */
function appliedWithin(word: string, product: Node, place: number): Node {
  if (product.tag !== 'product') return product;
  return {
    ...product,
    factors: product.factors.flatMap((each, i) =>
      i === place ? application(word, each.operator, each.factor) : [each],
    ),
  };
}

/** The two factors that `rot180(W)` is. */
function application(
  word: string,
  operator: ProductOperator,
  argument: Node,
): readonly ProductNode['factors'][number][] {
  const { range } = argument;
  return [
    { operator, factor: { tag: 'name', name: word, range: pointAt(range.start) } },
    { operator: '', factor: { tag: 'group', delimiter: '(', items: [argument], range } },
  ];
}

/** What is left out of the text with the word: its parentheses, too, where they hold a name alone. */
function withoutWordText(word: Node, group: Node): readonly Splice[] {
  const [only] = group.tag === 'group' ? group.items : [];
  if (only?.tag !== 'name') return [{ range: word.range, text: '' }];
  return [
    { range: { start: word.range.start, end: only.range.start }, text: '' },
    { range: { start: only.range.end, end: group.range.end }, text: '' },
  ];
}

/** `rot180(W)` → `W`: the word goes, and the parentheses where they hold a name alone. */
function withoutWord(product: Node, i: number): Node {
  if (product.tag !== 'product') return product;
  const word = product.factors[i];
  const rest = product.factors.flatMap((each, j) => {
    if (j === i) return [];
    if (j !== i + 1 || word === undefined) return [each];
    const { factor } = each;
    const [only] = factor.tag === 'group' ? factor.items : [];
    return [{ operator: word.operator, factor: only?.tag === 'name' ? only : factor }];
  });
  const [first] = rest;
  return rest.length === 1 && first !== undefined ? first.factor : { ...product, factors: rest };
}
