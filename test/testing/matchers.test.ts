// What one sees of a failure, and what one is told of a wrong use.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import '../../src/testing/vitest.js';
import { computes, computesGradient, type TestOptions } from '../../src/testing/verify.js';
import { root } from '../cli/run.js';
import { convolved, correlation, type Picture, turned } from './broken.js';

test('a failure, as the README shows it', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const [, program = '', shown = ''] =
    /```js\n(import[\s\S]*?)```[\s\S]*?```text\n([\s\S]*?)```/.exec(readme) ?? [];
  const [, text = ''] = /toCompute\(\s*`([\s\S]*?)`/.exec(program) ?? [];
  const conv2d = (x: Picture, w: Picture): unknown => convolved(x, w);
  const { pass, message } = computes(conv2d, text, { seed: 1 });
  expect(pass).toBe(false);
  expect(message()).toBe(shown.trimEnd());
});

test('the matchers throw it', () => {
  const conv2d = (x: Picture, w: Picture): unknown => convolved(x, w);
  expect(conv2d).toCompute(correlation, { runs: 3 });
  expect(conv2d).not.toCompute(turned);
  expect(() => expect(conv2d).toCompute(turned)).toThrow('the kernel w was rotated by a half turn');
  expect(() => expect(3).toCompute(turned)).toThrow('a function is expected');
  expect((w: readonly number[]) => w.map((entry) => 2 * entry)).toBeGradientOf(
    'tensor w[M]; sum_<m=1..M> w_<m>^2',
    { by: 'w', runs: 5 },
  );
});

test('a formula is shown as it was written', () => {
  const zero = (): number => 0;
  const shown = (text: string): string | undefined =>
    computes(zero, text, { seed: 1 }).message().split('\n')[0];
  expect(shown('tensor a[M,K], b[K,N]; A @ B')).toBe('the function does not compute y = A @ B');
  expect(shown('tensor x[I]; index k in 1..I; max(x_<k>,  0)')).toBe(
    'the function does not compute y_<k> = max(x_<k>, 0)',
  );
  expect(shown('tensor x[I]; index k in 1..I; define z[I]_<k> = 2 x_<k>')).toBe(
    'the function does not compute z_<k> = 2 x_<k>',
  );
});

test('lines may be indented as in a program', () => {
  const double = (x: readonly number[]): number[] => x.map((entry) => 2 * entry);
  expect(double).toCompute(`tensor x[I]
    index k in 1..I
    y_<k> = x_<k> +
      x_<k>`);
  expect(double).toCompute(`
    tensor x[I]

    index k in 1..I
    2 x_<k>
  `);
});

test('all that the package exports is there', () => {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    exports: Readonly<Record<string, Readonly<Record<string, string>>>>;
  };
  const paths = Object.values(exports).flatMap((entry) => Object.values(entry));
  expect(paths.filter((path) => !existsSync(join(root, path)) || !path.startsWith('./dist/'))).toEqual([]);
});

test('a seed gives the same again', () => {
  const conv2d = (x: Picture, w: Picture): unknown => convolved(x, w);
  const [first, second] = [1, 2].map(() => computes(conv2d, turned, { seed: 11 }).message());
  expect(first).toContain('{ seed: 11 }');
  expect(second).toBe(first);
});

describe('what comes back is no such array', () => {
  const rows: readonly (readonly [says: string, tested: (...args: never[]) => unknown])[] = [
    [
      'received an error: no kernel',
      () => {
        throw new Error('no kernel');
      },
    ],
    ['received undefined, which is no array of 2 dimensions', () => undefined],
    ['received a promise, which is no array of 2 dimensions', async () => [[1]]],
    ['received an array, which is no array of 2 dimensions', () => [[1, 2], [3]]],
    ['expected an array of 1×1, received one of 1×2', (x: Picture) => x.map((row) => [...row, 0])],
  ];
  test.each(rows)('%s', (says, tested) => {
    expect(computes(tested, correlation, { seed: 1, sizes: { I: 1, J: 1 } }).message()).toContain(says);
  });
});

describe('float tolerances are what rounding allows', () => {
  const mean = 'tensor x[I]; 1/I sum_<i=1..I> x_<i>';
  const rounded = (x: readonly number[]): number => {
    const sum = x.reduce((a, b) => Math.fround(a + b), 0);
    return Math.fround(sum / x.length);
  };
  const sizes = { I: [3, 60] } as const;
  const rows: readonly (readonly [
    tolerance: NonNullable<TestOptions['tolerance']>,
    off: number,
    pass: boolean,
  ])[] = [
    ['float32', 0, true],
    ['float32', 1e-4, false],
    ['float64', 0, false],
    ['exact', 0, false],
  ];
  test.each(rows)('%s, off by %d', (tolerance, off, pass) => {
    const tested = (x: readonly number[]): number => rounded(x) + off;
    expect(computes(tested, mean, { seed: 1, sizes, tolerance }).pass).toBe(pass);
  });
});

describe('layouts', () => {
  const layer =
    'tensor x[B,C,I,J], w[D,C,M,N]; assume M <= I, N <= J; index b in 1..B, d in 1..D, k in 1..I-M+1, l in 1..J-N+1; y_<b,d,k,l> = sum_<c=1..C, m=1..M, n=1..N> w_<d,c,m,n> x_<b,c,k+m-1,l+n-1>';
  const ones = { B: 1, D: 1, M: 1, N: 1, C: 2 } as const;
  test('NHWC has channels last, and kernels as HWIO', () => {
    const pixels = (x: number[][][][], w: number[][][][]): unknown =>
      x.map((picture) =>
        picture.map((row) =>
          row.map((pixel) => [pixel.reduce((sum, value, c) => sum + value * (w[0]?.[0]?.[c]?.[0] ?? 0), 0)]),
        ),
      );
    expect(pixels).toCompute(layer, { layout: 'NHWC', sizes: ones, runs: 5 });
    expect(pixels).not.toCompute(layer, { sizes: ones, runs: 5 });
    const order = [0, 2, 3, 1];
    expect(pixels).toCompute(layer, {
      layout: { x: order, y: order, w: [2, 3, 1, 0] },
      sizes: ones,
      runs: 5,
    });
  });
});

describe('wrong uses say why', () => {
  const rows: readonly (readonly [says: string, options: TestOptions])[] = [
    ['Q is no size of the formula, whose sizes are I, J, M, N', { sizes: { Q: 3 } }],
    ['no sizes were found that fit: I in 1..1, J in 1..6, M in 2..2', { sizes: { I: 1, M: 2 } }],
    ['layout: z is none of x, w, y', { layout: { z: [0, 1] } }],
    ['layout: x has 2 dimensions, and [0,2] is no order of these', { layout: { x: [0, 2] } }],
  ];
  test.each(rows)('%s', (says, options) => {
    expect(() => computes(() => 0, correlation, options)).toThrow(says);
  });
  test('no such input', () => {
    expect(() => computesGradient(() => 0, correlation, { by: 'v' })).toThrow(
      'v is no input of the formula: x, w',
    );
  });
});
