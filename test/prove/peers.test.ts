// Mistakes that computer algebra systems are known to make on index sums. Ours are right, and a second witness says so.

import { describe, expect, test } from 'vitest';
import { judgeText } from '../../src/prove/file.js';
import { judged, type Outcome } from '../audit/verdict.js';
import { failure } from '../support/failure.js';
import { rows } from '../support/rows.js';

/** Every verdict of a text is as expected, and brute force finds nothing wrong with it. */
function expectVerdicts(text: string, ...expected: readonly Outcome[]): void {
  const findings = judged({ text, made: 'slip', outside: false, smaller: () => [] }, 20_000);
  expect(findings.map(({ outcome }) => outcome)).toEqual(expected);
  for (const { outcome, wrong } of findings) if (outcome !== 'ill-formed') expect(wrong).toBeNull();
}

describe('a bound index stays inside its sum', () => {
  // Moving the conditions of zero extension out of the sum leaves its index free outside: the difference of the two
  // forms of full convolution then has an m that nothing binds, and is no longer 0.
  const line = 'tensor w[M], x[I]; index k in 1..I+M-1;';
  rows(expectVerdicts, [
    [`${line} theorem t: sum_<m=1..M> w_<m> x_<k-m+1> - sum_<i=1..I> w_<k-i+1> x_<i> = 0`, 'proved'],
    [
      `${line} theorem t: sum_<m=1..M> [1 <= k-m+1, k-m+1 <= I] w_<m> x_<k-m+1> - sum_<i=1..I> [1 <= k-i+1, k-i+1 <= M] w_<k-i+1> x_<i> = 0`,
      'proved',
    ],
    [
      `${line} theorem t: sum_<m=1..M> [1 <= k-m+1, k-m+1 <= I] w_<m> x_<k-m+1> = [1 <= k, k <= I] sum_<m=1..M> w_<m> x_<k-m+1>`,
      'refuted',
    ],
  ]);

  test('outside it is nothing', () => {
    const [relation] = judgeText(
      `${line} theorem t: [1 <= k-m+1, k-m+1 <= I] sum_<m=1..M> w_<m> x_<k-m+1> = full(w, x)_<k>`,
    );
    expect(relation?.verdict.verdict).toBe('ill-formed');
    expect(relation?.verdict.message).toMatch(/^m is not declared/);
  });
});

describe('the sum over the solutions of i = 2k knows parity', () => {
  // Evaluated as if i = 2k always had the solution k = i/2, the sum is d_<i/2> for odd i, too.
  const line = 'tensor d[K]; index i, j;';
  rows(expectVerdicts, [
    [`${line} theorem t: sum_<k=1..K> [i = 2k] d_<k> = [2 divides i] sum_<k=1..K> [i = 2k] d_<k>`, 'proved'],
    [`${line} theorem t: sum_<k=1..K> [2j = 2k] d_<k> = d_<j>`, 'proved'],
    [`${line} theorem t: sum_<k=1..K> [2j+1 = 2k] d_<k> = 0`, 'proved'],
    [`${line} theorem t: sum_<k=1..K> [2j+1 = 2k] d_<k> = d_<j>`, 'refuted'],
    [`${line} theorem t: sum_<i=1..2*K+1, k=1..K> [i = 2k] d_<k> = sum_<k=1..K> d_<k>`, 'proved'],
    [`${line} theorem t: sum_<i=1..2*K+1, k=1..K> [i = 2k] d_<k> = 2 sum_<k=1..K> d_<k>`, 'refuted'],
  ]);
});

describe('a multiple of an index is no index', () => {
  // m -> u m is a bijection between ranges only for u = 1 and u = -1; it leaves out what is no multiple of u.
  const line = 'tensor x[I]; size M, U;';
  rows(expectVerdicts, [
    [`${line} theorem t: sum_<m=1..M> x_<m> = sum_<m=1..M> x_<U*m>`, 'refuted'],
    [`${line} theorem t: sum_<n=U..U*M> x_<n> = sum_<m=1..M> x_<U*m>`, 'refuted'],
    [`${line} theorem t: sum_<n=2..2*M> x_<n> = sum_<m=1..M> x_<2*m>`, 'refuted'],
    [`${line} theorem t: sum_<n=2..2*M> [2 divides n] x_<n> = sum_<m=1..M> x_<2*m>`, 'proved'],
    [`${line} theorem t: sum_<n=-M..-1> x_<-n> = sum_<m=1..M> x_<m>`, 'proved'],
  ]);
});

describe('entries are the same when their subscripts are', () => {
  // Taken for different symbols because they are spelled differently, x_<k+m-1> would not depend on x_<i>.
  const line = 'tensor x[I]; index k, m, i in 1..I;';
  rows(expectVerdicts, [
    [`${line} theorem t: diff(x_<k+m-1>, x_<i>) = [i = k+m-1] 1`, 'proved'],
    [`${line} theorem t: diff(x_<k+m-1>, x_<i>) = 0`, 'refuted'],
    [`${line} theorem t: diff(x_<k+m-1>, x_<i>) = [i = k+m] 1`, 'refuted'],
    [`${line} theorem t: diff(x_<k+m-1>, x_<k-1+m>) = [1 <= k+m-1, k+m-1 <= I] 1`, 'proved'],
  ]);
});

describe('two subscripts are written as two', () => {
  // w_1_2 is read by some as w with subscript 1_2, by others as (w_1)_2.
  test('w_1_2 is an error', () => {
    const error = failure(() => judgeText('tensor w[M,N]; theorem t: w_1_2 = w_<1,2>'));
    expect(error.message).toMatch(/`w_1_2` is ambiguous; write w_<1,2>/);
  });

  // Printed without its comma, w_{1,12} is w_{112}, and so is w_{11,2}.
  test('their comma is printed', () => {
    const [relation] = judgeText(
      'tensor w[A,B]; index a in 1..A, b in 1..B; theorem t: w_<1,12> w_<a,b> = w_<11,2> w_<a,b>',
    );
    expect(relation?.reading).toBe('w_<1,12> w_<a,b> = w_<11,2> w_<a,b>');
    expect(relation?.verdict.counterexample?.left).toContain('w_<1,12>');
  });
  rows(expectVerdicts, [['tensor w[A,B]; theorem t: w_<1,12> = w_<11,2>', 'refuted']]);
});

describe('a subscript is an index', () => {
  // A sum over p of w_p, where w_p is a symbol like any other, would be P w_p.
  rows(expectVerdicts, [
    ['tensor w[P]; theorem t: sum_<p=1..P> w_p = sum_<q=1..P> w_<q>', 'proved'],
    ['tensor w[P]; theorem t: sum_<p=1..P> w_p = P w_1', 'refuted'],
  ]);

  test('bound in the sum only', () => {
    const [relation] = judgeText('tensor w[P]; theorem t: sum_<p=1..P> w_p = P w_p');
    expect(relation?.verdict.verdict).toBe('ill-formed');
    expect(relation?.verdict.message).toMatch(/^p is not declared/);
  });
});

describe('i is an index', () => {
  // Not the imaginary unit.
  rows(expectVerdicts, [
    ['theorem t: sum_<i=1..4> i^2 = 30', 'proved'],
    ['theorem t: sum_<i=1..4> i^2 = -4', 'refuted'],
    ['index i; theorem t: i i = -1', 'refuted'],
    ['tensor x[I]; index i; theorem t: i^2 x_<i> = -x_<i>', 'refuted'],
  ]);
});
