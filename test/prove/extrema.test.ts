// Maxima and minima: equal ones are proved so for all real entries, and of different ones numbers are found that tell
// them apart. Each row: a context, a claim, and its verdict, with the point where it is refuted.

import { describe, expect, test } from 'vitest';
import { judgeText } from '../../src/prove/file.js';

const timeout = 40_000;

function verdictOn(context: string, claim: string): string {
  const [relation] = judgeText(`${context}; theorem t: ${claim}`, { timeout, budget: 1_000_000 });
  const { verdict, counterexample } = relation?.verdict ?? {};
  if (counterexample === undefined) return `${verdict}`;
  const { sizes, values, left, right } = counterexample;
  const at = Object.entries({ ...sizes, ...values }).map(([name, n]) => `${name} = ${n}`);
  return `${verdict} at ${at.join(', ')}: ${left}, ${right}`;
}

const blocks = 'size S, K; tensor X[S*K], Y[S*K]';
const window = 'size M, N; tensor x[I]; index k in 1..I';
const numbers = 'tensor a, b, c';

test.each([
  [window, 'max_<m=1..M> x_<k+m> = max_<p=1..M> x_<k+M-p+1>', 'proved'],
  [window, 'max_<m=1..M, n=1..N> x_<k+m> = max_<m=1..M> x_<k+m>', 'proved'],
  [window, 'max_<m=1..M> max_<n=1..N> x_<m+n> = max_<n=1..N, m=1..M> x_<m+n>', 'proved'],
  [window, 'max_<m=1..M> max_<n=1..M> x_<m+n> = max_<s=2..2M> x_<s>', 'proved'],
  [window, 'min_<m=1..M> (-2) x_<m> + k = k - 2 max_<m=1..M> x_<m>', 'proved'],
  [window, 'sum_<n=1..N> x_<n> max_<m=1..M> x_<m+n> = sum_<q=1..N> x_<q> max_<p=1..M> x_<M-p+1+q>', 'proved'],
  [window, 'max_<m=1..M> (M x_<m>) = M max_<m=1..M> x_<m>', 'proved'],
  [window, 'max_<m=1..M> x_<k> = x_<k>', 'proved'],
  [window, 'max_<m=1..M> min_<n=m..M> (-2) = -2', 'proved'],
  [numbers, 'max(a, b) = max(a-b, 0) + b', 'proved'],
  [numbers, 'min(a, b) = a - max(a-b, 0)', 'proved'],
  [numbers, 'max(a, b) + min(a, b) = a + b', 'proved'],
  [numbers, 'a + b = 2 max(a, b) - max(a-b, b-a)', 'proved'],
  [numbers, 'max(a, b, c) = max(c, a, b)', 'proved'],
  [numbers, 'max(a, b) - 3 = max(b-3, a-3)', 'proved'],
  [blocks, 'rot180(maxpool(X, S, K)) = maxpool(rot180(X), S, K)', 'proved'],
  ['size K; tensor X[6*K]', 'maxpool(maxpool(X, 2, 3*K), 3, K) = maxpool(X, 6, K)', 'proved'],
  ['size S, T; tensor x[S*T]', 'max_<t=1..T> max_<s=1..S> x_<S*t+s-S> = max_<m=1..S*T> x_<m>', 'proved'],
])('%s; %s', (context, claim, expected) => {
  expect(verdictOn(context, claim)).toBe(expected);
});

test.each([
  [window, 'max_<m=1..M> x_<m> = x_<1>', 'refuted at M = 2, I = 1, x = [-1]: 0, -1'],
  [window, 'max_<m=1..M> x_<m> = min_<m=1..M> x_<m>', 'refuted at M = 2, I = 1, x = [1]: 1, 0'],
  [window, 'max_<m=1..M> (-1) x_<m> = (-1) max_<m=1..M> x_<m>', 'refuted at M = 2, I = 1, x = [1]: 0, -1'],
  [numbers, 'max(a, 0) = a', 'refuted at a = -1: 0, -1'],
  [numbers, 'max(a, b)^2 = max(a^2, b^2)', 'refuted at a = -1, b = 0: 0, 1'],
  [numbers, 'max(a, b) = a + b', 'refuted at a = 1, b = 1: 1, 2'],
  [numbers, 'max(a, b) - min(a, b) = a - b', 'refuted at a = 0, b = 1: 1, -1'],
  [
    blocks,
    'maxpool(plus(X, Y), S, K) = plus(maxpool(X, S, K), maxpool(Y, S, K))',
    'refuted at S = 2, K = 1, X = [1, 0], Y = [0, 1]: 1, 2',
  ],
  // Numbers of the claim itself are tried for entries.
  [window, '[x_<k> = 5] 1 = 0', 'refuted at I = 1, x = [5]: 1, 0'],
  [numbers, '[a = 7/13] 1 = 0', 'refuted at a = 7/13: 1, 0'],
  [numbers, 'max(a, 100) = 100', 'refuted at a = 101: 101, 100'],
  // At M = 1 the right side is a maximum over nothing.
  [window, 'max_<m=1..M> x_<m> = max_<m=1..M-1> x_<m>', 'refuted at M = 2, I = 1, x = [-1]: 0, -1'],
])('%s; %s is false', (context, claim, expected) => {
  expect(verdictOn(context, claim)).toBe(expected);
});

test.each([
  ['over what may be nothing nothing is taken out', 'max_<m=2..M> (x_<m> + 1) = max_<m=2..M> x_<m> + 1'],
  ['nor is it one of equal numbers', 'max_<m=2..M> x_<k> = x_<k>'],
  [
    'nor are maxima joined of which some may be over nothing',
    'max_<m=1..M> max_<n=2..m> x_<n> = max_<n=2..M> x_<n>',
  ],
])('%s', (_, claim) => {
  expect(verdictOn(window, claim)).toBe('unknown');
});

describe('maxima over one point, or of one number', () => {
  test.each([
    ['max(x_<k>, x_<k>) = x_<k>', 'proved'],
    ['max(x_<k>, x_<i>) = x_<k>', 'refuted'],
    ['max_<m=1..1> x_<k+m-1> = x_<k>', 'proved'],
    ['max_<m=k..k> x_<m+1> = x_<k>', 'refuted'],
    ['maxpool(X, 1) = X', 'proved'],
    ['max_<m=1..1, j=m..3> x_<m+j> = max_<j=1..3> x_<j+1>', 'proved'],
    ['min(x_<k>, x_<k>, x_<k>) = x_<k>', 'proved'],
  ])('%s', (claim, expected) => {
    const [judged] = judgeText(`tensor x[I]; index k in 1..I, i in 1..I; theorem t: ${claim}`);
    expect(judged?.verdict.verdict, judged?.verdict.message).toBe(expected);
  });
});

describe('integrals of odd functions', () => {
  test.each([
    ['int_<t> t f(t) f(-t) = 0', 'proved'],
    ['int_<t> t^3 f(t) f(-t) = 0', 'proved'],
    ['sum_<k> k f(k) f(-k) = 0', 'proved'],
    ['int_<t> t^2 f(t) f(-t) = 0', 'unknown'],
  ])('%s', (claim, expected) => {
    const [judged] = judgeText(`function f(t); theorem t: ${claim}`);
    expect(judged?.verdict.verdict, judged?.verdict.message).toBe(expected);
  });
});
