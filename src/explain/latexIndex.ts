// Index expressions and conditions in LaTeX, in the order in which people write them: `k+m-1`, `M-m+1`, `i-k+1`.

import { type Cond, conjuncts } from '../term/cond.js';
import {
  add as addPoly,
  factorsOfKey,
  gcd,
  type Monomial,
  neg,
  one,
  type Poly,
  quotientOf,
} from '../term/poly.js';
import { latexName } from './latexName.js';

/** `2k+m-3`; a fraction for each coefficient that is one. */
export function latexIndex(poly: Poly): string {
  if (poly.terms.length === 0) return '0';
  return inOrder(poly.terms.map(rounded))
    .map((term, i) => `${term.coef < 0n ? '-' : i === 0 ? '' : '+'}${latexMonomial(term, poly.den)}`)
    .join('');
}

/** What is added before what is taken off, indices before sizes, numbers last; something added first, if there is. */
function inOrder(terms: readonly Rounded[]): readonly Rounded[] {
  const rank = ({ key, coef }: Monomial): string =>
    [coef < 0n && key !== '' ? 1 : 0, key === '' ? 1 : 0, /\p{Ll}/u.test(key) ? 0 : 1, key].join(' ');
  const sorted = terms.map((term) => [rank(term), term] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  const ordered = sorted.map(([, term]) => term);
  const number = ordered.find(({ key }) => key === '');
  const rest = ordered.filter(({ key }) => key !== '');
  if (number === undefined) return rest;
  // 1-k, but i-k+1
  return number.coef > 0n && rest.every(({ coef }) => coef < 0n) ? [number, ...rest] : [...rest, number];
}

/** A monomial, in which the quotient is rounded up instead of down where that saves two signs. */
interface Rounded extends Monomial {
  readonly up: boolean;
}

/** `-⌊-i/S⌋` as `⌈i/S⌉` */
function rounded({ key, coef }: Monomial): Rounded {
  const quotients = factorsOfKey(key).flatMap((factor) => quotientOf(factor) ?? []);
  const up =
    coef < 0n && quotients.length === 1 && quotients.every(({ num }) => num.terms.every((t) => t.coef < 0n));
  return { key, coef: up ? -coef : coef, up };
}

/** Without its sign. */
function latexMonomial({ key, coef, up }: Rounded, den: bigint): string {
  const size = coef < 0n ? -coef : coef;
  const common = gcd(size, den);
  const [top, bottom] = [size / common, den / common];
  const factors = latexFactors(factorsOfKey(key), up);
  if (bottom !== 1n) return `\\frac{${top}}{${bottom}}${factors === '' ? '' : ` ${factors}`}`;
  if (factors === '') return `${top}`;
  return top === 1n ? factors : `${top}${factors}`;
}

/** `S k`, `M^{2}`; factors of several letters apart. */
function latexFactors(names: readonly string[], up: boolean): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, n]) => `${latexFactor(name, up)}${n === 1 ? '' : `^{${n}}`}`).join(' ');
}

function latexFactor(name: string, up: boolean): string {
  const quotient = quotientOf(name);
  if (quotient === undefined) return latexName(name);
  if (up)
    return `\\left\\lceil \\frac{${latexIndex(neg(quotient.num))}}{${latexIndex(quotient.den)}} \\right\\rceil`;
  return `\\left\\lfloor \\frac{${latexIndex(quotient.num)}}{${latexIndex(quotient.den)}} \\right\\rfloor`;
}

/** `k \le M`, `i < k+M`, `i = 2k`, `2 \mid i-m`. */
export function latexCond(cond: Cond): string {
  switch (cond.tag) {
    case 'ge':
      return comparison(cond.form, '\\le');
    case 'eq':
      return comparison(cond.form, '=');
    case 'div':
      return `${cond.divisor} \\mid ${latexIndex(cond.form)}`;
    case 'and':
      return conjuncts(cond).map(latexCond).join(',\\ ');
    case 'or':
      return cond.args
        .map((arg) => (arg.tag === 'and' ? `(${latexCond(arg)})` : latexCond(arg)))
        .join(' \\lor ');
    case 'not':
      return cond.arg.tag === 'eq' ? comparison(cond.arg.form, '\\ne') : `\\lnot (${latexCond(cond.arg)})`;
  }
}

/** form ≥ 0 as `negative part ≤ positive part`, form = 0 as `positive part = negative part`. */
function comparison(form: Poly, relation: '\\le' | '=' | '\\ne'): string {
  if (relation === '\\le' && isStrict(form)) return between(addPoly(form, one), '<');
  return between(form, relation);
}

/** Whether form ≥ 0 is better written as form + 1 > 0: `i < k+M` and `k < 0`, but `1 \le k`. */
function isStrict({ terms, den }: Poly): boolean {
  const number = terms.find(({ key }) => key === '');
  return den === 1n && number?.coef === -1n && terms.some(({ key, coef }) => key !== '' && coef < 0n);
}

function between(form: Poly, relation: '\\le' | '<' | '=' | '\\ne'): string {
  const part = (positive: boolean): Poly => ({
    den: form.den,
    terms: form.terms.filter(({ coef }) => coef > 0n === positive),
  });
  const sides = [latexIndex(part(true)), latexIndex(neg(part(false)))];
  return (relation === '\\le' || relation === '<' ? sides.reverse() : sides).join(` ${relation} `);
}
