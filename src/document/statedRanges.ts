// What a section says of its letters where it sums over them: after `\sum_{m=0}^{M-1} w_m x_{i+m}` an `\sum_m` beside it, or
// an entry w_m, is meant for the same m.

import { NotationError } from '../../grammar/errors.js';
import { printNode } from '../../grammar/print.js';
import type { BinderNode, Node } from '../../grammar/tree.js';
import { children } from '../term/walk.js';
import type { Notebook } from './notebook.js';
import { parsed } from './parsed.js';
import type { Piece } from './scan.js';
import { boundNames, mapNode, namesIn } from './trees.js';

/** The first and the last value of a letter. */
export interface Limits {
  readonly from: Node;
  readonly to: Node;
}

/** The limits of the letters that have the same ones in all formulas of a section. */
export function rangesStated(pieces: readonly Piece[]): ReadonlyMap<string, Limits> {
  const stated = new Map<string, Limits | null>();
  for (const piece of pieces) {
    const formula = piece.kind === 'formula' ? parsed(piece.formula) : null;
    if (formula === null || formula instanceof NotationError) continue;
    for (const { node } of formula.rows.flatMap(({ items }) => items))
      collect(node, boundNames(node), stated);
  }
  return new Map([...stated].flatMap(([name, limits]) => (limits === null ? [] : [[name, limits] as const])));
}

function collect(node: Node, bound: ReadonlySet<string>, stated: Map<string, Limits | null>): void {
  if (node.tag === 'reduction' && node.operator !== 'int')
    for (const binder of node.binders) {
      const limits = limitsOf(binder, bound);
      if (limits === null) continue;
      const before = stated.get(binder.name);
      const agrees = before === undefined || (before !== null && areSame(before, limits));
      stated.set(binder.name, agrees ? limits : null);
    }
  for (const child of children(node)) collect(child, bound, stated);
}

/** Limits that depend on no other index. */
function limitsOf({ from, to, condition, down }: BinderNode, bound: ReadonlySet<string>): Limits | null {
  if (from === null || to === null || condition !== null || down) return null;
  const free = [...namesIn(from), ...namesIn(to)];
  return free.some((name) => bound.has(name) || name === 'infinity') ? null : { from, to };
}

function areSame(a: Limits, b: Limits): boolean {
  return printNode(a.from) === printNode(b.from) && printNode(a.to) === printNode(b.to);
}

/**
 * The formula with sums over all there is of a tensor whose shape the text does not state: their limits may be what states
 * it. Other sums keep theirs.
 */
export function withoutLimits(notebook: Notebook, node: Node): Node {
  const inner = mapNode(node, (child) => withoutLimits(notebook, child));
  if (inner.tag !== 'reduction') return inner;
  const binders = inner.binders.map((binder) =>
    binder.condition === null && countsOpenly(notebook, binder.name, inner.body)
      ? { ...binder, from: null, to: null }
      : binder,
  );
  return { ...inner, binders };
}

/** Whether a name is by itself a subscript of a tensor whose shape is not stated. */
function countsOpenly(notebook: Notebook, name: string, node: Node): boolean {
  if (node.tag === 'subscript' && node.base.tag === 'name') {
    const open = notebook.tensor(node.base.name)?.inferred !== undefined;
    if (open && node.subscripts.some((subscript) => subscript.tag === 'name' && subscript.name === name))
      return true;
  }
  return children(node).some((child) => countsOpenly(notebook, name, child));
}
