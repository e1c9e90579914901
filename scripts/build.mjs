// Compiles the grammars and the sources into dist/, and makes the command executable, as npm does when it installs.

import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
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
if (status === 0) chmodSync(join(root, 'dist/src/cli.js'), 0o755);
process.exitCode = status ?? 1;
