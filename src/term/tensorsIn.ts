// The tensors of a term.

import { partsOf } from './parts.js';
import { isTensor, type Tensor, type Term, tensor as tensorNamed } from './term.js';

/** Every tensor that occurs in a term, nested ones included. */
export function tensorsIn(term: Term, visit: (tensor: Tensor) => void): void {
  if (isTensor(term)) visit(term);
  else if (term.tag === 'diff') visit(tensorNamed(term.tensor));
  for (const part of partsOf(term)) tensorsIn(part, visit);
}
