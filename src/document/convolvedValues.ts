// `x[n] * h[n] = \sum_k x[k] h[n-k]` and `x(t) * h(t) = \int x(\tau) h(t-\tau) d\tau`: books on signals write the argument behind both
// functions, and mean the value (x * h)[n] of their convolution. Where a text says so, its other products of values at the
// same place are read alike; elsewhere `a[n] * b[n]` may be a product of two numbers.

import { NotationError } from '../../grammar/errors.js';
import type { GroupNode, Node, ProductOperator, RelationNode } from '../../grammar/tree.js';
import { parsed, rewritten } from './parsed.js';
import type { Piece } from './scan.js';
import { mapNode, namesIn } from './trees.js';

/** The value of a function or a sequence at a letter. */
interface Value {
  readonly of: Node & { readonly tag: 'name' };
  readonly at: Node & { readonly tag: 'name' };
}

/** Two functions, the sign between them, and the letter at which both are taken. */
interface Convolved {
  readonly left: Value;
  readonly sign: ProductOperator;
  readonly right: Value;
}

/** The pieces with `(x * h)[n]` for `x[n] * h[n]`, if their formulas say somewhere that this is a convolution. */
export function withConvolvedValues(pieces: readonly Piece[]): readonly Piece[] {
  const signs = new Set(
    pieces.flatMap((piece) => (piece.kind === 'formula' ? signsIn(parsed(piece.formula)) : [])),
  );
  if (signs.size === 0) return pieces;
  const joined = (node: Node): Node => {
    const convolved = convolvedIn(node);
    if (convolved !== null && signs.has(convolved.sign)) return joint(node, convolved);
    return node.tag === 'relation' ? mapNode(node, joined) : node;
  };
  return pieces.map((piece) =>
    piece.kind === 'formula' ? { ...piece, formula: rewritten(piece.formula, joined) } : piece,
  );
}

/** The signs between values that a formula equates with a convolution. */
function signsIn(formula: ReturnType<typeof parsed>): readonly ProductOperator[] {
  if (formula instanceof NotationError) return [];
  return formula.rows.flatMap(({ items }) =>
    items.flatMap(({ node }) => (node.tag === 'relation' ? signsEquated(node) : [])),
  );
}

function signsEquated({ first, rest }: RelationNode): readonly ProductOperator[] {
  const sides = [first, ...rest.map(({ right }) => right)];
  return sides.flatMap((side, i) => {
    const convolved = side === null ? null : convolvedIn(side);
    const isSaid = [sides[i - 1], sides[i + 1]].some(
      (other) => other != null && convolved !== null && isConvolution(other, convolved),
    );
    return convolved !== null && isSaid ? [convolved.sign] : [];
  });
}

/** A sum or an integral over another letter, in which both functions are. */
function isConvolution(node: Node, { left, right }: Convolved): boolean {
  if (node.tag !== 'reduction' || (node.operator !== 'sum' && node.operator !== 'int')) return false;
  const names = namesIn(node.body);
  return (
    node.binders.every(({ name }) => name !== left.at.name) &&
    [left.of, right.of, left.at].every(({ name }) => names.has(name))
  );
}

/** `x[n] * h[n]` and `x(t) * h(t)`; null for anything else. */
function convolvedIn(node: Node): Convolved | null {
  if (node.tag !== 'product') return null;
  const middle = node.factors.length === 2 ? 1 : 2;
  const sign = node.factors[middle]?.operator ?? '';
  const [left, right] = [node.factors.slice(0, middle), node.factors.slice(middle)].map((factors) =>
    factors.slice(1).every(({ operator }) => operator === '')
      ? valueIn(factors.map(({ factor }) => factor))
      : null,
  );
  const isSign = ['*', '(*)', 'star', 'otimes'].includes(sign);
  if (left == null || right == null || !isSign || left.at.name !== right.at.name) return null;
  return { left, sign, right };
}

function valueIn([fn, given, ...more]: readonly Node[]): Value | null {
  if (fn === undefined || more.length > 0) return null;
  if (given === undefined) return fn.tag === 'subscript' ? at(fn.base, fn.subscripts) : null;
  return given.tag === 'group' && given.delimiter === '(' ? at(fn, given.items) : null;
}

function at(of: Node, [letter, ...more]: readonly Node[]): Value | null {
  const isValue = of.tag === 'name' && letter?.tag === 'name' && more.length === 0;
  return isValue ? { of, at: letter } : null;
}

function joint(node: Node, { left, sign, right }: Convolved): Node {
  const { range } = node;
  const group = (delimiter: GroupNode['delimiter'], item: Node): Node => ({
    tag: 'group',
    delimiter,
    items: [item],
    range,
  });
  const isSequence = node.tag === 'product' && node.factors.length === 2;
  const operation: Node = {
    tag: 'product',
    range,
    factors: [
      { operator: '', factor: left.of },
      { operator: sign, factor: right.of },
    ],
  };
  return {
    tag: 'product',
    range,
    factors: [
      { operator: '', factor: group('(', operation) },
      { operator: '', factor: group(isSequence ? '[' : '(', left.at) },
    ],
  };
}
