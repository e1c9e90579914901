// Powers of expanded polynomials: by the multinomial theorem where the terms have no unknown in common, so that every
// term of the power is formed once and none twice; else by repeated multiplication.

import { multiply, rowsOf } from './multiply.js';
import { constantPolynomial, type Polynomial, TermList } from './packed.js';
import { Row } from './rows.js';

/** base to a natural power. */
export function power(base: Polynomial, exponent: number): Polynomial {
  if (exponent === 1) return base;
  if (exponent > 1 && base.size > 1 && areIndependent(base) && fitsMachine(base, exponent))
    return new Multinomial(base, exponent).expanded();
  let result = constantPolynomial(base.monomials, 1);
  for (let i = 0; i < exponent; i++) result = multiply(result, base);
  return result;
}

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

/**
 * (t_1 + … + t_n)^k = Σ k!/(e_1! … e_n!) t_1^e_1 … t_n^e_n over e_1 + … + e_n = k, for terms that have no unknown in
 * common. The coefficients come one from the other, by C(k, e+1) = C(k, e) (k-e)/(e+1).
 */
class Multinomial {
  readonly #list: TermList;
  readonly #coefs: readonly number[];
  readonly #exponents: Int32Array;
  /** The factors of all terms in rising order, and for each the term it comes from. */
  readonly #unknowns: Int32Array;
  readonly #owners: Int32Array;
  readonly #row = new Row();

  constructor(
    readonly base: Polynomial,
    readonly exponent: number,
  ) {
    this.#list = new TermList(base.monomials);
    this.#coefs = Array.from(base.coefs, Number);
    this.#exponents = new Int32Array(base.size);
    const factors = rowsOf(base)
      .flatMap(({ numbers, length }, term) =>
        Array.from(numbers.subarray(0, length), (unknown) => ({ unknown, term })),
      )
      .sort((a, b) => a.unknown - b.unknown);
    this.#unknowns = Int32Array.from(factors, ({ unknown }) => unknown);
    this.#owners = Int32Array.from(factors, ({ term }) => term);
  }

  expanded(): Polynomial {
    const { monomials, size } = this.base;
    const vectors = binomial(size + this.exponent - 1, this.exponent);
    monomials.budget.require(vectors);
    const count = Number(vectors);
    this.#list.reserve(count);
    const degree = this.exponent * Math.max(...rowsOf(this.base).map(({ length }) => length));
    monomials.reserve(count, degree, this.#unknowns.at(-1) ?? 0);
    this.#distribute(0, this.exponent, 1);
    return this.#list.normalise().polynomial();
  }

  /** Gives the exponents that are left to the terms from `term` on, in all ways. */
  #distribute(term: number, left: number, coef: number): void {
    const own = this.#coefs[term] as number;
    let chosen = coef;
    if (term === this.#coefs.length - 1) {
      for (let e = 0; e < left; e++) chosen *= own;
      this.#exponents[term] = left;
      this.#append(chosen);
      return;
    }
    for (let e = 0; e <= left; e++) {
      this.#exponents[term] = e;
      this.#distribute(term + 1, left - e, chosen);
      chosen = ((chosen * (left - e)) / (e + 1)) * own;
    }
  }

  #append(coef: number): void {
    const { monomials } = this.base;
    const [row, unknowns, owners, exponents] = [this.#row, this.#unknowns, this.#owners, this.#exponents];
    row.length = 0;
    for (let f = 0; f < unknowns.length; f++) {
      const unknown = unknowns[f] as number;
      for (let e = exponents[owners[f] as number] as number; e > 0; e--) row.push(unknown);
    }
    monomials.budget.spend(1);
    this.#list.push(monomials.key(row), coef);
  }
}

/** C(n, k) */
function binomial(n: number, k: number): bigint {
  let result = 1n;
  for (let i = 1; i <= k; i++) result = (result * BigInt(n - k + i)) / BigInt(i);
  return result;
}
