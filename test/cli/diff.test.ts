import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDerivative } from '../../src/cli/diff.js';
import { Budget } from '../../src/kernel/budget.js';
import { Comparison } from '../../src/kernel/compare.js';
import { defaultOptions } from '../../src/prove/claim.js';
import { differentiate } from '../../src/prove/derivative.js';
import { judgeText } from '../../src/prove/file.js';
import { showScalar } from '../../src/term/show.js';
import { claimsOf, firstDifference } from '../support/brute.js';
import { declarations, formulaTexts } from '../support/formulas.js';
import { rows } from '../support/rows.js';
import { run } from './run.js';

const correlation = 'tensor w[M,N], x[I,J]; sum_<m=1..M, n=1..N> w_<m,n> x_<k+m-1,l+n-1>';

rows(
  async (text: string, wrt: string, ...lines: string[]) => {
    expect(await run(['diff', text, '--wrt', wrt])).toEqual({
      stdout: `${lines.join('\n')}\n`,
      stderr: '',
      code: 0,
    });
  },
  [
    [
      correlation,
      'x_<i,j>',
      'w_<i-k+1,j-l+1>',
      '  for k <= i <= M+k-1, l <= j <= N+l-1, else 0',
      '  with i in 1..I, j in 1..J, any k, any l',
    ],
    [
      `${correlation.replace(';', '; index k in 1..I-M+1, l in 1..J-N+1;')}`,
      'w_<m,n>',
      'x_<k+m-1,l+n-1>',
      '  with k in 1..I-M+1, l in 1..J-N+1, m in 1..M, n in 1..N',
    ],
    [
      'tensor w[M], x[I]; full(W, X)',
      'w_<m>',
      'x_<k-m+1>',
      '  for k-I+1 <= m <= k, else 0',
      '  with m in 1..M, k in 1..I+M-1',
    ],
    [
      'tensor w[M], x[I]; sum_<m=1..M> w_<m> x_<k+2m>',
      'x_<i>',
      '[2 divides i-k] w_<floor((i-k)/2)>',
      '  for 1 <= floor((i-k)/2), floor((i-k)/2) <= M, else 0',
      '  with i in 1..I, any k',
    ],
    ['tensor x[I]; x_<floor(k/2)>', 'x_<i>', '[i = floor(k/2)] 1', '  with i in 1..I, any k'],
    ['tensor x[I]; x_<i>', 'x_<j>', '[i = j] 1', '  with j in 1..I, any i'],
    ['tensor b; b^3', 'b', '3 b^2'],
    [
      'tensor x[I]; sum_<i=1..I, j=i+1..I> (x_<i> - x_<j>)^2',
      'x_<p>',
      '(2I-2) x_<p> - (2 sum_<i=1..p-1> x_<i>) - (2 sum_<j=p+1..I> x_<j>)',
      '  with p in 1..I',
    ],
    [
      'size S; tensor w[M], x[I]; sum_<i=1..I> w_<floor(i/(2S))> x_<i>',
      'w_<m>',
      'sum_<i=1..I> [m = floor(i/(2S))] x_<i>',
      '  with m in 1..M',
    ],
    ['tensor x[I], t; t * max_<i=1..I> x_<i>', 't', 'max_<i=1..I> x_<i>'],
    ['tensor x[I], t; t^2 * prod_<i=1..I> x_<i>', 't', '2 t prod_<i=1..I> x_<i>'],
    ['tensor x[I]; (sum_<i=1..I> x_<i>)^2', 'x_<i>', "2 sum_<i'=1..I> x_<i'>", '  with i in 1..I'],
    [
      'tensor x[I]; max_<i=1..I> x_<i>',
      'x_<j>',
      '[x_<j> = max_<i=1..I> x_<i>] 1',
      '  with j in 1..I',
      '  for entries of which no maximum is attained twice',
    ],
    [
      'tensor x[I]; sum_<i=1..I> sum_<j=1..I> (x_<i> - x_<j>)^2',
      'x_<p>',
      '4I x_<p> - (4 sum_<j=1..I> x_<j>)',
      '  with p in 1..I',
    ],
    [
      'tensor a[M,M]; sum_<i=1..M> (A @ A @ A)_<i,i>',
      'a_<p,q>',
      '3 sum_<k=1..M> a_<q,k> a_<k,p>',
      '  with p in 1..M, q in 1..M',
    ],
    ['tensor b; 2', 'b', '0'],
    ['tensor b; -b^2/(M*N)', 'b', '-2/(M*N) b'],
    ['tensor x[I]; x_<1>^2', 'x_<1>', '2 x_<1>'],
    [
      'tensor x[I], t[I]; 1/I sum_<i=1..I> (x_<i> - t_<i>)^2',
      'x_<i>',
      '2/I x_<i> - 2/I t_<i>',
      '  with i in 1..I',
    ],
    [
      'tensor z[K]; function a(z); sum_<k=1..K> a(z_<k>)^2',
      'z_<j>',
      "2 a(z_<j>) a'(z_<j>)",
      '  with j in 1..K',
    ],
    [
      'tensor w[M], x[I]; define Z = W * X; function f(Z); f(Z)',
      'w_<m>',
      'sum_<k=1..I-M+1> x_<k+m-1> diff(f(Z), z_<k>)',
      '  with m in 1..M',
    ],
  ],
);

test('as JSON', async () => {
  const { stdout } = await run(['diff', correlation, '--wrt', 'x_<i,j>', '--format', 'json']);
  expect(JSON.parse(stdout)).toMatchObject({
    reading: 'diff(sum_<m=1..M, n=1..N> w_<m,n> x_<k+m-1,l+n-1>, x_<i,j>)',
    derivative: 'w_<i-k+1,j-l+1>',
    inside: ['k <= i <= M+k-1', 'l <= j <= N+l-1'],
    indices: [
      { name: 'i', from: '1', to: 'I' },
      { name: 'j', from: '1', to: 'J' },
      { name: 'k', from: null, to: null },
      { name: 'l', from: null, to: null },
    ],
    proof: { checked: true },
  });
});

describe('what has no derivative, or none that is known, is said on standard error, exit code 2', () => {
  rows(
    async (text: string, wrt: string, message: string) => {
      const { stdout, stderr, code } = await run(['diff', text, '--wrt', wrt]);
      expect(stderr).toContain(message);
      expect([stdout, code]).toEqual(['', 2]);
    },
    [
      [
        'tensor x[I], t; define y[I]_<i> = t x_<1>; max_<i=1..I> y_<i>',
        't',
        'not all numbers of a max are seen to be different',
      ],
      ['tensor x[I]; prod_<i=1..I> x_<i>', 'x_<j>', 'a product over a range is not differentiated'],
      ['tensor x[I]; max_<i=1..I> (2 x_<i>)', 'x_<j>', 'a max is not differentiated'],
      ['tensor x[I]; define y[I]_<i> = 2 x_<i>; max_<i=1..I> y_<i>', 'x_<j>', 'a max is not differentiated'],
      [
        'tensor x[I]; max_<i=1..I, m=1..I> x_<i>',
        'x_<j>',
        'not all numbers of a max are seen to be different',
      ],
      ['tensor x[I]; x_<1>', 'y_<j>', 'the tensor y is not declared'],
      ['tensor x[I]; x_<1>', 'x', '--wrt takes an entry of a declared or defined tensor'],
      ['tensor x[I]; rot180(x)', '(rot180(x))_<1>', '--wrt takes an entry of a declared or defined tensor'],
      ['tensor x[I]; x_<1>', 'x_<i,j>', 'x has 1 subscript, not 2'],
      ['tensor x[I]; x_<1>', 'x_<', 'line 1, column'],
      ['tensor x[I]; q + 1', 'x_<1>', 'q is not declared'],
      ['tensor x[I]; x_<1> = 1', 'x_<1>', 'a relation is no expression'],
      ['tensor x[I]', 'x_<1>', 'the text must end in an expression'],
      ['tensor x[I]; assume I <= 2, I >= 3; x_<1>', 'x_<i>', 'nothing can satisfy what is assumed'],
    ],
  );
});

/** Values of the sizes and indices of `declarations`, and of i and j. */
const points = [
  [1, 1, 1, 1, 1],
  [2, 1, 2, 1, 1],
  [2, 3, 1, 2, 3],
].map((values) => new Map(['M', 'N', 'k', 'i', 'j'].map((name, v) => [name, BigInt(values[v] as number)])));

test('what is printed reads back, is proved to be the derivative, and has its values', () => {
  const entry = fc.constantFrom(...['a_<i>', 'b_<k>', 'c_<i,j>', 'c_<k,k>', 'a_<2*i-1>']);
  fc.assert(
    fc.property(formulaTexts, entry, (formula, wrt) => {
      const { context, term } = readDerivative(`${declarations}${formula}`, wrt);
      const { derivative } = differentiate(context, term, defaultOptions);
      const ranges = 'index i in 1..M, j in 1..N;';
      const text = `${declarations}${ranges}theorem t: diff(${formula}, ${wrt}) = ${showScalar(derivative)}`;
      const [relation] = judgeText(text);
      expect(relation?.verdict.verdict, `${text}: ${relation?.verdict.message}`).toBe('proved');
      const [claim] = claimsOf(text);
      expect(claim && firstDifference(claim, 2), text).toBeNull();
      // Written out, the derivative is that of a polynomial, which knows nothing of the rules.
      for (const at of points) {
        const budget = new Budget(10_000);
        expect(new Comparison(context.env, term, derivative, at, budget).equal(), text).toBe(true);
      }
    }),
    { numRuns: 20 },
  );
});
