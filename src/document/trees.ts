// Small walks over surface trees.

import type { Node, Range } from '../../grammar/tree.js';
import { children } from '../term/walk.js';

/** The names in a tree, bound ones included. */
export function namesIn(node: Node): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (n: Node): void => {
    if (n.tag === 'name') names.add(n.name);
    else for (const child of children(n)) visit(child);
  };
  visit(node);
  return names;
}

/** The names that carry subscripts somewhere in a tree. */
export function subscriptedNames(node: Node): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (n: Node): void => {
    if (n.tag === 'subscript' && n.base.tag === 'name') names.add(n.base.name);
    for (const child of children(n)) visit(child);
  };
  visit(node);
  return names;
}

/** Where a name first stands in a tree. */
export function placeOf(name: string, node: Node): Range | null {
  if (node.tag === 'name') return node.name === name ? node.range : null;
  for (const child of children(node)) {
    const found = placeOf(name, child);
    if (found !== null) return found;
  }
  return null;
}

/** The product signs in a tree. */
export function signsIn(node: Node): ReadonlySet<string> {
  const signs = new Set<string>();
  const visit = (n: Node): void => {
    if (n.tag === 'product') for (const { operator } of n.factors) if (operator !== '') signs.add(operator);
    for (const child of children(n)) visit(child);
  };
  visit(node);
  return signs;
}

/** Names bound by sums anywhere in a tree. */
export function boundNames(node: Node): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (n: Node): void => {
    if (n.tag === 'reduction') for (const b of n.binders) names.add(b.name);
    for (const child of children(n)) visit(child);
  };
  visit(node);
  return names;
}

/** The limits of sums and their like. */
export function limitsIn(node: Node): readonly Node[] {
  const own =
    node.tag === 'reduction'
      ? node.binders.flatMap(({ from, to, condition }) => [from, to, condition].filter((n) => n !== null))
      : [];
  return [...own, ...children(node).flatMap(limitsIn)];
}

/** Whether a name occurs in limits, and only there: `\sum_{m=1}^{k}`. */
export function isLimitOnly(name: string, node: Node): boolean {
  const count = (n: Node): number => (n.tag === 'name' ? +(n.name === name) : sum(children(n).map(count)));
  const inLimits = sum(limitsIn(node).map(count));
  return inLimits > 0 && inLimits === count(node);
}

/** Whether a name occurs in subscripts and in limits of sums alone, if at all: an index, and no number. */
export function isSubscriptOnly(name: string, node: Node): boolean {
  if (node.tag === 'name') return node.name !== name;
  if (node.tag === 'subscript') return isSubscriptOnly(name, node.base);
  if (node.tag === 'reduction') return isSubscriptOnly(name, node.body);
  return children(node).every((child) => isSubscriptOnly(name, child));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}

/** Whether an entry has a letter in a subscript, which speaks of more than one entry. */
export function hasIndices(node: Node): boolean {
  if (node.tag === 'subscript' && node.subscripts.some((s) => namesIn(s).size > 0)) return true;
  return children(node).some(hasIndices);
}

/** Upper bounds of sums that are numbers of at least 2. */
export function numericBounds(node: Node): readonly number[] {
  const found: number[] = [];
  const visit = (n: Node): void => {
    if (n.tag === 'reduction')
      for (const b of n.binders)
        if (b.to?.tag === 'number' && Number(b.to.text) >= 2) found.push(Number(b.to.text));
    for (const child of children(n)) visit(child);
  };
  visit(node);
  return found;
}

/** The same node with other children; nodes without children are returned as they are. */
export function mapChildren<T extends Node>(node: T, map: (child: Node) => Node): T;
export function mapChildren(node: Node, map: (child: Node) => Node): Node {
  switch (node.tag) {
    case 'sum':
      return { ...node, terms: node.terms.map((t) => ({ ...t, term: map(t.term) })) };
    case 'product':
      return { ...node, factors: node.factors.map((f) => ({ ...f, factor: map(f.factor) })) };
    case 'power':
      return { ...node, base: map(node.base), exponent: map(node.exponent) };
    case 'group':
      return { ...node, items: node.items.map(map) };
    case 'subscript':
      return { ...node, base: map(node.base), subscripts: node.subscripts.map(map) };
    case 'superscript':
      return { ...node, base: map(node.base), superscript: map(node.superscript) };
    case 'reduction':
      return { ...node, body: map(node.body) };
    case 'guard':
      return { ...node, body: map(node.body) };
    case 'matrix':
      return { ...node, rows: node.rows.map((row) => row.map(map)) };
    case 'fraction':
      return { ...node, numerator: map(node.numerator), denominator: map(node.denominator) };
    default:
      return node;
  }
}

/** The same node with other children, the limits of sums, conditions and cases among them. */
export function mapNode(node: Node, map: (child: Node) => Node): Node {
  const inner = mapChildren(node, map);
  const maybe = (child: Node | null): Node | null => (child === null ? null : map(child));
  switch (inner.tag) {
    case 'reduction': {
      const binders = inner.binders.map((b) => ({
        ...b,
        from: maybe(b.from),
        to: maybe(b.to),
        condition: maybe(b.condition),
      }));
      return { ...inner, binders };
    }
    case 'guard':
      return { ...inner, conditions: inner.conditions.map(map) };
    case 'cases': {
      const arms = inner.arms.map(({ value, conditions }) => ({
        value: map(value),
        conditions: conditions === 'otherwise' ? conditions : conditions.map(map),
      }));
      return { ...inner, arms };
    }
    case 'relation': {
      const rest = inner.rest.map((step) => ({ ...step, right: map(step.right) }));
      return { ...inner, first: maybe(inner.first), rest };
    }
    case 'logic':
    case 'command':
      return { ...inner, args: inner.args.map(map) };
    default:
      return inner;
  }
}
