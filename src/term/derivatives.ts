// Where derivatives are hidden.

import type { Env } from './env.js';
import { partsOf } from './parts.js';
import type { Term } from './term.js';

/** Whether a derivative occurs in a term, or in the definitions behind it. Operations have none in theirs. */
export function hasDerivative(env: Env, term: Term, seen = new Set<string>()): boolean {
  const within = (part: Term): boolean => hasDerivative(env, part, seen);
  if (term.tag === 'diff') return true;
  if (term.tag !== 'tensor') return partsOf(term).some(within);
  const body = seen.has(term.name) ? undefined : env.tensors.get(term.name)?.definition?.body;
  seen.add(term.name);
  return body !== undefined && within(body);
}
