import { describe, expect, test } from 'vitest';
import { rows } from '../support/rows.js';
import { run } from './run.js';

const expand = (text: string, sizes: string, ...more: string[]) =>
  run(['expand', text, '--sizes', sizes, ...more]);

rows(
  async (text: string, sizes: string, polynomials: string) => {
    expect(await expand(text, sizes)).toEqual({ stdout: `${polynomials}\n`, stderr: '', code: 0 });
  },
  [
    ['tensor w[M], x[M]; sum_<m=1..M> w_<m> x_<m>', 'M=2', 'w_<1> x_<1> + w_<2> x_<2>'],
    ['tensor w[M], x[M]; sum_<m=1..M> w_<m> x_<m+k>', 'M=2,k=1', 'w_<1> x_<2>'],
    ['tensor w[M,N]; rot90(W)', 'M=1,N=2', '[w_<1,1>;\n w_<1,2>]'],
    ['tensor w[M,N], x[I,J]; W * X', 'M=1,N=1,I=1,J=2', '[w_<1,1> x_<1,1>, w_<1,1> x_<1,2>]'],
    ['tensor w[M]; rot180(W)', 'M=2', '_<1>  w_<2>\n_<2>  w_<1>'],
    ['rot180([1, 20; 3, 4])', 'M=1', '[ 4, 3;\n 20, 1]'],
    ['tensor w[M]\nw_<1>^2 - 1/2', 'M=1', '-1/2 + w_<1>^2'],
  ],
);

test('--count prints the number of cells and terms, and the time', async () => {
  const { stdout } = await expand('tensor w[M], x[I]; full(W, X)', 'M=2,I=3', '--count');
  expect(stdout).toMatch(/^4 cells, 6 terms, [\d.]+ ms\n$/);
});

describe('both sides of a relation are written out and compared', () => {
  rows(
    async (text: string, sizes: string, code: number, expected: string) => {
      expect(await expand(text, sizes)).toEqual({ stdout: expected, stderr: '', code });
    },
    [
      [
        'tensor w[M,N], x[I,J]; full(W, X) = full(X, W)',
        'M=2,N=1,I=3,J=2',
        0,
        'equal: 8 cells, 12 terms on each side\n',
      ],
      [
        'tensor w[3]; (w_<1> + w_<2>)^2 = w_<1>^2 + w_<2>^2 + 2 w_<1> w_<2>',
        'M=1',
        0,
        'equal: 3 terms on each side\n',
      ],
      [
        'tensor w[M]; rot180(W) = W',
        'M=3',
        1,
        'different in 2 of 3 cells\n_<1>\n  left   w_<3>\n  right  w_<1>\n_<3>\n  left   w_<1>\n  right  w_<3>\n',
      ],
      ['tensor w[M]; w_<1> = 2 w_<1>', 'M=3', 1, 'different\n  left   w_<1>\n  right  2 w_<1>\n'],
      ['tensor w[M,N]; transpose(W) = W', 'M=2,N=3', 1, 'the shapes differ: [3, 2] and [2, 3]\n'],
      ['tensor w[M]; rot180(W) != W', 'M=1', 1, 'equal: 1 cell, 1 term on each side\n'],
      [
        'tensor w[M]; W = rot180(rot180(W)) = W',
        'M=2',
        0,
        'equal: 2 cells, 2 terms on each side\n'.repeat(2),
      ],
    ],
  );

  test('--count prints cells, terms and time of both sides', async () => {
    const { stdout, code } = await expand('tensor w[M], x[I]; full(W, X) = full(X, W)', 'M=2,I=3', '--count');
    expect(stdout).toMatch(
      /^left {3}4 cells, 6 terms, [\d.]+ ms\nright {2}4 cells, 6 terms, [\d.]+ ms\nequal\n$/,
    );
    expect(code).toBe(0);
  });

  test('as JSON', async () => {
    const { stdout, code } = await expand('tensor w[M]; rot180(W) = W', 'M=2', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      sizes: { M: 2 },
      holds: false,
      relations: [
        {
          operator: '=',
          holds: false,
          equal: false,
          shape: [2],
          left: { cells: 2, terms: 2 },
          right: { cells: 2, terms: 2 },
          differing: 2,
          differences: [
            { at: [1], left: 'w_<2>', right: 'w_<1>' },
            { at: [2], left: 'w_<1>', right: 'w_<2>' },
          ],
        },
      ],
    });
    expect(code).toBe(1);
  });
});

describe('what is too large ends in an error that says how large it is, at once', () => {
  const binders = Array.from({ length: 12 }, (_, i) => `${'abcdefghijkl'[i]}=1..M`).join(', ');
  rows(
    async (text: string, sizes: string, message: string) => {
      const start = Date.now();
      const { stdout, stderr, code } = await expand(text, sizes, '--timeout', '2');
      expect([stdout, code]).toEqual(['', 2]);
      expect(stderr).toBe(`convproof: ${message}\n`);
      expect(Date.now() - start).toBeLessThan(60_000);
    },
    [
      [
        'tensor W[M,M], X[M,M]; full(W, X) = full(X, W)',
        'M=1000000000',
        'it takes 3999999996000000001 terms, more than 10000000; --budget raises the limit',
      ],
      [
        `tensor w[M]; sum_<${binders}> w_<a>`,
        'M=1000000000',
        `it takes 1${'0'.repeat(99)} terms, more than 10000000; --budget raises the limit`,
      ],
      [
        'tensor w[M]; (sum_<m=1..M> w_<m>)^12',
        'M=40',
        'it takes 158753389940 terms, more than 10000000; --budget raises the limit',
      ],
      ['tensor w[M]; sum_<m=1..M> [m*m = 2] w_<1>', 'M=1000000000', 'the time limit was reached'],
    ],
  );

  test('twelve nested sums of two terms', async () => {
    const { stdout } = await expand(`tensor w[M]; sum_<${binders}> w_<a> w_<l>`, 'M=2');
    expect(stdout).toBe('2048 w_<1> w_<2> + 1024 w_<1>^2 + 1024 w_<2>^2\n');
  });
});

test('as JSON', async () => {
  const { stdout } = await expand('tensor w[M]; rot180(W)', 'M=2', '--format', 'json');
  expect(JSON.parse(stdout)).toMatchObject({
    sizes: { M: 2 },
    shape: [2],
    cells: 2,
    terms: 2,
    entries: [
      { at: [1], polynomial: 'w_<2>' },
      { at: [2], polynomial: 'w_<1>' },
    ],
  });
});

describe('what cannot be written out is said on standard error, exit code 2', () => {
  rows(
    async (text: string, sizes: string, message: string) => {
      const { stdout, stderr, code } = await expand(text, sizes, '--budget', '1000');
      expect(stderr).toContain(message);
      expect([stdout, code]).toEqual(['', 2]);
    },
    [
      ['tensor w[M]; sum_<m=1..M> w_<m>', 'N=2', 'M has no value; give it with --sizes M=2'],
      ['tensor w[M]; w_<k>', 'M=2', 'if it is an index, give it a value: --sizes k=1'],
      ['tensor w[M]; sum_<m=1..M> w_<m>', 'M=0', 'at these sizes 1 <= M does not hold'],
      [
        'tensor w[M]; sum_<m=1..M> w_<m>',
        'M=1000000000',
        'it takes 1000000000 terms, more than 1000; --budget raises the limit',
      ],
      ['tensor w[M]; 1 <= M', 'M=2', 'only = and != are decided by writing both sides out, not <='],
      ['tensor w[M]; w = w_<1>', 'M=2', 'one side is a tensor, the other a number or an entry'],
      ['tensor w[M]', 'M=2', 'the text must end in an expression'],
      ['w_<1>', 'M=2', 'w is not declared'],
      ['tensor w[M]; (w_<1>', 'M=2', "line 1, column 14: this `(` is not closed; expected ')'"],
    ],
  );
});
