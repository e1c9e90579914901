// Equations that introduced a symbol, used again: written out for what stands in its places, and told from others that
// say something else.

import type { Node } from '../../grammar/tree.js';
import { children } from '../term/walk.js';
import { boundNames, namesIn } from './trees.js';

/** An equation that introduced a symbol. */
export interface Saying {
  readonly right: Node;
  /** The names in the open places of the symbol; null where it was said of particular ones. */
  readonly parameters: readonly string[] | null;
  /** By other values of the symbol, as a layer by the one before. */
  readonly inTurn: boolean;
}

/** The right side for what stands in the places; null where a bound name would be taken for another. */
export function instance({ right, parameters }: Saying, places: readonly Node[]): Node | null {
  if (parameters === null) return right;
  const bound = new Set([...boundNames(right), ...differentials(right)]);
  const free = places.flatMap((place) => [...namesIn(place)]);
  if (free.some((name) => bound.has(name)) || parameters.some((name) => bound.has(name))) return null;
  return replaced(right, new Map(places.map((place, i) => [parameters[i] ?? '', place])));
}

/** The tree with nodes in the place of names. */
function replaced<T>(thing: T, by: ReadonlyMap<string, Node>): T {
  if (Array.isArray(thing)) return thing.map((each) => replaced(each, by)) as T;
  if (typeof thing !== 'object' || thing === null) return thing;
  const { tag, name } = thing as { readonly tag?: unknown; readonly name?: unknown };
  const other = tag === 'name' && typeof name === 'string' ? by.get(name) : undefined;
  if (other !== undefined) return other as T;
  return Object.fromEntries(Object.entries(thing).map(([key, value]) => [key, replaced(value, by)])) as T;
}

/** Whether two right sides say the same, up to the names of what they bind; limits may be left out in one of them. */
export function sayTheSame(a: Node, b: Node): boolean {
  if (wording(a, true) === wording(b, true)) return true;
  return [a, b].some(lacksLimits) && wording(a, false) === wording(b, false);
}

/** A formula as a text in which the names of bound indices and of variables of integration do not matter. */
function wording(node: Node, limits: boolean): string {
  const names = new Map([...boundNames(node), ...differentials(node)].map((name, i) => [name, `#${i}`]));
  return JSON.stringify(node, (key, value) => {
    if (key === 'range' || key === 'at') return undefined;
    if (!limits && (key === 'from' || key === 'to')) return undefined;
    const sum = isNode(value) ? linear(value) : null;
    if (sum !== null)
      return [...sum]
        .filter(([, count]) => count !== 0)
        .map(([name, count]) => `${count} ${names.get(name) ?? name}`)
        .sort();
    return key === 'name' && typeof value === 'string' ? (names.get(value) ?? value) : value;
  });
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'tag' in value && 'range' in value;
}

/** A sum of names and whole numbers by its coefficients, `''` for the number; null for any other formula. */
export function linear(node: Node): ReadonlyMap<string, number> | null {
  if (node.tag === 'name') return new Map([[node.name, 1]]);
  if (node.tag === 'number') return /^\d{1,9}$/u.test(node.text) ? new Map([['', Number(node.text)]]) : null;
  const [only] = node.tag === 'group' && node.delimiter === '(' && node.items.length === 1 ? node.items : [];
  if (only !== undefined) return linear(only);
  if (node.tag !== 'sum') return null;
  const total = new Map<string, number>();
  for (const { sign, term } of node.terms) {
    const part = linear(term);
    if (part === null || sign === '+-') return null;
    for (const [name, count] of part)
      total.set(name, (total.get(name) ?? 0) + (sign === '-' ? -count : count));
  }
  return total;
}

function lacksLimits(node: Node): boolean {
  if (node.tag === 'reduction' && node.binders.some(({ from, to, condition }) => !from && !to && !condition))
    return true;
  return children(node).some(lacksLimits);
}

/** The variables of integration: t of `\mathrm d t` at the end of a product. */
export function differentials(node: Node): readonly string[] {
  const factors = node.tag === 'product' ? node.factors.map(({ factor }) => factor) : [];
  const own = factors.flatMap((factor, i) => {
    const next = factors[i + 1];
    return factor.tag === 'name' && factor.name === 'd' && next?.tag === 'name' ? [next.name] : [];
  });
  return [...own, ...children(node).flatMap(differentials)];
}
