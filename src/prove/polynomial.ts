// Expanded polynomials as native text.

import { joint, type RingPoly } from '../kernel/ring.js';
import { entryLetter } from '../term/show.js';

/** `w_<1,2> x_<1,1> - 2 w_<1,1>`; cut after `most` terms, if that is asked for. */
export function showPolynomial(poly: RingPoly, most = Number.POSITIVE_INFINITY): string {
  if (poly.size === 0) return '0';
  const monomials = [...poly]
    .map(([key, c]) => ({ text: showMonomial(key), c }))
    .sort((a, b) => compareText(a.text, b.text));
  let shown = '';
  for (const { text, c } of monomials.slice(0, most)) {
    const negative = c.num < 0n;
    const size = negative ? -c.num : c.num;
    const number = c.den === 1n ? `${size}` : `${size}/${c.den}`;
    const term = text === '' ? number : number === '1' ? text : `${number} ${text}`;
    shown += shown === '' ? `${negative ? '-' : ''}${term}` : ` ${negative ? '-' : '+'} ${term}`;
  }
  return monomials.length > most ? `${shown} + … (${monomials.length} terms)` : shown;
}

const collator = new Intl.Collator('en', { numeric: true });

function compareText(a: string, b: string): number {
  return collator.compare(a, b);
}

function showMonomial(key: string): string {
  if (key === '') return '';
  const powers = new Map<string, number>();
  for (const unknown of key.split(joint)) {
    const text = showUnknown(unknown);
    powers.set(text, (powers.get(text) ?? 0) + 1);
  }
  return [...powers].map(([text, n]) => (n === 1 ? text : `${text}^${n}`)).join(' ');
}

/** `@w[1,2]` -> `w_<1,2>`, `a(2/1@z[1])` -> `a(2 z_<1>)` */
function showUnknown(unknown: string): string {
  const open = unknown.indexOf('(');
  if (unknown.startsWith('@') || open < 0) {
    return unknown.replace(
      /^@([^[]*)\[(.*)\]$/u,
      (_, name: string, at: string) => `${entryLetter(name)}${at === '' ? '' : `_<${at}>`}`,
    );
  }
  const args = splitOutside(unknown.slice(open + 1, -1), ',').map(showArgument);
  return `${unknown.slice(0, open)}(${args.join(', ')})`;
}

/** A polynomial as the key of an application has it: `1/1@z[1]+2/1` */
function showArgument(key: string): string {
  const terms = splitOutside(key, '+').filter((term) => term !== '');
  const poly = new Map(
    terms.map((term) => {
      const [, num = '0', den = '1', monomial = ''] = /^(-?\d+)\/(\d+)(.*)$/su.exec(term) ?? [];
      return [splitOutside(monomial, '\u0002').join(joint), { num: BigInt(num), den: BigInt(den) }] as const;
    }),
  );
  return showPolynomial(poly);
}

/** Splits at a sign that stands in no parentheses or brackets. */
function splitOutside(text: string, sign: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const char of text) {
    if (char === '(' || char === '[') depth++;
    if (char === ')' || char === ']') depth--;
    if (char === sign && depth === 0) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts;
}
