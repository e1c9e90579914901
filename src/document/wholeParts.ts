// Parts of formulas of matrices and vectors: letters in subscripts, fractions of numbers, factors between signs.

import type { BinderNode, Node, ProductNode, ProductOperator } from '../../grammar/tree.js';
import { add, constant, one, type Poly, scale, variable, zero } from '../term/poly.js';
import { value } from '../term/term.js';
import { linear } from './sayings.js';
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

/**
 * i + p - 1 of small letters and numbers as an index that counts from 1, as its letters do; where the text counts from 0, that
 * is i + p. Null for anything else.
 */
export function affine(subscript: Node, base: 0 | 1): Poly | null {
  const parts = linear(subscript);
  if (parts === null || ![...parts.keys()].every((name) => /^\p{Ll}?$/u.test(name))) return null;
  return [...parts].reduce<Poly>(
    (total, [name, count]) => {
      const unit = name === '' ? one : variable(name);
      return add(total, scale(unit, BigInt(count)));
    },
    base === 1 ? zero : fromZero(parts),
  );
}

/** What an index gains where its letters and itself count from 1 instead of from 0. */
function fromZero(parts: ReadonlyMap<string, number>): Poly {
  const letters = [...parts].reduce((sum, [name, count]) => (name === '' ? sum : sum + count), 0);
  return constant(BigInt(1 - letters));
}

/** Whether a sum is over all that its letter stands for: from 1 to a size, from 0 to a size less 1, or without limits. */
export function isOverAll({ from, to, condition }: BinderNode, base: 0 | 1 | null): boolean {
  if (condition !== null || to?.tag === 'number') return false;
  if (from === null) return true;
  const first = from.tag === 'number' && /^[01]$/u.test(from.text) ? Number(from.text) : null;
  if (first === null || (base !== null && base !== first)) return false;
  const isLess = to?.tag === 'sum' && to.terms.at(-1)?.sign === '-';
  return to === null || isLess === (first === 0);
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
