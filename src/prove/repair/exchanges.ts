// Edits that put one token in the place of another: a name, a number, a sign, a comparison, an operation.

import { operatorRow } from '../../../grammar/operators.js';
import type { Node, NumberNode, ProductOperator, Range, RelationOperator } from '../../../grammar/tree.js';
import type { Edit, Lexicon, Notation, Site, Splice } from './edit.js';

/** Every exchange of the token, or of the tokens, that a node itself is made of. */
export function* exchanges(site: Site, lexicon: Lexicon, source: string): Generator<Edit> {
  const { node, path } = site;
  switch (node.tag) {
    case 'name':
      for (const { name, cost } of otherNames(site, node.name, lexicon)) {
        const text = typed(name, lexicon.notation);
        const splices = text === null ? null : [{ range: undressed(node, node.name, source), text }];
        yield { path, change: (old) => ({ ...old, tag: 'name', name }), splices, cost };
      }
      return;
    case 'number':
      for (const { number, cost } of otherNumbers(site, node)) {
        const text = String(number);
        const splices = [{ range: node.range, text }];
        yield { path, change: (old) => ({ ...old, tag: 'number', text }), splices, cost };
      }
      return;
    case 'sum':
      yield* signs(site, node, source);
      return;
    case 'product':
      yield* products(site, node, lexicon, source);
      return;
    case 'relation':
      yield* comparisons(site, node, lexicon.notation);
      return;
    default:
  }
}

interface Weighed {
  readonly name: string;
  readonly cost: number;
}

function* otherNames(site: Site, name: string, lexicon: Lexicon): Generator<Weighed> {
  const { indices, sizes, ranks, near } = lexicon;
  const isIndex = (each: string): boolean => site.bound.includes(each) || indices.has(each);
  const isLetter = (each: string): boolean => isIndex(each) || sizes.has(each);
  const rank = ranks.get(name) ?? ranks.get(otherCase(name));
  // What the claim speaks of already is meant more often than what only its context has.
  const far = (each: string): number => (near.has(each) || site.bound.includes(each) ? 0 : 0.35);
  if (isLetter(name)) {
    for (const other of new Set([...site.bound, ...indices, ...sizes])) {
      if (other === name) continue;
      // An index is taken for an index and a size for a size more easily than one for the other.
      yield { name: other, cost: (isIndex(other) === isIndex(name) ? 1 : 1.25) + far(other) };
    }
  }
  if (rank !== undefined || (isLetter(name) && site.role === 'formula')) {
    for (const [other, otherRank] of ranks) {
      if ((rank !== undefined && otherRank !== rank) || other === name || other === otherCase(name)) continue;
      const whole = /^\p{Lu}/u.test(name) && otherRank > 0 && !site.isBase;
      yield { name: whole ? capital(other) : other, cost: (rank === undefined ? 1.1 : 1) + far(other) };
    }
    return;
  }
  const plain = name.replace(/'+$/, '');
  const arity = lexicon.functions.get(plain);
  if (arity !== undefined) {
    // A derivative, or the function itself.
    yield { name: name === plain ? `${name}'` : name.slice(0, -1), cost: 1.1 };
    for (const [other, takes] of lexicon.functions)
      if (takes === arity && other !== plain) yield { name: name.replace(plain, other), cost: 1 };
    return;
  }
  for (const other of lexicon.alternatives(name))
    yield {
      name: other,
      cost: alike.some((group) => group.includes(name) && group.includes(other)) ? 1 : 1.5,
    };
}

/** Operations that are taken for one another. */
const alike: readonly (readonly string[])[] = [
  ['rot180', 'rot90', 'rot270', 'transpose'],
  ['pad', 'crop'],
  ['sumpool', 'meanpool'],
];

function otherCase(name: string): string {
  const first = name.charAt(0);
  const upper = first.toUpperCase();
  return (first === upper ? first.toLowerCase() : upper) + name.slice(1);
}

/** `W` and `w` name one tensor: as a whole it is written with a capital letter where others are. */
function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Where the name itself stands: inside the braces of `\text{rot180}` and `\mathbf{W}`, whose fonts stay. */
function undressed({ range }: Node, name: string, source: string): Range {
  const [whole, before = ''] =
    /^(\\[A-Za-z]+\s*\{\s*)\S*\s*\}$/u.exec(source.slice(range.start, range.end)) ?? [];
  const start = range.start + before.length;
  const isInside = whole !== undefined && source.startsWith(name, start);
  return isInside ? { start, end: start + name.length } : range;
}

/** How a name is typed: operations of more than a letter are words in LaTeX, and some have no word there. */
function typed(name: string, notation: Notation): string | null {
  if (notation === 'native' || /^\p{L}'*$/u.test(name)) return name;
  return latexWords.has(name) ? name : null;
}

/** Words that documents have for operations. */
export const latexWords: ReadonlySet<string> = new Set(['rot180', 'rot90', 'rot270']);

function* otherNumbers(
  { parent, path }: Site,
  { text }: NumberNode,
): Generator<{ number: number; cost: number }> {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) return;
  for (const [by, cost] of [
    [1, 1],
    [-1, 1],
    [2, 1.4],
    [-2, 1.4],
    [3, 1.7],
    [-3, 1.7],
  ] as const) {
    const other = number + by;
    // Nobody adds 0, multiplies by 1 or raises to the power 1.
    if (other < 0 || (other === 0 && (parent?.tag === 'sum' || parent?.tag === 'product'))) continue;
    if (other === 1 && number > 1 && parent?.tag === 'product' && !isQuotient(parent)) continue;
    if (other < 2 && parent?.tag === 'power' && path.at(-1) === 1) continue;
    yield { number: other, cost };
  }
}

function isQuotient(product: Node & { tag: 'product' }): boolean {
  return product.factors.some(({ operator }) => operator === '/');
}

function* signs({ path, role }: Site, sum: Node & { tag: 'sum' }, source: string): Generator<Edit> {
  for (const [i, { sign, term }] of sum.terms.entries()) {
    const before = sum.terms[i - 1]?.term.range.end ?? sum.range.start;
    if (sign === '+-' || (i === 0 && sign === '+')) continue;
    const other = sign === '+' ? '-' : '+';
    const at = signPlace(source, before, term.range.start, sign);
    yield {
      path,
      change: (node) =>
        node.tag !== 'sum'
          ? node
          : {
              ...node,
              terms: node.terms.map((each, j) => (j === i ? { ...each, sign: other } : each)),
            },
      splices: at === null ? null : [{ range: at, text: i === 0 ? '' : other }],
      cost: role === 'index' ? 1 : 1.1,
    };
  }
}

/** Where a sign is written between two terms. */
function signPlace(source: string, from: number, to: number, sign: '+' | '-'): Splice['range'] | null {
  const spellings = operatorRow('sign', sign).native;
  for (let at = to - 1; at >= from; at--)
    if (spellings.some((spelling) => spelling === source.charAt(at))) return { start: at, end: at + 1 };
  return null;
}

/** Another operation between tensors. */
function* products(
  { path }: Site,
  product: Node & { tag: 'product' },
  { notation, alternatives }: Lexicon,
  source: string,
): Generator<Edit> {
  for (const [i, { operator, factor }] of product.factors.entries()) {
    if (i === 0 || operator === '') continue;
    for (const other of alternatives(operator)) {
      const [from, to] = [(product.factors[i - 1] as { factor: Node }).factor.range.end, factor.range.start];
      const text = spelling(other, notation);
      const gap = source.slice(from, to);
      const range = {
        start: from + gap.length - gap.trimStart().length,
        end: to - gap.length + gap.trimEnd().length,
      };
      yield {
        path,
        change: (node) =>
          node.tag !== 'product'
            ? node
            : {
                ...node,
                factors: node.factors.map((each, j) =>
                  j === i ? { ...each, operator: other as ProductOperator } : each,
                ),
              },
        splices: text === null ? null : [{ range, text }],
        cost: 1,
      };
    }
  }
}

function spelling(operator: string, notation: Notation): string | null {
  return operatorRow('product', operator)[notation][0] ?? null;
}

/** Other relations between the sides of a false claim: of what is equal everywhere no difference can be claimed. */
export function otherRelations(
  operator: RelationOperator,
): readonly (readonly [operator: RelationOperator, cost: number])[] {
  return operator === '=' ? [] : (likelyFor[operator] ?? []);
}

const likelyFor: Readonly<
  Partial<Record<RelationOperator, readonly (readonly [RelationOperator, number])[]>>
> = {
  '<': [
    ['<=', 1],
    ['>', 1.1],
    ['>=', 1.2],
    ['=', 1.4],
  ],
  '<=': [
    ['<', 1],
    ['>=', 1.1],
    ['>', 1.2],
    ['=', 1.3],
  ],
  '>': [
    ['>=', 1],
    ['<', 1.1],
    ['<=', 1.2],
    ['=', 1.4],
  ],
  '>=': [
    ['>', 1],
    ['<=', 1.1],
    ['<', 1.2],
    ['=', 1.3],
  ],
  '=': [
    ['!=', 1.2],
    ['<=', 1.3],
    ['>=', 1.3],
    ['<', 1.5],
    ['>', 1.5],
  ],
  '!=': [
    ['=', 1.2],
    ['<', 1.4],
    ['>', 1.4],
  ],
};

function* comparisons(
  { path }: Site,
  relation: Node & { tag: 'relation' },
  notation: Notation,
): Generator<Edit> {
  for (const [i, { operator, at }] of relation.rest.entries()) {
    for (const [other, cost] of likelyFor[operator] ?? []) {
      const text = operatorRow('relation', other)[notation][0];
      yield {
        path,
        change: (node) =>
          node.tag !== 'relation'
            ? node
            : { ...node, rest: node.rest.map((step, j) => (j === i ? { ...step, operator: other } : step)) },
        splices: text === undefined ? null : [{ range: at, text }],
        cost,
      };
    }
  }
}
