// What a term is made of, for walks that treat most kinds of terms alike.

import { isPoly, type Tensor, type Term } from './term.js';

/** The terms directly inside, from left to right: factors, summands, arguments, the body of a sum, the tensor of an entry. */
export function partsOf(term: Term): readonly Term[] {
  switch (term.tag) {
    case 'entry':
      return [term.tensor];
    case 'add':
    case 'mul':
    case 'apply':
      return term.args;
    case 'pow':
      return [term.base];
    case 'diff':
      return [term.of];
    case 'line':
    case 'reduce':
      return [term.body];
    case 'op':
      return term.args.filter((arg): arg is Tensor => !isPoly(arg));
    case 'matrix':
      return term.rows.flat();
    case 'value':
    case 'reciprocal':
    case 'iverson':
    case 'tensor':
      return [];
  }
}

/** The term and all terms inside it, a term before its parts. */
export function* allParts(term: Term): Generator<Term> {
  yield term;
  for (const part of partsOf(term)) yield* allParts(part);
}
