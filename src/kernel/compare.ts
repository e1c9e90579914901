// Two formulas, or two tensors cell by cell, compared at given integers. Only one cell of each is held at a time.

import type { Env } from '../term/env.js';
import { isTensor, type Term } from '../term/term.js';
import { Budget, NoValue } from './budget.js';
import { type Assignment, type Cells, Expansion } from './evaluate.js';
import type { Integer } from './integer.js';
import { TermList } from './packed.js';

/** A cell of both sides: left, then right. */
export interface ComparedCell {
  /** Its subscripts, in an array that is one and the same for all cells. */
  readonly at: readonly Integer[];
  readonly same: boolean;
  /** The terms that each side has, and the time that writing it out took. */
  readonly sizes: readonly [number, number];
  readonly milliseconds: readonly [number, number];
}

/** Both sides at one point. The ranges of tensors are compared first; cells only where these are the same. */
export class Comparison {
  readonly left: Cells;
  readonly right: Cells;
  readonly #expansion: Expansion;

  /** Throws NoValue when one side is a tensor and the other is not. */
  constructor(env: Env, left: Term, right: Term, at: Assignment, budget: Budget) {
    if (isTensor(left) !== isTensor(right)) throw new NoValue('a scalar and a tensor');
    this.#expansion = new Expansion(env, at, budget);
    this.left = this.#expansion.cells(left);
    this.right = this.#expansion.cells(right);
  }

  get sameShape(): boolean {
    const [a, b] = [this.left.ranges, this.right.ranges];
    return a.length === b.length && a.every(([lo, hi], d) => lo === b[d]?.[0] && hi === b[d]?.[1]);
  }

  /** All cells of tensors of one shape; of scalars the only one. */
  *cells(): Generator<ComparedCell> {
    this.left.require();
    this.right.require();
    const { monomials } = this.#expansion;
    const [a, b] = [new TermList(monomials), new TermList(monomials)];
    for (const at of this.left.places()) {
      const start = performance.now();
      this.left.fill(at, a);
      const middle = performance.now();
      this.right.fill(at, b);
      const end = performance.now();
      yield {
        at,
        same: a.equals(b),
        sizes: [a.length, b.length],
        milliseconds: [middle - start, end - middle],
      };
    }
  }

  /** The subscripts of the first cell that differs, or null. */
  firstDifference(): readonly Integer[] | null {
    for (const { at, same } of this.cells()) if (!same) return [...at];
    return null;
  }

  /** Whether shapes and all cells are equal. */
  equal(): boolean {
    return this.sameShape && this.firstDifference() === null;
  }
}

/** Terms that the two sides of an equation may have when the kernel writes them out. */
const mostTerms = 10_000_000;

/** Whether both sides, written out at concrete integers, are equal: formulas, or shapes and all entries of tensors. */
export function equalAt(env: Env, left: Term, right: Term, at: Assignment): boolean {
  return new Comparison(env, left, right, at, new Budget(mostTerms)).equal();
}
