// What is known of a product of names such as `S*k`: multiply a line that bounds S from below with the lines about k.
// From S ≥ 1 and k ≤ K follows S*k ≤ S*K, without which no stride could be told from another. The first step of the
// reformulation-linearisation hierarchy (Sherali, Adams, SIAM J. Discrete Math. 3, 1990).

import {
  add,
  constant,
  factorsOfKey,
  gcd,
  mul,
  mulKeys,
  neg,
  numerator,
  one,
  type Poly,
  polyKey,
  quotientOf,
  scale as scaled,
  sub,
  variable,
  zero,
} from '../term/poly.js';
import type { Line, LinearSystem } from './certificate.js';

/** Numbers of two lines. */
export type Pair = readonly [number, number];

/** More products than this are not tried. */
const mostPairs = 120;

/** Numbers of lines whose products speak of monomials that the system has. */
export function productPairs(system: LinearSystem): readonly Pair[] {
  return pairsFor(system, 2);
}

/** As `productPairs`, where some of the lines are products already: S*T*q is known from S and from T*q. */
export function widerPairs(system: LinearSystem): readonly Pair[] {
  return pairsFor(system, 3);
}

/** A line with a common factor, divided by it and rounded, that the system does not have yet; null if it has all. */
export function tightened(system: LinearSystem): Poly | null {
  const known = new Set(system.map(({ form }) => polyKey(form)));
  for (const { form, kind } of system) {
    const names = form.terms.filter(({ key }) => key !== '');
    const factor = names.reduce((g, { coef }) => gcd(g, coef), 0n);
    const rest = numerator(form, '') % (factor || 1n);
    if (kind !== 'ge' || factor <= 1n || rest === 0n || !names.some(({ key }) => key.includes('*'))) continue;
    const down = rest < 0n ? rest + factor : rest;
    const tight = scaled(sub(form, constant(down)), 1n, factor);
    if (!known.has(polyKey(tight))) return tight;
  }
  return null;
}

/**
 * As `productPairs`, for what the products of three names bring in: S*T*f is at least 0 if S*f and T*f are. `known` are
 * the pairs there are.
 */
export function morePairs(system: LinearSystem, known: readonly Pair[]): readonly Pair[] {
  const has = new Set(known.map(([i, j]) => `${i} ${j}`));
  return pairsFor(system, 2).filter(([i, j]) => !has.has(`${i} ${j}`));
}

/** Pairs of a line S ≥ 1 and another, whose product has a monomial of that degree that occurs. */
function pairsFor(system: LinearSystem, degree: number): readonly Pair[] {
  const monomials = new Set(
    system.flatMap(({ form }) =>
      form.terms.flatMap(({ key }) => (factorsOfKey(key).length >= degree ? [key] : [])),
    ),
  );
  if (monomials.size === 0) return [];
  const factors = new Set([...monomials].flatMap(factorsOfKey));
  const pairs: Pair[] = [];
  // What is to be refuted stands last: products with it come first.
  const different = firstOfEach(system).toReversed();
  const scales = new Set<string>();
  for (const i of different) {
    const scale = positiveName(system[i] as Line);
    if (scale === null || scales.has(scale) || !factors.has(scale)) continue;
    scales.add(scale);
    // Lines about k where S*k occurs; then those about what the products made of these bring in.
    const open = new Set(different);
    for (let before = -1; before < pairs.length; ) {
      before = pairs.length;
      for (const j of open) {
        const keys = (system[j] as Line).form.terms.flatMap(({ key }) =>
          factorsOfKey(key).length === degree - 1 ? [mulKeys(scale, key)] : [],
        );
        if (!keys.some((key) => monomials.has(key)) || pairs.length >= mostPairs) continue;
        pairs.push([i, j]);
        open.delete(j);
        for (const key of keys) monomials.add(key);
      }
    }
  }
  return pairs;
}

/** The numbers of the lines without repetitions. */
function firstOfEach(system: LinearSystem): readonly number[] {
  const seen = new Map<string, number>();
  for (const [i, { form, kind }] of system.entries()) {
    const key = `${kind}${polyKey(form)}`;
    if (!seen.has(key)) seen.set(key, i);
  }
  return [...seen.values()];
}

/** The name that a line bounds from below by a number that is not negative: S of S - 1 ≥ 0, or of S - 2 = 0. */
function positiveName({ form, kind }: Line): string | null {
  const [only, ...others] = form.terms.filter(({ key }) => key !== '');
  if (only === undefined || others.length > 0 || only.key.includes('*')) return null;
  const constant = numerator(form, '');
  const bounded = kind === 'eq' ? only.coef * constant <= 0n : only.coef > 0n && constant <= 0n;
  return bounded ? only.key : null;
}

export function productLine(a: Line, b: Line): Line {
  return { form: mul(a.form, b.form), kind: a.kind === 'eq' || b.kind === 'eq' ? 'eq' : 'ge' };
}

/**
 * Forms t - 1 and t for t of which the system speaks as S*t, up to its sign: in S*k - S*q - S >= 1 it is k - q - 1. Where
 * it speaks of S*q and S*p each by itself, q being a quotient, t may be p - q, one more or less; and q, at last.
 */
export function multiples(system: LinearSystem): readonly Poly[] {
  const scales = new Set(system.flatMap((line) => positiveName(line) ?? []));
  const first = new Map<string, Poly>();
  const several = new Map<string, Poly>();
  const differences = new Map<string, Poly>();
  const quotients = new Map<string, Poly>();
  for (const scale of scales) {
    const single = new Map<string, Poly>();
    for (const { form } of system) {
      const t = positive(dividedBy(form, scale));
      const names = t.terms.flatMap(({ key }) => factorsOfKey(key));
      const [name] = names;
      if (names.length > 0) first.set(scale, sub(variable(scale), one));
      if (names.length > 1) several.set(polyKey(t), t);
      else if (name !== undefined) single.set(name, variable(name));
    }
    const q = [...single].find(([name]) => quotientOf(name) !== undefined);
    if (q === undefined) continue;
    quotients.set(q[0], q[1]);
    for (const [name, p] of single) if (name !== q[0]) differences.set(`${name} ${q[0]}`, sub(p, q[1]));
  }
  const around = (forms: ReadonlyMap<string, Poly>, offsets: readonly number[]): readonly Poly[] =>
    [...forms.values()]
      .slice(0, mostMultiples)
      .flatMap((t) => offsets.map((offset) => sub(t, constant(offset))));
  return [
    ...around(several, [1, 0]),
    ...around(differences, [1, 0, 2, -1]),
    ...around(quotients, [1, 0]),
    ...around(first, [1]),
  ];
}

const mostMultiples = 4;

/** The sum of t over the terms S*t. */
function dividedBy(form: Poly, scale: string): Poly {
  return form.terms.reduce<Poly>((sum, { key, coef }) => {
    const factors = [...factorsOfKey(key)];
    const at = factors.indexOf(scale);
    if (at < 0) return sum;
    factors.splice(at, 1);
    return add(sum, scaled(factors.map(variable).reduce(mul, one), coef));
  }, zero);
}

/** The form or its negative, so that equal ones up to the sign are equal. */
function positive(form: Poly): Poly {
  const first = form.terms.find(({ key }) => key !== '');
  return first !== undefined && first.coef < 0n ? neg(form) : form;
}
