import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, vi } from 'vitest';
import { main } from '../../src/cli/main.js';
import type { Report } from '../../src/report/report.js';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The command as it is installed. */
export const command = join(root, 'dist/bin/convproof.js');

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

interface Surroundings {
  /** Standard input, else it is empty. */
  readonly input?: string;
  readonly cwd?: string;
}

/**
 * Runs the command in this process, which takes a tenth of the time of one of its own. What only a process shows is for
 * `runProcess`: its streams and signals, and threads, whose file the build writes.
 */
export async function run(
  args: readonly string[],
  { input = '', cwd = root }: Surroundings = {},
): Promise<Ran> {
  const [before, outside] = [process.exitCode, process.cwd()];
  const stdout = captured(process.stdout);
  const stderr = captured(process.stderr);
  const stdin = vi.spyOn(process, 'stdin', 'get');
  stdin.mockReturnValue(Readable.from(input === '' ? [] : [Buffer.from(input)]) as typeof process.stdin);
  process.chdir(cwd);
  process.exitCode = 0;
  try {
    await main(args);
    return { stdout: stdout.text(), stderr: stderr.text(), code: Number(process.exitCode) };
  } finally {
    process.exitCode = before;
    process.chdir(outside);
    for (const each of [stdout, stderr, stdin]) each.mockRestore();
  }
}

/** What is written to a stream from now on, instead of writing it. */
function captured(stream: NodeJS.WriteStream): { text: () => string; mockRestore: () => void } {
  let text = '';
  const spy = vi.spyOn(stream, 'write').mockImplementation((chunk) => {
    text += chunk;
    return true;
  });
  return { text: () => text, mockRestore: () => spy.mockRestore() };
}

/** Runs the command in a process of its own. */
export function runProcess(
  args: readonly string[],
  { input = '', cwd = root, env = {} }: Surroundings & { readonly env?: NodeJS.ProcessEnv } = {},
): Ran {
  const { stdout, stderr, status } = spawnSync(process.execPath, [command, ...args], {
    cwd,
    input,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 64_000_000,
  });
  return { stdout, stderr, code: status };
}

/** The JSON that a command prints. */
export async function report(args: readonly string[], surroundings: Surroundings = {}): Promise<Report> {
  return reportIn(await run([...args, '--format', 'json'], surroundings));
}

/** The JSON in what a command printed. */
export function reportIn({ stdout }: Ran): Report {
  return JSON.parse(stdout) as Report;
}

/** A folder of its own for a file of tests, removed behind them. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'convproof-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
