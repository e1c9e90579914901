import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run, scratch } from './run.js';

const folder = scratch();

async function evaluated(formula: string, data: string, ...more: string[]) {
  writeFileSync(join(folder, 'data.json'), data);
  return run(['eval', formula, '--data', 'data.json', ...more], { cwd: folder });
}

const layer = 'tensor w[M,N], x[I,J], b; assume M <= I, N <= J';
const data = '{"w": [[1, 2], [3, 4]], "x": [[1, 2, 3], [4, 5, 6], [7, 8, 9.5]], "b": "1/3", "S": 2}';

describe('a formula in numbers', () => {
  test.each([
    [`${layer}; W * X`, '37    47\n67  79\n'],
    [`${layer}; index l in 1..J-N+1; b + sum_<m=1..M, n=1..N> w_<m,n> x_<m,l+n-1>`, '112/3  142/3\n'],
    [`${layer}; sum_<i=1..I> x_<i,i>`, '31/2\n'],
    [`${layer}; stride(X, S, S)`, '1  3\n7  19/2\n'],
  ])('%s', async (formula, expected) => {
    const { stdout, stderr, code } = await evaluated(formula, data);
    expect([stderr, code]).toEqual(['', 0]);
    expect(stdout.replaceAll(/ +/g, ' ')).toBe(expected.replaceAll(/ +/g, ' '));
  });

  test('as JSON, with the fractions beside', async () => {
    const { stdout } = await evaluated(
      'tensor x[I]; index i in 1..I; x_<i>/3',
      '{"x": [1, 3]}',
      '--format',
      'json',
    );
    expect(JSON.parse(stdout)).toMatchObject({ shape: [2], value: [1 / 3, 1], exact: ['1/3', '1'] });
  });
});

describe('what cannot be computed is said in words, with exit code 2', () => {
  test.each([
    [
      'tensor x[I]; x_<1> = 2',
      '{"x": [1]}',
      'line 1, column 14: a relation is no expression; write one of its sides',
    ],
    ['tensor w[M], x[I]; w * x', '{"x": [1, 2]}', 'the shape of w is not given'],
    ['tensor x[I,J]; X', '{"x": [[1, 2], [3]]}', 'data.json: the rows of x are not equally long'],
    ['tensor x[I]; x', '{"x": [1, "a"]}', 'data.json: x holds "a", which is no number'],
    ['tensor x[I]; x', '[1]', 'data.json: an object is expected, {"w": [1, 2], "S": 3}'],
    ['tensor x[I]; x', '{', 'data.json: no JSON'],
  ])('%s at %s', async (formula, given, message) => {
    const { stdout, stderr, code } = await evaluated(formula, given);
    expect([stdout, code]).toEqual(['', 2]);
    expect(stderr).toContain(`convproof: ${message}`);
  });
});
