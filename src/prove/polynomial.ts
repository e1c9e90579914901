// Expanded polynomials as native text.

import type { Alphabet, Argument, Unknown } from '../kernel/alphabet.js';
import type { Polynomial, Term } from '../kernel/packed.js';
import { entryLetter } from '../term/show.js';

/** A term of a polynomial: its monomial as native text, '' for the constant, and its coefficient. */
export interface ShownTerm {
  readonly monomial: string;
  readonly coefficient: Term['coefficient'];
}

/** `w_<1,2> x_<1,1> - 2 w_<1,1>`; cut after `most` terms, if that is asked for. */
export function showPolynomial(poly: Polynomial, most = Number.POSITIVE_INFINITY): string {
  return showTerms(shownTerms(poly), most);
}

/** The terms of a polynomial in the order in which they are written. */
export function shownTerms(poly: Polynomial): readonly ShownTerm[] {
  const { alphabet } = poly.monomials;
  return Array.from(poly.terms(), ({ factors, coefficient }) => ({
    monomial: showMonomial(alphabet, factors),
    coefficient,
  })).sort((a, b) => compareTexts(a.monomial, b.monomial));
}

/** Terms as a sum, `0` where there are none; cut after `most`, if that is asked for. */
export function showTerms(terms: readonly ShownTerm[], most = Number.POSITIVE_INFINITY): string {
  if (terms.length === 0) return '0';
  let shown = '';
  for (const { monomial, coefficient } of terms.slice(0, most)) {
    const { num, den } = coefficient;
    const negative = num < 0n;
    const number = showNumber({ num: negative ? -num : num, den });
    const term = monomial === '' ? number : number === '1' ? monomial : `${number} ${monomial}`;
    shown += shown === '' ? `${negative ? '-' : ''}${term}` : ` ${negative ? '-' : '+'} ${term}`;
  }
  return terms.length > most ? `${shown} + … (${terms.length} terms)` : shown;
}

/** `2`, `-1/2` */
export function showNumber({ num, den }: ShownTerm['coefficient']): string {
  return den === 1n ? `${num}` : `${num}/${den}`;
}

let collator: Intl.Collator | null = null;

/** Words by their letters, numbers by their values. Collators take long to make, so there is one, made when needed. */
function compareTexts(a: string, b: string): number {
  collator ??= new Intl.Collator('en', { numeric: true });
  return collator.compare(a, b);
}

/** Entries by their names and subscripts, then functions. */
function showMonomial(alphabet: Alphabet, factors: Term['factors']): string {
  return factors
    .map(([number, exponent]) => ({ unknown: alphabet.unknown(number), exponent }))
    .map(({ unknown, exponent }) => ({ name: nameOf(unknown), text: showUnknown(unknown), exponent }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : compareTexts(a.text, b.text)))
    .map(({ text, exponent }) => (exponent === 1 ? text : `${text}^${exponent}`))
    .join(' ');
}

function nameOf(unknown: Unknown): string {
  return unknown.kind === 'entry' ? `@${unknown.tensor}` : unknown.fn;
}

/** A matrix in rows; other tensors as the list of their entries. */
function showArgument(arg: Argument): string {
  if (!('cells' in arg)) return showPolynomial(arg);
  const texts = arg.cells.map((cell) => showPolynomial(cell));
  const [lo = 1, hi = texts.length] = arg.ranges.length === 2 ? (arg.ranges[1] ?? []) : [];
  const width = Math.max(Number(hi) - Number(lo) + 1, 1);
  const rows = Array.from({ length: Math.ceil(texts.length / width) }, (_, r) =>
    texts.slice(r * width, (r + 1) * width).join(', '),
  );
  return `[${rows.join('; ')}]`;
}

/** `w_<1,2>`, `a(2 z_<1>)`, `f'_<1,2>([z_<1,1>, z_<1,2>])` */
function showUnknown(unknown: Unknown): string {
  if (unknown.kind === 'application') {
    const { fn, args, by } = unknown;
    const places = by.flatMap(({ arg, at }) => [...(args.length > 1 ? [arg + 1] : []), ...at]);
    const subscripts = places.length === 0 ? '' : `_<${places.join(',')}>`;
    return `${fn}${"'".repeat(by.length)}${subscripts}(${args.map(showArgument).join(', ')})`;
  }
  const { tensor, at } = unknown;
  return at.length === 0 ? entryLetter(tensor) : `${entryLetter(tensor)}_<${at.join(',')}>`;
}
