// `dZ^{[l]} = dA^{[l]} \odot g'(Z^{[l]})`: in the notation of courses and programs dZ is the derivative of the cost by Z. To the
// reader it is `\frac{\partial J}{\partial Z^{[l]}}`, where the text has such gradients at the left of equations and no d besides.
// `dW_{11}` and `dW` without layers are read so, too, where a text speaks of gradients and has neither integrals nor quotients
// with d. A total differential `dZ = W dX` is written like them: what is false of derivatives is not called false.

import { NotationError } from '../../grammar/errors.js';
import type { Node, ProductNode } from '../../grammar/tree.js';
import { children } from '../term/walk.js';
import { headOfDerivative, partsOfDerivative, type Signs } from './derivatives.js';
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
  const isPair = spokenGradients(pieces, nodes) ? isWritten : isOfLayer;
  const isCustom = nodes.some((node) => node.tag === 'relation' && isGradient(node.first, isPair));
  if (!isCustom || nodes.some((node) => hasOtherD(node, isPair))) return pieces;
  const cost = nodes.flatMap(costsIn)[0] ?? 'J';
  const written = (node: Node): Node => {
    const inner = mapNode(node, written);
    return inner.tag === 'product' ? inFractions(inner, cost, isPair) : inner;
  };
  return pieces.map((piece) => {
    if (piece.kind !== 'formula' || !/d[\s{]*\p{L}/u.test(piece.formula.text)) return piece;
    const read = parsed(piece.formula);
    const has =
      !(read instanceof NotationError) &&
      read.rows.some(({ items }) => items.some(({ node }) => hasGradient(node, isPair)));
    if (!has) return piece;
    return {
      ...piece,
      formula: rewritten(piece.formula, written, `d before a letter as the derivative of ${cost} by it`),
    };
  });
}

/** Whether two factors, one after the other, are d and what it stands before. */
type IsPair = (sign: Factor, by: Factor) => boolean;

/** Words for what a derivative of the loss is called. */
const gradients = /\bgradients?\b|back-?\s?prop|梯度|反向传播/iu;

/** Whether a text speaks of gradients, and writes d for no other derivative and in no integral. */
function spokenGradients(pieces: readonly Piece[], nodes: readonly Node[]): boolean {
  const speaks = pieces.some((piece) => 'text' in piece && gradients.test(piece.text));
  return speaks && !nodes.some(hasDifferentials);
}

function hasDifferentials(node: Node): boolean {
  if (node.tag === 'reduction' && node.operator === 'int') return true;
  if (node.tag === 'fraction' && partsOfDerivative(node, signsOfQuotients) !== null) return true;
  return children(node).some(hasDifferentials);
}

const signsOfQuotients: Signs = new Set(['d']);

/** `dZ^{[l]}` */
function isGradient(node: Node | null, isPair: IsPair): boolean {
  const [sign, by, ...more] = node?.tag === 'product' ? node.factors : [];
  return more.length === 0 && sign !== undefined && by !== undefined && isPair(sign, by);
}

/** d and, right behind it or in braces, a letter with a layer. */
function isOfLayer(sign: Factor, by: Factor): boolean {
  const { factor } = by;
  const isLayered =
    factor.tag === 'superscript' && factor.base.tag === 'name' && factor.superscript.tag === 'group';
  return isLayered && isBeside(sign, by);
}

/** The same, or before a capital with or without subscripts. */
function isWritten(sign: Factor, by: Factor): boolean {
  return isOfLayer(sign, by) || (isCapital(by.factor) && isBeside(sign, by));
}

/** d and no more than a brace before what follows. */
function isBeside({ factor: sign }: Factor, { operator, factor }: Factor): boolean {
  return isSign(sign) && operator === '' && factor.range.start - sign.range.end <= 1;
}

function isSign(node: Node): boolean {
  return node.tag === 'name' && node.name === 'd';
}

/** W, `W_{11}`, `A^{[l]}` */
function isCapital(node: Node): boolean {
  if (node.tag === 'subscript' || node.tag === 'superscript') return isCapital(node.base);
  if (node.tag === 'group') return node.items.length === 1 && isCapital(node.items[0] as Node);
  return node.tag === 'name' && /^\p{Lu}'*$/u.test(node.name);
}

function hasGradient(node: Node, isPair: IsPair): boolean {
  const { factors } = node.tag === 'product' ? node : { factors: [] };
  const own = factors.some((each, i) => i > 0 && isPair(factors[i - 1] as Factor, each));
  return own || children(node).some((child) => hasGradient(child, isPair));
}

/** A d that is no sign of such a gradient. */
function hasOtherD(node: Node, isPair: IsPair): boolean {
  if (node.tag === 'name') return node.name === 'd';
  if (node.tag !== 'product') return children(node).some((child) => hasOtherD(child, isPair));
  return node.factors.some((each, i) => {
    const next = node.factors[i + 1];
    const begins = next !== undefined && isPair(each, next);
    return !begins && hasOtherD(each.factor, isPair);
  });
}

/** The losses that a formula differentiates. */
function costsIn(node: Node): readonly string[] {
  const own = node.tag === 'fraction' ? headOfDerivative(node) : null;
  return [...(own === null ? [] : [own]), ...children(node).flatMap(costsIn)];
}

function inFractions(node: ProductNode, cost: string, isPair: IsPair): Node {
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
