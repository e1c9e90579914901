// Products of expanded polynomials. The terms that a product forms are counted before any is formed.

import { type Integer, times } from './integer.js';
import { keyOfOne } from './monomials.js';
import { type Polynomial, TermList } from './packed.js';
import { Row } from './rows.js';

/** Adds a · b to the list. */
export function addProduct(list: TermList, a: Polynomial, b: Polynomial): void {
  const { monomials } = list;
  monomials.budget.require(BigInt(a.size) * BigInt(b.size));
  monomials.budget.spend(a.size * b.size);
  const scaled = list.over(a.den * b.den);
  list.reserve(a.size * b.size);
  const columns = rowsOf(b);
  const left = new Row();
  const row = new Row();
  for (let i = 0; i < a.size; i++) {
    const key = a.keys[i] as number;
    const coef = times(scaled, a.coefs[i] as Integer);
    monomials.read(key, left);
    for (let j = 0; j < b.size; j++) {
      const other = b.keys[j] as number;
      let product = key === keyOfOne ? other : key;
      if (key !== keyOfOne && other !== keyOfOne) {
        row.merge(left, columns[j] as Row);
        product = monomials.key(row);
      }
      list.push(product, times(coef, b.coefs[j] as Integer));
    }
  }
}

/** The monomials of a polynomial as lists. */
export function rowsOf(poly: Polynomial): readonly Row[] {
  return Array.from(poly.keys, (key) => {
    const row = new Row();
    poly.monomials.read(key, row);
    return row;
  });
}

export function multiply(a: Polynomial, b: Polynomial): Polynomial {
  const list = new TermList(a.monomials);
  addProduct(list, a, b);
  return list.normalise().polynomial();
}

/**
 * The product of many polynomials, pushed one by one: factors of about the same number are multiplied, so that long
 * products stay cheap and few of them are held at a time.
 */
export class Product {
  readonly #stack: { readonly count: number; readonly value: Polynomial }[] = [];

  push(value: Polynomial): void {
    let top = { count: 1, value };
    for (let below = this.#stack.at(-1); below?.count === top.count; below = this.#stack.at(-1)) {
      this.#stack.pop();
      top = { count: 2 * top.count, value: this.#multiplied(below.value, top.value) };
    }
    this.#stack.push(top);
  }

  /** null for the product of nothing. */
  value(): Polynomial | null {
    return this.#stack.reduceRight<Polynomial | null>(
      (product, { value }) => (product === null ? value : this.#multiplied(value, product)),
      null,
    );
  }

  #multiplied(a: Polynomial, b: Polynomial): Polynomial {
    // Long numbers cost as much as many terms.
    a.monomials.budget.spend(digits(a) + digits(b));
    return multiply(a, b);
  }
}

/** The hexadecimal digits of a number, in fours. */
function digits(poly: Polynomial): number {
  const [coef = 0] = poly.coefs;
  return typeof coef === 'bigint' ? coef.toString(16).length >> 2 : 0;
}
