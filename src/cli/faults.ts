// Faults of a text that a person has given: in words, with their place in it.

import { NotationError, placed } from '../../grammar/errors.js';
import { ShapeError } from '../term/env.js';
import { ReadingError } from '../term/reading.js';
import { UserError } from './input.js';

type Fault = abstract new (...args: never) => Error;

/** What `work` gives; what is wrong with the text, or one of the `others`, becomes an error for people. */
export function reading<T>(text: string, work: () => T, others: readonly Fault[] = []): T {
  try {
    return work();
  } catch (error) {
    throw faultOf(text, error, others);
  }
}

/** The error for people that an error is, if the text is at fault, or if it is one of the `others`. */
export function faultOf(text: string, error: unknown, others: readonly Fault[] = []): unknown {
  if (error instanceof ReadingError) return new UserError(placed(text, error.range, error.message));
  const known = [NotationError, ShapeError, ...others].some((kind) => error instanceof kind);
  return known && error instanceof Error ? new UserError(error.message) : error;
}
