// The value of a formula at given sizes and inputs, computed as the formula says: every sum a loop, every entry looked
// up or worked out from its definition. Slow, and with nothing in common with the generated loops but the formula, so
// that each is a witness of the other.

import { holds } from '../term/cond.js';
import { type Env, reachOf, unfoldEntry } from '../term/env.js';
import { termKey } from '../term/key.js';
import { evaluate, type Poly, show, variable } from '../term/poly.js';
import { isTensor, type Reduction, type Scalar, type Tensor } from '../term/term.js';
import { type Formula, isZeroTest, type Meanings, meaningOf, noValue, Uncomputable } from './formula.js';
import type { Numbers } from './numbers.js';
import type { Box, Extents } from './sizes.js';

/** Values of sizes and indices, the one bound last first. */
type Scope = { readonly name: string; readonly value: bigint; readonly outer: Scope } | null;

/** The entries of the inputs, the last subscript running fastest. */
export type Entries<T> = ReadonlyMap<string, ArrayLike<T>>;

/**
 * All entries of the output, the last subscript running fastest.
 *
 * @example of `sum_<m=1..2> w_<m>` at w = [2, 3]: [5]
 *
 * Throws Uncomputable at a maximum of nothing, an opaque function that has no meaning here, a derivative or an integral.
 */
export function interpret<T>(
  { env, indices, body, functions }: Formula,
  { sizes, inputs, output }: Extents,
  entries: Entries<T>,
  numbers: Numbers<T>,
): T[] {
  const interpreter = new Interpreter(env, functions, inputs, entries, numbers);
  const outer = within(null, [...sizes.keys()], [...sizes.values()]);
  return [...points(output)].map((point) => interpreter.value(body, within(outer, indices, point)));
}

/** The subscripts of a tensor, the last one running fastest. */
function* points({ first, shape }: Box, d = 0): Generator<readonly bigint[]> {
  if (d === shape.length) {
    yield [];
    return;
  }
  for (let i = 0; i < (shape[d] as number); i++)
    for (const rest of points({ first, shape }, d + 1)) yield [BigInt((first[d] as number) + i), ...rest];
}

/** The definition of an entry, written once for all subscripts. */
interface Template {
  readonly names: readonly string[];
  readonly body: Scalar | null;
}

class Interpreter<T> {
  readonly #templates = new Map<string, Template>();
  /** Entries of defined tensors that are known already, by name and subscripts. */
  readonly #known = new Map<string, T>();
  readonly #zero: T;
  readonly #one: T;

  constructor(
    readonly env: Env,
    readonly functions: Meanings,
    readonly boxes: ReadonlyMap<string, Box>,
    readonly entries: Entries<T>,
    readonly numbers: Numbers<T>,
  ) {
    this.#zero = numbers.of(0n, 1n);
    this.#one = numbers.of(1n, 1n);
  }

  value(term: Scalar, scope: Scope): T {
    const { numbers } = this;
    switch (term.tag) {
      case 'value':
        return this.#number(term.value, scope);
      case 'reciprocal': {
        const { num, den } = evaluate(term.of, (name) => lookup(scope, name));
        if (num === 0n) throw new Uncomputable(`1/(${show(term.of)}) is 1/0 at these sizes`);
        return numbers.of(den, num);
      }
      case 'iverson':
        return this.#holds(term.cond, scope) ? this.#one : this.#zero;
      case 'entry':
        return this.#entry(
          term.tensor,
          term.at.map((s) => integerAt(s, scope)),
          scope,
        );
      case 'add':
        return term.args.map((arg) => this.value(arg, scope)).reduce(numbers.plus);
      case 'mul': {
        // A bracket that fails makes the product 0 whatever stands beside it, also what has no value there.
        if (term.args.some((arg) => arg.tag === 'iverson' && !this.#holds(arg.cond, scope)))
          return this.#zero;
        return term.args.map((arg) => this.value(arg, scope)).reduce(numbers.times);
      }
      case 'pow': {
        let power = this.#one;
        for (let i = 0; i < term.exponent; i++) power = numbers.times(power, this.value(term.base, scope));
        return power;
      }
      case 'reduce':
        return this.#reduce(term, scope);
      case 'apply': {
        const [arg] = term.args;
        if (arg === undefined || isTensor(arg)) throw noValue(term);
        if (!isZeroTest(term)) {
          const applied = numbers.apply(meaningOf(term, this.functions), this.value(arg, scope));
          if (applied === null) throw noValue(term);
          return applied;
        }
        const value = this.value(arg, scope);
        const isOther = numbers.isLess(value, this.#zero) || numbers.isLess(this.#zero, value);
        return isOther ? this.#zero : this.#one;
      }
      default:
        throw noValue(term);
    }
  }

  #holds(cond: Parameters<typeof holds>[0], scope: Scope): boolean {
    return holds(cond, (form) => integerAt(form, scope));
  }

  #number(poly: Poly, scope: Scope): T {
    const { num, den } = evaluate(poly, (name) => lookup(scope, name));
    return this.numbers.of(num, den);
  }

  #reduce({ op, binders, body }: Scalar & { tag: 'reduce' }, scope: Scope): T {
    let result: T | null = null;
    const walk = (depth: number, here: Scope): void => {
      const binder = binders[depth];
      if (binder === undefined) {
        const next = this.value(body, here);
        result = result === null ? next : this.#join(op, result, next);
        return;
      }
      const hi = integerAt(binder.hi, here);
      for (let i = integerAt(binder.lo, here); i <= hi; i++)
        walk(depth + 1, { name: binder.name, value: i, outer: here });
    };
    walk(0, scope);
    return result ?? this.#ofNothing(op);
  }

  #join(op: Reduction, a: T, b: T): T {
    const { numbers } = this;
    switch (op) {
      case 'sum':
        return numbers.plus(a, b);
      case 'prod':
        return numbers.times(a, b);
      case 'max':
        return numbers.isLess(a, b) ? b : a;
      case 'min':
        return numbers.isLess(b, a) ? b : a;
    }
  }

  #ofNothing(op: Reduction): T {
    if (op === 'sum') return this.#zero;
    if (op === 'prod') return this.#one;
    throw new Uncomputable(`the ${op} of no numbers at these sizes`);
  }

  #entry(tensor: Tensor, subscripts: readonly bigint[], scope: Scope): T {
    if (tensor.tag === 'matrix') {
      const [i, j] = subscripts.map(Number) as [number, number];
      const cell = tensor.rows[i - 1]?.[j - 1];
      return cell === undefined ? this.#zero : this.value(cell, scope);
    }
    const box = tensor.tag === 'tensor' ? this.boxes.get(tensor.name) : undefined;
    if (box !== undefined) return this.#given((tensor as Tensor & { tag: 'tensor' }).name, box, subscripts);
    // What an operation is applied to may depend on indices; a defined tensor depends on sizes alone.
    const key = tensor.tag === 'tensor' ? `${tensor.name}<${subscripts}>` : null;
    const known = key === null ? undefined : this.#known.get(key);
    if (known !== undefined) return known;
    const { names, body } = this.#template(tensor);
    if (body === null) throw new Uncomputable('an entry that nothing defines');
    const value = this.value(body, within(scope, names, subscripts));
    if (key !== null) this.#known.set(key, value);
    return value;
  }

  #given(name: string, { first, shape }: Box, subscripts: readonly bigint[]): T {
    let place = 0;
    for (const [d, extent] of shape.entries()) {
      const s = Number(subscripts[d]) - (first[d] as number);
      if (s < 0 || s >= extent) return this.#zero;
      place = place * extent + s;
    }
    return this.entries.get(name)?.[place] as T;
  }

  #template(tensor: Tensor): Template {
    const key = termKey(tensor);
    let template = this.#templates.get(key);
    if (template === undefined) {
      // Names that no other template has, nor the formula.
      const names = reachOf(this.env, tensor).map((_, d) => `s${d}#${this.#templates.size + 1}`);
      template = { names, body: unfoldEntry(this.env, tensor, names.map(variable)) };
      this.#templates.set(key, template);
    }
    return template;
  }
}

function within(outer: Scope, names: readonly string[], values: readonly bigint[]): Scope {
  return names.reduce<Scope>((scope, name, d) => ({ name, value: values[d] as bigint, outer: scope }), outer);
}

function lookup(scope: Scope, name: string): bigint {
  for (let bound = scope; bound !== null; bound = bound.outer) if (bound.name === name) return bound.value;
  throw new Uncomputable(`${name} has no value`);
}

function integerAt(poly: Poly, scope: Scope): bigint {
  const { num, den } = evaluate(poly, (name) => lookup(scope, name));
  if (num % den !== 0n) throw new Uncomputable(`${show(poly)} is no integer here`);
  return num / den;
}
