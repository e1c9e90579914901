// When are two terms the same formula? When they agree up to the names of bound variables (alpha-equivalence).
// The key of a term writes bound names as de Bruijn levels, so that equality is equality of texts.

import { type Cond, condKey, substituteCond } from './cond.js';
import { isFrozen } from './frozen.js';
import { type Poly, polyKey, substitute, variable } from './poly.js';
import type { Scalar, Tensor, Term } from './term.js';
import { isPoly, isTensor } from './term.js';

type Bound = ReadonlyMap<string, Poly>;
const closed: Bound = new Map();
const cache = new WeakMap<Term, string>();

/** A text equal exactly for alpha-equivalent terms. `sum_<m=1..M> w_<m>` and `sum_<p=1..M> w_<p>` share theirs. */
export function termKey(term: Term): string {
  const known = cache.get(term);
  if (known !== undefined) return known;
  const key = isTensor(term) ? tensorKey(term, closed, 0) : scalarKey(term, closed, 0);
  // A key is remembered only of what cannot change.
  if (isFrozen(term)) cache.set(term, key);
  return key;
}

export function sameTerm(a: Term, b: Term): boolean {
  return a === b || termKey(a) === termKey(b);
}

function scalarKey(term: Scalar, bound: Bound, depth: number): string {
  if (depth === 0) {
    const known = cache.get(term);
    if (known !== undefined) return known;
  }
  const child = (t: Scalar): string => scalarKey(t, bound, depth);
  const index = (p: Poly): string => polyKey(substitute(p, bound));
  switch (term.tag) {
    case 'value':
      return `<${index(term.value)}>`;
    case 'entry':
      return `${tensorKey(term.tensor, bound, depth)}[${term.at.map(index).join(';')}]`;
    case 'iverson':
      return `{${condText(term.cond, bound)}}`;
    case 'add':
      return `(+ ${term.args.map(child).join(' ')})`;
    case 'mul':
      return `(* ${term.args.map(child).join(' ')})`;
    case 'pow':
      return `(^ ${child(term.base)} ${term.exponent})`;
    case 'reciprocal':
      return `(/ ${index(term.of)})`;
    case 'apply': {
      const args = term.args.map((arg) => (isTensor(arg) ? tensorKey(arg, bound, depth) : child(arg)));
      // Partial derivatives may be taken in any order.
      const by = term.by.map(({ arg, at }) => `'${arg}[${at.map(index).join(';')}]`).sort();
      return `(${term.fn}${by.join('')} ${args.join(' ')})`;
    }
    case 'diff':
      return `(∂ @${term.tensor}[${term.at.map(index).join(';')}] ${child(term.of)})`;
    case 'line': {
      const inner = new Map(bound).set(term.name, variable(`$${depth}`));
      // A sign that no name begins with: functions may be called `reals` or `sum`.
      return `(∫${term.over} ${scalarKey(term.body, inner, depth + 1)})`;
    }
    case 'reduce': {
      const inner = new Map(bound);
      let level = depth;
      const ranges = term.binders.map(({ name, lo, hi }) => {
        const range = `${polyKey(substitute(lo, inner))}:${polyKey(substitute(hi, inner))}`;
        inner.set(name, variable(`$${level++}`));
        return range;
      });
      return `(Σ${term.op} ${ranges.join(' ')} ${scalarKey(term.body, inner, level)})`;
    }
  }
}

function condText(cond: Cond, bound: Bound): string {
  return condKey(substituteCond(cond, bound));
}

function tensorKey(tensor: Tensor, bound: Bound, depth: number): string {
  switch (tensor.tag) {
    case 'tensor':
      return `@${tensor.name}`;
    case 'op':
      return `@(${tensor.op} ${tensor.args.map((arg) => (isPoly(arg) ? `<${polyKey(substitute(arg, bound))}>` : tensorKey(arg, bound, depth))).join(' ')})`;
    case 'matrix':
      return `@[${tensor.rows.map((row) => row.map((cell) => scalarKey(cell, bound, depth)).join(',')).join(';')}]`;
  }
}
