// Where a size multiplies an index and the procedure gives up, the size may still be tried at 1, 2, 3, …: for each of
// these the claim is affine, and decided for all other sizes.

import { check, Rejected } from '../kernel/kernel.js';
import { factorsOfKey, namesOf, type Poly, type Quotient, quotientOf, quotientsIn } from '../term/poly.js';
import type { Scalar } from '../term/term.js';
import { indexExpressions } from './expressions.js';
import { decideAt } from './instance.js';
import type { Scope } from './scope.js';

/** The values of one size for which an undecided equation was proved. */
export interface Instances {
  readonly size: string;
  readonly values: readonly bigint[];
}

const most = 8n;
/** Milliseconds for all values together. */
const patience = 3000;

/**
 * The first values of a multiplying size for which left = right holds, each proved for all other sizes; null if there
 * is none, or none was found by the time `deadline`.
 */
export function holdsFor(scope: Scope, left: Scalar, right: Scalar, deadline: number): Instances | null {
  const until = Math.min(deadline, Date.now() + patience);
  for (const size of multipliers([left, right]).filter((name) => scope.env.sizes.has(name))) {
    const values: bigint[] = [];
    for (let value = 1n; value <= most && Date.now() < until; value++) {
      if (!holdsAt(scope, left, right, size, value, until)) break;
      values.push(value);
    }
    if (values.length > 0) return { size, values };
  }
  return null;
}

function holdsAt(
  scope: Scope,
  left: Scalar,
  right: Scalar,
  size: string,
  value: bigint,
  until: number,
): boolean {
  const instance = decideAt(scope, left, right, new Map([[size, value]]), until);
  if (instance === null || !instance.decision.equal) return false;
  try {
    check(scope.env, instance.hyps, instance.decision.proof);
    return true;
  } catch (error) {
    // A proof that the kernel refuses is none.
    if (error instanceof Rejected) return false;
    throw error;
  }
}

/** Names that stand beside others in a product of a subscript or a bound, or that something is divided by. */
function multipliers(terms: readonly Scalar[]): readonly string[] {
  const found = new Set<string>();
  const note = (poly: Poly): void => {
    for (const { key } of poly.terms)
      if (key.includes('*')) for (const name of factorsOfKey(key)) found.add(name);
    for (const quotient of quotientsIn(poly))
      for (const name of namesOf((quotientOf(quotient) as Quotient).den)) found.add(name);
  };
  for (const term of terms) for (const poly of indexExpressions(term)) note(poly);
  return [...found];
}
