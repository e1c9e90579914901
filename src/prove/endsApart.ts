// A sum of which the other side has one end by itself: sum_<m=1..M> F beside sum_<m=1..M-1> F is taken apart, so that
// only F at M is left to be compared, whatever stands in it.

import { Chain, type Step } from '../calculus/steps.js';
import { sameTerm } from '../term/key.js';
import { one, add as plus, sub } from '../term/poly.js';
import { add, type Binder, binder, reduce, type Scalar } from '../term/term.js';
import { without } from './ends.js';
import type { Reduction } from './rewrite.js';
import { NotEntailed, type Scope } from './scope.js';

/** `terms` added up, one of them without its last or its first part, where `others` has the rest; null where none is. */
export function withEndApart(scope: Scope, terms: readonly Scalar[], others: readonly Scalar[]): Step | null {
  for (const [i, term] of terms.entries()) {
    if (!isPlainSum(term) || others.some((other) => sameTerm(other, term))) continue;
    for (const part of ['last', 'first'] as const) {
      const rest = restOf(term, part);
      if (!others.some((other) => sameTerm(other, rest))) continue;
      try {
        return new Chain(add(terms)).inside(terms.length === 1 ? [] : [i], without(scope, term, part)).step();
      } catch (error) {
        if (!(error instanceof NotEntailed)) throw error;
      }
    }
  }
  return null;
}

function isPlainSum(term: Scalar): term is Reduction {
  return term.tag === 'reduce' && term.op === 'sum' && term.binders.length === 1;
}

function restOf({ op, binders, body }: Reduction, part: 'first' | 'last'): Scalar {
  const [{ name, lo, hi }] = binders as [Binder];
  const range = part === 'last' ? binder(name, lo, sub(hi, one)) : binder(name, plus(lo, one), hi);
  return reduce(op, [range], body);
}
