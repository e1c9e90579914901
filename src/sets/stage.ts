// Steps 1 to 3 of the Omega test (omega.ts): everything that is exact. A stage takes rows and equalities, removes
// unknowns while that loses no integer point, and remembers how to extend a point of what is left.

import type { Arith, Vector } from './arith.js';
import { SetsLimit } from './limit.js';
import { cut, derived, type Node } from './proof.js';

/** vector·(unknowns, 1) ≥ 0; `from` has the numbers of the rows it was added up from, ascending. */
export interface Row<T> {
  readonly vector: Vector<T>;
  readonly node: Node;
  readonly from: readonly number[];
}

/** What one search shares: lines it may still derive, numbers of rows, whether to leave out redundant rows. */
export interface Search {
  left: number;
  next: number;
  readonly prune: boolean;
}

/** Thrown when a point does not extend because a row that was left out was needed after all; cannot happen without. */
export class Overpruned extends Error {}

/** vector·(unknowns, 1) = 0: a given equality (plus and minus are the same node), or vector ≥ 0 and -vector ≥ 0. */
export interface Equality<T> {
  readonly vector: Vector<T>;
  readonly plus: Node;
  readonly minus: Node;
}

/** How a removed unknown is found again: it was changed for another, or solved for, or is bounded by rows. */
type Removal<T> =
  | { readonly tag: 'change' | 'solved'; readonly column: number; readonly vector: Vector<T> }
  | { readonly tag: 'bounded'; readonly column: number; readonly rows: readonly Row<T>[] };

/** Parallel rows: the strongest in either direction, `plus` having a positive first coefficient. */
interface Pair<T> {
  plus: Row<T> | null;
  minus: Row<T> | null;
}

export class Stage<T extends number | bigint> {
  private readonly pairs = new Map<string, Pair<T>>();
  private readonly removals: Removal<T>[] = [];
  private queue: Equality<T>[] = [];
  private conflict: Node | null = null;

  constructor(
    private readonly arith: Arith<T>,
    private readonly width: number,
    public basis: readonly Vector<T>[],
    private readonly search: Search,
    /** Unknowns projected since the rows got their numbers. */
    public projected: number,
  ) {}

  /** Removes what can be removed exactly; the node of a contradiction if one turns up. */
  run(rows: readonly Row<T>[], equalities: readonly Equality<T>[]): Node | null {
    for (const equality of equalities) this.addEquality(equality.vector, equality.plus, equality.minus);
    for (const row of rows) this.addRow(row);
    while (this.conflict === null) {
      if (this.queue.length > 0) this.solveEquality();
      else {
        const column = this.choose(true);
        if (column === null) break;
        this.eliminate(column);
      }
    }
    return this.conflict;
  }

  /** The column whose projection is least inexact, or null when no unknown is left. */
  column(): number | null {
    return this.choose(false);
  }

  rows(): Row<T>[] {
    const rows: Row<T>[] = [];
    for (const { plus, minus } of this.pairs.values()) {
      if (plus !== null) rows.push(plus);
      if (minus !== null) rows.push(minus);
    }
    return rows;
  }

  /** Rows that bound the column from below, from above, and the rest. */
  around(column: number): { lowers: Row<T>[]; uppers: Row<T>[]; others: Row<T>[] } {
    const lowers: Row<T>[] = [];
    const uppers: Row<T>[] = [];
    const others: Row<T>[] = [];
    const { zero } = this.arith;
    for (const row of this.rows()) {
      const c = row.vector[column] as T;
      (c > zero ? lowers : c < zero ? uppers : others).push(row);
    }
    return { lowers, uppers, others };
  }

  /** The rows that share an unknown with the column, directly or through others. */
  connected(column: number): ReadonlySet<Row<T>> {
    const found = new Set<Row<T>>();
    const columns = new Set([column]);
    const rows = this.rows();
    for (let before = -1; before < found.size; ) {
      before = found.size;
      for (const row of rows) {
        if (found.has(row) || ![...columns].some((i) => row.vector[i] !== this.arith.zero)) continue;
        found.add(row);
        for (let i = 0; i < this.width; i++) if (row.vector[i] !== this.arith.zero) columns.add(i);
      }
    }
    return found;
  }

  /** Gives the column a value between the bounds of the rows, the one nearest 0, if there is one. */
  fits(column: number, rows: readonly Row<T>[], values: T[]): boolean {
    const { zero } = this.arith;
    const { low, high } = this.interval(column, rows, values);
    if (low !== null && high !== null && low > high) return false;
    values[column] = low !== null && low > zero ? low : high !== null && high < zero ? high : zero;
    return true;
  }

  /** A few integers between the bounds of the rows: around the middle, and the ends. */
  candidates(column: number, rows: readonly Row<T>[], values: readonly T[]): T[] {
    const { arith } = this;
    const { low, high } = this.interval(column, rows, values);
    const end = low ?? high ?? arith.zero;
    const last = high ?? low ?? arith.zero;
    if (end > last) return [];
    const middle = arith.floor(arith.add(end, last), arith.add(arith.one, arith.one));
    const near = [middle, arith.add(middle, arith.one), arith.add(middle, arith.neg(arith.one)), end, last];
    return [...new Set(near)].filter((value) => (low === null || value >= low) && (high === null || value <= high));
  }

  private interval(column: number, rows: readonly Row<T>[], values: readonly T[]): { low: T | null; high: T | null } {
    const { arith } = this;
    let low: T | null = null;
    let high: T | null = null;
    for (const { vector } of rows) {
      const c = vector[column] as T;
      const rest = this.value(vector, values, column);
      if (c > arith.zero) {
        const bound = arith.neg(arith.floor(rest, c));
        if (low === null || bound > low) low = bound;
      } else {
        const bound = arith.floor(rest, arith.neg(c));
        if (high === null || bound < high) high = bound;
      }
    }
    return { low, high };
  }

  /** From values of the unknowns that are left, values of those there were at the beginning. */
  extend(values: readonly T[]): T[] {
    const { arith } = this;
    const all = [...values];
    for (const removal of this.removals.toReversed()) {
      const { column } = removal;
      if (removal.tag === 'bounded') {
        if (!this.fits(column, removal.rows, all)) throw new Overpruned('an exact projection must extend');
      } else if (removal.tag === 'solved') {
        const rest = this.value(removal.vector, all, column);
        all[column] = (removal.vector[column] as T) > arith.zero ? arith.neg(rest) : rest;
      } else {
        all[column] = this.value(removal.vector, all, -1);
      }
    }
    return all;
  }

  /** vector·(values, 1) without the given column */
  private value(vector: Vector<T>, values: readonly T[], without: number): T {
    const { arith } = this;
    let sum = vector[this.width] as T;
    for (let i = 0; i < this.width; i++) {
      const c = vector[i] as T;
      if (i !== without && c !== arith.zero) sum = arith.add(sum, arith.mul(c, values[i] as T));
    }
    return sum;
  }

  private addRow({ vector: given, node: source, from }: Row<T>): void {
    const { arith } = this;
    const content = arith.content(given);
    const constant = given[this.width] as T;
    if (content === arith.zero) {
      if (constant < arith.zero) this.conflict ??= source;
      return;
    }
    const vector = this.divided(given, content);
    const row: Row<T> =
      content === arith.one ? { vector, node: source, from } : { vector, node: cut(source), from };
    const sign = vector.find((c) => c !== arith.zero) as T;
    const positive = sign > arith.zero;
    const key = this.key(vector, positive);
    let pair = this.pairs.get(key);
    if (pair === undefined) this.pairs.set(key, (pair = { plus: null, minus: null }));
    const known = positive ? pair.plus : pair.minus;
    if (known !== null && (known.vector[this.width] as T) <= (vector[this.width] as T)) return;
    if (positive) pair.plus = row;
    else pair.minus = row;
    const { plus, minus } = pair;
    if (plus === null || minus === null) return;
    const room = arith.add(plus.vector[this.width] as T, minus.vector[this.width] as T);
    if (room < arith.zero) this.conflict ??= derived([plus.node, 1], [minus.node, 1]);
    else if (room === arith.zero) {
      this.pairs.delete(key);
      this.queue.push({ vector: plus.vector, plus: plus.node, minus: minus.node });
    }
  }

  private addEquality(given: Vector<T>, plus: Node, minus: Node): void {
    const { arith } = this;
    const content = arith.content(given);
    const constant = given[this.width] as T;
    if (content === arith.zero) {
      if (constant !== arith.zero) this.conflict ??= constant < arith.zero ? plus : minus;
      return;
    }
    const vector = this.divided(given, content);
    const tightPlus = content === arith.one ? plus : cut(plus);
    const tightMinus = content === arith.one ? minus : plus === minus ? tightPlus : cut(minus);
    if (arith.mul(vector[this.width] as T, content) === constant) {
      this.queue.push({ vector, plus: tightPlus, minus: tightMinus });
    } else this.conflict ??= plus === minus ? tightPlus : derived([tightPlus, 1], [tightMinus, 1]);
  }

  /** Divided by the content, the constant rounded down. */
  private divided(vector: Vector<T>, content: T): Vector<T> {
    return content === this.arith.one ? vector : vector.map((c) => this.arith.floor(c, content));
  }

  private key(vector: Vector<T>, positive: boolean): string {
    let key = '';
    for (let i = 0; i < this.width; i++) key += `${positive ? vector[i] : this.arith.neg(vector[i] as T)},`;
    return key;
  }

  /** Takes an equality from the queue, makes some coefficient ±1 and removes that unknown from all lines. */
  private solveEquality(): void {
    const { arith } = this;
    const minusOne = arith.neg(arith.one);
    const unit = ({ vector }: Equality<T>): number => {
      for (let i = 0; i < this.width; i++) if (vector[i] === arith.one || vector[i] === minusOne) return i;
      return -1;
    };
    let at = this.queue.findIndex((equality) => unit(equality) >= 0);
    if (at < 0) {
      at = 0;
      this.makeUnit();
    }
    const equality = this.queue[at] as Equality<T>;
    const column = unit(equality);
    const queue = this.queue.filter((_, i) => i !== at);
    const rows = this.rows();
    const { vector } = equality;
    this.queue = [];
    this.pairs.clear();
    this.removals.push({ tag: 'solved', column, vector });
    const multiplier = (c: T): T => (vector[column] === arith.one ? arith.neg(c) : c);
    const times = ({ plus, minus }: Equality<T>, m: T): readonly [Node, T] =>
      plus === minus || m >= arith.zero ? [plus, m] : [minus, arith.neg(m)];
    for (const other of queue) {
      const m = multiplier(other.vector[column] as T);
      if (m === arith.zero) {
        this.queue.push(other);
        continue;
      }
      const genuine = other.plus === other.minus && equality.plus === equality.minus;
      const plus = derived(times(other, arith.one), times(equality, m));
      const minus = genuine ? plus : derived(times(other, minusOne), times(equality, arith.neg(m)));
      this.addEquality(arith.combine(arith.one, other.vector, m, vector), plus, minus);
    }
    this.projected = 0;
    for (const row of rows) {
      const from = [this.search.next++];
      const m = multiplier(row.vector[column] as T);
      if (m === arith.zero) this.addRow({ ...row, from });
      else {
        const node = derived([row.node, arith.one], times(equality, m));
        this.addRow({ vector: arith.combine(arith.one, row.vector, m, vector), node, from });
      }
    }
  }

  /** Changes unknowns until the first equality has a coefficient ±1: y = x_k + Σ q_j x_j takes the place of x_k. */
  private makeUnit(): void {
    const { arith } = this;
    for (;;) {
      const { vector } = this.queue[0] as Equality<T>;
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
    const rows = this.rows();
    this.pairs.clear();
    this.queue = this.queue.map((equality) => ({ ...equality, vector: renewed(equality.vector) }));
    for (const row of rows) this.addRow({ ...row, vector: renewed(row.vector) });
    const unknown = quotients.slice(0, this.width).reduce<Vector<T>>(
      (sum, q, j) => (q === arith.zero ? sum : sum.map((c, i) => arith.add(c, arith.mul(q, this.basis[j]?.[i] as T)))),
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
    const rows = this.rows();
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
    const { lowers, uppers, others } = this.around(column);
    this.removals.push({ tag: 'bounded', column, rows: [...lowers, ...uppers] });
    this.pairs.clear();
    for (const row of others) this.addRow(row);
    for (const row of this.shadow(lowers, uppers, column)) this.addRow(row);
    this.projected++;
  }

  /**
   * Each lower bound added to each upper bound so that the column cancels. A row added up from more than k + 1 rows,
   * k the number of projected unknowns, follows from the others (Kohler; Imbert): it is left out. That may fail
   * when cuts have replaced rows, but then no point is found for what is called satisfiable, and `Overpruned` tells.
   */
  shadow(lowers: readonly Row<T>[], uppers: readonly Row<T>[], column: number): Row<T>[] {
    const { arith, search } = this;
    const rows: Row<T>[] = [];
    for (const lower of lowers) {
      for (const upper of uppers) {
        const from = union(lower.from, upper.from);
        if (search.prune && from.length > this.projected + 2) continue;
        if (--search.left < 0) throw new SetsLimit('work', 'too many lines were derived');
        const b = lower.vector[column] as T;
        const a = arith.neg(upper.vector[column] as T);
        const vector = arith.combine(a, lower.vector, b, upper.vector);
        rows.push({ vector, node: derived([lower.node, a], [upper.node, b]), from });
      }
    }
    return rows;
  }
}

/** The numbers of two ascending lists, ascending. */
function union(a: readonly number[], b: readonly number[]): number[] {
  const all: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const x = a[i] ?? Number.POSITIVE_INFINITY;
    const y = b[j] ?? Number.POSITIVE_INFINITY;
    all.push(x < y ? x : y);
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return all;
}
