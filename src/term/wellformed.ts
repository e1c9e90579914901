// Is a term one at all? The kernel asks this of every term that a proof brings along.

import { type Cond } from './cond.js';
import type { Env } from './env.js';
import { isName, ShapeError, shapeOf } from './env.js';
import { isIntegral, namesOf, type Poly } from './poly.js';
import { isPoly, isTensor, type Scalar, type Tensor, type Term } from './term.js';

/** null, or what is wrong: an unknown tensor, a wrong number of subscripts, a bound size, a fractional subscript. */
export function wellFormed(env: Env, term: Term): string | null {
  try {
    if (isTensor(term)) tensor(env, term);
    else scalar(env, term);
    return null;
  } catch (error) {
    if (error instanceof ShapeError) return error.message;
    throw error;
  }
}

function scalar(env: Env, term: Scalar): void {
  switch (term.tag) {
    case 'value':
      names(term.value);
      return;
    case 'reciprocal':
      names(term.of);
      return;
    case 'entry': {
      tensor(env, term.tensor);
      const rank = shapeOf(env, term.tensor).length;
      if (rank !== term.at.length) throw new ShapeError(`a tensor of ${rank} dimensions has ${term.at.length} subscripts`);
      term.at.forEach(index);
      return;
    }
    case 'iverson':
      condition(term.cond);
      return;
    case 'add':
    case 'mul':
      for (const arg of term.args) scalar(env, arg);
      return;
    case 'pow':
      if (!Number.isInteger(term.exponent) || term.exponent < 0 || term.exponent > 64) throw new ShapeError('an exponent is a natural number up to 64');
      scalar(env, term.base);
      return;
    case 'apply': {
      const arity = env.functions.get(term.fn.replace(/'+$/, ''));
      if (arity !== term.args.length) throw new ShapeError(`${term.fn} is not a function of ${term.args.length} arguments`);
      for (const arg of term.args) scalar(env, arg);
      return;
    }
    case 'reduce': {
      const seen = new Set<string>();
      if (term.binders.length === 0) throw new ShapeError(`a ${term.op} binds at least one index`);
      for (const { name, lo, hi } of term.binders) {
        index(lo);
        index(hi);
        if (!isName(name)) throw new ShapeError(`${JSON.stringify(name)} cannot be a name`);
        if (env.sizes.has(name)) throw new ShapeError(`${name} is a size and cannot be a summation index`);
        if (seen.has(name)) throw new ShapeError(`${name} is bound twice`);
        if (namesOf(lo).has(name) || namesOf(hi).has(name)) throw new ShapeError(`the range of ${name} uses ${name} itself`);
        seen.add(name);
      }
      // A bound may use only earlier names of its own list.
      term.binders.forEach(({ lo, hi }, b) => {
        const later = new Set(term.binders.slice(b).map((other) => other.name));
        for (const name of [...namesOf(lo), ...namesOf(hi)]) if (later.has(name)) throw new ShapeError(`the range of ${term.binders[b]?.name} uses ${name}, which is bound later`);
      });
      scalar(env, term.body);
      return;
    }
  }
}

function tensor(env: Env, term: Tensor): void {
  if (term.tag === 'op') for (const arg of term.args) isPoly(arg) ? names(arg) : tensor(env, arg);
  if (term.tag === 'matrix') {
    const width = term.rows[0]?.length ?? 0;
    if (width === 0 || term.rows.some((row) => row.length !== width)) throw new ShapeError('the rows of a matrix have one length');
    for (const cell of term.rows.flat()) scalar(env, cell);
  }
  for (const { lo, hi } of shapeOf(env, term)) if (!isIntegral(lo) || !isIntegral(hi)) throw new ShapeError('a dimension is not an integer');
}

function index(poly: Poly): void {
  names(poly);
  if (!isIntegral(poly)) throw new ShapeError('a subscript or bound has a fractional coefficient');
}

function names(poly: Poly): void {
  for (const name of namesOf(poly)) if (!isName(name)) throw new ShapeError(`${JSON.stringify(name)} cannot be a name`);
}

function condition(cond: Cond): void {
  switch (cond.tag) {
    case 'ge':
    case 'eq':
    case 'div':
      index(cond.form);
      return;
    case 'not':
      condition(cond.arg);
      return;
    default:
      for (const arg of cond.args) condition(arg);
  }
}
