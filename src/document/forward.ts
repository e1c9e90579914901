// What a section says of its layers further on: a derivation begins with \delta_j^l and its chain rule, and states
// `z_j^l = \sum_k w_{jk}^l a_k^{l-1} + b_j^l` where that is needed. Until then the derivatives are of the same layers.

import { NotationError } from '../../grammar/errors.js';
import type { Node } from '../../grammar/tree.js';
import { differentiates } from './derivatives.js';
import { type Equation, family, headOf, isOfLayer, layered } from './layers.js';
import { splitSubscripts } from './normalise.js';
import { parsed } from './parsed.js';
import type { Formula, Piece } from './scan.js';
import { entryName, genericSubscripts } from './sides.js';
import { boundNames, namesIn } from './trees.js';
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

/** An equation with the formula that it stands in. */
export interface EquationIn extends Equation {
  readonly formula: Formula;
}

/** The only formula that the pieces give for all entries of a tensor without layers, `v_{i,a} = w_{i,i+a}`. */
export function entriesFurtherOn(pieces: readonly Piece[]): ReadonlyMap<string, EquationIn> {
  const found = new Map<string, EquationIn | null>();
  for (const piece of pieces) {
    const formula = piece.kind === 'formula' ? parsed(piece.formula) : null;
    if (formula === null || formula instanceof NotationError) continue;
    for (const { node } of formula.rows.flatMap(({ items }) => items)) {
      const [step, ...more] = node.tag === 'relation' ? node.rest : [];
      const left = node.tag === 'relation' ? node.first : null;
      const name = left === null ? null : entryName(left);
      if (left?.tag !== 'subscript' || name === null || step?.operator !== '=' || more.length > 0) continue;
      const subscripts = genericSubscripts(splitSubscripts(left.subscripts, null));
      const isGeneral = subscripts !== null && !subscripts.includes(null);
      if (piece.kind === 'formula' && isGeneral && !namesIn(step.right).has(name))
        found.set(name, found.has(name) ? null : { left, right: step.right, formula: piece.formula });
    }
  }
  return new Map([...found].flatMap(([name, said]) => (said === null ? [] : [[name, said] as const])));
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
