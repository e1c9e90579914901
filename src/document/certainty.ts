// How certain a verdict is: what the words, the section and the notebook say of a relation that was judged, gathered for
// the doubts, and proofs that do not show what the text says.

import type { Node } from '../../grammar/tree.js';
import { undecided, type Verdict } from '../prove/verdict.js';
import { hasOpenCases } from './conditionNodes.js';
import { differentiates } from './derivatives.js';
import { tempered } from './doubts.js';
import { exchangesCapitals } from './exchanged.js';
import { isEquation, operationsIn, spannedIn, unsaidBehind } from './ingredients.js';
import { headOf } from './layers.js';
import { isFalseOfAny } from './shortened.js';
import type { SideReader } from './sideReader.js';
import { isPaddedSo } from './signSubscripts.js';
import { hasIndices, namesIn } from './trees.js';
import { errorSign } from './writtenOut.js';

/** The verdict on a relation between `nodes`, or unknown where there is doubt. */
export function asCertain(sides: SideReader, verdict: Verdict, nodes: readonly Node[]): Verdict {
  const { padding } = sides.setting.touched;
  if (verdict.verdict === 'proved' && padding !== undefined && !isPaddedSo(padding, nodes))
    return undecided('what is proved has another padding than the word below the sign says');
  const { notebook } = sides;
  if (verdict.verdict === 'proved' && exchangesCapitals(notebook, nodes))
    return undecided('it is true of numbers; nothing says that its letters are no matrices');
  const head = nodes[0] === undefined ? null : headOf(nodes[0]);
  if (verdict.verdict === 'refuted' && head !== null && notebook.tensor(head)?.either)
    return undecided(`the text has said two things of ${head}`);
  const { circumstances, unreadHypothesis, conditioned, restricted, restrictedInWords, touched } =
    sides.setting;
  const doubtful = conditioned || (restricted && nodes.some(hasIndices));
  return tempered(verdict, {
    particular: !isFalseOfAny(verdict, sides.notebook, nodes),
    equation: sides.setting.first && isEquation(notebook, nodes),
    circumstances,
    unreadHypothesis:
      unreadHypothesis ||
      (restrictedInWords && nodes.some((node) => namesIn(node).size > 0)) ||
      (doubtful && nodes.some(differentiates)),
    supposed: [...sides.supposed, ...(touched.supposed ?? []), ...ofExample(sides, nodes)],
    unsaid: unsaidBehind(
      sides.notebook,
      nodes.flatMap((node) => [...namesIn(node)]),
      new Set(),
    ),
    spanned: spannedIn(sides.notebook, nodes),
    openCases: nodes.some(hasOpenCases),
    otherNumbers: sides.setting.otherNumbers && nodes.every((node) => namesIn(node).size === 0),
    indexed: nodes.some(hasIndices),
    ...operationsIn(sides.notebook, nodes),
  });
}

/** What `\delta_{11}` was taken for, in an example without the layers of which the text says what \delta is. */
function ofExample({ setting }: SideReader, nodes: readonly Node[]): readonly string[] {
  const isRead = setting.written.ofExample && nodes.some((node) => namesIn(node).has(errorSign));
  return isRead ? ['δ_{…} as the errors of the example'] : [];
}
