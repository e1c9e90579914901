// Prints `N passed, N failed` from the JSON of a test run; a file that could not be run counts as a failure.

import { readFileSync } from 'node:fs';

const [path] = process.argv.slice(2);
const text = path === undefined ? '' : readFileSync(path, 'utf8');
if (text === '') {
  console.log('0 passed, 1 failed');
  process.exit(1);
}
const { numPassedTests, numFailedTests, testResults } = JSON.parse(text);
const broken = testResults.filter(
  ({ status, assertionResults }) =>
    status === 'failed' && !assertionResults.some((result) => result.status === 'failed'),
);
const failed = numFailedTests + broken.length;
console.log(`${numPassedTests} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
