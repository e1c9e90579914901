// `i \in [0, H-1]` beside a formula: what a letter for subscripts runs over.

import type { Node, RelationOperator } from '../../grammar/tree.js';
import { ReadingError } from '../term/reading.js';
import { definition, type Outcome } from './outcome.js';
import { endsOf } from './ranges.js';
import type { SideReader } from './sideReader.js';
import { between } from './substitutedRanges.js';

/** What it says; null where the letter may be something else than a subscript, a number between 0 and 1. */
export function rangeSaid(
  sides: SideReader,
  left: Node,
  operator: RelationOperator,
  right: Node,
): Outcome | null {
  const ends = operator === 'in' ? endsOf(right) : null;
  if (ends === null || left.tag !== 'name' || sides.setting.hypothesis) return null;
  const { name } = left;
  const isNew = /^[i-nu-vp-t]'*$/u.test(name) && !sides.notebook.knows(name);
  const stands = sides.notebook.aliases.has(name);
  if (!sides.isLetter(name) && !isNew && !stands) return null;
  const verdict = definition(`the range of ${name}`);
  try {
    const index = sides.rangeOf(name, ends.from, ends.to);
    const { lo, hi } = index;
    const claimed = lo === null || hi === null ? null : between(sides, name, lo, hi, left.range);
    if (claimed !== null) return { verdict: claimed };
    if (stands) return null;
    return { verdict, notebook: sides.notebook.withoutAlias(name).withIndex(index) };
  } catch (error) {
    if (!(error instanceof ReadingError)) throw error;
    // It is a range all the same, which what is said of the letter may rest on.
    return { verdict, assumption: true };
  }
}
