// Where a size multiplies an index and the procedure gives up, the size may still be tried at 1, 2, 3, …: for each of
// these the claim is affine, and decided for all other sizes.

import { check, Rejected } from '../kernel/kernel.js';
import type { Proof } from '../kernel/proof.js';
import { factorsOfKey, namesOf, type Poly, type Quotient, quotientOf, quotientsIn } from '../term/poly.js';
import { tensorsIn } from '../term/tensorsIn.js';
import { isPoly, type Term } from '../term/term.js';
import { indexExpressions } from './expressions.js';
import { Instance } from './instance.js';
import type { Scope } from './scope.js';

/** The values of one size for which an undecided equation was proved. */
export interface Instances {
  readonly size: string;
  readonly values: readonly bigint[];
}

const most = 8n;
/** Milliseconds for all values together. */
const patience = 3000;

/** Whether left = right at given sizes, with a proof; null where that is not decided, or is not so. */
export type AtInstance = (instance: Instance) => Proof | null;

/**
 * The first values of a multiplying size of the terms for which a claim about them holds, each proved for all other
 * sizes; null if there is none, or none was found by the time `deadline`.
 */
export function holdsFor(
  scope: Scope,
  terms: readonly Term[],
  proves: AtInstance,
  deadline: number,
): Instances | null {
  const until = Math.min(deadline, Date.now() + patience);
  for (const size of multipliers(terms).filter((name) => scope.env.sizes.has(name))) {
    const values: bigint[] = [];
    for (let value = 1n; value <= most && Date.now() < until; value++) {
      if (!holdsAt(new Instance(scope, new Map([[size, value]]), until), proves)) break;
      values.push(value);
    }
    if (values.length > 0) return { size, values };
  }
  return null;
}

/** In words. */
export function instancesText(found: Instances | null): string {
  return found === null ? '' : `; it holds for ${found.size} = ${found.values.join(', ')}`;
}

function holdsAt(instance: Instance, proves: AtInstance): boolean {
  const proof = proves(instance);
  if (proof === null) return false;
  try {
    check(instance.scope.env, instance.scope.hyps, proof);
    return true;
  } catch (error) {
    // A proof that the kernel refuses is none.
    if (error instanceof Rejected) return false;
    throw error;
  }
}

/**
 * Names that stand beside others in a product of a subscript or a bound, or that something is divided by; and what
 * operations have for arguments, which may be strides.
 */
function multipliers(terms: readonly Term[]): readonly string[] {
  const found = new Set<string>();
  const note = (poly: Poly): void => {
    for (const { key } of poly.terms)
      if (key.includes('*')) for (const name of factorsOfKey(key)) found.add(name);
    for (const quotient of quotientsIn(poly))
      for (const name of namesOf((quotientOf(quotient) as Quotient).den)) found.add(name);
  };
  for (const term of terms) {
    for (const poly of indexExpressions(term)) note(poly);
    tensorsIn(term, (tensor) => {
      if (tensor.tag !== 'op') return;
      for (const arg of tensor.args) if (isPoly(arg)) for (const name of namesOf(arg)) found.add(name);
    });
  }
  return [...found];
}
