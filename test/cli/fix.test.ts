// `--fix`: what is proved is written, and nothing else.

import { chmodSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixed, overwrite } from '../../src/cli/fix.js';
import { defaultOptions, type Judged, judge } from '../../src/report/judge.js';
import type { FixReport, Kind } from '../../src/report/report.js';
import { report, reportIn, root, run, scratch } from './run.js';

const folder = scratch();
const at = { cwd: folder };
/** A slow machine must not find less. */
const patient = { ...defaultOptions, repair: 60_000, timeout: 60_000 };

async function fixing(text: string, kind: Kind): Promise<{ text: string; fixes: readonly FixReport[] }> {
  const judging = (each: string) => judge('t', each, kind, patient);
  const { judged, fixes } = await fixed(await judging(text), judging);
  return { text: judged.text, fixes };
}

const declared = 'tensor w[M,N], x[I,J]\nassume M <= I, N <= J\nindex k in 1..I-M+1, l in 1..J-N+1\n';

function notebook(formula: string): string {
  const source = [
    'Let $X = [x_{ij}]_{I \\times J}$ and\n',
    '$W = [w_{mn}]_{M \\times N}$. Then\n',
    `$$\n${formula}\n$$`,
  ];
  return JSON.stringify({ cells: [{ cell_type: 'markdown', metadata: {}, source }], nbformat: 4 }, null, 1);
}

const sum = 'sum_<m=1..M, n=1..N> x_<k+m-1,l+n-1> w_<m,n>';

describe('repairs, where they stand', () => {
  const rows: readonly (readonly [title: string, kind: Kind, before: string, after: string])[] = [
    [
      'a subscript',
      'conv',
      `${declared}theorem t:\n  (W * X)_<k,l> = sum_<m=1..M, n=1..N> w_<m,n> x_<k+m,l+n-1>\n`,
      `${declared}theorem t:\n  (W * X)_<k,l> = sum_<m=1..M, n=1..N> w_<m,n> x_<k+m-1,l+n-1>\n`,
    ],
    [
      'several in one file, also in quotations and after other line ends',
      'md',
      '> Of all $X = [x_{ij}]_{I \\times J}$:\r\n>\r\n> $$ 3 + 4 = 8\r\n> $$\r\n\r\nand $2 \\cdot 3 = 7$.\r\n',
      '> Of all $X = [x_{ij}]_{I \\times J}$:\r\n>\r\n> $$ 3 + 4 = 7\r\n> $$\r\n\r\nand $2 \\cdot 3 = 6$.\r\n',
    ],
    [
      'the last relation of a chain',
      'conv',
      `${declared}theorem t: (W * X)_<k,l> = ${sum} = sum_<m=1..M, n=1..N> w_<m,n> x_<k+m-1,l+m-1>\n`,
      `${declared}theorem t: (W * X)_<k,l> = ${sum} = sum_<m=1..M, n=1..N> w_<m,n> x_<k+m-1,l+n-1>\n`,
    ],
    [
      'a notebook',
      'ipynb',
      notebook('W \\circledast X = W * X'),
      notebook('W \\circledast X = \\text{rot180}(W) * X'),
    ],
    [
      'what is proved, or open, stays',
      'conv',
      'tensor w[M]\ntheorem t: rot180(rot180(W)) = W\ntheorem u: max(w_<1>, w_<2>) * min(w_<1>, w_<2>) = w_<1> w_<2>\n',
      'tensor w[M]\ntheorem t: rot180(rot180(W)) = W\ntheorem u: max(w_<1>, w_<2>) * min(w_<1>, w_<2>) = w_<1> w_<2>\n',
    ],
  ];
  test.each(rows)('%s', async (_, kind, before, after) => {
    expect((await fixing(before, kind)).text).toBe(after);
    expect((await fixing(after, kind)).text).toBe(after);
  });
});

describe('a repair is refused, with the reason', () => {
  const rows: readonly (readonly [text: string, refused: readonly (string | undefined)[]])[] = [
    // 3 would become 2, which is not 1 + 2.
    ['theorem t: 1 + 2 = 3 = 5 - 3\n', ['the relation at 1:18 would no longer be proved, but refuted']],
    ['theorem t: 1 + 1 = 3\ntheorem u: 4 + 4 = 9\n', [undefined, undefined]],
  ];
  test.each(rows)('%j', async (before, refused) => {
    const { text, fixes } = await fixing(before, 'conv');
    expect(fixes.map((fix) => fix.refused)).toEqual(refused);
    if (refused.every((reason) => reason !== undefined)) expect(text).toBe(before);
  });

  test('where two change the same', async () => {
    const [first, second] = (
      await judge('t', 'theorem t: 1 + 1 = 3\ntheorem u: 2 + 2 = 5\n', 'conv', patient)
    ).judged;
    const { edits = [] } = first?.claim.repair ?? {};
    expect(edits.length).toBeGreaterThan(0);
    const { repair, ...claim } = second?.claim ?? fail('two claims');
    const same = { ...(repair ?? fail('a repair')), edits };
    const both = [first, { ...second, claim: { ...claim, repair: same } }] as readonly Judged[];
    const judging = (each: string) => judge('t', each, 'conv', patient);
    const { fixes } = await fixed(
      {
        path: 't',
        text: 'theorem t: 1 + 1 = 3\ntheorem u: 2 + 2 = 5\n',
        judged: both,
        notes: [],
        silenced: 0,
        cells: null,
      },
      judging,
    );
    expect(fixes.map((fix) => fix.refused)).toEqual([undefined, 'it changes what another repair changes']);
  });
});

function fail(what: string): never {
  throw new Error(`there should be ${what}`);
}

test('a chapter with slips: each repair is written, said, and proved after it', async () => {
  const path = join(folder, 'slips.md');
  const before = `\uFEFF${readFileSync(join(root, 'test/document/chapters/slips.en.md'), 'utf8')}`;
  writeFileSync(path, before);
  chmodSync(path, 0o640);
  symlinkSync('slips.md', join(folder, 'link.md'));
  const [found] = (await report(['check', 'link.md', '--repair', '60'], at)).files;
  const repairable = (found?.claims ?? []).filter(({ repair }) => repair?.edits !== undefined);
  expect(repairable.length).toBeGreaterThan(5);
  const ran = await run(['check', 'link.md', '--fix', '--format', 'json', '--repair', '60'], at);
  const [after] = reportIn(ran).files;
  const written = after?.fixes?.filter(({ refused }) => refused === undefined) ?? [];
  expect(written).toHaveLength(repairable.length);
  expect(ran.stderr.trim().split('\n')).toHaveLength(repairable.length);
  expect(after?.summary.refuted).toBe((found?.summary.refuted ?? 0) - repairable.length);
  expect(after?.summary.proved).toBe((found?.summary.proved ?? 0) + repairable.length);
  const [again] = (await report(['check', 'link.md', '--repair', '60'], at)).files;
  expect(again?.summary).toEqual(after?.summary);
  // Undone by hand, edit by edit from the end, the file is what it was.
  const edits = written.flatMap((fix) => fix.edits);
  let lines = readFileSync(path, 'utf8').split('\n');
  expect(lines[0]?.charAt(0)).toBe('\uFEFF');
  for (const { line, column, text, was } of edits.toReversed()) {
    const now = lines[line - 1] ?? '';
    expect(now.slice(column - 1).startsWith(text) || edits.some((other) => other.line === line)).toBe(true);
    const earlier = edits.filter((other) => other.line === line && other.column < column);
    const shift = earlier.reduce((sum, other) => sum + other.text.length - other.was.length, 0);
    const from = column - 1 + shift;
    lines = lines.with(line - 1, now.slice(0, from) + was + now.slice(from + text.length));
  }
  expect(lines.join('\n')).toBe(before);
  expect(statSync(path).mode & 0o777).toBe(0o640);
});

test('a file that was changed meanwhile is not written over', () => {
  const path = join(folder, 'changed.conv');
  writeFileSync(path, 'new');
  expect(overwrite(path, 'old', 'repaired')).toBe('it was changed while it was checked');
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(overwrite(path, 'new', 'repaired')).toBeNull();
  expect(readFileSync(path, 'utf8')).toBe('repaired');
});

test('standard input is no file', async () => {
  const { stderr, code } = await run(['check', '-', '--as', 'conv', '--fix'], { input: 'theorem t: 1 = 2' });
  expect(stderr).toContain('standard input is none');
  expect(code).toBe(2);
});
