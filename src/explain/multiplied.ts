// Formulas multiplied out and their sums taken apart, to see that two of them differ only in that; and the last or first
// part taken off a sum or product, as inductions do.

import { ringNormal } from '../kernel/ring.js';
import type { Scope } from '../prove/scope.js';
import { nonNegative } from '../term/cond.js';
import { one, type Poly, add as plus, sub } from '../term/poly.js';
import { freeNames, substScalar } from '../term/subst.js';
import { add, type Binder, binder, line, mul, reduce, type Scalar, unit } from '../term/term.js';
import { sortedTerm } from './lineKey.js';
import { plainly } from './tidy.js';

/** Terms that a formula multiplied out may have. */
const mostTerms = 200;

/**
 * A text that formulas share which are equal by the distributive law, in sums too, where empty sums are 0 and empty
 * products 1; null where it would be very long.
 */
export function multipliedKey(scope: Scope, term: Scalar): string | null {
  const terms = termsOf(scope, term);
  if (terms === null) return null;
  const normal = ringNormal(sortedTerm(add(terms)));
  return [...normal]
    .map(([key, { num, den }]) => `${num}/${den} ${key}`)
    .sort()
    .join('\n');
}

/** The terms of the formula multiplied out. */
function termsOf(scope: Scope, term: Scalar): readonly Scalar[] | null {
  switch (term.tag) {
    case 'add': {
      const parts = term.args.map((arg) => termsOf(scope, arg));
      return parts.some((part) => part === null) ? null : limited(parts.flatMap((part) => part ?? []));
    }
    case 'mul': {
      let products: readonly Scalar[] = [unit];
      for (const arg of term.args) {
        const factors = termsOf(scope, arg);
        if (factors === null || products.length * factors.length > mostTerms) return null;
        products = products.flatMap((a) => factors.map((b) => mul([...factorsOf(a), ...factorsOf(b)])));
      }
      return products;
    }
    case 'reduce': {
      if (isEmpty(scope, term.binders)) return term.op === 'sum' ? [] : [term.op === 'prod' ? unit : term];
      if (term.op !== 'sum') return [term];
      const parts = termsOf(scope, term.body);
      const bound = term.binders.map(({ name }) => name);
      return parts?.map((part) => takenOut(bound, part, (rest) => reduce('sum', term.binders, rest))) ?? null;
    }
    case 'line': {
      const parts = termsOf(scope, term.body);
      return (
        parts?.map((part) => takenOut([term.name], part, (rest) => line(term.over, term.name, rest))) ?? null
      );
    }
    default:
      return [term];
  }
}

function limited(terms: readonly Scalar[]): readonly Scalar[] | null {
  return terms.length > mostTerms ? null : terms;
}

function factorsOf(term: Scalar): readonly Scalar[] {
  return term.tag === 'mul' ? term.args : [term];
}

/** The sum of a product, without the factors that do not depend on what it binds. */
function takenOut(bound: readonly string[], product: Scalar, over: (body: Scalar) => Scalar): Scalar {
  const isOutside = (factor: Scalar): boolean => {
    const names = freeNames(factor);
    return !bound.some((name) => names.has(name));
  };
  const factors = factorsOf(product);
  return mul([...factors.filter(isOutside), over(mul(factors.filter((factor) => !isOutside(factor))))]);
}

function isEmpty(scope: Scope, binders: readonly Binder[]): boolean {
  return binders.some(({ lo, hi }) => plainly(scope.hyps, nonNegative(sub(sub(lo, hi), one))) !== null);
}

/** The formula with the last, or the first, part taken off each sum and product that is a term or factor of it. */
export function withoutEnd(scope: Scope, term: Scalar, end: 'last' | 'first'): Scalar {
  const within = (part: Scalar): Scalar => withoutEnd(scope, part, end);
  switch (term.tag) {
    case 'add':
      return add(term.args.map(within));
    case 'mul':
      return mul(term.args.map(within));
    case 'reduce': {
      const [range] = term.binders;
      if (range === undefined || term.binders.length > 1 || (term.op !== 'sum' && term.op !== 'prod'))
        return term;
      if (plainly(scope.hyps, nonNegative(sub(range.hi, range.lo))) === null) return term;
      return takenOff(term.op, range, term.body, end);
    }
    default:
      return term;
  }
}

function takenOff(op: 'sum' | 'prod', { name, lo, hi }: Binder, body: Scalar, end: 'last' | 'first'): Scalar {
  const at = (place: Poly): Scalar => substScalar(body, new Map([[name, place]]));
  const rest = end === 'last' ? binder(name, lo, sub(hi, one)) : binder(name, plus(lo, one), hi);
  const parts = [reduce(op, [rest], body), at(end === 'last' ? hi : lo)];
  return op === 'sum' ? add(parts) : mul(parts);
}

/** How many of the sums and products that are terms or factors of a formula go over nothing. */
export function emptyRanges(scope: Scope, term: Scalar): number {
  switch (term.tag) {
    case 'add':
    case 'mul':
      return term.args.reduce((count, arg) => count + emptyRanges(scope, arg), 0);
    case 'reduce':
      return isEmpty(scope, term.binders) ? 1 : 0;
    default:
      return 0;
  }
}
