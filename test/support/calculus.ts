// Derivatives with the verdicts they must get.

import type { Row } from './suite.js';

const matrices = 'tensor w[M,N], x[I,J]; assume M <= I, N <= J; index k in 1..I-M+1, l in 1..J-N+1;';
const places = 'index m in 1..M, n in 1..N, i in 1..I, j in 1..J;';
const correlation = `${matrices} ${places} define y_<k,l> = sum_<m=1..M, n=1..N> w_<m,n> x_<k+m-1,l+n-1>;`;
const line = 'tensor w[M], x[I]; index k, m in 1..M, i in 1..I;';
const loss = `${matrices} ${places} define Z = W * X; function f(Z);`;
const units = 'tensor z[K], w[K]; function a(z); index k in 1..K, j in 1..K;';
const channels =
  'tensor x[C,I,J], w[D,C,M,N], b[D]; index d in 1..D, c in 1..C, m in 1..M, n in 1..N, i in 1..I, j in 1..J; ' +
  'index k in 1..I-M+1, l in 1..J-N+1; assume M <= I, N <= J; ' +
  'define y_<d,k,l> = b_<d> + sum_<c=1..C, m=1..M, n=1..N> w_<d,c,m,n> x_<c,k+m-1,l+n-1>; function f(Y);';
const deep =
  'tensor w[M], v[N], x[I], t[I-M-N+2]; assume M + N <= I; function a(z); index k in 1..I-M+1, l in 1..I-M-N+2, ' +
  'm in 1..M, n in 1..N; define z_<k> = sum_<m=1..M> w_<m> x_<k+m-1>; define h_<k> = a(z_<k>); ' +
  'define y_<l> = sum_<n=1..N> v_<n> h_<l+n-1>; define E = 1/2 sum_<l=1..I-M-N+2> (y_<l> - t_<l>)^2;';

export const trueDerivatives: readonly Row[] = [
  // correlation and its relatives
  ['by the kernel', `${correlation} theorem t: diff(y_<k,l>, w_<m,n>) = x_<k+m-1,l+n-1>`],
  ['by the input', `${correlation} theorem t: diff(y_<k,l>, x_<i,j>) = w_<i-k+1,j-l+1>`],
  [
    'by the input, in cases',
    `${correlation} theorem t: diff(y_<k,l>, x_<i,j>) = { w_<i-k+1,j-l+1> if k <= i, i <= k+M-1, l <= j, j <= l+N-1; 0 otherwise }`,
  ],
  [
    'a bound index of the same name',
    `${matrices} ${places} theorem t: diff(sum_<m=1..M, n=1..N> w_<m,n> x_<k+m-1,l+n-1>, w_<m,n>) = x_<k+m-1,l+n-1>`,
  ],
  ['of convolution', `${matrices} ${places} theorem t: diff((W (*) X)_<k,l>, w_<m,n>) = x_<k+M-m,l+N-n>`],
  [
    'of convolution by the input',
    `${matrices} ${places} theorem t: diff((W (*) X)_<k,l>, x_<i,j>) = w_<k+M-i,l+N-j>`,
  ],
  [
    'of full convolution',
    `${line} theorem t: [1 <= k, k <= I+M-1] (diff(full(W, X)_<k>, w_<m>) - x_<k-m+1>) = 0`,
  ],
  ['with a stride', `${line} theorem t: diff(sum_<m=1..M> w_<m> x_<2k-2+m>, x_<i>) = w_<i-2k+2>`],
  ['with a larger stride', `${line} theorem t: diff(sum_<m=1..M> w_<m> x_<3k-3+m>, w_<m>) = x_<3k-3+m>`],
  ['with any stride', `${line} size S; theorem t: diff(sum_<m=1..M> w_<m> x_<S*k-S+m>, x_<i>) = w_<i-S*k+S>`],
  [
    'dilated',
    `${line} theorem t: diff(sum_<m=1..M> w_<m> x_<k+2m-2>, x_<i>) = sum_<m=1..M> [i = k+2m-2] w_<m>`,
  ],
  ['padded', `${line} size P; theorem t: [1 <= k, k <= I+2P] diff(pad(X, P)_<k>, x_<i>) = [k = i+P] 1`],
  ['several channels', `${channels} theorem t: diff(y_<d,k,l>, x_<c,i,j>) = w_<d,c,i-k+1,j-l+1>`],
  // products and powers
  ['a power', `${line} theorem t: diff(x_<i>^3, x_<m>) = 3 [i = m] x_<i>^2`],
  ['a second derivative', `${line} theorem t: diff(diff(x_<i>^3, x_<i>), x_<i>) = 6 x_<i>`],
  ['outside the shape', 'tensor x[I]; theorem t: diff(x_<I+1>, x_<I+1>) = 0'],
  ['of what does not depend on it', `${line} theorem t: diff(i w_<m>^2 + 1/M, x_<i>) = 0`],
  ['a sum of squares', `${line} theorem t: diff(sum_<i=1..I> x_<i>^2, x_<i>) = 2 x_<i>`],
  [
    'a mean squared error',
    `${line} tensor t[I]; theorem t: diff(1/I sum_<j=1..I> (x_<j> - t_<j>)^2, x_<i>) = 2/I (x_<i> - t_<i>)`,
  ],
  // opaque functions
  ['a function of entries', `${units} theorem t: diff(a(z_<k>), z_<j>) = [j = k] a'(z_<k>)`],
  ['a function of a function', `${units} theorem t: diff(a(a(z_<k>)), z_<k>) = a'(a(z_<k>)) a'(z_<k>)`],
  [
    'a product with a function',
    `${units} theorem t: diff(z_<k> a(z_<k>), z_<k>) = a(z_<k>) + z_<k> a'(z_<k>)`,
  ],
  ['its second derivative', `${units} theorem t: diff(diff(a(z_<k>), z_<k>), z_<k>) = a''(z_<k>)`],
  ['a sum of functions', `${units} theorem t: diff(sum_<k=1..K> w_<k> a(z_<k>), z_<j>) = w_<j> a'(z_<j>)`],
  [
    'a function of two numbers',
    "tensor x; function g(u, v); function a(z); theorem t: diff(g(x, a(x)), x) = g'_<1>(x, a(x)) + a'(x) g'_<2>(x, a(x))",
  ],
  // the chain rule through tensors
  ['of a tensor by its entry', `${loss} theorem t: diff(f(Z), z_<k,l>) = f'_<k,l>(Z)`],
  [
    'mixed derivatives',
    'tensor w[M,N]; function f(Z); index m in 1..M, n in 1..N, p in 1..M, q in 1..N; theorem t: diff(diff(f(W), w_<m,n>), w_<p,q>) = diff(diff(f(W), w_<p,q>), w_<m,n>)',
  ],
  [
    'of a correlation by its kernel',
    `${loss} theorem t: diff(f(Z), w_<m,n>) = sum_<k=1..I-M+1, l=1..J-N+1> x_<k+m-1,l+n-1> diff(f(Z), z_<k,l>)`,
  ],
  [
    'of a correlation by its input',
    `${loss} theorem t: diff(f(Z), x_<i,j>) = sum_<m=1..M, n=1..N> w_<m,n> diff(f(Z), z_<i-m+1,j-n+1>)`,
  ],
  [
    'as a full convolution',
    `${loss} define d_<k,l> = diff(f(Z), z_<k,l>); theorem t: diff(f(Z), x_<i,j>) = full(W, D)_<i,j>`,
  ],
  [
    'of a bias',
    `${channels} theorem t: diff(f(Y), b_<d>) = sum_<k=1..I-M+1, l=1..J-N+1> diff(f(Y), y_<d,k,l>)`,
  ],
  [
    'two layers, the last',
    `${deep} theorem t: diff(E, v_<n>) = sum_<l=1..I-M-N+2> (y_<l> - t_<l>) h_<l+n-1>`,
  ],
  ['two layers, between', `${deep} theorem t: diff(E, h_<k>) = sum_<n=1..N> v_<n> diff(E, y_<k-n+1>)`],
  ['two layers, the activation', `${deep} theorem t: diff(E, z_<k>) = a'(z_<k>) diff(E, h_<k>)`],
  ['two layers, the first', `${deep} theorem t: diff(E, w_<m>) = sum_<k=1..I-M+1> x_<k+m-1> diff(E, z_<k>)`],
  // by what is defined
  ['a defined tensor is a variable', 'tensor x; define y = x^2; theorem t: diff(x y, y) = x'],
  ['a derivative in it is taken first', 'tensor x; define y = x^2; theorem t: diff(y diff(x y, x), y) = 2 y'],
  [
    'also in a definition',
    'tensor x; define y = x^2; define g = diff(x y, x); theorem t: diff(y g, y) + diff(y g, x) = 2 x^2 + 12 x^3',
  ],
];

/** Derivatives with a mistake in them. */
export const wrongDerivatives: readonly Row[] = [
  ['one too far', `${correlation} theorem t: diff(y_<k,l>, w_<m,n>) = x_<k+m,l+n-1>`],
  ['subscripts exchanged', `${correlation} theorem t: diff(y_<k,l>, x_<i,j>) = w_<j-l+1,i-k+1>`],
  ['a kernel that is not turned', `${correlation} theorem t: diff(y_<k,l>, x_<i,j>) = w_<k-i+1,l-j+1>`],
  [
    'subscripts that are spelled differently are not different',
    `${line} theorem t: diff(x_<k+m-1>, x_<i>) = 0`,
  ],
  [
    'a bound index of the same name is not that index',
    'tensor w[M]; index m in 1..M; theorem t: diff(sum_<m=1..M> w_<m>, w_<m>) = M',
  ],
  ['a power', `${line} theorem t: diff(x_<i>^3, x_<i>) = 2 x_<i>^2`],
  ['the other entries', `${line} theorem t: diff(x_<i>^2, x_<m>) = 2 x_<i>`],
  ['outside the shape', `${line} theorem t: diff(x_<k>, x_<k>) = 1`],
  ['the stride', `${line} theorem t: diff(sum_<m=1..M> w_<m> x_<2k-2+m>, x_<i>) = w_<i-k+1>`],
  ['parity', `${line} theorem t: diff(sum_<m=1..M> w_<m> x_<k+2m>, x_<i>) = w_<floor((i-k)/2)>`],
  ['no inner derivative', `${units} theorem t: diff(a(z_<k>^2), z_<k>) = a'(z_<k>^2)`],
  ['the function for its derivative', `${units} theorem t: diff(a(z_<k>), z_<j>) = [j = k] a(z_<k>)`],
  ['the inner function inside', `${units} theorem t: diff(a(a(z_<k>)), z_<k>) = a'(a'(z_<k>))`],
  [
    'the input reversed',
    `${loss} theorem t: diff(f(Z), w_<m,n>) = sum_<k=1..I-M+1, l=1..J-N+1> x_<k+M-m,l+N-n> diff(f(Z), z_<k,l>)`,
  ],
  [
    'a bias counted once',
    `${matrices} tensor b; define y_<k,l> = b + (W * X)_<k,l>; function f(Y); theorem t: diff(f(Y), b) = diff(f(Y), y_<1,1>)`,
  ],
  ['an activation left out', `${deep} theorem t: diff(E, z_<k>) = diff(E, h_<k>)`],
  ['a defined tensor is a variable', 'tensor x; define y = x^2; theorem t: diff(x y, y) = 3 x^2'],
  [
    'a derivative beside it is another one',
    'tensor x; define y = x^2; theorem t: diff(y diff(x y, x), y) = 4 x^2',
  ],
  [
    'also in a definition',
    'tensor x; define y = x^2; define g = diff(x y, x); theorem t: diff(y g, y) = 4 x^2',
  ],
];
