// Every layer: loops compute what the interpreter does, in exact fractions where these know its functions; and its derived
// formula gives the differences of it.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Compiled, type CompileOptions, compile, gradient } from '../../src/compute/compile.js';
import type { Rational } from '../../src/compute/numbers.js';
import { meaningNamed } from '../../src/network/activation.js';
import { convolution, convolutionOverRows } from '../../src/network/convolution.js';
import {
  activation,
  addition,
  channelScale,
  concatenation,
  connected,
  crossEntropy,
  dropout,
  embedding,
  flatten,
  softmax,
  squaredError,
} from '../../src/network/dense.js';
import { shapesOf } from '../../src/network/graph.js';
import { type Layer, product } from '../../src/network/layer.js';
import { globalPooling, pooling, upsampling } from '../../src/network/pooling.js';

type Shape = readonly number[];
type Case = readonly [Layer, readonly Shape[]];

const few = fc.integer({ min: 1, max: 2 });
const side = fc.integer({ min: 1, max: 3 });

/** A picture or a sequence large enough for a kernel, its sides not the same. */
const convolutions: fc.Arbitrary<Case> = fc
  .record({
    batch: few,
    channels: few,
    filters: few,
    kernel: fc.array(side, { minLength: 1, maxLength: 2 }),
    stride: side,
    padding: fc.integer({ min: 0, max: 2 }),
    dilation: few,
    bias: fc.boolean(),
    more: fc.tuple(few, side),
  })
  .map(({ batch, channels, more, ...options }) => {
    const sides = options.kernel.map((m, d) => options.dilation * (m - 1) + 1 + (more[d] as number));
    return [convolution(options), [[batch, channels, ...sides]]];
  });

const poolings: fc.Arbitrary<Case> = fc
  .record({
    kind: fc.constantFrom('max', 'mean', 'min'),
    batch: few,
    channels: few,
    block: fc.array(side, { minLength: 1, maxLength: 2 }),
    stride: side,
    more: fc.tuple(few, side),
  })
  .map(({ kind, batch, channels, block, stride, more }) => [
    pooling(kind as 'max', { block, stride }),
    [[batch, channels, ...block.map((m, d) => m + (more[d] as number))]],
  ]);

const pictures = fc.tuple(few, few, side, side);
const lengths = fc.tuple(few, few, side);
const rows = fc.tuple(few, side);

const all: readonly (readonly [string, fc.Arbitrary<Case>])[] = [
  ['convolution', convolutions],
  ['pooling', poolings],
  [
    'kernels over the whole width',
    fc
      .tuple(few, fc.integer({ min: 3, max: 5 }), side, few, side)
      .map(([b, t, e, d, m]) => [convolutionOverRows(d, m), [[b, t, e]]]),
  ],
  ['global mean pooling', pictures.map((shape) => [globalPooling('mean'), [shape]])],
  ['pooling over time', lengths.map((shape) => [globalPooling('max'), [shape]])],
  ['upsampling of pictures', fc.tuple(pictures, side).map(([shape, by]) => [upsampling(by), [shape]])],
  ['upsampling of sequences', fc.tuple(lengths, side).map(([shape, by]) => [upsampling(by), [shape]])],
  ['fully connected', fc.oneof(pictures, rows).map((shape) => [connected(2), [shape]])],
  ['without bias', rows.map((shape) => [connected(3, { bias: false }), [shape]])],
  ['flatten', fc.oneof(pictures, lengths).map((shape) => [flatten, [shape]])],
  ['embedding', lengths.map((shape) => [embedding(3), [shape]])],
  ['scale and shift', pictures.map((shape) => [channelScale, [shape]])],
  ['addition', pictures.map((shape) => [addition, [shape, shape]])],
  [
    'concatenation',
    fc.tuple(rows, side).map(([[b, m], n]) => [
      concatenation,
      [
        [b, m],
        [b, n],
      ],
    ]),
  ],
  ['dropout', rows.map((shape) => [dropout(0.5), [shape]])],
  ['mean squared error', pictures.map((shape) => [squaredError, [shape, shape]])],
  ...['relu', 'sigmoid', 'tanh'].map(
    (kind) => [kind, rows.map((shape): Case => [activation(kind), [shape]])] as const,
  ),
  ['softmax', rows.map((shape) => [softmax, [shape]])],
  ['softmax with cross-entropy', rows.map((shape) => [crossEntropy, [shape, shape]])],
];

/** Numbers of which no two are the same, quarters so that they are exact, and none so near another that it is passed. */
function entries(count: number, seed: number): number[] {
  return Array.from(
    { length: count },
    (_, i) => ((((i * 7 + seed * 13) % 31) - 15) * (i % 2 === 0 ? 1 : 1.25)) / 4 + 0.0625,
  );
}

describe.each(all)('%s', (_, cases) => {
  test('forward and backward', () => {
    fc.assert(
      fc.property(cases, ([layer, shapes]) => agree(layer, shapes)),
      { numRuns: 6 },
    );
  });
});

function agree(layer: Layer, shapes: readonly Shape[]): void {
  const formulated = layer.at(shapes);
  const { text, made = {}, functions: used = {} } = formulated;
  const all = [...shapesOf(formulated, shapes)];
  const functions = Object.fromEntries(
    Object.entries(used).map(([name, kind]) => [name, meaningNamed(kind)]),
  );
  const options: CompileOptions<'float64'> = { shapes: Object.fromEntries(all), functions, type: 'float64' };
  const inputs = Object.fromEntries(all.map(([name, shape], i) => [name, entries(product(shape), i)]));
  const floats = formulated.inputs.map((name) => Float32Array.from(inputs[name] ?? []));
  for (const [name, { entries: make }] of Object.entries(made))
    inputs[name] = Array.from(make(floats, () => 0.7, true));
  const forward = compile(text, options);
  const found = Array.from(forward(inputs));
  if (Object.keys(functions).length === 0) {
    const exact = compile(text, { ...options, type: 'exact' })(inputs);
    expect(found).toEqual(exact.map((value) => expect.closeTo(number(value), 10)));
  }
  const outer = found.map((_, i) => (i % 3) - 1.5);
  for (const [name, shape] of all) {
    // What is made of the inputs is a constant to the derivative.
    if (name in made || product(shape) > 24) continue;
    const backward = gradient(text, name, options)(inputs, outer);
    const differences = differencesOf(forward, inputs, name, outer);
    expect(Array.from(backward)).toEqual(differences.map((value) => expect.closeTo(value, 5)));
  }
}

/** ∂(Σ g y)/∂(each entry) as a quotient of differences. */
function differencesOf(
  forward: Compiled<'float64'>,
  inputs: Readonly<Record<string, readonly number[]>>,
  name: string,
  outer: readonly number[],
): number[] {
  const h = 2 ** -14;
  const given = inputs[name] ?? [];
  const error = (i: number, by: number): number =>
    forward({ ...inputs, [name]: given.with(i, (given[i] as number) + by) }).reduce(
      (sum, y, k) => sum + y * (outer[k] as number),
      0,
    );
  return given.map((_, i) => (error(i, h) - error(i, -h)) / (2 * h));
}

function number({ num, den }: Rational): number {
  return Number(num) / Number(den);
}

describe('what a layer does not take', () => {
  test.each([
    [
      'a dimension too few',
      convolution({ filters: 1, kernel: [3, 3] }),
      [[1, 2, 3]],
      'convolution 3×3 takes 4 dimensions',
    ],
    [
      'two inputs',
      connected(2),
      [
        [1, 2],
        [1, 2],
      ],
      'fully connected takes one input, not 2',
    ],
    ['one input', addition, [[1, 2]], 'addition takes two inputs'],
    [
      'other shapes',
      addition,
      [
        [1, 2],
        [1, 3],
      ],
      'addition of 1×2 and 1×3',
    ],
  ] as const)('%s', (_, layer, shapes, message) => {
    expect(() => layer.at(shapes)).toThrow(message);
  });
});
