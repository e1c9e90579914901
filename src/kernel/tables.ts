// Functions as tables: f(t) = f_<⌊t⌋>, entries with subscripts in a given range, and 0 where ⌊t⌋ is outside of it. Over
// the integers that is any function with so small a support, over the real line a function with steps.
//
// Of such functions the integrals and sums over whole lines are finite sums. A sum over all integers in which a factor is
// f_<±t + c> has terms other than 0 only where ±t + c is in the table. In an integral, on t in (i, i+1), f(t + c) is
// f_<i+c> and f(c - t) is f_<c-i-1>, c being an integer: it is the sum over all integers i of what is there, if the
// variable stands in such arguments only, and no other real variable beside it.

import type { Env } from '../term/env.js';
import {
  constant,
  isIntegral,
  namesOf,
  namesOfKey,
  one,
  type Poly,
  scale,
  sub,
  variable,
} from '../term/poly.js';
import { add, apply, binder, entry, isTensor, mul, pow, reduce, type Scalar, tensor } from '../term/term.js';
import { NoValue } from './budget.js';

/** The range of subscripts of the table of a function, the same for each of its arguments. */
export interface Table {
  readonly fn: string;
  readonly lo: bigint;
  readonly hi: bigint;
}

/** Declarations in which the tables are independent tensors that have the names of the functions. */
export function withTables(env: Env, tables: readonly Table[]): Env {
  return tables.reduce((so, { fn, lo, hi }) => {
    const parameters = env.functions.get(fn);
    if (parameters === undefined || so.tensors.has(fn)) throw new NoValue(`no table for ${fn}`);
    const dim = Object.freeze({ lo: constant(lo), hi: constant(hi) });
    return so.withTensor(
      fn,
      parameters.map(() => dim),
    );
  }, env);
}

/** A formula with tables for functions and without lines. Throws NoValue where that is not possible. */
export function tabulated(env: Env, term: Scalar, tables: readonly Table[]): Scalar {
  return new Tabulation(env, new Map(tables.map((table) => [table.fn, table]))).scalar(term, new Set());
}

class Tabulation {
  constructor(
    readonly env: Env,
    readonly tables: ReadonlyMap<string, Table>,
  ) {}

  /** `reals` are the names bound by integrals on the way. */
  scalar(term: Scalar, reals: ReadonlySet<string>): Scalar {
    const within = (part: Scalar): Scalar => this.scalar(part, reals);
    switch (term.tag) {
      case 'value':
        if ([...namesOf(term.value)].some((name) => reals.has(name)))
          throw new NoValue('it integrates more than functions of its variable');
        return term;
      case 'iverson':
      case 'reciprocal':
        return term;
      case 'entry':
        // In a definition there may be functions, too.
        if (term.tensor.tag !== 'tensor' || this.env.tensors.get(term.tensor.name)?.definition !== null)
          throw new NoValue('it has defined tensors beside tables');
        return term;
      case 'add':
        return add(term.args.map(within));
      case 'mul':
        return mul(term.args.map(within));
      case 'pow':
        return pow(within(term.base), term.exponent);
      case 'reduce': {
        const inner = new Set(reals);
        for (const { name } of term.binders) inner.delete(name);
        return reduce(term.op, term.binders, this.scalar(term.body, inner));
      }
      case 'line': {
        const inner = new Set(reals);
        if (term.over === 'reals') inner.add(term.name);
        else inner.delete(term.name);
        return this.#sum(term.name, this.scalar(term.body, inner));
      }
      case 'apply': {
        if (!this.tables.has(term.fn)) return this.#application(term, within);
        if (term.by.length > 0) throw new NoValue('it has derivatives of tables');
        return entry(
          tensor(term.fn),
          term.args.map((arg) => subscript(arg as Scalar, reals)),
        );
      }
      case 'diff':
        throw new NoValue('it has derivatives beside tables');
    }
  }

  /** A function that stays as it is. */
  #application(term: Scalar & { tag: 'apply' }, within: (part: Scalar) => Scalar): Scalar {
    const args = term.args.map((arg) => {
      if (isTensor(arg)) throw new NoValue('it has tensors beside tables');
      return within(arg);
    });
    return apply(term.fn, args, term.by);
  }

  /** The sum over all integers `name`, as far as a factor is not 0 for being outside of its table. */
  #sum(name: string, body: Scalar): Scalar {
    if (body.tag === 'add') return add(body.args.map((arg) => this.#sum(name, arg)));
    const [range] = factorsOf(body)
      .flatMap((factor) => this.#ranges(name, factor))
      // Ends that depend on little leave other sums free to be exchanged.
      .sort((a, b) => namesOf(a.lo).size - namesOf(b.lo).size);
    if (range !== undefined) return reduce('sum', [binder(name, range.lo, range.hi)], body);
    if (body.tag !== 'reduce' || body.op !== 'sum') throw new NoValue('it sums over a line without an end');
    const isBeside = body.binders.every(
      (b) => b.name !== name && ![b.lo, b.hi].some((end) => namesOf(end).has(name)),
    );
    if (!isBeside) throw new NoValue('it sums over a line without an end');
    return reduce('sum', body.binders, this.#sum(name, body.body));
  }

  /** Where the subscripts ±name + c of an entry are in its table. */
  #ranges(name: string, factor: Scalar): readonly { readonly lo: Poly; readonly hi: Poly }[] {
    if (factor.tag !== 'entry' || factor.tensor.tag !== 'tensor') return [];
    const table = this.tables.get(factor.tensor.name);
    if (table === undefined) return [];
    const [lo, hi] = [constant(table.lo), constant(table.hi)];
    return factor.at.flatMap((at) => {
      const sign = coefficientOf(at, name);
      if (sign === null) return [];
      const rest = sub(at, scale(variable(name), sign));
      return sign === 1n
        ? [{ lo: sub(lo, rest), hi: sub(hi, rest) }]
        : [{ lo: sub(rest, hi), hi: sub(rest, lo) }];
    });
  }
}

/** The subscript in a table for an argument of its function: an integer, or ± a real variable and an integer. */
function subscript(arg: Scalar, reals: ReadonlySet<string>): Poly {
  if (isTensor(arg) || arg.tag !== 'value' || !isIntegral(arg.value))
    throw new NoValue('the argument of a table is no integer');
  const found = arg.value.terms.flatMap(({ key }) => namesOfKey(key)).filter((name) => reals.has(name));
  const [name] = found;
  if (name === undefined) return arg.value;
  const sign = found.length > 1 ? null : coefficientOf(arg.value, name);
  if (sign === null) throw new NoValue('the argument of a table is not ± its variable');
  return sign === 1n ? arg.value : sub(arg.value, one);
}

/** 1 or -1 where the polynomial is ±name and something without it; null for any other. */
function coefficientOf(poly: Poly, name: string): 1n | -1n | null {
  for (const sign of [1n, -1n] as const) {
    const rest = sub(poly, scale(variable(name), sign));
    if (!namesOf(rest).has(name)) return sign;
  }
  return null;
}

function factorsOf(term: Scalar): readonly Scalar[] {
  if (term.tag === 'mul') return term.args.flatMap(factorsOf);
  return term.tag === 'pow' && term.exponent > 0 ? factorsOf(term.base) : [term];
}
