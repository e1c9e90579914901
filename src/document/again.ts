// Letters that a text uses again: y of `y_t = \sum_k w_k x_{t-k+1}` in one dimension and of `y_{ij} = …` in two, or y for the
// convolution first and for the correlation then. What was said before is said of another y.

import type { Node } from '../../grammar/tree.js';
import { undecided, type Verdict } from '../prove/verdict.js';
import { children } from '../term/walk.js';
import type { Introduction } from './introduce.js';
import { splitSubscripts } from './normalise.js';
import type { Notebook } from './notebook.js';
import type { Outcome } from './outcome.js';
import type { SideReader } from './sideReader.js';
import { entryName, genericSubscripts } from './sides.js';
import { limitsIn, namesIn } from './trees.js';

/**
 * The notebook without what is known of the letters in an equation, where they have another number of subscripts now. Where
 * one at the right has, the left side is defined anew, if only a formula has said what it is.
 */
export function withoutOtherRanks(notebook: Notebook, left: Node, right: Node): Notebook {
  if (hasOtherRank(notebook, left)) return forgotten(notebook, [left, right]);
  const known = notebook.tensor(entryName(left) ?? '');
  const kept = known?.inferred === undefined ? notebook : forgotten(notebook, [right]);
  return known === null || kept === notebook ? notebook : kept.withoutTensor(known.name);
}

function forgotten(notebook: Notebook, nodes: readonly Node[]): Notebook {
  return nodes.reduce((kept, node) => {
    const known = hasOtherRank(kept, node) ? kept.withoutTensor(entryName(node) ?? '') : kept;
    return forgotten(known, children(node));
  }, notebook);
}

/** Whether an entry has not as many subscripts as the formula with it from which the shape was taken. */
function hasOtherRank(notebook: Notebook, node: Node): boolean {
  if (node.tag !== 'subscript') return false;
  const known = notebook.tensor(entryName(node) ?? '');
  if (known?.inferred === undefined || known.dims === null) return false;
  const apart = splitSubscripts(node.subscripts, null);
  return apart.length !== known.dims.length && (genericSubscripts(apart) !== null || apart.length > 1);
}

/**
 * The notebook in which letters that limit a sum count something, k of `\sum_{m=1}^{k}`, though they were indices before;
 * not where they are subscripts of the same equation.
 */
export function withLimitsAsSizes(notebook: Notebook, left: Node, right: Node): Notebook {
  const subscripts = new Set([left, right].flatMap(subscriptNames));
  const names = new Set(limitsIn(right).flatMap((limit) => [...namesIn(limit)]));
  const limits = [...names].filter(
    (name) => notebook.indices.get(name)?.lo === null && !notebook.aliases.has(name) && !subscripts.has(name),
  );
  return limits.length === 0 ? notebook : notebook.without(limits);
}

function subscriptNames(node: Node): readonly string[] {
  const own = node.tag === 'subscript' ? node.subscripts.flatMap((s) => [...namesIn(s)]) : [];
  return [...own, ...children(node).flatMap(subscriptNames)];
}

/**
 * `y_{ij} = …` twice, where the words before the second say of which operation it is the result: y is what the text
 * speaks of now. Null where nothing says so.
 */
export function otherResult(
  introduction: Introduction,
  left: Node,
  right: Node,
  verdict: Verdict,
): Outcome | null {
  const { sides } = introduction;
  const known = sides.notebook.tensor(entryName(left) ?? '');
  const { result, first, concluded, assuming } = sides.setting;
  if (verdict.verdict !== 'refuted' || !result || !first || concluded || assuming) return null;
  if (known?.definition?.form !== 'entries' || left.tag !== 'subscript') return null;
  const before = withoutResult(sides.notebook, known.name, right);
  sides.on(known.inferred === undefined ? before.withTensor({ ...known, definition: null }) : before);
  const anew = introduction.defineEntries(left, right) ?? introduction.defineByInference(left, right);
  if (anew?.verdict.verdict === 'definition') return anew;
  return { verdict: undecided(`${known.name} was the result of another operation before`), notebook: before };
}

/** The notebook before a result was said of an operation; shapes that its formula implied are not those of the next one. */
function withoutResult(notebook: Notebook, name: string, right: Node): Notebook {
  return [...namesIn(right)].reduce(
    (kept, other) => (kept.tensor(other)?.inferred === undefined ? kept : kept.withoutTensor(other)),
    notebook.withoutTensor(name),
  );
}

/** The notebook in which the result of another operation can be read, where the words speak of one; else null. */
export function beforeOtherResult(
  { notebook, setting }: SideReader,
  left: Node,
  right: Node,
): Notebook | null {
  const known = notebook.tensor(entryName(left) ?? '');
  const { result, first, concluded, assuming } = setting;
  if (!result || !first || concluded || assuming || known?.inferred === undefined) return null;
  return withoutResult(notebook, known.name, right);
}
