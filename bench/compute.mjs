// Compiled formulas beside TensorFlow.js and PyTorch: first that TensorFlow.js computes the same, exactly, on layers made
// by chance; then what all take on the layers of known networks, forward and both gradients. `--same N` layers are
// compared (100); with `--javascript` TensorFlow.js runs in plain JavaScript, too, which takes minutes.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compile, gradient } from '../dist/src/index.js';
import { learning } from './learn.mjs';
import { middle, processorTime, repeated, table } from './measure.mjs';
import { peak } from './peak.mjs';
import { backend, layer } from './tensorflow.mjs';

/** The layer as a formula; its gradients are derived from it. */
function formula({ stride, pad, dilation }) {
  const at = (k, p) => `${stride}*${k}+${dilation}*${p}-${stride + dilation - 1 + pad}`;
  return `tensor w[D,C,M,N], x[B,C,I,J]; index n in 1..B, d in 1..D, k in 1..K, l in 1..L;
    sum_<c=1..C, p=1..M, q=1..N> w_<d,c,p,q> x_<n,c,${at('k', 'p')},${at('l', 'q')}>`;
}

/** A case with its number of outputs. */
function sized(given) {
  const { I, J, M, N, stride, pad, dilation } = given;
  const outputs = (i, m) => Math.floor((i + 2 * pad - dilation * (m - 1) - 1) / stride) + 1;
  return { ...given, K: outputs(I, M), L: outputs(J, N) };
}

/** The same functions as TensorFlow's `layer` has, and the processor time that compiling each of them took. */
function compiled(given, { x, w, g }) {
  const { B, C, D, I, J, M, N, K, L } = given;
  const options = { shapes: { w: [D, C, M, N], x: [B, C, I, J] }, sizes: { K, L }, type: 'float32' };
  const text = formula(given);
  const compiling = [];
  const made = (make) => {
    let result;
    compiling.push(
      processorTime(() => {
        result = make();
      }),
    );
    return result;
  };
  const forward = made(() => compile(text, options));
  const [byInput, byKernel] = ['x', 'w'].map((name) => made(() => gradient(text, name, options)));
  return {
    forward: () => forward({ w, x }),
    byInput: () => byInput({ w, x }, g),
    byKernel: () => byKernel({ w, x }, g),
    compiling,
  };
}

function arrays({ B, C, D, I, J, M, N, K, L }, draw) {
  const of = (length) => Float32Array.from({ length }, draw);
  return { x: of(B * C * I * J), w: of(D * C * M * N), g: of(B * D * K * L) };
}

const kinds = ['forward', 'byInput', 'byKernel'];

// ---- the same ------------------------------------------------------------------------------------

/** Integers from lo to hi by a linear congruence, the same in every run. */
let state = 1;
function integer(lo, hi) {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return lo + (Math.floor(state / 65_536) % (hi - lo + 1));
}

function anyCase() {
  const [M, N, stride] = [integer(1, 4), integer(1, 4), integer(1, 3)];
  // TensorFlow.js has dilation without strides only, and no gradients of it.
  const dilation = stride === 1 ? integer(1, 2) : 1;
  const [I, J] = [M, N].map((m) => dilation * (m - 1) + integer(1, 9));
  return sized({
    ...{ B: integer(1, 3), C: integer(1, 4), D: integer(1, 7) },
    ...{ I, J, M, N, stride, pad: integer(0, Math.min(M, N) - 1), dilation },
  });
}

await backend('cpu');
const { same, javascript } = parseArgs({
  options: { same: { type: 'string', default: '100' }, javascript: { type: 'boolean', default: false } },
}).values;
const wanted = Number(same);
const different = [];
for (let n = 0; n < wanted; n++) {
  const given = anyCase();
  const numbers = arrays(given, () => integer(-4, 4));
  const [ours, theirs] = [compiled(given, numbers), layer(given, numbers)];
  for (const kind of given.dilation > 1 ? ['forward'] : kinds) {
    const [a, b] = [ours[kind](), theirs[kind]()];
    if (a.length !== b.length || a.some((value, i) => value !== b[i]))
      different.push(`${kind} ${JSON.stringify(given)}`);
  }
  theirs.dispose();
}
console.log(`${wanted} layers, ${different.length} results differ\n${different.join('\n')}`);
if (different.length > 0) process.exitCode = 1;

// ---- the time ------------------------------------------------------------------------------------

const plain = { stride: 1, pad: 0, dilation: 1 };
const known = [
  ['80×80, 3×3', { ...plain, B: 1, C: 1, D: 1, I: 80, J: 80, M: 3, N: 3 }],
  ['LeNet 1', { ...plain, B: 32, C: 1, D: 6, I: 28, J: 28, M: 5, N: 5 }],
  ['LeNet 2', { ...plain, B: 32, C: 6, D: 16, I: 14, J: 14, M: 5, N: 5 }],
  ['64 channels', { ...plain, pad: 1, B: 8, C: 64, D: 64, I: 56, J: 56, M: 3, N: 3 }],
  ['text, height 5', { ...plain, B: 32, C: 1, D: 100, I: 40, J: 100, M: 5, N: 100 }],
];

const cases = known.map(([name, shape]) => {
  const given = sized(shape);
  return { name, given, numbers: arrays(given, () => Math.random() - 0.5) };
});
const times = (of, least = 5, most = 500) =>
  kinds.map((kind) => middle(repeated(() => processorTime(of[kind]), least, most)));
const backward = ([, byInput, byKernel]) => byInput + byKernel;

await backend('wasm');
const measured = cases.map(({ name, given, numbers }) => {
  const ours = compiled(given, numbers);
  const theirs = layer(given, numbers);
  const [own, wasm] = [times(ours), times(theirs)];
  theirs.dispose();
  return { name, given, numbers, compiling: Math.max(...ours.compiling), own, wasm };
});

const limit = peak();
console.log(
  table(
    ['layer', 'compile ms', 'forward ms', 'GFLOP/s', 'of the peak', 'gradients ms'],
    measured.map(({ name, compiling, own, given: { B, C, D, M, N, K, L } }) => {
      const speed = (2 * B * D * K * L * C * M * N) / own[0] / 1e6;
      return [name, compiling, own[0], speed, `${Math.round((100 * speed) / limit)} %`, backward(own)];
    }),
  ),
);
console.log(`peak: ${limit.toFixed(1)} GFLOP/s, multiplications and additions on vectors in registers\n`);

/** What a peer takes, and how many times as much that is. */
function beside(peer, of) {
  const rows = measured.flatMap((each, i) => {
    const theirs = of(each, i);
    if (theirs === null) return [];
    const times = [theirs[0] / each.own[0], backward(theirs), backward(theirs) / backward(each.own)];
    return [[each.name, theirs[0], ...times]];
  });
  console.log(`${table([peer, 'forward ms', 'times', 'gradients ms', 'times'], rows)}\n`);
}

beside('TensorFlow.js, WebAssembly, one thread', ({ wasm }) => wasm);

const torch = spawnSync(
  '/usr/bin/python3',
  [fileURLToPath(new URL('peers/torch_layers.py', import.meta.url))],
  {
    input: JSON.stringify(measured.map(({ given }) => given)),
    encoding: 'utf8',
  },
);
const found = torch.status === 0 ? JSON.parse(torch.stdout) : null;
if (found === null) console.log("PyTorch is not there: Debian's package is python3-torch\n");
else beside(`PyTorch ${found.version}, one thread`, (_, i) => found.times[i]);

if (javascript) {
  await backend('cpu');
  // The small one is no measure: it is over before anything is optimised.
  beside('TensorFlow.js, plain JavaScript', ({ given, numbers }, i) => {
    if (i === 0) return null;
    const theirs = layer(given, numbers);
    const taken = times(theirs, 1, 1000);
    theirs.dispose();
    return taken;
  });
}

console.log(table(['a kernel learned', 'compile ms', 'other shapes ms', 'ms', 'steps', 'error'], learning()));
