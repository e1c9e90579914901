// LeNet learns to read digits, and shows what its first layers see of one: activations.png.
//
//     cd examples/lenet && npm install && npm start

import { writeFileSync } from 'node:fs';
import { curve, installedDigits, lenetJob, train } from 'convproof/network';
import { png, sheet } from '../png.js';

const digits = installedDigits(import.meta.dirname);
const job = lenetJob(digits);
console.log(job.about);
const { losses } = await train(
  job,
  { steps: 0, losses: [] },
  { onReached: (message) => console.log(message) },
);
console.log(curve(losses));

// A row for each layer: the digit, then the channels of the layer, as many as there is room for.
const across = 8;
const { entries } = digits.find(({ label }) => label === 3);
const outputs = job.network.run({ count: 1, inputs: { input: entries } }, { last: 'pool2' });
const pictures = ['conv1', 'pool1', 'conv2', 'pool2'].flatMap((name) => {
  const [, channels, ...shape] = job.network.placed(1).find((node) => node.name === name).output;
  const length = shape[0] * shape[1];
  const shown = Array.from({ length: Math.min(channels, across - 1) }, (_, c) => ({
    entries: outputs.get(name).subarray(c * length, (c + 1) * length),
    shape,
    scale: Math.floor(56 / shape[0]),
  }));
  const blank = { entries: new Float32Array(1).fill(1), shape: [1, 1], scale: 56 };
  const row = [{ entries, shape: [28, 28], scale: 2 }, ...shown];
  return [...row, ...Array(across - row.length).fill(blank)];
});
writeFileSync('activations.png', png(sheet(pictures, across, [56, 56])));
console.log('activations.png: a digit, and what conv1, pool1, conv2 and pool2 make of it');
