// Formulas as functions over arrays.

import { memo } from '../sets/memo.js';
import type { Arrays, Input, NumberType } from './arrays.js';
import { Call, type Inputs, inputNamed } from './call.js';
import { type Formula, type Meaning, readFormula } from './formula.js';
import { type Gradient, gradientOf } from './gradient.js';
import { type Box, type Extents, extentsOf, type Shape } from './sizes.js';

export interface CompileOptions<K extends NumberType = NumberType> {
  /** The number of entries in each dimension, by input. */
  readonly shapes: Readonly<Record<string, Shape>>;
  /** Sizes that the shapes do not tell, such as a step. */
  readonly sizes?: Readonly<Record<string, number>>;
  readonly type: K;
  /**
   * Inputs that mostly stay the same from call to call. What depends on these alone is computed once, and sums are
   * exchanged so that this is as much as possible; they need not be given again. It is computed anew when another array
   * is given for one of them; that the entries of one were changed is not noticed.
   */
  readonly fixed?: readonly string[];
  /** What functions that the text declares compute, and their derivatives, in floating point: { a: [Math.exp, Math.exp] }. */
  readonly functions?: Readonly<Record<string, Meaning>>;
}

/** A formula at given shapes. Called with the entries of its inputs, by name, it gives those of its output. */
export interface Compiled<K extends NumberType> {
  /** In floating point the entries of the output are put into the array `into`, if there is one. */
  (inputs: Inputs, into?: Arrays[K]): Arrays[K];
  /** The number of entries of the output in each dimension; [] for a single number. */
  readonly shape: Shape;
  /** What is computed each time, in native notation, and the tables in it, computed once from fixed inputs. */
  readonly formula: string;
  readonly tables: readonly string[];
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
  const call = new Call(formula, formula, extents, options);
  return Object.assign((inputs: Inputs, into?: Arrays[K]) => call.with(inputs, undefined, into), {
    shape: extents.output.shape,
    ...call.told(),
  });
}

/** A gradient at given shapes, by an input. */
export interface CompiledGradient<K extends NumberType> {
  /** Takes the entries of the inputs, and for each entry of the formula's output the derivative by it. */
  (inputs: Inputs, outer: Input, into?: Arrays[K]): Arrays[K];
  /** The number of entries in each dimension of the input by which is differentiated. */
  readonly shape: Shape;
  /** What is computed each time, in native notation; proved for all sizes. */
  readonly formula: string;
  /** The tables in it, computed once from fixed inputs. */
  readonly tables: readonly string[];
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
  const known = gradients(`${by};${textKey(text, options)}`, () => gradientOf(formula, by));
  const { functions } = formula;
  const derived = known.functions === functions ? known : { ...known, functions };
  const boxes = new Map([...forward.inputs, [derived.outer, forward.output]]);
  const inputs = new Map(derived.inputs.map((name) => [name, boxes.get(name) as Box]));
  const output = forward.inputs.get(by) as Box;
  const call = new Call(formula, derived, { sizes: forward.sizes, inputs, output }, options);
  return Object.assign((given: Inputs, outer: Input, into?: Arrays[K]) => call.with(given, outer, into), {
    shape: output.shape,
    ...call.told(),
  });
}

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
  const { shapes, sizes = {}, functions } = options;
  const known = formulas(textKey(text, options), () => readFormula(text, Object.keys(sizes)));
  const formula =
    functions === undefined ? known : { ...known, functions: new Map(Object.entries(functions)) };
  const extents = extentsOf(
    formula,
    new Map(Object.entries(shapes).map(([name, shape]) => [inputNamed(formula, name), shape])),
    new Map(Object.entries(sizes).map(([name, n]) => [name, BigInt(n)])),
  );
  return { formula, extents };
}
