// What is said of counterexamples, in one sentence that needs no knowledge of how they are found.

import type { Counterexample } from './counterexample.js';

/**
 * `at M = 1, N = 2 the left side has w_<1,2>, the right side has not`, `… the left side counts w_<1> twice, the right
 * side once`, `… the left side is w_<1>, the right side is 0`.
 */
export function sentence(found: Counterexample): string {
  const { indices, place = [], cell, left, right, monomial } = found;
  const subscripts = cell ?? place.map((name) => indices[name] ?? '?');
  const where = [
    ...(cell === undefined ? [at(found)] : []),
    ...(subscripts.length === 0 ? [] : [placeOf(subscripts)]),
  ];
  const said = where.filter((part) => part !== '').join(', ');
  return `${said}${said === '' ? '' : said.includes(', in ') ? ', ' : ' '}${sides(left, right, monomial)}`;
}

/** `at M = 1, N = 2`, or nothing where there are no sizes and indices; subscripts of an entry are no names of the claim. */
export function at({ sizes, indices, values: entries = {}, place = [] }: Counterexample): string {
  const own = Object.entries(indices).filter(([name]) => !place.includes(name));
  const all = [...Object.entries(sizes), ...own, ...Object.entries(entries)];
  const values = all.map(([name, n]) => `${name} = ${n}`);
  return values.length === 0 ? '' : `at ${values.join(', ')}`;
}

/** `at M = 4 it says 4 < 4` */
export function comparisonSentence(found: Counterexample, operator: string): string {
  const where = at(found);
  return `${where}${where === '' ? '' : ' '}it says ${found.left} ${operator} ${found.right}`;
}

/** `in row 1, column 2` */
function placeOf(place: readonly (number | string)[]): string {
  if (place.length === 1) return `in place ${place[0]}`;
  if (place.length === 2) return `in row ${place[0]}, column ${place[1]}`;
  return `in place ${place.join(',')}`;
}

function sides(left: string, right: string, monomial: Counterexample['monomial']): string {
  // A term or two are taken in at a glance.
  if (monomial === null || monomial.text === '1' || (isShort(left) && isShort(right)))
    return `the left side is ${left}, the right side is ${right}`;
  if (left === '0') return `the right side has ${times(monomial.right, monomial.text)}, the left side is 0`;
  if (right === '0') return `the left side has ${times(monomial.left, monomial.text)}, the right side is 0`;
  if (monomial.right === '0')
    return `the left side has ${times(monomial.left, monomial.text)}, the right side has not`;
  if (monomial.left === '0')
    return `the right side has ${times(monomial.right, monomial.text)}, the left side has not`;
  const [a, b] = [counted(monomial.left), counted(monomial.right)];
  if (a !== null && b !== null) return `the left side counts ${monomial.text} ${a}, the right side ${b}`;
  return `the left side has ${times(monomial.left, monomial.text)}, the right side ${times(monomial.right, monomial.text)}`;
}

/** A polynomial of one term, of at most two factors. */
export function isShort(polynomial: string): boolean {
  return polynomial.length <= 24 && !/ [-+] /.test(polynomial);
}

/** `2 w_<1>`, `-w_<1>` */
export function times(coefficient: string, monomial: string): string {
  if (coefficient === '1') return monomial;
  return coefficient === '-1' ? `-${monomial}` : `${coefficient} ${monomial}`;
}

/** `once`, `twice`, `3 times`; null for what cannot be counted. */
function counted(coefficient: string): string | null {
  if (coefficient === '1') return 'once';
  if (coefficient === '2') return 'twice';
  return /^\d+$/.test(coefficient) ? `${coefficient} times` : null;
}

/** The sizes up to a total, in words. */
export function upToTotal(total: number): string {
  return `wherever the sizes add up to at most ${total}`;
}
