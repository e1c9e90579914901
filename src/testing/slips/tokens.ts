// Slips of one token in the formula as it was written: the edits by which repairs of false claims are looked for.

import type { Node } from '../../../grammar/tree.js';
import type { Formula } from '../../compute/formula.js';
import { type Edit, edited, type Lexicon, sites, namesIn as wordsIn } from '../../prove/repair/edit.js';
import { exchanges } from '../../prove/repair/exchanges.js';
import { reworkings } from '../../prove/repair/reworkings.js';
import { namesIn } from '../../term/context.js';
import { elaborate } from '../../term/elaborate.js';
import { ShapeError } from '../../term/env.js';
import { asScalar, ReadingError } from '../../term/reading.js';
import { showScalar } from '../../term/show.js';
import { freeNames } from '../../term/subst.js';
import { unmarked, type Written, writtenOut } from '../subject.js';
import type { Slip } from './slip.js';

const mostEdits = 1500;

/** The likeliest first. Of a side that is a tensor there are none: what is not an entry is not read again. */
export function* tokenSlips(formula: Formula, { node, source }: Written): Generator<Slip> {
  const names = namesIn(formula.context);
  const known = new Set([...formula.env.sizes, ...formula.indices]);
  for (const edit of editsOf(formula, node, source)) {
    try {
      const body = asScalar(elaborate(names, edited(node, edit)), node.range);
      if ([...freeNames(body)].some((name) => !known.has(name))) continue;
      yield {
        says: `what was computed is ${unmarked(showScalar(body))}`,
        formula: { ...formula, body: writtenOut(formula.env, body) },
      };
    } catch (error) {
      if (!(error instanceof ReadingError || error instanceof ShapeError)) throw error;
    }
  }
}

function editsOf(formula: Formula, node: Node, source: string): readonly Edit[] {
  const lexicon = lexiconOf(formula, node);
  const words = wordsIn(node);
  const edits: Edit[] = [];
  for (const site of sites(node))
    edits.push(...exchanges(site, lexicon, source), ...reworkings(site, lexicon, source, words, []));
  return edits.sort((a, b) => a.cost - b.cost).slice(0, mostEdits);
}

function lexiconOf({ env, indices }: Formula, node: Node): Lexicon {
  return {
    indices: new Set(indices),
    sizes: new Set(env.sizes),
    ranks: new Map(
      [...env.tensors.values()]
        .filter(({ definition }) => definition === null)
        .map(({ name, dims }) => [name, dims.length] as const),
    ),
    near: wordsIn(node),
    functions: new Map(),
    alternatives: () => [],
    notation: 'native',
  };
}
