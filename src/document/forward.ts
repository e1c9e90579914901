// What a section says of its layers further on: a derivation begins with \delta_j^l and its chain rule, and states
// `z_j^l = \sum_k w_{jk}^l a_k^{l-1} + b_j^l` where that is needed. Until then the derivatives are of the same layers.

import { NotationError } from '../../grammar/errors.js';
import type { Node } from '../../grammar/tree.js';
import { differentiates } from './derivatives.js';
import { type Equation, family, headOf, isOfLayer, layered } from './layers.js';
import { splitSubscripts } from './normalise.js';
import { parsed } from './parsed.js';
import type { Piece } from './scan.js';
import { genericSubscripts } from './sides.js';
import { boundNames } from './trees.js';
import { errorSign } from './writtenOut.js';

/** The first formula that the pieces give for the entries of each tensor of a layer, by the name that it has in layer l. */
export function forwardFormulas(pieces: readonly Piece[]): ReadonlyMap<string, Equation> {
  const found = new Map<string, Equation>();
  for (const piece of pieces) {
    const formula = piece.kind === 'formula' ? parsed(piece.formula) : null;
    if (formula === null || formula instanceof NotationError) continue;
    for (const { node } of formula.rows.flatMap(({ items }) => items)) {
      const equation = node.tag === 'relation' ? equationOf(node.first, node.rest[0]?.right) : null;
      const name = equation === null ? null : headOf(equation.left);
      if (equation !== null && name !== null && !found.has(family(name))) found.set(family(name), equation);
    }
  }
  return found;
}

/** `z_j^l = \sum_k …` and `a_j^l = \sigma(z_j^l)`, of all entries of a layer; null for another equation. */
function equationOf(first: Node | null, other: Node | undefined): Equation | null {
  if (first === null || other === undefined || differentiates(other)) return null;
  const [left, right] = layered([first, other]) as [Node, Node];
  const name = headOf(left);
  if (left.tag !== 'subscript' || name === null || !isOfLayer(name) || name.startsWith(errorSign))
    return null;
  const subscripts = genericSubscripts(splitSubscripts(left.subscripts, null));
  const isGeneral = subscripts !== null && !subscripts.includes(null);
  return isGeneral && (boundNames(right).size > 0 || isApplication(right)) ? { left, right } : null;
}

/** `\sigma(z_j^l)` */
function isApplication(node: Node): boolean {
  const [fn, given, ...more] = node.tag === 'product' ? node.factors : [];
  return fn?.factor.tag === 'name' && given?.factor.tag === 'group' && more.length === 0;
}
