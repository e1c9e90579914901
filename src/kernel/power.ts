// Powers of expanded polynomials: by the multinomial theorem where the terms have no unknown in common, so that every
// term of the power is formed once and none twice; else by repeated multiplication.

import { NoValue } from './budget.js';
import { mostInWord, wordOf } from './exponents.js';
import { type Monomials, mostFactors } from './monomials.js';
import { multiply, rowsOf } from './multiply.js';
import { constantPolynomial, type Polynomial, TermList } from './packed.js';
import { Row } from './rows.js';

/** base to a natural power. */
export function power(base: Polynomial, exponent: number): Polynomial {
  if (exponent === 1) return base;
  requireWritable(base, exponent);
  if (exponent > 1 && base.size > 1 && areIndependent(base)) {
    base.monomials.budget.require(binomial(base.size + exponent - 1, exponent));
    if (fitsMachine(base, exponent)) return multinomial(base, exponent);
  }
  let result = constantPolynomial(base.monomials, 1);
  for (let i = 0; i < exponent; i++) result = multiply(result, base);
  return result;
}

/** Powers of powers of powers are written out nowhere. Throws NoValue. */
function requireWritable(base: Polynomial, exponent: number): void {
  for (const { length } of rowsOf(base))
    if (length * exponent > mostWritten) throw new NoValue('it has products of too many factors');
}

const mostWritten = 10_000;

/** Whether no two monomials share an unknown: then different products of powers of them are different monomials. */
function areIndependent(poly: Polynomial): boolean {
  const seen = new Set<number>();
  for (const row of rowsOf(poly)) {
    const unknowns = new Set(row.numbers.subarray(0, row.length));
    for (const unknown of unknowns) {
      if (seen.has(unknown)) return false;
      seen.add(unknown);
    }
  }
  return true;
}

/**
 * Whether the coefficients of the power, and what is met on the way to them, are safe: their sum, signs left out, is
 * at most the power of the coefficients' sum.
 */
function fitsMachine(base: Polynomial, exponent: number): boolean {
  let sum = 0;
  for (const coef of base.coefs) sum += Math.abs(Number(coef));
  return base.den === 1n && sum ** exponent * exponent < 2 ** 52;
}

/** A monomial that is raised and lowered by the terms of a polynomial. */
interface Growing {
  /** Multiplies by a power of a term, of which `by` may be negative. */
  raise(term: number, by: number): void;
  key(): number;
}

/** Kept in words, which a factor changes by adding: for powers whose monomials are all too long to be packed. */
class GrowingWords implements Growing {
  /** The numbers of all words that occur, and what they are now. */
  readonly #numbers: Int32Array;
  readonly #words: Int32Array;
  /** What each term adds to each word. */
  readonly #units: readonly Int32Array[];
  readonly #areNew: boolean;
  readonly #row = new Row();

  constructor(
    readonly monomials: Monomials,
    rows: readonly Row[],
    count: number,
  ) {
    const terms = rows.map(({ numbers, length }) => Array.from(numbers.subarray(0, length), wordOf));
    this.#numbers = Int32Array.from(new Set(terms.flat().map(({ number }) => number))).sort();
    this.#words = new Int32Array(this.#numbers.length);
    this.#units = terms.map((words) =>
      this.#numbers.map((number) =>
        words.reduce((sum, word) => (word.number === number ? sum + word.unit : sum), 0),
      ),
    );
    // Of different exponents come different monomials.
    this.#areNew = monomials.reserve(count, this.#numbers.length);
  }

  raise(term: number, by: number): void {
    const words = this.#words;
    const units = this.#units[term] as Int32Array;
    for (let w = 0; w < words.length; w++) words[w] = (words[w] as number) + by * (units[w] as number);
  }

  key(): number {
    const row = this.#row;
    row.length = 0;
    for (let w = 0; w < this.#words.length; w++) {
      if (this.#words[w] === 0) continue;
      row.push(this.#numbers[w] as number);
      row.push(this.#words[w] as number);
    }
    return this.monomials.keyOfWords(row, this.#areNew);
  }
}

/** Kept as the exponents of the terms. */
class GrowingList implements Growing {
  readonly #exponents: Int32Array;
  /** The factors of all terms in rising order, and the term that each comes from. */
  readonly #factors: readonly { readonly unknown: number; readonly term: number }[];
  readonly #row = new Row();

  constructor(
    readonly monomials: Monomials,
    rows: readonly Row[],
  ) {
    this.#exponents = new Int32Array(rows.length);
    this.#factors = rows
      .flatMap(({ numbers, length }, term) =>
        Array.from(numbers.subarray(0, length), (unknown) => ({ unknown, term })),
      )
      .sort((a, b) => a.unknown - b.unknown);
  }

  raise(term: number, by: number): void {
    (this.#exponents[term] as number) += by;
  }

  key(): number {
    this.#row.length = 0;
    for (const { unknown, term } of this.#factors)
      for (let e = this.#exponents[term] as number; e > 0; e--) this.#row.push(unknown);
    return this.monomials.key(this.#row);
  }
}

/** Whether all monomials of a power are kept in words, their exponents in one each. */
function isWide(rows: readonly Row[], exponent: number): boolean {
  const most = Math.max(...rows.map(({ length }) => length));
  const least = Math.min(...rows.map(({ length }) => length));
  return least * exponent > mostFactors && most * exponent <= mostInWord;
}

/**
 * (t_1 + … + t_n)^k = Σ k!/(e_1! … e_n!) t_1^e_1 … t_n^e_n over e_1 + … + e_n = k, for terms that have no unknown in
 * common. The coefficients come one from the other, by C(k, e+1) = C(k, e) (k-e)/(e+1).
 */
function multinomial(base: Polynomial, exponent: number): Polynomial {
  const { monomials, size } = base;
  const count = Number(binomial(size + exponent - 1, exponent));
  monomials.budget.spend(count);
  const list = new TermList(monomials);
  list.reserve(count);
  const coefs = Array.from(base.coefs, Number);
  const rows = rowsOf(base);
  const monomial = isWide(rows, exponent)
    ? new GrowingWords(monomials, rows, count)
    : new GrowingList(monomials, rows);

  /** Gives the exponents that are left to the terms from `term` on, in all ways. */
  const distribute = (term: number, left: number, coef: number): void => {
    const own = coefs[term] as number;
    let chosen = coef;
    if (term === size - 1) {
      for (let e = 0; e < left; e++) chosen *= own;
      monomial.raise(term, left);
      list.push(monomial.key(), chosen);
      monomial.raise(term, -left);
      return;
    }
    distribute(term + 1, left, chosen);
    for (let e = 1; e <= left; e++) {
      chosen = ((chosen * (left - e + 1)) / e) * own;
      monomial.raise(term, 1);
      distribute(term + 1, left - e, chosen);
    }
    monomial.raise(term, -left);
  };
  distribute(0, exponent, 1);
  return list.normalise().polynomial();
}

/** C(n, k) */
function binomial(n: number, k: number): bigint {
  let result = 1n;
  for (let i = 1; i <= k; i++) result = (result * BigInt(n - k + i)) / BigInt(i);
  return result;
}
