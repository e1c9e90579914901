// Losses that a text gives by formulas, `J = L + s`, `L = l(o, y)`, `s = \frac{\lambda}{2} \|W\|_F^2`: functions of wholes of which
// nothing is known, and sums of squares. What is differentiated is then not any function of the last layer, but this one.

import type { Node } from '../../grammar/tree.js';
import { children } from '../term/walk.js';
import type { Notebook } from './notebook.js';
import {
  formulaOf,
  type Quotient,
  quotientOf,
  symbolOf,
  symbolsIn,
  type WholeSymbol,
} from './wholeSymbols.js';

/** y - t of `\|y - t\|_2^2`, of `||y - t||^2`; null for anything else. */
export function squaredNorm(node: Node): Node | null {
  const isSquare =
    node.tag === 'superscript' && node.superscript.tag === 'number' && node.superscript.text === '2';
  return isSquare ? normed(node.base) : null;
}

function normed(node: Node): Node | null {
  if (node.tag === 'subscript') {
    const [kind, ...more] = node.subscripts;
    const isPlain =
      (kind?.tag === 'name' && kind.name === 'F') || (kind?.tag === 'number' && kind.text === '2');
    return isPlain && more.length === 0 ? normed(node.base) : null;
  }
  const [inner, ...more] = node.tag === 'group' ? node.items : [];
  if (node.tag !== 'group' || inner === undefined || more.length > 0) return null;
  if (node.delimiter === 'norm') return inner;
  const [inmost, ...others] = inner.tag === 'group' && inner.delimiter === '|' ? inner.items : [];
  return node.delimiter === '|' && others.length === 0 ? (inmost ?? null) : null;
}

/** A function of wholes that gives a number, and what it is applied to: l, o and y of `l(o, y)`. */
export function callOf(node: Node): { readonly fn: string; readonly given: readonly WholeSymbol[] } | null {
  const [fn, list, ...more] = node.tag === 'product' ? node.factors : [];
  const isCall = list?.operator === '' && list.factor.tag === 'group' && list.factor.delimiter === '(';
  if (!isCall || more.length > 0 || fn?.factor.tag !== 'name' || list.factor.tag !== 'group') return null;
  const given = list.factor.items.map(symbolOf);
  if (given.length === 0 || given.includes(null) || /'$/u.test(fn.factor.name)) return null;
  return { fn: fn.factor.name, given: given.flatMap((each) => each ?? []) };
}

/** Whether a text gives a formula for a symbol that is a number by its form: a call, a squared norm, sums and multiples of such. */
export function isLossGiven(notebook: Notebook, node: Node, depth = 0): boolean {
  const symbol = symbolOf(node);
  const formula = symbol === null || symbol.labels.length > 0 ? null : formulaOf(notebook, symbol);
  return formula !== null && depth < 4 && isNumber(notebook, formula, depth + 1);
}

function isNumber(notebook: Notebook, node: Node, depth: number): boolean {
  if (squaredNorm(node) !== null) return true;
  if (node.tag === 'name') return isLossGiven(notebook, node, depth);
  if (node.tag === 'sum') return node.terms.every(({ term }) => isNumber(notebook, term, depth));
  if (node.tag === 'group')
    return node.items.length === 1 && isNumber(notebook, node.items[0] as Node, depth);
  if (node.tag !== 'product') return false;
  const call = callOf(node);
  // \phi(z) of one thing is taken entry by entry.
  if (call !== null) return call.given.length > 1;
  return isNumber(notebook, node.factors.at(-1)?.factor as Node, depth);
}

/**
 * What the terms of a loss are functions of: o and y of `l(o, y)` and of `\|o - y\|^2`, but not the W of `\|W\|^2`, which is no
 * result of anything.
 */
export function givenTo(notebook: Notebook, node: Node): readonly (readonly WholeSymbol[])[] {
  const norm = squaredNorm(node);
  if (norm !== null) return symbolOf(norm) === null ? [symbolsIn(norm)] : [];
  const call = callOf(node);
  if (call !== null && call.given.length > 1) return [call.given];
  const symbol = symbolOf(node);
  if (symbol === null) return children(node).flatMap((child) => givenTo(notebook, child));
  const formula = isLossGiven(notebook, node) ? formulaOf(notebook, symbol) : null;
  return formula === null ? [] : givenTo(notebook, formula);
}

/** Derivatives that follow each other, `\text{prod}(\frac{\partial J}{\partial o}, \frac{\partial o}{\partial W})`: J, o, W. */
export function linksOf(nodes: readonly Node[]): readonly Quotient[] | null {
  const links = nodes.map(quotientOf);
  const steps = links.flatMap((link) => link ?? []);
  const isJoined = steps.every(
    ({ by, at }, i) =>
      at === null && (i === steps.length - 1 || symbolOf((steps[i + 1] as Quotient).of)?.name === by.name),
  );
  return !links.includes(null) && isJoined ? steps : null;
}

/** What stands in `\text{prod}(A, B)`, a product in whatever order the shapes want. */
export function multiplied(node: Node): readonly Node[] | null {
  const [fn, list, ...more] = node.tag === 'product' ? node.factors : [];
  if (fn?.factor.tag !== 'name' || fn.factor.name !== 'prod' || more.length > 0) return null;
  return list?.factor.tag === 'group' && list.factor.delimiter === '(' ? list.factor.items : null;
}
