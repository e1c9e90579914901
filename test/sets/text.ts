// Conditions written as a person would: `1 <= m <= M, 2 | i+1, x = 0 or y != 3, not (x < y)`.

import { and, atLeast, below, type Cond, divides, equals, not, or } from '../../src/term/cond.js';
import { add, constant, mul, type Poly, scale, variable, zero } from '../../src/term/poly.js';

/** Conditions separated by commas; `or` binds less than a chain of comparisons, `not (…)` takes one condition. */
export function conds(text: string): Cond[] {
  return text.trim() === '' ? [] : text.split(',').map(cond);
}

export function cond(text: string): Cond {
  const alternatives = text.split(' or ');
  if (alternatives.length > 1) return or(alternatives.map(cond));
  const negated = /^\s*not \((.*)\)\s*$/.exec(text);
  if (negated?.[1] !== undefined) return not(cond(negated[1]));
  const divided = /^\s*(\d+) \|(.*)$/.exec(text);
  if (divided?.[1] !== undefined && divided[2] !== undefined)
    return divides(BigInt(divided[1]), form(divided[2]));
  const parts = text.split(/(<=|>=|!=|<|>|=)/);
  const links: Cond[] = [];
  for (let i = 0; i + 2 < parts.length; i += 2)
    links.push(relation(form(parts[i]), parts[i + 1], form(parts[i + 2])));
  return and(links);
}

function relation(a: Poly, sign: string | undefined, b: Poly): Cond {
  switch (sign) {
    case '<=':
      return atLeast(b, a);
    case '>=':
      return atLeast(a, b);
    case '<':
      return below(a, b);
    case '>':
      return below(b, a);
    case '=':
      return equals(a, b);
    case '!=':
      return not(equals(a, b));
    default:
      throw new Error(`no relation: ${sign}`);
  }
}

/** Sums of terms such as `3`, `-2x`, `S*k`, `x/2`. */
export function form(text = ''): Poly {
  const compact = text.replaceAll(' ', '');
  let sum = zero;
  let read = 0;
  for (const match of compact.matchAll(/([+-]?)(\d*)\*?([A-Za-z]\w*(?:\*[A-Za-z]\w*)*)?(?:\/(\d+))?/g)) {
    const [all, sign, digits, names, den] = match;
    if (all === '') continue;
    read += all.length;
    const product = (names?.split('*') ?? [])
      .map(variable)
      .reduce(mul, constant(digits ? BigInt(digits) : 1n));
    sum = add(sum, scale(product, sign === '-' ? -1n : 1n, BigInt(den ?? 1)));
  }
  if (read !== compact.length || read === 0) throw new Error(`cannot read ${text}`);
  return sum;
}
