// How large the gradient of the first layer is, by the depth of the network: plain layers y = f(x) against residual units
// y = x + f(x). Through plain layers it is a product of derivatives, and fades; through residual units that product has a
// summand 1 (proofs/residual-gradient.conv), and it stays.
//
//     node examples/residual/residual.js

import { fileURLToPath } from 'node:url';
import { activation, addition, convolution, Network, Random, squaredError } from 'convproof/network';

const [channels, side, batch] = [4, 6, 4];

/** The nodes of so many units, tanh of a convolution that keeps the size. */
function nodes(depth, isResidual) {
  const all = [];
  let before = 'input';
  for (let i = 1; i <= depth; i++) {
    const layer = convolution({ filters: channels, kernel: [3, 3], padding: 1 });
    all.push({ name: `conv${i}`, layer, from: [before] }, { name: `tanh${i}`, layer: activation('tanh') });
    if (isResidual) all.push({ name: `unit${i}`, layer: addition, from: [before, `tanh${i}`] });
    before = all.at(-1).name;
  }
  return [...all, { name: 'loss', layer: squaredError, from: [before, 'target'] }];
}

/** The Euclidean norm of the gradient by the first layer's kernels. */
export function norm(depth, isResidual, seed = 1) {
  const shape = [channels, side, side];
  const network = new Network({
    nodes: nodes(depth, isResidual),
    inputs: { input: shape, target: shape },
    initialisation: 'xavier',
    seed,
  });
  // A network that begins with small weights, as all do that are deep: half of Xavier's.
  for (const entries of network.parameters.values()) for (let i = 0; i < entries.length; i++) entries[i] /= 2;
  const random = new Random(seed + 1);
  const drawn = () => Float32Array.from({ length: batch * channels * side ** 2 }, () => random.normal());
  const { gradients } = network.gradients({ count: batch, inputs: { input: drawn(), target: drawn() } });
  return Math.hypot(...gradients.get('conv1.w'));
}

const depths = [2, 4, 8, 16, 32, 64];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log('gradient of the first layer by depth, each ▪ a factor of 10 above 1e-30\n');
  console.log('units     plain  residual');
  for (const depth of depths) {
    const [plain, residual] = [norm(depth, false), norm(depth, true)];
    const bar = (x) => '▪'.repeat(Math.max(0, Math.round(Math.log10(x) + 30)));
    console.log(`${`${depth}`.padStart(5)}  ${plain.toExponential(1)}   ${residual.toExponential(1)}`);
    console.log(`       plain    ${bar(plain)}\n       residual ${bar(residual)}`);
  }
}
