// Gradients are derived, not written: computed by loops and by the interpreter they are the differences of the formula.

import { describe, expect, test } from 'vitest';
import { compile, gradient } from '../../src/compute/compile.js';
import type { Rational } from '../../src/compute/numbers.js';
import { problem, type Row } from './problem.js';

/** Of degree two at most in the entries of an input, so that central differences are exact. */
const differentiated: readonly Row[] = [
  ['correlation', 'tensor w[M,N], x[I,J]; assume M <= I, N <= J', 'W * X', { M: 2, N: 1, I: 3, J: 2 }],
  ['full convolution', 'tensor w[M], x[I]', 'full(W, X)', { M: 2, I: 3 }],
  [
    'a layer with padding',
    'tensor w[D,C,M], x[B,C,I], b[D]; index n in 1..B, d in 1..D, k in 1..K',
    'b_<d> + sum_<c=1..C, p=1..M> w_<d,c,p> x_<n,c,k+p-2>',
    { B: 2, C: 2, D: 2, M: 3, I: 4, K: 4 },
  ],
  [
    'strides and dilation',
    'tensor w[D,M,N], x[I,J]; index d in 1..D, k in 1..K, l in 1..L',
    'sum_<p=1..M, q=1..N> w_<d,p,q> x_<2k+p-3,3l+2q-4>',
    { D: 2, M: 2, N: 2, I: 3, J: 5, K: 2, L: 2 },
  ],
  ['a stride', 'tensor x[I]', 'stride(X, 3)', { I: 7 }],
  ['means of blocks', 'tensor x[I,J]', 'meanpool(X, 2, 1)', { I: 5, J: 2 }],
  ['a product of matrices', 'tensor a[M,K], b[K,N]', 'A @ B', { M: 2, K: 3, N: 2 }],
  ['two layers', 'tensor v[N], w[M], x[I]; assume M+N <= I', 'V * (W * X)', { N: 2, M: 2, I: 5 }],
  [
    'a squared error',
    'tensor w[M], x[I], t[I]; index k in 1..I; define y_<k> = sum_<m=1..M> w_<m> x_<k+m-1>',
    '1/2 sum_<k=1..I> (y_<k> - t_<k>)^2',
    { M: 2, I: 4 },
  ],
];

describe('by every input', () => {
  test.each(differentiated)('%s', (_, declarations, formula, sizes) => {
    const text = `${declarations}; ${formula}`;
    const { shapes, inputs, expected } = problem(declarations, formula, sizes, 3);
    const options = { shapes, sizes };
    const forward = compile(text, { ...options, type: 'exact' });
    const outer = expected.map((_, i) => (i % 5) - 2);
    const error = (given: typeof inputs): number =>
      forward(given).reduce((sum, y, i) => sum + number(y) * (outer[i] as number), 0);
    for (const [name, entries] of Object.entries(inputs)) {
      const differences = entries.map((entry, i) => {
        const [more, less] = [1, -1].map((h) => error({ ...inputs, [name]: entries.with(i, entry + h) }));
        return ((more as number) - (less as number)) / 2;
      });
      const loops = gradient(text, name, { ...options, type: 'float64' });
      const exact = gradient(text, name, { ...options, type: 'exact' });
      expect(Array.from(loops(inputs, outer), (x) => x + 0)).toEqual(differences);
      expect(exact(inputs, outer).map(number)).toEqual(differences);
      expect(loops.shape).toEqual(shapes[name]);
    }
  });
});

function number({ num, den }: Rational): number {
  return Number(num) / Number(den);
}

test('the formula is told', () => {
  const text = 'tensor w[M], x[I]; assume M <= I; W * X';
  const options = { shapes: { W: [2], x: [4] }, type: 'float64' } as const;
  const backward = gradient(text, 'X', options);
  expect(backward.formula).toBe('sum_<k=1..I-M+1> g_<k> w_<i-k+1>');
  expect(backward({ w: [1, -1], x: [1, 4, 9, 16] }, [1, 1, 1])).toEqual(Float64Array.of(1, 0, 0, -1));
});

test('of maxima, where each is attained once', () => {
  for (const type of ['float64', 'exact'] as const) {
    const backward = gradient('tensor x[I]; maxpool(X, 2)', 'x', { shapes: { x: [5] }, type });
    const found = Array.from<number | Rational, number>(backward({ x: [1, 2, -3, -4, 9] }, [10, 100]), (x) =>
      typeof x === 'number' ? x : number(x),
    );
    expect(found).toEqual([0, 10, 100, 0, 0]);
  }
});

test('of maxima of sums, which are rounded', () => {
  const windows = 'max_<m=1..2> sum_<n=1..M> w_<n> x_<k+m+n-2>';
  const declared = 'tensor x[I], w[M]; index k in 1..I-M;';
  for (const text of [`${declared} ${windows}`, `${declared} define p_<k> = ${windows}; p_<k>`]) {
    const backward = gradient(text, 'w', { shapes: { x: [4], w: [3] }, type: 'float64' });
    for (let n = 1; n < 40; n++) {
      const x = [1, 2, 3, 4].map((i) => Math.sin(i * n));
      const w = [5, 6, 7].map((i) => Math.sin(i * n) ** 2);
      const sumFrom = (first: number): number =>
        w.reduce((sum, factor, i) => sum + factor * (x[first + i] as number), 0);
      const first = sumFrom(0) > sumFrom(1) ? 0 : 1;
      expect([...backward({ x, w }, [1])]).toEqual(x.slice(first, first + 3));
    }
  }
});

test('what is no number is told', () => {
  const exact = compile('tensor x[I]; 2 X', { shapes: { x: [1] }, type: 'exact' });
  expect(() => exact({ x: ['1/3'] as unknown as number[] })).toThrow('"1/3" is no number');
  const half = { shapes: { x: [1] }, type: 'float16' as 'float32' };
  expect(() => compile('tensor x[I]; 2 X', half)).toThrow('float32, float64, exact, not float16');
});

test('no made-up name is told', () => {
  const options = { shapes: { w: [2], x: [4] }, type: 'float64' } as const;
  expect(compile('tensor w[M], x[I]; assume M <= I; W * X', options).formula).toBe('(w * x)_<i>');
});

describe('what has no gradient says why', () => {
  const options = { shapes: { x: [4] }, type: 'exact' } as const;
  test.each([
    [
      'a product over a range',
      'tensor x[I]; prod_<i=1..I> x_<i>',
      'x',
      'a product over a range is not differentiated',
    ],
    ['no input', 'tensor x[I]; x_<1>', 'w', 'w is no input of the formula: x'],
  ])('%s', (_, text, wrt, message) => {
    expect(() => gradient(text, wrt, options)).toThrow(message);
  });
});
