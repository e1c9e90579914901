// What a formula consists of beside sums of products: powers, other reductions, entries of defined tensors and of
// matrices. All of them are worked out from written-out polynomials. Functions and derivatives are in functions.ts.

import { NoValue } from './budget.js';
import type { Form, Frame } from './form.js';
import { type Integer, integer, plus } from './integer.js';
import type { Monomials } from './monomials.js';
import { Product } from './multiply.js';
import { type Node, sumOf } from './nest.js';
import { constantPolynomial, type Fraction, type Polynomial, type TermList } from './packed.js';
import { power } from './power.js';
import type { Region } from './region.js';

type Sum = readonly Node[];

/** How many terms these form shows only on the way. */
export abstract class Opaque implements Node {
  abstract value(frame: Frame): Polynomial;

  fill(frame: Frame, list: TermList): void {
    list.add(this.value(frame));
  }

  count(): null {
    return null;
  }
}

export class Power extends Opaque {
  constructor(
    readonly monomials: Monomials,
    readonly base: Sum,
    readonly exponent: number,
  ) {
    super();
  }

  value(frame: Frame): Polynomial {
    return power(sumOf(this.base, frame, this.monomials), this.exponent);
  }
}

/** Calls `visit` with the value of the body at each point of a region. */
function eachValue(
  { monomials, region, last, body }: Reduced,
  frame: Frame,
  visit: (value: Polynomial) => void,
): void {
  const { budget } = monomials;
  region.walk(frame, budget, (lo, hi) => {
    for (let v = lo; v <= hi; v = plus(v, 1)) {
      frame[last] = v;
      budget.spend(1);
      visit(sumOf(body, frame, monomials));
    }
  });
}

/** A reduction over the points of a region, whose last index has the place `last`. */
interface Reduced {
  readonly monomials: Monomials;
  readonly region: Region;
  readonly last: number;
  readonly body: Sum;
}

export class Prod extends Opaque implements Reduced {
  constructor(
    readonly monomials: Monomials,
    readonly region: Region,
    readonly last: number,
    readonly body: Sum,
  ) {
    super();
  }

  value(frame: Frame): Polynomial {
    const product = new Product();
    eachValue(this, frame, (value) => product.push(value));
    return product.value() ?? constantPolynomial(this.monomials, 1);
  }
}

/** The largest or smallest of numbers. Throws NoValue on symbols, and where there are none to compare. */
export class Extremum extends Opaque implements Reduced {
  constructor(
    readonly monomials: Monomials,
    readonly region: Region,
    readonly last: number,
    readonly body: Sum,
    readonly op: 'max' | 'min',
  ) {
    super();
  }

  value(frame: Frame): Polynomial {
    let best: Fraction | null = null;
    eachValue(this, frame, ({ constant }) => {
      if (constant === null) throw new NoValue(`a ${this.op} of symbols`);
      if (best === null || this.#isBetter(constant, best)) best = constant;
    });
    if (best === null) throw new NoValue(`a ${this.op} over nothing`);
    const { num, den }: Fraction = best;
    return constantPolynomial(this.monomials, integer(num), den);
  }

  #isBetter(a: Fraction, b: Fraction): boolean {
    const [p, q] = [a.num * b.den, b.num * a.den];
    return this.op === 'max' ? p > q : p < q;
  }
}

/** An entry of a matrix written out, at subscripts inside it. */
export class MatrixEntry extends Opaque {
  readonly #cells = new Map<string, Sum>();

  constructor(
    readonly monomials: Monomials,
    readonly at: readonly Form[],
    readonly cell: (i: number, j: number) => Sum,
  ) {
    super();
  }

  value(frame: Frame): Polynomial {
    const [i, j] = this.at.map((s) => Number(s.integer(frame))) as [number, number];
    const key = `${i},${j}`;
    const cell = this.#cells.get(key) ?? this.cell(i - 1, j - 1);
    this.#cells.set(key, cell);
    return sumOf(cell, frame, this.monomials);
  }
}

/** A formula made ready, as a function of the values that begin its frame. */
export interface Ready {
  readonly nodes: Sum;
  frame(values: readonly Integer[]): Frame;
}

/** Steps of recurrences that may be gone back from one entry, one inside the other. */
const mostSteps = 150;

/** The entries of a defined tensor, each computed once. */
export class Definition {
  readonly #values = new Map<string, Polynomial>();
  #body: Ready | null = null;
  #depth = 0;

  constructor(
    readonly monomials: Monomials,
    readonly prepared: () => Ready,
  ) {}

  value(args: readonly Integer[]): Polynomial {
    const key = args.join();
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    if (++this.#depth > mostSteps) throw new NoValue(`more than ${mostSteps} steps of a recurrence`);
    try {
      this.#body ??= this.prepared();
      const value = sumOf(this.#body.nodes, this.#body.frame(args), this.monomials);
      this.#values.set(key, value);
      return value;
    } finally {
      this.#depth--;
    }
  }
}

/** An entry of a defined tensor. */
export class Call extends Opaque {
  constructor(
    readonly definition: Definition,
    readonly args: readonly Form[],
  ) {
    super();
  }

  value(frame: Frame): Polynomial {
    return this.definition.value(this.args.map((arg) => arg.integer(frame)));
  }
}
