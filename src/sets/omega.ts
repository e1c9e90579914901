// The Omega test: does a conjunction of integer equalities and inequalities have an integer point?
// (William Pugh, "The Omega test: a fast and practical integer programming algorithm for dependence analysis", 1992.)
//
// 1. An equality removes one unknown for good: a unimodular change of the unknowns (Euclid's algorithm on the
//    coefficients) gives some unknown the coefficient ±1.
// 2. An inequality is tightened; of parallel ones the strongest stays, opposite ones clash or make an equality.
// 3. An unknown z is projected away by adding each lower bound b·z ≥ β to each upper bound a·z ≤ α:
//    aβ ≤ bα (the real shadow). It is exact when all the a, or all the b, are 1.
// 4. Otherwise: an empty real shadow refutes; a point of the dark shadow, bα - aβ ≥ (a-1)(b-1), extends to a point; and
//    a point over neither lies close above a lower bound, b·z = β + i: finitely many splinters, tried one by one.
//
// Lines are expressed in the unknowns of the moment, but as *lines* they are those of the certificate, since a
// unimodular change of unknowns keeps both their meaning and the greatest common divisor of their coefficients.

import type { Arith, Vector } from './arith.js';
import { candidates, fitted } from './bounds.js';
import { given, type Node, type Proof } from './proof.js';
import type { Equality, Row } from './rows.js';
import { darkShadow, Overpruned, realShadow, type Search, slack } from './shadow.js';
import { Stage } from './stage.js';

/** Integer values of the columns, or a proof that there are none. */
export type Outcome<T> = { readonly values: T[] } | { readonly proof: Proof };

/** A system in the unknowns of the moment, each of which, by `basis`, is a form in the given unknowns. */
interface System<T> {
  readonly rows: readonly Row<T>[];
  readonly basis: readonly Vector<T>[];
  /** Unknowns projected since the rows got their numbers. */
  readonly projected: number;
}

/** A stage and the unknown that is projected after it, with its bounds; -1 when none is left. */
interface Layer<T extends number | bigint> {
  readonly stage: Stage<T>;
  readonly column: number;
  readonly bounds: readonly Row<T>[];
}

/** Values tried in one dive. */
const maxDives = 200;

export class Omega<T extends number | bigint> {
  constructor(
    private readonly arith: Arith<T>,
    private readonly width: number,
    private readonly size: number,
    private readonly search: Search,
  ) {}

  /** Decides the lines; the last entry of each is its constant. */
  decide(lines: readonly { readonly vector: Vector<T>; readonly kind: 'ge' | 'eq' }[]): Outcome<T> {
    const { zero, one } = this.arith;
    const basis = Array.from({ length: this.width }, (_, i) =>
      Array.from({ length: this.width }, (_, j) => (i === j ? one : zero)),
    );
    const rows: Row<T>[] = [];
    const equalities: Equality<T>[] = [];
    for (const [i, { vector, kind }] of lines.entries()) {
      const node = given(i);
      if (kind === 'ge') rows.push({ vector, node, from: [this.search.next++] });
      else equalities.push({ vector, plus: node, minus: node });
    }
    return this.solve({ rows, basis, projected: 0 }, equalities, 0);
  }

  /** `depth` counts the splits around. */
  private solve(system: System<T>, equalities: readonly Equality<T>[], depth: number): Outcome<T> {
    const stage = this.stage(system);
    const conflict = stage.run(system.rows, equalities);
    if (conflict !== null) return { proof: { tag: 'farkas', node: conflict } };
    const column = stage.column();
    const outcome = column === null ? { values: this.zeros() } : this.project(stage, column, depth);
    if ('proof' in outcome) return outcome;
    const values = stage.extend(outcome.values);
    if (values === null) throw new Overpruned('an exact projection must extend');
    return { values };
  }

  private stage({ basis, projected }: System<T>): Stage<T> {
    return new Stage(this.arith, this.width, this.search, basis, projected);
  }

  private zeros(): T[] {
    return Array.from({ length: this.width }, () => this.arith.zero);
  }

  /** Step 4, for a column whose projection is not exact. */
  private project(stage: Stage<T>, column: number, depth: number): Outcome<T> {
    const { basis, projected } = stage;
    const connected = stage.rows.connected(column);
    const apart = stage.rows.list().filter((row) => !connected.has(row));
    if (apart.length > 0) {
      return this.both({ rows: [...connected], basis, projected }, { rows: apart, basis, projected }, depth);
    }
    const layers = this.layers({ rows: stage.rows.list(), basis, projected });
    if ('proof' in layers) return layers;
    const found = this.dive(layers, layers.length - 1, this.zeros(), { left: maxDives });
    if (found !== null) return { values: found };
    const around = stage.rows.around(column);
    const { lowers, uppers, others } = around;
    const { arith, search } = this;
    const under = (shadow: readonly Row<T>[]): Outcome<T> | null => {
      const outcome = this.solve(
        { rows: [...others, ...shadow], basis, projected: projected + 1 },
        [],
        depth,
      );
      if ('proof' in outcome) return outcome;
      const values = fitted(arith, column, [...lowers, ...uppers], outcome.values);
      return values === null ? null : { values };
    };
    const real = under(realShadow(arith, search, around, column, projected));
    if (real !== null) return real;
    const dark = under(darkShadow(arith, search, around, column, projected));
    if (dark !== null && 'values' in dark) return dark;
    const above = slack(arith, lowers, uppers, column);
    const below = slack(arith, uppers, lowers, column);
    const count = (most: readonly T[]): number => most.reduce((sum, k) => sum + Number(k) + 1, 0);
    const splinters =
      count(above) <= count(below)
        ? { side: lowers, most: above, opposite: uppers }
        : { side: uppers, most: below, opposite: lowers };
    return this.splinter({ ...splinters, others, column, stage }, 0, [], depth);
  }

  /** Two systems without a common unknown. */
  private both(a: System<T>, b: System<T>, depth: number): Outcome<T> {
    const first = this.solve(a, [], depth);
    if ('proof' in first) return first;
    const second = this.solve(b, [], depth);
    if ('proof' in second) return second;
    const inFirst = this.zeros().map((_, i) => a.rows.some((row) => row.vector[i] !== this.arith.zero));
    return { values: second.values.map((value, i) => (inFirst[i] ? (first.values[i] as T) : value)) };
  }

  /**
   * Row i of the side is either a splinter, = 0, …, = most[i], or ≥ most[i] + 1; when all rows are of the latter
   * kind, their real shadow lies in the dark shadow, which is empty.
   */
  private splinter(s: Splinters<T>, i: number, tight: readonly Row<T>[], depth: number): Outcome<T> {
    const { arith } = this;
    const { basis, projected } = s.stage;
    const row = s.side[i];
    if (row === undefined) {
      const isLower = (s.side[0]?.vector[s.column] as T) > arith.zero;
      const bounds = isLower ? { lowers: tight, uppers: s.opposite } : { lowers: s.opposite, uppers: tight };
      const rows = [...s.others, ...realShadow(arith, this.search, bounds, s.column, projected)];
      const outcome = this.solve({ rows, basis, projected: projected + 1 }, [], depth);
      if ('values' in outcome) throw new Overpruned('the tightened system must lie in the dark shadow');
      return outcome;
    }
    const most = s.most[i] as T;
    if (most < arith.zero) return this.splinter(s, i + 1, [...tight, row], depth);
    const node = given(this.size + depth);
    const next = this.plus(row.vector, arith.neg(arith.add(most, arith.one)));
    const atLeast = this.splinter(s, i + 1, [...tight, this.row(next, node)], depth + 1);
    if ('values' in atLeast) return atLeast;
    const top = this.row(this.minus(row.vector, most), node);
    const all = { rows: [...s.others, ...s.side, ...s.opposite, top], basis, projected };
    const below = this.thin(all, row.vector, arith.zero, most, depth + 1);
    if ('values' in below) return below;
    return {
      proof: { tag: 'split', on: this.inGiven(next, basis), atLeast: atLeast.proof, below: below.proof },
    };
  }

  /** The system, whose rows include low ≤ form ≤ high, halved until the form is fixed. */
  private thin(system: System<T>, form: Vector<T>, low: T, high: T, depth: number): Outcome<T> {
    const { arith } = this;
    if (low === high) return this.solve(system, [], depth);
    const layers = this.layers(system);
    if ('proof' in layers) return layers;
    const middle = arith.floor(arith.add(low, arith.add(high, arith.one)), arith.of(2n));
    const node = given(this.size + depth);
    const joined = (vector: Vector<T>): System<T> => ({
      ...system,
      rows: [...system.rows, this.row(vector, node)],
    });
    const on = this.plus(form, arith.neg(middle));
    const atLeast = this.thin(joined(on), form, middle, high, depth + 1);
    if ('values' in atLeast) return atLeast;
    const under = arith.add(middle, arith.neg(arith.one));
    const below = this.thin(joined(this.minus(form, under)), form, low, under, depth + 1);
    if ('values' in below) return below;
    return {
      proof: { tag: 'split', on: this.inGiven(on, system.basis), atLeast: atLeast.proof, below: below.proof },
    };
  }

  /** Real shadows down to no unknowns: a refutation, or the layers in between, on which `dive` looks for a point. */
  private layers(system: System<T>): { readonly proof: Proof } | readonly Layer<T>[] {
    const layers: Layer<T>[] = [];
    for (let { rows, basis, projected } = system; ; ) {
      const stage = this.stage({ rows, basis, projected });
      const conflict = stage.run(rows, []);
      if (conflict !== null) return { proof: { tag: 'farkas', node: conflict } };
      const column = stage.column();
      if (column === null) return [...layers, { stage, column: -1, bounds: [] }];
      const around = stage.rows.around(column);
      layers.push({ stage, column, bounds: [...around.lowers, ...around.uppers] });
      rows = [...around.others, ...realShadow(this.arith, this.search, around, column, stage.projected)];
      basis = stage.basis;
      projected = stage.projected + 1;
    }
  }

  /** Tries a few integers from the middle of what is left for each unknown, the last projected first. */
  private dive(
    layers: readonly Layer<T>[],
    i: number,
    values: readonly T[] | null,
    tries: { left: number },
  ): T[] | null {
    const layer = layers[i];
    if (values === null || layer === undefined) return values === null ? null : [...values];
    const { stage, column, bounds } = layer;
    if (column < 0) return this.dive(layers, i - 1, stage.extend(values), tries);
    for (const candidate of candidates(this.arith, column, bounds, values)) {
      if (--tries.left < 0) return null;
      const found = this.dive(layers, i - 1, stage.extend(values.with(column, candidate)), tries);
      if (found !== null) return found;
    }
    return null;
  }

  private row(vector: Vector<T>, node: Node): Row<T> {
    return { vector, node, from: [this.search.next++] };
  }

  private plus(vector: Vector<T>, constant: T): Vector<T> {
    return vector.with(this.width, this.arith.add(vector[this.width] as T, constant));
  }

  /** constant - vector */
  private minus(vector: Vector<T>, constant: T): Vector<T> {
    return this.plus(vector.map(this.arith.neg), constant);
  }

  /** A form in the unknowns of the moment, in the given unknowns. */
  private inGiven(vector: Vector<T>, basis: readonly Vector<T>[]): T[] {
    const { arith } = this;
    const form = this.zeros();
    for (const [i, unknown] of basis.entries()) {
      for (const [j, coef] of unknown.entries())
        form[j] = arith.add(form[j] as T, arith.mul(vector[i] as T, coef));
    }
    return [...form, vector[this.width] as T];
  }
}

/** Rows on the side of a column that is cut into splinters, the opposite rows, and those without the column. */
interface Splinters<T extends number | bigint> {
  readonly side: readonly Row<T>[];
  /** For each row of the side the largest value to try, negative if none is. */
  readonly most: readonly T[];
  readonly opposite: readonly Row<T>[];
  readonly others: readonly Row<T>[];
  readonly column: number;
  readonly stage: Stage<T>;
}
