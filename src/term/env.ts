// What the names of a formula stand for: sizes, tensors with their shapes, operations and opaque functions.
//
// An Env can only be built by the functions below. They refuse a definition that uses itself, a name not yet
// declared or a free index, so every definition can be unfolded away: whatever is defined, nothing false
// becomes provable.

import { and, atLeast, type Cond, equals, never } from './cond.js';
import { hasDerivative } from './derivatives.js';
import { frozen, isFrozen, NameSet, Table } from './frozen.js';
import {
  add,
  constant,
  integerValue,
  isIntegral,
  isPolynomial,
  namesOf,
  one,
  type Poly,
  sub,
  substitute,
  variable,
} from './poly.js';
import { selfReference } from './recurrence.js';
import { freeNames, substScalar, substTensorNames } from './subst.js';
import {
  entry,
  guarded,
  isPoly,
  isTensor,
  nought,
  type Scalar,
  type Tensor,
  add as together,
} from './term.js';
import { wellFormed } from './wellformed.js';

/** One dimension of a shape: the integers lo..hi; a size M stands for 1..M. */
export interface Dim {
  readonly lo: Poly;
  readonly hi: Poly;
}

/** A dimension that may be without end, as that of a sequence R_0, R_1, …; null is for no first or no last integer. */
export interface Reach {
  readonly lo: Poly | null;
  readonly hi: Poly | null;
}

export interface TensorDecl {
  readonly name: string;
  readonly dims: readonly Reach[];
  readonly definition: Definition | null;
  /** Its definition, which is not to be used where its entries are taken as variables. */
  readonly defined?: Definition;
}

/** Entries inside the shape are given by `body` in the names `indices`. An independent tensor has none. */
export interface Definition {
  readonly indices: readonly string[];
  readonly body: Scalar;
  /** The subscript that grows from the entries which the body uses to the one defined; null outside of recurrences. */
  readonly along: number | null;
}

/** A formal parameter: a tensor with names for its sizes, or an index expression. */
export type OpParam =
  | { readonly kind: 'tensor'; readonly name: string; readonly sizes: readonly string[] }
  | { readonly kind: 'index'; readonly name: string };

/** An operation of the prelude: shape, then entry, in the formal parameters. */
export interface OpDecl {
  readonly key: string;
  /** How it is written: an operator sign or a word. */
  readonly symbol: string;
  readonly params: readonly OpParam[];
  readonly dims: readonly Dim[];
  readonly indices: readonly string[];
  readonly body: Scalar;
}

/** What a parameter of an opaque function takes: a number, or a number or tensor. */
export type Parameter = 'number' | 'any';

/** A function that is given: isZero(z) is 1 where z = 0, else 0, for real numbers. */
export const zeroTest = 'isZero';

/** Thrown when a declaration is refused or a shape does not fit; `message` says both shapes. */
export class ShapeError extends Error {
  override readonly name: string = 'ShapeError';
}

/** Thrown where a tensor is to have a shape, and its subscripts have no end. */
export class EndlessError extends ShapeError {
  override readonly name = 'EndlessError';
}

/** A word or letter with primes, or a name made by the engine (these carry a `#`). */
const namePattern = /^[\p{L}][\p{L}\p{N}-]*'*(#\d+)?$/u;

/** How an operation is written: a name, or a sign without letters, digits and whatever ends a name in a key. */
const symbolPattern = /^(?:\p{L}[\p{L}\p{N}-]*'*|[^\s\p{L}\p{N}\p{C}<>[\]{};,$#/]+)$/u;

const door = Symbol('env');
/** What `independent` made of an environment, by name: what is known of an environment stays with it. */
const apart = new WeakMap<Env, ReadonlyMap<string, Env>>();
const noTensors: ReadonlyMap<string, Tensor> = new Map();

export class Env {
  readonly #made: true = true;
  /** The only way in is `Env.empty` and the methods below. */
  private constructor(
    key: symbol,
    readonly sizes: NameSet,
    readonly tensors: Table<string, TensorDecl>,
    readonly ops: Table<string, OpDecl>,
    readonly functions: Table<string, readonly Parameter[]>,
  ) {
    if (key !== door) throw new ShapeError('an environment is built from Env.empty');
    Object.freeze(this);
  }

  static readonly empty = new Env(door, new NameSet(), new Table(), new Table(), new Table());

  /** Whether `thing` was built here. */
  static is(thing: unknown): thing is Env {
    return typeof thing === 'object' && thing !== null && #made in thing;
  }

  /** Declares integer parameters, which no sum may bind. */
  withSizes(names: Iterable<string>): Env {
    const fresh = [...names].filter((name) => !this.sizes.has(name));
    if (fresh.length === 0) return this;
    fresh.forEach(requireName);
    return new Env(door, new NameSet([...this.sizes, ...fresh]), this.tensors, this.ops, this.functions);
  }

  /** What a function takes, one that is declared or given; undefined for any other name. */
  parametersOf(name: string): readonly Parameter[] | undefined {
    return name === zeroTest ? ['number'] : this.functions.get(name);
  }

  /** Declares an opaque function. Throws ShapeError on a name with primes, which are for its derivatives. */
  withFunction(name: string, parameters: readonly Parameter[]): Env {
    requireName(name);
    if (name.includes("'")) throw new ShapeError(`${name} is a derivative and cannot be declared`);
    if (name === zeroTest) throw new ShapeError(`${name} is given and cannot be declared`);
    return new Env(
      door,
      this.sizes,
      this.tensors,
      this.ops,
      this.functions.with(name, frozen([...parameters])),
    );
  }

  /** The same declarations, but that the entries of the tensor `name` are independent variables. */
  independent(name: string): Env {
    const decl = this.tensors.get(name);
    if (decl === undefined || decl.definition === null) return this;
    let env = apart.get(this)?.get(name);
    if (env === undefined) {
      const tensors = this.tensors.with(
        name,
        Object.freeze({ ...decl, definition: null, defined: decl.definition }),
      );
      env = new Env(door, this.sizes, tensors, this.ops, this.functions);
      apart.set(this, new Map([...(apart.get(this) ?? []), [name, env]]));
    }
    return env;
  }

  /** The same declarations, but that no tensor with a definition is taken as independent. */
  withDefinitions(): Env {
    let { tensors } = this;
    for (const [name, { dims, defined }] of this.tensors)
      if (defined !== undefined)
        tensors = tensors.with(name, Object.freeze({ name, dims, definition: defined }));
    return tensors === this.tensors ? this : new Env(door, this.sizes, tensors, this.ops, this.functions);
  }

  /**
   * The same declarations, but that the entries of an independent tensor are given by a formula: one choice of all that
   * there are. Throws ShapeError as `withDefinition` does, and on a tensor that is not independent.
   */
  withValues(name: string, given: readonly string[], body: Scalar): Env {
    const decl = this.tensors.get(name);
    if (decl === undefined || decl.definition !== null) throw new ShapeError(`${name} is not independent`);
    const indices = frozen(Array.from(given));
    requireSubscripts(name, decl.dims, indices);
    this.requireClosed(name, body, indices);
    const definition = Object.freeze({ indices, body, along: null });
    const tensors = this.tensors.with(name, Object.freeze({ ...decl, definition }));
    return new Env(door, this.sizes, tensors, this.ops, this.functions);
  }

  /** Declares an independent tensor. Throws ShapeError on a used name or a dimension that is no size expression. */
  withTensor(name: string, dims: readonly Reach[]): Env {
    return this.put({ name, dims, definition: null });
  }

  /** Defines the entries of a new tensor. Throws ShapeError on a used name, a free index or an unknown tensor. */
  withDefinition(name: string, dims: readonly Reach[], given: readonly string[], body: Scalar): Env {
    // What is judged is what is kept, even if the list given answers differently the next time.
    const indices = frozen(Array.from(given));
    requireSubscripts(name, dims, indices);
    this.requireClosed(name, body, indices);
    return this.put({ name, dims, definition: { indices, body, along: null } });
  }

  /**
   * Defines the entries of a new tensor by entries of its own: `body` may use those whose subscript number `along` is
   * smaller by a constant. There is a first such subscript, so every entry is given by finitely many steps. Throws
   * ShapeError as `withDefinition` does, and where the body uses the tensor in any other way.
   */
  withRecurrence(
    name: string,
    reaches: readonly Reach[],
    given: readonly string[],
    along: number,
    body: Scalar,
  ): Env {
    const [dims, indices] = frozen([Array.from(reaches), Array.from(given)] as const);
    requireSubscripts(name, dims, indices);
    if (dims[along]?.lo == null) throw new ShapeError(`the recurrence of ${name} has no beginning`);
    this.withTensor(name, dims).requireClosed(name, body, indices);
    const problem = selfReference(name, body, indices[along] as string, along);
    if (problem !== null) throw new ShapeError(problem);
    return this.put({ name, dims, definition: { indices, body, along } });
  }

  /** Defines an operation. Throws ShapeError as `withDefinition` does. */
  withOp(given: OpDecl): Env {
    const decl = frozen(given);
    const ranks = decl.params.map((p) => (p.kind === 'tensor' ? p.sizes.length : '_')).join(',');
    if (!symbolPattern.test(decl.symbol) || decl.key !== `${decl.symbol}/${ranks}`)
      throw new ShapeError(`${JSON.stringify(decl.key)} cannot be an operation`);
    requireSubscripts(decl.symbol, decl.dims, decl.indices);
    if (this.ops.has(decl.key)) throw new ShapeError(`the operation ${decl.key} is defined already`);
    const formals = decl.params.flatMap((p) => (p.kind === 'tensor' ? p.sizes : [p.name]));
    let scope: Env = this.operationsOnly().withSizes(formals);
    for (const p of decl.params)
      if (p.kind === 'tensor') scope = scope.put({ name: p.name, dims: p.sizes.map(upTo), definition: null });
    scope.requireClosed(decl.symbol, decl.body, decl.indices);
    if (hasDerivative(scope, decl.body))
      throw new ShapeError(
        `a derivative in the definition of ${decl.symbol}, whose tensors stand for any formulas`,
      );
    requireDims(decl.symbol, decl.dims);
    for (const dim of decl.dims)
      for (const name of [...namesOf(dim.lo), ...namesOf(dim.hi)])
        if (!formals.includes(name))
          throw new ShapeError(`the shape of ${decl.symbol} uses ${name}, which is none of its parameters`);
    for (const name of freeNames(decl.body))
      if (!formals.includes(name) && !decl.indices.includes(name))
        throw new ShapeError(`${decl.symbol} uses ${name}, which is none of its parameters`);
    return new Env(door, this.sizes, this.tensors, this.ops.with(decl.key, decl), this.functions);
  }

  /** The operations and functions without sizes and tensors: what the body of an operation may use. */
  operationsOnly(): Env {
    return new Env(door, new NameSet(), new Table(), this.ops, this.functions);
  }

  private put(given: TensorDecl): Env {
    const decl = frozen(given);
    requireName(decl.name);
    if (this.tensors.has(decl.name)) throw new ShapeError(`${decl.name} is declared already`);
    requireDims(decl.name, decl.dims);
    for (const name of boundsOf(decl.dims).flatMap((bound) => [...namesOf(bound)]))
      if (!this.sizes.has(name))
        throw new ShapeError(`the shape of ${decl.name} uses ${name}, which is no size`);
    return new Env(door, this.sizes, this.tensors.with(decl.name, decl), this.ops, this.functions);
  }

  private requireClosed(name: string, body: Scalar, indices: readonly string[]): void {
    indices.forEach(requireName);
    if (new Set(indices).size !== indices.length || indices.some((i) => this.sizes.has(i)))
      throw new ShapeError(`the subscripts of ${name} must be different names, none of them a size`);
    const problem = wellFormed(this, body);
    if (problem !== null) throw new ShapeError(`the definition of ${name}: ${problem}`);
    for (const free of freeNames(body)) {
      if (!indices.includes(free) && !this.sizes.has(free))
        throw new ShapeError(`the definition of ${name} uses the index ${free}, which nothing binds`);
    }
  }
}

// What an environment answers cannot be replaced, nor the question whether it is one.
Object.freeze(Env);
Object.freeze(Env.prototype);

function requireSubscripts(owner: string, dims: readonly Reach[], indices: readonly string[]): void {
  if (indices.length !== dims.length)
    throw new ShapeError(`${owner} has ${dims.length} dimensions and ${indices.length} subscripts`);
}

/** The bounds that there are. */
export function boundsOf(dims: readonly Reach[]): readonly Poly[] {
  return dims.flatMap(({ lo, hi }) => [lo, hi]).filter((bound) => bound !== null);
}

function requireDims(owner: string, dims: readonly Reach[]): void {
  for (const bound of boundsOf(dims)) {
    if (!isFrozen(bound) || !isPolynomial(bound) || !isIntegral(bound))
      throw new ShapeError(`a dimension of ${owner} is not an integer`);
  }
}

function requireName(name: string): void {
  if (!isName(name)) throw new ShapeError(`${JSON.stringify(name)} cannot be a name`);
}

export function isName(name: string): boolean {
  return typeof name === 'string' && namePattern.test(name);
}

/** The dimension 1..size. */
export function upTo(size: string | Poly): Dim {
  return { lo: one, hi: typeof size === 'string' ? variable(size) : size };
}

/** hi - lo + 1 */
export function extent(dim: Dim): Poly {
  return add(sub(dim.hi, dim.lo), one);
}

/** The subscripts that a tensor has entries for. Throws ShapeError as `shapeOf` does. */
export function reachOf(env: Env, tensor: Tensor): readonly Reach[] {
  if (tensor.tag !== 'tensor') return shapeOf(env, tensor);
  const decl = env.tensors.get(tensor.name);
  if (decl === undefined) throw new ShapeError(`the tensor ${tensor.name} is not declared`);
  return decl.dims;
}

/**
 * The shape of a tensor term. Throws ShapeError, naming the shapes, when an operation's arguments do not fit, and
 * EndlessError for a sequence without end.
 */
export function shapeOf(env: Env, tensor: Tensor): readonly Dim[] {
  switch (tensor.tag) {
    case 'tensor': {
      const dims = reachOf(env, tensor);
      if (!dims.every(hasEnds))
        throw new EndlessError(
          `${tensor.name} has no last entry: its entries can be used, but not ${tensor.name} as a whole`,
        );
      return dims;
    }
    case 'matrix':
      return [upTo(constant(tensor.rows.length)), upTo(constant(tensor.rows[0]?.length ?? 0))];
    case 'op': {
      const { decl, sizes } = instance(env, tensor);
      return decl.dims.map(({ lo, hi }) => ({ lo: substitute(lo, sizes), hi: substitute(hi, sizes) }));
    }
  }
}

function hasEnds(dim: Reach): dim is Dim {
  return dim.lo !== null && dim.hi !== null;
}

/** lo ≤ s ≤ hi for every subscript, as far as there are such bounds. */
export function insideShape(dims: readonly Reach[], at: readonly Poly[]): readonly Cond[] {
  return dims.flatMap(({ lo, hi }, d) => {
    const s = at[d];
    if (s === undefined) return [never];
    return [...(lo === null ? [] : [atLeast(s, lo)]), ...(hi === null ? [] : [atLeast(hi, s)])];
  });
}

/** Cells that a matrix may have whose entry at symbolic subscripts is written by cases. */
const mostCells = 100;

/**
 * The entry of a defined tensor, an operation or a matrix by its definition: [subscripts inside the shape] body, of a
 * matrix [s = 1, t = 1] a + [s = 1, t = 2] b + …. null for an independent tensor, and for a matrix of very many cells at
 * symbolic subscripts.
 */
export function unfoldEntry(env: Env, tensor: Tensor, at: readonly Poly[]): Scalar | null {
  switch (tensor.tag) {
    case 'tensor': {
      const decl = env.tensors.get(tensor.name);
      if (decl === undefined || decl.definition === null) return null;
      const { indices, body } = decl.definition;
      // A bound name that became a size since the definition was made gives way.
      return guarded(
        and(insideShape(decl.dims, at)),
        substTensorNames(substScalar(body, bind(indices, at)), noTensors, env.sizes),
      );
    }
    case 'matrix': {
      const [i, j] = at.map(integerValue);
      if (i === undefined || j === undefined) return null;
      return i === null || j === null
        ? byCells(tensor.rows, at as readonly [Poly, Poly])
        : (tensor.rows[Number(i) - 1]?.[Number(j) - 1] ?? nought);
    }
    case 'op': {
      const { decl, sizes, tensors } = instance(env, tensor);
      const dims = shapeOf(env, tensor);
      const body = substScalar(decl.body, new Map([...sizes, ...bind(decl.indices, at)]));
      return guarded(and(insideShape(dims, at)), substTensorNames(body, tensors, env.sizes));
    }
  }
}

function byCells(rows: readonly (readonly Scalar[])[], [s, t]: readonly [Poly, Poly]): Scalar | null {
  if (rows.flat().length > mostCells) return null;
  return together(
    rows.flatMap((row, i) =>
      row.map((cell, j) => guarded(and([equals(s, constant(i + 1)), equals(t, constant(j + 1))]), cell)),
    ),
  );
}

/** Whether a tensor is defined by earlier entries of its own. */
export function isRecurrence(env: Env, tensor: Tensor): boolean {
  return tensor.tag === 'tensor' && env.tensors.get(tensor.name)?.definition?.along != null;
}

/** The values of an operation's formal parameters at its actual ones. */
function instance(
  env: Env,
  tensor: Tensor & { tag: 'op' },
): { readonly decl: OpDecl; readonly sizes: Map<string, Poly>; readonly tensors: Map<string, Tensor> } {
  const decl = env.ops.get(tensor.op);
  if (decl === undefined) throw new ShapeError(`the operation ${tensor.op} is not defined`);
  if (tensor.args.length !== decl.params.length)
    throw new ShapeError(`${decl.symbol} takes ${decl.params.length} arguments`);
  const sizes = new Map<string, Poly>();
  const tensors = new Map<string, Tensor>();
  decl.params.forEach((param, p) => {
    const arg = tensor.args[p];
    if (arg === undefined || (isPoly(arg) ? 'index' : isTensor(arg) ? 'tensor' : null) !== param.kind)
      throw new ShapeError(`${decl.symbol} takes ${decl.params.length} arguments`);
    if (param.kind === 'index') {
      sizes.set(param.name, arg as Poly);
      return;
    }
    const actual = arg as Tensor;
    const dims = shapeOf(env, actual);
    if (dims.length !== param.sizes.length)
      throw new ShapeError(
        `${decl.symbol} takes a tensor of ${param.sizes.length} dimensions here, not of ${dims.length}`,
      );
    tensors.set(param.name, actual);
    dims.forEach((dim, d) => {
      const name = param.sizes[d] as string;
      // A size that occurs again (A[M,N] .* B[M,N]) keeps its first value; equality is the reader's to check.
      if (!sizes.has(name)) sizes.set(name, extent(dim));
    });
  });
  return { decl, sizes, tensors };
}

/** The conditions under which the arguments of `tensor` fit: equal sizes where a formal size occurs twice. */
export function fitConds(
  env: Env,
  tensor: Tensor,
): readonly { readonly cond: Cond; readonly first: Tensor; readonly second: Tensor }[] {
  if (tensor.tag !== 'op') return [];
  const { decl } = instance(env, tensor);
  const seen = new Map<string, { readonly size: Poly; readonly owner: Tensor }>();
  const found: { cond: Cond; first: Tensor; second: Tensor }[] = [];
  decl.params.forEach((param, p) => {
    if (param.kind !== 'tensor') return;
    const owner = tensor.args[p] as Tensor;
    shapeOf(env, owner).forEach((dim, d) => {
      const name = param.sizes[d] as string;
      const earlier = seen.get(name);
      if (earlier === undefined) seen.set(name, { size: extent(dim), owner });
      else found.push({ cond: equals(earlier.size, extent(dim)), first: earlier.owner, second: owner });
    });
  });
  return found;
}

function bind(names: readonly string[], polys: readonly Poly[]): Map<string, Poly> {
  return new Map(names.map((name, i) => [name, polys[i] as Poly]));
}

/** The tensor's entry at fresh names, for talking about all entries at once. */
export function genericEntry(tensor: Tensor, names: readonly string[]): Scalar {
  return entry(tensor, names.map(variable));
}
