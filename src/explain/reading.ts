// A side of a claim as a term.

import type { Reading } from '../term/reading.js';
import { type Term, value } from '../term/term.js';

/** The value of an index expression, or the formula that was read. */
export function termOf(reading: Reading): Term {
  return reading.sort === 'index' ? value(reading.poly) : reading.term;
}
