// Steps 1 to 3 of the Omega test (omega.ts) as far as they are exact: a stage takes rows and equalities, removes
// unknowns while that loses no integer point, and remembers how to extend a point of what is left.

import type { Arith, Vector } from './arith.js';
import { fitted, valueAt } from './bounds.js';
import { derived, type Node } from './proof.js';
import { type Equality, type Row, Rows } from './rows.js';
import { realShadow, type Search } from './shadow.js';

/** How a removed unknown is found again: it was changed for another, or solved for, or is bounded by rows. */
type Removal<T> =
  | { readonly tag: 'change' | 'solved'; readonly column: number; readonly vector: Vector<T> }
  | { readonly tag: 'bounded'; readonly column: number; readonly rows: readonly Row<T>[] };

export class Stage<T extends number | bigint> {
  readonly rows: Rows<T>;
  private readonly removals: Removal<T>[] = [];

  constructor(
    private readonly arith: Arith<T>,
    private readonly width: number,
    private readonly search: Search,
    /** The unknowns of the moment as forms in the given ones. */
    public basis: readonly Vector<T>[],
    /** Unknowns projected since the rows got their numbers. */
    public projected: number,
  ) {
    this.rows = new Rows(arith, width);
  }

  /** Removes what can be removed exactly; the node of a contradiction if one turns up. */
  run(rows: readonly Row<T>[], equalities: readonly Equality<T>[]): Node | null {
    for (const equality of equalities) this.rows.addEquality(equality);
    for (const row of rows) this.rows.add(row);
    while (this.rows.conflict === null) {
      if (this.rows.equalities.length > 0) this.solveEquality();
      else {
        const column = this.choose(true);
        if (column === null) break;
        this.eliminate(column);
      }
    }
    return this.rows.conflict;
  }

  /** The column whose projection is least inexact, or null when no unknown is left. */
  column(): number | null {
    return this.choose(false);
  }

  /** From values of the unknowns that are left, values of those there were at the beginning; null if that fails. */
  extend(values: readonly T[]): T[] | null {
    const { arith } = this;
    let all = [...values];
    for (const removal of this.removals.toReversed()) {
      const { column } = removal;
      if (removal.tag === 'bounded') {
        const more = fitted(arith, column, removal.rows, all);
        if (more === null) return null;
        all = more;
      } else if (removal.tag === 'solved') {
        const rest = valueAt(arith, removal.vector, all, column);
        all[column] = (removal.vector[column] as T) > arith.zero ? arith.neg(rest) : rest;
      } else {
        all[column] = valueAt(arith, removal.vector, all);
      }
    }
    return all;
  }

  /** Takes an equality from the queue, makes some coefficient ±1 and removes that unknown from all lines. */
  private solveEquality(): void {
    const { arith } = this;
    const minusOne = arith.neg(arith.one);
    const unit = ({ vector }: Equality<T>): number => {
      for (let i = 0; i < this.width; i++) if (vector[i] === arith.one || vector[i] === minusOne) return i;
      return -1;
    };
    if (!this.rows.equalities.some((equality) => unit(equality) >= 0)) this.makeUnit();
    const equalities = this.rows.takeEqualities();
    const equality = equalities.find((e) => unit(e) >= 0) as Equality<T>;
    const column = unit(equality);
    const { vector } = equality;
    this.removals.push({ tag: 'solved', column, vector });
    const multiplier = (c: T): T => (vector[column] === arith.one ? arith.neg(c) : c);
    const times = ({ plus, minus }: Equality<T>, m: T): readonly [Node, T] =>
      plus === minus || m >= arith.zero ? [plus, m] : [minus, arith.neg(m)];
    for (const other of equalities) {
      if (other === equality) continue;
      const m = multiplier(other.vector[column] as T);
      if (m === arith.zero) {
        this.rows.addEquality(other);
        continue;
      }
      const genuine = other.plus === other.minus && equality.plus === equality.minus;
      const plus = derived(times(other, arith.one), times(equality, m));
      const minus = genuine ? plus : derived(times(other, minusOne), times(equality, arith.neg(m)));
      this.rows.addEquality({ vector: arith.combine(arith.one, other.vector, m, vector), plus, minus });
    }
    for (const row of this.rows.takeRows(column)) {
      const m = multiplier(row.vector[column] as T);
      const node = derived([row.node, arith.one], times(equality, m));
      const from = [this.search.next++];
      this.rows.add({ vector: arith.combine(arith.one, row.vector, m, vector), node, from });
    }
  }

  /** Changes unknowns until the first equality has a coefficient ±1: y = x_k + Σ q_j x_j takes the place of x_k. */
  private makeUnit(): void {
    const { arith } = this;
    for (;;) {
      const { vector } = this.rows.equalities[0] as Equality<T>;
      let k = -1;
      for (let i = 0; i < this.width; i++) {
        if (vector[i] !== arith.zero && (k < 0 || this.size(vector[i]) < this.size(vector[k]))) k = i;
      }
      const pivot = vector[k] as T;
      if (this.size(pivot) === arith.one) return;
      const positive = pivot > arith.zero;
      const quotients = vector.map((c, i) => {
        if (i === k || i === this.width) return arith.zero;
        return positive ? arith.floor(c, pivot) : arith.floor(arith.neg(c), arith.neg(pivot));
      });
      this.change(k, quotients);
    }
  }

  private change(k: number, quotients: readonly T[]): void {
    const { arith } = this;
    const renewed = (vector: Vector<T>): Vector<T> =>
      arith.combine(arith.one, vector, arith.neg(vector[k] as T), quotients);
    for (const equality of this.rows.takeEqualities()) {
      this.rows.addEquality({ ...equality, vector: renewed(equality.vector) });
    }
    for (const row of this.rows.takeRows(k)) this.rows.add({ ...row, vector: renewed(row.vector) });
    const unknown = quotients
      .slice(0, this.width)
      .reduce<Vector<T>>(
        (sum, q, j) =>
          q === arith.zero ? sum : sum.map((c, i) => arith.add(c, arith.mul(q, this.basis[j]?.[i] as T))),
        this.basis[k] as Vector<T>,
      );
    this.basis = this.basis.with(k, unknown);
    this.removals.push({ tag: 'change', column: k, vector: quotients.map(arith.neg).with(k, arith.one) });
  }

  private size(c: T | undefined): T {
    return (c as T) < this.arith.zero ? this.arith.neg(c as T) : (c as T);
  }

  /** The cheapest unknown to project; only among the exact ones if `exact`. */
  private choose(exact: boolean): number | null {
    const { arith } = this;
    const { zero, one } = arith;
    const minusOne = arith.neg(one);
    const rows = this.rows.list();
    let best: number | null = null;
    let bestCost = Number.POSITIVE_INFINITY;
    for (let i = 0; i < this.width; i++) {
      let lowers = 0;
      let uppers = 0;
      let unitLowers = true;
      let unitUppers = true;
      let largest = 1;
      for (const row of rows) {
        const c = row.vector[i] as T;
        if (c === zero) continue;
        if (c > zero) {
          lowers++;
          unitLowers &&= c === one;
        } else {
          uppers++;
          unitUppers &&= c === minusOne;
        }
        if (!exact) largest = Math.max(largest, Math.abs(Number(c)));
      }
      if (lowers + uppers === 0) continue;
      if (exact && !unitLowers && !unitUppers && lowers > 0 && uppers > 0) continue;
      const cost = (exact ? 0 : largest * 1000) + lowers * uppers - lowers - uppers;
      if (cost < bestCost) {
        best = i;
        bestCost = cost;
      }
    }
    return best;
  }

  /** Fourier-Motzkin, where it is exact. */
  private eliminate(column: number): void {
    const rows = this.rows.takeRows(column);
    const lowers = rows.filter((row) => (row.vector[column] as T) > this.arith.zero);
    const uppers = rows.filter((row) => (row.vector[column] as T) < this.arith.zero);
    this.removals.push({ tag: 'bounded', column, rows });
    const shadow = realShadow(this.arith, this.search, { lowers, uppers }, column, this.projected);
    for (const row of shadow) this.rows.add(row);
    this.projected++;
  }
}
