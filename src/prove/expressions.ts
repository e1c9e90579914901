// The index expressions of a formula: coefficients, subscripts, bounds, conditions, arguments of operations.

import type { Cond } from '../term/cond.js';
import { partsOf } from '../term/parts.js';
import type { Poly } from '../term/poly.js';
import { isPoly, type Term } from '../term/term.js';

/** All of them, each as often as it occurs. */
export function* indexExpressions(term: Term): Generator<Poly> {
  yield* ownExpressions(term);
  for (const part of partsOf(term)) yield* indexExpressions(part);
}

/** Those that are not in a part. */
function* ownExpressions(term: Term): Generator<Poly> {
  switch (term.tag) {
    case 'value':
      yield term.value;
      return;
    case 'reciprocal':
      yield term.of;
      return;
    case 'iverson':
      yield* formsIn(term.cond);
      return;
    case 'entry':
    case 'diff':
      yield* term.at;
      return;
    case 'reduce':
      for (const { lo, hi } of term.binders) yield* [lo, hi];
      return;
    case 'apply':
      for (const { at } of term.by) yield* at;
      return;
    case 'op':
      yield* term.args.filter(isPoly);
      return;
    default:
  }
}

/** What a condition compares with 0, or divides. */
export function* formsIn(cond: Cond): Generator<Poly> {
  switch (cond.tag) {
    case 'and':
    case 'or':
      for (const arg of cond.args) yield* formsIn(arg);
      return;
    case 'not':
      yield* formsIn(cond.arg);
      return;
    default:
      yield cond.form;
  }
}
