// Formulas that every way of computing must get right.

import type { Row } from './problem.js';

const layer = 'tensor w[D,C,M,N], x[B,C,I,J], b[D];';

export const computed: readonly Row[] = [
  // operations of the prelude
  ['correlation', 'tensor w[M,N], x[I,J]; assume M <= I, N <= J', 'W * X', { M: 2, N: 3, I: 4, J: 3 }],
  ['convolution', 'tensor w[M], x[I]; assume M <= I', 'W (*) X', { M: 3, I: 5 }],
  ['full convolution', 'tensor w[M,N], x[I,J]', 'full(W, X)', { M: 2, N: 3, I: 3, J: 2 }],
  ['a half turn', 'tensor w[M,N]', 'rot180(W)', { M: 2, N: 3 }],
  ['padding', 'tensor x[I,J]', 'pad(X, 2, 1)', { I: 2, J: 3 }],
  ['dilation', 'tensor x[I,J]', 'dilate(X, 2, 3)', { I: 3, J: 2 }],
  ['a stride', 'tensor x[I,J]', 'stride(X, 2, 3)', { I: 5, J: 4 }],
  ['a stride that is a size', 'tensor x[I]; size S', 'stride(X, S)', { I: 7, S: 3 }],
  ['means of blocks', 'tensor x[I,J]', 'meanpool(X, 2, 2)', { I: 5, J: 4 }],
  [
    'maxima of blocks',
    'tensor x[I,J]; index k in 1..2, l in 1..2',
    'max_<m=1..2, n=1..3> x_<2k+m-2,3l+n-3>',
    { I: 5, J: 6 },
  ],
  ['maxima beside the edge', 'tensor x[I]; index k in 1..3', 'max_<m=1..2> x_<2k+m-2>', { I: 3 }],
  ['a product of matrices', 'tensor a[M,K], b[K,N]', 'A @ transpose(transpose(B))', { M: 2, K: 3, N: 4 }],
  ['operations of operations', 'tensor w[M], x[I]', 'full(rot180(W), pad(X, 1))', { M: 2, I: 3 }],
  ['a matrix of numbers', 'tensor x[I,J]; assume I >= 2, J >= 2', '[1, 2; 0, -3] * X', { I: 3, J: 3 }],
  // layers
  [
    'a layer',
    `${layer} index n in 1..B, d in 1..D, k in 1..K, l in 1..L`,
    'b_<d> + sum_<c=1..C, p=1..M, q=1..N> w_<d,c,p,q> x_<n,c,2k+p-3,l+2q-4>',
    { B: 2, C: 2, D: 3, M: 3, N: 2, I: 5, J: 4, K: 3, L: 4 },
  ],
  [
    'a column that is padded',
    'tensor w[M], v[N], x[I,J]; index k in 1..K, l in 1..L',
    'sum_<p=1..M, q=1..N> w_<p> v_<q> x_<k+p-1,l+q-2>',
    { M: 8, N: 3, I: 8, J: 1, K: 2, L: 2 },
  ],
  [
    'two layers',
    'tensor v[N], w[M], x[I], b; index j in 1..I; define h_<j> = max_<i=0..1> i (b + sum_<m=1..M> w_<m> x_<j+m-1>); index k in 1..I',
    'sum_<n=1..N> v_<n> h_<k+n-2>',
    { N: 3, M: 2, I: 5 },
  ],
  // sums, brackets, subscripts
  ['a triangle', 'tensor w[M,M]', 'sum_<m=1..M, n=1..m> w_<m,n>', { M: 4 }],
  ['an empty sum', 'tensor w[M]; index k in 1..3', '1 + sum_<m=k..2> w_<m>', { M: 2 }],
  ['parity', 'tensor x[K]; index i in 1..I', 'sum_<k=1..K> [i = 2k-1] x_<k>', { K: 3, I: 6 }],
  [
    'an equation of two',
    'tensor x[K], y[K]; index i in 1..I',
    'sum_<k=1..K, m=1..K> [2k+3m = i] x_<k> y_<m>',
    { K: 4, I: 20 },
  ],
  ['either or', 'tensor x[I]; index k in 1..I', '[k <= 2 or k >= 5] x_<k>', { I: 6 }],
  ['not equal', 'tensor x[I]; index k in 1..I', 'sum_<m=1..I> [m != k] x_<m>', { I: 4 }],
  ['cases', 'tensor x[I]; index k in 1..I', '{ x_<k> if k < 3; 2 x_<k-1> if k < 5; 7 otherwise }', { I: 6 }],
  ['indices as numbers', 'tensor w[M]; index k in 1..3', 'sum_<m=1..M> (m+k)^2 w_<m>', { M: 4 }],
  ['a mean', 'tensor w[M]', '1/M sum_<m=1..M> w_<m>', { M: 4 }],
  ['rounded subscripts', 'tensor x[I]; index k in 1..2I', 'x_<floor((k+1)/2)>', { I: 3 }],
  ['reversed subscripts', 'tensor x[I]; index k in 1..I', 'x_<I-k+1> x_<k>', { I: 4 }],
  ['a shape from 0', 'tensor x[0..I]; index k in 0..I+2', '3 x_<k-1>', { I: 4 }],
  ['squares', 'tensor x[I], y[I]', '1/2 sum_<i=1..I> (x_<i> - y_<i>)^2', { I: 4 }],
  [
    'a product of sums',
    'tensor x[I], y[I]; index k in 1..I',
    '(x_<k> + 1) (y_<k> - sum_<i=1..k> x_<i>)',
    { I: 3 },
  ],
  ['a product over a range', 'tensor x[I]; index k in 1..I', 'prod_<i=1..k> (x_<i> + 1)', { I: 4 }],
  ['a bracket in a product', 'tensor x[I]', 'prod_<i=1..I> [i <= 2] x_<i>', { I: 3 }],
  ['a maximum of windows', 'tensor x[I]; index k in 1..I', 'max_<m=0..2> x_<k+m-1>', { I: 4 }],
  ['the least of sums', 'tensor x[I]; index k in 1..2', 'min_<m=1..3> (x_<k+m> + m)', { I: 5 }],
  ['a sum of maxima', 'tensor x[I]', 'sum_<k=1..I> max_<m=1..k> x_<m>', { I: 4 }],
  ['half an index', 'tensor x[I]; index k in 1..I', 'k/2 x_<k>', { I: 3 }],
  ['every other', 'tensor x[I]; index k in 1..I', 'sum_<m=1..k> [mod(m+k, 2) = 0] x_<m>', { I: 4 }],
  ['the cube of a maximum', 'tensor x[I]; index k in 1..I', '(max_<m=k-1..k> x_<m>)^3', { I: 4 }],
  ['a product of sums over a range', 'tensor x[I]', 'prod_<m=1..I> (sum_<j=1..m> x_<j>)', { I: 3 }],
  ['an index bound again', 'tensor x[I]; index k in 1..I', 'x_<k> + sum_<k=1..I> x_<k>', { I: 3 }],
  // What not every subscript of the result comes to.
  ['a diagonal first', 'tensor w[K,K]; index k in 1..K, o in 1..K', '[k = o] 1 + w_<k,o>', { K: 3 }],
  [
    'a column first',
    'tensor w[K,L], x[K]; assume L >= 2; index k in 1..K, l in 1..L',
    '[l = 2] x_<k> + w_<k,l>',
    { K: 3, L: 3 },
  ],
  [
    'a diagonal in between',
    'tensor x[K]; index k in 1..K, o in 1..K; define y_<k,o> = [k = o] x_<k> - x_<k> x_<o>',
    'Y @ Y',
    { K: 3 },
  ],
  // definitions
  [
    'a defined tensor',
    'tensor x[I]; index k in 1..I; define y_<k> = 2 x_<k> - 1; index j in 0..I+1',
    'y_<j>',
    { I: 3 },
  ],
  [
    'a definition used twice',
    'tensor x[I]; index k in 1..I; define y_<k> = sum_<i=1..k> x_<i>',
    'Y .* Y',
    { I: 3 },
  ],
];
