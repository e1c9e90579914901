import { NotationError } from '../../grammar/errors.js';

/** The syntax error that reading ends in; reading without one is itself an error. */
export function failure(read: () => unknown): NotationError {
  try {
    read();
  } catch (error) {
    if (error instanceof NotationError) return error;
    throw error;
  }
  throw new Error('this was accepted');
}
