// Makes a fresh clone ready to run: dependencies, generated grammars, compiled code; silent when nothing is to do.
//
// `npm start` and `npm test` begin with it. Plain Node, because it runs before anything is installed.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

function time(path) {
  const full = join(root, path);
  return existsSync(full) ? statSync(full).mtimeMs : 0;
}

/** The time of the newest TypeScript file under a folder. */
function newest(folder) {
  if (!existsSync(join(root, folder))) return 0;
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  const times = entries.map((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return newest(path);
    return path.endsWith('.ts') ? time(path) : 0;
  });
  return Math.max(0, ...times);
}

function run(command, args) {
  // On Windows npm is a script, which only a shell starts.
  const shell = process.platform === 'win32' && command === 'npm';
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell });
  if (status === 0) return;
  process.stderr.write(
    `setup: \`${[command, ...args].join(' ')}\` failed${error ? `: ${error.message}` : ''}\n`,
  );
  process.exit(status ?? 1);
}

// npm writes this file at the end of every installation, which also builds, by the prepare script.
if (time('node_modules/.package-lock.json') < time('package-lock.json')) {
  run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund']);
}

const { build } = await import('./grammar.mjs');
build();

// The compiler writes all declarations each time, so the newest one tells when it last ran.
const sources = Math.max(
  newest('grammar'),
  newest('src'),
  time('tsconfig.json'),
  time('tsconfig.build.json'),
);
if (newest('dist') < sources) run(process.execPath, ['scripts/build.mjs']);
