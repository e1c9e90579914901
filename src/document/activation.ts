// What a layer does to every entry: `a_{ij} = f(z_{ij})`, with a function of which nothing is known. Then a has the shape of
// Z, and f' is the derivative of f.

import type { Node } from '../../grammar/tree.js';
import { isName } from '../term/env.js';
import { type Equation, isOfLayer, layered } from './layers.js';
import { splitSubscripts } from './normalise.js';
import { definition, type Outcome } from './outcome.js';
import type { SideReader } from './sideReader.js';
import { entryName, genericSubscripts, nameOf } from './sides.js';
import { mapNode } from './trees.js';

/** What `left = right` defines, where the right side is a new function of an entry and the left one is new. */
export function defineActivated(sides: SideReader, left: Node, right: Node): Outcome | null {
  const [fn, argument] = application(right) ?? [];
  const owner = entryName(left);
  const { notebook, setting } = sides;
  if (fn === undefined || argument === undefined || owner === null || setting.assuming) return null;
  const given = notebook.tensor(entryName(argument) ?? '');
  const dims = given === null ? null : sides.shapeOfKnown(given.name);
  if (given === null || dims === null || given.written !== undefined) return null;
  if (notebook.knows(owner) || notebook.isContested(owner) || !isFree(sides, fn)) return null;
  const [own, theirs] = [left, argument].map((node) =>
    node.tag === 'subscript' ? genericSubscripts(splitSubscripts(node.subscripts, dims.length)) : null,
  );
  const indices = (own ?? []).filter((index) => index !== null);
  if (indices.length !== dims.length || own?.join() !== theirs?.join()) return null;
  sides.on(notebook.withApplied(fn, given.name));
  const body = sides.scalar(right, indices);
  const inferred = given.inferred === undefined ? {} : { inferred: given.inferred };
  const fact = { name: owner, dims, definition: { form: 'entries' as const, indices, body }, ...inferred };
  return {
    verdict: definition(`defines the entries of ${owner}; ${fn} is any function`),
    notebook: sides.notebook.withTensor(fact).withLetters(indices),
  };
}

/**
 * The same of the entries where `A^l = \sigma(Z^l)` is said of whole layers, and the entries of z^l are known: `a^l_{ij} = \sigma(z^l_{ij})`.
 * Null for another equation.
 */
export function activatedEntries({ notebook }: SideReader, left: Node, right: Node): Equation | null {
  const [own, whole] = layered([left, right].map(inSmallLetters)) as [Node, Node];
  const [fn, argument] = application(whole) ?? [];
  const name = nameOf(own);
  const given = argument === undefined ? null : notebook.tensor(nameOf(argument) ?? '');
  if (fn === undefined || argument === undefined || name === null || !isOfLayer(name)) return null;
  if (given?.definition?.form !== 'entries' || notebook.tensor(name) !== null) return null;
  const { indices } = given.definition;
  const entryOf = (base: Node): Node => ({
    tag: 'subscript',
    base,
    subscripts: indices.map((index) => ({ tag: 'name', name: index, range: base.range })),
    range: base.range,
  });
  const within = (node: Node): Node =>
    node === argument ? entryOf(node) : mapNode(node, (child) => within(child));
  return { left: entryOf(own), right: within(whole) };
}

/** The same with small letters for the capitals of layers, z^l for `Z^l`. */
function inSmallLetters(node: Node): Node {
  const { base } = node.tag === 'superscript' ? node : {};
  if (node.tag !== 'superscript' || base?.tag !== 'name') return mapNode(node, inSmallLetters);
  return /^\p{Lu}$/u.test(base.name) ? { ...node, base: { ...base, name: base.name.toLowerCase() } } : node;
}

/** f and its argument. */
function application(node: Node): readonly [string, Node] | null {
  if (node.tag !== 'product' || node.factors.length !== 2) return null;
  const [fn, group] = node.factors.map(({ factor }) => factor);
  const name = fn === undefined ? null : nameOf(fn);
  const [argument, ...more] = group?.tag === 'group' && group.delimiter === '(' ? group.items : [];
  return name === null || argument === undefined || more.length > 0 || node.factors[1]?.operator !== ''
    ? null
    : [name, argument];
}

/** Whether a name may be that of a function: it has no meaning yet, but perhaps that of one. */
function isFree({ notebook }: SideReader, name: string): boolean {
  const { env } = notebook.context();
  const operation = [...env.ops.values()].some(({ symbol }) => symbol === name);
  return isName(name) && !notebook.knows(name) && !env.sizes.has(name) && !operation;
}
