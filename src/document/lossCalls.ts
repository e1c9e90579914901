// `\frac{\partial J(W, b)}{\partial a^l}`: a loss is written with the weights that it is a function of, and differentiated by
// what is computed on the way. What stands in the parentheses says nothing there; to the reader it is `\partial J`.

import { NotationError } from '../../grammar/errors.js';
import { parseFile } from '../../grammar/native.js';
import { printNode } from '../../grammar/print.js';
import type { FractionNode, Node, ProductNode } from '../../grammar/tree.js';
import { children } from '../term/walk.js';
import { partsOfDerivative } from './derivatives.js';
import { parsed, rewritten } from './parsed.js';
import type { Piece } from './scan.js';
import { mapNode } from './trees.js';

/** J and its arguments, and by what it is differentiated. */
interface Call {
  readonly head: string;
  readonly given: readonly string[];
  readonly by: string;
}

/** The pieces of a document with `\partial J` for `\partial J(W, b)`. */
export function withoutLossArguments(pieces: readonly Piece[]): readonly Piece[] {
  const nodes = pieces.flatMap((piece) => {
    const formula = piece.kind === 'formula' ? parsed(piece.formula) : null;
    if (formula === null || formula instanceof NotationError) return [];
    return formula.rows.flatMap(({ items }) => items.map(({ node }) => node));
  });
  const declared = new Set(pieces.flatMap(functionsIn));
  const losses = new Set([...lossesIn(nodes)].filter((head) => !declared.has(head)));
  if (losses.size === 0) return pieces;
  const shortened = (node: Node): Node => {
    const inner = mapNode(node, shortened);
    const call = inner.tag === 'fraction' ? callIn(inner) : null;
    return inner.tag === 'fraction' && call !== null && losses.has(call.head) ? withoutList(inner) : inner;
  };
  return pieces.map((piece) =>
    piece.kind === 'formula' ? { ...piece, formula: rewritten(piece.formula, shortened) } : piece,
  );
}

/** What is somewhere differentiated by other things than its arguments and their parts, and not defined as a function. */
function lossesIn(nodes: readonly Node[]): ReadonlySet<string> {
  const calls = nodes.flatMap(callsIn);
  const defined = new Set(
    nodes.flatMap((node) => (node.tag === 'relation' ? (headOfCall(node.first) ?? []) : [])),
  );
  return new Set(
    calls.filter(({ head, given, by }) => !given.includes(by) && !defined.has(head)).map(({ head }) => head),
  );
}

/** The functions that a comment declares: what they are functions of is in their parentheses. */
function functionsIn(piece: Piece): readonly string[] {
  if (piece.kind !== 'directive') return [];
  try {
    return parseFile(piece.text).flatMap((statement) =>
      statement.tag === 'function' ? statement.functions.map(({ name }) => name) : [],
    );
  } catch (error) {
    // What is wrong with a comment is said where it is read.
    if (error instanceof NotationError) return [];
    throw error;
  }
}

function callsIn(node: Node): readonly Call[] {
  const own = node.tag === 'fraction' ? callIn(node) : null;
  return [...(own === null ? [] : [own]), ...children(node).flatMap(callsIn)];
}

/** J(W, b), with several arguments, in a derivative of it. */
function callIn(node: FractionNode): Call | null {
  const { of, by } = partsOfDerivative(node) ?? {};
  const head = of == null ? null : headOfCall(of);
  const list = of?.tag === 'product' ? of.factors[1]?.factor : undefined;
  if (head === null || by == null || list?.tag !== 'group' || list.items.length < 2) return null;
  return { head, given: list.items.map(wholeOf), by: wholeOf(by) };
}

/** x of an argument `X`, and of the entry `x_{j}` or the layer `x^l` of it. */
function wholeOf(node: Node): string {
  if (node.tag === 'subscript' || node.tag === 'superscript') return wholeOf(node.base);
  return printNode(node).toLowerCase();
}

/** J of `J(W, b)` */
function headOfCall(node: Node | null): string | null {
  const [fn, list, ...more] = node?.tag === 'product' ? node.factors : [];
  const isCall = more.length === 0 && list?.operator === '' && list.factor.tag === 'group';
  return isCall && fn?.factor.tag === 'name' ? fn.factor.name : null;
}

function withoutList(node: FractionNode): FractionNode {
  const { numerator } = node;
  if (numerator.tag !== 'product') return node;
  const [sign, operand] = numerator.factors as [
    ProductNode['factors'][number],
    ProductNode['factors'][number],
  ];
  const inner = operand.factor;
  const fn = numerator.factors.length === 3 || inner.tag !== 'group' ? operand : inFirst(inner.items[0]);
  return fn === null ? node : { ...node, numerator: { ...numerator, factors: [sign, fn] } };
}

/** J of `(J(W, b))` */
function inFirst(node: Node | undefined): ProductNode['factors'][number] | null {
  const [fn] = node?.tag === 'product' ? node.factors : [];
  return fn === undefined ? null : { operator: '', factor: fn.factor };
}
