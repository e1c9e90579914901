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

/** The word for a turn, as it stands before what is turned. */
export function isTurn(node: Node): boolean {
  return node.tag === 'name' && turnings.some(([word]) => word === node.name);
}

/** Every turn of a tensor; `turned` are the words that its side has already. */
export function* turns(
  { node, path, role, isBase, parent }: Site,
  { ranks, notation }: Lexicon,
  turned: ReadonlySet<string>,
  source: string,
): Generator<Edit> {
  if (role !== 'formula') return;
  if (node.tag === 'product') {
    yield* turnsOfTheOther(path, node, source);
    for (const [i, { factor }] of node.factors.entries()) {
      const next = node.factors[i + 1];
      if (!isTurn(factor) || next?.operator !== '' || next.factor.tag !== 'group') continue;
      yield {
        path,
        change: (old) => withoutWord(old, i),
        splices: withoutWordText(factor, next.factor, source),
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

/** The operands of `W * rot180(X)` or `rot180(W) * X`, both of them names; null of any other product. */
function operands({ factors }: ProductNode): {
  readonly word: Node;
  readonly group: Node & { readonly tag: 'group' };
  readonly turned: Node;
  readonly other: Node;
  readonly operator: ProductOperator;
  readonly isFirst: boolean;
} | null {
  const [first, second, third, ...more] = factors;
  if (first === undefined || second === undefined || third === undefined || more.length > 0) return null;
  const isFirst = isTurn(first.factor);
  const [word, group, other] = isFirst ? [first, second, third] : [second, third, first];
  const { operator } = isFirst ? third : second;
  const [turned] = group.factor.tag === 'group' ? group.factor.items : [];
  if (!isTurn(word.factor) || group.operator !== '' || operator === '' || group.factor.tag !== 'group')
    return null;
  if (turned?.tag !== 'name' || other.factor.tag !== 'name') return null;
  return { word: word.factor, group: group.factor, turned, other: other.factor, operator, isFirst };
}

/** `W * rot180(X)` → `rot180(W) * X`, and `rot180(X) * W` → `rot180(W) * X`: the wrong one of two is turned. */
function* turnsOfTheOther(path: Edit['path'], product: ProductNode, source: string): Generator<Edit> {
  const found = operands(product);
  if (found === null) return;
  const { word, group, turned, other, operator, isFirst } = found;
  const text = ({ range }: Node): string => source.slice(range.start, range.end);
  const wrapped = (node: Node): Node => ({ ...group, items: [node] });
  const joined = (last: Node, turnedFirst: boolean, argument: Node): ProductNode['factors'] =>
    turnedFirst
      ? [
          { operator: '', factor: word },
          { operator: '', factor: wrapped(argument) },
          { operator, factor: last },
        ]
      : [
          { operator: '', factor: last },
          { operator, factor: word },
          { operator: '', factor: wrapped(argument) },
        ];
  yield {
    path,
    change: () => ({ ...product, factors: joined(turned, !isFirst, other) }),
    splices: [
      ...withoutWordText(word, group, source),
      { range: pointAt(other.range.start), text: `${text(word)}(` },
      { range: pointAt(other.range.end), text: ')' },
    ],
    cost: 1.1,
  };
  yield {
    path,
    change: () => ({ ...product, factors: joined(turned, isFirst, other) }),
    splices: [
      { range: turned.range, text: text(other) },
      { range: other.range, text: text(turned) },
    ],
    cost: 1.15,
  };
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
function withoutWordText(word: Node, group: Node, source: string): readonly Splice[] {
  // A command before it must not swallow what follows.
  const gap = /\\[A-Za-z]+$/u.test(source.slice(0, word.range.start)) ? ' ' : '';
  const [only] = group.tag === 'group' ? group.items : [];
  if (only?.tag !== 'name') return [{ range: word.range, text: gap }];
  return [
    { range: { start: word.range.start, end: only.range.start }, text: gap },
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
