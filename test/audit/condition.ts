// Conditions of guards and cases: comparisons, divisibility, and, or, not.

import { type Index, minus, namesOf, plus, showIndex } from './affine.js';

export type Sign = '<=' | '<' | '=' | '>' | '>=' | '!=';

export type Condition =
  | { readonly tag: 'compare'; readonly left: Index; readonly sign: Sign; readonly right: Index }
  | { readonly tag: 'divides'; readonly divisor: number; readonly of: Index }
  | { readonly tag: 'and' | 'or'; readonly args: readonly Condition[] }
  | { readonly tag: 'not'; readonly arg: Condition };

export function compare(left: Index, sign: Sign, right: Index): Condition {
  return { tag: 'compare', left, sign, right };
}

export function both(...args: readonly Condition[]): Condition {
  return { tag: 'and', args };
}

const opposites: Readonly<Record<Sign, Sign>> = {
  '<=': '>',
  '>': '<=',
  '<': '>=',
  '>=': '<',
  '=': '!=',
  '!=': '=',
};

/** Holds exactly where `c` does not; De Morgan's laws on the way down. */
export function negated(c: Condition): Condition {
  switch (c.tag) {
    case 'compare':
      return { ...c, sign: opposites[c.sign] };
    case 'divides':
      return { tag: 'not', arg: c };
    case 'and':
    case 'or':
      return { tag: c.tag === 'and' ? 'or' : 'and', args: c.args.map(negated) };
    case 'not':
      return c.arg;
  }
}

/** The same comparison spelled otherwise: a ≤ b as b ≥ a, a < b + 1, or a - b ≤ 0. */
export function respelled(c: Condition & { tag: 'compare' }, way: number): Condition {
  const { left, sign, right } = c;
  const mirrored: Readonly<Record<Sign, Sign>> = {
    '<=': '>=',
    '>=': '<=',
    '<': '>',
    '>': '<',
    '=': '=',
    '!=': '!=',
  };
  switch (way % 4) {
    case 0:
      return compare(right, mirrored[sign], left);
    case 1:
      return compare(minus(left, right), sign, new Map());
    case 2:
      if (sign === '<=') return compare(left, '<', plus(right, 1));
      if (sign === '>=') return compare(left, '>', minus(right, 1));
      if (sign === '=') return both(compare(left, '<=', right), compare(left, '>=', right));
      if (sign === '!=') return { tag: 'or', args: [compare(left, '<', right), compare(left, '>', right)] };
      return { tag: 'not', arg: negated(c) };
    default:
      return { tag: 'not', arg: negated(c) };
  }
}

/** Every index expression of a condition changed. */
export function mapped(c: Condition, change: (a: Index) => Index): Condition {
  switch (c.tag) {
    case 'compare':
      return { ...c, left: change(c.left), right: change(c.right) };
    case 'divides':
      return { ...c, of: change(c.of) };
    case 'and':
    case 'or':
      return { ...c, args: c.args.map((arg) => mapped(arg, change)) };
    case 'not':
      return { ...c, arg: mapped(c.arg, change) };
  }
}

export function namesOfCondition(c: Condition): readonly string[] {
  const names: string[] = [];
  mapped(c, (a) => {
    names.push(...namesOf(a));
    return a;
  });
  return names;
}

export function showCondition(c: Condition): string {
  switch (c.tag) {
    case 'compare':
      return `${showIndex(c.left)} ${c.sign} ${showIndex(c.right)}`;
    case 'divides':
      return `${c.divisor} divides ${showIndex(c.of)}`;
    case 'and':
    case 'or':
      return c.args.map((arg) => `(${showCondition(arg)})`).join(` ${c.tag} `);
    case 'not':
      return `not (${showCondition(c.arg)})`;
  }
}
