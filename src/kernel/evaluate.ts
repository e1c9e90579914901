// The value of a formula at given integers, written out: a polynomial in the entries of its independent tensors.
// Straight from the meaning of the formula, with nothing clever in it.

import { holds } from '../term/cond.js';
import { type Env, shapeOf, unfoldEntry } from '../term/env.js';
import { constant, evaluate, type Poly } from '../term/poly.js';
import { type Binder, isTensor, type Scalar, type Tensor } from '../term/term.js';
import { joint, type RingPoly, rational, ringAdd, ringConstant, ringMul, unknown } from './ring.js';

export type Assignment = ReadonlyMap<string, bigint>;

/** Thrown when a formula has no value that can be written out here; `message` says what stands in the way. */
export class NoValue extends Error {
  override readonly name: string = 'NoValue';
}

/** Thrown when an evaluation would need more terms, or more time, than it may have. */
export class BudgetExceeded extends NoValue {
  override readonly name = 'BudgetExceeded';
}

/** Counts the work of one evaluation and stops it at the limit, and at the deadline if there is one. */
export class Budget {
  #left: number;
  #untilClock = clockEvery;

  constructor(
    readonly limit: number,
    readonly deadline = Number.POSITIVE_INFINITY,
  ) {
    this.#left = limit;
  }

  spend(amount: number): void {
    this.#left -= amount;
    if (this.#left < 0) throw new BudgetExceeded(`more than ${this.limit} terms`);
    this.#untilClock -= amount;
    if (this.#untilClock > 0) return;
    this.#untilClock = clockEvery;
    if (Date.now() > this.deadline) throw new BudgetExceeded('the time limit was reached');
  }
}

/** Terms between two looks at the clock. */
const clockEvery = 4096;

/**
 * The polynomial of `term` at the integers `at`: `sum_<m=1..M> w_<m> x_<m>` at M = 2 is w[1] x[1] + w[2] x[2].
 * Throws NoValue on a name without a value, on a maximum of symbols and beyond the budget.
 */
export function expand(env: Env, term: Scalar, at: Assignment, budget: Budget): RingPoly {
  const integer = (poly: Poly): bigint => integerAt(poly, at);
  switch (term.tag) {
    case 'value': {
      const { num, den } = evaluate(term.value, (name) => lookup(name, at));
      return ringConstant(num, den);
    }
    case 'reciprocal': {
      const { num, den } = evaluate(term.of, (name) => lookup(name, at));
      if (num === 0n) throw new NoValue('a division by zero');
      return ringConstant(den, num);
    }
    case 'iverson':
      return ringConstant(conditionAt(term.cond, at) ? 1n : 0n);
    case 'add':
      return ringAdd(term.args.map((arg) => expand(env, arg, at, budget)));
    case 'mul':
      return product(env, term.args, at, budget);
    case 'pow':
      return product(env, Array<Scalar>(term.exponent).fill(term.base), at, budget);
    case 'entry':
      budget.spend(1);
      return entryAt(env, term.tensor, term.at.map(integer), at, budget);
    case 'apply':
      if (term.args.some(isTensor) || (term.by.length > 0 && term.args.length > 1))
        throw new NoValue('a function of a tensor, or a derivative of one of several numbers');
      return unknown(
        applicationKey(
          `${term.fn}${"'".repeat(term.by.length)}`,
          term.args.map((arg) => expand(env, arg as Scalar, at, budget)),
        ),
      );
    case 'diff':
      throw new NoValue('a derivative');
    case 'reduce':
      // The shapes of tensors speak of sizes, which no index may hide.
      for (const { name } of term.binders)
        if (env.sizes.has(name)) throw new NoValue(`${name} is a size and cannot be a summation index`);
      return fold(
        term.op,
        points(term.binders, at, budget).map((point) => expand(env, term.body, point, budget)),
        budget,
      );
  }
}

/** The entry at concrete subscripts: 0 outside the shape, the definition's value, or an unknown of its own. */
function entryAt(
  env: Env,
  tensor: Tensor,
  subscripts: readonly bigint[],
  at: Assignment,
  budget: Budget,
): RingPoly {
  if (tensor.tag === 'matrix') {
    const [i, j] = subscripts.map(Number) as [number, number];
    const cell = tensor.rows[i - 1]?.[j - 1];
    return cell === undefined ? ringConstant(0n) : expand(env, cell, at, budget);
  }
  const inside = shapeAt(env, tensor, at).every(([lo, hi], d) => {
    const s = subscripts[d] as bigint;
    return lo <= s && s <= hi;
  });
  if (!inside) return ringConstant(0n);
  const body = unfoldEntry(
    env,
    tensor,
    subscripts.map((s) => constant(s)),
  );
  return body === null
    ? unknown(entryKey((tensor as Tensor & { tag: 'tensor' }).name, subscripts))
    : expand(env, body, at, budget);
}

/** The unknown that stands for an entry, `w[1,2]`. */
export function entryKey(name: string, subscripts: readonly bigint[]): string {
  return `@${name}[${subscripts.join(',')}]`;
}

/** The unknown that stands for an application: equal for equal arguments. */
function applicationKey(fn: string, args: readonly RingPoly[]): string {
  // The separator of monomials must not occur inside one unknown.
  return `${fn}(${args.map(polynomialKey).join(',')})`.replaceAll(joint, '\u0002');
}

function product(env: Env, factors: readonly Scalar[], at: Assignment, budget: Budget): RingPoly {
  let result = ringConstant(1n);
  for (const factor of factors) {
    const next = expand(env, factor, at, budget);
    // The work is bounded before it starts.
    budget.spend(result.size * next.size);
    result = ringMul(result, next, Number.POSITIVE_INFINITY);
    if (result.size === 0) break;
  }
  return result;
}

function fold(op: 'sum' | 'prod' | 'max' | 'min', values: readonly RingPoly[], budget: Budget): RingPoly {
  if (op === 'sum') return ringAdd(values);
  if (op === 'prod') {
    return values.reduce((a, b) => {
      // Long numbers cost as much as many terms.
      const digits = a.get('')?.num.toString(16).length ?? 1;
      budget.spend(a.size * b.size + (digits >> 2));
      return ringMul(a, b, Number.POSITIVE_INFINITY);
    }, ringConstant(1n));
  }
  const numbers = values.map((poly) => {
    if (poly.size === 0) return rational(0n, 1n);
    const c = poly.get('');
    if (poly.size > 1 || c === undefined) throw new NoValue(`a ${op} of symbols`);
    return c;
  });
  const first = numbers[0];
  if (first === undefined) throw new NoValue(`a ${op} over nothing`);
  const best = numbers.reduce((a, b) => (a.num * b.den < b.num * a.den === (op === 'max') ? b : a), first);
  return ringConstant(best.num, best.den);
}

/** All integer points of the ranges, as assignments. */
function points(binders: readonly Binder[], at: Assignment, budget: Budget): readonly Assignment[] {
  let current: Assignment[] = [at];
  for (const { name, lo, hi } of binders) {
    const next: Assignment[] = [];
    for (const point of current) {
      const to = integerAt(hi, point);
      for (let i = integerAt(lo, point); i <= to; i++) {
        budget.spend(1);
        next.push(new Map(point).set(name, i));
      }
    }
    current = next;
  }
  return current;
}

export function integerAt(poly: Poly, at: Assignment): bigint {
  const { num, den } = evaluate(poly, (name) => lookup(name, at));
  if (num % den !== 0n) throw new NoValue('a subscript that is not an integer');
  return num / den;
}

export function conditionAt(cond: Parameters<typeof holds>[0], at: Assignment): boolean {
  return holds(cond, (form) => integerAt(form, at));
}

function lookup(name: string, at: Assignment): bigint {
  const known = at.get(name);
  if (known === undefined) throw new NoValue(`${name} has no value`);
  return known;
}

/** A text equal exactly for equal polynomials. */
export function polynomialKey(poly: RingPoly): string {
  return [...poly]
    .map(([key, c]) => `${c.num}/${c.den}${key}`)
    .sort()
    .join('+');
}

/** The shape of a tensor at given integers, as pairs lo, hi. */
export function shapeAt(env: Env, tensor: Tensor, at: Assignment): readonly (readonly [bigint, bigint])[] {
  return shapeOf(env, tensor).map(({ lo, hi }) => [integerAt(lo, at), integerAt(hi, at)] as const);
}
