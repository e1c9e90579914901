// The interpreter computes what the second witness computes, and says why when it cannot.

import { describe, expect, test } from 'vitest';
import { type CompileOptions, compile } from '../../src/compute/compile.js';
import { problem } from './problem.js';
import { computed } from './rows.js';

describe('exact numbers are those of the witness', () => {
  test.each(computed)('%s', (_, declarations, formula, sizes) => {
    const { shapes, inputs, expected } = problem(declarations, formula, sizes, 1);
    const found = compile(`${declarations}; ${formula}`, { shapes, sizes, type: 'exact' })(inputs);
    expect(found.map(({ num, den }) => Number(num) / Number(den))).toEqual(expected);
  });
});

test('fractions stay fractions', () => {
  const mean = compile('tensor x[I]; 1/I sum_<i=1..I> x_<i>', { shapes: { x: [3] }, type: 'exact' });
  expect(mean({ x: [1, 0.5, { num: 1n, den: 3n }] })).toEqual([{ num: 11n, den: 18n }]);
  expect(mean.shape).toEqual([]);
});

test('the larger of two numbers, and pooling', () => {
  const relu = compile('tensor x[I]; index k in 1..I; max(x_<k>, 0)', {
    shapes: { x: [3] },
    type: 'float64',
  });
  expect(relu({ x: [-1, 2, 0.5] })).toEqual(Float64Array.of(0, 2, 0.5));
  const pool = compile('tensor x[I,J]; maxpool(X, 2, 2)', { shapes: { x: [2, 5] }, type: 'float32' });
  expect(pool({ x: [1, 2, 3, 4, 9, 8, 7, -6, 5, 9] })).toEqual(Float32Array.of(8, 5));
  expect(pool.shape).toEqual([1, 2]);
});

test('a recurrence is followed to its beginning', () => {
  const text = 'tensor f[N]; define R_0 = 1; define R_l = R_<l-1> + F_l - 1 for l >= 1; R_<N>';
  const field = compile(text, { shapes: { F: [3] }, type: 'exact' });
  expect(field({ F: [3, 5, 2] })).toEqual([{ num: 8n, den: 1n }]);
});

describe('what cannot be computed says why', () => {
  const options = (shapes: CompileOptions['shapes'], sizes = {}): CompileOptions => ({
    shapes,
    sizes,
    type: 'exact',
  });
  test.each([
    ['a shape is missing', 'tensor x[I]; X .* X', options({}), 'the shape of x is not given'],
    [
      'a dimension too many',
      'tensor x[I]; X .* X',
      options({ x: [2, 2] }),
      'x has 1 dimensions, and 2 are given',
    ],
    [
      'extents that contradict each other',
      'tensor x[I], y[I]; X .* Y',
      options({ x: [2], y: [3] }),
      'dimension 1 of y, I, would be 2, and 3 is given',
    ],
    [
      'an assumption',
      'tensor w[M], x[I]; assume M <= I; W * X',
      options({ w: [3], x: [2] }),
      'at these sizes M <= I does not hold',
    ],
    [
      'a size that no shape tells',
      'tensor x[I]; size S; stride(X, S)',
      options({ x: [4] }),
      'the size S is not known; sizes: { S: 1 } gives it',
    ],
    ['no such input', 'tensor x[I]; X .* X', options({ y: [2] }), 'y is no input of the formula: x'],
    [
      'an index without a range',
      'tensor x[I]; index k in 1..; x_<k>',
      options({ x: [2] }),
      'k has no end; index k in 1..K gives it one',
    ],
    [
      'a range that is not known',
      'tensor x[I]; index k in 1..I, l in 1..k; x_<l>',
      options({ x: [2] }),
      'the range of l depends on k',
    ],
  ] as const)('%s', (_, text, given, message) => {
    expect(() => compile(text, given)).toThrow(message);
  });

  test.each([
    ['too few entries', 'tensor x[I]; X .* X', { x: [1] }, 'x has 2 entries, and 1 are given'],
    ['no entries', 'tensor x[I]; X .* X', {}, 'the entries of x are not given'],
    ['what is no number', 'tensor x[I]; X .* X', { x: [1, Number.NaN] }, 'NaN is no fraction'],
    ['an opaque function', 'tensor x[I]; function a(z); a(x_<1>)', { x: [1, 1] }, 'of a(x_<1>)'],
    ['a maximum of nothing', 'tensor x[I]; max_<i=2..1> x_<i>', { x: [1, 1] }, 'the max of no numbers'],
  ] as const)('%s', (_, text, inputs, message) => {
    expect(() => compile(text, options({ x: [2] }))(inputs)).toThrow(message);
  });
});
