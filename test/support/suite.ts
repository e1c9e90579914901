// Claims with the verdicts they must get: what is true, what is false and where first, what means nothing.

/** A name and a text with one relation. */
export type Row = readonly [name: string, text: string];

const kernel = 'tensor w[M,N], x[I,J]; assume M <= I, N <= J; index k in 1..I-M+1, l in 1..J-N+1;';
const line = 'size M; tensor w[M], x[I]; index k in 1..I-M+1;';

export const trueClaims: readonly Row[] = [
  // one sum through other indices
  ['reversal', 'tensor x[M]; theorem t: sum_<m=1..M> x_<M-m+1> = sum_<m=1..M> x_<m>'],
  ['shift', 'tensor x[M]; theorem t: sum_<m=0..M-1> x_<m+1> = sum_<p=1..M> x_<p>'],
  ['a falling range', 'tensor x[M]; theorem t: sum_<m=M..1 down> x_<m> = sum_<m=1..M> x_<m>'],
  ['renaming', 'tensor w[M,N]; theorem t: sum_<m=1..M, n=1..N> w_<m,n> = sum_<p=1..M, q=1..N> w_<p,q>'],
  [
    'exchange',
    'tensor w[M,N]; theorem t: sum_<m=1..M> sum_<n=1..N> w_<m,n> = sum_<n=1..N> sum_<m=1..M> w_<m,n>',
  ],
  [
    'exchange in a triangle',
    'tensor w[M,M]; theorem t: sum_<m=1..M, n=1..m> w_<m,n> = sum_<n=1..M, m=n..M> w_<m,n>',
  ],
  [
    'the reversed kernel',
    `${kernel} theorem t: sum_<m=1..M, n=1..N> w_<M-m+1,N-n+1> x_<k+m-1,l+n-1> = sum_<p=1..M, q=1..N> w_<p,q> x_<k+M-p,l+N-q>`,
  ],
  [
    'summed over the input',
    `${line} theorem t: sum_<m=1..M> w_<m> x_<k+m-1> = sum_<i=k..k+M-1> w_<i-k+1> x_<i>`,
  ],
  [
    'shear',
    'tensor w[M,N], x[I]; theorem t: sum_<m=1..M, n=1..N> w_<m,n> x_<m+n> = sum_<m=1..M, s=m+1..m+N> w_<m,s-m> x_<s>',
  ],
  [
    'unimodular',
    'tensor w[A,B]; theorem t: sum_<m=1..M, n=1..N> w_<m+n,m+2*n> = sum_<p=2..M+N, q=p+1..p+N> [p+p-q >= 1, p+p-q <= M] w_<p,q>',
  ],
  // ranges and brackets
  [
    'a range split at a number',
    'tensor x[M]; assume M >= 3; theorem t: sum_<m=1..M> x_<m> = sum_<m=1..2> x_<m> + sum_<m=3..M> x_<m>',
  ],
  [
    'a range split at a size',
    'tensor x[I]; size P, Q; theorem t: sum_<m=1..P+Q> x_<m> = sum_<m=1..P> x_<m> + sum_<m=P+1..P+Q> x_<m>',
  ],
  [
    'even and odd',
    'tensor x[I]; theorem t: sum_<m=1..2*M> x_<m> = sum_<m=1..M> x_<2*m> + sum_<m=1..M> x_<2*m-1>',
  ],
  [
    'a last summand',
    'tensor x[I]; assume M >= 2; theorem t: sum_<m=1..M> x_<m> = sum_<m=1..M-1> x_<m> + x_<M>',
  ],
  [
    'a bracket for a range',
    'tensor x[I]; size M; theorem t: sum_<m=1..M> x_<m> = sum_<m=1..M+3> [m <= M] x_<m>',
  ],
  ['one point', 'tensor x[M]; index k in 1..M; theorem t: sum_<m=1..M> [m = k] x_<m> = x_<k>'],
  [
    'cases',
    'tensor x[M]; index k in 1..M; theorem t: { x_<k> if k <= 3; 0 otherwise } = x_<k> - [k >= 4] x_<k>',
  ],
  ['either or', 'tensor x[M]; size P; index k in 1..M; theorem t: [k <= P] x_<k> + [k > P] x_<k> = x_<k>'],
  [
    'inclusion and exclusion',
    'tensor x[M]; size P, Q; index k in 1..M; theorem t: [k <= P or k >= Q] x_<k> = [k <= P] x_<k> + [k >= Q] x_<k> - [k <= P, k >= Q] x_<k>',
  ],
  [
    'divisibility',
    'tensor x[I]; size M; theorem t: sum_<m=1..2*M> [2 divides m] x_<m> = sum_<m=1..M> x_<2*m>',
  ],
  // zero extension
  ['a wider range', 'tensor x[M]; theorem t: sum_<m=0-2..M+5> x_<m> = sum_<m=1..M> x_<m>'],
  [
    'full convolution by hand',
    'tensor w[M], x[I]; index k in 1..I+M-1; theorem t: sum_<m=1..M> w_<m> x_<k-m+1> = sum_<i=1..I> w_<k-i+1> x_<i>',
  ],
  ['outside there is nothing', 'tensor x[M]; theorem t: x_<M+1> + x_<0> = 0'],
  [
    'a difference of cumulated sums',
    'tensor x[M]; index k in 1..M; theorem t: sum_<m=1..k> x_<m> - sum_<m=1..k-1> x_<m> = x_<k>',
  ],
  // products
  ['a square', 'tensor x[M]; theorem t: (sum_<m=1..M> x_<m>)^2 = sum_<m=1..M, n=1..M> x_<m> x_<n>'],
  [
    'a square by its diagonal',
    'tensor x[M]; theorem t: (sum_<m=1..M> x_<m>)^2 = sum_<m=1..M> x_<m>^2 + 2 sum_<m=1..M, n=m+1..M> x_<m> x_<n>',
  ],
  [
    'one tensor twice',
    'tensor x[M]; theorem t: sum_<m=1..M, n=1..M> [m < n] x_<m> x_<n> = sum_<m=1..M, n=1..M> [m > n] x_<m> x_<n>',
  ],
  [
    'multiplied out',
    'tensor a, b, x[M]; theorem t: sum_<m=1..M> (a + x_<m>) (b - x_<m>) = a b M + (b - a) sum_<m=1..M> x_<m> - sum_<m=1..M> x_<m> x_<m>',
  ],
  [
    'a fourth power',
    'tensor x[M]; index k in 1..M; theorem t: (x_<k> + x_<1>)^4 = x_<k>^4 + 4 x_<k>^3 x_<1> + 6 x_<k>^2 x_<1>^2 + 4 x_<k> x_<1>^3 + x_<1>^4',
  ],
  [
    'a cube of a sum',
    'tensor x[M]; theorem t: (sum_<m=1..M> x_<m>)^3 = sum_<m=1..M> x_<m>^3 + 3 sum_<m=1..M, n=1..M> [m != n] x_<m>^2 x_<n> + 6 sum_<m=1..M, n=m+1..M, p=n+1..M> x_<m> x_<n> x_<p>',
  ],
  [
    'sums over what no subscript determines, exchanged',
    'size M, N; tensor x[M]; theorem t: sum_<p=2..M-1, q=1..p> sum_<r=1..M> (-r-M) x_<r> = sum_<r=1..M> sum_<p=2..M-1, q=1..p> (-r-M) x_<r>',
  ],
  ['weights', 'tensor x[M]; theorem t: sum_<m=1..M> (M+1-m) x_<m> = sum_<m=1..M> m x_<M+1-m>'],
  ['a closed form', 'size M; theorem t: sum_<m=1..M> m = 1/2 M (M+1)'],
  ['squares in closed form', 'size M; theorem t: 6 sum_<m=1..M> m^2 = M (M+1) (2*M+1)'],
  ['a function', 'tensor x[M]; function f(z); theorem t: sum_<m=1..M> f(x_<m>) = sum_<m=1..M> f(x_<M-m+1>)'],
  // tensors
  ['half a turn twice', 'tensor w[M,N]; theorem t: rot180(rot180(w)) = w'],
  ['two quarters', 'tensor w[M,N]; theorem t: rot90(rot90(w)) = rot180(w)'],
  ['three quarters', 'tensor w[M,N]; theorem t: rot90(rot90(rot90(w))) = rot270(w)'],
  ['transposed twice', 'tensor w[M,N]; theorem t: transpose(transpose(w)) = w'],
  ['correlation and convolution', 'tensor W[M,N], X[I,J]; theorem t: rot180(W) * X = W (*) X'],
  [
    'correlation transposed',
    'tensor W[M,N], X[I,J]; theorem t: transpose(W * X) = transpose(W) * transpose(X)',
  ],
  ['full convolution commutes', 'tensor W[M,N], X[I,J]; theorem t: full(W, X) = full(X, W)'],
  ['full convolution is padded', 'tensor W[M,N], X[I,J]; theorem t: full(W, X) = W (*) pad(X, M-1, N-1)'],
  ['two correlations', 'tensor U[A], V[B], X[I]; theorem t: U * (V * X) = full(U, V) * X'],
  ['two full convolutions', 'tensor U[A], V[B], X[I]; theorem t: full(U, full(V, X)) = full(full(U, V), X)'],
  ['a sum of kernels', 'tensor U[M,N], V[M,N], X[I,J]; theorem t: (U + V) * X = U * X + V * X'],
  ['padded twice', 'tensor X[I,J]; size P, Q; theorem t: pad(pad(X, P, Q), Q, P) = pad(X, P+Q, P+Q)'],
  ['padded and cropped', 'tensor X[I,J]; size P, Q; theorem t: crop(pad(X, P, Q), P, Q) = X'],
  ['multiples', 'tensor W[M,N]; theorem t: 2 rot180(W) - W = rot180(3 W) - W - rot180(W)'],
  ['the matrix product', 'tensor A[M,K], B[K,N]; theorem t: transpose(A @ B) = transpose(B) @ transpose(A)'],
  ['three matrices', 'tensor A[M,K], B[K,L], C[L,N]; theorem t: (A @ B) @ C = A @ (B @ C)'],
  ['dilated by one', 'tensor X[I]; theorem t: dilate(X, 1) = X'],
  [
    'dilated and sampled at any step',
    'tensor X[I,J]; size S, T; theorem t: stride(dilate(X, S, T), S, T) = X',
  ],
  ['sampled twice', 'tensor X[I]; theorem t: stride(stride(X, 2), 3) = stride(X, 6)'],
  [
    'blocks transposed',
    'tensor X[I,J]; size S, T; theorem t: transpose(meanpool(X, S, T)) = meanpool(transpose(X), T, S)',
  ],
  [
    'same padding and a step',
    'tensor W[M], X[I]; size P; assume M = 2P+1; theorem t: stride(W * pad(X, P), 2, ceil(I/2)) = stride(W * pad(X, P), 2)',
  ],
  ['dilated and sampled', 'tensor X[I]; theorem t: stride(dilate(X, 3), 3, I) = X'],
  ['turned and dilated', 'tensor X[I,J]; theorem t: rot180(dilate(X, 2, 3)) = dilate(rot180(X), 2, 3)'],
  [
    'a definition',
    'tensor w[M], x[I]; index k in 1..I-M+1; define y_<k> = sum_<m=1..M> w_<m> x_<k+m-1>; theorem t: y_<k> = (w * x)_<k>',
  ],
  ['a definition of tensors', 'tensor W[M,N], X[I,J]; define Y = W * X; theorem t: Y = rot180(W) (*) X'],
  ['matrices of numbers', 'theorem t: [1, 2; 3, 4] @ [0, 1; 1, 0] = [2, 1; 4, 3]'],
  ['matrices of symbols', 'tensor a, b; theorem t: [a, b] * [1, 2, 3] = [a + 2 b, 2 a + 3 b]'],
  ['a matrix turned', 'theorem t: rot180([1, 2, 3; 4, 5, 6]) = [6, 5, 4; 3, 2, 1]'],
  // rounding
  ['the output size', 'size I, M, S, K; assume I = S*(K-1)+M; theorem t: floor((I-M)/S)+1 = K'],
  [
    'the output size with something left over',
    'size I, M, S, P, A, K; assume A < S, I = S*(K-1)+M-2P+A; theorem t: floor((I+2P-M)/S)+1 = K',
  ],
  ['same padding', 'size I, M, P, S; assume M = 2P+1; theorem t: floor((I+2P-M)/S)+1 = ceil(I/S)'],
  ['rounded up and down', 'size I, S; theorem t: ceil(I/S) = floor((I-1)/S)+1'],
  ['halves', 'size I; theorem t: floor(I/2) + ceil(I/2) = I'],
  ['a half of a half', 'size I; theorem t: floor(floor(I/2)/3) = floor(I/6)'],
  ['a remainder', 'size I, S; theorem t: mod(I+S, S) = mod(I, S)'],
  ['how many are even', 'size I; theorem t: sum_<m=1..I> [2 divides m] 1 = floor(I/2)'],
  ['halves summed', 'size I; theorem t: sum_<m=1..I> floor(m/2) = floor(I/2) ceil(I/2)'],
  [
    'every entry twice',
    'tensor x[I]; size M; theorem t: sum_<m=1..2*M> x_<floor(m/2)> = 2 sum_<m=1..M-1> x_<m> + x_<M>',
  ],
  [
    'even and odd to the end',
    'tensor x[I]; theorem t: sum_<m=1..floor(I/2)> x_<2*m> + sum_<m=1..ceil(I/2)> x_<2*m-1> = sum_<m=1..I> x_<m>',
  ],
  // strides
  [
    'the reversed kernel with a stride',
    'tensor w[M], x[I]; size S, K; assume I = S*(K-1)+M; index k in 1..K; theorem t: sum_<m=1..M> w_<M-m+1> x_<S*(k-1)+m> = sum_<p=1..M> w_<p> x_<S*k-S+M-p+1>',
  ],
  [
    'blocks of any length',
    'tensor x[I]; size S, K; assume I = S*K; theorem t: sum_<k=1..K, s=1..S> x_<S*(k-1)+s> = sum_<i=1..I> x_<i>',
  ],
  [
    'dilated, entry by entry',
    'tensor d[K]; size S; index i; theorem t: sum_<k=1..K> [i = S*k] d_<k> = [S*floor(i/S) = i] d_<floor(i/S)>',
  ],
  [
    'blocks in two dimensions',
    'tensor x[I,J]; size S, T, K, L; assume I = S*K, J = T*L; theorem t: sum_<k=1..K,l=1..L,s=1..S,t=1..T> x_<S*(k-1)+s,T*(l-1)+t> = sum_<i=1..I,j=1..J> x_<i,j>',
  ],
  [
    'summed over the input with a stride',
    'tensor w[M], x[I]; size S, K; assume I = S*(K-1)+M; theorem t: sum_<k=1..K> (sum_<m=1..M> w_<m> x_<S*(k-1)+m>) = sum_<i=1..I> x_<i> (sum_<k=1..K> w_<i-S*(k-1)>)',
  ],
  [
    'steps of two and one',
    'tensor x[I]; size M, N; theorem t: sum_<m=1..M, n=1..N> x_<m+2*n> = sum_<n=1..M, m=1..N> x_<2*m+n>',
  ],
  [
    'a condition on an index that no subscript determines',
    'tensor x[I]; size M; theorem t: sum_<m=1..2*M, n=1..M> [2 divides m] x_<n> = M sum_<n=1..M> x_<n>',
  ],
];

/** A claim with the sizes and indices of its smallest counterexample. */
export type FalseRow = readonly [
  name: string,
  text: string,
  sizes: Readonly<Record<string, number>>,
  indices: Readonly<Record<string, number>>,
];

export const falseClaims: readonly FalseRow[] = [
  [
    'a stride and an index of it',
    'size M, S; tensor x[M*S]; index l in 0..S; theorem t: x_<S*l> = sum_<m=0..M> [S = m] x_<m+S*l-1>',
    { M: 1, S: 2 },
    { l: 1 },
  ],
  [
    'an index that may be anything',
    'size M; tensor z[0..M]; index i; theorem t: [1 < i-1] 1 = sum_<m=0..M> (z_<M-m+1> - ({ z_<M-m+1> if m < 2; 1 otherwise }))',
    { M: 1 },
    { i: 3 },
  ],
  ['a half is no whole', 'size I; theorem t: 2 floor(I/2) = I', { I: 1 }, {}],
  [
    'the output size without its one',
    'size I, M, S, K; assume I = S*(K-1)+M; theorem t: floor((I-M)/S) = K',
    { I: 1, M: 1, S: 1, K: 1 },
    {},
  ],
  [
    'parity lost',
    'tensor d[K]; index i; theorem t: sum_<k=1..K> [i = 2k] d_<k> = d_<floor(i/2)>',
    { K: 1 },
    { i: 3 },
  ],
  ['one too many', 'tensor x[M]; theorem t: sum_<m=1..M> x_<m> = sum_<m=1..M-1> x_<m>', { M: 1 }, {}],
  ['not symmetric', 'tensor w[M,M]; theorem t: sum_<m=1..M> w_<1,m> = sum_<m=1..M> w_<m,1>', { M: 2 }, {}],
  [
    'an odd length',
    'tensor x[M]; assume M >= 2; theorem t: sum_<m=1..M> (m-2) x_<m> = sum_<m=1..M> (M-m-1) x_<m>',
    { M: 2 },
    {},
  ],
  [
    'a kernel of one entry',
    'tensor w[M], x[I]; index k in 1..I-M+1; theorem t: sum_<m=1..M> w_<m> x_<k+m-1> = sum_<m=1..M> w_<M-m+1> x_<k+m-1>',
    { M: 2, I: 2 },
    { k: 1 },
  ],
  [
    'correlation does not commute with transposing one side',
    'tensor W[M,M], X[I,I]; theorem t: W * X = transpose(W) * X',
    { M: 2, I: 2 },
    { k: 1, l: 1 },
  ],
  [
    'only from four on',
    'tensor x[M]; index k in 1..M; theorem t: [k <= 3] x_<k> = x_<k>',
    { M: 4 },
    { k: 4 },
  ],
  ['a wrong closed form', 'size M; theorem t: sum_<m=1..M> m = M', { M: 2 }, {}],
  [
    'the diagonal counted twice',
    'tensor x[M]; theorem t: (sum_<m=1..M> x_<m>)^2 = 2 sum_<m=1..M, n=m..M> x_<m> x_<n>',
    { M: 1 },
    {},
  ],
  ['matrices of numbers', 'theorem t: [1, 2; 3, 4] @ [0, 1; 1, 0] = [2, 1; 4, 4]', {}, { k: 2, l: 2 }],
  ['shapes that differ', 'tensor W[M,N]; theorem t: transpose(W) = W', { M: 1, N: 2 }, {}],
  [
    'another function',
    "tensor x[M]; function f(z); theorem t: sum_<m=1..M> f(x_<m>) = sum_<m=1..M> f'(x_<m>)",
    { M: 1 },
    {},
  ],
  [
    'padding is no cropping',
    'tensor X[I]; size P; theorem t: pad(crop(X, P), P) = X',
    { I: 1, P: 1 },
    { k: 1 },
  ],
];

/** A text whose first verdict is ill-formed, with a part of the message. */
export type BadRow = readonly [name: string, text: string, message: RegExp];

export const illFormed: readonly BadRow[] = [
  [
    'contradictory assumptions',
    'size M; assume M <= 3, M >= 5; theorem t: M = M',
    /nothing can satisfy what is assumed: .*M.*3.*|nothing can satisfy/,
  ],
  ['an unknown tensor', 'size M; theorem t: sum_<m=1..M> z_<m> = 0', /tensor z is not declared/],
  ['an unknown name', 'tensor x[M]; theorem t: x_<k> = x_<k>', /k is not declared/],
  ['too many subscripts', 'tensor x[M]; theorem t: x_<1,2> = 0', /1 subscript, not 2/],
  ['a size as a summation index', 'tensor x[M]; theorem t: sum_<M=1..3> x_<M> = 0', /M is a size/],
  [
    'a bound that uses its own variable',
    'tensor x[M]; theorem t: sum_<m=1..m> x_<m> = 0',
    /range of m uses m/,
  ],
  ['shapes that do not fit', 'tensor A[M,K], B[L,N]; theorem t: A @ B = A @ B', /do not fit.*M×K.*L×N/],
  ['shapes that never agree', 'tensor A[M], B[M]; theorem t: full(A, B) = pad(A, M)', /2M-1|3M/],
  ['numbers of dimensions', 'tensor A[M], B[M,N]; theorem t: A = B', /M.*M×N/],
  ['a tensor and a number', 'tensor A[M]; theorem t: A = 1', /left side is a tensor/],
  ['a division by zero', 'tensor a; theorem t: a / 0 = a', /division by zero/],
  ['rows of two lengths', 'theorem t: [1, 2; 3] = [1, 2; 3]', /row 2/],
  ['half a subscript', 'tensor x[M]; index k in 1..M; theorem t: x_<k/2> = x_<k>', /not an integer/],
  ['a name declared twice', 'tensor x[M]; tensor x[N]; theorem t: 1 = 1', /declared already/],
];
