// What is asked of the search for a repair when a relation of a document is false: the claim in native trees, whose
// places are those of the formula, and how an edited side is read here.

import type { Node } from '../../grammar/tree.js';
import type { Counterexample } from '../prove/counterexample.js';
import { pointOf, type Question, type Side } from '../prove/repair/index.js';
import type { ClaimReading, Context } from '../term/context.js';
import { isConstant, namesOf } from '../term/poly.js';
import { type Reading, ReadingError } from '../term/reading.js';
import { children } from '../term/walk.js';
import { explicit } from './explicit.js';
import { read as readFormula } from './parsed.js';
import { SideReader } from './sideReader.js';

/** How a side is read: by the names that stand for all subscripts, or not again, where it is settled already. */
export interface ReadAs {
  readonly generic: readonly string[];
  readonly settled: readonly Side[];
}

/** The question that a false claim of a document puts. */
export function questionOf(
  sides: SideReader,
  context: Context,
  claim: ClaimReading,
  counterexample: Counterexample | undefined,
  { generic, settled }: ReadAs,
): Question {
  // What it notes while it tries is not said of the relation itself.
  const reader = new SideReader(sides.notebook, sides.setting);
  const indices = new Set(context.indices.map(({ name }) => name));
  const read = (side: Side, node: Node): Reading => {
    if (settled.includes(side)) throw new ReadingError('unsupported', node.range, 'this side stays as it is');
    return reader.side(node, generic);
  };
  return {
    context,
    claim: { ...claim, leftNode: sides.native(claim.leftNode), rightNode: sides.native(claim.rightNode) },
    counterexample: pointOf(counterexample),
    source: sides.setting.source,
    abbreviations: [...sides.notebook.aliases]
      .filter(([, poly]) => [...namesOf(poly)].some((name) => indices.has(name)))
      .map(([name]) => name),
    notation: 'latex',
    read,
    parse: (text) => sides.native(explicit(reader, onlyNode(text))),
  };
}

/**
 * The sides that stay as they are: a calculation where the other side is its result, `2 \\times 3 = 7`; the matrices that a
 * written matrix is computed from; and a sum of products of numbers, in which any factor could be changed to make it true.
 */
export function calculated({ left, right, leftNode, rightNode }: ClaimReading): readonly Side[] {
  const nodes = { left: leftNode, right: rightNode };
  const isSum = (side: Side): boolean => {
    const reading = side === 'left' ? left : right;
    return reading.sort === 'index' && isConstant(reading.poly) && addsProducts(nodes[side]);
  };
  const sums = (['left', 'right'] as const).filter(isSum);
  const constants = [left, right].every((side) => side.sort === 'index' && isConstant(side.poly));
  const matrices = [leftNode, rightNode].some(({ tag }) => tag === 'matrix');
  if (!constants && !matrices) return sums;
  const [a, b] = [leftNode, rightNode].map((node) => (constants ? isResult(node) : isWritten(node)));
  if (a === b || (matrices && !constants && !hasMatrix(nodes[a ? 'right' : 'left']))) return sums;
  return [...sums, a ? 'right' : 'left'];
}

/** A matrix with nothing to compute in it. */
function isWritten(node: Node): boolean {
  return node.tag === 'matrix' && !node.rows.flat().some(({ tag }) => tag === 'product');
}

function hasMatrix(node: Node): boolean {
  return node.tag === 'matrix' || children(node).some(hasMatrix);
}

/** `1 \times 2 + 3 \times 4` */
function addsProducts(node: Node): boolean {
  return node.tag === 'sum' && node.terms.filter(({ term }) => term.tag === 'product').length > 1;
}

/** A number as a result is written: `4`, `-2`, `\frac{13}{4}`. */
function isResult(node: Node): boolean {
  if (node.tag === 'sum') return node.terms.length === 1 && node.terms.every(({ term }) => isResult(term));
  if (node.tag === 'fraction') return node.numerator.tag === 'number' && node.denominator.tag === 'number';
  return node.tag === 'number';
}

/** The formula that a text is, if it is one. */
function onlyNode(text: string): Node {
  const items = readFormula(text).rows.flatMap((row) => row.items);
  const [only] = items;
  if (only === undefined || items.length > 1)
    throw new ReadingError('unsupported', { start: 0, end: text.length }, 'not one formula');
  return only.node;
}
