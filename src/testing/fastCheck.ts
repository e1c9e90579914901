// Arbitraries for fast-check: sizes of a formula, tensors, kernels, whole convolutions with what they give.
//
// import { convolution } from 'convproof/fast-check';
//
// fc.assert(fc.property(convolution(), ({ x, w, stride, padding, y }) => {
//   expect(conv2d(x, w, { stride, padding })).toEqual(y);
// }));

import fc, { type Arbitrary } from 'fast-check';
import { interpret } from '../compute/interpret.js';
import { doubles } from '../compute/numbers.js';
import type { Extents } from '../compute/sizes.js';
import { type Nested, nested } from './arrays.js';
import { boundsOf, type SizeRange, type SizeRanges } from './sizes.js';
import { extentsAt, readSubject, type Subject } from './subject.js';

export type { Nested } from './arrays.js';
export type { SizeRange, SizeRanges } from './sizes.js';

export type NamedSizes = Readonly<Record<string, number>>;

/** Draws of which the one is taken that tells most mistakes apart. */
const draws = 4;

/** Of several values the one that is worth most; it shrinks as any other does. */
class Preferred<T> extends fc.Arbitrary<T> {
  constructor(
    readonly base: Arbitrary<T>,
    readonly worth: (value: T) => number,
  ) {
    super();
  }

  override generate(...args: Parameters<Arbitrary<T>['generate']>): fc.Value<T> {
    let best = this.base.generate(...args);
    for (let n = 1; n < draws; n++) {
      const other = this.base.generate(...args);
      if (this.worth(other.value_) > this.worth(best.value_)) best = other;
    }
    return best;
  }

  override canShrinkWithoutContext(value: unknown): value is T {
    return this.base.canShrinkWithoutContext(value);
  }

  override shrink(value: T, context: unknown): fc.Stream<fc.Value<T>> {
    return this.base.shrink(value, context);
  }
}

/** Numbers that are not 1, and differ from each other. */
function worthOf(numbers: readonly number[]): number {
  return numbers.filter((n) => n > 1).length + new Set(numbers).size;
}

/**
 * Sizes at which a formula has something to compute and what it assumes holds; rather several channels than one, steps
 * of 2 and more, pictures that are no squares. They shrink to the smallest.
 *
 * ```ts
 * sizes('tensor x[I], w[M]; assume M <= I; W * X'); // { I: 5, M: 3 }
 * ```
 *
 * Throws where the text cannot be read.
 */
export function sizes(text: string, ranges: SizeRanges = {}): Arbitrary<NamedSizes> {
  return sizesOf(readSubject(text, Object.keys(ranges)), ranges);
}

function sizesOf(subject: Subject, ranges: SizeRanges): Arbitrary<NamedSizes> {
  const single = boundsOf(subject, ranges).map(
    ({ name, lo, hi }) => [name, fc.integer({ min: lo, max: hi })] as const,
  );
  const fitting = fc
    .record(Object.fromEntries(single))
    .filter((values: NamedSizes) => extentsAt(subject, asSizes(values)) !== null);
  return new Preferred(fitting, (values) => worthOf(Object.values(values)));
}

function asSizes(values: NamedSizes): Extents['sizes'] {
  return new Map(Object.entries(values).map(([name, n]) => [name, BigInt(n)]));
}

/**
 * Arrays of a shape, nested, of small integers, with which sums of products are exact.
 *
 * ```ts
 * tensor([2, 3]); // [[4, 0, -7], [1, 2, 9]]
 * ```
 */
export function tensor(shape: readonly number[], entries: Arbitrary<number> = entry): Arbitrary<Nested> {
  const count = shape.reduce((product, n) => product * n, 1);
  return fc.array(entries, { minLength: count, maxLength: count }).map((flat) => nested(flat, shape));
}

const entry = fc.integer({ min: -9, max: 9 });

/** Kernels of a few rows and columns, that rather differ in number. */
export function kernel(rows: SizeRange = [1, 4], columns: SizeRange = [1, 4]): Arbitrary<number[][]> {
  const both = fc.tuple(inRange(rows), inRange(columns));
  return new Preferred(both, worthOf).chain((shape) => tensor(shape) as Arbitrary<number[][]>);
}

function inRange(range: SizeRange): Arbitrary<number> {
  const [min, max] = typeof range === 'number' ? [range, range] : range;
  return fc.integer({ min, max });
}

/** Sizes, the inputs by name, and what the formula gives, exactly. */
export interface FormulaProblem {
  readonly sizes: NamedSizes;
  readonly inputs: Readonly<Record<string, Nested>>;
  readonly output: Nested;
}

/**
 * A formula with numbers: sizes, entries of its inputs, and what it gives.
 *
 * ```ts
 * fc.assert(fc.property(problem('tensor x[I], w[M]; assume M <= I; W * X'), ({ inputs, output }) => {
 *   expect(correlate(inputs.x, inputs.w)).toEqual(output);
 * }));
 * ```
 *
 * Throws where the text cannot be read.
 */
export function problem(text: string, ranges: SizeRanges = {}): Arbitrary<FormulaProblem> {
  const subject = readSubject(text, Object.keys(ranges));
  return sizesOf(subject, ranges).chain((values) => {
    const extents = extentsAt(subject, asSizes(values)) as Extents;
    return flatInputs(extents).map((inputs) => ({ sizes: values, ...solved(subject, extents, inputs) }));
  });
}

type FlatInputs = Readonly<Record<string, readonly number[]>>;

function flatInputs({ inputs }: Extents): Arbitrary<FlatInputs> {
  const arrays = [...inputs].map(([name, { shape }]) => {
    const count = shape.reduce((product, n) => product * n, 1);
    return [name, fc.array(entry, { minLength: count, maxLength: count })] as const;
  });
  return fc.record(Object.fromEntries(arrays));
}

function solved(
  { formula }: Subject,
  extents: Extents,
  flat: FlatInputs,
): Pick<FormulaProblem, 'inputs' | 'output'> {
  const entries = interpret(formula, extents, new Map(Object.entries(flat)), doubles);
  const inputs = [...extents.inputs].map(([name, { shape }]) => [name, nested(flat[name] ?? [], shape)]);
  return {
    inputs: Object.fromEntries(inputs),
    output: nested(entries.map(positive), extents.output.shape),
  };
}

/** 0 for -0. */
function positive(x: number): number {
  return x + 0;
}

/** Pairs are of rows and columns. */
export interface Convolution {
  /** Batch, channels, rows, columns. */
  readonly x: number[][][][];
  /** Output channels, channels, rows, columns. */
  readonly w: number[][][][];
  readonly stride: readonly [number, number];
  /** Zeros on each side. */
  readonly padding: readonly [number, number];
  readonly dilation: readonly [number, number];
  /** Batch, output channels, rows, columns: the correlation, as deep learning calls convolution. */
  readonly y: number[][][][];
  /** What y is, in native notation. */
  readonly formula: string;
}

/** What is not to be varied, or within which bounds. */
export interface ConvolutionRanges {
  readonly batch?: SizeRange;
  readonly channels?: SizeRange;
  readonly filters?: SizeRange;
  readonly image?: SizeRange;
  readonly kernel?: SizeRange;
  readonly stride?: SizeRange;
  readonly padding?: SizeRange;
  readonly dilation?: SizeRange;
}

/**
 * Layers with numbers: pictures, kernels, strides, padding, dilation and what comes out, of small integers. Strides are
 * rather 2 and more, channels several, pictures no squares; all shrink to the smallest.
 *
 * ```ts
 * convolution({ dilation: 1, padding: 0 })
 * ```
 */
export function convolution({
  batch = [1, 2],
  channels = [1, 3],
  filters = [1, 3],
  image = [1, 7],
  kernel: taps = [1, 3],
  stride = [1, 3],
  padding = [0, 2],
  dilation = [1, 2],
}: ConvolutionRanges = {}): Arbitrary<Convolution> {
  const numbers = fc
    .record({
      B: inRange(batch),
      C: inRange(channels),
      D: inRange(filters),
      I: inRange(image),
      J: inRange(image),
      M: inRange(taps),
      N: inRange(taps),
      S: inRange(stride),
      T: inRange(stride),
      P: inRange(padding),
      Q: inRange(padding),
      E: inRange(dilation),
      F: inRange(dilation),
    })
    .filter(({ I, J, M, N, P, Q, E, F }) => E * (M - 1) < I + 2 * P && F * (N - 1) < J + 2 * Q);
  const worth = (given: LayerNumbers): number => worthOf(Object.values(given));
  return new Preferred(numbers, worth).chain((given) => {
    const text = layerText(given);
    const subject = readSubject(text);
    const { B, C, D, I, J, M, N } = given;
    const extents = extentsAt(subject, asSizes({ B, C, D, I, J, M, N })) as Extents;
    return flatInputs(extents).map((flat): Convolution => {
      const { inputs, output } = solved(subject, extents, flat);
      return {
        x: inputs.x as number[][][][],
        w: inputs.w as number[][][][],
        stride: [given.S, given.T],
        padding: [given.P, given.Q],
        dilation: [given.E, given.F],
        y: output as number[][][][],
        formula: text,
      };
    });
  });
}

type LayerNumbers = Readonly<
  Record<'B' | 'C' | 'D' | 'I' | 'J' | 'M' | 'N' | 'S' | 'T' | 'P' | 'Q' | 'E' | 'F', number>
>;

function layerText({ S, T, P, Q, E, F }: LayerNumbers): string {
  const last = (i: string, m: string, stride: number, pad: number, step: number): string =>
    `floor((${i}+${2 * pad}-${step}*(${m}-1)-1)/${stride})+1`;
  const at = (k: string, m: string, stride: number, pad: number, step: number): string =>
    `${stride}*${k}+${step}*${m}-${stride + step - 1 + pad}`;
  return `tensor x[B,C,I,J], w[D,C,M,N]
index b in 1..B, d in 1..D, k in 1..${last('I', 'M', S, P, E)}, l in 1..${last('J', 'N', T, Q, F)}
y_<b,d,k,l> = sum_<c=1..C, m=1..M, n=1..N> w_<d,c,m,n> x_<b,c,${at('k', 'm', S, P, E)},${at('l', 'n', T, Q, F)}>`;
}
