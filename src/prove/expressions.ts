// The index expressions of a formula: coefficients, subscripts, bounds, conditions, arguments of operations.

import type { Cond } from '../term/cond.js';
import type { Poly } from '../term/poly.js';
import { isPoly, type Term } from '../term/term.js';

/** All of them, each as often as it occurs. */
export function* indexExpressions(term: Term): Generator<Poly> {
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
      yield* term.at;
      yield* indexExpressions(term.tensor);
      return;
    case 'add':
    case 'mul':
      for (const arg of term.args) yield* indexExpressions(arg);
      return;
    case 'pow':
      yield* indexExpressions(term.base);
      return;
    case 'reduce':
      for (const { lo, hi } of term.binders) yield* [lo, hi];
      yield* indexExpressions(term.body);
      return;
    case 'line':
      yield* indexExpressions(term.body);
      return;
    case 'apply':
      for (const arg of term.args) yield* indexExpressions(arg);
      for (const { at } of term.by) yield* at;
      return;
    case 'diff':
      yield* term.at;
      yield* indexExpressions(term.of);
      return;
    case 'op':
      for (const arg of term.args)
        if (isPoly(arg)) yield arg;
        else yield* indexExpressions(arg);
      return;
    case 'matrix':
      for (const cell of term.rows.flat()) yield* indexExpressions(cell);
      return;
    case 'tensor':
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
