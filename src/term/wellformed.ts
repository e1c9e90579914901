// Is a term one at all? The kernel asks this of every term and condition that a proof brings along, and takes nothing
// on trust: data must be frozen (what was checked once can then be remembered), polynomials in their own form, names names.

import type { Cond } from './cond.js';
import type { Env } from './env.js';
import { isName, type Parameter, reachOf, ShapeError, shapeOf } from './env.js';
import { isFrozen } from './frozen.js';
import { insideQuotient, isIntegral, isPolynomial, isZero, namesOf, type Poly } from './poly.js';
import { freeNames } from './subst.js';
import { type Binder, isPoly, isTensor, type Scalar, type Tensor, type Term } from './term.js';

/** null, or what is wrong: an unknown tensor, a wrong number of subscripts, a bound size, a fractional subscript. */
export function wellFormed(env: Env, term: Term): string | null {
  return problem(term, () => (isTensor(term) ? tensor(env, term) : scalar(env, term)));
}

/** null, or what is wrong with a condition. */
export function wellFormedCond(cond: Cond): string | null {
  return problem(cond, () => condition(cond));
}

function problem(data: Term | Cond, visit: () => void): string | null {
  if (!isFrozen(data)) return 'a formula that can change';
  try {
    visit();
    return null;
  } catch (error) {
    if (error instanceof ShapeError) return error.message;
    throw error;
  }
}

/** What was found well-formed in which environment. */
const found = new WeakMap<Env, WeakSet<Scalar>>();

function scalar(env: Env, term: Scalar): void {
  let known = found.get(env);
  if (known === undefined) {
    known = new WeakSet();
    found.set(env, known);
  }
  if (known.has(term)) return;
  scalarNode(env, term);
  known.add(term);
}

function scalarNode(env: Env, term: Scalar): void {
  switch (term.tag) {
    case 'value':
      polynomial(term.value);
      return;
    case 'reciprocal':
      polynomial(term.of);
      if (isZero(term.of)) throw new ShapeError('a division by zero');
      return;
    case 'entry':
      tensor(env, term.tensor);
      place(reachOf(env, term.tensor).length, term.at);
      return;
    case 'iverson':
      condition(term.cond);
      return;
    case 'add':
    case 'mul':
      for (const arg of list(term.args)) scalar(env, arg);
      return;
    case 'pow':
      if (!Number.isInteger(term.exponent) || term.exponent < 0 || term.exponent > 64)
        throw new ShapeError('an exponent is a natural number up to 64');
      scalar(env, term.base);
      return;
    case 'apply': {
      const parameters = env.parametersOf(term.fn);
      if (parameters?.length !== list(term.args).length)
        throw new ShapeError(`${term.fn} is not a function of ${term.args.length} arguments`);
      const ranks = term.args.map((arg, i) => argument(env, arg, parameters[i] as Parameter));
      for (const { arg, at } of list(term.by)) place(Number.isInteger(arg) ? ranks[arg] : undefined, at);
      return;
    }
    case 'diff': {
      const decl = env.tensors.get(term.tensor);
      if (decl === undefined) throw new ShapeError(`the tensor ${term.tensor} is not declared`);
      place(decl.dims.length, term.at);
      scalar(env, term.of);
      return;
    }
    case 'line':
      if (!['reals', 'integers'].includes(term.over))
        throw new ShapeError(`${JSON.stringify(term.over)} is no line`);
      if (!isName(term.name)) throw new ShapeError(`${JSON.stringify(term.name)} cannot be a name`);
      if (env.sizes.has(term.name)) throw new ShapeError(`${term.name} is a size and cannot be bound`);
      scalar(env, term.body);
      if (!isPlainIn(term.body, term.name))
        throw new ShapeError(
          `under a sum or an integral over a whole line ${term.name} stands in values and functions only`,
        );
      return;
    case 'reduce':
      if (!['sum', 'prod', 'max', 'min'].includes(term.op))
        throw new ShapeError(`${JSON.stringify(term.op)} is no reduction`);
      ranges(env, term.op, list(term.binders));
      scalar(env, term.body);
      return;
    default:
      throw new ShapeError(`${JSON.stringify((term as { tag?: unknown }).tag)} is no number`);
  }
}

/**
 * Whether a term depends on a name through polynomials in it, alone, in the arguments of functions and under sums over
 * ranges: it need be no integer then.
 */
function isPlainIn(term: Scalar, name: string): boolean {
  const within = (part: Scalar): boolean => isPlainIn(part, name);
  switch (term.tag) {
    case 'value':
      return !insideQuotient(term.value, name);
    case 'add':
    case 'mul':
      return term.args.every(within);
    case 'pow':
      return within(term.base);
    case 'apply':
      return (
        term.args.every((arg) => (isTensor(arg) ? !freeNames(arg).has(name) : within(arg))) &&
        term.by.every(({ at }) => at.every((poly) => !namesOf(poly).has(name)))
      );
    case 'line':
      return term.name === name || within(term.body);
    case 'reduce': {
      // Its ranges are of integers.
      const binders = term.binders.map((b) => b.name);
      if (term.op !== 'sum' || term.binders.some(({ lo, hi }) => [lo, hi].some((p) => namesOf(p).has(name))))
        return !freeNames(term).has(name);
      return binders.includes(name) || within(term.body);
    }
    default:
      return !freeNames(term).has(name);
  }
}

/** The number of subscripts that an entry of an argument has. */
function argument(env: Env, arg: Scalar | Tensor, parameter: Parameter): number {
  if (!isTensor(arg)) {
    scalar(env, arg);
    return 0;
  }
  if (parameter !== 'any') throw new ShapeError('a tensor stands where a number is expected');
  tensor(env, arg);
  return shapeOf(env, arg).length;
}

/** The subscripts of an entry of something with `rank` dimensions; of nothing, if there is no such thing. */
function place(rank: number | undefined, at: readonly Poly[]): void {
  if (rank === undefined) throw new ShapeError('a derivative by an argument that is not there');
  if (rank !== list(at).length)
    throw new ShapeError(`a tensor of ${rank} dimensions has ${at.length} subscripts`);
  at.forEach(index);
}

function ranges(env: Env, owner: string, binders: readonly Binder[]): void {
  const seen = new Set<string>();
  if (binders.length === 0) throw new ShapeError(`a ${owner} binds at least one index`);
  for (const { name, lo, hi } of binders) {
    index(lo);
    index(hi);
    if (!isName(name)) throw new ShapeError(`${JSON.stringify(name)} cannot be a name`);
    if (env.sizes.has(name)) throw new ShapeError(`${name} is a size and cannot be a summation index`);
    if (seen.has(name)) throw new ShapeError(`${name} is bound twice`);
    if (namesOf(lo).has(name) || namesOf(hi).has(name))
      throw new ShapeError(`the range of ${name} uses ${name} itself`);
    seen.add(name);
  }
  // A bound may use only earlier names of its own list.
  binders.forEach(({ lo, hi }, b) => {
    const later = new Set(binders.slice(b).map((other) => other.name));
    for (const name of [...namesOf(lo), ...namesOf(hi)])
      if (later.has(name))
        throw new ShapeError(`the range of ${binders[b]?.name} uses ${name}, which is bound later`);
  });
}

function tensor(env: Env, term: Tensor): void {
  switch (term.tag) {
    case 'tensor':
      break;
    case 'op':
      for (const arg of list(term.args)) isPoly(arg) ? polynomial(arg) : tensor(env, arg);
      break;
    case 'matrix': {
      const width = list(term.rows)[0]?.length ?? 0;
      if (width === 0 || term.rows.some((row) => list(row).length !== width))
        throw new ShapeError('the rows of a matrix have one length');
      for (const cell of term.rows.flat()) scalar(env, cell);
      break;
    }
    default:
      throw new ShapeError(`${JSON.stringify((term as { tag?: unknown }).tag)} is no tensor`);
  }
  for (const { lo, hi } of reachOf(env, term))
    if ((lo !== null && !isIntegral(lo)) || (hi !== null && !isIntegral(hi)))
      throw new ShapeError('a dimension is not an integer');
}

function index(poly: Poly): void {
  polynomial(poly);
  if (!isIntegral(poly)) throw new ShapeError('a subscript or bound has a fractional coefficient');
}

function polynomial(poly: Poly): void {
  if (!isPolynomial(poly)) throw new ShapeError('an index expression is not in lowest terms');
  for (const name of namesOf(poly))
    if (!isName(name)) throw new ShapeError(`${JSON.stringify(name)} cannot be a name`);
}

function condition(cond: Cond): void {
  switch (cond.tag) {
    case 'ge':
    case 'eq':
      index(cond.form);
      return;
    case 'div':
      if (typeof cond.divisor !== 'bigint' || cond.divisor < 1n)
        throw new ShapeError('a divisor is a positive number');
      index(cond.form);
      return;
    case 'not':
      condition(cond.arg);
      return;
    case 'and':
    case 'or':
      for (const arg of list(cond.args)) condition(arg);
      return;
    default:
      throw new ShapeError(`${JSON.stringify((cond as { tag?: unknown }).tag)} is no condition`);
  }
}

function list<T>(things: readonly T[]): readonly T[] {
  if (!Array.isArray(things)) throw new ShapeError('a list is expected');
  return things;
}
