// What a formula depends on.

import type { Env } from './env.js';
import { partsOf } from './parts.js';
import type { Term } from './term.js';

/** Whether a tensor occurs in a term, or in the definitions behind it; of derivatives that is not looked at, but assumed. */
export function dependsOn(env: Env, term: Term, name: string, seen = new Set<string>()): boolean {
  const within = (part: Term): boolean => dependsOn(env, part, name, seen);
  if (term.tag === 'diff') return true;
  if (term.tag !== 'tensor') return partsOf(term).some(within);
  if (term.name === name) return true;
  const body = seen.has(term.name) ? undefined : env.tensors.get(term.name)?.definition?.body;
  seen.add(term.name);
  return body !== undefined && within(body);
}
