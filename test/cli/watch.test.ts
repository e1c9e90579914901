import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { command, run, scratch } from './run.js';

const folder = scratch();

test('--watch checks again what has changed, until Ctrl-C', async () => {
  const path = join(folder, 'one.conv');
  writeFileSync(path, 'theorem t: 1 = 2\n');
  writeFileSync(join(folder, 'two.conv'), 'theorem u: 2 = 2\n');
  const child = spawn(process.execPath, [command, 'check', '.', '--watch'], {
    cwd: folder,
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds() && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const rounds = (): number => err.split('watching 2 files; Ctrl-C ends\n').length - 1;
  await until(() => rounds() === 1);
  expect(out).toContain('1 proved, 1 refuted');
  out = '';
  writeFileSync(path, 'theorem t: 11 = 11\n');
  await until(() => rounds() === 2);
  expect(out).toContain('one.conv:1:15  ✓ proved');
  expect(out).not.toContain('two.conv');
  out = '';
  writeFileSync(join(folder, 'convproof.config.json'), '{ "failOn": "x" }');
  await until(() => rounds() === 3);
  expect(err).toContain('a list in [ ] is expected here');
  writeFileSync(join(folder, 'convproof.config.json'), '{ "failOn": ["proved"] }');
  await until(() => rounds() === 4);
  expect(out).toContain('2 proved');
  child.kill('SIGINT');
  expect(await ended).toBe(1);
  expect(readFileSync(path, 'utf8')).toBe('theorem t: 11 = 11\n');
});

test('standard input cannot be watched', async () => {
  const { stderr, code } = await run(['check', '-', '--as', 'conv', '--watch'], {
    input: 'theorem t: 1 = 2',
  });
  expect(stderr).toContain('standard input is none');
  expect(code).toBe(2);
});
