// `dZ^{[l]} = dA^{[l]} \odot g'(Z^{[l]})`: in the notation of courses and programs dZ is the derivative of the cost by Z. To the
// reader it is `\frac{\partial J}{\partial Z^{[l]}}`, where the text has such gradients at the left of equations and no d besides.

import { NotationError } from '../../grammar/errors.js';
import type { Node, ProductNode } from '../../grammar/tree.js';
import { children } from '../term/walk.js';
import { headOfDerivative } from './derivatives.js';
import { parsed, rewritten } from './parsed.js';
import type { Piece } from './scan.js';
import { mapNode } from './trees.js';

type Factor = ProductNode['factors'][number];

/** The pieces of a document with fractions for such gradients. */
export function withCostGradients(pieces: readonly Piece[]): readonly Piece[] {
  const nodes = pieces.flatMap((piece) => {
    const formula = piece.kind === 'formula' ? parsed(piece.formula) : null;
    if (formula === null || formula instanceof NotationError) return [];
    return formula.rows.flatMap(({ items }) => items.map(({ node }) => node));
  });
  const isCustom = nodes.some((node) => node.tag === 'relation' && isGradient(node.first));
  if (!isCustom || nodes.some(hasOtherD)) return pieces;
  const cost = nodes.flatMap(costsIn)[0] ?? 'J';
  const written = (node: Node): Node => {
    const inner = mapNode(node, written);
    return inner.tag === 'product' ? inFractions(inner, cost) : inner;
  };
  return pieces.map((piece) => {
    if (piece.kind !== 'formula' || !/d\s*\p{L}/u.test(piece.formula.text)) return piece;
    const read = parsed(piece.formula);
    const has =
      !(read instanceof NotationError) &&
      read.rows.some(({ items }) => items.some(({ node }) => hasGradient(node)));
    if (!has) return piece;
    return {
      ...piece,
      formula: rewritten(piece.formula, written, `d before a letter as the derivative of ${cost} by it`),
    };
  });
}

/** `dZ^{[l]}` */
function isGradient(node: Node | null): boolean {
  const [sign, by, ...more] = node?.tag === 'product' ? node.factors : [];
  return more.length === 0 && sign !== undefined && by !== undefined && isPair(sign, by);
}

/** d and, right behind it, a letter with a layer. */
function isPair({ factor: sign }: Factor, { operator, factor: by }: Factor): boolean {
  return (
    sign.tag === 'name' &&
    sign.name === 'd' &&
    operator === '' &&
    by.tag === 'superscript' &&
    by.base.tag === 'name' &&
    by.superscript.tag === 'group' &&
    sign.range.end === by.range.start
  );
}

function hasGradient(node: Node): boolean {
  const { factors } = node.tag === 'product' ? node : { factors: [] };
  const own = factors.some((each, i) => i > 0 && isPair(factors[i - 1] as Factor, each));
  return own || children(node).some(hasGradient);
}

/** A d that is no sign of such a gradient. */
function hasOtherD(node: Node): boolean {
  if (node.tag === 'name') return node.name === 'd';
  if (node.tag !== 'product') return children(node).some(hasOtherD);
  return node.factors.some((each, i) => {
    const next = node.factors[i + 1];
    const isSign = next !== undefined && isPair(each, next);
    return !isSign && hasOtherD(each.factor);
  });
}

/** The losses that a formula differentiates. */
function costsIn(node: Node): readonly string[] {
  const own = node.tag === 'fraction' ? headOfDerivative(node) : null;
  return [...(own === null ? [] : [own]), ...children(node).flatMap(costsIn)];
}

function inFractions(node: ProductNode, cost: string): Node {
  const factors: Factor[] = [];
  for (const each of node.factors) {
    const before = factors.at(-1);
    if (before === undefined || !isPair(before, each)) factors.push(each);
    else factors[factors.length - 1] = { ...before, factor: quotient(before.factor, each.factor, cost) };
  }
  const [only] = factors;
  return factors.length === 1 && only !== undefined ? only.factor : { ...node, factors };
}

function quotient(sign: Node, by: Node, cost: string): Node {
  const range = { start: sign.range.start, end: by.range.end };
  const differential = (of: Node): Node => ({
    tag: 'product',
    range,
    factors: [{ tag: 'name' as const, name: 'partial', range }, of].map((factor) => ({
      operator: '' as const,
      factor,
    })),
  });
  return {
    tag: 'fraction',
    range,
    numerator: differential({ tag: 'name', name: cost, range }),
    denominator: differential(by),
  };
}
