// Matrices and vectors as wholes, `W^T \delta \odot \sigma'(z)`: what a formula of them is, entry by entry, where the text
// states no shapes. Their sizes are unknowns that the operations relate, W of `W x` has as many columns as x has rows;
// a vector is a matrix with one column.

import { atLeast, type Cond } from '../term/cond.js';
import {
  equal,
  isConstant,
  namesOf,
  one,
  type Poly,
  add as plus,
  sub,
  substitute,
  variable,
} from '../term/poly.js';
import {
  add,
  apply,
  type Binder,
  binder,
  diff,
  entry,
  mul,
  type Scalar,
  sum,
  tensor,
  value,
} from '../term/term.js';

/** The numbers of rows and of columns. */
export type Extents = readonly [Poly, Poly];

/** A matrix by its entries, or a number, which has no extents and is the same at every place. */
export interface Whole {
  readonly extents: Extents | null;
  readonly at: (row: Poly, column: Poly) => Scalar;
  /** Whether it is 0 outside: then it may be padded with zeros. */
  readonly ends: boolean;
  /** A number that is an entry of a matrix. */
  readonly isEntry?: true;
}

/** Sizes that are found out as formulas are read. */
export class Sizes {
  readonly #found = new Map<string, Poly>();
  readonly #names: string[] = [];

  unknown(): Poly {
    const name = `N${this.#names.length + 1}`;
    this.#names.push(name);
    return variable(name);
  }

  /** The sizes that are left open. */
  get open(): readonly string[] {
    return this.#names.filter((name) => !this.#found.has(name));
  }

  resolved(size: Poly): Poly {
    let current = size;
    while ([...namesOf(current)].some((name) => this.#found.has(name)))
      current = substitute(current, this.#found);
    return current;
  }

  /** Makes two sizes equal; false where they cannot be, or not by giving one unknown a value. */
  same(a: Poly, b: Poly): boolean {
    const [first, second] = [this.resolved(a), this.resolved(b)];
    if (equal(first, second)) return true;
    for (const [unknown, other] of [
      [first, second],
      [second, first],
    ] as const) {
      const name = this.#names.find((each) => equal(unknown, variable(each)));
      if (name === undefined || namesOf(other).has(name)) continue;
      this.#found.set(name, other);
      return true;
    }
    return false;
  }

  agree(a: Extents, b: Extents): boolean {
    return this.same(a[0], b[0]) && this.same(a[1], b[1]);
  }

  areEqual(a: Extents, b: Extents): boolean {
    return [0, 1].every((d) => equal(this.resolved(a[d] as Poly), this.resolved(b[d] as Poly)));
  }

  /** Whether a size was found to be a number: then a formula speaks of a particular matrix. */
  isFixed(size: Poly): boolean {
    return isConstant(this.resolved(size));
  }
}

/** What is made of wholes; null where their shapes do not go together. */
export class Algebra {
  readonly sizes = new Sizes();
  /** That what a correlation makes has entries. */
  readonly conditions: (() => Cond)[] = [];
  #bound = 0;

  number(scalar: Scalar): Whole {
    return { extents: null, at: () => scalar, ends: false };
  }

  /** Sums and products of entries; numbers take part at every place. */
  entrywise(
    parts: readonly Whole[],
    join: (entries: readonly Scalar[]) => Scalar,
    ends: boolean,
  ): Whole | null {
    const [first, ...others] = parts.flatMap(({ extents }) => (extents === null ? [] : [extents]));
    if (first !== undefined && !others.every((each) => this.sizes.agree(first, each))) return null;
    return { extents: first ?? null, at: (i, j) => join(parts.map(({ at }) => at(i, j))), ends };
  }

  sum(terms: readonly { readonly minus: boolean; readonly term: Whole }[]): Whole | null {
    const parts = terms.map(({ term }) => term);
    const signed = (entries: readonly Scalar[]): Scalar =>
      add(entries.map((entry, i) => (terms[i]?.minus ? mul([value(minusOne), entry]) : entry)));
    return this.entrywise(
      parts,
      signed,
      parts.every(({ ends }) => ends),
    );
  }

  product(parts: readonly Whole[]): Whole | null {
    return this.entrywise(
      parts,
      mul,
      parts.some(({ ends }) => ends),
    );
  }

  /** A B, or the multiple of one by a number. */
  matrixProduct(a: Whole, b: Whole): Whole | null {
    if (a.extents === null || b.extents === null) return this.product([a, b]);
    const [inner, rows] = [a.extents[1], b.extents[0]];
    if (!this.sizes.same(inner, rows)) return null;
    const k = this.fresh();
    return {
      extents: [a.extents[0], b.extents[1]],
      at: (i, j) =>
        sum([binder(k, one, this.sizes.resolved(inner))], mul([a.at(i, variable(k)), b.at(variable(k), j)])),
      ends: a.ends && b.ends,
    };
  }

  transposed({ extents, at, ends }: Whole): Whole {
    return extents === null
      ? { extents, at, ends }
      : { extents: [extents[1], extents[0]], at: (i, j) => at(j, i), ends };
  }

  /** rot180 */
  turned({ extents, at, ends }: Whole): Whole | null {
    if (extents === null) return null;
    const from = (size: Poly, i: Poly): Poly => plus(sub(this.sizes.resolved(size), i), one);
    return { extents, at: (i, j) => at(from(extents[0], i), from(extents[1], j)), ends };
  }

  /** A function of every entry; `derivatives` times differentiated. */
  applied(fn: string, derivatives: number, { extents, at }: Whole): Whole {
    const by = Array.from({ length: derivatives }, () => ({ arg: 0, at: [] }));
    return { extents, at: (i, j) => apply(fn, [at(i, j)], by), ends: false };
  }

  /** The correlation with a kernel, over the entries where it fits inside. */
  correlation(kernel: Whole, image: Whole): Whole | null {
    const extents = this.validExtents(kernel, image);
    if (extents === null) return null;
    this.conditions.push(() => atLeast(this.sizes.resolved(extents[0]), one));
    this.conditions.push(() => atLeast(this.sizes.resolved(extents[1]), one));
    return this.slid(kernel, image, extents, [one, one]);
  }

  /** The correlation with an image that has zeros all around; null where it need not be 0 outside. */
  fullCorrelation(kernel: Whole, image: Whole): Whole | null {
    const extents = this.fullExtents(kernel, image);
    return extents === null || !image.ends || kernel.extents === null
      ? null
      : this.slid(kernel, image, extents, kernel.extents);
  }

  validExtents(kernel: Whole, image: Whole): Extents | null {
    const [k, x] = [kernel.extents, image.extents];
    return k === null || x === null ? null : [plus(sub(x[0], k[0]), one), plus(sub(x[1], k[1]), one)];
  }

  fullExtents(kernel: Whole, image: Whole): Extents | null {
    const [k, x] = [kernel.extents, image.extents];
    return k === null || x === null ? null : [sub(plus(x[0], k[0]), one), sub(plus(x[1], k[1]), one)];
  }

  /** \sum_{m,n} k_{m,n} x_{i+m-p, j+n-q} */
  private slid(kernel: Whole, image: Whole, extents: Extents, [p, q]: Extents): Whole {
    const [m, n] = [this.fresh(), this.fresh()];
    const [rows, columns] = kernel.extents ?? [one, one];
    return {
      extents,
      at: (i, j) =>
        sum(
          [binder(m, one, this.sizes.resolved(rows)), binder(n, one, this.sizes.resolved(columns))],
          mul([
            kernel.at(variable(m), variable(n)),
            image.at(
              plus(i, sub(variable(m), this.sizes.resolved(p))),
              plus(j, sub(variable(n), this.sizes.resolved(q))),
            ),
          ]),
        ),
      ends: false,
    };
  }

  /** The sum of all entries. */
  total({ extents, at }: Whole): Whole | null {
    if (extents === null) return null;
    const [m, n] = [this.fresh(), this.fresh()];
    const scalar = (): Scalar =>
      sum(
        [binder(m, one, this.sizes.resolved(extents[0])), binder(n, one, this.sizes.resolved(extents[1]))],
        at(variable(m), variable(n)),
      );
    return { extents: null, at: scalar, ends: false };
  }

  /**
   * \sum_{k} \frac{\partial J}{\partial o_k} \frac{\partial o_k}{\partial w_{ij}}: the derivative of the first of some wholes, a
   * number, by the last, through each of those between.
   */
  along(names: readonly string[], wholes: readonly Whole[]): Whole {
    const target = wholes.at(-1) as Whole;
    const places = wholes
      .slice(1, -1)
      .map(({ extents }) => (extents === null ? [] : [this.fresh(), this.fresh()]));
    const bound = (): readonly Binder[] =>
      places.flatMap((own, d) =>
        own.map((name, axis) =>
          binder(name, one, this.sizes.resolved((wholes[d + 1]?.extents ?? [one, one])[axis] as Poly)),
        ),
      );
    const at = (i: Poly, j: Poly): Scalar => {
      const all = [[], ...places.map((own) => own.map(variable)), target.extents === null ? [] : [i, j]];
      const steps = names
        .slice(1)
        .map((by, d) => diff(entry(tensor(names[d] as string), all[d] as Poly[]), by, all[d + 1] as Poly[]));
      return bound().length === 0 ? mul(steps) : sum(bound(), mul(steps));
    };
    return { extents: target.extents, at, ends: target.extents !== null };
  }

  private fresh(): string {
    this.#bound += 1;
    return `${'mnpqrs'[this.#bound % 6] ?? 'm'}${this.#bound}`;
  }
}

const minusOne = sub(sub(one, one), one);
