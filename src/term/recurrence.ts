// Recurrences: definitions that use earlier entries of what they define.

import { partsOf } from './parts.js';
import { integerValue, sub, variable } from './poly.js';
import type { Term } from './term.js';

/**
 * What is wrong with how the definition of `name` uses the tensor itself: not as an entry, or at an entry whose subscript
 * number `along` is not index - c for some constant c ≥ 1. null where nothing is.
 */
export function selfReference(name: string, body: Term, index: string, along: number): string | null {
  const step = `${name} is defined by earlier entries of its own, ${index} - 1, ${index} - 2, …, and by nothing else of it`;
  const visit = (term: Term): string | null => {
    switch (term.tag) {
      case 'entry': {
        const at = term.at[along];
        if (term.tensor.tag !== 'tensor') return visit(term.tensor);
        if (term.tensor.name !== name) return null;
        const back = at === undefined ? null : integerValue(sub(variable(index), at));
        return back !== null && back >= 1n ? null : step;
      }
      case 'line':
        return term.name === index ? `${index} is bound again` : visit(term.body);
      case 'reduce':
        return term.binders.some((b) => b.name === index) ? `${index} is bound again` : visit(term.body);
      case 'diff':
        // By which tensors an entry is differentiated that is not yet defined would be a question of its own.
        return `a derivative in the recurrence of ${name}`;
      case 'tensor':
        return term.name === name ? step : null;
      default:
        return first(partsOf(term), visit);
    }
  };
  return visit(body);
}

function first<T>(items: readonly T[], problem: (item: T) => string | null): string | null {
  for (const item of items) {
    const found = problem(item);
    if (found !== null) return found;
  }
  return null;
}
