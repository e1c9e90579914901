// Polynomials with rational coefficients in integer-valued names: what subscripts, bounds and coefficients are
// made of. `2k - 3 + m` is one, so are `S*k` and `1/2*M^2 + 1/2*M`. Affine means: of degree at most one.
//
// Stored as integer coefficients over one common denominator, monomials sorted, so that equal polynomials are
// equal as data and affine arithmetic never meets a fraction.
//
// A rounded quotient ⌊n/d⌋ is one more integer-valued name, whose spelling says what it stands for.

import { frozen } from './frozen.js';

/** `den` is positive and shares no factor with all coefficients; terms are sorted by key, none is zero. */
export interface Poly {
  readonly den: bigint;
  readonly terms: readonly Monomial[];
}

/** `key` is the sorted list of names and quotients joined by `*` ('' for the constant, `k*k` for k squared). */
export interface Monomial {
  readonly key: string;
  readonly coef: bigint;
}

export const zero: Poly = Object.freeze({ den: 1n, terms: Object.freeze([]) });
export const one: Poly = constant(1n);

/** The constant num/den. Throws RangeError when den is 0. */
export function constant(num: bigint | number, den: bigint | number = 1n): Poly {
  if (BigInt(den) === 0n) throw new RangeError('division by zero');
  return build(BigInt(den), [['', BigInt(num)]]);
}

export function variable(name: string): Poly {
  return build(1n, [[name, 1n]]);
}

export function add(a: Poly, b: Poly): Poly {
  if (a.terms.length === 0) return b;
  if (b.terms.length === 0) return a;
  return combine(a, 1n, b, 1n);
}

export function sub(a: Poly, b: Poly): Poly {
  return b.terms.length === 0 ? a : combine(a, 1n, b, -1n);
}

export function neg(a: Poly): Poly {
  return scale(a, -1n);
}

/** a · num/den. Throws RangeError when den is 0. */
export function scale(a: Poly, num: bigint, den: bigint = 1n): Poly {
  if (den === 0n) throw new RangeError('division by zero');
  if (num === den) return a;
  return build(
    a.den * den,
    a.terms.map((t) => [t.key, t.coef * num]),
  );
}

export function mul(a: Poly, b: Poly): Poly {
  const products: [string, bigint][] = [];
  for (const s of a.terms) for (const t of b.terms) products.push([mulKeys(s.key, t.key), s.coef * t.coef]);
  return build(a.den * b.den, products);
}

export function pow(a: Poly, exponent: number): Poly {
  let result = one;
  for (let i = 0; i < exponent; i++) result = mul(result, a);
  return result;
}

/** a with every name of `by` replaced at once: `substitute(k + m, {m: M - p})` is `k + M - p`. */
export function substitute(a: Poly, by: ReadonlyMap<string, Poly>): Poly {
  if (!a.terms.some((t) => namesOfKey(t.key).some((name) => by.has(name)))) return a;
  let result = zero;
  for (const { key, coef } of a.terms) {
    let product = constant(coef, a.den);
    for (const factor of factorsOfKey(key)) {
      const quotient = quotientOf(factor);
      const replaced =
        quotient === undefined
          ? (by.get(factor) ?? variable(factor))
          : floorOf(substitute(quotient.num, by), substitute(quotient.den, by));
      product = mul(product, replaced);
    }
    result = add(result, product);
  }
  return result;
}

/** a with a name or quotient written as `by` wherever it is multiplied; what stands inside quotients stays. */
export function replaceFactor(a: Poly, name: string, by: Poly): Poly {
  return a.terms.reduce((sum, { key, coef }) => {
    const factors = factorsOfKey(key).map((factor) => (factor === name ? by : variable(factor)));
    return add(sum, factors.reduce(mul, constant(coef, a.den)));
  }, zero);
}

/** What a quotient's spelling stands for: ⌊num/den⌋, both with integer coefficients. */
export interface Quotient {
  readonly num: Poly;
  readonly den: Poly;
}

/** Whether a name stands inside a quotient of a. */
export function insideQuotient(a: Poly, name: string): boolean {
  return a.terms.some(({ key }) =>
    factorsOfKey(key).some((factor) => {
      const quotient = quotientOf(factor);
      return quotient !== undefined && [quotient.num, quotient.den].some((part) => namesOf(part).has(name));
    }),
  );
}

/** All quotients there are, by spelling. Only `floorOf` adds to it, and a spelling never changes its meaning. */
const quotients = new Map<string, Quotient>();

/**
 * ⌊num/den⌋, the greatest integer that is at most num/den; by convention 0 where den ≤ 0. By a number it is simplified:
 * ⌊(2k+m+3)/2⌋ is k + 1 + ⌊(m+1)/2⌋, ⌊(2k+1)/4⌋ is ⌊k/2⌋.
 */
export function floorOf(num: Poly, den: Poly): Poly {
  const common = num.den * den.den;
  const n = scale(num, common);
  const d = scale(den, common);
  const by = integerValue(d);
  if (by === null) return isZero(n) ? zero : quotientName(n, d);
  if (by <= 0n) return zero;
  const whole = build(
    1n,
    n.terms
      .filter((t) => t.key === '' || t.coef % by === 0n)
      .map((t) => [t.key, floorDiv(t.coef, by)] as const),
  );
  const rest = sub(n, scale(whole, by));
  const offset = numerator(rest, '');
  const linear = sub(rest, constant(offset));
  if (isZero(linear)) return whole;
  const g = linear.terms.reduce((h, t) => gcd(h, t.coef), by);
  const reduced = add(scale(linear, 1n, g), constant(floorDiv(offset, g)));
  return add(whole, quotientName(reduced, constant(by / g)));
}

/** The name of a quotient, which is kept with what it stands for: only what is as it should be, and cannot change. */
function quotientName(num: Poly, den: Poly): Poly {
  const quotient = frozen({ num, den });
  const spelled = (p: Poly): string => polyKey(p).replaceAll('*', '·');
  const name = `⌊${spelled(quotient.num)}/${spelled(quotient.den)}⌋`;
  if (!quotients.has(name)) {
    for (const part of [quotient.num, quotient.den]) {
      // What separates names in a spelling is in none of them.
      if (!isPolynomial(part) || [...namesOf(part)].some((inner) => /[,/\\·⌊⌋]/u.test(inner)))
        throw new RangeError('a quotient of what are no index expressions');
    }
    quotients.set(name, quotient);
  }
  return variable(name);
}

/**
 * What a name of a monomial stands for if it is the spelling of a quotient. Throws RangeError on one that `floorOf` has
 * not made: what was found out about a formula before its names were known would stay with it.
 */
export function quotientOf(name: string): Quotient | undefined {
  const quotient = quotients.get(name);
  if (quotient === undefined && name.includes('⌊')) throw new RangeError(`${name} stands for nothing`);
  return quotient;
}

/** The names of the quotients in `a`, those inside quotients included, inner ones first. */
export function quotientsIn(a: Poly, found: Set<string> = new Set()): Set<string> {
  for (const { key } of a.terms) {
    if (!key.includes('⌊')) continue;
    for (const factor of factorsOfKey(key)) {
      const quotient = quotientOf(factor);
      if (quotient === undefined || found.has(factor)) continue;
      quotientsIn(quotient.num, found);
      quotientsIn(quotient.den, found);
      found.add(factor);
    }
  }
  return found;
}

/** ⌊a/b⌋ of integers, b > 0. */
function floorDiv(a: bigint, b: bigint): bigint {
  const q = a / b;
  return a % b < 0n ? q - 1n : q;
}

export function equal(a: Poly, b: Poly): boolean {
  return (
    a === b ||
    (a.den === b.den &&
      a.terms.length === b.terms.length &&
      a.terms.every((t, i) => t.key === b.terms[i]?.key && t.coef === b.terms[i]?.coef))
  );
}

export function isZero(a: Poly): boolean {
  return a.terms.length === 0;
}

/** The coefficient of the monomial `key` times the denominator: for affine integer forms, just the coefficient. */
export function numerator(a: Poly, key: string): bigint {
  for (const t of a.terms) if (t.key === key) return t.coef;
  return 0n;
}

/** The value if `a` is a constant integer, else null. */
export function integerValue(a: Poly): bigint | null {
  if (a.terms.length === 0) return 0n;
  return a.den === 1n && a.terms.length === 1 && a.terms[0]?.key === '' ? a.terms[0].coef : null;
}

export function isConstant(a: Poly): boolean {
  return a.terms.every((t) => t.key === '');
}

/** Whether data is a polynomial as this file makes them: in lowest terms, sorted, nothing twice, nothing 0 or unknown. */
export function isPolynomial(a: Poly): boolean {
  const { den, terms } = a;
  if (typeof den !== 'bigint' || den < 1n || !Array.isArray(terms) || (terms.length === 0 && den !== 1n))
    return false;
  let g = den;
  for (const [i, { key, coef }] of terms.entries()) {
    const before = terms[i - 1];
    if (
      typeof key !== 'string' ||
      typeof coef !== 'bigint' ||
      coef === 0n ||
      (before !== undefined && before.key >= key)
    )
      return false;
    const names = key.split('*');
    if (key !== '' && names.some((name, n) => name === '' || (n > 0 && (names[n - 1] as string) > name)))
      return false;
    if (names.some((name) => name.includes('⌊') && !quotients.has(name))) return false;
    g = gcd(g, coef);
  }
  return terms.length === 0 || g === 1n;
}

/** Whether all coefficients are integers, so that the value at integers is one. */
export function isIntegral(a: Poly): boolean {
  return a.den === 1n;
}

/** The names that occur, each once; those inside quotients, not the quotients themselves. */
export function namesOf(a: Poly): Set<string> {
  const names = new Set<string>();
  for (const t of a.terms) for (const name of namesOfKey(t.key)) names.add(name);
  return names;
}

/** The value at given integers as numerator and denominator. Throws when a name has no value. */
export function evaluate(a: Poly, at: (name: string) => bigint): { num: bigint; den: bigint } {
  let num = 0n;
  for (const { key, coef } of a.terms) {
    let product = coef;
    for (const factor of factorsOfKey(key)) product *= factorAt(factor, at);
    num += product;
  }
  return { num, den: a.den };
}

/** The value of a name, or of a quotient from those of the names in it. */
export function factorAt(factor: string, at: (name: string) => bigint): bigint {
  const quotient = quotientOf(factor);
  if (quotient === undefined) return at(factor);
  const den = evaluate(quotient.den, at).num;
  return den <= 0n ? 0n : floorDiv(evaluate(quotient.num, at).num, den);
}

/** What is multiplied in a monomial: names and quotients, repeated as often as they occur. */
export function factorsOfKey(key: string): readonly string[] {
  return key === '' ? [] : key.includes('*') ? key.split('*') : [key];
}

/** The names in a monomial, those inside its quotients included. */
export function namesOfKey(key: string): readonly string[] {
  const factors = factorsOfKey(key);
  return key.includes('⌊')
    ? factors.flatMap((factor) => {
        const quotient = quotientOf(factor);
        return quotient === undefined ? [factor] : [...namesOf(quotient.num), ...namesOf(quotient.den)];
      })
    : factors;
}

/** Native text: `2k+m-3`; `I-M+1` keeps capital letters (sizes) behind indices only by alphabet. */
export function show(a: Poly): string {
  if (a.terms.length === 0) return '0';
  let text = '';
  const ordered = [
    ...a.terms.filter((t) => t.key !== '' && t.coef > 0n),
    ...a.terms.filter((t) => t.key !== '' && t.coef < 0n),
    ...a.terms.filter((t) => t.key === ''),
  ];
  for (const { key, coef } of ordered) {
    const g = gcd(coef, a.den);
    const num = (coef < 0n ? -coef : coef) / g;
    const den = a.den / g;
    const number = den === 1n ? `${num}` : `${num}/${den}`;
    const names = powers(key);
    const factor =
      names === ''
        ? number
        : number === '1'
          ? names
          : den === 1n && !names.includes('*') && !names.includes('^')
            ? `${number}${names}`
            : `${number}*${names}`;
    text += coef < 0n ? `-${factor}` : text === '' ? factor : `+${factor}`;
  }
  return text;
}

/** `k*k*m` -> `k^2*m`. */
function powers(key: string): string {
  const counts = new Map<string, number>();
  for (const name of factorsOfKey(key)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, n]) => (n === 1 ? spell(name) : `${spell(name)}^${n}`)).join('*');
}

/** `floor((I-M)/S)` for a quotient, else the name. */
function spell(name: string): string {
  const quotient = quotients.get(name);
  if (quotient === undefined) return name;
  // 2S before the line is a product; behind it the line would divide by 2 alone.
  const part = (p: Poly, plain: RegExp): string =>
    p.terms.length === 1 && plain.test(show(p)) ? show(p) : `(${show(p)})`;
  const num = part(quotient.num, /^[\p{L}\p{N}'#-]+$/u);
  return `floor(${num}/${part(quotient.den, /^(\p{N}+|\p{L}[\p{L}\p{N}'#-]*)$/u)})`;
}

/** A text that is equal exactly for equal polynomials. */
export function polyKey(a: Poly): string {
  let text = a.den === 1n ? '' : `${a.den}\\`;
  for (const t of a.terms) text += `${t.coef}${t.key},`;
  return text;
}

export function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** The key of the product of two monomials. */
export function mulKeys(a: string, b: string): string {
  if (a === '') return b;
  if (b === '') return a;
  return [...factorsOfKey(a), ...factorsOfKey(b)].sort().join('*');
}

/** a·p + b·q, merging two sorted lists. */
function combine(a: Poly, p: bigint, b: Poly, q: bigint): Poly {
  const common = a.den === b.den ? a.den : (a.den / gcd(a.den, b.den)) * b.den;
  const ka = (common / a.den) * p;
  const kb = (common / b.den) * q;
  const merged: [string, bigint][] = [];
  let i = 0;
  let j = 0;
  while (i < a.terms.length || j < b.terms.length) {
    const s = a.terms[i];
    const t = b.terms[j];
    if (t === undefined || (s !== undefined && s.key < t.key)) {
      if (s !== undefined) merged.push([s.key, s.coef * ka]);
      i++;
    } else if (s === undefined || t.key < s.key) {
      merged.push([t.key, t.coef * kb]);
      j++;
    } else {
      merged.push([s.key, s.coef * ka + t.coef * kb]);
      i++;
      j++;
    }
  }
  return reduce(common, merged);
}

function build(den: bigint, products: readonly (readonly [string, bigint])[]): Poly {
  if (products.length === 1) return reduce(den, products);
  const sums = new Map<string, bigint>();
  for (const [key, coef] of products) sums.set(key, (sums.get(key) ?? 0n) + coef);
  return reduce(
    den,
    [...sums].sort((s, t) => (s[0] < t[0] ? -1 : 1)),
  );
}

/** From sorted distinct keys: drops zeros and cancels the common factor. */
function reduce(den: bigint, sorted: readonly (readonly [string, bigint])[]): Poly {
  let g = den;
  if (g !== 1n) for (const [, coef] of sorted) g = gcd(g, coef);
  if (den < 0n) g = g < 0n ? g : -g;
  const terms: Monomial[] = [];
  for (const [key, coef] of sorted) {
    if (coef !== 0n) terms.push(Object.freeze({ key, coef: g === 1n ? coef : coef / g }));
  }
  return terms.length === 0 ? zero : Object.freeze({ den: den / g, terms: Object.freeze(terms) });
}
