// How many entries a derivative has: ∂Y/∂W of a K×L by an M×N matrix has one for each of K×L×M×N, ∂Y/∂w_{mn} has K×L,
// and ∂y_{kl}/∂w_{mn} is a number. An equation between derivatives with different numbers of subscripts means nothing.

import type { Node } from '../../grammar/tree.js';
import type { Verdict } from '../prove/verdict.js';
import { type Dim, extent, ShapeError } from '../term/env.js';
import { type Poly, show } from '../term/poly.js';
import { ReadingError } from '../term/reading.js';
import { asDerivative, differentiates } from './derivatives.js';
import type { SideReader } from './sideReader.js';
import { entryName, nameOf } from './sides.js';
import { namesIn } from './trees.js';

/** What is wrong with an equation between derivatives of which one is of a tensor, or by one; null where nothing is seen. */
export function misfit(sides: SideReader, left: Node, right: Node): Verdict | null {
  if (!differentiates(left) || !differentiates(right)) return null;
  const [a, b] = [left, right].map((node) => dimsOf(sides, node));
  if (a == null || b == null || a.length === b.length) return null;
  const [first, second] = [sizeOf(a), sizeOf(b)];
  return {
    verdict: 'ill-formed',
    message: `the left side ${first}, the right side ${second}`,
  };
}

function sizeOf(dims: readonly Dim[]): string {
  if (dims.length === 0) return 'is one number';
  return `has ${dims.map((dim) => factor(extent(dim))).join('×')} entries`;
}

function factor(size: Poly): string {
  return size.terms.length > 1 ? `(${show(size)})` : show(size);
}

/** The dimensions of a derivative, of a tensor or by one, or of a formula of numbers; null where they are not known. */
function dimsOf(sides: SideReader, node: Node): readonly Dim[] | null {
  const derivative = node.tag === 'fraction' ? asDerivative(node) : null;
  if (derivative !== null) {
    const [of, by] = [derivative.of, derivative.by].map((part) =>
      part === null ? null : dimsOfPart(sides, part),
    );
    return of == null || by == null ? null : [...of, ...by];
  }
  try {
    const generic = [...namesIn(node)].filter((name) => sides.isLetter(name));
    return sides.side(node, generic).sort === 'tensor' ? null : [];
  } catch (error) {
    if (error instanceof ReadingError || error instanceof ShapeError) return null;
    throw error;
  }
}

/** Of Y its dimensions, none of y_{kl}; null for what is not known. */
function dimsOfPart(sides: SideReader, node: Node): readonly Dim[] | null {
  const whole = nameOf(node);
  if (whole !== null) return sides.shapeOfKnown(whole);
  const owner = entryName(node);
  return owner !== null && sides.shapeOfKnown(owner) !== null ? [] : null;
}
