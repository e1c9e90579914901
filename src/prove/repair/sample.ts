// A formula's value at given integers when every entry is some fixed number modulo a prime: two formulas that are
// equal have equal values, and two that differ hardly ever do (Schwartz 1980). A thousand times cheaper than a
// polynomial, so it tells which of many candidates are worth a proof. It decides nothing.

import { type Cond, holds } from '../../term/cond.js';
import type { Env, OpDecl } from '../../term/env.js';
import { factorsOfKey, type Poly, quotientOf } from '../../term/poly.js';
import { isPoly, isTensor, type Scalar, type Tensor } from '../../term/term.js';

/** The largest prime below 2^26: products of residues are exact as doubles. */
export const prime = 67_108_859;

/** Thrown when a value cannot be had: a division by zero, too many terms, a node without a meaning here. */
export class NoSample extends Error {
  override readonly name = 'NoSample';
}

/**
 * Where a formula is evaluated: the values of its names, and what the formal tensors of an operation stand for; null
 * in the formula itself.
 */
interface Frame {
  readonly values: Map<string, number>;
  readonly tensors: ReadonlyMap<string, Bound> | null;
}

interface Bound {
  readonly tensor: Tensor;
  readonly frame: Frame;
}

type Ranges = readonly (readonly [lo: number, hi: number])[];

/** Evaluates formulas of one environment at one point. */
export class Sample {
  /** Entries of the formula itself, not of a definition, that were asked for, and those outside their shape once. */
  readonly reached = new Set<Scalar>();
  readonly outside = new Set<Scalar>();
  /** How often they were outside. */
  missed = 0;
  #left: number;
  readonly #top: Frame;
  readonly #sizes: ReadonlyMap<string, number>;
  /** The entries of defined tensors that are known already: they depend on the sizes and their subscripts alone. */
  readonly #defined = new Map<string, number>();

  /** `steps` bounds the work of all evaluations together. */
  constructor(
    readonly env: Env,
    at: ReadonlyMap<string, number>,
    steps: number,
  ) {
    this.#left = steps;
    this.#sizes = new Map([...at].filter(([name]) => env.sizes.has(name)));
    this.#top = { values: new Map(at), tensors: null };
  }

  /** The residue of a scalar. Throws NoSample. */
  scalar(term: Scalar): number {
    return this.value(term, this.#top);
  }

  /** The residue of an index expression. */
  residue(poly: Poly): number {
    return residue(poly, this.#top.values);
  }

  /** The value of an index expression, which must be a small integer. */
  integer(poly: Poly): number {
    return integer(poly, this.#top.values);
  }

  /** The bounds of a tensor's dimensions. */
  shape(tensor: Tensor): Ranges {
    return this.shapeIn(tensor, this.#top);
  }

  /** The residue of an entry. */
  entry(tensor: Tensor, at: readonly number[]): number {
    return this.entryIn(tensor, at, this.#top);
  }

  private value(term: Scalar, frame: Frame): number {
    if (--this.#left < 0) throw new NoSample('too many terms');
    switch (term.tag) {
      case 'value':
        return residue(term.value, frame.values);
      case 'reciprocal':
        return inverse(residue(term.of, frame.values));
      case 'iverson':
        return this.holds(term.cond, frame) ? 1 : 0;
      case 'add':
        return term.args.reduce((sum, arg) => (sum + this.value(arg, frame)) % prime, 0);
      case 'mul': {
        let product = 1;
        for (const arg of term.args) {
          product = (product * this.value(arg, frame)) % prime;
          if (product === 0) return 0;
        }
        return product;
      }
      case 'pow': {
        const base = this.value(term.base, frame);
        let power = 1;
        for (let i = 0; i < term.exponent; i++) power = (power * base) % prime;
        return power;
      }
      case 'entry':
        return this.entryIn(
          term.tensor,
          term.at.map((form) => integer(form, frame.values)),
          frame,
          frame.tensors === null ? term : null,
        );
      case 'apply':
        return this.application(term, frame);
      case 'reduce':
        return this.reduction(term, frame);
      default:
        throw new NoSample('not evaluated here');
    }
  }

  /** An opaque function of its arguments' values; one of a tensor, of all its entries. */
  private application({ fn, args, by }: Scalar & { tag: 'apply' }, frame: Frame): number {
    const values = args.flatMap((arg) => {
      if (!isTensor(arg)) return [this.value(arg, frame)];
      const shape = this.shapeIn(arg, frame);
      return [...shape.flat(), ...cells(shape).map((at) => this.entryIn(arg, at, frame))];
    });
    const places: (readonly number[])[] = [];
    for (const { arg, at } of by) {
      const place = at.map((form) => integer(form, frame.values));
      const tensor = args[arg];
      if (tensor !== undefined && isTensor(tensor) && !isInside(this.shapeIn(tensor, frame), place)) return 0;
      places.push([arg, ...place]);
    }
    return hashed(
      `${fn} ${places
        .map((place) => place.join())
        .sort()
        .join(' ')}`,
      values,
    );
  }

  private reduction(term: Scalar & { tag: 'reduce' }, { values, tensors }: Frame): number {
    const { op, binders, body } = term;
    const frame = { values: new Map(values), tensors };
    let total: number | null = op === 'sum' ? 0 : op === 'prod' ? 1 : null;
    const visit = (depth: number): void => {
      const binder = binders[depth];
      if (binder === undefined) {
        const each = this.value(body, frame);
        if (total === null) total = each;
        else if (op === 'sum') total = (total + each) % prime;
        else if (op === 'prod') total = (total * each) % prime;
        // Any order will do for telling formulas apart: that of the residues.
        else total = op === 'max' ? Math.max(total, each) : Math.min(total, each);
        return;
      }
      const to = integer(binder.hi, frame.values);
      for (let i = integer(binder.lo, frame.values); i <= to; i++) {
        if (--this.#left < 0) throw new NoSample('too many terms');
        frame.values.set(binder.name, i);
        visit(depth + 1);
      }
    };
    visit(0);
    if (total === null) throw new NoSample(`a ${op} over nothing`);
    return total;
  }

  /** `written` is the entry where the formula itself has it. */
  private entryIn(
    tensor: Tensor,
    at: readonly number[],
    frame: Frame,
    written: Scalar | null = null,
  ): number {
    if (written !== null) this.reached.add(written);
    if (tensor.tag === 'matrix') {
      const cell = tensor.rows[(at[0] as number) - 1]?.[(at[1] as number) - 1];
      return cell === undefined ? 0 : this.value(cell, frame);
    }
    if (tensor.tag === 'tensor') {
      const bound = frame.tensors?.get(tensor.name);
      if (bound !== undefined) return this.entryIn(bound.tensor, at, bound.frame);
    }
    const ranges = this.shapeIn(tensor, frame);
    if (!isInside(ranges, at)) {
      if (written !== null) {
        this.outside.add(written);
        this.missed++;
      }
      return 0;
    }
    if (tensor.tag === 'op') {
      const { decl, inner } = this.instance(tensor, frame);
      for (const [d, name] of decl.indices.entries()) inner.values.set(name, at[d] as number);
      return this.value(decl.body, inner);
    }
    const definition = this.env.tensors.get(tensor.name)?.definition;
    if (definition == null) return hashed(tensor.name, at);
    const key = `${tensor.name} ${at.join()}`;
    const known = this.#defined.get(key);
    if (known !== undefined) return known;
    const values = new Map(this.#sizes);
    for (const [d, name] of definition.indices.entries()) values.set(name, at[d] as number);
    const value = this.value(definition.body, { values, tensors: new Map() });
    this.#defined.set(key, value);
    return value;
  }

  private shapeIn(tensor: Tensor, frame: Frame): Ranges {
    if (tensor.tag === 'matrix')
      return [
        [1, tensor.rows.length],
        [1, tensor.rows[0]?.length ?? 0],
      ];
    if (tensor.tag === 'op') {
      const { decl, inner } = this.instance(tensor, frame);
      return decl.dims.map(({ lo, hi }) => [integer(lo, inner.values), integer(hi, inner.values)] as const);
    }
    const bound = frame.tensors?.get(tensor.name);
    if (bound !== undefined) return this.shapeIn(bound.tensor, bound.frame);
    const dims = this.env.tensors.get(tensor.name)?.dims;
    if (dims === undefined) throw new NoSample(`the tensor ${tensor.name} is not declared`);
    return dims.map(
      ({ lo, hi }) =>
        [
          lo === null ? Number.NEGATIVE_INFINITY : integer(lo, this.#sizes),
          hi === null ? Number.POSITIVE_INFINITY : integer(hi, this.#sizes),
        ] as const,
    );
  }

  /** An operation's definition, and a frame in which its formal parameters have their values. */
  private instance(
    tensor: Tensor & { tag: 'op' },
    frame: Frame,
  ): { readonly decl: OpDecl; readonly inner: Frame } {
    const decl = this.env.ops.get(tensor.op);
    if (decl === undefined) throw new NoSample(`the operation ${tensor.op} is not defined`);
    const values = new Map<string, number>();
    const tensors = new Map<string, Bound>();
    for (const [p, param] of decl.params.entries()) {
      const arg = tensor.args[p];
      if (arg === undefined) throw new NoSample('an argument is missing');
      if (param.kind === 'index') {
        if (isPoly(arg)) values.set(param.name, integer(arg, frame.values));
        continue;
      }
      if (isPoly(arg)) throw new NoSample('a number for a tensor');
      tensors.set(param.name, { tensor: arg, frame });
      for (const [d, [lo, hi]] of this.shapeIn(arg, frame).entries()) {
        const size = param.sizes[d] as string;
        const known = values.get(size);
        if (known !== undefined && known !== hi - lo + 1) throw new NoSample('shapes that do not fit');
        values.set(size, hi - lo + 1);
      }
    }
    return { decl, inner: { values, tensors } };
  }

  private holds(cond: Cond, frame: Frame): boolean {
    return holds(cond, (form) => BigInt(integer(form, frame.values)));
  }
}

function isInside(ranges: Ranges, at: readonly number[]): boolean {
  return ranges.every(([lo, hi], d) => lo <= (at[d] as number) && (at[d] as number) <= hi);
}

/** All subscripts inside a shape; of a large one the first hundred. */
function cells(ranges: Ranges): readonly (readonly number[])[] {
  let found: (readonly number[])[] = [[]];
  for (const [lo, hi] of ranges) {
    const longer: (readonly number[])[] = [];
    for (const at of found) for (let i = lo; i <= hi && longer.length < 100; i++) longer.push([...at, i]);
    found = longer;
  }
  return found;
}

/** A polynomial in machine numbers. */
interface Compiled {
  readonly den: number;
  readonly terms: readonly { readonly coef: number; readonly factors: readonly string[] }[];
}

const compiledPolys = new WeakMap<Poly, Compiled>();

function compiled(poly: Poly): Compiled {
  let known = compiledPolys.get(poly);
  if (known === undefined) {
    known = {
      den: Number(poly.den),
      terms: poly.terms.map(({ key, coef }) => ({ coef: Number(coef), factors: factorsOfKey(key) })),
    };
    compiledPolys.set(poly, known);
  }
  return known;
}

/** The value of a name, or of a rounded quotient. */
function factorAt(name: string, values: ReadonlyMap<string, number>): number {
  const value = values.get(name);
  if (value !== undefined) return value;
  const quotient = quotientOf(name);
  if (quotient === undefined) throw new NoSample(`${name} has no value`);
  const den = integer(quotient.den, values);
  return den <= 0 ? 0 : Math.floor(integer(quotient.num, values) / den);
}

/** The value of an index expression. */
function integer(poly: Poly, values: ReadonlyMap<string, number>): number {
  const { den, terms } = compiled(poly);
  let sum = 0;
  for (const { coef, factors } of terms) {
    let product = coef;
    for (const name of factors) product *= factorAt(name, values);
    sum += product;
  }
  if (!Number.isSafeInteger(sum) || sum % den !== 0) throw new NoSample('not a small integer');
  return sum / den;
}

function residue(poly: Poly, values: ReadonlyMap<string, number>): number {
  const { den, terms } = compiled(poly);
  let sum = 0;
  for (const { coef, factors } of terms) {
    if (!Number.isSafeInteger(coef)) throw new NoSample('not a small number');
    let product = modulo(coef);
    for (const name of factors) product = (product * modulo(factorAt(name, values))) % prime;
    sum = (sum + product) % prime;
  }
  return den === 1 ? sum : (sum * inverse(modulo(den))) % prime;
}

function modulo(value: number): number {
  const rest = value % prime;
  return rest < 0 ? rest + prime : rest;
}

/** 1/a, which is a^(p-2) by Fermat. */
function inverse(a: number): number {
  if (a === 0) throw new NoSample('a division by zero');
  let result = 1;
  let power = a;
  for (let exponent = prime - 2; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = (result * power) % prime;
    power = (power * power) % prime;
  }
  return result;
}

/** A number that looks random, the same for the same name and arguments (FNV-1a, mixed once more). */
function hashed(name: string, at: readonly number[]): number {
  let hash = 0x811c9dc5;
  const feed = (unit: number): void => {
    hash = Math.imul(hash ^ unit, 0x01000193);
    hash ^= hash >>> 15;
  };
  for (let i = 0; i < name.length; i++) feed(name.charCodeAt(i));
  for (const value of at) feed(value);
  hash = Math.imul(hash ^ (hash >>> 13), 0x5bd1e995);
  return (hash >>> 0) % prime;
}
