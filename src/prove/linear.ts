// Solving for the indices: from the subscripts of a term back to the values of its bound names.

import {
  add,
  constant,
  factorsOfKey,
  namesOfKey,
  numerator,
  type Poly,
  scale,
  sub,
  variable,
  zero,
} from '../term/poly.js';

/** An equation row(us) = value; the value may use any name but the unknowns. */
export interface Row {
  readonly form: Poly;
  readonly value: Poly;
}

/**
 * Solves the rows for the unknowns: leftInverse([{k+m-1 = s}], [m]) is {m: s-k+1}.
 * The solution may have denominators (2k = s gives k = s/2). null when the rows do not determine the unknowns or
 * are not linear in them.
 */
export function leftInverse(rows: readonly Row[], unknowns: readonly string[]): Map<string, Poly> | null {
  const matrix: Equation[] = [];
  for (const row of rows) {
    const equation = asEquation(row, unknowns);
    if (equation !== null) matrix.push(equation);
  }
  const solved = new Map<string, Poly>();
  const pivots: { unknown: number; equation: Equation }[] = [];
  unknowns.forEach((_, u) => {
    const best = matrix.filter((e) => e.coefs[u] !== 0n).sort((a, b) => weight(a, u) - weight(b, u))[0];
    if (best === undefined) return;
    matrix.splice(matrix.indexOf(best), 1);
    for (const list of [matrix, pivots.map((p) => p.equation)]) {
      list.forEach((e, i) => {
        if (e.coefs[u] === 0n) return;
        const reduced = eliminate(e, best, u);
        if (list === matrix) matrix[i] = reduced;
        else (pivots[i] as { equation: Equation }).equation = reduced;
      });
    }
    pivots.push({ unknown: u, equation: best });
  });
  if (pivots.length < unknowns.length) return null;
  for (const { unknown, equation } of pivots)
    solved.set(unknowns[unknown] as string, scale(equation.value, 1n, equation.coefs[unknown] as bigint));
  return solved;
}

/** `form` as coef·name + rest, neither with the name in it; null where it is not linear in the name. */
export function linearIn(form: Poly, name: string): { readonly coef: Poly; readonly rest: Poly } | null {
  let coef: Poly = zero;
  let rest: Poly = zero;
  for (const term of form.terms) {
    const own = monomial(term.key, term.coef, form.den);
    if (!namesOfKey(term.key).includes(name)) {
      rest = add(rest, own);
      continue;
    }
    const others = factorsOfKey(term.key).filter((factor) => factor !== name);
    const key = others.join('*');
    if (namesOfKey(key).includes(name) || factorsOfKey(term.key).length !== others.length + 1) return null;
    coef = add(coef, monomial(key, term.coef, form.den));
  }
  return { coef, rest };
}

interface Equation {
  readonly coefs: readonly bigint[];
  readonly value: Poly;
}

/**
 * coefs · unknowns = value, or null when an unknown stands in a product. What all is multiplied with is left out: of
 * S k = S M - S l it is k = M - l that is meant, as far as that is the only solution.
 */
function asEquation({ form, value }: Row, unknowns: readonly string[]): Equation | null {
  const isUnknown = (key: string): boolean => namesOfKey(key).some((name) => unknowns.includes(name));
  let left: Poly = zero;
  let right = value;
  for (const { key, coef } of form.terms) {
    const term = monomial(key, coef, form.den);
    if (isUnknown(key)) left = add(left, term);
    else right = sub(right, term);
  }
  for (;;) {
    const product = left.terms.find(({ key }) => !unknowns.includes(key));
    if (product === undefined) break;
    const common = factorsOfKey(product.key).find(
      (factor) =>
        !isUnknown(factor) &&
        [...left.terms, ...right.terms].every(({ key }) => factorsOfKey(key).includes(factor)),
    );
    if (common === undefined) return null;
    left = without(left, common);
    right = without(right, common);
  }
  return { coefs: unknowns.map((u) => numerator(left, u)), value: scale(right, left.den) };
}

/** A polynomial divided by a factor of all its terms. */
function without(poly: Poly, factor: string): Poly {
  return poly.terms.reduce<Poly>((sum, { key, coef }) => {
    const factors = [...factorsOfKey(key)];
    factors.splice(factors.indexOf(factor), 1);
    return add(sum, monomial(factors.join('*'), coef, poly.den));
  }, zero);
}

function monomial(key: string, coef: bigint, den: bigint): Poly {
  return key === '' ? constant(coef, den) : scale(variable(key), coef, den);
}

/** Unit pivots first: they keep the solution integral; then rows that touch few other unknowns. */
function weight(e: Equation, u: number): number {
  const c = e.coefs[u] as bigint;
  return (c === 1n || c === -1n ? 0 : 1000) + e.coefs.filter((x) => x !== 0n).length;
}

function eliminate(e: Equation, by: Equation, u: number): Equation {
  const a = by.coefs[u] as bigint;
  const b = e.coefs[u] as bigint;
  return {
    coefs: e.coefs.map((c, i) => c * a - b * (by.coefs[i] as bigint)),
    value: add(scale(e.value, a), scale(by.value, -b)),
  };
}
