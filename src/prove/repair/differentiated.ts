// Sides without derivatives, for the points of which none is known. The edits of a claim leave most of its derivatives
// as they are, so each is worked out once.

import { NoDerivative, withoutDerivatives } from '../../calculus/derive.js';
import { hasDerivative } from '../../term/derivatives.js';
import type { Env } from '../../term/env.js';
import { termKey } from '../../term/key.js';
import type { Reading } from '../../term/reading.js';
import { add, mul, pow, reduce, type Scalar } from '../../term/term.js';
import { isOutside, Search } from '../scope.js';

export class Differentiated {
  readonly #search: Search;
  readonly #known = new Map<string, Scalar>();

  constructor(
    readonly env: Env,
    deadline: number,
  ) {
    this.#search = new Search(deadline, 0);
  }

  /** A side with the same values; the side itself where its derivatives can't be worked out. */
  side(reading: Reading): Reading {
    if (reading.sort !== 'scalar' || !hasDerivative(this.env, reading.term)) return reading;
    try {
      return { sort: 'scalar', term: this.scalar(reading.term) };
    } catch (error) {
      if (error instanceof NoDerivative || isOutside(error)) return reading;
      throw error;
    }
  }

  private scalar(term: Scalar): Scalar {
    switch (term.tag) {
      case 'add':
        return add(term.args.map((arg) => this.scalar(arg)));
      case 'mul':
        return mul(term.args.map((arg) => this.scalar(arg)));
      case 'pow':
        return pow(this.scalar(term.base), term.exponent);
      case 'reduce':
        return reduce(term.op, term.binders, this.scalar(term.body));
      case 'diff': {
        const key = termKey(term);
        const known = this.#known.get(key) ?? withoutDerivatives(this.env, this.#search, term, []).to;
        this.#known.set(key, known);
        return known;
      }
      default:
        return withoutDerivatives(this.env, this.#search, term, []).to;
    }
  }
}
