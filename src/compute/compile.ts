// Formulas as functions over arrays.

import { memo } from '../sets/memo.js';
import { findTensor } from '../term/elaborate.js';
import { showScalar } from '../term/show.js';
import type { Arrays, Input, NumberType } from './arrays.js';
import { runners } from './backend.js';
import { type Formula, readFormula, Uncomputable } from './formula.js';
import { type Gradient, gradientOf } from './gradient.js';
import { type Box, type Extents, extentsOf, type Shape } from './sizes.js';

export interface CompileOptions<K extends NumberType = NumberType> {
  /** The number of entries in each dimension, by input. */
  readonly shapes: Readonly<Record<string, Shape>>;
  /** Sizes that the shapes do not tell, such as a step. */
  readonly sizes?: Readonly<Record<string, number>>;
  readonly type: K;
}

/** A formula at given shapes. Called with the entries of its inputs, by name, it gives those of its output. */
export interface Compiled<K extends NumberType> {
  (inputs: Inputs): Arrays[K];
  /** The number of entries of the output in each dimension; [] for a single number. */
  readonly shape: Shape;
}

/**
 * What a text ends in, as a function over arrays: of a tensor all its entries, of a scalar its values at the indices
 * that are declared and free in it. Subscripts are those of the formula and begin, mostly, at 1; in the arrays the
 * last subscript runs fastest, and the first entry is at place 0. Entries are to be finite: at the edges an infinite one
 * may be multiplied by a 0 that the formula leaves out.
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
  const { formula, extents } = instance(text, options);
  const run = runners[options.type](formula, extents);
  const call = (inputs: Inputs): Arrays[K] => run(named(formula, inputs));
  return Object.assign(call, { shape: extents.output.shape });
}

/** A gradient at given shapes, by an input. */
export interface CompiledGradient<K extends NumberType> {
  /** Takes the entries of the inputs, and for each entry of the formula's output the derivative by it. */
  (inputs: Inputs, outer: Input): Arrays[K];
  /** The number of entries in each dimension of the input by which is differentiated. */
  readonly shape: Shape;
  /** What is computed, in native notation; proved for all sizes. */
  readonly formula: string;
}

/**
 * The gradient of a formula by the input `wrt`: for an output y and given g = ∂E/∂y it computes ∂E/∂wrt, the backward
 * pass of a layer. Its formula is derived from that of the layer, by the kernel's rules.
 *
 * ```ts
 * const text = 'tensor w[M], x[I]; assume M <= I; W * X';
 * const backward = gradient(text, 'x', { shapes: { w: [2], x: [4] }, type: 'float64' });
 * backward({ w: [1, -1], x: [1, 4, 9, 16] }, [1, 1, 1]); // Float64Array [1, 0, 0, -1]
 * ```
 *
 * Of a maximum it is the derivative where no largest entry is there twice; of several, each is counted.
 *
 * Throws as `compile` does, and where no derivative is known.
 */
export function gradient<K extends NumberType>(
  text: string,
  wrt: string,
  options: CompileOptions<K>,
): CompiledGradient<K> {
  const { formula, extents: forward } = instance(text, options);
  const by = inputNamed(formula, wrt);
  const derived = gradients(`${by};${textKey(text, options)}`, () => gradientOf(formula, by));
  const boxes = new Map([...forward.inputs, [derived.outer, forward.output]]);
  const inputs = new Map(derived.inputs.map((name) => [name, boxes.get(name) as Box]));
  const output = forward.inputs.get(by) as Box;
  const run = runners[options.type](derived, { sizes: forward.sizes, inputs, output });
  const call = (given: Inputs, outer: Input): Arrays[K] =>
    run(new Map([...named(formula, given), [derived.outer, outer]]));
  return Object.assign(call, { shape: output.shape, formula: showScalar(derived.body) });
}

type Inputs = Readonly<Record<string, Input>>;

/** What was read, and what was derived, by text: the same formula at other shapes takes no time. */
const formulas = memo<Formula>();
const gradients = memo<Gradient>();

/** A text, and the names that are sizes because they are given. */
function textKey(text: string, { sizes = {} }: CompileOptions): string {
  return `${Object.keys(sizes).join()};${text}`;
}

function instance(
  text: string,
  options: CompileOptions,
): { readonly formula: Formula; readonly extents: Extents } {
  const { shapes, sizes = {} } = options;
  const formula = formulas(textKey(text, options), () => readFormula(text, Object.keys(sizes)));
  const extents = extentsOf(
    formula,
    new Map(Object.entries(shapes).map(([name, shape]) => [inputNamed(formula, name), shape])),
    new Map(Object.entries(sizes).map(([name, n]) => [name, BigInt(n)])),
  );
  return { formula, extents };
}

/** The inputs under the names that the formula has for them. */
function named(formula: Formula, inputs: Inputs): ReadonlyMap<string, Input> {
  return new Map(Object.entries(inputs).map(([name, entries]) => [inputNamed(formula, name), entries]));
}

/** The input that a name means, W for w. Throws Uncomputable where there is none. */
function inputNamed({ env, inputs }: Formula, name: string): string {
  const found = findTensor(env, name);
  if (found === null || !inputs.includes(found))
    throw new Uncomputable(`${name} is no input of the formula: ${inputs.join(', ') || 'it has none'}`);
  return found;
}
