// Comparing sets given by conditions: inclusion and equality, with certificates, or a point that tells them apart.

import { type Cond, not } from '../term/cond.js';
import type { Refutation } from './certificate.js';
import type { Point } from './point.js';
import { entails, point } from './search.js';

/** `refutation` proves hyps, a ⊢ b for `entailedBy`; or the point lies in a but not in b. */
export type Inclusion =
  | { readonly holds: true; readonly refutation: Refutation }
  | { readonly holds: false; readonly point: Point };

/** `forward` proves hyps, a ⊢ b and `backward` proves hyps, b ⊢ a; or the point lies in one of them, `inside`, only. */
export type Equality =
  | { readonly equal: true; readonly forward: Refutation; readonly backward: Refutation }
  | { readonly equal: false; readonly point: Point; readonly inside: 'a' | 'b' };

/**
 * Whether a implies b under the hypotheses.
 *
 * @example implies([], equals(2x, constant(6n)), atLeast(x, one)) // { holds: true, refutation: [...] }
 */
export function implies(hyps: readonly Cond[], a: Cond, b: Cond): Inclusion {
  const refutation = entails([...hyps, a], b);
  if (refutation !== null) return { holds: true, refutation };
  const found = point([...hyps, a, not(b)]);
  if (found === null) throw new Error('what is not entailed must have a counterexample');
  return { holds: false, point: found };
}

/**
 * Whether a and b are the same set under the hypotheses.
 *
 * @example equalSets(divides(2n, x), divides(2n, add(x, y)), [divides(2n, y)]) // { equal: true, ... }
 */
export function equalSets(a: Cond, b: Cond, hyps: readonly Cond[] = []): Equality {
  const forward = implies(hyps, a, b);
  if (!forward.holds) return { equal: false, point: forward.point, inside: 'a' };
  const backward = implies(hyps, b, a);
  if (!backward.holds) return { equal: false, point: backward.point, inside: 'b' };
  return { equal: true, forward: forward.refutation, backward: backward.refutation };
}
