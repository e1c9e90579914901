// Summands that are left though no rule of the proof takes the others away: for the kernel ∂f(Z)/∂Z_<m> is the chain rule's
// ∑ ∂f(Z)/∂Z_<k> [k = m], for a reader one entry; where such a sum comes to stand alone, its indices are gone.

import { conjuncts } from '../term/cond.js';
import { allParts } from '../term/parts.js';
import { equal, namesOf, numerator, type Poly, scale, sub, variable } from '../term/poly.js';
import type { Term } from '../term/term.js';
import type { Let, Reason } from './reason.js';

/**
 * That one summand is left of the sums over those indices of `before` which `after` does not have; null if it has them all,
 * or if the brackets of `before` do not say which summand that is.
 */
export function leftOf(before: Term, after: Term): (Reason & { readonly kind: 'single' }) | null {
  const [old, kept] = [summed(before), summed(after)];
  const gone = new Set([...old].filter((name) => !kept.has(name)));
  if (gone.size === 0 || [...kept].some((name) => !old.has(name))) return null;
  const lets = [...gone].flatMap((name): readonly Let[] => {
    for (const form of equationsIn(before)) {
      const coefficient = numerator(form, name);
      if (coefficient !== 1n && coefficient !== -1n) continue;
      const is = sub(variable(name), scale(form, coefficient));
      if (![...namesOf(is)].some((each) => gone.has(each))) return [{ name, is }];
    }
    return [];
  });
  return lets.length === gone.size ? { kind: 'single', lets, op: 'sum' } : null;
}

/** As `leftOf`, unless each index that is gone had the value of one that is left: readers never saw the two. */
export function leftUnseen(before: Term, after: Term): ReturnType<typeof leftOf> {
  const reason = leftOf(before, after);
  const isDouble = ({ is }: Let): boolean => [...namesOf(is)].some((name) => equal(is, variable(name)));
  return reason?.lets.every(isDouble) === true ? null : reason;
}

/** The names that the sums of a formula bind. */
export function summed(term: Term): ReadonlySet<string> {
  const sums = [...allParts(term)].filter((part) => part.tag === 'reduce' && part.op === 'sum');
  return new Set(sums.flatMap((part) => (part.tag === 'reduce' ? part.binders.map(({ name }) => name) : [])));
}

function equationsIn(term: Term): readonly Poly[] {
  const brackets = [...allParts(term)].flatMap((part) =>
    part.tag === 'iverson' ? conjuncts(part.cond) : [],
  );
  return brackets.flatMap((cond) => (cond.tag === 'eq' ? [cond.form] : []));
}
