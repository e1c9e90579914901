// What is wrong is found, and said in the words of the field.

import { describe, expect, test } from 'vitest';
import { computes, computesGradient, type Tested } from '../../src/testing/verify.js';
import {
  convolved,
  correlation,
  dilated,
  type How,
  type Picture,
  padded,
  strided,
  turned,
} from './broken.js';

interface Sizes {
  readonly S: number;
  readonly D: number;
}

const how =
  (given: How | ((sizes: Sizes) => How)): Tested =>
  (x: Picture, w: Picture, sizes: Sizes) =>
    convolved(x, w, typeof given === 'function' ? given(sizes) : given);

const half: How['tap'] = (w, m, n) => w[w.length - 1 - m]?.[(w[0]?.length ?? 0) - 1 - n] ?? 0;

const pooling =
  'tensor x[I,J]; index k in 1..floor(I/2), l in 1..floor(J/2); y_<k,l> = max_<m=1..2, n=1..2> x_<2k+m-2,2l+n-2>';

/** What is taken of each block of four. */
const pooled =
  (take: (...four: readonly number[]) => number): Tested =>
  (x: Picture) => {
    const at = (i: number, j: number): number => x[i]?.[j] ?? Number.NaN;
    const [K, L] = [x.length >> 1, (x[0]?.length ?? 0) >> 1];
    return Array.from({ length: K }, (_, k) =>
      Array.from({ length: L }, (_, l) =>
        take(at(2 * k, 2 * l), at(2 * k, 2 * l + 1), at(2 * k + 1, 2 * l), at(2 * k + 1, 2 * l + 1)),
      ),
    );
  };

describe('what is right passes', () => {
  const rows: readonly (readonly [name: string, tested: Tested, text: string])[] = [
    ['a correlation', how({}), correlation],
    ['a convolution', how({ tap: half }), turned],
    ['strides', how(({ S }) => ({ stride: [S, S] })), strided],
    ['padding', how({ pad: 1 }), padded],
    ['pooling', pooled(Math.max), pooling],
    ['an operation of the prelude', how({}), 'tensor x[I,J], w[M,N]; assume M <= I, N <= J; W * X'],
    [
      'a number',
      (x: readonly number[]) => x.reduce((a, b) => a + b * b, 0),
      'tensor x[I]; sum_<i=1..I> x_<i>^2',
    ],
  ];
  test.each(rows)('%s', (_, tested, text) => {
    expect(computes(tested, text, { runs: 8 }).pass).toBe(true);
  });
});

describe('what is wrong looks like what it is', () => {
  const rows: readonly (readonly [says: string, tested: Tested, text: string])[] = [
    ['the kernel w was rotated by a half turn: convolution and', how({}), turned],
    ['the kernel w was rotated by a half turn: convolution and', how({ tap: half }), correlation],
    [
      'the kernel w was turned over top to bottom, and not rotated',
      how({ tap: (w, m, n) => w[w.length - 1 - m]?.[n] ?? 0 }),
      correlation,
    ],
    ['height and width of the kernel w were swapped', how({ tap: (w, m, n) => w[n]?.[m] ?? 0 }), correlation],
    [
      'height and width of x were swapped: a row was taken to be as long as a column',
      (x: Picture, w: Picture) => {
        const flat = x.flat();
        const at = (i: number, j: number): number => flat[i * x.length + j] ?? Number.NaN;
        const read = x.map((row, i) => row.map((_, j) => at(i, j)));
        return convolved(read, w);
      },
      correlation,
    ],
    ['the stride was ignored', how({}), strided],
    ['the stride was applied to rows only', how(({ S }) => ({ stride: [S, 1] })), strided],
    ['the stride was applied to columns only', how(({ S }) => ({ stride: [1, S] })), strided],
    ['the padding was ignored', how({}), padded],
    [
      'the padding was ignored',
      how(({ D }) => ({ row: (k, m) => k + D * m, column: (l, n) => l + D * n, dilation: D, pad: 1 })),
      dilated,
    ],
    [
      'beyond the edges the nearest entries were taken',
      how({
        pad: 1,
        beyond: (x, i, j) => {
          const row = x[Math.min(Math.max(i, 0), x.length - 1)] ?? [];
          return row[Math.min(Math.max(j, 0), row.length - 1)] ?? 0;
        },
      }),
      padded,
    ],
    ['the mean was taken, not the largest', pooled((...four) => four.reduce((a, b) => a + b) / 4), pooling],
    ['the smallest was taken, not the largest', pooled(Math.min), pooling],
    [
      'the mean was taken, not the sum',
      (x: Picture) =>
        x.map((row) => {
          const taken = row.filter((_, i) => i % 2 === 0);
          return taken.reduce((a, b) => a + b) / taken.length;
        }),
      'tensor x[N,I]; index n in 1..N; y_<n> = sum_<k=1..floor((I-1)/2)+1> x_<n,2*k-1>',
    ],
    [
      'of x only the entries with n = 1 were read',
      (x: Picture) => x.map(() => x[0]),
      'tensor x[N,I]; index n in 1..N, i in 1..I; y_<n,i> = x_<n,i>',
    ],
    [
      'the sum over n stops one too early',
      how({ tap: (w, m, n) => (n === (w[0]?.length ?? 0) - 1 ? 0 : (w[m]?.[n] ?? 0)) }),
      correlation,
    ],
    [
      'everything is M*N times what it should be',
      how({}),
      correlation.replace('y_<k,l> =', 'y_<k,l> = 1/(M*N)'),
    ],
    [
      'what was computed is sum_<m=1..M, n=1..N> w_<m,n> x_<k+m-1,l+n+1>',
      how({ column: (l, n) => l + n + 2 }),
      correlation,
    ],
  ];
  test.each(rows)('%s', (says, tested, text) => {
    const { pass, message } = computes(tested, text, { seed: 5, tolerance: 'float64' });
    expect(pass).toBe(false);
    expect(message()).toContain(`it looks as if ${says}`);
  });

  const batch = (C: string): string =>
    `tensor x[B,C,I], w[D,C,M]; index b in 1..B, d in 1..D, k in 1..I; y_<b,d,k> = sum_<c=1..${C}, m=1..M> w_<d,c,m> x_<b,c,k+m-1>`;
  type Signals = readonly Picture[];
  const layer =
    (channel: (w: Signals, d: number, c: number, m: number) => number): Tested =>
    (x: Signals, w: Signals) =>
      x.map((signal) =>
        w.map((kernel, d) =>
          (signal[0] ?? []).map((_, k) =>
            signal.reduce(
              (sum, row, c) =>
                sum +
                (kernel[0] ?? []).reduce((all, _, m) => all + channel(w, d, c, m) * (row[k + m] ?? 0), 0),
              0,
            ),
          ),
        ),
      );
  test.each([
    ['of the channels c only the first was taken', (w, d, c, m) => (c > 0 ? 0 : (w[d]?.[c]?.[m] ?? 0))],
    [
      'the channels c were taken in reverse order',
      (w, d, c, m) => w[d]?.[(w[d]?.length ?? 0) - 1 - c]?.[m] ?? 0,
    ],
    ['input and output channels of the kernel w were swapped', (w, d, c, m) => w[c]?.[d]?.[m] ?? 0],
  ] as readonly (readonly [string, Parameters<typeof layer>[0]])[])('%s', (says, channel) => {
    expect(
      computes(
        layer((w, d, c, m) => w[d]?.[c]?.[m] ?? 0),
        batch('C'),
        { runs: 5 },
      ).pass,
    ).toBe(true);
    expect(computes(layer(channel), batch('C'), { seed: 2 }).message()).toContain(says);
  });
});

test('a gradient', () => {
  const scattered =
    (tap: (w: Picture, m: number, n: number) => number): Tested =>
    (x: Picture, w: Picture, g: Picture) => {
      const sums = x.map((row) => row.map(() => 0));
      g.forEach((row, k) => {
        row.forEach((value, l) => {
          w.forEach((taps, m) => {
            taps.forEach((_, n) => {
              const to = sums[k + m] as number[];
              to[l + n] = (to[l + n] as number) + value * tap(w, m, n);
            });
          });
        });
      });
      return sums;
    };
  const options = { by: 'x', seed: 3 };
  const right = scattered((w, m, n) => w[m]?.[n] ?? 0);
  expect(computesGradient(right, correlation, options).pass).toBe(true);
  const message = computesGradient(
    scattered(half as NonNullable<typeof half>),
    correlation,
    options,
  ).message();
  expect(message).toContain('the kernel w was rotated by a half turn');
  expect(message).toContain('expected [[0, ');
  const squares = 'tensor x[I]; sum_<i=1..I> x_<i>^2';
  const twice = computesGradient((x: readonly number[]) => x, squares, options).message();
  expect(twice).toContain('everything is 1/2 of what it should be');
});

describe('what is no slip of the formula', () => {
  const line = 'tensor w[M], x[I]; assume M <= I; index k in 1..I-M+1; sum_<m=1..M> w_<m> x_<k+m-1>';
  const sums = (w: readonly number[], x: readonly number[]): number[] =>
    Array.from({ length: x.length - w.length + 1 }, (_, k) =>
      w.reduce((sum, tap, m) => sum + tap * (x[k + m] as number), 0),
    );
  test.each<readonly [string, Tested, object, string]>([
    ['nothing', () => [], {}, 'only the shape of the output is wrong'],
    [
      'one too few',
      (w: number[], x: number[]) => sums(w, x).slice(0, -1),
      {},
      'only the shape of the output is wrong',
    ],
    [
      'single precision',
      (w: number[], x: number[]) => sums(w, x).map(Math.fround),
      { tolerance: 'float64' },
      'only the rounding is off',
    ],
  ])('%s', (_, tested, options, says) => {
    expect(computes(tested, line, { seed: 3, ...options }).message()).toContain(says);
  });
  test('a tolerance that there is not', () => {
    const tolerance = 'float16' as 'float32';
    expect(() => computes(sums, line, { tolerance })).toThrow('exact, float32 or float64, not float16');
  });
});

test('a gradient of maxima is tried where none is attained twice', () => {
  const pooling = 'tensor x[I]; index k in 1..floor(I/2); max_<m=1..2> x_<2*k-2+m>';
  const toTheFirst = (x: readonly number[], g: readonly number[]): number[] =>
    x.map((value, i) => {
      const k = Math.floor(i / 2);
      const [a, b] = [x[2 * k] as number, x[2 * k + 1] as number];
      return k < g.length && value === Math.max(a, b) && (i % 2 === 0 || a < b) ? (g[k] as number) : 0;
    });
  for (let seed = 1; seed < 10; seed++)
    expect(computesGradient(toTheFirst, pooling, { by: 'x', seed }).pass).toBe(true);
  const negative = (x: readonly number[], g: readonly number[]): number[] => toTheFirst(x, g).map((y) => -y);
  expect(computesGradient(negative, pooling, { by: 'x', seed: 1 }).message()).toContain('the sign is wrong');
});
