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
import { given, type Node, type Proof } from './proof.js';
import { type Equality, Overpruned, type Row, type Search, Stage } from './stage.js';

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
    const basis = Array.from({ length: this.width }, (_, i) => Array.from({ length: this.width }, (_, j) => (i === j ? one : zero)));
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
    const stage = new Stage(this.arith, this.width, system.basis, this.search, system.projected);
    const conflict = stage.run(system.rows, equalities);
    if (conflict !== null) return { proof: { tag: 'farkas', node: conflict } };
    const column = stage.column();
    const outcome = column === null ? { values: this.zeros() } : this.project(stage, column, depth);
    return 'values' in outcome ? { values: stage.extend(outcome.values) } : outcome;
  }

  private zeros(): T[] {
    return Array.from({ length: this.width }, () => this.arith.zero);
  }

  /** Step 4, for a column whose projection is not exact. */
  private project(stage: Stage<T>, column: number, depth: number): Outcome<T> {
    const { basis, projected } = stage;
    const connected = stage.connected(column);
    const apart = stage.rows().filter((row) => !connected.has(row));
    if (apart.length > 0) {
      return this.both({ rows: [...connected], basis, projected }, { rows: apart, basis, projected }, depth);
    }
    const layers = this.layers({ rows: stage.rows(), basis, projected });
    if ('proof' in layers) return layers;
    const found = this.dive(layers, layers.length - 1, this.zeros(), { left: maxDives });
    if (found !== null) return { values: found };
    const { lowers, uppers, others } = stage.around(column);
    const bounds = [...lowers, ...uppers];
    const under = (shadow: readonly Row<T>[]): Outcome<T> =>
      this.solve({ rows: [...others, ...shadow], basis, projected: projected + 1 }, [], depth);
    const real = under(stage.shadow(lowers, uppers, column));
    if ('proof' in real || stage.fits(column, bounds, real.values)) return real;
    const dark = under(this.dark(stage, lowers, uppers, column));
    if ('values' in dark && stage.fits(column, bounds, dark.values)) return dark;
    const above = this.slack(lowers, uppers, column);
    const below = this.slack(uppers, lowers, column);
    const count = (slack: readonly T[]) => slack.reduce((sum, k) => sum + Number(k) + 1, 0);
    const splinters =
      count(above) <= count(below)
        ? { side: lowers, slack: above, opposite: uppers }
        : { side: uppers, slack: below, opposite: lowers };
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

  /** The dark shadow: as the real one, leaving between the bounds room for an integer. */
  private dark(stage: Stage<T>, lowers: readonly Row<T>[], uppers: readonly Row<T>[], column: number): Row<T>[] {
    const { arith } = this;
    const less = (c: T): T => arith.add(c, arith.neg(arith.one));
    return lowers.flatMap((lower) =>
      uppers.flatMap((upper) => {
        const b = less(lower.vector[column] as T);
        const a = less(arith.neg(upper.vector[column] as T));
        const room = arith.neg(arith.mul(a, b));
        return stage.shadow([lower], [upper], column).map((row) => ({ ...row, vector: this.plus(row.vector, room) }));
      }),
    );
  }

  /** For each row the largest i = ⌊(ab - a - b)/a⌋, a the largest opposite coefficient, for which row = i must be tried. */
  private slack(side: readonly Row<T>[], opposite: readonly Row<T>[], column: number): T[] {
    const { arith } = this;
    const size = (row: Row<T>): T => {
      const c = row.vector[column] as T;
      return c < arith.zero ? arith.neg(c) : c;
    };
    const a = opposite.map(size).reduce((x, y) => (x > y ? x : y));
    return side.map((row) => {
      const b = size(row);
      return arith.floor(arith.add(arith.mul(a, b), arith.neg(arith.add(a, b))), a);
    });
  }

  /**
   * Row i of the side is either a splinter, = 0, …, = slack[i], or ≥ slack[i] + 1; when all rows are of the latter
   * kind, their real shadow lies in the dark shadow, which is empty.
   */
  private splinter(s: Splinters<T>, i: number, tight: readonly Row<T>[], depth: number): Outcome<T> {
    const { arith } = this;
    const { basis, projected } = s.stage;
    const row = s.side[i];
    if (row === undefined) {
      const [lowers, uppers] = (tight[0]?.vector[s.column] as T) > arith.zero ? [tight, s.opposite] : [s.opposite, tight];
      const rows = [...s.others, ...s.stage.shadow(lowers, uppers, s.column)];
      const outcome = this.solve({ rows, basis, projected: projected + 1 }, [], depth);
      if ('values' in outcome) throw new Overpruned('the tightened system must lie in the dark shadow');
      return outcome;
    }
    const slack = s.slack[i] as T;
    if (slack < arith.zero) return this.splinter(s, i + 1, [...tight, row], depth);
    const node = given(this.size + depth);
    const next = this.plus(row.vector, arith.neg(arith.add(slack, arith.one)));
    const atLeast = this.splinter(s, i + 1, [...tight, this.row(next, node)], depth + 1);
    if ('values' in atLeast) return atLeast;
    const top = this.row(this.minus(row.vector, slack), node);
    const all = { rows: [...s.others, ...s.side, ...s.opposite, top], basis, projected };
    const below = this.thin(all, row.vector, arith.zero, slack, depth + 1);
    if ('values' in below) return below;
    return { proof: { tag: 'split', on: this.inGiven(next, basis), atLeast: atLeast.proof, below: below.proof } };
  }

  /** The system, whose rows include low ≤ form ≤ high, halved until the form is fixed. */
  private thin(system: System<T>, form: Vector<T>, low: T, high: T, depth: number): Outcome<T> {
    const { arith } = this;
    if (low === high) return this.solve(system, [], depth);
    const layers = this.layers(system);
    if ('proof' in layers) return layers;
    const middle = arith.floor(arith.add(low, arith.add(high, arith.one)), arith.of(2n));
    const node = given(this.size + depth);
    const joined = (vector: Vector<T>): System<T> => ({ ...system, rows: [...system.rows, this.row(vector, node)] });
    const on = this.plus(form, arith.neg(middle));
    const atLeast = this.thin(joined(on), form, middle, high, depth + 1);
    if ('values' in atLeast) return atLeast;
    const under = arith.add(middle, arith.neg(arith.one));
    const below = this.thin(joined(this.minus(form, under)), form, low, under, depth + 1);
    if ('values' in below) return below;
    return { proof: { tag: 'split', on: this.inGiven(on, system.basis), atLeast: atLeast.proof, below: below.proof } };
  }

  /** Real shadows down to no unknowns: a refutation, or the layers in between, on which `dive` looks for a point. */
  private layers({ rows, basis, projected }: System<T>): { readonly proof: Proof } | readonly Layer<T>[] {
    const layers: Layer<T>[] = [];
    for (;;) {
      const stage: Stage<T> = new Stage(this.arith, this.width, basis, this.search, projected);
      const conflict = stage.run(rows, []);
      if (conflict !== null) return { proof: { tag: 'farkas', node: conflict } };
      const column = stage.column();
      if (column === null) return [...layers, { stage, column: -1, bounds: [] }];
      const { lowers, uppers, others } = stage.around(column);
      layers.push({ stage, column, bounds: [...lowers, ...uppers] });
      rows = [...others, ...stage.shadow(lowers, uppers, column)];
      basis = stage.basis;
      projected = stage.projected + 1;
    }
  }

  /** Tries a few integers from the middle of what is left for each unknown, the last projected first. */
  private dive(layers: readonly Layer<T>[], i: number, values: readonly T[], tries: { left: number }): T[] | null {
    const layer = layers[i];
    if (layer === undefined) return [...values];
    const { stage, column, bounds } = layer;
    if (column < 0) return this.dive(layers, i - 1, stage.extend(values), tries);
    for (const candidate of stage.candidates(column, bounds, values)) {
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
      for (const [j, coef] of unknown.entries()) form[j] = arith.add(form[j] as T, arith.mul(vector[i] as T, coef));
    }
    return [...form, vector[this.width] as T];
  }
}

/** Rows on the side of a column that is cut into splinters, the opposite rows, and those without the column. */
interface Splinters<T extends number | bigint> {
  readonly side: readonly Row<T>[];
  readonly slack: readonly T[];
  readonly opposite: readonly Row<T>[];
  readonly others: readonly Row<T>[];
  readonly column: number;
  readonly stage: Stage<T>;
}
