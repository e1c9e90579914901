// Hypotheses joined by 或: `当 $k=1$ 或 $k=K$ 时`.

import { or } from '../term/cond.js';
import type { Notebook } from './notebook.js';

/**
 * Two hypotheses joined by 或 are one, that either holds; null when the words join more, or other ones: then nothing is
 * assumed and nothing called false.
 */
export function eitherOf(notebook: Notebook, before: Notebook | null): Notebook | null {
  const added = before === null ? [] : notebook.conditions.slice(before.conditions.length);
  if (before === null || added.length !== 2) return null;
  return notebook.withConditions([...before.conditions, or(added)]);
}
