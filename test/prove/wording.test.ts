// What is said of counterexamples: a sentence that a student understands, the same at every place.

import { describe, expect, test } from 'vitest';
import { judgeText } from '../../src/prove/file.js';

/** A false claim and what is said of it after "false:". */
const rows: readonly (readonly [claim: string, said: string])[] = [
  [
    'tensor x[M]; theorem t: sum_<m=1..M> x_<m> = sum_<m=1..M-1> x_<m>',
    'at M = 1 the left side is x_<1>, the right side is 0',
  ],
  [
    'tensor w[M], x[M]; theorem t: sum_<m=1..M> w_<m> x_<m> = sum_<m=1..M> w_<m> x_<M-m+1>',
    'at M = 2 the left side has w_<1> x_<1>, the right side has not',
  ],
  [
    'tensor w[M], x[M]; theorem t: sum_<m=2..M> w_<m> x_<m> = sum_<m=1..M, n=1..M> w_<m> x_<n>',
    'at M = 1 the left side is 0, the right side is w_<1> x_<1>',
  ],
  [
    'tensor x[M]; assume M >= 2; theorem t: 2 sum_<m=1..M> x_<m> = sum_<m=1..M> x_<m> + x_<2>',
    'at M = 2 the left side counts x_<1> twice, the right side once',
  ],
  [
    'tensor x[M]; assume M >= 2; theorem t: 1/M sum_<m=1..M> x_<m> = sum_<m=1..M> x_<m>',
    'at M = 2 the left side has 1/2 x_<1>, the right side x_<1>',
  ],
  [
    'tensor x[M]; assume M >= 2; theorem t: sum_<m=1..M> (x_<m> + 1) = 0',
    'at M = 2 the left side is 2 + x_<1> + x_<2>, the right side is 0',
  ],
  [
    'tensor W[M,N]; theorem t: rot180(W) = W',
    'at M = 1, N = 2, in row 1, column 1, the left side is w_<1,2>, the right side is w_<1,1>',
  ],
  [
    'tensor X[I]; size S, T; theorem t: dilate(rot180(dilate(X, S)), T) = dilate(X, S*T)',
    'at I = 2, S = 1, T = 1, in place 1, the left side is x_<2>, the right side is x_<1>',
  ],
  [
    'tensor W[M]; theorem t: rot180(W) = W',
    'at M = 2, in place 1, the left side is w_<2>, the right side is w_<1>',
  ],
  [
    'tensor W[M,N]; theorem t: transpose(W) = W',
    'at M = 1, N = 2 the shapes differ: the left side is N×M = 2×1, the right side is M×N = 1×2',
  ],
  ['theorem t: [1, 2; 3, 4] = [1, 2; 3, 5]', 'in row 2, column 2 the left side is 4, the right side is 5'],
  ['theorem t: 2*2 = 5', 'the left side is 4, the right side is 5'],
  ['size M, I; assume M <= I; theorem t: M < I', 'at M = 1, I = 1 it says 1 < 1'],
  ['tensor w[M]; theorem t: W != rot180(rot180(W))', 'the two sides are equal for all sizes'],
];

describe('what is said', () => {
  test.each(rows)('%s', (claim, said) => {
    const [judged] = judgeText(claim, { timeout: 10_000, budget: 100_000 });
    expect(judged?.verdict.verdict).toBe('refuted');
    expect(judged?.verdict.message).toBe(`false: ${said}`);
  });
});

/** A divisor that may be 0 somewhere, and what is said of it. */
const divisors: readonly (readonly [claim: string, said: string])[] = [
  ['size I, S; theorem t: mod(I, S-1) <= I', 'mod is by positive numbers and sizes only, not by S-1'],
  [
    'size I; index k in 1..I; theorem t: mod(I, k) <= I',
    'mod is by positive numbers and sizes only, not by k',
  ],
  ['size I, S; theorem t: floor(I/(S-1)) <= I', 'only numbers and sizes can be divided by, not S-1'],
  [
    'size I; theorem t: mod(I, floor((I-9)/2)+1) <= I',
    'mod is by positive numbers and sizes only, not by floor((I+1)/2)-4',
  ],
  [
    'tensor x[9]; theorem t: stride(X, 0)_<1> = x_<1>',
    'stride divides by positive numbers and sizes only, not by 0',
  ],
  [
    'tensor x[9]; theorem t: stride(X, -2) = stride(X, -3)',
    'stride divides by positive numbers and sizes only, not by -2',
  ],
  [
    'tensor x[9]; index s in 0..3; theorem t: meanpool(X, s, 1)_<1> = 0',
    'meanpool divides by positive numbers and sizes only, not by s',
  ],
];

describe('division by what may be 0', () => {
  test.each(divisors)('%s', (claim, said) => {
    const [judged] = judgeText(claim, { timeout: 10_000, budget: 100_000 });
    expect(judged?.verdict).toMatchObject({ verdict: 'unknown', message: `not understood: ${said}` });
  });

  test.each([
    'size I, M; theorem t: mod(I, 2*M-1) <= 2*M-2',
    'size I, S, M; theorem t: mod(I, S*(M-1)+1) <= S*(M-1)',
  ])('but %s', (claim) => {
    const [judged] = judgeText(claim, { timeout: 10_000, budget: 100_000 });
    expect(judged?.verdict.verdict).toBe('proved');
  });
});

describe('shapes that differ', () => {
  test('are what is shown, and no entry', () => {
    const text = 'tensor u[A], v[B]; theorem t: U * V = V * U';
    const [judged] = judgeText(text, { timeout: 10_000, budget: 100_000 });
    expect(judged?.verdict.counterexample).toMatchObject({
      sizes: { A: 1, B: 2 },
      indices: {},
      shapes: { left: '2', right: '0' },
    });
  });
});

test.each([
  ['tensor x[I]; theorem t: sum_<i=1..I> x[i] = 0', 'entries are written x_<i>'],
  [
    'tensor x[I]; index k; theorem t: x_<(k-1)/2+1> = 0',
    '1/2*k+1/2 is not an integer for all values of its indices; its whole part is floor((k+1)/2)',
  ],
])('%s', (text, said) => {
  const [judged] = judgeText(text, { timeout: 10_000, budget: 100_000 });
  expect(judged?.verdict).toMatchObject({ verdict: 'ill-formed' });
  expect(judged?.verdict.message).toContain(said);
});
