// The lines of a search, in the unknowns of the moment: tightened, of parallel inequalities only the strongest, of
// opposite ones a contradiction or an equality. (Step 2 of the Omega test, omega.ts.)

import type { Arith, Vector } from './arith.js';
import { cut, derived, type Node } from './proof.js';

/** vector·(unknowns, 1) ≥ 0; `from` has the numbers of the rows it was added up from, ascending. */
export interface Row<T> {
  readonly vector: Vector<T>;
  readonly node: Node;
  readonly from: readonly number[];
}

/** vector·(unknowns, 1) = 0: a given equality (plus and minus are the same node), or vector ≥ 0 and -vector ≥ 0. */
export interface Equality<T> {
  readonly vector: Vector<T>;
  readonly plus: Node;
  readonly minus: Node;
}

/** Parallel rows: the strongest in either direction, `plus` having a positive first coefficient. */
interface Pair<T> {
  plus: Row<T> | null;
  minus: Row<T> | null;
}

export class Rows<T extends number | bigint> {
  private pairs = new Map<string, Pair<T>>();
  private found: Equality<T>[] = [];
  private contradiction: Node | null = null;

  constructor(
    private readonly arith: Arith<T>,
    private readonly width: number,
  ) {}

  /** The node of a contradiction, if one has turned up. */
  get conflict(): Node | null {
    return this.contradiction;
  }

  /** Equalities given or found, not yet used to remove an unknown. */
  get equalities(): readonly Equality<T>[] {
    return this.found;
  }

  list(): Row<T>[] {
    const rows: Row<T>[] = [];
    for (const { plus, minus } of this.pairs.values()) {
      if (plus !== null) rows.push(plus);
      if (minus !== null) rows.push(minus);
    }
    return rows;
  }

  /** Takes out the rows that mention the column. */
  takeRows(column: number): Row<T>[] {
    const taken: Row<T>[] = [];
    for (const [key, { plus, minus }] of this.pairs) {
      const row = plus ?? minus;
      if (row === null || row.vector[column] === this.arith.zero) continue;
      this.pairs.delete(key);
      if (plus !== null) taken.push(plus);
      if (minus !== null) taken.push(minus);
    }
    return taken;
  }

  /** Takes out all equalities. */
  takeEqualities(): readonly Equality<T>[] {
    const taken = this.found;
    this.found = [];
    return taken;
  }

  /** Rows that bound the column from below, from above, and the rest. */
  around(column: number): { lowers: Row<T>[]; uppers: Row<T>[]; others: Row<T>[] } {
    const lowers: Row<T>[] = [];
    const uppers: Row<T>[] = [];
    const others: Row<T>[] = [];
    const { zero } = this.arith;
    for (const row of this.list()) {
      const c = row.vector[column] as T;
      (c > zero ? lowers : c < zero ? uppers : others).push(row);
    }
    return { lowers, uppers, others };
  }

  /** The rows that share an unknown with the column, directly or through others. */
  connected(column: number): ReadonlySet<Row<T>> {
    const found = new Set<Row<T>>();
    const columns = new Set([column]);
    const rows = this.list();
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

  add({ vector: given, node: source, from }: Row<T>): void {
    const { arith } = this;
    const content = arith.content(given);
    const constant = given[this.width] as T;
    if (content === arith.zero) {
      if (constant < arith.zero) this.contradiction ??= source;
      return;
    }
    const vector = this.divided(given, content);
    const row: Row<T> =
      content === arith.one ? { vector, node: source, from } : { vector, node: cut(source), from };
    const sign = vector.find((c) => c !== arith.zero) as T;
    const positive = sign > arith.zero;
    const key = this.key(vector, positive);
    const pair = this.pairs.get(key) ?? { plus: null, minus: null };
    this.pairs.set(key, pair);
    const known = positive ? pair.plus : pair.minus;
    if (known !== null && (known.vector[this.width] as T) <= (vector[this.width] as T)) return;
    if (positive) pair.plus = row;
    else pair.minus = row;
    const { plus, minus } = pair;
    if (plus === null || minus === null) return;
    const room = arith.add(plus.vector[this.width] as T, minus.vector[this.width] as T);
    if (room < arith.zero) this.contradiction ??= derived([plus.node, 1], [minus.node, 1]);
    else if (room === arith.zero) {
      this.pairs.delete(key);
      this.found.push({ vector: plus.vector, plus: plus.node, minus: minus.node });
    }
  }

  addEquality({ vector: given, plus, minus }: Equality<T>): void {
    const { arith } = this;
    const content = arith.content(given);
    const constant = given[this.width] as T;
    if (content === arith.zero) {
      if (constant !== arith.zero) this.contradiction ??= constant < arith.zero ? plus : minus;
      return;
    }
    const vector = this.divided(given, content);
    const tightPlus = content === arith.one ? plus : cut(plus);
    const tightMinus = content === arith.one ? minus : plus === minus ? tightPlus : cut(minus);
    if (arith.mul(vector[this.width] as T, content) === constant) {
      this.found.push({ vector, plus: tightPlus, minus: tightMinus });
    } else this.contradiction ??= plus === minus ? tightPlus : derived([tightPlus, 1], [tightMinus, 1]);
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
}
