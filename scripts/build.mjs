// Compiles the grammars and the sources into dist/, and makes the command of few files there, executable.

import { spawnSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './grammar.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

build();
const compiler = join(root, 'node_modules/typescript/bin/tsc');
const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: ['ignore', 2, 2],
});
if (status !== 0) process.exit(status ?? 1);

// The command in few files: loading a hundred small modules takes longer than most checks.
const { rolldown } = await import('rolldown');
// The threads that check files begin with a file of their own.
const input = { convproof: join(root, 'dist/src/cli.js'), worker: join(root, 'dist/src/cli/worker.js') };
const bundle = await rolldown({ input, platform: 'node' });
rmSync(join(root, 'dist/bin'), { recursive: true, force: true });
await bundle.write({ dir: join(root, 'dist/bin'), format: 'esm', entryFileNames: '[name].js' });
await bundle.close();
for (const command of ['dist/src/cli.js', 'dist/bin/convproof.js']) chmodSync(join(root, command), 0o755);
