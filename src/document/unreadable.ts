// Why a relation could not be read, in words for people.

import type { Node } from '../../grammar/tree.js';
import type { Verdict } from '../prove/verdict.js';
import { ShapeError } from '../term/env.js';
import { ReadingError } from '../term/reading.js';
import { writtenName } from './layers.js';
import { unread } from './outcome.js';
import type { SideReader } from './sideReader.js';

/** What is said of a relation that could not be read. Faults of the program itself pass for unread, too. */
export function unreadable(sides: SideReader, error: unknown, right: Node): Verdict {
  if (error instanceof ShapeError) return unread(error.message);
  if (!(error instanceof ReadingError)) {
    const what = error instanceof Error ? error.message : String(error);
    return unread(`internal error (${what}); please report it`);
  }
  const { undeclared } = error;
  if (undeclared !== null && !sides.isLetter(undeclared))
    return unread(`the text does not say what ${writtenName(undeclared)} is`);
  if (undeclared !== null) return sides.strayed(undeclared, true, right);
  if (error.kind === 'ill-formed' && error.inItself) return { verdict: 'ill-formed', message: error.message };
  return unread(error.message);
}
