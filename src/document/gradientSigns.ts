// `\nabla a^l = \frac{\partial J}{\partial a^l}`: a text that says so once writes `\nabla a_{11}` for the derivative of J by that
// entry. To the reader it is the fraction, wherever the text writes the sign before the letter; where it says what the sign
// means, `\nabla a^l` is a symbol of its own.

import { NotationError } from '../../grammar/errors.js';
import { printNode } from '../../grammar/print.js';
import type { FractionNode, Node, ProductNode, Range, RelationNode } from '../../grammar/tree.js';
import { partsOfDerivative } from './derivatives.js';
import { parsed, rewritten } from './parsed.js';
import type { Piece } from './scan.js';
import { mapNode } from './trees.js';

/** For each letter behind the sign, a derivative by it. */
type Meanings = ReadonlyMap<string, FractionNode>;

/** The pieces of a document with fractions for such signs. */
export function withGradients(pieces: readonly Piece[]): readonly Piece[] {
  const meanings = meaningsIn(pieces);
  if (meanings.size === 0) return pieces;
  const spelledOut = (node: Node): Node => {
    const said = node.tag === 'relation' ? sayingOf(node) : null;
    if (node.tag === 'relation' && said !== null && meanings.has(said.letter))
      return { ...node, first: said.symbol, rest: node.rest.map((step) => mapped(step, spelledOut)) };
    const inner = mapNode(node, spelledOut);
    return inner.tag === 'product' ? inProduct(inner, meanings) : inner;
  };
  return pieces.map((piece) =>
    piece.kind === 'formula' ? { ...piece, formula: rewritten(piece.formula, spelledOut) } : piece,
  );
}

function mapped<Step extends { readonly right: Node }>(step: Step, rewrite: (node: Node) => Node): Step {
  return { ...step, right: rewrite(step.right) };
}

/** What the sign means before each letter; nothing where a text says two things of it. */
function meaningsIn(pieces: readonly Piece[]): Meanings {
  const found = new Map<string, FractionNode>();
  const contested = new Set<string>();
  for (const piece of pieces) {
    const formula = piece.kind === 'formula' ? parsed(piece.formula) : null;
    if (formula === null || formula instanceof NotationError) continue;
    for (const { node } of formula.rows.flatMap(({ items }) => items)) {
      const said = node.tag === 'relation' ? sayingOf(node) : null;
      if (said === null) continue;
      const before = found.get(said.letter);
      if (before !== undefined && lossOf(before) !== lossOf(said.meaning)) contested.add(said.letter);
      else if (before === undefined) found.set(said.letter, said.meaning);
    }
  }
  return new Map([...found].filter(([letter]) => !contested.has(letter)));
}

interface Saying {
  readonly letter: string;
  readonly meaning: FractionNode;
  /** What stands at the left, as one symbol. */
  readonly symbol: Node;
}

/** `\nabla a^l = \frac{\partial J}{\partial a^l}`, which may go on. */
function sayingOf({ first, rest }: RelationNode): Saying | null {
  const operand =
    first?.tag === 'product' && first.factors.length === 2 ? behindSign(first.factors, 0) : null;
  const [step] = rest;
  const meaning = step?.right;
  const isEquation = step?.operator === '=' || step?.operator === ':=' || step?.operator === '==';
  if (first === null || operand === null || !isEquation || meaning?.tag !== 'fraction') return null;
  const letter = letterOf(operand);
  const by = partsOfDerivative(meaning)?.by;
  if (letter === null || by == null || lossOf(meaning) === null || printNode(by) !== printNode(operand))
    return null;
  return { letter, meaning, symbol: { ...marked(operand), range: first.range } };
}

/** J of `\frac{\partial J}{\partial a}` and of `\frac{\partial J(W, b)}{\partial a}`. */
function lossOf(meaning: FractionNode): string | null {
  const of = partsOfDerivative(meaning)?.of ?? null;
  return of === null ? null : letterOf(of.tag === 'product' ? (of.factors[0]?.factor ?? of) : of);
}

type Factors = ProductNode['factors'];

/** a of `\nabla a`, where nothing is applied. */
function behindSign(factors: Factors, i: number): Node | null {
  const [sign, operand, next] = [factors[i], factors[i + 1], factors[i + 2]];
  if (sign?.factor.tag !== 'name' || sign.factor.name !== 'nabla' || operand?.operator !== '') return null;
  if (next?.operator === '' && next.factor.tag === 'group') return null;
  return letterOf(operand.factor) === null ? null : operand.factor;
}

function inProduct(node: ProductNode, meanings: Meanings): Node {
  const factors: Factors[number][] = [];
  for (let i = 0; i < node.factors.length; i++) {
    const own = node.factors[i] as Factors[number];
    const operand = behindSign(node.factors, i);
    const meaning = operand === null ? undefined : meanings.get(letterOf(operand) ?? '');
    if (operand === null || meaning === undefined) factors.push(own);
    else {
      const range = { start: own.factor.range.start, end: operand.range.end };
      factors.push({ operator: own.operator, factor: derivativeBy(meaning, operand, range) });
      i++;
    }
  }
  const [only] = factors;
  return factors.length === 1 && only !== undefined ? only.factor : { ...node, factors };
}

/** The same derivative by another entry, or in another layer, written at another place. */
function derivativeBy({ numerator }: FractionNode, by: Node, range: Range): FractionNode {
  const factors: Factors = [
    { operator: '', factor: { tag: 'name', name: 'partial', range } },
    { operator: '', factor: by },
  ];
  const denominator: Node = { tag: 'product', range, factors };
  return { tag: 'fraction', range, numerator: placed(numerator, range), denominator };
}

function placed(node: Node, range: Range): Node {
  return { ...mapNode(node, (child) => placed(child, range)), range };
}

/** a of `a`, `a^l`, `a_{11}`, `a^{l}_{11}`. */
function letterOf(node: Node): string | null {
  if (node.tag === 'subscript' || node.tag === 'superscript') return letterOf(node.base);
  return node.tag === 'name' ? node.name : null;
}

/** The symbol with the sign over its letter. */
function marked(node: Node): Node {
  if (node.tag === 'subscript' || node.tag === 'superscript') return { ...node, base: marked(node.base) };
  return { tag: 'accent', accent: 'nabla', base: node, range: node.range };
}
