// Where derivatives are hidden.

import type { Env } from './env.js';
import { isPoly, type Term } from './term.js';

/** Whether a derivative occurs in a term, or in the definitions behind it. Operations have none in theirs. */
export function hasDerivative(env: Env, term: Term, seen = new Set<string>()): boolean {
  const within = (part: Term): boolean => hasDerivative(env, part, seen);
  switch (term.tag) {
    case 'diff':
      return true;
    case 'add':
    case 'mul':
    case 'apply':
      return term.args.some(within);
    case 'pow':
      return within(term.base);
    case 'line':
    case 'reduce':
      return within(term.body);
    case 'entry':
      return within(term.tensor);
    case 'op':
      return term.args.some((arg) => !isPoly(arg) && within(arg));
    case 'matrix':
      return term.rows.flat().some(within);
    case 'tensor': {
      const body = seen.has(term.name) ? undefined : env.tensors.get(term.name)?.definition?.body;
      seen.add(term.name);
      return body !== undefined && within(body);
    }
    case 'value':
    case 'reciprocal':
    case 'iverson':
      return false;
  }
}
