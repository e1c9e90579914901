// Sums of polynomials in closed form: 1 + 2 + … + n = (n^2 + n)/2 and its like for every power (Faulhaber).

import {
  add,
  constant,
  factorsOfKey,
  mul,
  one,
  type Poly,
  pow,
  scale,
  sub,
  substitute,
  variable,
  zero,
} from '../term/poly.js';

/** sum_{u=lo..hi} p(u) = P(hi) - P(lo-1) for the antidifference P of p; it is right from hi = lo - 1 on. */
export function definite(p: Poly, name: string, lo: Poly, hi: Poly): Poly {
  const P = antidifference(p, name);
  const at = (poly: Poly): Poly => substitute(P, new Map([[name, poly]]));
  return sub(at(hi), at(sub(lo, one)));
}

/** P with P(u) - P(u-1) = p(u): for p = u it is (u^2 + u)/2 (Faulhaber). */
export function antidifference(p: Poly, name: string): Poly {
  let total = zero;
  for (const { key, coef } of p.terms) {
    const names = factorsOfKey(key);
    const degree = names.filter((n) => n === name).length;
    const others = names
      .filter((n) => n !== name)
      .map(variable)
      .reduce(mul, constant(coef, p.den));
    total = add(total, mul(others, powerSum(degree, name)));
  }
  return total;
}

/** S_j(u) = 1^j + … + u^j as a polynomial: (j+1) S_j = u^(j+1) - sum_{i<j} C(j+1, i) (-1)^(j-i) S_i. */
function powerSum(j: number, name: string): Poly {
  const sums: Poly[] = [];
  for (let d = 0; d <= j; d++) {
    let total = pow(variable(name), d + 1);
    let binomial = 1n;
    for (let i = 0; i < d; i++) {
      const sign = (d - i) % 2 === 0 ? 1n : -1n;
      total = sub(total, scale(sums[i] as Poly, binomial * sign));
      binomial = (binomial * BigInt(d + 1 - i)) / BigInt(i + 1);
    }
    sums.push(scale(total, 1n, BigInt(d + 1)));
  }
  return sums[j] as Poly;
}
