// Numbers where the text has sizes: a sum up to 3 over a matrix of M rows speaks of M = 3, whether the text says so or not.

import type { Node } from '../../grammar/tree.js';
import { judge } from '../prove/claim.js';
import { undecided, type Verdict } from '../prove/verdict.js';
import { equals } from '../term/cond.js';
import type { ClaimReading, Context } from '../term/context.js';
import { constant, isConstant, variable } from '../term/poly.js';
import { children } from '../term/walk.js';
import { freeTensors } from './ingredients.js';
import { splitSubscripts } from './normalise.js';
import type { SideReader } from './sideReader.js';
import { entryName } from './sides.js';
import { numericBounds } from './trees.js';

/** A sum up to 3 where the matrix has M rows: the text has M = 3 in mind. */
export function particularSizes(sides: SideReader, context: Context, claim: ClaimReading): Verdict | null {
  const bounds = new Set([claim.leftNode, claim.rightNode].flatMap(numericBounds));
  const tensors = [claim.left, claim.right].flatMap((r) =>
    r.sort === 'index' ? [] : freeTensors(sides.notebook, r.term),
  );
  const sized = tensors.some((name) =>
    sides.shapeOfKnown(name)?.some(({ lo, hi }) => !isConstant(lo) || !isConstant(hi)),
  );
  if (bounds.size === 0 || !sized) return null;
  const likely = new Set([claim.leftNode, claim.rightNode].flatMap((node) => summedSizes(sides, node)));
  for (const size of [...likely, ...context.sizes.filter((name) => !likely.has(name))]) {
    for (const n of bounds) {
      const assumed: Context = {
        ...context,
        assumptions: [...context.assumptions, equals(variable(size), constant(n))],
      };
      const verdict = judge(assumed, claim, sides.setting.options);
      if (verdict.verdict === 'proved' && sides.setting.inGeneral)
        return undecided(`it is true for ${size} = ${n}, and said in general`);
      if (verdict.verdict === 'proved')
        return {
          ...verdict,
          scope: `${size} = ${n}`,
          message: `true for ${size} = ${n}, which the bound of the sum implies`,
        };
    }
  }
  return undecided('it speaks of particular sizes that the text does not state');
}

/** `y_{1,1} = \sum_{m=1}^3 w_m x_m` where w has M entries: true for M = 3, which the bound implies. */
export function impliedSizes(sides: SideReader, context: Context, claim: ClaimReading): Verdict | null {
  const nodes = [claim.leftNode, claim.rightNode];
  if (nodes.every((node) => summedSizes(sides, node).length === 0)) return null;
  const verdict = particularSizes(sides, context, claim);
  return verdict?.verdict === 'proved' || sides.setting.inGeneral ? verdict : null;
}

/** The sizes that sums with a number as their limit run through: of w_{m,1} summed over m up to 3 it is M. */
function summedSizes(sides: SideReader, node: Node): readonly string[] {
  const found: string[] = [];
  const visit = (n: Node, bound: ReadonlySet<string>): void => {
    const inner =
      n.tag === 'reduction'
        ? new Set([...bound, ...n.binders.filter((b) => b.to?.tag === 'number').map((b) => b.name)])
        : bound;
    const shape = n.tag === 'subscript' ? sides.shapeOfKnown(entryName(n) ?? '') : null;
    if (shape !== null && n.tag === 'subscript') {
      splitSubscripts(n.subscripts, shape.length).forEach((s, d) => {
        const hi = shape[d]?.hi;
        if (s.tag === 'name' && bound.has(s.name) && hi !== undefined && hi.terms.length === 1)
          found.push(hi.terms[0]?.key ?? '');
      });
    }
    for (const child of children(n)) visit(child, inner);
  };
  visit(node, new Set());
  return found.filter((name) => sides.notebook.context().env.sizes.has(name));
}
