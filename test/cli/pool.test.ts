// Many files: on threads, in order, and none stops another.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Progress } from '../../src/cli/output.js';
import { reportIn, runProcess, scratch } from './run.js';

const folder = scratch();
const at = { cwd: folder };
const names = Array.from({ length: 12 }, (_, i) => `f${String(i).padStart(2, '0')}.conv`);
for (const [i, name] of names.entries()) {
  const comment = `# ${'long enough for threads '.repeat(100)}\n`;
  const theorem = i === 5 ? 'theorem t: (1 = 1\n' : `theorem t${i}: ${i} = ${i === 7 ? 8 : i}\n`;
  writeFileSync(join(folder, name), comment.repeat(i % 4) + theorem);
}

test('the order is that of the arguments, and one bad file stops no other', () => {
  const { files } = reportIn(runProcess(['check', ...names, '--format', 'json'], at));
  expect(files.map(({ path }) => path)).toEqual(names);
  expect(files.map(({ error }) => error === undefined)).toEqual(names.map((_, i) => i !== 5));
  expect(files.filter(({ summary }) => summary.proved === 1)).toHaveLength(10);
  const { stdout, stderr, code } = runProcess(['check', '.', 'missing.conv'], at);
  expect(code).toBe(2);
  expect(stderr.trim().split('\n').at(0)).toMatch(/^f05\.conv:2:12: /);
  expect(stderr).toContain('missing.conv: no such file');
  const places = [...stdout.matchAll(/^f(\d\d)\.conv:/gm)].map(([, number]) => Number(number));
  expect(places).toEqual([0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11]);
  expect(stdout).toContain('10 proved, 1 refuted, 2 files not read in 13 files');
});

test('the bar is for terminals', () => {
  const written: string[] = [];
  const stream = { isTTY: true, columns: 60, write: (text: string) => written.push(text) > 0 };
  const progress = new Progress(8, stream, 0);
  progress.show(2);
  progress.clear();
  progress.clear();
  expect(written).toEqual([`\r\u001b[K[${'#'.repeat(10)}${'·'.repeat(30)}] 2 of 8 files`, '\r\u001b[K']);
  new Progress(8, { ...stream, isTTY: false }, 0).show(2);
  new Progress(0, stream, 0).show(0);
  expect(written).toHaveLength(2);
});
