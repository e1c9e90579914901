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
  #count = 0;
  /** Open addressing (Knuth, The Art of Computer Programming 3, 6.4): place + 1, or 0; at most half of it is used. */
  #slots = new Int32Array(128);
  /** How many rows, the first ones, are in the slots; the others come in before the next search. */
  #indexed = 0;

  constructor(readonly budget: Budget) {}

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  /** The place of a row, which is a new one if there is none like it. */
  place(row: Row): number {
    this.#index();
    const slot = this.#find(row.numbers, 0, row.length);
    const known = (this.#slots[slot] as number) - 1;
    return known < 0 ? this.append(row) : known;
  }

  /** The place of a row that is known to be new. */
  append(row: Row): number {
    // Long rows cost as much as many terms.
    if (row.length >= longRow) this.budget.spend(Math.floor(row.length / longRow));
    const place = this.#count;
    const start = this.#starts[place] as number;
    const end = start + row.length;
    this.#makeRoom(place + 1, end);
    for (let i = 0; i < row.length; i++) this.#numbers[start + i] = row.numbers[i] as number;
    this.#starts[place + 1] = end;
    this.#count++;
    return place;
  }

  /** Makes room for `count` more rows of `length` numbers each. */
  reserve(count: number, length: number): void {
    this.#makeRoom(this.#count + count, (this.#starts[this.#count] as number) + count * length);
  }

  /** The row at a place, put into `row`. */
  read(place: number, row: Row): void {
    row.length = 0;
    const end = this.#starts[place + 1] as number;
    for (let i = this.#starts[place] as number; i < end; i++) row.push(this.#numbers[i] as number);
  }

  #makeRoom(rows: number, numbers: number): void {
    if (numbers > this.#numbers.length) this.#numbers = grown(this.#numbers, numbers);
    if (rows >= this.#starts.length) this.#starts = grown(this.#starts, rows + 1);
  }

  /** Puts the rows into the slots that are not there yet, and makes more slots when they are half full. */
  #index(): void {
    if (2 * this.#count >= this.#slots.length) {
      let size = this.#slots.length;
      while (2 * this.#count >= size) size *= 2;
      this.#slots = new Int32Array(size);
      this.#indexed = 0;
    }
    for (; this.#indexed < this.#count; this.#indexed++) {
      const start = this.#starts[this.#indexed] as number;
      const end = this.#starts[this.#indexed + 1] as number;
      this.#slots[this.#find(this.#numbers, start, end)] = this.#indexed + 1;
    }
  }

  /** The slot of the row numbers[start] … numbers[end - 1], or the empty one where it is missing. */
  #find(numbers: Int32Array, start: number, end: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hashOf(numbers, start, end) & mask; ; slot = (slot + 1) & mask) {
      const place = (this.#slots[slot] as number) - 1;
      if (place < 0 || this.#isAt(place, numbers, start, end)) return slot;
    }
  }

  #isAt(place: number, numbers: Int32Array, start: number, end: number): boolean {
    const first = this.#starts[place] as number;
    if ((this.#starts[place + 1] as number) - first !== end - start) return false;
    for (let i = start; i < end; i++) if (this.#numbers[first + i - start] !== numbers[i]) return false;
    return true;
  }
}

/** From this length on a row counts as more than the term that it belongs to. */
const longRow = 32;

function hashOf(numbers: Int32Array, start: number, end: number): number {
  let hash = end - start;
  for (let i = start; i < end; i++) {
    hash = Math.imul(hash ^ (numbers[i] as number), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash ^ (hash >>> 16);
}

function grown(array: Int32Array, least: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(2 * array.length, least));
  larger.set(array);
  return larger;
}
