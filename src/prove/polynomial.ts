// Expanded polynomials as native text.

import { joint, type RingPoly } from '../kernel/ring.js';
import { entryLetter } from '../term/show.js';

/** `w_<1,2> x_<1,1> - 2*w_<1,1>`; long polynomials are cut after `most` terms. */
export function showPolynomial(poly: RingPoly, most = 60): string {
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

function compareText(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
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

/** `@w[1,2]` -> `w_<1,2>` */
function showUnknown(unknown: string): string {
  return unknown
    .replaceAll(/@([^[@]*)\[([-\d,]*)\]/g, (_, name: string, at: string) =>
      at === '' ? entryLetter(name) : `${entryLetter(name)}_<${at}>`,
    )
    .replaceAll(/(?<![\d<,])1\/1(?=[^\d])/g, '')
    .replaceAll('\u0002', ' ');
}
