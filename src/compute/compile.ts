// Formulas as functions over arrays.

import { findTensor } from '../term/elaborate.js';
import { type Formula, readFormula, Uncomputable } from './formula.js';
import { interpret } from './interpret.js';
import { type FloatArray, type Kernel, loops } from './loops.js';
import { Unlooped } from './lower.js';
import { doubles, type Rational, rational, rationalOf, rationals } from './numbers.js';
import { type Extents, extentsOf, type Shape } from './sizes.js';

/** The numbers that a formula is computed in, and the arrays that hold them. */
export interface Arrays {
  readonly float32: Float32Array;
  readonly float64: Float64Array;
  readonly exact: readonly Rational[];
}

export type NumberType = keyof Arrays;

/** Entries of an input, the last subscript running fastest; for `exact` each is taken as the fraction it is. */
export type Input = ArrayLike<number> | readonly (number | bigint | Rational)[];

export interface CompileOptions<K extends NumberType = NumberType> {
  /** The number of entries in each dimension, by input. */
  readonly shapes: Readonly<Record<string, Shape>>;
  /** Sizes that the shapes do not tell, such as a step. */
  readonly sizes?: Readonly<Record<string, number>>;
  readonly type: K;
}

/** A formula at given shapes. Called with the entries of its inputs, by name, it gives those of its output. */
export interface Compiled<K extends NumberType> {
  (inputs: Readonly<Record<string, Input>>): Arrays[K];
  /** The number of entries of the output in each dimension; [] for a single number. */
  readonly shape: Shape;
}

/**
 * What a text ends in, as a function over arrays: of a tensor all its entries, of a scalar its values at the indices
 * that are declared and free in it. Subscripts are those of the formula and begin, mostly, at 1; in the arrays the
 * last subscript runs fastest, and the first entry is at place 0.
 *
 * ```ts
 * const correlate = compile('tensor w[M], x[I]; assume M <= I; W * X', {
 *   shapes: { w: [2], x: [4] },
 *   type: 'float64',
 * });
 * correlate({ w: [1, -1], x: [1, 4, 9, 16] }); // Float64Array [-3, -5, -7]
 * correlate.shape; // [3]
 * ```
 *
 * Throws NotationError when the text does not parse, and an Error that says why where it has no value in numbers, the
 * shapes do not fit or an assumption does not hold at them; so does the function where an input does not fit its shape.
 */
export function compile<K extends NumberType>(text: string, options: CompileOptions<K>): Compiled<K> {
  const { shapes, sizes = {}, type } = options;
  const formula = readFormula(text, Object.keys(sizes));
  const extents = extentsOf(
    formula,
    new Map(Object.entries(shapes).map(([name, shape]) => [inputNamed(formula, name), shape])),
    new Map(Object.entries(sizes).map(([name, n]) => [name, BigInt(n)])),
  );
  const run = runners[type](formula, extents);
  const call = (inputs: Readonly<Record<string, Input>>): Arrays[K] =>
    run(new Map(Object.entries(inputs).map(([name, entries]) => [inputNamed(formula, name), entries])));
  return Object.assign(call, { shape: extents.output.shape });
}

type Run<K extends NumberType> = (inputs: ReadonlyMap<string, Input>) => Arrays[K];
type Runners = { readonly [K in NumberType]: (formula: Formula, extents: Extents) => Run<K> };

const runners: Runners = {
  float32: (formula, extents) => floating(formula, extents, (length) => new Float32Array(length)),
  float64: (formula, extents) => floating(formula, extents, (length) => new Float64Array(length)),
  exact: (formula, extents) => (inputs) =>
    interpret(formula, extents, converted(extents, inputs, fraction), rationals),
};

/** By loops; what these do not compute, a recurrence for one, is left to the interpreter. */
function floating<A extends FloatArray>(
  formula: Formula,
  extents: Extents,
  allocate: (length: number) => A,
): (inputs: ReadonlyMap<string, Input>) => A {
  const length = extents.output.shape.reduce((n, extent) => n * extent, 1);
  const kernel = kernelOf(formula, extents, allocate);
  const like = allocate(0).constructor;
  return (given) => {
    const inputs = new Map(
      [...extents.inputs].map(([name, { shape }]) => {
        const entries = requireInput(name, shape, given);
        return [name, entries.constructor === like ? (entries as A) : filled(entries, allocate)] as const;
      }),
    );
    const output = allocate(length);
    kernel(inputs, output);
    return output;
  };
}

function kernelOf<A extends FloatArray>(
  formula: Formula,
  extents: Extents,
  allocate: (length: number) => A,
): Kernel<A> {
  try {
    return loops(formula, extents, allocate);
  } catch (error) {
    if (!(error instanceof Unlooped)) throw error;
    return (inputs, output) => output.set(interpret(formula, extents, inputs, doubles));
  }
}

function filled<A extends FloatArray>(entries: Input, allocate: (length: number) => A): A {
  const array = allocate(entries.length);
  for (let i = 0; i < entries.length; i++) array[i] = double(entries[i] as Input[number]);
  return array;
}

function double(entry: number | bigint | Rational): number {
  return typeof entry === 'object' ? doubles.of(entry.num, entry.den) : Number(entry);
}

function fraction(entry: number | bigint | Rational): Rational {
  if (typeof entry === 'number') return rationalOf(entry);
  return typeof entry === 'bigint' ? rational(entry) : rational(entry.num, entry.den);
}

/** The entries of every input, as many as its shape says. */
function converted<T>(
  { inputs }: Extents,
  given: ReadonlyMap<string, Input>,
  convert: (entry: number | bigint | Rational) => T,
): ReadonlyMap<string, readonly T[]> {
  return new Map(
    [...inputs].map(([name, { shape }]) => [name, Array.from(requireInput(name, shape, given), convert)]),
  );
}

/** Throws Uncomputable where an input is missing or has not as many entries as its shape. */
function requireInput(name: string, shape: Shape, given: ReadonlyMap<string, Input>): Input {
  const entries = given.get(name);
  if (entries === undefined) throw new Uncomputable(`the entries of ${name} are not given`);
  const count = shape.reduce((n, extent) => n * extent, 1);
  if (entries.length !== count)
    throw new Uncomputable(`${name} has ${count} entries, and ${entries.length} are given`);
  return entries;
}

/** The input that a name means, W for w. Throws Uncomputable where there is none. */
function inputNamed({ env, inputs }: Formula, name: string): string {
  const found = findTensor(env, name);
  if (found === null || !inputs.includes(found))
    throw new Uncomputable(`${name} is no input of the formula: ${inputs.join(', ') || 'it has none'}`);
  return found;
}
