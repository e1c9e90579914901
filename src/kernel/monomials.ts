// Monomials as numbers. A monomial of degree d, d ≤ 8, is written with the numbers of its unknowns, in rising order,
// as the digits of 48 bits, each of floor(48/d) bits, behind 4 bits that hold d:
//
//     w_3 x_7      d = 2     | 2 |    3 (24 bits)    |    7 (24 bits)    |
//
// That is room for 2^24 unknowns in a product of two, 2^16 in a product of three, 64 in a product of eight. What does
// not fit is kept as words (exponents.ts) in a table, and its key is its place there behind the digit 15. Which of the
// two it is depends on the monomial alone, so a monomial has one key only, and keys are equal exactly when monomials
// are. The key of 1 is 0.

import type { Alphabet } from './alphabet.js';
import type { Budget } from './budget.js';
import { decode, encode } from './exponents.js';
import { Row, RowTable } from './rows.js';

const digitBits = 48;
const degreeUnit = 2 ** digitBits;
export const mostFactors = 8;
const tableDigit = 15;

export const keyOfOne = 0;

/** Bits of each unknown in a monomial of this degree, 1 or more; null where it is not packed. */
export function fieldBits(degree: number): number | null {
  return degree <= mostFactors ? Math.floor(digitBits / degree) : null;
}

/** What stands before the digits in the key of a monomial of this degree. */
export function degreePart(degree: number): number {
  return degree * degreeUnit;
}

export class Monomials {
  /** What is not packed. */
  #table: RowTable | null = null;
  readonly #words = new Row();

  constructor(
    readonly alphabet: Alphabet,
    readonly budget: Budget,
  ) {}

  /** The key of a list of unknowns in rising order. */
  key(row: Row): number {
    const degree = row.length;
    if (degree === 0) return keyOfOne;
    const bits = fieldBits(degree);
    if (bits === null) return this.#tabled(row);
    const { numbers } = row;
    const unit = 2 ** bits;
    // The unknowns rise, so the last is the largest.
    if ((numbers[degree - 1] as number) >= unit) return this.#tabled(row);
    let fields = 0;
    for (let i = 0; i < degree; i++) fields = fields * unit + (numbers[i] as number);
    return degreePart(degree) + fields;
  }

  #tabled(row: Row): number {
    encode(row, this.#words);
    return this.keyOfWords(this.#words);
  }

  /**
   * The key of a monomial of degree more than `mostFactors` that is given in words; `isNew` promises that it was not
   * given before.
   */
  keyOfWords(words: Row, isNew = false): number {
    this.#table ??= new RowTable(this.budget);
    return degreePart(tableDigit) + (isNew ? this.#table.append(words) : this.#table.place(words));
  }

  /** Makes room for `count` more monomials of `words` words each; says whether they are the first in words at all. */
  reserve(count: number, words: number): boolean {
    this.#table ??= new RowTable(this.budget);
    this.#table.reserve(count, 2 * words);
    return this.#table.isEmpty;
  }

  /** The list of a key, put into `row`. */
  read(key: number, row: Row): void {
    row.length = 0;
    const degree = Math.floor(key / degreeUnit);
    if (degree === 0) return;
    let fields = key - degreePart(degree);
    if (degree === tableDigit) {
      this.#table?.read(fields, this.#words);
      decode(this.#words, row);
      return;
    }
    const step = 2 ** (fieldBits(degree) as number);
    let unit = step ** (degree - 1);
    for (let i = 0; i < degree; i++, unit /= step) {
      const unknown = Math.floor(fields / unit);
      fields -= unknown * unit;
      row.push(unknown);
    }
  }

  /** The key of a product of unknowns in rising order. */
  ofUnknowns(unknowns: readonly number[]): number {
    const row = new Row();
    for (const unknown of unknowns) row.push(unknown);
    return this.key(row);
  }
}
