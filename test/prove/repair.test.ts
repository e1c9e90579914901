// Repairs one by one: what is offered for a slip, as the changed piece and as the whole claim; when nothing is offered.

import { describe, expect, test } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { judgeText } from '../../src/prove/file.js';

const limits = { timeout: 10_000, budget: 2_000_000, repair: 10_000 };
const kernel = 'tensor w[M,N], x[I,J]; assume M <= I, N <= J; index k in 1..I-M+1, l in 1..J-N+1;';
const right = 'sum_<m=1..M, n=1..N> w_<m,n> x_<k+m-1,l+n-1>';

/** A slip, the piece that is offered, and the claim that is then proved. */
const repairs: readonly (readonly [slip: string, source: string, reading: string])[] = [
  [
    `${kernel} theorem t: (W * X)_<k,l> = sum_<m=1..M, n=1..N> w_<m,n> x_<k+n-1,l+n-1>`,
    'x_<k+m-1,l+n-1>',
    `(W * X)_<k,l> = ${right}`,
  ],
  [
    `${kernel} theorem t: (W * X)_<k,l> = sum_<m=1..N, n=1..N> w_<m,n> x_<k+m-1,l+n-1>`,
    'sum_<m=1..M, n=1..N>',
    `(W * X)_<k,l> = ${right}`,
  ],
  [
    `${kernel} theorem t: (W * X)_<k,l> = sum_<m=1..M, n=1..N> w_<n,m> x_<k+m-1,l+n-1>`,
    'w_<m,n>',
    `(W * X)_<k,l> = ${right}`,
  ],
  [
    `${kernel} theorem t: (W * X)_<k,l> = sum_<m=1..M, n=1..N> w_<m,n> x_<k+m-1,l-n-1>`,
    'x_<k+m-1,l+n-1>',
    `(W * X)_<k,l> = ${right}`,
  ],
  [
    'tensor w[M], x[M]; theorem t: sum_<m=1..M> w_<M-m> x_<m> = sum_<p=1..M> w_<p> x_<M-p+1>',
    'w_<M-m+1>',
    'sum_<m=1..M> w_<M-m+1> x_<m> = sum_<p=1..M> w_<p> x_<M-p+1>',
  ],
  ['tensor W[M,N], X[I,J]; theorem t: rot180(W) * X = W * X', 'W (*) X', 'rot180(W) * X = W (*) X'],
  ['tensor W[M,N]; theorem t: rot180(rot180(W)) = transpose(W)', 'W', 'rot180(rot180(W)) = W'],
  [
    'size M; theorem t: 6 sum_<m=1..M> m^3 = M (M+1) (2*M+1)',
    'm^2',
    '6 sum_<m=1..M> m^2 = M (M + 1) (2 * M + 1)',
  ],
  [
    'tensor x[M]; theorem t: (sum_<m=1..M> x_<m>)^2 = sum_<m=1..M> x_<m>^2 + sum_<m=1..M, n=m+1..M> x_<m> x_<n>',
    '2 sum_<m=1..M, n=m+1..M>',
    '(sum_<m=1..M> x_<m>)^2 = sum_<m=1..M> x_<m>^2 + 2 sum_<m=1..M, n=m+1..M> x_<m> x_<n>',
  ],
  [
    'tensor x[M]; size P; index k in 1..M; theorem t: [k <= P] x_<k> + [k >= P] x_<k> = x_<k>',
    '[k < P]',
    '[k < P] x_<k> + [k >= P] x_<k> = x_<k>',
  ],
  [
    'tensor x[I]; size M; theorem t: sum_<m=1..2*M> [2 divides m] x_<m> = sum_<m=1..M> x_<3*m>',
    'x_<2*m>',
    'sum_<m=1..2*M> [2 divides m] x_<m> = sum_<m=1..M> x_<2*m>',
  ],
  ['theorem t: 3*3 + 2*2 = 14', '13', '3 * 3 + 2 * 2 = 13'],
  [
    'theorem t: rot180([3, 2, 0; 0, 2, 1]) = [1, 2, 0; 0, 3, 3]',
    '0, 2, 3',
    'rot180([3, 2, 0; 0, 2, 1]) = [1, 2, 0; 0, 2, 3]',
  ],
  ['tensor w[M]; index k in 1..M; theorem t: w_<k> != w_<k+0>', 'w_<k> = w_<k+0>', 'w_<k> = w_<k+0>'],
  ['size M; assume M >= 4; theorem t: 4 < M', '4 <= M', '4 <= M'],
  [
    'tensor w[M], x[M]; theorem t: W * pad(X, M-1) = X * pad(W, M-1)',
    'W (*) pad(X, M-1), X (*) pad(W, M-1)',
    'W (*) pad(X, M - 1) = X (*) pad(W, M - 1)',
  ],
];

describe('what was meant is offered', () => {
  test.each(repairs)('%s', (text, source, reading) => {
    const [judged] = judgeText(text, limits);
    expect(judged?.verdict.verdict).toBe('refuted');
    expect(judged?.repair).toMatchObject({ source, reading, verdict: 'proved' });
  });

  test.each(repairs)('and is proved when it is written so: %s', (text, _, reading) => {
    const [verdict] = judgeText(
      text.replace(/theorem t: .*$/, () => `theorem t: ${reading}`),
      limits,
    );
    expect(verdict?.verdict.verdict).toBe('proved');
  });
});

describe('nothing is offered', () => {
  test.each([
    [
      'where no small change makes it true',
      'tensor a[M], b[N]; theorem t: (sum_<m=1..M> a_<m>)^2 = b_<1>^5 + 7',
    ],
    [
      'where it would say the same twice',
      'tensor w[M,N]; index a in 1..M, b in 1..N; theorem t: w_<a,b> = w_<b,a>',
    ],
    [
      'beyond what would say the same twice',
      'tensor x[I]; theorem t: sum_<i=1..I> x_<i> = sum_<i=1..I-1> x_<i>',
    ],
    ['for what is true', 'tensor w[M]; theorem t: rot180(rot180(W)) = W'],
    ['for what means nothing', 'tensor w[M]; theorem t: sum_<m=1..m> w_<m> = 0'],
  ])('%s', (_, text) => {
    expect(judgeText(text, limits).map(({ repair }) => repair)).toEqual([null]);
  });

  test('where no time is given', () => {
    const [text] = repairs[0] as readonly [string, string, string];
    expect(judgeText(text, { ...limits, repair: 0 })[0]?.repair).toBeNull();
    const { repair: _, ...without } = limits;
    expect(judgeText(text, without)[0]?.repair).toBeNull();
  });
});

/** A formula after what declares its names, the LaTeX piece that is offered, and the claim in native notation. */
const documents: readonly (readonly [formula: string, source: string, reading: string])[] = [
  [
    'z_{kl} = \\sum_{m=1}^M \\sum_{n=1}^N w_{mn} x_{k+m-1, l+m-1}',
    'x_{k+m-1, l+n-1}',
    'z_<k,l> = sum_<m=1..M> sum_<n=1..N> w_<m,n> x_<k+m-1,l+n-1>',
  ],
  [
    'z_{kl} = \\sum_{m=1}^M \\sum_{n=1}^M w_{mn} x_{k+m-1, l+n-1}',
    '\\sum_{n=1}^N',
    'z_<k,l> = sum_<m=1..M> sum_<n=1..N> w_<m,n> x_<k+m-1,l+n-1>',
  ],
  [
    'z_{kl} = \\sum_{m=1}^M \\sum_{n=1}^N w_{nm} x_{k+m-1, l+n-1}',
    'w_{mn}',
    'z_<k,l> = sum_<m=1..M> sum_<n=1..N> w_<m,n> x_<k+m-1,l+n-1>',
  ],
  [
    'z_{kl} = \\sum_{m=1}^M \\sum_{n=1}^N w_{mn} x_{k-m-1, l+n-1}',
    'x_{k+m-1, l+n-1}',
    'z_<k,l> = sum_<m=1..M> sum_<n=1..N> w_<m,n> x_<k+m-1,l+n-1>',
  ],
  [
    'z_{kl} = \\sum_{m=1}^M \\sum_{n=1}^N w_{mn} x_{k+m, l+n-1}',
    'x_{k+m-1, l+n-1}',
    'z_<k,l> = sum_<m=1..M> sum_<n=1..N> w_<m,n> x_<k+m-1,l+n-1>',
  ],
  // A subscript added to without braces would be read as two.
  [
    'z_{kl} = \\sum_{m=1}^M \\sum_{n=1}^N w_{M-m,N-n+1} x_{k+M-m, l+N-n}',
    'w_{M-m+1,N-n+1}',
    'z_<k,l> = sum_<m=1..M> sum_<n=1..N> w_<M-m+1,N-n+1> x_<k+M-m,l+N-n>',
  ],
  ['W \\circledast X = W * X', '\\text{rot180}(W) * X', 'W (*) X = rot180(W) * X'],
];

describe('in a document the piece is LaTeX', () => {
  const before =
    'Let $X = [x_{ij}]_{I \\times J}$ and $W = [w_{mn}]_{M \\times N}$, and $Z = W * X$ with ' +
    '$Z = [z_{kl}]_{K \\times L}$, where $K = I-M+1$ and $L = J-N+1$.\n\nThen\n\n$$\n';
  test.each(documents)('%s', (formula, source, reading) => {
    const last = judgeDocument(`${before}${formula}\n$$\n`, { as: 'md', ...limits }).at(-1);
    expect(last?.verdict.verdict, last?.verdict.message).toBe('refuted');
    expect(last?.repair).toMatchObject({ source, reading, verdict: 'proved' });
  });
});
