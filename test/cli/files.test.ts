import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { command, type Ran, report, reportIn, root, run, runProcess, scratch } from './run.js';

const folder = scratch();
const at = { cwd: folder };
const theorem = 'tensor w[M]\ntheorem t: rot180(rot180(W)) = W\n';

function file(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content);
  return name;
}

file('good.conv', theorem);
mkdirSync(join(folder, 'empty'));
mkdirSync(join(folder, 'nested/deeper/.hidden'), { recursive: true });
file('nested/deeper/one.conv', theorem);
file('nested/deeper/.hidden/two.conv', theorem);
file('nested/notes.txt', 'nothing');
symlinkSync('loop.md', join(folder, 'loop.md'));

describe('a file that cannot be read gets one line and exit code 2, and the others are read', () => {
  const rows: readonly (readonly [path: string, content: string | Buffer | null, message: string])[] = [
    ['missing.md', null, 'missing.md: no such file or directory'],
    ['empty', null, 'empty: no .md, .markdown, .tex, .rst, .ipynb or .conv file in this directory'],
    ['good.conv/x.md', null, 'no such file: a part of the path is not a directory'],
    ['loop.md', null, 'loop.md: a symbolic link that leads to itself'],
    ['binary.md', 'a\0b', 'binary.md: a binary file: byte 2 is NUL'],
    ['latin.conv', Buffer.from('\uFFFD caf\u00e9', 'latin1'), 'latin.conv: not UTF-8: byte 1 '],
    [
      'late.conv',
      Buffer.concat([Buffer.from('é \uFFFD '), Buffer.from([0xe9])]),
      'late.conv: not UTF-8: byte 8 ',
    ],
    ['cut.conv', Buffer.from([0x61, 0xe2, 0x82]), 'cut.conv: not UTF-8: byte 2 '],
    ['notes.txt', 'words', 'notes.txt: a .txt file is not read'],
    ['noending', 'words', 'noending: a file without an ending is not read'],
    ['-', null, '<stdin>: standard input needs its kind'],
  ];
  const complains = ({ stdout, stderr, code }: Ran, message: string): void => {
    expect(stderr).toContain(`convproof: `);
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stdout).toContain('1 proved, 1 file not read in 2 files');
    expect(code).toBe(2);
  };
  test.each(rows)('%s', async (path, content, message) => {
    if (content !== null) file(path, content);
    complains(await run(['check', path, 'good.conv'], at), message);
  });

  // So much is worth threads.
  test.each(['dollars.conv', 'dollars.md'])('%s', (path) => {
    file(path, '$'.repeat(10_000_000));
    complains(runProcess(['check', path, 'good.conv'], at), `${path}: more than 5 MB`);
  });

  test('a file without permission', () => {
    chmodSync(join(folder, file('secret.conv', theorem)), 0);
    // The superuser may read everything; then another user must try.
    const uid = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    cpSync(join(root, 'package.json'), join(folder, 'package.json'));
    cpSync(dirname(command), join(folder, 'bin'), { recursive: true });
    chmodSync(folder, 0o755);
    const ran = spawnSync(process.execPath, ['bin/convproof.js', 'check', 'secret.conv'], {
      cwd: folder,
      encoding: 'utf8',
      ...uid,
    });
    expect(ran.stderr).toBe('convproof: secret.conv: permission denied\n');
    expect(ran.status).toBe(2);
  });
});

test('a syntax error is shown with its place and a caret', async () => {
  file('open.conv', 'tensor w[M]\ntheorem t: (w + w = w\n');
  const { stderr, code } = await run(['check', 'open.conv'], at);
  expect(stderr).toBe(
    "open.conv:2:12: this `(` is not closed; expected ')'\n  2 | theorem t: (w + w = w\n    |            ^\n",
  );
  expect(code).toBe(2);
  const [only] = (await report(['check', 'open.conv'], at)).files;
  expect(only?.error).toEqual({ message: "this `(` is not closed; expected ')'", line: 2, column: 12 });
});

test('an empty file has no claims', async () => {
  const { stdout, code } = await run(['check', file('empty.conv', '')], at);
  expect([stdout.replace(/\d+ ms/, ''), code]).toEqual(['\nno claims, \n', 0]);
});

test('a directory is searched to the bottom, but for hidden folders', async () => {
  const paths = (await report(['check', 'nested'], at)).files.map(({ path }) => path);
  expect(paths).toEqual([join('nested', 'deeper', 'one.conv')]);
});

test('a file named twice is read once', async () => {
  expect((await report(['check', 'good.conv', 'good.conv'], at)).files).toHaveLength(1);
});

test('standard input', () => {
  const args = ['check', '-', '--as', 'conv', '--format', 'json'];
  const { files } = reportIn(runProcess(args, { input: theorem }));
  expect(files[0]).toMatchObject({ path: '-', summary: { proved: 1 } });
});

test('a byte order mark does not move the columns', async () => {
  const [only] = (await report(['check', file('bom.conv', `\uFEFF${'theorem t: 1 = 1\r\n'}`)], at)).files;
  expect(only?.claims[0]).toMatchObject({ line: 1, column: 14, endLine: 1, endColumn: 17 });
});

test('control characters of a file do not reach the terminal', async () => {
  const { stdout, stderr } = await run(['check', file('bell.conv', 'theorem t: 1 = \u001b[31m\n')], at);
  expect(stdout).not.toContain('\u001b');
  expect(stderr).toContain('bell.conv:1:');
});

test('a reader that leaves ends the work without a word', async () => {
  const theorems = Array.from({ length: 3000 }, (_, i) => `theorem t${i}: ${i} = ${i}`).join('\n');
  const child = spawn(process.execPath, [command, 'check', file('long.conv', theorems)], { cwd: folder });
  child.stdout.once('data', () => child.stdout.destroy());
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(stderr).toBe('');
  expect(code).toBe(0);
});
