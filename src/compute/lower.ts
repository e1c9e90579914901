// A formula at given sizes as stages of sums of products of array entries.
//
// Products of sums are multiplied out, brackets and zero extension become conditions. What is no sum of products is
// computed into an array of its own first: maxima, products over a range, powers of sums; so are the entries of defined
// tensors and of operations, each once, but for those that only move entries about (pad, rot180, stride), which are
// followed to where the entries come from.

import { satisfiable } from '../sets/index.js';
import { atLeast, below, type Cond } from '../term/cond.js';
import { type Dim, type Env, isRecurrence, reachOf, shapeOf, unfoldEntry } from '../term/env.js';
import { termKey } from '../term/key.js';
import { constant, isConstant, type Poly, substitute, variable } from '../term/poly.js';
import { freeNames, substScalar } from '../term/subst.js';
import { type Binder, isTensor, type Reduction, type Scalar, type Tensor } from '../term/term.js';
import { whole } from './affine.js';
import { type Formula, isZeroTest, type Meanings, meaningOf, noValue, Uncomputable } from './formula.js';
import type { Access, Buffer, Contribution, Product, Program, Stage } from './program.js';
import { type Range, type Ranges, rangeOf } from './range.js';
import { at, type Extents, type Sizes } from './sizes.js';
import { tidied, truthOf } from './tidy.js';

/** Thrown at what the interpreter computes and loops do not; `message` says what. */
export class Unlooped extends Error {
  override readonly name = 'Unlooped';
}

/** Indices that have a value, and what is known of these. */
interface Scope {
  readonly ranges: Ranges;
  readonly conds: readonly Cond[];
}

/** Products that one product of sums may become. */
const mostProducts = 64;

/** The stages of a formula. Throws Unlooped, and Uncomputable where the formula has no value in numbers. */
export function lowered({ env, indices, dims, body, functions }: Formula, extents: Extents): Program {
  const inputs = new Map([...extents.inputs].map(([name, box]) => [name, { box }]));
  const lowering = new Lowering(env, functions, extents.sizes, inputs);
  // No sum binds these names again.
  const names = indices.map((_, d) => `o#${d + 1}`);
  const renaming = new Map(indices.map((name, d) => [name, variable(names[d] as string)]));
  const output = lowering.computed(names, dims, substScalar(body, renaming));
  return { inputs, stages: lowering.stages, output };
}

class Lowering {
  readonly stages: Stage[] = [];
  readonly #sizes: ReadonlyMap<string, Poly>;
  /** Tensors that are computed already. */
  readonly #buffers = new Map<string, Buffer>();
  #names = 0;

  constructor(
    readonly env: Env,
    readonly functions: Meanings,
    readonly at: Sizes,
    readonly inputs: ReadonlyMap<string, Buffer>,
  ) {
    this.#sizes = new Map([...at].map(([name, n]) => [name, constant(n)]));
  }

  /** An array of the values of `body` at all indices within the dimensions. */
  computed(indices: readonly string[], dims: readonly Dim[], body: Scalar): Buffer {
    const ranges = new Map(
      dims.map(({ lo, hi }, d): [string, Range] => [
        indices[d] as string,
        { lo: at(lo, this.at), hi: at(hi, this.at) },
      ]),
    );
    return this.#tabulated(substScalar(body, this.#sizes), { ranges, conds: [] }, indices);
  }

  /** An array of the values of a term at some of the indices, those on which it depends. */
  #tabulated(term: Scalar, scope: Scope, indices: readonly string[], applied?: Stage['applied']): Buffer {
    const ranges = new Map(indices.map((name) => [name, scope.ranges.get(name) as Range]));
    const target = bufferOf([...ranges.values()]);
    const contributions = this.#products(term, { ranges, conds: scope.conds }).map((product) => ({
      ...product,
      ranges: new Map([...ranges, ...product.ranges]),
      at: indices.map(variable),
    }));
    this.#stage(target, 'sum', contributions, applied);
    return target;
  }

  #stage(
    target: Buffer,
    op: Reduction,
    contributions: readonly Contribution[],
    applied?: Stage['applied'],
  ): void {
    const tidy = contributions.map(tidied).filter((contribution) => contribution !== null);
    this.stages.push({ target, op, contributions: tidy, ...(applied === undefined ? {} : { applied }) });
  }

  /** The products whose sum a term is; their ranges are those of the indices that the sums in it bind. */
  #products(term: Scalar, scope: Scope): readonly Product[] {
    switch (term.tag) {
      case 'value': {
        const { value } = term;
        if (!isConstant(value)) return [{ ...unit, values: [value] }];
        const num = value.terms[0]?.coef ?? 0n;
        return num === 0n ? [] : [{ ...unit, coef: Number(num) / Number(value.den) }];
      }
      case 'reciprocal': {
        const size = at(substitute(term.of, this.#sizes), this.at);
        if (size === 0) throw new Uncomputable('1/0 at these sizes');
        return [{ ...unit, coef: 1 / size }];
      }
      case 'iverson':
        return [{ ...unit, conds: [term.cond] }];
      case 'entry':
        return this.#entry(term.tensor, term.at, scope);
      case 'add':
        return term.args.flatMap((arg) => this.#products(arg, scope));
      case 'mul': {
        const brackets = term.args.flatMap((arg) => (arg.tag === 'iverson' ? [arg.cond] : []));
        const inner = { ...scope, conds: [...scope.conds, ...brackets] };
        return multiplied(term.args.map((arg) => this.#products(arg, inner)));
      }
      case 'pow':
        return this.#power(term.base, term.exponent, scope);
      case 'apply': {
        const [arg] = term.args;
        if (arg === undefined || isTensor(arg)) throw noValue(term);
        if (!isZeroTest(term)) return [this.#table(arg, scope, meaningOf(term, this.functions))];
        const { loads, ...table } = this.#table(arg, scope);
        return [{ ...table, loads: loads.map((load) => ({ ...load, isTest: true })) }];
      }
      case 'reduce':
        return term.op === 'sum' ? this.#sum(term, scope) : [this.#reduction(term, scope)];
      default:
        throw noValue(term);
    }
  }

  #power(base: Scalar, exponent: number, scope: Scope): readonly Product[] {
    if (exponent === 0) return [unit];
    const isSum = base.tag === 'add' || base.tag === 'reduce';
    const products = isSum ? [] : this.#products(base, scope);
    // The indices of a sum are not those of the same sum beside it.
    const factor =
      isSum || products.some(({ ranges }) => ranges.size > 0) ? [this.#table(base, scope)] : products;
    return multiplied(Array.from({ length: exponent }, () => factor));
  }

  /** A term computed into an array of its own, and put into a function there. */
  #table(term: Scalar, scope: Scope, applied?: Stage['applied']): Product {
    const free = freeNames(term);
    const names = [...scope.ranges.keys()].filter((name) => free.has(name));
    const buffer = this.#tabulated(term, scope, names, applied);
    return { ...unit, loads: [{ buffer, at: names.map(variable) }] };
  }

  // ---- reductions --------------------------------------------------------------------------------

  #sum({ binders, body }: Scalar & { tag: 'reduce' }, scope: Scope): readonly Product[] {
    const entered = this.#enter(binders, body, scope);
    if (entered === null) return [];
    return this.#products(entered.body, entered.scope).map((product) => ({
      ...product,
      ranges: new Map([...entered.ranges, ...product.ranges]),
      conds: [...entered.conds, ...product.conds],
    }));
  }

  /** The scope inside of a reduction, its indices under new names; null where their ranges are empty. */
  #enter(
    binders: readonly Binder[],
    body: Scalar,
    outer: Scope,
  ): {
    readonly scope: Scope;
    readonly ranges: Ranges;
    readonly conds: readonly Cond[];
    readonly body: Scalar;
  } | null {
    const renaming = new Map<string, Poly>();
    const ranges = new Map<string, Range>();
    const all = new Map(outer.ranges);
    const conds: Cond[] = [];
    for (const { name, ...bounds } of binders) {
      const [lo, hi] = [substitute(bounds.lo, renaming), substitute(bounds.hi, renaming)];
      const fresh = `r#${++this.#names}`;
      const range = { lo: rangeOf(lo, all).lo, hi: rangeOf(hi, all).hi };
      if (range.lo > range.hi) return null;
      for (const [bound, cond] of [
        [lo, atLeast(variable(fresh), lo)],
        [hi, atLeast(hi, variable(fresh))],
      ] as const)
        if (!isConstant(bound)) conds.push(cond);
      renaming.set(name, variable(fresh));
      ranges.set(fresh, range);
      all.set(fresh, range);
    }
    return {
      scope: { ranges: all, conds: [...outer.conds, ...conds] },
      ranges,
      conds,
      body: substScalar(body, renaming),
    };
  }

  /** A product over a range, a maximum or a minimum, computed into an array of its own. */
  #reduction(term: Scalar & { tag: 'reduce' }, scope: Scope): Product {
    const { op, binders, body } = term;
    if (op !== 'prod') requireNonEmpty(op, binders, scope);
    const free = freeNames(term);
    const names = [...scope.ranges.keys()].filter((name) => free.has(name));
    const outer = new Map(names.map((name) => [name, scope.ranges.get(name) as Range]));
    const target = bufferOf([...outer.values()]);
    const entered = this.#enter(binders, body, { ranges: outer, conds: scope.conds });
    const contributions =
      entered === null
        ? []
        : [
            {
              ...this.#operand(entered.body, entered.scope),
              ranges: new Map([...outer, ...entered.ranges]),
              conds: entered.conds,
              at: names.map(variable),
            },
          ];
    this.#stage(target, op, contributions);
    return { ...unit, loads: [{ buffer: target, at: names.map(variable) }] };
  }

  /** What is reduced, as a single entry: of the array where it is found, if it always is in there, or of one of its own. */
  #operand(body: Scalar, scope: Scope): Product {
    const [product, ...others] = body.tag === 'entry' ? this.#products(body, scope) : [];
    const isEntry =
      product !== undefined &&
      others.length === 0 &&
      product.ranges.size === 0 &&
      product.coef === 1 &&
      product.values.length === 0 &&
      product.loads.length === 1 &&
      product.loads[0]?.isTest === undefined &&
      product.conds.every((cond) => truthOf(cond, scope.ranges) === true);
    return isEntry ? product : this.#table(body, scope);
  }

  // ---- entries -----------------------------------------------------------------------------------

  #entry(tensor: Tensor, subscripts: readonly Poly[], scope: Scope): readonly Product[] {
    const buffer = this.#buffer(tensor);
    if (buffer !== null) return [load(buffer, subscripts)];
    const body = unfoldEntry(this.env, tensor, subscripts);
    if (body === null) throw new Unlooped('a matrix of very many cells that depend on an index');
    return this.#products(substScalar(body, this.#sizes), scope);
  }

  /** The array of a tensor's entries; null where these are followed to others. */
  #buffer(tensor: Tensor): Buffer | null {
    const input = tensor.tag === 'tensor' ? this.inputs.get(tensor.name) : undefined;
    if (input !== undefined) return input;
    if (isRecurrence(this.env, tensor)) throw new Unlooped('a recurrence');
    if (this.#isOpen(tensor) || movesEntries(this.env, tensor)) return null;
    const key = termKey(tensor);
    let buffer = this.#buffers.get(key);
    if (buffer === undefined) {
      buffer = tensor.tag === 'matrix' ? this.#matrix(tensor.rows) : this.#defined(tensor);
      this.#buffers.set(key, buffer);
    }
    return buffer;
  }

  /** Whether the entries depend on indices, or have no end. */
  #isOpen(tensor: Tensor): boolean {
    const hasEnds = reachOf(this.env, tensor).every(({ lo, hi }) => lo !== null && hi !== null);
    return !hasEnds || [...freeNames(tensor)].some((name) => !this.#sizes.has(name));
  }

  #defined(tensor: Tensor): Buffer {
    const dims = shapeOf(this.env, tensor);
    const names = dims.map(() => `e#${++this.#names}`);
    const body = unfoldEntry(this.env, tensor, names.map(variable));
    if (body === null) throw new Uncomputable('an entry that nothing defines');
    return this.computed(names, dims, body);
  }

  #matrix(rows: readonly (readonly Scalar[])[]): Buffer {
    const width = rows[0]?.length ?? 0;
    const target = bufferOf([
      { lo: 1, hi: rows.length },
      { lo: 1, hi: width },
    ]);
    const contributions = rows.flatMap((row, i) =>
      row.flatMap((cell, j) =>
        this.#products(substScalar(cell, this.#sizes), { ranges: new Map(), conds: [] }).map((product) => ({
          ...product,
          at: [whole(i + 1), whole(j + 1)],
        })),
      ),
    );
    this.#stage(target, 'sum', contributions);
    return target;
  }
}

const unit: Product = { ranges: new Map(), conds: [], coef: 1, values: [], loads: [] };

/** Products of sums, multiplied out. */
function multiplied(factors: readonly (readonly Product[])[]): readonly Product[] {
  return factors.reduce<readonly Product[]>(
    (sums, factor) => {
      if (sums.length * factor.length > mostProducts) throw new Unlooped('a product of very long sums');
      return sums.flatMap((a) => factor.map((b) => times(a, b)));
    },
    [unit],
  );
}

function times(a: Product, b: Product): Product {
  return {
    ranges: new Map([...a.ranges, ...b.ranges]),
    conds: [...a.conds, ...b.conds],
    coef: a.coef * b.coef,
    values: [...a.values, ...b.values],
    loads: [...a.loads, ...b.loads],
  };
}

/** An entry, 0 outside of its array. */
function load(buffer: Buffer, subscripts: readonly Poly[]): Product {
  const { first, shape } = buffer.box;
  const access: Access = { buffer, at: subscripts };
  const conds = subscripts.flatMap((s, d) => {
    const lo = first[d] as number;
    return [atLeast(s, whole(lo)), atLeast(whole(lo + (shape[d] as number) - 1), s)];
  });
  return { ...unit, conds, loads: [access] };
}

function bufferOf(ranges: readonly Range[]): Buffer {
  const first = ranges.map(({ lo }) => lo);
  const shape = ranges.map(({ lo, hi }) => Math.max(0, hi - lo + 1));
  return { box: { first, shape } };
}

/** Whether each entry of a tensor is an entry of another, or 0. */
function movesEntries(env: Env, tensor: Tensor): boolean {
  const body =
    tensor.tag === 'op'
      ? env.ops.get(tensor.op)?.body
      : tensor.tag === 'tensor'
        ? env.tensors.get(tensor.name)?.definition?.body
        : undefined;
  return body?.tag === 'entry';
}

/** Throws Unlooped where some point of the scope may have nothing to take the maximum of. */
function requireNonEmpty(op: Reduction, binders: readonly Binder[], { ranges, conds }: Scope): void {
  const known = [...ranges].flatMap(([name, { lo, hi }]) => [
    atLeast(variable(name), whole(lo)),
    atLeast(whole(hi), variable(name)),
  ]);
  const inside: Cond[] = [...known, ...conds];
  for (const { name, lo, hi } of binders) {
    if (satisfiable([...inside, below(hi, lo)])) throw new Unlooped(`the ${op} of what may be no numbers`);
    inside.push(atLeast(variable(name), lo), atLeast(hi, variable(name)));
  }
}
