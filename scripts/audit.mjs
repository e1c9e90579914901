// Soundness and completeness over generated statements: the prover against brute force. `npm run audit -- --help`
//
// The audit is TypeScript beside the tests; it is bundled with the sources into a temporary folder and run there.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { build } from './grammar.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

build();
const folder = mkdtempSync(join(tmpdir(), 'convproof-audit-'));
try {
  const bundle = await rolldown({
    input: { run: join(root, 'test/audit/run.ts') },
    platform: 'node',
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
  });
  await bundle.write({ dir: folder, format: 'esm', entryFileNames: '[name].mjs', sourcemap: true });
  await bundle.close();
  const { main } = await import(pathToFileURL(join(folder, 'run.mjs')).href);
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`audit: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 2;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
