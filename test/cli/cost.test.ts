import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { costsOf } from '../../src/cli/costs.js';
import { cost as costsIn, prove } from '../../src/index.js';
import { costOf, Uncounted } from '../../src/prove/cost/index.js';
import { defaultOptions } from '../../src/prove/verdict.js';
import { costReport, costText } from '../../src/report/cost.js';
import { namesIn } from '../../src/term/context.js';
import { elaborate } from '../../src/term/elaborate.js';
import { splitExpression } from '../../src/term/expression.js';
import { one, variable } from '../../src/term/poly.js';
import { asScalar } from '../../src/term/reading.js';
import { freeNames } from '../../src/term/subst.js';
import { binder } from '../../src/term/term.js';
import { tallied } from '../support/counting.js';
import { declarations, formulaTexts } from '../support/formulas.js';
import { rows } from '../support/rows.js';
import { run } from './run.js';

const layer =
  'tensor w[D,C,M,N], x[C,I,J], b[D]; assume M <= I, N <= J; index o in 1..D, k in 1..I-M+1, l in 1..J-N+1;';
const sum = 'sum_<c=1..C, m=1..M, n=1..N> w_<o,c,m,n> x_<c,k+m-1,l+n-1>';

describe('multiplications, additions, outputs and parameters as polynomials', () => {
  rows(
    (text: string, ...expected: (string | null)[]) => {
      const [counts] = costsIn(text);
      const { multiplications, additions, outputs, parameters } = counts as NonNullable<typeof counts>;
      expect([multiplications, additions, outputs, parameters].map(({ formula }) => formula)).toEqual(
        expected,
      );
    },
    [
      [
        `${layer} ${sum}`,
        'D*(I-M+1)*(J-N+1)*C*M*N',
        'D*(I-M+1)*(J-N+1)*(C*M*N-1)',
        'D*(I-M+1)*(J-N+1)',
        'D*C*M*N',
      ],
      // A bias is one addition more, and one parameter for each output channel.
      [
        `${layer} b_<o> + ${sum}`,
        'D*(I-M+1)*(J-N+1)*C*M*N',
        'D*(I-M+1)*(J-N+1)*C*M*N',
        'D*(I-M+1)*(J-N+1)',
        'D*C*M*N + D',
      ],
      // The range may be empty.
      ['tensor w[M], x[I]; W * X', '[M <= I] (I-M+1)*M', '[M <= I] (I-M+1)*(M-1)', '[M <= I] (I-M+1)', 'M'],
      // Products with an entry outside are left out: each w meets each x once.
      ['tensor w[M], x[I]; full(W, X)', 'I*M', 'I*M - (I+M-1)', 'I+M-1', 'M'],
      // What an operation gives is computed once, and its zeros are entries.
      ['tensor w[M], x[I]; W * pad(X, M-1)', '(I+M-1)*M', '(I+M-1)*(M-1)', 'I+M-1', 'M'],
      [
        'tensor a[M,M], x[M]; index i in 1..M; sum_<j=1..i> a_<i,j> x_<j>',
        '1/2*M+1/2*M^2',
        '1/2*M^2-1/2*M',
        'M',
        'M*M',
      ],
      ['tensor x[I]; size S; meanpool(X, S)', 'floor(I/S)', 'floor(I/S)*(S-1)', 'floor(I/S)', '0'],
      // A sum without terms takes no additions.
      ['tensor x[I]; sum_<i=1..I> [2 divides i] x_<i>', '0', 'floor(I/2) - [1 <= floor(I/2)] 1', '1', '0'],
      // A maximum of several numbers, which are worked out for every index.
      ['tensor x[I], t; index i in 1..I; max(2 x_<i> - t, 0)', 'I', 'I', 'I', '1'],
      // What is not known is left open.
      ['tensor x[I]; sum_<i=1..I> x_<i^2>', '0', null, '1', '0'],
      // 1 and -1 are no factors, numbers are one factor and one term, and cost nothing alone.
      ['tensor x[I]; index i in 1..I; -x_<i> + 2 (3/4) x_<i>^3 + 1 + 2', '3*I', '2*I', 'I', '0'],
      ['tensor x[I]; sum_<i=1..I> i^2', '0', '0', '1', '0'],
      ['tensor w[K], x[K]; sum_<k=1..K> w_<k> x_<k> (w_<k> + x_<k>)', '2*K', '2K-1', '1', 'K'],
      ['tensor x[2,2]; [x_<1,1> x_<2,2>, x_<1,2> + 1; 0, 1] @ x', '1 + 2*2*2', '1 + 2*2', '2*2', '0'],
    ],
  );
});

rows(
  (text: string, sizes: Readonly<Record<string, number>>, ...lines: string[]) => {
    const [counts] = costsIn(text, { sizes });
    expect(costText(counts as NonNullable<typeof counts>)).toBe(lines.map((line) => `${line}\n`).join(''));
  },
  [
    [
      `${layer} ${sum}`,
      { D: 256, C: 256, M: 3, N: 3, I: 102, J: 102 },
      'multiplications  D*(I-M+1)*(J-N+1)*C*M*N = 256*100*100*256*3*3 = 5,898,240,000',
      'additions        D*(I-M+1)*(J-N+1)*(C*M*N-1) = 256*100*100*2303 = 5,895,680,000',
      'outputs          D*(I-M+1)*(J-N+1) = 256*100*100 = 2,560,000',
      'parameters       D*C*M*N = 256*256*3*3 = 589,824, the entries of w',
    ],
    [
      'tensor w[M], x[I]; W * X',
      { M: 3 },
      'multiplications  [M <= I] (I-M+1)*M = [3 <= I] (I-2)*3',
      'additions        [M <= I] (I-M+1)*(M-1) = [3 <= I] (I-2)*2',
      'outputs          [M <= I] (I-M+1) = [3 <= I] (I-2)',
      'parameters       M = 3, the entries of w',
    ],
    [
      'tensor u[2], v[2], x[I]; define h[I+1]_<i> = sum_<m=1..2> u_<m> x_<i-m+1>; index k in 1..I; max_<m=1..2> v_<m> h_<k+m-1>',
      { I: 4 },
      'multiplications  I*2 + I*2 = 4*2 + 4*2 = 16',
      'additions        I-1 = 3',
      'comparisons      I = 4',
      'outputs          I = 4',
      'all cells        (I+1) + I = 5 + 4 = 9',
      'parameters       2 + 2 = 4, the entries of u, v',
      'h',
      '  multiplications  I*2 = 4*2 = 8',
      '  additions        I-1 = 3',
      '  cells            I+1 = 5',
      'max_<m=1..2> v_<m> h_<k+m-1>',
      '  multiplications  I*2 = 4*2 = 8',
      '  additions        0',
      '  comparisons      I = 4',
      '  cells            I = 4',
    ],
  ],
);

test('each count is a theorem, which can be claimed', () => {
  const [counts] = costsIn(`${layer} ${sum}`);
  const claims = counts?.theorems.map((theorem, i) => `theorem t${i}: ${theorem}`) ?? [];
  expect(claims).toContain(
    'theorem t1: sum_<o=1..D, k=1..I-M+1, l=1..J-N+1> sum_<c=1..C, m=1..M, n=1..N> 1 = D (I-M+1) (J-N+1) C M N',
  );
  const { summary } = prove(`${layer}\n${claims.join('\n')}`);
  expect(summary).toMatchObject({ proved: claims.length, refuted: 0, unknown: 0 });
});

describe('what is not counted is said on standard error, exit code 2', () => {
  rows(
    (message: string, ...args: string[]) => {
      const given = {
        sizes: new Map(),
        parameters: args[1] === undefined ? null : [args[1]],
        limits: defaultOptions,
      };
      expect(() => costsOf(args[0] as string, null, given)).toThrow(message);
    },
    [
      ['k has no end; index k in 1..K gives it one', 'tensor x[I]; index k; x_<k>'],
      ['y is no tensor that the formula is computed from: x', 'tensor x[I], y[I]; sum_<i=1..I> x_<i>', 'y'],
      ['a recurrence', 'define R_0 = 1; define R_l = 2 R_<l-1> for l >= 1; index l in 0..3; R_l'],
      ['a sum over k that has no end', 'function f(t); sum_<k> f(k)'],
      ['does not say how it is computed', 'tensor x[I]; function f(Z); define Z = X; diff(f(Z), x_<1>)'],
      ['nothing can satisfy what is assumed', 'tensor x[I]; assume I <= 2, I >= 3; sum_<i=1..I> x_<i>'],
      ['is another tensor for every k', 'tensor x[I]; index k in 1..2; (pad(X, k))_<1>'],
      ['does not apply', 'tensor w[M,N], x[I]; W * X'],
    ],
  );
});

test('the command: a theorem of a file, sizes that are not as assumed, JSON', async () => {
  const { stdout, code } = await run([
    'cost',
    'proofs/backward-pass.conv#by-the-input',
    '--sizes',
    'M=3,N=3,I=9,J=9',
  ]);
  expect(code).toBe(0);
  expect(stdout).toContain('diff(f(z), x_<i,j>) does not say how it is computed');
  expect(stdout).toContain('multiplications  M*N*(I-M+1)*(J-N+1) = 3*3*7*7 = 441');
  expect(await run(['cost', 'tensor w[M], x[I]; assume M <= I; W * X', '--sizes', 'M=3,I=2'])).toEqual({
    stdout: '',
    stderr: 'convproof: at these sizes M <= I does not hold\n',
    code: 2,
  });
  const json = await run(['cost', 'tensor w[3], x[5]; W * X', '--parameters', 'x', '--format', 'json']);
  expect(JSON.parse(json.stdout).formulas).toMatchObject([
    {
      reading: 'w * x',
      multiplications: { formula: '3*3', value: 9 },
      parametersOf: ['x'],
      proof: { checked: true },
    },
  ]);
});

/** Values of the sizes of `declarations`. */
const points = [
  [1, 1],
  [2, 3],
  [3, 2],
].map((values) => new Map(['M', 'N'].map((name, v) => [name, BigInt(values[v] as number)])));

test('the counts are those of a run through the loops', () => {
  const runs = Number(process.env.RUNS ?? 4);
  fc.assert(
    fc.property(formulaTexts, (formula) => {
      const { context, node } = splitExpression(`${declarations}${formula}`);
      const term = asScalar(elaborate(namesIn(context), node), node.range);
      fc.pre(term.tag !== 'entry');
      const cost = counted(() => costOf(context, term, [], defaultOptions));
      const own = cost?.stages.at(-1);
      fc.pre(cost !== null && own !== undefined);
      const cells = freeNames(term).has('k') ? [binder('k', one, variable('M'))] : [];
      for (const sizes of points) {
        const counts = costReport(formula, { ...cost, stages: [own] }, sizes);
        const tally = tallied(context.env, term, cells, sizes);
        for (const kind of ['multiplications', 'additions'] as const)
          if (counts[kind].error === undefined) expect(counts[kind].value, formula).toBe(tally[kind]);
      }
    }),
    { numRuns: runs },
  );
});

/** What an action gives; null for what cannot be counted. */
function counted<T>(action: () => T): T | null {
  try {
    return action();
  } catch (error) {
    if (error instanceof Uncounted) return null;
    throw error;
  }
}
