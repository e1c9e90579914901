// A claim at given values of some of its sizes: where a size multiplied an index, it is affine then.

import { equals, substituteCond } from '../term/cond.js';
import { constant, type Poly, variable } from '../term/poly.js';
import { substScalar, substTensor } from '../term/subst.js';
import type { Scalar, Tensor } from '../term/term.js';
import { type Decision, decide } from './equality.js';
import { Scope, Search } from './scope.js';
import { decideTensors, type TensorDecision } from './tensors.js';

/** Where sizes have given values, all others being open. */
export class Instance {
  readonly scope: Scope;
  readonly #at: ReadonlyMap<string, Poly>;

  /** What is decided there must be so by the time `until`. */
  constructor(around: Scope, sizes: ReadonlyMap<string, bigint>, until: number) {
    this.#at = new Map([...sizes].map(([size, value]) => [size, constant(value)]));
    // Shapes keep the sizes' names, which is why these are also assumed to have the values.
    const hyps = [
      ...around.hyps.map((cond) => substituteCond(cond, this.#at)),
      ...[...sizes].map(([size, value]) => equals(variable(size), constant(value))),
    ];
    this.scope = new Scope(around.env, hyps, new Search(until, around.search.budget));
  }

  /** Whether numbers are equal; null where that is not decided there either. */
  decide(left: Scalar, right: Scalar): Decision | null {
    return orNull(() => decide(this.scope, substScalar(left, this.#at), substScalar(right, this.#at)));
  }

  /** As `decide`, of tensors. */
  decideTensors(left: Tensor, right: Tensor): TensorDecision | null {
    return orNull(() => decideTensors(this.scope, substTensor(left, this.#at), substTensor(right, this.#at)));
  }
}

function orNull<T>(decision: () => T): T | null {
  try {
    return decision();
  } catch {
    return null;
  }
}
