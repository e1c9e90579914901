// The tensors of a term.

import { isPoly, type Tensor, type Term, tensor as tensorNamed } from './term.js';

/** Every tensor that occurs in a term, nested ones included. */
export function tensorsIn(term: Term, visit: (tensor: Tensor) => void): void {
  switch (term.tag) {
    case 'entry':
      tensorsIn(term.tensor, visit);
      break;
    case 'add':
    case 'mul':
    case 'apply':
      for (const arg of term.args) tensorsIn(arg, visit);
      break;
    case 'pow':
      tensorsIn(term.base, visit);
      break;
    case 'diff':
      visit(tensorNamed(term.tensor));
      tensorsIn(term.of, visit);
      break;
    case 'line':
    case 'reduce':
      tensorsIn(term.body, visit);
      break;
    case 'tensor':
      visit(term);
      break;
    case 'op':
      visit(term);
      for (const arg of term.args) if (!isPoly(arg)) tensorsIn(arg, visit);
      break;
    case 'matrix':
      visit(term);
      for (const cell of term.rows.flat()) tensorsIn(cell, visit);
      break;
    case 'value':
    case 'reciprocal':
    case 'iverson':
      break;
  }
}
