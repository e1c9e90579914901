// Verdicts where cases of sizes are or were spoken of: what is proved with M = N says so, and what is false without a case
// that the text has left may still be said of it.

import type { Node } from '../../grammar/tree.js';
import { undecided, type Verdict } from '../prove/verdict.js';
import { children } from '../term/walk.js';
import { ofGivenCase, remembering } from './givens.js';
import type { Notebook } from './notebook.js';
import type { Judged } from './relation.js';
import { generalises, isInGeneral, quantified, type Sentence } from './sentence.js';
import { namesIn } from './trees.js';

/**
 * The judgement of a relation between `nodes` that names the cases it is of; `again` judges it in another notebook.
 * A sentence that speaks of all cases does not speak of those before.
 */
export function recalled(
  judged: Judged,
  notebook: Notebook,
  nodes: readonly Node[],
  sentence: Sentence,
  unread: boolean,
  again: (notebook: Notebook) => Judged,
): Judged {
  const verdict = ofGivenCase(judged.verdict, judged.notebook, nodes);
  const every =
    verdict.verdict === 'proved' ? quantified(sentence).find((name) => isNumeric(notebook, name)) : undefined;
  if (every !== undefined)
    return {
      ...judged,
      verdict: undecided(`said of every ${every}; it is true of the one with the values above`),
    };
  const isOfCase = verdict.verdict === 'proved' && verdict !== judged.verdict;
  if (isOfCase && unread)
    return { ...judged, verdict: undecided(`true with ${verdict.scope}; what else is assumed was not read`) };
  if (isOfCase && (isInGeneral(sentence) || quantified(sentence).some((name) => notebook.given.has(name))))
    return { ...judged, verdict: undecided(`said in general; it is true with ${verdict.scope}`) };
  const general = generalises(sentence);
  const numbers = isOfNumbers(notebook, nodes);
  if (!isOpen(verdict, numbers) || (general && !numbers)) return { ...judged, verdict };
  const remembered = remembering(notebook);
  if (remembered === null) return { ...judged, verdict };
  const other = ofGivenCase(again(remembered).verdict, remembered, nodes);
  if (other.verdict !== 'proved' || other.scope === undefined) return { ...judged, verdict };
  // An example goes on; a remark, "when $M = 1$ it is as long", does not.
  const isNumber = nodes.some(({ tag }) => tag === 'number');
  if (numbers && (isNumber || isOfExample(notebook))) return { ...judged, verdict: other, repair: null };
  const reason = `false for other sizes, true with ${other.scope}, of which the text speaks before`;
  return { ...judged, verdict: undecided(reason), repair: null };
}

/** Whether the cases that have passed were those of an example. */
function isOfExample({ lapsed, given }: Notebook): boolean {
  return [...lapsed].every(
    ([name, { manner }]) => given.has(name) || manner === 'paragraph' || manner === 'lasting',
  );
}

/** Whether a name is that of a matrix of numbers. */
function isNumeric(notebook: Notebook, name: string): boolean {
  const given = notebook.tensor(name)?.definition;
  return given?.form === 'tensor' && given.term.tag === 'matrix';
}

function isOpen({ verdict }: Verdict, numbers: boolean): boolean {
  return verdict === 'refuted' || verdict === 'ill-formed' || (numbers && verdict === 'unknown');
}

/** `K = 3`, `y_{11} = w_{11} x_{11} + w_{12} x_{12}`: said of particular sizes, if of any. */
function isOfNumbers(notebook: Notebook, nodes: readonly Node[]): boolean {
  if (nodes.some(({ tag }) => tag === 'number')) return nodes.every((node) => !hasLetters(notebook, node));
  return nodes.every((node) => !hasLetters(notebook, node, true)) && nodes.some(hasNumberedEntry);
}

/** Whether a formula names an index, or perhaps a size. */
function hasLetters(notebook: Notebook, node: Node, sizes = false): boolean {
  return [...namesIn(node)].some(
    (name) =>
      notebook.tensor(name) === null &&
      (notebook.indices.has(name) || (sizes && (notebook.sizes.has(name) || notebook.lapsed.has(name)))),
  );
}

function hasNumberedEntry(node: Node): boolean {
  const own = node.tag === 'subscript' && node.subscripts.every((each) => isNumbered(each));
  return own || children(node).some(hasNumberedEntry);
}

function isNumbered(node: Node): boolean {
  return (
    node.tag === 'number' ||
    (node.tag !== 'name' && children(node).length > 0 && children(node).every(isNumbered))
  );
}
