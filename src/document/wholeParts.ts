// Parts of formulas of matrices and vectors: letters in subscripts, fractions of numbers, factors between signs.

import type { Node, ProductNode, ProductOperator } from '../../grammar/tree.js';
import { constant } from '../term/poly.js';
import { value } from '../term/term.js';
import type { Algebra, Whole } from './whole.js';

type Factors = ProductNode['factors'];

/** j and k of `_{jk}` and `_{j,k}`; null for anything else. */
export function lettersIn(subscripts: readonly Node[]): readonly string[] | null {
  const nodes = subscripts.flatMap((each) =>
    each.tag === 'product' ? each.factors.map(({ factor: one }) => one) : [each],
  );
  const letters = nodes.flatMap((each) =>
    each.tag === 'name' && /^\p{Ll}$/u.test(each.name) ? [each.name] : [],
  );
  return letters.length === nodes.length && new Set(letters).size === letters.length ? letters : null;
}

/** \frac{1}{2} */
export function ratio(
  algebra: Algebra,
  { numerator, denominator }: Node & { tag: 'fraction' },
): Whole | null {
  const [above, below] = [numerator, denominator].map((part) =>
    part.tag === 'number' && /^\d{1,9}$/u.test(part.text) ? BigInt(part.text) : null,
  );
  return above == null || below == null || below === 0n
    ? null
    : algebra.number(value(constant(above, below)));
}

/** 1/n of a whole number n. */
export function inverse(algebra: Algebra, node: Node): Whole | null {
  const below = node.tag === 'number' && /^\d{1,9}$/u.test(node.text) ? BigInt(node.text) : 0n;
  return below === 0n ? null : algebra.number(value(constant(1n, below)));
}

/** Factors up to each operator of a kind, and after it. */
export function splitAt(
  factors: Factors,
  isSplit: (operator: ProductOperator) => boolean,
): readonly Factors[] {
  const parts: Factors[number][][] = [[]];
  factors.forEach((each, i) => {
    if (i > 0 && isSplit(each.operator)) parts.push([]);
    parts.at(-1)?.push(each);
  });
  return parts;
}
