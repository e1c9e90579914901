// The measure of repair on more slips than the tests have time for: `npm run slips`, or `npm run slips -- 10000`.

import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [count = '3000'] = process.argv.slice(2);
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', 'test/prove/slips.test.ts', '--disable-console-intercept', '--testTimeout', '7200000'],
  { cwd: root, stdio: 'inherit', env: { ...process.env, CONVPROOF_SLIPS: count } },
);
process.exit(status ?? 1);
