// What a layer does to every entry: `a_{ij} = f(z_{ij})`, with a function of which nothing is known. Then a has the shape of
// Z, and f' is the derivative of f.

import type { Node } from '../../grammar/tree.js';
import { isName } from '../term/env.js';
import { splitSubscripts } from './normalise.js';
import { definition, type Outcome } from './outcome.js';
import type { SideReader } from './sideReader.js';
import { entryName, genericSubscripts, nameOf } from './sides.js';

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
