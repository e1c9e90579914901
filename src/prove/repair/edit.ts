// What an edit is: one small change of one side of a claim, with its text where it can be written as it stands.

import type { Node, Range } from '../../../grammar/tree.js';
import { mentions } from '../../term/walk.js';
import { changeAt, nested, type Path } from './tree.js';

/** A stretch of the source and what is to stand there instead. */
export interface Splice {
  readonly range: Range;
  readonly text: string;
}

/** The notation of the source: what is typed for an operator or an operation depends on it. */
export type Notation = 'native' | 'latex';

export interface Edit {
  /** Of the node that changes; what stands below it may change by another edit. */
  readonly path: Path;
  readonly change: (node: Node) => Node;
  /** null when the change cannot be typed into the source as it stands. */
  readonly splices: readonly Splice[] | null;
  /** How unlikely a slip it undoes: 1 for a mistaken letter or a number off by one, more for what is rarer. */
  readonly cost: number;
}

/** The names that a claim's context offers. */
export interface Lexicon {
  /** Free indices, and the sizes that the claim is about. */
  readonly indices: ReadonlySet<string>;
  readonly sizes: ReadonlySet<string>;
  /** Tensors by the number of their subscripts. */
  readonly ranks: ReadonlyMap<string, number>;
  /** The names that the claim itself has, or that stand in the shapes of its tensors. */
  readonly near: ReadonlySet<string>;
  /** Opaque functions by the number of their arguments. */
  readonly functions: ReadonlyMap<string, number>;
  /** For a word or a sign, the other operations that take the same arguments. */
  readonly alternatives: (symbol: string) => readonly string[];
  readonly notation: Notation;
}

/** What a node is part of: an index expression, a condition, or a formula of entries and tensors. */
export type Role = 'index' | 'condition' | 'formula';

/** A node of a side with what holds there. */
export interface Site {
  readonly node: Node;
  readonly path: Path;
  readonly parent: Node | null;
  readonly role: Role;
  /** Names that sums around it bind, outermost first. */
  readonly bound: readonly string[];
  /** Whether it is the name before the subscripts of an entry. */
  readonly isBase: boolean;
}

/** Every node of a side, from the root down. */
export function* sites(root: Node): Generator<Site> {
  yield* visit({ node: root, path: [], parent: null, role: 'formula', bound: [], isBase: false });
}

function* visit(site: Site): Generator<Site> {
  yield site;
  const { node, path, bound } = site;
  const down = (
    child: Node,
    i: number,
    role: Role = site.role,
    inner: readonly string[] = bound,
    isBase = false,
  ): Generator<Site> => visit({ node: child, path: [...path, i], parent: node, role, bound: inner, isBase });
  switch (node.tag) {
    case 'subscript':
      yield* down(node.base, 0, site.role, bound, true);
      for (const [i, each] of node.subscripts.entries()) yield* down(each, i + 1, 'index');
      return;
    case 'reduction': {
      let i = 0;
      const inner = [...bound];
      for (const { name, from, to, condition } of node.binders) {
        for (const bound of [from, to]) if (bound !== null) yield* down(bound, i++, 'index', [...inner]);
        if (condition !== null) i++;
        inner.push(name);
      }
      yield* down(node.body, i, site.role, inner);
      return;
    }
    case 'guard':
      for (const [i, each] of node.conditions.entries()) yield* down(each, i, 'condition');
      yield* down(node.body, node.conditions.length);
      return;
    case 'cases': {
      let i = 0;
      for (const { value, conditions } of node.arms) {
        yield* down(value, i++);
        if (conditions !== 'otherwise') for (const each of conditions) yield* down(each, i++, 'condition');
      }
      return;
    }
    case 'relation': {
      const parts = [...(node.first === null ? [] : [node.first]), ...node.rest.map((r) => r.right)];
      for (const [i, each] of parts.entries()) yield* down(each, i, 'index');
      return;
    }
    case 'sum':
      for (const [i, { term }] of node.terms.entries()) yield* down(term, i);
      return;
    case 'product':
      for (const [i, { factor }] of node.factors.entries()) yield* down(factor, i);
      return;
    case 'power':
      yield* down(node.base, 0);
      yield* down(node.exponent, 1, 'index');
      return;
    case 'group':
      for (const [i, each] of node.items.entries()) yield* down(each, i);
      return;
    case 'fraction':
      yield* down(node.numerator, 0);
      yield* down(node.denominator, 1);
      return;
    case 'logic':
      for (const [i, each] of node.args.entries()) yield* down(each, i, 'condition');
      return;
    case 'command':
      for (const [i, each] of node.args.entries()) yield* down(each, i, 'index');
      return;
    case 'matrix':
      for (const [i, each] of node.rows.flat().entries()) yield* down(each, i);
      return;
    default:
  }
}

/** The side with an edit done. */
export function edited(side: Node, edit: Edit): Node {
  return changeAt(side, edit.path, edit.change);
}

/** The side with two edits done, the one inside the other first; null when both change the same node or text. */
export function editedTwice(side: Node, a: Edit, b: Edit): Node | null {
  const [inner, outer] = a.path.length >= b.path.length ? [a, b] : [b, a];
  if (inner.path.length === outer.path.length && nested(inner.path, outer.path)) return null;
  if (overlapping(inner, outer)) return null;
  return edited(edited(side, inner), outer);
}

function overlapping({ splices: a }: Edit, { splices: b }: Edit): boolean {
  return (a ?? []).some(({ range: r }) =>
    (b ?? []).some(({ range: s }) => r.start <= s.end && s.start <= r.end),
  );
}

/** Bound names of a tree that nothing in their sum uses. */
export function idleBinders(root: Node): number {
  let idle = 0;
  for (const { node } of sites(root)) {
    if (node.tag !== 'reduction') continue;
    for (const [i, { name }] of node.binders.entries()) {
      const later = node.binders.slice(i + 1).flatMap(({ from, to }) => [from, to]);
      if (![node.body, ...later].some((part) => part !== null && mentions(part, name))) idle++;
    }
  }
  return idle;
}

/** The names that a tree is written with, in their order, those before parentheses and subscripts included. */
export function namesIn(root: Node): ReadonlySet<string> {
  return new Set([...sites(root)].flatMap(({ node }) => (node.tag === 'name' ? [node.name] : [])));
}
