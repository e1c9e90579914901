// What formulas for entries say of whole layers: `z_j^l = \sum_k w_{jk}^l a_k^{l-1} + b_j^l` is `z^l = w^l a^{l-1} + b^l`, and
// `a_j^l = \sigma(z_j^l)` is `a^l = \sigma(z^l)`. A derivation goes from the one to the other without a word.

import type { Node, ProductNode } from '../../grammar/tree.js';
import { partsOfDerivative } from './derivatives.js';
import { type Equation, equationFor, family, symbolWritten } from './layers.js';
import { linear, type Saying } from './sayings.js';
import type { SideReader } from './sideReader.js';
import { subjectOf } from './subjects.js';
import { mapNode } from './trees.js';
import { isOverAll } from './wholeParts.js';

/** What is said of layers entry by entry, as it would be said of the wholes: by the symbols with their places open. */
export function wholesOfEntries({
  notebook,
  setting,
}: SideReader): readonly (readonly [string, readonly Saying[]])[] {
  return wholesIn([notebook.layers, setting.written.errors, setting.forward]);
}

/** The same of equations by the names of layers; of two for one name the first counts. */
export function wholesIn(
  maps: readonly ReadonlyMap<string, Equation>[],
): readonly (readonly [string, readonly Saying[]])[] {
  const families = new Set(maps.flatMap((said) => [...said.keys()].map(family)));
  return [...families].flatMap((name) => {
    const said = maps.map((map) => equationFor(map, name)).find((equation) => equation !== null);
    return said == null ? [] : (wholeOf(said) ?? []);
  });
}

function wholeOf({ left, right }: Equation): readonly (readonly [string, Saying[]])[] | null {
  if (left.tag === 'name') return sayingOf(symbolWritten(left), withSymbols(right));
  const index =
    left.tag === 'subscript' ? placesOf(left).map((place) => (place.tag === 'name' ? place.name : '')) : [];
  const isGeneric = index.length > 0 && index.length < 3 && !index.includes('');
  if (left.tag !== 'subscript' || !isGeneric || new Set(index).size < index.length) return null;
  return sayingOf(symbolWritten(left.base), whole(right, index));
}

/** A formula with the symbols of layers as a text writes them. */
function withSymbols(node: Node): Node {
  return symbolWritten(node) ?? mapNode(node, withSymbols);
}

/** That a symbol of layer l is a whole, said of every layer. */
function sayingOf(own: Node | null, whole: Node | null): readonly (readonly [string, Saying[]])[] | null {
  const subject = own === null ? null : subjectOf(own);
  const [place, ...more] = subject?.places ?? [];
  if (subject === null || place?.tag !== 'name' || more.length > 0 || whole === null) return null;
  return [[subject.key, [{ right: whole, parameters: [place.name], inTurn: true }]]];
}

/** The vector or matrix of which a formula is the entry at `index`; null where that cannot be told. */
function whole(node: Node, index: readonly string[]): Node | null {
  switch (node.tag) {
    case 'sum': {
      const terms = node.terms.map(({ sign, term }) => ({ sign, term: whole(term, index) }));
      return terms.every(({ term }) => term !== null)
        ? { ...node, terms: terms.map(({ sign, term }) => ({ sign, term: term as Node })) }
        : null;
    }
    case 'subscript':
      return isAt(node, index) ? symbolWritten(node.base) : null;
    case 'name':
      // Of a matrix: b, which is added to every entry.
      return index.length === 2 ? symbolWritten(node) : null;
    case 'group': {
      const [inner] = node.items.length === 1 ? node.items.map((item) => whole(item, index)) : [];
      return inner == null ? null : { ...node, items: [inner] };
    }
    case 'product':
      return applied(node, index);
    case 'fraction':
      return derivative(node, index);
    case 'reduction':
      return index.length === 2 ? correlation(node, index) : matrixTimesVector(node, index[0] ?? '');
    default:
      return null;
  }
}

/** `\sigma(z_j)` */
function applied(node: ProductNode, index: readonly string[]): Node | null {
  const [fn, given, ...more] = node.factors;
  if (fn?.factor.tag !== 'name' || given?.factor.tag !== 'group' || more.length > 0) return null;
  const argument = whole(given.factor, index);
  return argument === null ? null : { ...node, factors: [fn, { ...given, factor: argument }] };
}

/** `\frac{\partial C}{\partial z_j}` */
function derivative(node: Node & { tag: 'fraction' }, index: readonly string[]): Node | null {
  const { of, by } = partsOfDerivative(node) ?? {};
  const target = of?.tag === 'name' && by?.tag === 'subscript' ? whole(by, index) : null;
  if (target === null || node.denominator.tag !== 'product') return null;
  const [sign] = node.denominator.factors;
  if (sign === undefined) return null;
  const factors = [sign, { operator: '' as const, factor: target }];
  return { ...node, denominator: { ...node.denominator, factors } };
}

/** `\sum_k w_{jk} a_k` is W a, and `\sum_k w_{kj} a_k` is W^T a. */
function matrixTimesVector(node: Node & { tag: 'reduction' }, index: string): Node | null {
  const [binder, ...others] = node.binders;
  const isPlain = node.operator === 'sum' && binder?.condition === null && others.length === 0;
  const body = withoutParentheses(node.body);
  const factors = body.tag === 'product' ? body.factors : [];
  if (!isPlain || factors.length !== 2 || !factors.every(({ operator }) => /^(?:|cdot)$/u.test(operator)))
    return null;
  const parts = factors.map(({ factor }) => factor);
  const summed = parts.find((part) => isAt(part, [binder.name]));
  const matrix = parts.find((part) => isAt(part, [index, binder.name]) || isAt(part, [binder.name, index]));
  const [a, w] = [summed, matrix].map((part) =>
    part?.tag === 'subscript' ? symbolWritten(part.base) : null,
  );
  if (a == null || w == null || matrix === undefined) return null;
  const range = node.range;
  const turned: Node = {
    tag: 'superscript',
    range,
    base: { tag: 'group', delimiter: '(', items: [w], range },
    superscript: { tag: 'name', name: 'T', range },
  };
  const first = isAt(matrix, [index, binder.name]) ? w : turned;
  return { tag: 'product', range, factors: [first, a].map((factor) => ({ operator: '', factor })) };
}

/**
 * `\\sum_m \\sum_n w_{m,n} a_{i+m,j+n}` is the correlation a ⋆ w, and so is `a_{i+m-1,j+n-1}` where indices count from 1. Other
 * offsets are those of other operations.
 */
function correlation(node: Node & { tag: 'reduction' }, [i, j]: readonly string[]): Node | null {
  const inner = node.body.tag === 'reduction' ? node.body : null;
  const binders = [...node.binders, ...(inner?.binders ?? [])];
  const body = withoutParentheses(inner?.body ?? node.body);
  const [m, n, ...more] = binders;
  const isPlain = [node, inner].every((each) => each === null || each.operator === 'sum');
  if (!isPlain || m === undefined || n === undefined || more.length > 0 || body.tag !== 'product')
    return null;
  const parts = body.factors.map(({ factor }) => factor);
  if (parts.length !== 2 || !body.factors.every(({ operator }) => /^(?:|cdot|times|\\*)$/u.test(operator)))
    return null;
  const kernel = parts.find((part) => isAt(part, [m.name, n.name]));
  const image = parts.find((part) => part !== kernel);
  const reach = image?.tag === 'subscript' ? placesOf(image).map(linear) : [];
  const offsets = [[i, m] as const, [j, n] as const].map(([place, { name }], d) => {
    const parts = reach[d];
    const isReached = parts?.get(place ?? '') === 1 && parts.get(name) === 1;
    return isReached && parts.size <= 3 ? (parts.get('') ?? 0) : null;
  });
  const [first, second] = offsets;
  if (reach.length !== 2 || (first !== 0 && first !== -1) || first !== second) return null;
  if (!binders.every((binder) => isOverAll(binder, first === 0 ? 0 : 1))) return null;
  const [w, a] = [kernel, image].map((part) => (part?.tag === 'subscript' ? symbolWritten(part.base) : null));
  if (w == null || a == null) return null;
  const factors = [
    { operator: '' as const, factor: a },
    { operator: 'star' as const, factor: w },
  ];
  return { tag: 'product', range: node.range, factors };
}

function withoutParentheses(node: Node): Node {
  const [only, ...more] = node.tag === 'group' && node.delimiter === '(' ? node.items : [];
  return only === undefined || more.length > 0 ? node : withoutParentheses(only);
}

/** Whether a node is an entry with these letters for its subscripts, `w_{jk}` and `w_{j,k}`. */
function isAt(node: Node, letters: readonly string[]): boolean {
  if (node.tag !== 'subscript') return false;
  const places = placesOf(node);
  const names = places.map((place) => (place.tag === 'name' ? place.name : ''));
  return names.join() === letters.join();
}

/** j and k of `w_{jk}` and `w_{j,k}`. */
function placesOf({ subscripts }: Node & { tag: 'subscript' }): readonly Node[] {
  const [only, ...more] = subscripts;
  const joined =
    more.length === 0 && only?.tag === 'product' && only.factors.every(({ operator }) => operator === '');
  return joined ? only.factors.map(({ factor }) => factor) : subscripts;
}
