// Opaque functions of equal arguments are equal, whatever the arguments look like; of different ones they differ.

import { describe, expect, test } from 'vitest';
import { judgeText } from '../../src/prove/file.js';
import { agreesAt, claimsOf, firstDifference, totalSize } from '../support/brute.js';
import { confirms } from '../support/confirm.js';
import type { Row } from '../support/suite.js';

const line =
  'tensor w[M], v[M], x[I], y[I]; function a(z); index k in 1..I-M+1; define s_<k> = sum_<m=1..M> w_<m> x_<k+m-1>;';

const equal: readonly Row[] = [
  ['sums in another order', 'a(x_<1> + y_<1>) = a(y_<1> + x_<1>)'],
  ['products in another order', '2 a(x_<1> y_<1>) + a(y_<1> x_<1>) = 3 a(x_<1> y_<1>)'],
  ['equal terms', 'a(x_<1> + x_<1>) = a(2 x_<1>)'],
  ['terms that cancel', 'a(x_<1> - x_<1>) = a(0)'],
  ['multiplied out', 'a((x_<1> + 1)^2) = a(x_<1>^2 + 2 x_<1> + 1)'],
  ['outside the shape', 'a(w_<M+1>) = a(0)'],
  ['inside or outside', 'a(w_<k>) = [k <= M] a(w_<k>) + [k > M] a(0)'],
  ['a bracket', 'a([k = 1] x_<1>) = [k = 1] a(x_<1>) + [k > 1] a(0)'],
  ['indices', 'a(2 k + 1) = a(k + (k + 1))'],
  ['a sum turned round', 'a(sum_<m=1..M> w_<m> x_<k+m-1>) = a(sum_<p=1..M> w_<M-p+1> x_<k+M-p>)'],
  ['a sum split', 'a(sum_<m=1..M> w_<m>) = a(w_<1> + sum_<m=2..M> w_<m>)'],
  ['quotients', 'a(x_<1>) = a(M (1/M x_<1>))'],
  ['a mean', 'a(1/M sum_<m=1..M> w_<m>) = a(sum_<m=1..M> w_<m>/M)'],
  ['a sum of one term', 'a(sum_<n=2..2> x_<n-1>) = a(x_<1>)'],
  ['a sum over what nothing depends on', 'a(sum_<m=1..M> 1/M x_<k>) = a(x_<k>)'],
  ['a sum with a condition', 'a(sum_<m=1..M> [m = k] w_<m>) = a(w_<k>)'],
  ['an empty sum', 'a(sum_<m=1..M> [m > M] w_<m>) = a(0)'],
  ['a definition', 'a(s_<k>) = a(sum_<p=1..M> w_<M-p+1> x_<k+M-p>)'],
  ['a function of a function', 'a(a(x_<1> + y_<1>) + x_<2>) = a(x_<2> + a(y_<1> + x_<1>))'],
  ['summed, from the other end', 'sum_<m=1..M> a(w_<m> + v_<m>) = sum_<m=1..M> a(w_<M-m+1> + v_<M-m+1>)'],
  ['summed, with a weight', 'sum_<k=1..I> k a(x_<k>) = sum_<k=1..I> (I-k+1) a(x_<I-k+1>)'],
  ['summed, the range split', 'sum_<k=1..M> a(w_<k>) = a(w_<1>) + sum_<k=2..M> a(w_<k>)'],
  ['summed in a triangle', 'sum_<k=1..M, l=1..k> a(w_<k>) = sum_<k=1..M> k a(w_<k>)'],
  [
    'summed, sums inside',
    'sum_<k=1..I> a(sum_<m=1..M> w_<m> x_<k+m-1>) = sum_<k=1..I> a(sum_<p=1..M> w_<M-p+1> x_<I-k+1+M-p>)',
  ],
  [
    'summed, a definition inside',
    'sum_<k=1..I-M+1> a(s_<k>) = sum_<k=1..I-M+1> a(sum_<p=1..M> w_<M-p+1> x_<k+M-p>)',
  ],
].map(([name, claim]) => [name as string, `${line} theorem t: ${claim}`]);

const different: readonly Row[] = [
  ['entries', 'a(x_<1>) = a(y_<1>)'],
  ['a term more', 'a(x_<1> + y_<1>) = a(x_<1>)'],
  ['a multiple', 'sum_<m=1..M> a(w_<m>) = sum_<m=1..M> a(2 w_<m>)'],
  ['not linear', 'a(x_<1> + y_<1>) = a(x_<1>) + a(y_<1>)'],
  ['a derivative', "a'(x_<1>) = a(x_<1>)"],
  ['one too few', 'sum_<m=1..M> a(w_<m>) = sum_<m=1..M-1> a(w_<m>)'],
  ['equal for a kernel of one entry', 'a(s_<k>) = a(sum_<p=1..M> w_<p> x_<k+M-p>)'],
  ['equal where both are outside', 'a(w_<k>) = a(v_<k>)'],
  ['indices', 'a(k) = a(2 k - 1)'],
  ['an index and 0', 'a(k) = a(0)'],
].map(([name, claim]) => [name as string, `${line} theorem t: ${claim}`]);

describe('equal', () => {
  test.each(equal)('%s', (_, text) => {
    const [relation] = judgeText(text);
    expect(relation?.verdict.verdict, relation?.verdict.message).toBe('proved');
    const [claim] = claimsOf(text);
    expect(claim && firstDifference(claim, 4)).toBeNull();
  });
});

describe('different', () => {
  test.each(different)('%s', (_, text) => {
    const [relation] = judgeText(text);
    expect(relation?.verdict.verdict, relation?.verdict.message).toBe('refuted');
    const [claim] = claimsOf(text);
    const { counterexample } = relation?.verdict ?? {};
    if (claim === undefined || counterexample === undefined) throw new Error('nothing to compare');
    const first = firstDifference(claim, 4);
    if (first === null) throw new Error('no difference');
    expect(agreesAt(claim, first)).toBe(false);
    expect(confirms(claim, counterexample)).toBe('');
    // Sizes that do not matter are not mentioned and are 1.
    const given = claim.world.sizes.map((name) => [name, Number(counterexample.sizes[name] ?? 1)] as const);
    expect(totalSize(claim, first)).toBe(totalSize(claim, new Map(given)));
  });
});
