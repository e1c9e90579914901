// A claim at given values of some of its sizes: where a size multiplied an index, it is affine then.

import { type Cond, equals, substituteCond } from '../term/cond.js';
import { constant, variable } from '../term/poly.js';
import { substScalar } from '../term/subst.js';
import type { Scalar } from '../term/term.js';
import { type Decision, decide } from './equality.js';
import { Scope, Search } from './scope.js';

/** What was decided at given sizes, and the assumptions there. */
export interface Instance {
  readonly decision: Decision;
  readonly hyps: readonly Cond[];
}

/** Whether left = right at the given sizes, for all others; null where that is not decided by the time `until`. */
export function decideAt(
  scope: Scope,
  left: Scalar,
  right: Scalar,
  sizes: ReadonlyMap<string, bigint>,
  until: number,
): Instance | null {
  const at = new Map([...sizes].map(([size, value]) => [size, constant(value)]));
  // Shapes keep the sizes' names, which is why these are also assumed to have the values.
  const hyps = [
    ...scope.hyps.map((cond) => substituteCond(cond, at)),
    ...[...sizes].map(([size, value]) => equals(variable(size), constant(value))),
  ];
  try {
    const here = new Scope(scope.env, hyps, new Search(until, scope.search.budget));
    return { decision: decide(here, substScalar(left, at), substScalar(right, at)), hyps };
  } catch {
    // Undecided there too.
    return null;
  }
}
