// Expanded polynomials: the keys of their monomials (monomials.ts) in one typed array, the coefficients in another,
// over one common denominator. Coefficients are machine integers; a list in which one is too large for that holds
// big integers there. A polynomial is in normal form: keys rising, no coefficient 0, the denominator as small as can
// be. So polynomials over one alphabet are equal exactly when their arrays are.

import { gcd } from '../term/poly.js';
import { type Integer, integer, plus, times } from './integer.js';
import { keyOfOne, type Monomials } from './monomials.js';
import { Row } from './rows.js';
import { sortKeys } from './sort.js';

/** Integers; big ones only in the second kind of list. */
type Integers = Float64Array | Integer[];

export interface Fraction {
  readonly num: bigint;
  readonly den: bigint;
}

/** A product of powers of unknowns, and its coefficient. */
export interface Term {
  /** Unknown and exponent, the unknowns rising. */
  readonly factors: readonly (readonly [unknown: number, exponent: number])[];
  readonly coefficient: Fraction;
}

/** A polynomial in normal form. */
export class Polynomial {
  constructor(
    readonly monomials: Monomials,
    readonly keys: Float64Array,
    /** Numerators over `den`. */
    readonly coefs: Float64Array | readonly Integer[],
    readonly den: bigint,
  ) {}

  /** The number of terms. */
  get size(): number {
    return this.keys.length;
  }

  /** The rational number that this is, or null when unknowns occur. */
  get constant(): Fraction | null {
    if (this.size === 0) return { num: 0n, den: 1n };
    return this.size === 1 && this.keys[0] === keyOfOne
      ? { num: BigInt(this.coefs[0] as Integer), den: this.den }
      : null;
  }

  get isOne(): boolean {
    return this.size === 1 && this.keys[0] === keyOfOne && this.coefs[0] === 1 && this.den === 1n;
  }

  /** A text equal exactly for equal polynomials of one alphabet. */
  get key(): string {
    let text = this.den === 1n ? '' : `${this.den}/`;
    for (let i = 0; i < this.size; i++) text += `${this.coefs[i]}*${this.keys[i]},`;
    return text;
  }

  *terms(): Generator<Term> {
    const row = new Row();
    for (let i = 0; i < this.size; i++) {
      this.monomials.read(this.keys[i] as number, row);
      const factors: [number, number][] = [];
      for (const unknown of row.numbers.subarray(0, row.length)) {
        const before = factors.at(-1);
        if (before?.[0] === unknown) before[1]++;
        else factors.push([unknown, 1]);
      }
      const num = BigInt(this.coefs[i] as Integer);
      const g = gcd(num, this.den);
      yield { factors, coefficient: { num: num / g, den: this.den / g } };
    }
  }

  equals(other: Polynomial): boolean {
    if (this.monomials !== other.monomials) throw new Error('polynomials over different alphabets');
    return sameTerms(this, this.size, other, other.size);
  }
}

interface Terms {
  readonly keys: Float64Array;
  readonly coefs: Float64Array | readonly Integer[];
  readonly den: bigint;
}

function sameTerms(a: Terms, m: number, b: Terms, n: number): boolean {
  if (m !== n || a.den !== b.den) return false;
  const { keys: s, coefs: p } = a;
  const { keys: t, coefs: q } = b;
  for (let i = 0; i < n; i++) if (s[i] !== t[i] || p[i] !== q[i]) return false;
  return true;
}

/** Terms as they are formed, in any order, monomials repeated; `normalise` makes the normal form of their sum. */
export class TermList {
  keys: Float64Array = new Float64Array(16);
  coefs: Integers = new Float64Array(16);
  length = 0;
  den = 1n;

  constructor(readonly monomials: Monomials) {}

  clear(): void {
    this.length = 0;
    this.den = 1n;
    if (!(this.coefs instanceof Float64Array)) this.coefs = new Float64Array(this.keys.length);
  }

  /** Makes room for this many more terms. */
  reserve(more: number): void {
    const least = this.length + more;
    if (least <= this.keys.length) return;
    const capacity = Math.max(2 * this.keys.length, least);
    const keys = new Float64Array(capacity);
    keys.set(this.keys.subarray(0, this.length));
    this.keys = keys;
    if (!(this.coefs instanceof Float64Array)) return;
    const coefs = new Float64Array(capacity);
    coefs.set(this.coefs.subarray(0, this.length));
    this.coefs = coefs;
  }

  /** Adds coef/den times a monomial, `den` being the list's. */
  push(key: number, coef: Integer): void {
    if (coef === 0) return;
    if (this.length === this.keys.length) this.reserve(1);
    if (typeof coef === 'bigint' && this.coefs instanceof Float64Array) this.#widen();
    this.keys[this.length] = key;
    this.coefs[this.length] = coef;
    this.length++;
  }

  /** Adds a coefficient times the monomials key, key + step, …, `count` of them. */
  run(key: number, step: number, count: number, coef: Integer): void {
    this.reserve(count);
    const { keys, coefs, length } = this;
    if (typeof coef === 'bigint' || !(coefs instanceof Float64Array)) {
      for (let i = 0; i < count; i++) this.push(key + i * step, coef);
      return;
    }
    for (let i = length, k = key; i < length + count; i++, k += step) {
      keys[i] = k;
      coefs[i] = coef;
    }
    this.length += count;
  }

  /** Adds a polynomial times `factor`. */
  add(poly: Polynomial, factor: Integer = 1): void {
    this.reserve(poly.size);
    const scaled = times(factor, this.over(poly.den));
    for (let i = 0; i < poly.size; i++)
      this.push(poly.keys[i] as number, times(poly.coefs[i] as Integer, scaled));
  }

  /** Makes the denominator a multiple of `den`; numerators over `den` are to be multiplied by the result. */
  over(den: bigint): Integer {
    if (this.length === 0) this.den = den;
    if (den === this.den) return 1;
    const common = (den / gcd(den, this.den)) * this.den;
    const factor = integer(common / this.den);
    if (factor !== 1) this.#each((coef) => times(coef, factor));
    this.den = common;
    return integer(common / den);
  }

  #each(change: (coef: Integer) => Integer): void {
    for (let i = 0; i < this.length; i++) {
      const coef = change(this.coefs[i] as Integer);
      if (typeof coef === 'bigint' && this.coefs instanceof Float64Array) this.#widen();
      this.coefs[i] = coef;
    }
  }

  #widen(): void {
    this.coefs = Array.from(this.coefs.slice(0, this.length));
  }

  /** Sorts the terms by their monomials and adds up those of one monomial. */
  normalise(): this {
    const order = this.#order();
    if (order === 'falling') {
      this.keys.subarray(0, this.length).reverse();
      if (this.coefs instanceof Float64Array) this.coefs.subarray(0, this.length).reverse();
      else this.coefs.reverse();
    } else if (order === 'mixed') this.#merge();
    if (this.den !== 1n) this.#reduce();
    return this;
  }

  /** Loops over entries often meet the monomials in order already. */
  #order(): 'rising' | 'falling' | 'mixed' {
    const { keys, length } = this;
    const rising = length < 2 || (keys[0] as number) < (keys[1] as number);
    for (let i = 1; i < length; i++) {
      const before = keys[i - 1] as number;
      const key = keys[i] as number;
      if (rising ? before >= key : before <= key) return 'mixed';
    }
    return rising ? 'rising' : 'falling';
  }

  #merge(): void {
    const { keys, length } = this;
    const before = this.coefs.slice(0, length);
    const order = sortKeys(keys, length);
    let end = 0;
    for (let i = 0; i < length; ) {
      const key = keys[i] as number;
      let sum = before[order[i] as number] as Integer;
      for (i++; i < length && keys[i] === key; i++) sum = plus(sum, before[order[i] as number] as Integer);
      if (sum === 0) continue;
      if (typeof sum === 'bigint' && this.coefs instanceof Float64Array) {
        this.coefs = Array.from(this.coefs.slice(0, length));
      }
      keys[end] = key;
      this.coefs[end] = sum;
      end++;
    }
    this.length = end;
    if (!(this.coefs instanceof Float64Array)) this.coefs.length = end;
  }

  /** Cancels what the coefficients and the denominator have in common. */
  #reduce(): void {
    let g = this.den;
    for (let i = 0; i < this.length && g !== 1n; i++) g = gcd(g, BigInt(this.coefs[i] as Integer));
    if (g === 1n) return;
    this.#each((coef) => integer(BigInt(coef) / g));
    this.den /= g;
  }

  /** The list after `normalise`, as a polynomial of its own. */
  polynomial(): Polynomial {
    return new Polynomial(
      this.monomials,
      this.keys.slice(0, this.length),
      this.coefs.slice(0, this.length),
      this.den,
    );
  }

  /** Whether two lists over one alphabet are equal, after `normalise`. */
  equals(other: TermList): boolean {
    return sameTerms(this, this.length, other, other.length);
  }
}

/** num/den as a polynomial, den positive. */
export function constantPolynomial(monomials: Monomials, num: Integer, den = 1n): Polynomial {
  const list = new TermList(monomials);
  list.push(keyOfOne, times(num, list.over(den)));
  return list.normalise().polynomial();
}

/** a - b, for two polynomials over one alphabet. */
export function subtract(a: Polynomial, b: Polynomial): Polynomial {
  const list = new TermList(a.monomials);
  list.add(a);
  list.add(b, -1);
  return list.normalise().polynomial();
}
