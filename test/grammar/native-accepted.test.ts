// What is accepted: each text has exactly one parse and is printed in the canonical spelling, which is then read
// and printed as itself.

import { describe, expect, test } from 'vitest';
import { countParses, parseFile, parseFormula } from '../../grammar/native.js';
import { operators } from '../../grammar/operators.js';
import { printFile, printNode } from '../../grammar/print.js';
import { rows } from '../support/rows.js';

function formula(text: string, canonical: string): void {
  expect(countParses(text, 'formula')).toBe(1);
  expect(printNode(parseFormula(text))).toBe(canonical);
  expect(printNode(parseFormula(canonical))).toBe(canonical);
}

function statement(text: string, canonical: string): void {
  expect(countParses(text, 'file')).toBe(1);
  expect(printFile(parseFile(text))).toBe(`${canonical}\n`);
  expect(printFile(parseFile(canonical))).toBe(`${canonical}\n`);
}

describe('names, numbers, sums and products', () => {
  rows(formula, [
    ['x', 'x'],
    ["w''", "w''"],
    ['rot180', 'rot180'],
    ['σ', 'σ'],
    ['卷积核2', '卷积核2'],
    ['0.25', '0.25'],
    ['a+b-c', 'a + b - c'],
    ['-a+b', '-a + b'],
    ['+ a', 'a'],
    ['±a±b', '±a ± b'],
    ['a − b', 'a - b'],
    ['2k', '2 k'],
    ['2*k-3+m', '2 * k - 3 + m'],
    ['m m', 'm m'],
    ['M (M+1)', 'M (M + 1)'],
    ['(m+k)w_<m>', '(m + k) w_<m>'],
    ['1/2 x', '1/2 x'],
    ['1 / (M*N)', '1/(M * N)'],
    ['a b/c*d', 'a b/c * d'],
    ['W*X', 'W * X'],
    ['W(*)X', 'W (*) X'],
    ['A ⊙ B', 'A .* B'],
    ['2.*k', '2 .* k'],
    ['A@B', 'A @ B'],
    ['A × B · C ⊗ D ⋆ E ∘ F', 'A × B · C ⊗ D ⋆ E ∘ F'],
    ['x^2', 'x^2'],
    ['x^n y', 'x^n y'],
    ['x^(i+1)', 'x^(i + 1)'],
    ['x_<i>^2', 'x_<i>^2'],
    ['(a)^2', '(a)^2'],
    ['x^2 k', 'x^2 k'],
    ['size + index', 'size + index'],
    ['sum prod', 'sum prod'],
  ]);
});

describe('what stands in parentheses after a name', () => {
  rows(formula, [
    ["a'(z)", "a'(z)"],
    ['a (z)', 'a(z)'],
    ['rot180 (W) * X', 'rot180(W) * X'],
    ['pad( X,P , Q )', 'pad(X, P, Q)'],
    ['f (x,y)', 'f(x, y)'],
    ['diff(e, x_<i,j>)', 'diff(e, x_<i,j>)'],
    ['(rot180(W) * X)_<k,l>', '(rot180(W) * X)_<k,l>'],
  ]);
});

describe('subscripts', () => {
  rows(formula, [
    ['x_<i,j>', 'x_<i,j>'],
    ['x_< i , j >', 'x_<i,j>'],
    ['x_<k+m-1, l+n-1>', 'x_<k+m-1,l+n-1>'],
    ['x_<2 k - 3>', 'x_<2k-3>'],
    ['x_<2*k>', 'x_<2*k>'],
    ['x_<-k>', 'x_<-k>'],
    ['x_<m n>', 'x_<m n>'],
    ['x_<2(k+1)>', 'x_<2(k+1)>'],
    ['x_<2 3 k>', 'x_<2 3k>'],
    ['x_<k 2>', 'x_<k 2>'],
    ['x_<k^2 m>', 'x_<k^2 m>'],
    ['x_<y_<i>>', 'x_<y_<i>>'],
    ['x_<f(i)>', 'x_<f(i)>'],
    ['x_<i>>=0', 'x_<i> >= 0'],
    ['x_<i>>y', 'x_<i> > y'],
    ['x_<i>=y', 'x_<i> = y'],
    ['x_<{ i if i<j; j otherwise }>', 'x_<{ i if i < j; j otherwise }>'],
    ['x_<[i<j] i>', 'x_<[i<j] i>'],
    ['R_0', 'R_<0>'],
    ['R_l', 'R_<l>'],
    ["R_l'", "R_<l'>"],
    ['x_mn', 'x_<mn>'],
    ['x_12', 'x_<12>'],
    ['(A)_k', '(A)_<k>'],
    ['[1, 2; 3, 4]_<1,2>', '[1, 2; 3, 4]_<1,2>'],
  ]);
});

describe('big operators and guards', () => {
  rows(formula, [
    ['sum_<m=1..M,n=1..N> w_<m,n> x_<m>', 'sum_<m=1..M, n=1..N> w_<m,n> x_<m>'],
    ['sum_<m=1..M> a + b', 'sum_<m=1..M> a + b'],
    ['c sum_<m = M..1 down> x_<m>', 'c sum_<m=M..1 down> x_<m>'],
    ['2*sum_<m=1..2 M> x', '2 * sum_<m=1..2M> x'],
    ['sum_<m=1..M> sum_<n=1..m> x', 'sum_<m=1..M> sum_<n=1..m> x'],
    ['prod_<i=0..l-1> S_i', 'prod_<i=0..l-1> S_<i>'],
    ['max_<i=1..M>x_<i>-min_<i=1..M>x_<i>', 'max_<i=1..M> x_<i> - min_<i=1..M> x_<i>'],
    ['int_<t> f(t) g(s-t)', 'int_<t> f(t) g (s - t)'],
    ['[1 <= i-k+1, i-k+1 <= M] x', '[1 <= i - k + 1, i - k + 1 <= M] x'],
    ['[1<=i<=M] x y', '[1 <= i <= M] x y'],
    ['a [i != j] [j ≥ k] b', 'a [i != j] [j >= k] b'],
    ['[d divides e] x', '[d divides e] x'],
    ['[i=j and j=k or k=i] x', '[i = j and j = k or k = i] x'],
    ['[i=j and (j=k or k=i)] x', '[i = j and (j = k or k = i)] x'],
    ['[(i=j and j=k) and k=l] x', '[(i = j and j = k) and k = l] x'],
    ['[not i=j and not (j<k or k<l)] x', '[not i = j and not (j < k or k < l)] x'],
    ['[not not i=j] x', '[not not i = j] x'],
    ['[(i) = j] x', '[(i) = j] x'],
    ['[((i = j))] x', '[i = j] x'],
  ]);
});

describe('cases, matrices and relations', () => {
  rows(formula, [
    ['{ a if i<=j, k!=2; b otherwise } c', '{ a if i <= j, k != 2; b otherwise } c'],
    ['{a if x>0;b if x=0;c otherwise}', '{ a if x > 0; b if x = 0; c otherwise }'],
    ['[3,2,0;0,2,1]', '[3, 2, 0; 0, 2, 1]'],
    ['[ -1 ]', '[-1]'],
    ['[1,2] x', '[1, 2] x'],
    ['a=b', 'a = b'],
    ['a = b = c', 'a = b = c'],
    ['a ≠ b ≤ c < d > e', 'a != b <= c < d > e'],
    ['a +\nb\n\n # why\n= c', 'a + b = c'],
  ]);
});

describe('statements', () => {
  rows(statement, [
    ['tensor w[M,N], x[ I , J ]', 'tensor w[M,N], x[I,J]'],
    ['tensor b, c[0..M-1], d[2M+1]', 'tensor b, c[0..M-1], d[2M+1]'],
    ['size K,L', 'size K, L'],
    ['assume M<=I, N = 2K', 'assume M <= I, N = 2 K'],
    ['assume 2 divides M, not M = N', 'assume 2 divides M, not M = N'],
    ['index k in 1..I-M+1,l in 1..J', 'index k in 1..I-M+1, l in 1..J'],
    ['index i, j', 'index i, j'],
    ['index i in M..1 down', 'index i in M..1 down'],
    ['function a(z)', 'function a(z)'],
    ['function a(z), f(U,V)', 'function a(z), f(U, V)'],
    ['function f(x,y)', 'function f(x, y)'],
    ['define y_<k,l> = x_<l,k>', 'define y_<k,l> = x_<l,k>'],
    ['define y[K,L]_<k,l> = 1', 'define y[K,L]_<k,l> = 1'],
    ['define Y=W*X', 'define Y = W * X'],
    ['define R_0 = 1', 'define R_<0> = 1'],
    [
      'define R_l = R_<l-1> + (F_l - 1) prod_<i=0..l-1> S_i for l>=1',
      'define R_<l> = R_<l-1> + (F_<l> - 1) prod_<i=0..l-1> S_<i> for l >= 1',
    ],
    [
      'define (W[M,N] * X[I,J])[I-M+1, J-N+1]_<k,l> = sum_<m=1..M, n=1..N> W_<m,n> X_<k+m-1,l+n-1>',
      'define (W[M,N] * X[I,J])[I-M+1,J-N+1]_<k,l> = sum_<m=1..M, n=1..N> W_<m,n> X_<k+m-1,l+n-1>',
    ],
    ['define (W(*)X) = rot180(W) * X', 'define (W (*) X) = rot180(W) * X'],
    [
      'define pad(X[I,J],P,Q)[I+2P, J+2Q]_<i,j> = X_<i-P,j-Q>',
      'define pad(X[I,J], P, Q)[I+2P,J+2Q]_<i,j> = X_<i-P,j-Q>',
    ],
    ['theorem A: A = B', 'theorem A: A = B'],
    ["theorem reversed-kernel_2.b': A != B", "theorem reversed-kernel_2.b': A != B"],
    ['theorem 卷积-翻转:A=B=C', 'theorem 卷积-翻转: A = B = C'],
    ['theorem 1: A <= B', 'theorem 1: A <= B'],
    ['theorem sums by induction on l: R_<l> = 1', 'theorem sums by induction on l: R_<l> = 1'],
    ['theorem by by induction on on: by = on', 'theorem by by induction on on: by = on'],
    ['---', '---'],
  ]);
});

describe('the operator table', () => {
  test('no native spelling stands for two operators', () => {
    const written = operators.flatMap((row) => [...row.native]);
    expect(new Set(written).size).toBe(written.length);
  });

  const infix = operators.filter((row) => ['sign', 'product', 'relation'].includes(row.kind));
  rows(
    formula,
    infix.flatMap((row) =>
      row.native.map(
        (written) => [`a ${written} b`, row.value === '/' ? 'a/b' : `a ${row.native[0]} b`] as const,
      ),
    ),
  );
});
