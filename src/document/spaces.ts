// `Y = W * X \in \mathbb{R}^{K \times L}`: the space of what is made of tensors whose shapes are known. It names sizes that
// are new, and is wrong where it has others.

import type { Node } from '../../grammar/tree.js';
import { undecided } from '../prove/verdict.js';
import { type Dim, extent, ShapeError, shapeOf } from '../term/env.js';
import { equal, isConstant, type Poly, show, sub, variable } from '../term/poly.js';
import { ReadingError } from '../term/reading.js';
import { definition, type Outcome } from './outcome.js';
import type { SideReader } from './sideReader.js';

/** What it says to give a formula the shape `dims`; null where that is not known, or another formula may be meant. */
export function inSpace(sides: SideReader, node: Node, dims: readonly Poly[]): Outcome | null {
  const shape = shapeIn(sides, node);
  if (shape === null || shape.length !== dims.length) return null;
  let { notebook } = sides;
  const named: string[] = [];
  for (const [d, dim] of dims.entries()) {
    const actual = notebook.resolved(extent(shape[d] as Dim));
    const [own] = dim.terms.length === 1 ? dim.terms.map(({ key }) => key) : [];
    if (own !== undefined && own !== '' && equal(dim, variable(own)) && !notebook.knows(own)) {
      notebook = notebook.withAlias(own, actual);
      named.push(own);
      continue;
    }
    const difference = sub(actual, notebook.resolved(dim));
    if (equal(actual, notebook.resolved(dim))) continue;
    // That sizes are such is said.
    if (!isConstant(difference)) return null;
    const [is, isNot] = [shape.map(extent), dims].map((sizes) => sizes.map(show).join(' by '));
    const message = `its shape is ${is}, not ${isNot}`;
    const isLarger = difference.terms.some(({ coef }) => coef < 0n);
    return {
      verdict: isLarger
        ? undecided(`${message}; with padding it may be`)
        : { verdict: 'ill-formed', message },
    };
  }
  const message = named.length > 0 ? `${named.join(' and ')} name the shape` : 'the shape again';
  return { verdict: definition(message), notebook };
}

function shapeIn(sides: SideReader, node: Node): readonly Dim[] | null {
  try {
    const reading = sides.elaborated(node);
    return reading.sort === 'tensor' ? shapeOf(sides.notebook.context().env, reading.term) : null;
  } catch (error) {
    if (error instanceof ReadingError || error instanceof ShapeError) return null;
    throw error;
  }
}
