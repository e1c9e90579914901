// What each theorem in proofs/ costs to prove, and what the kernel alone needs to check the proof found; then one
// claim at growing sizes, which should cost the same at all of them. A table, or with --json data for programs.

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { check } from '../dist/src/kernel/kernel.js';
import { judgeText } from '../dist/src/prove/file.js';
import { middle, repeated, table, timed } from './measure.mjs';

const proofs = fileURLToPath(new URL('../proofs/', import.meta.url));

/** Every relation of a text: `prove` is the search with its check, `check` the kernel alone on the proof found. */
function theorems(text) {
  const runs = repeated(() => judgeText(text));
  return runs[0].map(({ name, verdict: { verdict, theorem, proof, rules } }, i) => ({
    name,
    verdict,
    prove: middle(runs.map((judged) => judged[i].milliseconds)),
    check:
      proof === undefined
        ? null
        : middle(repeated(() => timed(() => check(theorem.env, theorem.hyps, proof)))),
    rules: rules ?? null,
  }));
}

/** Kernel and input sizes written out; null leaves them symbols. */
const sizes = [
  ['10', 10n],
  ['10^3', 10n ** 3n],
  ['10^6', 10n ** 6n],
  ['10^9', 10n ** 9n],
  ['M, N, I, J', null],
];

function reversedKernel(size) {
  const [M, N, I, J] = size === null ? ['M', 'N', 'I', 'J'] : [size, size, 2n * size, 2n * size];
  const assumed = size === null ? 'assume M <= I, N <= J\n' : '';
  return `tensor w[${M},${N}], x[${I},${J}]
${assumed}index k in 1..${I}-${M}+1, l in 1..${J}-${N}+1
theorem reversed-kernel:
  sum_<m=1..${M}, n=1..${N}> w_<${M}-m+1,${N}-n+1> x_<k+m-1,l+n-1>
    = sum_<p=1..${M}, q=1..${N}> w_<p,q> x_<k+${M}-p,l+${N}-q>`;
}

const files = readdirSync(proofs).filter((name) => name.endsWith('.conv'));
const suite = files.sort().flatMap((name) => theorems(readFileSync(proofs + name, 'utf8')));
const growth = sizes.map(([written, size]) => ({ sizes: written, ...theorems(reversedKernel(size))[0] }));

if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ suite, growth }, null, 2));
} else {
  const cells = ({ prove, check, rules }) => [prove, check ?? '-', String(rules ?? '-')];
  console.log(
    table(
      ['theorem', 'prove ms', 'check ms', 'rules'],
      suite.map((row) => [row.name, ...cells(row)]),
    ),
  );
  console.log();
  console.log(
    table(
      ['reversed-kernel at', 'prove ms', 'check ms', 'rules'],
      growth.map((row) => [row.sizes, ...cells(row)]),
    ),
  );
}
