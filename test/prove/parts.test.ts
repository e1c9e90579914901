// Sides that are alike but for a part: the parts are compared in their place, terms with the same points together, and
// what stands around them is not multiplied out. Each claim would take far longer, or time out, if it were.

import { describe, expect, test } from 'vitest';
import { judgeText } from '../../src/prove/file.js';
import { claimsOf, firstDifference } from '../support/brute.js';

/** Milliseconds that a claim may take; most of these need less than a hundredth. */
const timeout = 40_000;

function verdictOn(text: string): string {
  const [relation] = judgeText(text, { timeout, budget: 1_000_000 });
  return `${relation?.verdict.verdict}: ${relation?.verdict.message}`;
}

/** True claims, as brute force finds at small sizes, too. */
function proved(table: readonly (readonly [title: string, text: string])[]): void {
  test.each(table)('%s', (_, text) => {
    expect(verdictOn(text)).toMatch(/^proved/);
    const [claim] = claimsOf(text);
    expect(claim && firstDifference(claim, 3)).toBeNull();
  });
}

const stride = 'size M, S; tensor c[M,S], x[M*S]; index k in 1..M, l in 0..S;';

describe('a part in its place', () => {
  proved([
    [
      'a summand',
      `${stride} theorem t: sum_<m=1..M, n=1..S> c_<m,n+S*k-S> x_<m+n> + x_<k> = sum_<m=1..M, n=1..S> c_<m,n+S*k-S> x_<m+n> + sum_<q=k..k> x_<q>`,
    ],
    [
      'a factor under a condition',
      `${stride} theorem t: sum_<m=1..S> [m >= k] c_<k,m+S*l-S> x_<m> = sum_<m=1..S> [m >= k] c_<k,m+S*l-S> ([m > 0] x_<m>)`,
    ],
    [
      'a body over the same ranges',
      `${stride} theorem t: sum_<m=k+1..S, n=1..M> c_<n,m+S*k+l-S> x_<m> = sum_<p=k+1..S, q=1..M> c_<q,p+S*k+l-S> 1/M (sum_<r=1..M> x_<p>)`,
    ],
    [
      'a base of a power',
      'size M, N; tensor d[M,M]; index k in 1..M; theorem t: sum_<m=1..N> (sum_<n=1..M> d_<m,n> d_<n,k>)^2 = sum_<m=1..N> (sum_<n=1..M> d_<m,M-n+1> d_<M-n+1,k>)^2',
    ],
  ]);
  test('an argument of a function', () => {
    const text =
      'size M, N; tensor z[M], u; function f(t); theorem t: sum_<m=1..N> f(u)^2 z_<m> = sum_<m=1..N> f(sum_<n=1..M> u + u - sum_<n=1..M> u)^2 z_<m>';
    expect(verdictOn(text)).toMatch(/^proved/);
  });
});

describe('the same points', () => {
  proved([
    [
      'told apart by a condition',
      `${stride} theorem t: 2 sum_<m=1..M, n=1..S> [S <= m+1] c_<n+S*k-S-m-2,m+S*l+l-1> = [S = M+1] 2 sum_<m=1..M, n=1..S> [S <= m+1] c_<n+S*k-S-m-2,m+S*l+l-1> + [S != M+1] 2 sum_<p=1..M, q=1..S> [S <= p+1] c_<q+S*k-S-p-2,p+S*l+l-1>`,
    ],
    [
      'the first index split off',
      `${stride} theorem t: sum_<m=1..M, n=1..S> c_<m-l-1,S+S*k-n-m+1> c_<m,n+S*l> = sum_<m=1..M> (c_<m-l-1,S+S*k-m> c_<m,S*l+1> + sum_<n=2..S> c_<m-l-1,S+S*k-n-m+1> c_<m,n+S*l>)`,
    ],
    [
      'every third index, which the subscripts do not tell',
      'size M, N; tensor b[N]; theorem t: sum_<m=0..N-1, n=0..M-1> b_<N+m-n+3> = sum_<r=-1..M> [0 <= 3*r, 3*r <= M-1] sum_<s=0..N-1> b_<N+s-3*r+3> + sum_<r=-1..M> [0 <= 3*r+1, 3*r+1 <= M-1] sum_<s=0..N-1> b_<N+s-3*r+2> + sum_<r=-1..M> [0 <= 3*r+2, 3*r+2 <= M-1] sum_<s=0..N-1> b_<N+s-3*r+1>',
    ],
    [
      'an index that kept the entries inside',
      'size M; tensor a[M]; index k in 1..M; theorem t: sum_<m=1..M, n=m-M+1..m, p=1..n> a_<M-n+1> = sum_<m=1..M, n=m-M+1..m> { sum_<p=1..n> a_<M-n+1> if k != m-1; sum_<q=1..n> a_<M-n+1> otherwise }',
    ],
    [
      'twice and once less',
      'size M, N; tensor c[M,N]; index k in 1..N; theorem t: sum_<m=1..M> (2 sum_<n=1..N> c_<m,n>^2 c_<m,k> - sum_<p=1..N> c_<m,p>^2 (c_<m,k> + sum_<q=m+2..m+1> c_<m,q>)) = sum_<m=1..M, n=1..N> c_<m,k> c_<m,n>^2',
    ],
    [
      'terms without a point',
      `${stride} theorem t: sum_<m=1..M, n=1..S> c_<M+S*k+n-S,n> x_<m> = sum_<m=1..M, n=l..S> c_<m,n+S*k> x_<n>`,
    ],
    [
      'a condition said twice',
      'size M, N; tensor d[M,M]; theorem t: sum_<m=0..N-1> d_<m,m> = sum_<m=0..1, n=ceil(-m/2)..floor((N-m-1)/2)> d_<2*n+m,2*n+m>',
    ],
    [
      'a coefficient that is 1 at the only point',
      'size M, N; tensor d[M,M]; index l in 0..N; theorem t: 1/2 sum_<m=1..1> [m <= l] (m+1) d_<M+l-m+2,m>^2 = 1/2 sum_<m=1..N> [m < 2, m <= l] (m+1) d_<M+l-m+2,m>^2',
    ],
  ]);
});

describe('products of sizes', () => {
  proved([
    ['a floor of a floor', 'size I, S, T; theorem t: floor(floor(I/S)/T) = floor(I/(S*T))'],
    [
      'two layers, the sizes in one',
      'size I, M, N, S, T; theorem t: floor((I+S-M-N*S)/(S*T))+1 = floor((floor((I-M)/S)-N+1)/T)+1',
    ],
    [
      'a common factor left over',
      'size I, S, T; theorem t: floor((3*floor(I/S)+2)/(3*T)) = ceil((I+1)/(S*T))-1',
    ],
    ['a multiple, divided', 'size I, S; theorem t: floor((S*ceil(I/S)-S)/S)+1 = floor((I-1)/S)+1'],
    ['a remainder of a remainder', 'size I, S; theorem t: mod(mod(I,S),S) = mod(I,S)'],
    ['a difference of reciprocals', 'size M; theorem t: 1/M - 1/(M+1) = 1/(M*(M+1))'],
    [
      'dilated twice',
      'tensor x[I]; size S, T; index k in 1..I; theorem t: dilate(dilate(X,S),T)_<k> = dilate(X,S*T)_<k>',
    ],
  ]);
  test('a remainder is less than its divisor, and not more than what is divided', () => {
    expect(verdictOn('size I, S; theorem t: mod(I,S) <= S-1')).toMatch(/^proved/);
    expect(verdictOn('size I, S; theorem t: mod(I,S) <= I')).toMatch(/^proved/);
    expect(verdictOn('size I, S; theorem t: mod(I,S) <= I-1')).toMatch(/^refuted.*I = 1/);
  });
});

describe('quotients by a size under a sum', () => {
  proved([
    [
      'in a subscript, with an index that has a range',
      'size S; tensor x[S]; index i in 1..S; theorem t: sum_<k=0..S-1> x_<mod(k+i,S)+1> = sum_<k=1..S> x_<k>',
    ],
    ['an index beside it', 'size S; index i in 0..S; theorem t: sum_<k=0..S-1> floor((k+i)/S) = i'],
    ['remainders of 1, …, S', 'size S; theorem t: sum_<k=1..S> mod(k,S) = S*(S-1)/2'],
    ['none where the range is empty', 'size S; theorem t: sum_<k=1..S-1> mod(k,S) = S*(S-1)/2'],
    ['up to four values', 'size S; theorem t: sum_<k=1..S> mod(k+2,S) = S*(S-1)/2'],
    ['three rounds', 'size S; theorem t: sum_<k=0..3*S-1> floor(k/S) = 3*S'],
    ['any number of rounds, from 1', 'size S, K; theorem t: sum_<k=1..K*S> mod(k,S) = K*S*(S-1)/2'],
    ['any number of rounds', 'size S, K; theorem t: sum_<k=0..K*S-1> floor(k/S) = S*K*(K-1)/2'],
    [
      'ranges that are multiples',
      'size S, K; theorem t: sum_<q=0..K-1,k=0..K*S-1> [S*q <= k, k <= S*q+S-1] q = sum_<q=0..K-1> S*q',
    ],
    [
      'a smaller range than the size',
      'size S, I; assume I <= S; theorem t: sum_<i=1..I> floor((i+S)/S) = I + floor(I/S)',
    ],
  ]);
});

describe('multiples of a size', () => {
  proved([
    [
      'in the opposite order',
      'size S, M; tensor w[S*M]; theorem t: sum_<a=1..M> w_<S*a> = sum_<b=1..M> w_<S*(M+1-b)>',
    ],
    [
      'in the opposite order, up to the size itself',
      'size S; tensor w[S*S]; theorem t: sum_<a=2..S> w_<S*a-1> = sum_<b=2..S> w_<S*(2+S-b)-1>',
    ],
    [
      'every S-th entry',
      'tensor x[I]; size S; theorem t: sum_<i=1..I> [S divides i] x_<i> = sum_<j=1..floor(I/S)> x_<S*j>',
    ],
    [
      'and the others',
      'tensor x[I]; size S; index k in 1..I; theorem t: [S divides k] x_<k> + [not (S divides k)] x_<k> = x_<k>',
    ],
    ['a step further', 'size S; index i; theorem t: [S divides i] 1 = [S divides i+S] 1'],
    [
      'all multiples of an index, their first ones apart',
      'size M, S; tensor z[0..M+S], c[M,S]; theorem t: sum_<m=1..S> c_<m,S-m+1> + sum_<m=1..M, n=1..S> z_<S*m+n> = sum_<m=1..S> c_<S-m+1,m> + sum_<m=1..M> (z_<S*m+1> + sum_<n=2..S> z_<S*m+n>)',
    ],
    [
      'entries that are never inside',
      `${stride} theorem t: sum_<m=1..S, n=1..M> c_<M+S*k+k+S-m+1,n> x_<m> = [l <= M-1] sum_<m=1..S, n=1..M> c_<M+S*k+k+S-m+1,n> x_<m>`,
    ],
    [
      'entries inside for one stride only, which are not inside together',
      `${stride} theorem t: sum_<m=1..M> [S <= l] sum_<n=m..S> c_<m,2*S+S*k-n+1> c_<m,n+S*l+m-3> x_<m+k> = [S <= l] sum_<m=1..M> sum_<n=m..S> c_<2*S+S*k-n+1,m> c_<m,n+S*l+m-3> x_<m+k>`,
    ],
    [
      'every fourth index beside them',
      `${stride} theorem t: sum_<m=1..S, n=1..M> x_<n+S*k> = sum_<m=-1..M+3> [1 <= 4*m, 4*m <= M+1] [4*m <= S] sum_<n=1..M> x_<n+S*k> + sum_<m=-1..M+3> [1 <= 4*m+1, 4*m+1 <= M+1] [4*m+1 <= S] sum_<n=1..M> x_<n+S*k> + sum_<m=-1..M+3> [1 <= 4*m+2, 4*m+2 <= M+1] [4*m+2 <= S] sum_<n=1..M> x_<n+S*k> + sum_<m=-1..M+3> [1 <= 4*m+3, 4*m+3 <= M+1] [4*m+3 <= S] sum_<n=1..M> x_<n+S*k> + sum_<m=M+2..S> [1 <= m] sum_<n=1..M> x_<n+S*k>`,
    ],
  ]);
  test('one step further', () => {
    expect(verdictOn('size S; index i; theorem t: [S divides i] 1 = [S divides i+1] 1')).toMatch(/^refuted/);
    expect(verdictOn('size S; index i; theorem t: [S-1 divides i] 1 = 0')).toMatch(/^unknown.*positive/);
  });
});

describe('functions of indices', () => {
  test.each([
    ['a term split off', 'sum_<m=1..M> a(m) = a(1) + sum_<m=2..M> a(m)'],
    ['the last one', 'sum_<m=1..M> a(m) = a(M) + sum_<m=1..M-1> a(m)'],
    ['reversed', 'sum_<m=1..M> a(m) = sum_<m=1..M> a(M+1-m)'],
    ['one point', 'sum_<m=1..M> [m = 3] a(m) = [M >= 3] a(3)'],
    ['the indices exchanged', 'sum_<m=1..M, n=1..N> a(m+n) = sum_<n=1..N, m=1..M> a(m+n)'],
  ])('%s', (_, claim) => {
    expect(verdictOn(`size M, N; function a(z); theorem t: ${claim}`)).toMatch(/^proved/);
  });
  test('one step too far', () => {
    const claim = 'sum_<m=1..M> a(m) = sum_<m=1..M> a(m+1)';
    expect(verdictOn(`size M; function a(z); theorem t: ${claim}`)).toMatch(/^refuted.*at M = 1/);
  });
});

describe('functions of arguments that two indices share', () => {
  const over = 'tensor x[I]; function a(z); theorem t:';
  proved([
    [
      'a product, each way round',
      `${over} sum_<i=1..I, j=1..I> [i < j] a(x_<i> x_<j>) = sum_<i=1..I, j=1..I> [i > j] a(x_<i> x_<j>)`,
    ],
    [
      'the diagonal apart',
      `${over} sum_<i=1..I, j=1..I> a(x_<i> x_<j>) = sum_<i=1..I> a(x_<i>^2) + 2 sum_<i=1..I> sum_<j=i+1..I> a(x_<i> x_<j>)`,
    ],
    [
      'where entries add up',
      `${over} sum_<i=1..I, j=1..I> a(x_<i> + x_<j>) = sum_<i=1..I> a(2*x_<i>) + 2 sum_<i=1..I> sum_<j=i+1..I> a(x_<i> + x_<j>)`,
    ],
    [
      'where entries cancel',
      `${over} sum_<i=1..I> sum_<j=i+1..I> a((x_<i> - x_<j>)^2) = 1/2 sum_<i=1..I, j=1..I> a((x_<i> - x_<j>)^2) - I/2 a(0)`,
    ],
    [
      'terms of two tensors',
      'tensor x[I], y[I]; function a(z); theorem t: sum_<i=1..I, j=1..I> a(x_<i> y_<j> + x_<j> y_<i>) = sum_<i=1..I> a(2 x_<i> y_<i>) + 2 sum_<i=1..I, j=1..i-1> a(x_<i> y_<j> + x_<j> y_<i>)',
    ],
    [
      'a shift',
      'tensor x[I]; function a(z); index k in 0..I; theorem t: sum_<i=1..I> a(x_<i> x_<i+k>) = sum_<i=1..I> a(x_<i> x_<i-k>)',
    ],
    [
      'a reflection, the middle apart',
      `${over} sum_<i=1..I> a(x_<i> + x_<I-i+1>) = 2 sum_<i=1..floor(I/2)> a(x_<i> + x_<I-i+1>) + { a(2*x_<floor((I+1)/2)>) if mod(I,2) = 1; 0 otherwise }`,
    ],
    [
      'sums of products',
      'tensor x[I,J]; function a(z); theorem t: sum_<i=1..I, j=1..I> a(sum_<k=1..J> x_<i,k> x_<j,k>) = sum_<i=1..I> a(sum_<k=1..J> x_<i,k>^2) + 2 sum_<i=1..I> sum_<j=i+1..I> a(sum_<k=1..J> x_<i,k> x_<j,k>)',
    ],
    [
      'of indices alone',
      'size I; function a(z); theorem t: sum_<m=1..I, n=1..I> a(m^2+n^2) = sum_<m=1..I> a(2*m^2) + 2 sum_<m=1..I, n=m+1..I> a(m^2+n^2)',
    ],
  ]);
  test.each([
    ['the diagonal twice', 'sum_<i=1..I, j=1..I> a(x_<i> x_<j>) = 2 sum_<i=1..I, j=i..I> a(x_<i> x_<j>)', 1],
    ['a difference', 'sum_<i=1..I, j=i..I> a(x_<i> - x_<j>) = sum_<i=1..I, j=1..i> a(x_<i> - x_<j>)', 2],
    [
      'the sum of equal entries once',
      'sum_<i=1..I, j=1..I> a(x_<i> + x_<j>) = sum_<i=1..I> a(x_<i>) + 2 sum_<i=1..I, j=i+1..I> a(x_<i> + x_<j>)',
      1,
    ],
  ])('%s', (_, claim, I) => {
    expect(verdictOn(`${over} ${claim}`)).toMatch(new RegExp(`^refuted.*at I = ${I}`));
  });
});

describe('quotients of a higher degree', () => {
  proved([
    ['a triangular number', 'index k; theorem t: floor(k*(k+1)/2) = k*(k+1)/2'],
    ['a square modulo 4', 'index k; theorem t: mod(k^2,4) = mod(k,2)'],
    ['two names', 'index k, l; theorem t: mod(k*l,2) = mod(k,2)*mod(l,2)'],
    ['six cases', 'size A; theorem t: mod(A^3 - A, 6) = 0'],
    ['a sum of halves', 'size M; theorem t: sum_<m=1..M> ceil(m/2) = floor((M+1)^2/4)'],
    ['points of a triangle', 'size A; theorem t: sum_<a=1..A, b=1..A> [a+2*b <= A] 1 = floor((A-1)^2/4)'],
    [
      'as a bound',
      'size A; tensor x[A]; theorem t: sum_<i=1..floor(A*(A-1)/2)> x_<i> = sum_<i=1..A> [2*i <= A^2-A] x_<i>',
    ],
  ]);
  test.each([
    ['size A; theorem t: mod(A^2, 8) <= 4', /^proved/],
    ['size A; theorem t: mod(A^2, 8) <= 3', /^refuted.*at A = 2/],
    ['size A; theorem t: mod(A^3 - A, 12) = 0', /^refuted.*at A = 2/],
    ['index k in 3..9; theorem t: mod(k*(k+1),4) = 0', /^refuted.*at k = 5/],
  ])('%s', (text, said) => {
    expect(verdictOn(text)).toMatch(said);
  });
});

describe('strides', () => {
  proved([
    [
      'turned round',
      'size K, S; tensor x[I]; assume I = S*(K-1)+1; theorem t: rot180(stride(X, S)) = stride(rot180(X), S)',
    ],
    [
      'taken and put back',
      'size S; tensor x[I]; index i in 1..I; theorem t: dilate(stride(X, S), S)_<i> = [mod(i-1, S) = 0] x_<i>',
    ],
  ]);
  test('those for which tensors are equal are named', () => {
    const text =
      'size K, R; tensor x[I]; assume I = 2*R*K; theorem t: sumpool(sumpool(X, R), 2) = sumpool(X, 2*R)';
    const [relation] = judgeText(text, { timeout: 6000, budget: 1_000_000 });
    expect(relation?.verdict.message).toMatch(/true for all sizes|holds for R = 1, 2/);
  });
});

test.each([
  ['{ u if k > 2; u otherwise }', 'u'],
  ['{ u if (n < 2) or ((2 divides k) or (n = 2*N-1)); u otherwise }', 'u'],
  ['{ 1 if k > 2; u if k > 1; u otherwise }', '{ 1 if k > 2; u otherwise }'],
  ['{ { u if n < 3; 0 otherwise } if m > k; { u if n < 3; 0 otherwise } otherwise }', '[n < 3] u'],
])('cases that make no difference: %s', (cases, same) => {
  const text = `size M, N; tensor u; index k; theorem t: sum_<m=1..M, n=1..N> ${cases} = sum_<m=1..M, n=1..N> ${same}`;
  expect(verdictOn(text)).toMatch(/^proved/);
});

describe('what vanishes in a narrow place only', () => {
  proved([
    [
      'beside an index without a least value',
      'size M, N; index i; theorem t: sum_<m=i+1..M, n=1..M, p=n+1..N> [p < 3] 1 = sum_<m=i+1..M, n=1..M> (sum_<p=n+1..N> [p <= M-2] [p < 3] 1 + sum_<p=n+1..N> [p > M-2] [p < 3] 1)',
    ],
  ]);
});

describe('arguments of functions', () => {
  proved([
    [
      'that are entries only where there is a term',
      'size M, N; tensor x[M+N-1]; function f(t); theorem t: sum_<m=1..M, n=1..m-1> f(x_<n+1>) = sum_<m=1..M> sum_<n=1..M> [n <= m-1] f(x_<n+1>)',
    ],
  ]);
});

describe('indices that no subscript tells', () => {
  proved([
    [
      'one bound taken to another',
      'size M, N; tensor b[N]; index i; theorem t: sum_<m=1..M-i, n=m-M+1..m> sum_<p=1..n-1> b_<N-p+1> = sum_<m=1..M-i, n=m-M+1..m> sum_<p=1..2*m-M-n> b_<N-p+1>',
    ],
    [
      'two bounds taken to two',
      'size M; tensor z[0..M]; index k in 1..M; theorem t: sum_<m=1..k> sum_<n=m-M+1..m, p=1..n> z_<M+m-p-2> = sum_<m=-M+2..k> sum_<n=1..k> [k-n-M+2 <= m, m <= k-n+1] sum_<p=1..m> z_<M+k-p-n-1>',
    ],
    [
      'two indices of one sum for two of another, with a third at its end',
      'size M, N; tensor b[N]; index l in 0..N; theorem t: sum_<m=l+1..l+N> sum_<n=m..m+M-1, p=n..n+M-1> b_<N-m-p+1> = sum_<m=l+1..l+N-1> sum_<n=m..m+M-1, p=n..n+M-1> b_<N-m-p+1> + sum_<n=l+N..l+N+M-1, p=n..n+M-1> b_<-l-p+1>',
    ],
  ]);
});

describe('one index of three counted from the other end', () => {
  const sum = (of: string): string => `sum_<t=1..M, r=1..t, p=0..M+1> ${of}`;
  proved([
    [
      'in a square of remainders',
      `size M; theorem t: ${sum('(mod(r-p+2, 3))^2')} = ${sum('(mod(t-r-p+3, 3))^2')}`,
    ],
    ['in a quotient', `size M; theorem t: ${sum('floor((r-p)/3)')} = ${sum('floor((t-r+1-p)/3)')}`],
  ]);
  test('not one place further', () => {
    const text = `size M; theorem t: ${sum('floor((r-p)/3)')} = ${sum('floor((t-r+2-p)/3)')}`;
    expect(verdictOn(text)).toMatch(/^refuted/);
  });
});

describe('quotients that add up to what has none', () => {
  proved([
    [
      'in subscripts, ranges and brackets',
      'size M, N; tensor x[M+N-1]; index l in 0..N; theorem t: sum_<m=1..N> x_<m+l-1> = sum_<m=1..floor(N/2)+ceil(N/2)> [floor(m/2)+floor((m+1)/2) >= 1] x_<3*floor((floor((m+l-1)/3)+floor((m+l)/3)+floor((m+l+1)/3))/3)+mod(floor((m+l-1)/3)+floor((m+l)/3)+floor((m+l+1)/3),3)>',
    ],
  ]);
  test('are not confused with others', () => {
    const text =
      'size N; tensor x[N]; theorem t: sum_<m=1..N> x_<m> = sum_<m=1..N> x_<floor(m/3)+floor((m+1)/3)+floor((m+3)/3)>';
    expect(verdictOn(text)).toMatch(/^refuted/);
  });
});

describe('a square as squares and twice the products of two', () => {
  proved([
    [
      'of sums over products of entries of one tensor',
      'size M, N; tensor c[M,N]; index k in 1..M; theorem t: (sum_<n=0..N-1> c_<n+2,n-k> c_<M+k-n+1,n+k>)^2 = sum_<n=-1..N+1> ([0 <= n, n <= N-1] c_<n+2,n-k> c_<M+k-n+1,n+k>)^2 + 2 sum_<p=-1..N+1, q=p+1..N+1> ([0 <= p, p <= N-1] c_<p+2,p-k> c_<M+k-p+1,p+k>) [0 <= q, q <= N-1] c_<q+2,q-k> c_<M+k-q+1,q+k>',
    ],
  ]);
});

describe('free indices in quotients of bound ones', () => {
  proved([
    [
      'by their remainders',
      'size M, N; tensor x[M+N-1]; index l in 0..N; theorem t: sum_<m=l+1..N> x_<m+l-1> = sum_<m=l+1..N-1> x_<floor((m+l-1)/3)+floor((m+l)/3)+floor((m+l+1)/3)> + sum_<m=N..N> [l+1 <= m] x_<floor((m+l-1)/3)+floor((m+l)/3)+floor((m+l+1)/3)>',
    ],
  ]);
});

test('entries outside of their tensor do not hide what is common', () => {
  const digits = 'sum_<s=0..1, v=0..1, t=-2..M+4> [1 <= 4*t+2*v+s, 4*t+2*v+s <= M]';
  const guard = (q: string): string => `[(${q} > p-1) or ((${q} <= 2) or (M <= 1))]`;
  const left = `sum_<p=0..M-1> sum_<q=1..M> ${guard('q')} u (a_<2*q+M-2> + a_<3*p+N-1>) + a_<-1>`;
  const right = `sum_<p=0..M-1> ${digits} ${guard('4*t+2*v+s')} (u a_<8*t+4*v+2*s+M-2> + u a_<3*p+N-1>)`;
  const rest = 'sum_<m=1..N, n=0..N-1> [M = 4*m-2] u';
  const text = `size M, N; tensor u, a[M]; theorem t: ${rest} + ${left} = ${rest} + ${right}`;
  expect(verdictOn(text)).toMatch(/^proved/);
});

describe('two indices that are the digits of one', () => {
  proved([
    [
      'in the subscripts of one factor',
      'size M, N; tensor b[N]; theorem t: sum_<q=0..3, p=-1..M+2> [1 <= 4*p+q, 4*p+q <= M] sum_<n=1..N> b_<3*n+4*p+q-3> = sum_<m=1..M, n=1..N> b_<3*n+m-3>',
    ],
    [
      'in the range of another index',
      'size N; tensor b[N]; theorem t: sum_<m=1..N, n=1..N-m> b_<m-n-1> = sum_<p=1..N, s=0..1, r=-1..N-p+2> [1 <= 2*r+s, 2*r+s <= N-p] b_<p-2*r-s-1>',
    ],
    [
      'counted from 1, in the coefficient as well',
      'size M; tensor b[3*M]; theorem t: sum_<p=1..M, q=1..3> (3*p+q-3) b_<3*p+q-3> = sum_<m=1..3*M> m b_<m>',
    ],
    [
      'where a condition narrows the range of one, in a sum that is counted',
      'size N; tensor u; theorem t: sum_<r=0..1, n=-1..3> [0 <= 2*n+r, 2*n+r <= 2] sum_<q=-1..N> [0 <= 3*q+2*n+r, 3*q+2*n+r <= N-1] u = N u',
    ],
  ]);
  proved([
    [
      'where the range of the high one depends on the low one',
      'size M, N; tensor x[M+N-1]; index k in 1..M; theorem t: sum_<m=1..M-k> sum_<n=m+1..m+M> (M-1) x_<M+N-3*n-k-1> = sum_<m=0..2, n=ceil((-m+1)/3)..floor((M-k-m)/3)> sum_<p=3*n+m+1..3*n+m+M> (M-1) x_<M+N-3*p-k-1>',
    ],
  ]);
  test('where one of them occurs alone, they are two', () => {
    const text =
      'size M; tensor b[3*M]; theorem t: sum_<p=1..M, q=1..3> p b_<3*p+q-3> = sum_<m=1..3*M> m b_<m>';
    expect(verdictOn(text)).toMatch(/^refuted/);
  });
});

describe('the residue classes of an index', () => {
  proved([
    [
      'of two',
      'size M; tensor b[M]; theorem t: sum_<n=-1..M> [1 <= 2*n, 2*n <= M] b_<2*n> + sum_<n=-1..M> [1 <= 2*n+1, 2*n+1 <= M] b_<2*n+1> = sum_<m=1..M> b_<m>',
    ],
    [
      'in the range of another index and in the coefficient',
      'size M, N; tensor z[0..M]; theorem t: sum_<m=1..N> sum_<n=1..M> sum_<p=m..N> (M+p+1) z_<2*m+n> = sum_<q=-1..N+2> [1 <= 2*q, 2*q <= N] sum_<r=1..M> sum_<s=2*q..N> (M+s+1) z_<4*q+r> + sum_<q=-1..N+2> [1 <= 2*q+1, 2*q+1 <= N] sum_<r=1..M> sum_<s=2*q+1..N> (M+s+1) z_<4*q+r+2>',
    ],
    [
      'of three, with the ranges of the classes as they are',
      'size K; tensor b[3*K]; theorem t: sum_<n=0..K-1> b_<3*n+1> + sum_<n=0..K-1> b_<3*n+2> + sum_<n=0..K-1> b_<3*n+3> = sum_<m=1..3*K> b_<m>',
    ],
    [
      'of functions of entries, each class with its own words for what is inside',
      'size M, N; tensor b[N]; function f(t); function g(t); index i; theorem t: sum_<m=0..M-1> f(b_<m+i-1>) g(b_<m>) = sum_<m=-1..M> [0 <= 2*m, 2*m <= M-1] f(b_<2*m+i-1>) g(b_<2*m>) + sum_<m=-1..M> [0 <= 2*m+1, 2*m+1 <= M-1] f(b_<2*m+i>) g(b_<2*m+1>)',
    ],
  ]);
  proved([
    [
      'of three, with rounded ends',
      'size M, N; tensor b[2*M+N]; theorem t: sum_<m=1..M, n=1..N> m b_<2*m+n> = sum_<m=ceil(1/3)..floor(M/3), n=1..N> 3*m b_<6*m+n> + sum_<m=ceil(0/3)..floor((M-1)/3), n=1..N> (3*m+1) b_<6*m+n+2> + sum_<m=ceil((-1)/3)..floor((M-2)/3), n=1..N> (3*m+2) b_<6*m+n+4>',
    ],
    [
      'of four, in coefficients alone',
      'size M, N; index i; theorem t: sum_<q=1..M-i, r=1..N> (q-1) = sum_<v=-1..M-i+2> [1 <= 4*v, 4*v <= M-i] sum_<r=1..N> (4*v-1) + sum_<v=-1..M-i+2> [1 <= 4*v+1, 4*v+1 <= M-i] sum_<r=1..N> 4*v + sum_<v=-1..M-i+2> [1 <= 4*v+2, 4*v+2 <= M-i] sum_<r=1..N> (4*v+1) + sum_<v=-1..M-i+2> [1 <= 4*v+3, 4*v+3 <= M-i] sum_<r=1..N> (4*v+2)',
    ],
  ]);
  test.each([
    [
      'a class ends too soon',
      'size M; tensor b[M]; function f(t); theorem t: sum_<m=1..M> f(b_<m>)^2 = sum_<m=0..M> [1 <= 4*m, 4*m <= M] f(b_<4*m>)^2 + sum_<m=0..M> [4*m+1 <= M] f(b_<4*m+1>)^2 + sum_<m=0..M> [4*m+2 <= M] f(b_<4*m+2>)^2 + sum_<m=0..1> [4*m+3 <= M] f(b_<4*m+3>)^2',
    ],
    [
      'a class is missing',
      'size K; tensor b[3*K]; theorem t: sum_<n=0..K-1> b_<3*n+1> + sum_<n=0..K-1> b_<3*n+3> = sum_<m=1..3*K> b_<m>',
    ],
    [
      'a class is there twice',
      'size K; tensor b[3*K]; theorem t: sum_<n=0..K-1> b_<3*n+1> + sum_<n=0..K-1> b_<3*n+1> + sum_<n=0..K-1> b_<3*n+3> = sum_<m=1..3*K> b_<m>',
    ],
    [
      'a class has another factor',
      'size K; tensor b[2*K]; theorem t: sum_<n=0..K-1> n b_<2*n+1> + sum_<n=0..K-1> (n+1) b_<2*n+2> = sum_<m=1..2*K> m b_<m>',
    ],
  ])('not where %s', (_, text) => {
    expect(verdictOn(text)).toMatch(/^refuted/);
  });
});

describe('an index that a condition determines', () => {
  proved([
    [
      'the outermost of three, since without another one the third would have to be counted',
      'size M, N; tensor a[M]; theorem t: sum_<m=0..M-1, p=1..m-1, q=p..N> a_<M+q-2*p+1> = sum_<m=0..M-1> sum_<n=M-m+2..M+N-1, p=1..m-1, q=p..N> [n = M+q-2*p+1] a_<n>',
    ],
    [
      'by its range of one point, around a sum that is compared part by part',
      'size M, N; tensor x[M+N-1]; index l in 0..N; theorem t: sum_<t=2..2> sum_<q=l..l+N-1, r=1..M> sum_<s=r..r+M-1> x_<2*q+s-2> = sum_<q=l..l+N-1, r=1..M> sum_<v=r+2..r+M+1> x_<2*q+v-4>',
    ],
  ]);
});

describe('cases outside of all sums', () => {
  proved([
    [
      'one of which needs another change of indices',
      'size M, N; tensor z[0..M]; index i; theorem t: sum_<m=1..N, n=1..M> sum_<p=n-M+1..n> [2 divides m] z_<m+p-2> = [i <= -1] sum_<m=1..N, n=1..M> sum_<p=n-M+1..n> [2 divides m] z_<m+p-2> + [i > -1] sum_<q=1..N, r=1..M> sum_<s=r-M+1..r> [2 divides q] z_<q+2*r-M-s-1>',
    ],
  ]);
  test.each([
    ['one of which is false', '[i <= 0] x_<1> + [i > 0] x_<2> = x_<1>', /i = 1/],
    ['of which the other is false', '[i <= 0] x_<1> + [i > 0] x_<2> = x_<2>', /i = 0/],
  ])('%s', (_, claim, where) => {
    const verdict = verdictOn(`tensor x[2]; index i; theorem t: ${claim}`);
    expect(verdict).toMatch(/^refuted/);
    expect(verdict).toMatch(where);
  });
});

describe('two digits beside an entry without a range', () => {
  const both =
    'size M, N; tensor z[0..M]; index i; theorem t: sum_<m=0..N-1, n=1..2*N> n z_<2*n-1> z_<2*m-i-1> =';
  proved([
    ['the smaller taken off', `${both} sum_<m=0..N-1, n=1..N, p=0..1> (2*n-p) z_<4*n-2*p-1> z_<2*m-i-1>`],
    ['the smaller put on', `${both} sum_<m=0..N-1, n=0..N-1, p=1..2> (2*n+p) z_<4*n+2*p-1> z_<2*m-i-1>`],
  ]);
  test('not where the smaller does not reach all', () => {
    const text = `${both} sum_<m=0..N-1, n=1..N, p=0..0> (2*n-p) z_<4*n-2*p-1> z_<2*m-i-1>`;
    expect(verdictOn(text)).toMatch(/^refuted/);
  });
});

describe('indices that nothing depends on', () => {
  proved([
    [
      'counted, where what is summed is not multiplied out',
      `${stride} theorem t: sum_<m=1..S> [k <= m-1] x_<m+S*l+l-S-1>^2 c_<m+S*k,S+S*l+k-m+2> = sum_<m=1..S> 1/M (sum_<n=1..M> [k <= m-1] (3 x_<m+S*l+l-S-1>^2 + (-2) x_<m+S*l+l-S-1>^2) c_<m+S*k,S+S*l+k-m+2>)`,
    ],
    [
      'named as an index of the claim',
      'size M; tensor w[M]; index k in 1..M; theorem t: sum_<k=1..M, l=1..k> w_<k> = sum_<k=1..M> k w_<k>',
    ],
  ]);
});

describe('sums over one range', () => {
  proved([
    [
      'of cases that make no difference',
      'size M, N; tensor x[M+N-1]; index k in 1..M; theorem t: sum_<m=k-N+1..k, n=1..M, p=m..m+M-1> x_<2*n-k> = sum_<m=k-N+1..k, n=1..M> (sum_<p=m..m+M-1> [p <= n+2] x_<2*n-k> + sum_<q=m..m+M-1> [q > n+2] x_<2*n-k>)',
    ],
  ]);
  test('not of cases that overlap', () => {
    const text =
      'size M, N; tensor x[M]; theorem t: sum_<n=1..M, p=1..M> x_<n> = sum_<n=1..M> (sum_<p=1..M> [p <= n] x_<n> + sum_<q=1..M> [q >= n] x_<n>)';
    expect(verdictOn(text)).toMatch(/^refuted/);
  });
});

describe('a sum beside its end and the rest', () => {
  const product = '(M+1) c_<m+S*l-S+2,m-M> (c_<m+S*l-S,S+k-m> + c_<m,m+S*k-S>)';
  const last = '(M+1) c_<l+S*l+1,l+S-M-1> (c_<l+S*l-1,k-l+1> + c_<l+S-1,l+S*k-1>)';
  proved([
    [
      'whatever is summed',
      `${stride} theorem t: sum_<m=l..l+S-1> ${product} = ${last} + sum_<m=l..l+S-2> ${product}`,
    ],
    [
      'on the other side, and beside a size and its reciprocal',
      `${stride} theorem t: ${last} + sum_<m=l..l+S-2> ${product} = sum_<m=l..l+S-1> 1/M (sum_<q=1..M> ${product})`,
    ],
  ]);
  test('not where the range may be empty', () => {
    const text =
      'size M; tensor w[M]; theorem t: sum_<m=2..M> w_<m> = w_<2> + sum_<m=3..M> w_<m> + [M = 1] 1';
    expect(verdictOn(text)).toMatch(/^refuted/);
  });
});

describe('an index that matters only together with another', () => {
  const along =
    'size M, N; tensor b[N]; theorem t: sum_<q=1..M, t=q..N+q-3> sum_<s=t-q+3..M> b_<2*t+s-2*q+1>';
  proved([
    ['counted', `${along} = M sum_<r=2..N-1, s=r+1..M> b_<2*r+s-3>`],
    [
      'counted, beside a size, its reciprocal and a point',
      `${along} = M N (1/N sum_<r=2..N-1> sum_<v=3*r-2..2*r+M-3, s=r+1..M> [v = 2*r+s-3] b_<v>)`,
    ],
  ]);
  test('not where its range depends on it', () => {
    const text = 'size M; tensor b[M]; theorem t: sum_<q=1..M, t=q..M> b_<t-q> = M sum_<r=0..M-1> b_<r>';
    expect(verdictOn(text)).toMatch(/^refuted/);
  });
});

describe('an index that conditions determine', () => {
  const weighted = 'sum_<m=1..N, n=0..N-1> (m-1) x_<M+N+n-2*m>';
  const ranges = 'm=1..N, p=M+N-2*m..M+2*N-2*m-1, q=M+N-2*m..M+2*N-2*m-1';
  proved([
    [
      'written out before any other is counted',
      `size M, N; tensor x[M+N-1]; theorem t: ${weighted} = sum_<${ranges}> [p = q] sum_<n=0..N-1> [q = M+N+n-2*m] (m-1) x_<q>`,
    ],
  ]);
});
