// The value of a formula at given integers, written out: a polynomial in the entries of its independent tensors.
// Formulas to be compared are written out in one expansion, over one alphabet.
//
//     formula.ts    makes a formula ready: a sum of nests, its subscripts affine forms (form.ts)
//     region.ts     the points of a nest, conditions as bounds
//     nest.ts       appends the terms of a nest to a list (packed.ts), monomials as numbers (monomials.ts)
//     nodes.ts      powers, products over ranges, definitions
//     multiply.ts   products and powers of polynomials

import { holds } from '../term/cond.js';
import { type Env, shapeOf } from '../term/env.js';
import { evaluate, type Poly } from '../term/poly.js';
import { isTensor, type Scalar, type Tensor, type Term } from '../term/term.js';
import { Alphabet, type Ranges } from './alphabet.js';
import { type Budget, NoValue } from './budget.js';
import type { Assignment } from './form.js';
import { Preparation } from './formula.js';
import { type Integer, integer, negative, plus, times } from './integer.js';
import { Monomials } from './monomials.js';
import { countOf, sumOf } from './nest.js';
import type { Ready } from './nodes.js';
import type { Polynomial, TermList } from './packed.js';

export type { Assignment } from './form.js';

/** Formulas at the integers `at`, written out over one alphabet. */
export class Expansion {
  readonly monomials: Monomials;
  readonly #preparation: Preparation;

  constructor(
    readonly env: Env,
    readonly at: Assignment,
    readonly budget: Budget,
  ) {
    this.monomials = new Monomials(new Alphabet(), budget);
    this.#preparation = new Preparation(env, at, this.monomials);
  }

  /**
   * The polynomial of a formula: `sum_<m=1..M> w_<m> x_<m>` at M = 2 is w_1 x_1 + w_2 x_2.
   * Throws NoValue on a name without a value, on a maximum of symbols and beyond the budget.
   */
  polynomial(term: Scalar): Polynomial {
    return this.cells(term).value([]);
  }

  /** A tensor cell by cell; a scalar is a tensor without dimensions. */
  cells(term: Term): Cells {
    if (!isTensor(term)) return new Cells([], this.#preparation.formula(term, []), this.monomials);
    const ranges = shapeAt(this.env, term, this.at).map(([lo, hi]) => [integer(lo), integer(hi)] as const);
    return new Cells(ranges, this.#preparation.cell(term), this.monomials);
  }
}

/** The entries of a tensor at given sizes. */
export class Cells {
  constructor(
    readonly ranges: Ranges,
    readonly formula: Ready,
    readonly monomials: Monomials,
  ) {}

  /** The number of cells. */
  get count(): Integer {
    if (this.ranges.some(([lo, hi]) => lo > hi)) return 0;
    return this.ranges.reduce<Integer>((count, [lo, hi]) => times(count, plus(plus(hi, negative(lo)), 1)), 1);
  }

  /** The subscripts of all cells, the last running fastest. The array is one and the same. */
  *places(): Generator<readonly Integer[]> {
    if (this.count === 0) return;
    const place = this.ranges.map(([lo]) => lo);
    for (;;) {
      yield place;
      let d = place.length - 1;
      for (; d >= 0 && place[d] === (this.ranges[d] as Ranges[number])[1]; d--)
        place[d] = (this.ranges[d] as Ranges[number])[0];
      if (d < 0) return;
      place[d] = plus(place[d] as Integer, 1);
    }
  }

  /** Refuses, before anything is formed, what would take more cells or terms than the budget has. */
  require(): void {
    const { budget } = this.monomials;
    budget.require(this.count);
    let terms: Integer = 0;
    for (const place of this.places()) {
      terms = plus(terms, countOf(this.formula.nodes, this.formula.frame(place)));
      budget.step();
    }
    budget.require(terms);
  }

  /** Makes `list` the normal form of the cell at `place`; what all cells take together is refused by `require`. */
  fill(place: readonly Integer[], list: TermList): void {
    list.clear();
    const frame = this.formula.frame(place);
    for (const node of this.formula.nodes) node.fill(frame, list);
    list.normalise();
  }

  /** The cell at `place`. */
  value(place: readonly Integer[]): Polynomial {
    return sumOf(this.formula.nodes, this.formula.frame(place), this.monomials);
  }
}

/** The polynomials of formulas over one alphabet. */
export function expand(
  env: Env,
  terms: readonly Scalar[],
  at: Assignment,
  budget: Budget,
): readonly Polynomial[] {
  const expansion = new Expansion(env, at, budget);
  return terms.map((term) => expansion.polynomial(term));
}

/** The value of an index expression. Throws NoValue where it is no integer. */
export function integerAt(poly: Poly, at: Assignment): bigint {
  const { num, den } = evaluate(poly, (name) => lookup(name, at));
  if (num % den !== 0n) throw new NoValue('a subscript that is not an integer');
  return num / den;
}

export function conditionAt(cond: Parameters<typeof holds>[0], at: Assignment): boolean {
  return holds(cond, (form) => integerAt(form, at));
}

function lookup(name: string, at: Assignment): bigint {
  const known = at.get(name);
  if (known === undefined) throw new NoValue(`${name} has no value`);
  return known;
}

/** The shape of a tensor at given integers, as pairs lo, hi. */
export function shapeAt(env: Env, tensor: Tensor, at: Assignment): readonly (readonly [bigint, bigint])[] {
  return shapeOf(env, tensor).map(({ lo, hi }) => [integerAt(lo, at), integerAt(hi, at)] as const);
}
