// Formulas made ready to be written out: every formula is a sum of nests (nest.ts). Products of products, sums of sums
// and a sum inside a product become one nest; entries that only rename subscripts (a rotation, a padding) are put in;
// all other defined entries are computed once for each place they are asked for.

import {
  boundsOf,
  type Env,
  genericEntry,
  isRecurrence,
  reachOf,
  shapeOf,
  unfoldEntry,
} from '../term/env.js';
import { termKey } from '../term/key.js';
import { variable } from '../term/poly.js';
import { freeNames } from '../term/subst.js';
import { type Binder, isTensor, reduce, type Scalar, type Tensor, tensor } from '../term/term.js';
import type { Ranges } from './alphabet.js';
import { NoValue } from './budget.js';
import { type Assignment, type Constraint, constraints, Form, nonNegative, type Scope } from './form.js';
import { Application, type ArgumentNode, Derivative } from './functions.js';
import { type Integer, times } from './integer.js';
import type { Monomials } from './monomials.js';
import { type EntryFactor, Nest, type Node } from './nest.js';
import { Call, Definition, Extremum, MatrixEntry, Power, Prod, type Ready } from './nodes.js';
import { Region } from './region.js';

/** Factors that the powers in one product may have together. */
const mostFactors = 10_000;

/** What the names of a formula stand for, and how many places its frame has so far. */
interface Place extends Scope {
  readonly frame: { length: number };
}

/**
 * Names for subscripts that get their values later, no two of them the same: the entry T[a] of a tensor T in which such
 * a name occurs is a formula in that name and in those for a. No formula has them, and no key (key.ts).
 */
class PlaceNames {
  #count = 0;

  fresh(count: number): readonly string[] {
    return Array.from({ length: count }, () => `%${this.#count++}`);
  }
}

export class Preparation {
  readonly #definitions = new Map<string, Definition>();

  constructor(
    readonly env: Env,
    readonly at: Assignment,
    readonly monomials: Monomials,
    readonly names = new PlaceNames(),
  ) {}

  /** The entry of a tensor as a function of its subscripts. */
  cell(term: Tensor): Ready {
    const names = this.names.fresh(shapeOf(this.env, term).length);
    return this.formula(genericEntry(term, names), names);
  }

  /** A formula in which `parameters` get their values later, at the first places of the frame. */
  formula(term: Scalar, parameters: readonly string[]): Ready {
    const outer: Place = { places: new Map(), at: this.at, frame: { length: 0 } };
    const place = this.#binding(outer, parameters);
    const nodes = this.prepare(term, place);
    const places = Array<Integer>(place.frame.length - parameters.length).fill(0);
    return { nodes, frame: (values) => [...values, ...places] };
  }

  prepare(term: Scalar, place: Place): readonly Node[] {
    return summands(term).flatMap((summand) => {
      const nest = new NestBuilder(this, place);
      nest.multiply(summand, place, true);
      return nest.finish();
    });
  }

  /** A reduction other than a sum, and what is under it. */
  reduction(term: Scalar & { tag: 'reduce' }, outer: Place): Node {
    const inner = this.bind(term.binders, outer);
    const region = new Region(inner.indices, inner.ranges);
    const body = this.prepare(term.body, inner.place);
    const last = inner.indices.at(-1) as number;
    return term.op === 'prod'
      ? new Prod(this.monomials, region, last, body)
      : new Extremum(this.monomials, region, last, body, term.op === 'max' ? 'max' : 'min');
  }

  application({ fn, args, by }: Scalar & { tag: 'apply' }, place: Place): Application {
    const parts = args.map((arg): ArgumentNode => {
      if (!isTensor(arg)) return { kind: 'number', value: this.prepare(arg, place) };
      const shape = shapeOf(this.env, arg);
      const names = this.names.fresh(shape.length);
      const inner = this.#binding(place, names);
      return {
        kind: 'tensor',
        bounds: shape.map(({ lo, hi }) => [Form.of(lo, place), Form.of(hi, place)] as const),
        places: names.map((name) => inner.places.get(name) as number),
        entry: this.prepare(genericEntry(arg, names), inner),
      };
    });
    const positions = by.map(({ arg, at }) => ({ arg, at: at.map((s) => Form.of(s, place)) }));
    return new Application(this.monomials, fn, parts, positions);
  }

  derivative(term: Scalar & { tag: 'diff' }, at: readonly Form[], place: Place): Derivative {
    const by = tensor(term.tensor);
    const { alphabet } = this.monomials;
    const env = this.env.independent(term.tensor);
    // Where the tensor is a defined one, its entries are unknowns inside the derivative, and what is known of others
    // outside is not known there.
    const inner = env === this.env ? this : new Preparation(env, this.at, this.monomials, this.names);
    return new Derivative(
      this.monomials,
      inner.prepare(term.of, place),
      term.tensor,
      (subscripts) => alphabet.number(term.tensor, () => this.ranges(by), subscripts),
      at,
      env === this.env ? null : this.#definition(by, at.length, []),
    );
  }

  /** Places for bound names, and their ranges as constraints. */
  bind(
    binders: readonly Binder[],
    outer: Place,
  ): { readonly place: Place; readonly indices: readonly number[]; readonly ranges: readonly Constraint[] } {
    let place = outer;
    const indices: number[] = [];
    const ranges: Constraint[] = [];
    for (const { name, lo, hi } of binders) {
      // The shapes of tensors speak of sizes, which no index may hide.
      if (this.env.sizes.has(name)) throw new NoValue(`${name} is a size and cannot be a summation index`);
      const [from, to] = [Form.of(lo, place), Form.of(hi, place)];
      place = this.#binding(place, [name]);
      const index = place.places.get(name) as number;
      indices.push(index);
      ranges.push(...between(from, Form.place(index), to));
    }
    return { place, indices, ranges };
  }

  #binding(outer: Place, names: readonly string[]): Place {
    const places = new Map(outer.places);
    for (const name of names) places.set(name, outer.frame.length++);
    return { ...outer, places };
  }

  /** The shape of a tensor as constraints on subscripts. */
  inside(tensor: Tensor, at: readonly Form[], place: Place): readonly Constraint[] {
    return reachOf(this.env, tensor).flatMap(({ lo, hi }, d) => [
      ...(lo === null ? [] : [atMost(Form.of(lo, place), at[d] as Form)]),
      ...(hi === null ? [] : [atMost(at[d] as Form, Form.of(hi, place))]),
    ]);
  }

  /** The shape of an independent tensor, which depends on sizes alone; null where it has no end. */
  ranges(tensor: Tensor): Ranges | null {
    const sizes: Scope = { places: new Map(), at: this.at };
    const dims = reachOf(this.env, tensor);
    if (boundsOf(dims).length < 2 * dims.length) return null;
    return shapeOf(this.env, tensor).map(
      ({ lo, hi }) => [Form.of(lo, sizes).integer([]), Form.of(hi, sizes).integer([])] as const,
    );
  }

  /** The entries of a defined tensor as a function of their subscripts and of the bound names that it mentions. */
  call(tensor: Tensor, at: readonly Form[], place: Place): Call {
    const mentioned = [...freeNames(tensor)].filter((name) => place.places.has(name)).sort();
    const definition = this.#definition(tensor, at.length, mentioned);
    const names = mentioned.map((name) => Form.place(place.places.get(name) as number));
    return new Call(definition, [...names, ...at]);
  }

  #definition(tensor: Tensor, rank: number, mentioned: readonly string[]): Definition {
    const key = `${mentioned.join()}|${termKey(tensor)}`;
    let definition = this.#definitions.get(key);
    if (definition === undefined) {
      const subscripts = this.names.fresh(rank);
      definition = new Definition(this.monomials, () => {
        const body = unfoldEntry(this.env, tensor, subscripts.map(variable));
        if (body === null) throw new NoValue('an entry without a definition');
        return this.formula(body, [...mentioned, ...subscripts]);
      });
      this.#definitions.set(key, definition);
    }
    return definition;
  }
}

/** lo ≤ s ≤ hi */
function between(lo: Form, s: Form, hi: Form): readonly Constraint[] {
  return [atMost(lo, s), atMost(s, hi)];
}

/** a ≤ b */
function atMost(a: Form, b: Form): Constraint {
  return nonNegative(
    Form.sum([
      [1, b],
      [-1, a],
    ]),
  );
}

/** The terms of a sum; a reduction of a sum is a sum of reductions. */
function summands(term: Scalar): readonly Scalar[] {
  if (term.tag === 'add') return term.args.flatMap(summands);
  if (term.tag !== 'reduce' || term.op !== 'sum') return [term];
  const parts = summands(term.body);
  return parts.length === 1 ? [term] : parts.map((part) => reduce('sum', term.binders, part));
}

/** Whether a formula is a product of numbers, conditions and entries. */
function isPlainProduct(term: Scalar): boolean {
  switch (term.tag) {
    case 'value':
    case 'reciprocal':
    case 'iverson':
    case 'entry':
      return true;
    case 'mul':
      return term.args.every(isPlainProduct);
    default:
      return false;
  }
}

interface Sum {
  readonly term: Scalar & { tag: 'reduce' };
  readonly place: Place;
}

/** Collects the factors of a product, and the indices it is summed over. */
class NestBuilder {
  #factor: Integer = 1;
  #den = 1n;
  readonly #numerators: Form[] = [];
  readonly #reciprocals: Form[] = [];
  readonly #entries: EntryFactor[] = [];
  #factors = 0;
  readonly #rest: (readonly Node[])[] = [];
  readonly #constraints: Constraint[] = [];
  readonly #indices: number[] = [];
  /** Sums among the factors. One of them, where there is nothing else but plain factors, becomes part of the nest. */
  #sums: Sum[] = [];

  constructor(
    readonly preparation: Preparation,
    readonly outer: Place,
  ) {}

  /** Adds a factor; `alone` when nothing but numbers and conditions stands beside it. */
  multiply(term: Scalar, place: Place, alone = false): void {
    switch (term.tag) {
      case 'value': {
        const form = Form.of(term.value, place);
        this.#den *= form.den;
        if (form.isConstant) this.#factor = times(this.#factor, form.constant);
        else this.#numerators.push(form);
        return;
      }
      case 'reciprocal':
        this.#reciprocals.push(Form.of(term.of, place));
        return;
      case 'iverson':
        this.#constraints.push(...constraints(term.cond, place));
        return;
      case 'mul': {
        const others = term.args.filter(
          ({ tag }) => tag !== 'value' && tag !== 'reciprocal' && tag !== 'iverson',
        );
        for (const arg of term.args) this.multiply(arg, place, alone && others.length === 1);
        return;
      }
      case 'pow':
        if (isPlainProduct(term.base))
          for (let e = 0; e < term.exponent; e++) {
            // Powers of powers of powers are written out nowhere.
            if (++this.#factors > mostFactors) throw new NoValue('it has products of too many factors');
            this.multiply(term.base, place);
          }
        else
          this.#rest.push([
            new Power(this.#monomials, this.preparation.prepare(term.base, place), term.exponent),
          ]);
        return;
      case 'entry':
        this.#entry(term.tensor, term, place, alone);
        return;
      case 'apply':
        this.#rest.push([this.preparation.application(term, place)]);
        return;
      case 'line':
        throw new NoValue('it has a sum or an integral over a whole line');
      case 'diff': {
        const at = term.at.map((s) => Form.of(s, place));
        this.#constraints.push(...this.preparation.inside(tensor(term.tensor), at, place));
        this.#rest.push([this.preparation.derivative(term, at, place)]);
        return;
      }
      case 'add':
        this.#rest.push(this.preparation.prepare(term, place));
        return;
      case 'reduce':
        if (term.op === 'sum') this.#sums.push({ term, place });
        else this.#rest.push([this.preparation.reduction(term, place)]);
    }
  }

  get #monomials(): Monomials {
    return this.preparation.monomials;
  }

  #entry(tensor: Tensor, term: Scalar & { tag: 'entry' }, place: Place, alone: boolean): void {
    const { preparation } = this;
    const at = term.at.map((s) => Form.of(s, place));
    if (tensor.tag === 'matrix') {
      this.#constraints.push(...preparation.inside(tensor, at, place));
      const cell = (i: number, j: number): readonly Node[] =>
        preparation.prepare((tensor.rows[i] as readonly Scalar[])[j] as Scalar, place);
      this.#rest.push([new MatrixEntry(this.#monomials, at, cell)]);
      return;
    }
    const body = unfoldEntry(preparation.env, tensor, term.at);
    if (body === null) {
      this.#constraints.push(...preparation.inside(tensor, at, place));
      this.#entries.push(this.#independent(tensor, at));
    } else if (
      !isRecurrence(preparation.env, tensor) &&
      (isPlainProduct(body) || (alone && this.#indices.length === 0))
    )
      this.multiply(body, place, alone);
    else {
      this.#constraints.push(...preparation.inside(tensor, at, place));
      this.#rest.push([preparation.call(tensor, at, place)]);
    }
  }

  #independent(tensor: Tensor, at: readonly Form[]): EntryFactor {
    const { name } = tensor as Tensor & { tag: 'tensor' };
    const block = this.#monomials.alphabet.block(name, () => this.preparation.ranges(tensor));
    if (block === null) return { block, tensor: name, at };
    const steps = at.map((s, d) => [block.strides[d] as number, s] as const);
    const origin = block.ranges.reduce(
      (sum, [lo], d) => sum - (block.strides[d] as number) * (lo as number),
      block.first,
    );
    return { block, number: Form.sum([...steps, [origin, Form.constant(1)]]) };
  }

  /** Whether nothing stands beside the factors of other kinds. */
  get #isBare(): boolean {
    return (
      this.#factor === 1 &&
      this.#den === 1n &&
      [this.#numerators, this.#reciprocals, this.#entries, this.#constraints, this.#indices].every(
        ({ length }) => length === 0,
      )
    );
  }

  finish(): readonly Node[] {
    while (this.#sums.length === 1 && this.#rest.length === 0) {
      const [{ term, place: outer }] = this.#sums as [Sum];
      this.#sums = [];
      const { place, indices, ranges } = this.preparation.bind(term.binders, outer);
      this.#indices.push(...indices);
      this.#constraints.push(...ranges);
      this.multiply(term.body, place);
    }
    for (const { term, place } of this.#sums) this.#rest.push(this.preparation.prepare(term, place));
    const [alone] = this.#rest;
    if (alone !== undefined && this.#rest.length === 1 && this.#isBare) return alone;
    const last = this.#indices.at(-1) ?? null;
    return [
      new Nest(this.#monomials, new Region(this.#indices, this.#constraints), last, {
        factor: this.#factor,
        den: this.#den,
        numerators: this.#numerators,
        reciprocals: this.#reciprocals,
        entries: this.#entries,
        rest: this.#rest,
      }),
    ];
  }
}
