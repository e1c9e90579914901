// `k = 1, 2, \cdots, K`: a list of values that says what an index ranges over.

import { ReadingError } from '../term/reading.js';
import { definition, type Outcome, unread } from './outcome.js';
import type { SideReader } from './sideReader.js';
import { strays } from './substitutedRanges.js';
import type { Unit } from './units.js';

/** What the run says of its index. */
export function rangeOfRun(sides: SideReader, { name, first, last }: Unit & { kind: 'run' }): Outcome {
  if (name.tag !== 'name') return { verdict: unread('a list of values for something that is not a name') };
  if (last.tag === 'name' && last.name === name.name) {
    const message = `${name.name} runs up to ${name.name} itself: the index has the name of its own limit`;
    return { verdict: { verdict: 'ill-formed', message, at: last.range } };
  }
  try {
    const index = sides.rangeOf(name.name, first, last);
    const { lo, hi } = index;
    // Said in either direction: as m goes up, p = M - m + 1 goes down.
    const wrong =
      lo === null || hi === null
        ? null
        : [strays(sides, name.name, lo, hi, name.range), strays(sides, name.name, hi, lo, name.range)];
    const [up, down] = wrong ?? [];
    if (up != null && down != null) return { verdict: up };
    return {
      verdict: definition(`the range of ${name.name}`),
      notebook: sides.notebook.withoutAlias(name.name).withIndex(index),
    };
  } catch (error) {
    if (!(error instanceof ReadingError)) throw error;
    return { verdict: unread(error.message) };
  }
}
