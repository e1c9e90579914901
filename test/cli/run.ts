import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import type { Report } from '../../src/report/report.js';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const cli = join(root, 'dist/src/cli.js');

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

/** Runs the compiled command; its standard input is `input` or empty. */
export function run(args: readonly string[], { input = '', cwd = root, env = {} } = {}): Ran {
  const { stdout, stderr, status } = spawnSync(process.execPath, [cli, ...args], {
    cwd,
    input,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 64_000_000,
  });
  return { stdout, stderr, code: status };
}

/** The JSON that a command prints. */
export function report(
  args: readonly string[],
  options: { readonly input?: string; readonly cwd?: string } = {},
): Report {
  return JSON.parse(run([...args, '--format', 'json'], options).stdout) as Report;
}

/** A folder of its own for a file of tests, removed behind them. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'convproof-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
