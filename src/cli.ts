#!/usr/bin/env node
// The command `convproof`. Its version is answered before anything is loaded.

import { version } from './report/version.js';

const [first, ...rest] = process.argv.slice(2);
if ((first === '--version' || first === '-V') && rest.length === 0) {
  process.stdout.write(`${version}\n`);
} else {
  const [{ main }, { endWithReader }] = await Promise.all([
    import('./cli/main.js'),
    import('./cli/output.js'),
  ]);
  endWithReader();
  await main(process.argv.slice(2));
}
