// Lists of small integers, and a table that keeps each list once, in one typed array, and finds it again by hashing: a
// list has one place, so that lists are equal exactly when their places are.

import type { Budget } from './budget.js';

/** A list that is written again and again without making new ones. */
export class Row {
  numbers: Int32Array = new Int32Array(16);
  length = 0;

  push(number: number): void {
    if (this.length === this.numbers.length) this.numbers = grown(this.numbers, this.length + 1);
    this.numbers[this.length++] = number;
  }

  /** Makes this the product of two monomials: a merge of their lists. */
  merge(a: Row, b: Row): void {
    const length = a.length + b.length;
    if (length > this.numbers.length) this.numbers = grown(this.numbers, length);
    const { numbers } = this;
    let [i, j] = [0, 0];
    for (let k = 0; k < length; k++) {
      const fromLeft =
        j === b.length || (i < a.length && (a.numbers[i] as number) <= (b.numbers[j] as number));
      numbers[k] = fromLeft ? (a.numbers[i++] as number) : (b.numbers[j++] as number);
    }
    this.length = length;
  }
}

export class RowTable {
  /** Row i is #numbers[#starts[i]] … #numbers[#starts[i+1] - 1]. */
  #numbers = new Int32Array(64);
  #starts = new Int32Array(64);
  #hashes = new Int32Array(64);
  #count = 0;
  /** Open addressing (Knuth, The Art of Computer Programming 3, 6.4): place + 1, or 0; at most half of it is used. */
  #slots = new Int32Array(128);

  constructor(readonly budget: Budget) {}

  /** The place of a row, which is a new one if there is none like it. */
  place(row: Row): number {
    const hash = hashOf(row);
    let slot = this.#slotOf(hash);
    for (;;) {
      const place = (this.#slots[slot] as number) - 1;
      if (place < 0) break;
      if (this.#hashes[place] === hash && this.#isAt(place, row)) return place;
      slot = (slot + 1) & (this.#slots.length - 1);
    }
    const place = this.#append(row, hash);
    this.#slots[slot] = place + 1;
    if (2 * this.#count > this.#slots.length) this.#rehash();
    return place;
  }

  /** Makes room for `count` more rows of `length` numbers each. */
  reserve(count: number, length: number): void {
    this.#makeRoom(this.#count + count, (this.#starts[this.#count] as number) + count * length);
    while (2 * (this.#count + count) > this.#slots.length) this.#rehash();
  }

  /** The row at a place, put into `row`. */
  read(place: number, row: Row): void {
    row.length = 0;
    const end = this.#starts[place + 1] as number;
    for (let i = this.#starts[place] as number; i < end; i++) row.push(this.#numbers[i] as number);
  }

  #isAt(place: number, row: Row): boolean {
    const start = this.#starts[place] as number;
    if ((this.#starts[place + 1] as number) - start !== row.length) return false;
    for (let i = 0; i < row.length; i++) if (this.#numbers[start + i] !== row.numbers[i]) return false;
    return true;
  }

  #append(row: Row, hash: number): number {
    // Long rows cost as much as many terms.
    this.budget.spend(row.length >> 5);
    const place = this.#count;
    const start = this.#starts[place] as number;
    this.#makeRoom(place + 1, start + row.length);
    for (let i = 0; i < row.length; i++) this.#numbers[start + i] = row.numbers[i] as number;
    this.#count++;
    this.#hashes[place] = hash;
    this.#starts[place + 1] = start + row.length;
    return place;
  }

  #makeRoom(rows: number, numbers: number): void {
    if (numbers > this.#numbers.length) this.#numbers = grown(this.#numbers, numbers);
    if (rows < this.#starts.length) return;
    this.#starts = grown(this.#starts, rows + 1);
    this.#hashes = grown(this.#hashes, rows + 1);
  }

  #rehash(): void {
    this.#slots = new Int32Array(2 * this.#slots.length);
    for (let place = 0; place < this.#count; place++) {
      let slot = this.#slotOf(this.#hashes[place] as number);
      while (this.#slots[slot] !== 0) slot = (slot + 1) & (this.#slots.length - 1);
      this.#slots[slot] = place + 1;
    }
  }

  #slotOf(hash: number): number {
    return (hash ^ (hash >>> 16)) & (this.#slots.length - 1);
  }
}

function hashOf(row: Row): number {
  let hash = row.length;
  for (let i = 0; i < row.length; i++) {
    hash = Math.imul(hash ^ (row.numbers[i] as number), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}

function grown(array: Int32Array, least: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(2 * array.length, least));
  larger.set(array);
  return larger;
}
