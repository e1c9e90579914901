// The sides of a relation as a document writes them: a formula, or a tensor shown by its entries, `[y_{kl}]_{K \times L}`.

import type { Node, Range } from '../../grammar/tree.js';
import { namesIn } from './trees.js';

/** The name that a side is, or null. */
export function nameOf(node: Node): string | null {
  return node.tag === 'name' ? node.name : null;
}

/** The name whose entry a side is: y for `y_{kl}`. */
export function entryName(node: Node): string | null {
  return node.tag === 'subscript' ? nameOf(node.base) : null;
}

/** `[y_{kl}]_{K \times L}`: the entry between the brackets and, if stated, the shape. */
export interface Bracket {
  readonly entry: Node;
  readonly shape: readonly Node[] | null;
  readonly range: Range;
}

/** The bracket that a node is, or null: an interval [a, b] is none, nor is a parenthesis [a + b]. */
export function asBracket(node: Node): Bracket | null {
  if (node.tag === 'group' && node.delimiter === '[' && node.items.length === 1) {
    const entry = node.items[0] as Node;
    return entryName(entry) !== null ? { entry, shape: null, range: node.range } : null;
  }
  if (node.tag !== 'subscript') return null;
  const inner = asBracket(node.base);
  const shape = asShape(node.subscripts) ?? (inner === null ? null : asLength(inner.entry, node.subscripts));
  return inner === null || inner.shape !== null || shape === null
    ? null
    : { ...inner, shape, range: node.range };
}

/** `I` of `[x_i]_I`, 5 of `[x_i]_5`, an entry with one subscript; a small letter would be a subscript again, but for n. */
function asLength(entry: Node, nodes: readonly Node[]): readonly Node[] | null {
  const [only] = nodes;
  const single =
    entry.tag === 'subscript' && entry.subscripts.length === 1 && nameOf(entry.subscripts[0] as Node);
  if (!single || only === undefined || nodes.length !== 1) return null;
  if (only.tag === 'number' && /^[1-9]\d*$/.test(only.text)) return [only];
  const names = [...namesIn(only)];
  return names.length > 0 && names.every((name) => /^\p{Lu}|^n$/u.test(name) && name !== single)
    ? [only]
    : null;
}

/** `I \times J` of the space of numbers `\mathbb{R}^{I \times J}`; null for anything else. */
export function asSpace(node: Node): readonly Node[] | null {
  if (node.tag !== 'superscript' || !/^[RZNQ]$/u.test(nameOf(node.base) ?? '')) return null;
  const { superscript } = node;
  return asShape([superscript]) ?? (superscript.tag === 'product' ? null : [superscript]);
}

/** `I \times J` -> [I, J]; null for anything else. */
export function asShape(nodes: readonly Node[]): readonly Node[] | null {
  const [only] = nodes;
  if (nodes.length !== 1 || only === undefined || only.tag !== 'product') return null;
  const dims: Node[][] = [[]];
  for (const { operator, factor } of only.factors) {
    if (operator === 'times') dims.push([]);
    else if (operator !== '') return null;
    (dims.at(-1) as Node[]).push(factor);
  }
  if (dims.length < 2) return null;
  return dims.map((factors) => {
    const [first] = factors;
    if (factors.length === 1 && first !== undefined) return first;
    return {
      tag: 'product',
      range: only.range,
      factors: factors.map((factor) => ({ operator: '' as const, factor })),
    };
  });
}

/** The names of a generic entry's subscripts, `y_{kl}` -> ['k', 'l']; a literal 1 stands for a dimension of size 1. */
export function genericSubscripts(subscripts: readonly Node[]): readonly (string | null)[] | null {
  const names = subscripts.map((s) =>
    s.tag === 'name' ? s.name : s.tag === 'number' && s.text === '1' ? null : undefined,
  );
  if (names.includes(undefined)) return null;
  const given = names.filter((n) => n !== null);
  return new Set(given).size === given.length && given.length > 0
    ? (names as readonly (string | null)[])
    : null;
}
