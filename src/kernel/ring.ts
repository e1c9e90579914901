// The normal form of a commutative ring expression: a polynomial over the rationals whose unknowns are whatever
// the ring laws cannot look into (entries, reductions, applications, index names, brackets [c]).
// Brackets are idempotent, [c][c] = [c], and [c and d] = [c][d].

import { condKey, conjuncts, constantTruth } from '../term/cond.js';
import { termKey } from '../term/key.js';
import { factorsOfKey, gcd, type Poly, polyKey } from '../term/poly.js';
import type { Scalar } from '../term/term.js';

/** A fraction in lowest terms with positive denominator. */
export interface Rational {
  readonly num: bigint;
  readonly den: bigint;
}

/** Monomial (sorted unknowns joined by a space-free separator) to its coefficient; zero coefficients are absent. */
export type RingPoly = ReadonlyMap<string, Rational>;

/** Thrown when a product would have more than `ringLimit` monomials. */
export class RingLimit extends Error {
  override readonly name = 'RingLimit';
}

const ringLimit = 200_000;
/** Characters of a monomial: the powers of powers end here. */
const longestMonomial = 50_000;
/** Separates the unknowns of a monomial; it occurs in no name. */
export const joint = '\u0001';
const oneRational: Rational = { num: 1n, den: 1n };

export function rational(num: bigint, den: bigint): Rational {
  const g = gcd(num, den);
  const sign = den < 0n ? -1n : 1n;
  return g === 1n && sign === 1n ? { num, den } : { num: (sign * num) / g, den: (sign * den) / g };
}

/** The polynomial of one unknown. */
export function unknown(key: string): RingPoly {
  return new Map([[key, oneRational]]);
}

export function ringConstant(num: bigint, den: bigint = 1n): RingPoly {
  return num === 0n ? new Map() : new Map([['', rational(num, den)]]);
}

export function ringAdd(polys: readonly RingPoly[]): RingPoly {
  const sums = new Map<string, Rational>();
  for (const poly of polys) {
    for (const [key, c] of poly) {
      const s = sums.get(key);
      if (s === undefined) sums.set(key, c);
      else {
        const next =
          s.den === 1n && c.den === 1n
            ? { num: s.num + c.num, den: 1n }
            : rational(s.num * c.den + c.num * s.den, s.den * c.den);
        if (next.num === 0n) sums.delete(key);
        else sums.set(key, next);
      }
    }
  }
  return sums;
}

/** The product, of at most `limit` products of monomials. Throws RingLimit. */
export function ringMul(a: RingPoly, b: RingPoly, limit = ringLimit): RingPoly {
  if (a.size * b.size > limit) throw new RingLimit(`a product of ${a.size} by ${b.size} monomials`);
  const sums = new Map<string, Rational>();
  for (const [ka, ca] of a) {
    for (const [kb, cb] of b) {
      const key = mulMonomials(ka, kb);
      const c =
        ca.den === 1n && cb.den === 1n
          ? { num: ca.num * cb.num, den: 1n }
          : rational(ca.num * cb.num, ca.den * cb.den);
      const s = sums.get(key);
      if (s === undefined) sums.set(key, c);
      else {
        const next = rational(s.num * c.den + c.num * s.den, s.den * c.den);
        if (next.num === 0n) sums.delete(key);
        else sums.set(key, next);
      }
    }
  }
  return sums;
}

export function ringEqual(a: RingPoly, b: RingPoly): boolean {
  if (a.size !== b.size) return false;
  for (const [key, c] of a) {
    const d = b.get(key);
    if (d === undefined || d.num !== c.num || d.den !== c.den) return false;
  }
  return true;
}

/** The normal form of a scalar; equal normal forms mean equal values in every commutative ring containing ℚ. */
export function ringNormal(term: Scalar): RingPoly {
  switch (term.tag) {
    case 'value':
      return ofPoly(term.value);
    case 'add':
      return ringAdd(term.args.map(ringNormal));
    case 'mul':
      return term.args.map(ringNormal).reduce((a, b) => ringMul(a, b), ringConstant(1n));
    case 'pow': {
      const base = ringNormal(term.base);
      let product = ringConstant(1n);
      for (let i = 0; i < term.exponent; i++) product = ringMul(product, base);
      return product;
    }
    case 'iverson': {
      let product = ringConstant(1n);
      for (const cond of conjuncts(term.cond)) {
        const truth = cond.tag === 'or' && cond.args.length === 0 ? false : constantTruth(cond);
        product =
          truth === null
            ? ringMul(product, unknown(`{${condKey(cond)}}`))
            : truth
              ? product
              : ringConstant(0n);
      }
      return product;
    }
    case 'reciprocal': {
      const [only] = term.of.terms;
      if (term.of.terms.length === 1 && only?.key === '') return ringConstant(term.of.den, only.coef);
      return unknown(`(/ <${polyKey(term.of)}>)`);
    }
    case 'entry':
    case 'reduce':
    case 'line':
    case 'apply':
    case 'diff':
      return unknown(termKey(term));
  }
}

function ofPoly(poly: Poly): RingPoly {
  const sums = new Map<string, Rational>();
  for (const { key, coef } of poly.terms)
    sums.set(
      factorsOfKey(key)
        .map((name) => `<${name}>`)
        .sort()
        .join(joint),
      rational(coef, poly.den),
    );
  return sums;
}

function mulMonomials(a: string, b: string): string {
  if (a === '') return b;
  if (b === '') return a;
  if (a.length + b.length > longestMonomial) throw new RingLimit('a product of too many factors');
  const sorted = [...a.split(joint), ...b.split(joint)].sort();
  return sorted.filter((key, i) => !(key.startsWith('{') && key === sorted[i - 1])).join(joint);
}
