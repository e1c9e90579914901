import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { version } from '../../src/index.js';
import { report, reportIn, root, run, runProcess } from './run.js';

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

test('the version is that of the package', () => {
  expect(version).toBe(manifest.version);
  for (const flag of ['--version', '-V'])
    expect(runProcess([flag])).toEqual({ stdout: `${version}\n`, stderr: '', code: 0 });
});

describe('wrong usage: a line on standard error, nothing on standard output, exit code 2', () => {
  const rows: readonly (readonly [args: readonly string[], message: string])[] = [
    [[], 'Usage: convproof'],
    [['check'], "missing required argument 'file'"],
    [['frobnicate'], "unknown command 'frobnicate'"],
    [['check', '--bogus', 'a.conv'], "unknown option '--bogus'"],
    [['check', 'a.conv', '--format', 'xml'], 'Allowed choices are text, json'],
    [['check', 'a.conv', '--budget', '-1'], 'a number of terms, 1 or more'],
    [['check', 'a.conv', '--timeout', 'soon'], 'a number of seconds, more than 0'],
    [['prove'], 'prove takes either -e TEXT or a .conv file'],
    [['prove', '-e', 'theorem t: 1 = 1', 'a.conv'], 'prove takes either -e TEXT or a .conv file'],
    [['prove', 'README.md'], 'prove reads native notation; for README.md it is convproof check'],
    [['expand', '1', '--sizes', 'M'], "'M' is not like M=2"],
    [['expand', '1', '--sizes', 'M=99999999999999999999'], '99999999999999999999 is too large'],
  ];
  test.each(rows)('%j', async (args, message) => {
    const { stdout, stderr, code } = await run(args);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});

test('help is no error', () => {
  const { stdout, stderr, code } = runProcess(['--help']);
  expect(stdout).toContain('check [options] [file...]');
  expect([stderr, code]).toEqual(['', 0]);
});

describe('exit codes of prove', () => {
  const rows: readonly (readonly [text: string, verdict: string, code: number])[] = [
    ['tensor w[M]; theorem t: rot180(rot180(W)) = W', 'proved', 0],
    ['tensor w[M]; theorem t: rot180(W) = W', 'refuted', 1],
    ['tensor w[M]; theorem t: rot90(W) = W', 'ill-formed', 1],
    ['tensor w[M]; theorem t: max(w_<1>, w_<2>) * min(w_<1>, w_<2>) = w_<1> w_<2>', 'unknown', 0],
  ];
  test.each(rows)('%s', (text, verdict, code) => {
    const ran = runProcess(['prove', '-e', text, '--format', 'json']);
    const [file] = reportIn(ran).files;
    expect(file?.claims[0]?.verdict).toBe(verdict);
    expect(ran.code).toBe(code);
  });
});

test('the JSON has the fields that programs rely on', async () => {
  const text = 'tensor w[M]\nindex k in 1..M\ntheorem turned: w_<k> =\n  w_<M-k+1> = w_<M-k+1>\n';
  const { tool, files } = await report(['check', '-', '--as', 'conv'], { input: text });
  expect(tool).toEqual({ name: 'convproof', version });
  const [first, second] = files[0]?.claims ?? [];
  expect(first).toEqual({
    name: 'turned',
    line: 3,
    column: 23,
    endLine: 4,
    endColumn: 12,
    source: 'w_<k> =\n  w_<M-k+1>',
    reading: 'w_<k> = w_<M-k+1>',
    verdict: 'refuted',
    message: 'false: at M = 2, k = 1 the left side is w_<1>, the right side is w_<2>',
    counterexample: {
      sizes: { M: 2 },
      indices: { k: 1 },
      left: 'w_<1>',
      right: 'w_<2>',
      difference: 'w_<1> - w_<2>',
      monomial: { text: 'w_<1>', left: '1', right: '0' },
    },
    milliseconds: expect.any(Number),
  });
  expect(second).toMatchObject({
    line: 4,
    column: 13,
    endLine: 4,
    endColumn: 24,
    verdict: 'proved',
    scope: 'all sizes',
    proof: { rules: expect.any(Number), checked: true },
  });
  expect(files[0]?.summary).toEqual({
    definition: 0,
    proved: 1,
    refuted: 1,
    'ill-formed': 0,
    unknown: 0,
    skipped: 0,
  });
});

test('matrices of numbers differ in a cell', async () => {
  const { files } = await report(['prove', '-e', 'theorem t: [1, 2; 3, 4] = [1, 2; 3, 5]']);
  expect(files[0]?.claims[0]?.counterexample).toEqual({
    cell: [2, 2],
    left: '4',
    right: '5',
    difference: '-1',
  });
});

test('text: the place, the verdict, the formula, and a counterexample with the cells that differ', async () => {
  const text = 'tensor w[M,N]; theorem t: rot180(W) = transpose(transpose(W)); theorem u: W = W';
  const { stdout } = await run(['prove', '-e', text]);
  expect(stdout.replace(/[\d.]+ m?s\b/, '… ms')).toBe(
    [
      '-e:1:37  ✗ refuted  t',
      '    1 | tensor w[M,N]; theorem t: rot180(W) = transpose(transpose(W)); theorem u: W = W',
      '      |                           ^^^^^^^ ^',
      '    at M = 1, N = 2, in row 1, column 1, the left side is w_<1,2>, the right side is w_<1,1>',
      '      left side               right side',
      '      *w_<1,2>  *w_<1,1>      *w_<1,1>  *w_<1,2>',
      '      (* where they differ)',
      '    did you mean W? that is proved for all sizes',
      '-e:1:77  ✓ proved  all sizes  u',
      '    W = W',
      '',
      '1 proved, 1 refuted, … ms',
      '',
    ].join('\n'),
  );
  expect((await run(['prove', '-e', text, '--quiet'])).stdout.trim().split('\n')).toHaveLength(8);
});

test('no colours where there is no terminal', () => {
  const { stdout } = runProcess(['prove', '-e', 'theorem t: 1 = 2'], { env: { FORCE_COLOR: '1' } });
  expect(stdout).not.toContain('\u001b');
});
