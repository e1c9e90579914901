// What a sentence assumes: after 当, when, if, for.

import { printNode } from '../../grammar/print.js';
import type { Node } from '../../grammar/tree.js';
import { elaborateCondition } from '../term/condition.js';
import { namesOf } from '../term/poly.js';
import { isNumberOfThings, withGiven } from './givens.js';
import { definition, type Outcome, unread } from './outcome.js';
import type { SideReader } from './sideReader.js';
import { nameOf } from './sides.js';
import { namesIn } from './trees.js';

/** Whether a condition is one on indices: those that the text has, or a small letter of which it has said nothing. */
export function isOnIndices(sides: SideReader, nodes: readonly Node[]): boolean {
  return nodes.some((node) =>
    [...namesIn(node)].some((name) => sides.isLetter(name) || mayBeLetter(sides, name)),
  );
}

function mayBeLetter({ notebook, setting }: SideReader, name: string): boolean {
  const isSaid = notebook.knows(name) || notebook.spoken.has(name) || notebook.functions.has(name);
  return /^\p{Ll}$/u.test(name) && !isSaid && !setting.written.numbers.has(name);
}

/** `i \in [k, k+M-1]` or `k < M` after 当: a condition on indices until the sentence ends. */
export function assumeOf(sides: SideReader, condition: Node): Outcome {
  const fresh = [...namesIn(condition)].filter((name) => mayBeLetter(sides, name));
  const notebook = sides.notebook.withLetters(fresh);
  sides.on(notebook);
  // It is about the name, whatever that abbreviates: a formula may let the name stand for all subscripts.
  const names = sides.names([...notebook.aliases.keys()]);
  const native = sides.native(condition);
  return {
    verdict: definition('a hypothesis for what follows in the sentence'),
    reading: printNode(native),
    notebook: notebook.withCondition(elaborateCondition(names, native)),
  };
}

/** `m = 1` after 当, `M = N = 2` after "for": until the sentence ends, m is 1. */
export function assume(sides: SideReader, left: Node, right: Node): Outcome {
  const { notebook } = sides;
  const name = nameOf(left);
  if (name === null || notebook.tensor(name) !== null)
    return { verdict: unread('a hypothesis that is not of the form name = value') };
  const known = sides.isLetter(name) || notebook.aliases.has(name) || notebook.sizes.has(name);
  const isNew = !notebook.spoken.has(name) && !notebook.functions.has(name);
  if (!known && !(isNew && /^\p{L}$/u.test(name) && right.tag === 'number'))
    return { verdict: unread(`the text does not say what ${name} is`) };
  const poly = sides.index(right);
  if (namesOf(notebook.resolved(poly)).has(name))
    return { verdict: unread(`${name} on both sides of a hypothesis`) };
  return {
    verdict: definition('a hypothesis for what follows in the sentence'),
    notebook:
      isNumberOfThings(name) || notebook.sizes.has(name)
        ? withGiven(notebook, name, { poly, manner: 'hypothesis', line: sides.setting.line })
        : right.tag === 'number'
          ? notebook.withNumber(name, poly)
          : notebook.withAlias(name, poly),
  };
}
