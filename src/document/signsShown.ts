// What a text shows of its signs without saying it: after `y_{ij} = \sum_u\sum_v w_{uv} x_{i+u-1,j+v-1}` the sign in
// `Y = W \otimes X` stands for correlation, and after x_{i-u+1,j-v+1} for convolution.

import { NotationError } from '../../grammar/errors.js';
import type { Node, ProductOperator } from '../../grammar/tree.js';
import { children } from '../term/walk.js';
import { parsed } from './parsed.js';
import { linear } from './sayings.js';
import type { Piece } from './scan.js';
import { entryName, nameOf } from './sides.js';
import type { Meant, Signs } from './signs.js';
import { sharedName } from './writtenOut.js';

/** Signs that have no meaning by custom. */
const open: ReadonlySet<ProductOperator> = new Set(['otimes', 'star']);

/** A sum of products of entries of two tensors: which they are, and how one slides over the other. */
interface Sliding {
  readonly names: string;
  readonly meant: Meant;
}

/** What the signs in a document are shown to mean by the formula for entries before them; not those shown to mean both. */
export function signsShown(pieces: readonly Piece[]): Signs {
  const slidings: Sliding[] = [];
  const shown = new Map<ProductOperator, Meant | null>();
  for (const piece of pieces) {
    const formula = piece.kind === 'formula' ? parsed(piece.formula) : null;
    if (formula === null || formula instanceof NotationError) continue;
    for (const { node } of formula.rows.flatMap(({ items }) => items)) {
      if (node.tag !== 'relation' || node.first === null) continue;
      const left = entryName(node.first) ?? nameOf(node.first);
      for (const { right } of left === null ? [] : node.rest) {
        const sliding = slidingOf(right, left ?? '');
        if (sliding !== null) slidings.push(sliding);
        const joined = joinedBy(right, left ?? '');
        const known = slidings.findLast(({ names }) => names === joined?.names);
        if (joined === null || known === undefined) continue;
        const agrees = !shown.has(joined.sign) || shown.get(joined.sign) === known.meant;
        shown.set(joined.sign, agrees ? known.meant : null);
      }
    }
  }
  return new Map([...shown].flatMap(([sign, meant]) => (meant === null ? [] : [[sign, meant] as const])));
}

/** W \otimes X */
function joinedBy(
  node: Node,
  left: string,
): { readonly sign: ProductOperator; readonly names: string } | null {
  const [a, b, ...more] = node.tag === 'product' ? node.factors : [];
  const [first, second] = [a, b].map((each) => (each === undefined ? null : nameOf(each.factor)));
  if (first == null || second == null || b === undefined || more.length > 0 || !open.has(b.operator))
    return null;
  return { sign: b.operator, names: namesOf(left, [first, second]) };
}

function namesOf(left: string, operands: readonly string[]): string {
  return [left, ...[...operands].sort((a, b) => (sharedName(a) < sharedName(b) ? -1 : 1))]
    .map(sharedName)
    .join();
}

/** `\sum_u\sum_v w_{uv} x_{i+u-1,j+v-1}`: the summed letters stand alone in one entry, and slide in the other. */
function slidingOf(node: Node, left: string): Sliding | null {
  const bound: string[] = [];
  let body = node;
  for (; body.tag === 'reduction' && body.operator === 'sum'; body = body.body)
    bound.push(...body.binders.map(({ name }) => name));
  const [first, second, ...more] = entriesIn(body);
  if (bound.length === 0 || first === undefined || second === undefined || more.length > 0) return null;
  const ways = [first, second].map((entry) => wayOf(entry, new Set(bound)));
  const meant = ways.includes('alone') ? ways.find((way) => way !== 'alone') : undefined;
  if (meant !== 'correlation' && meant !== 'convolution') return null;
  const operands = [first, second].map((entry) => nameOf(entry.base) ?? '');
  return { names: namesOf(left, operands), meant };
}

function entriesIn(node: Node): readonly (Node & { tag: 'subscript' })[] {
  if (node.tag === 'subscript') return [node];
  return node.tag === 'product' || node.tag === 'group' ? children(node).flatMap(entriesIn) : [];
}

/** How the summed letters stand in the subscripts of an entry: alone, added to others, or taken off. */
function wayOf(
  { subscripts }: Node & { tag: 'subscript' },
  bound: ReadonlySet<string>,
): 'alone' | Meant | null {
  const places = subscripts.flatMap((each) =>
    each.tag === 'product' ? each.factors.map(({ factor }) => factor) : [each],
  );
  const ways = places.map((place) => {
    const parts = linear(place);
    const letters = [...(parts?.keys() ?? [])].filter((key) => key !== '');
    const [summed, ...more] = letters.filter((letter) => bound.has(letter));
    if (parts === null || summed === undefined || more.length > 0) return null;
    if (letters.length === 1) return 'alone';
    return parts.get(summed) === 1 ? 'correlation' : parts.get(summed) === -1 ? 'convolution' : null;
  });
  const [way = null, ...others] = ways;
  return others.every((other) => other === way) ? way : null;
}
