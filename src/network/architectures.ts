// Well-known networks as data. Parameters and sizes are those of the papers; where a network ran on two cards with half
// of the channels each (AlexNet), its one-column form (Krizhevsky, One weird trick, 2014).

import { convolution } from './convolution.js';
import { activation, addition, channelScale, connected } from './dense.js';
import type { Node } from './graph.js';
import { globalPooling, pooling } from './pooling.js';

export interface Architecture {
  readonly name: string;
  /** What it is, and who described it. */
  readonly about: string;
  /** Channels, rows and columns of the picture. */
  readonly input: readonly number[];
  readonly nodes: readonly Node[];
}

const relu = activation('relu');

/** LeCun, Bottou, Bengio, Haffner, Gradient-based learning applied to document recognition, 1998; max pooling, relu. */
const lenet: Architecture = {
  name: 'lenet',
  about: 'LeNet-5 with max pooling (LeCun and others 1998)',
  input: [1, 28, 28],
  nodes: [
    { name: 'conv1', layer: convolution({ filters: 6, kernel: [5, 5] }) },
    { name: 'relu1', layer: relu },
    { name: 'pool1', layer: pooling('max', { block: [2, 2] }) },
    { name: 'conv2', layer: convolution({ filters: 16, kernel: [5, 5] }) },
    { name: 'relu2', layer: relu },
    { name: 'pool2', layer: pooling('max', { block: [2, 2] }) },
    { name: 'fc1', layer: connected(120) },
    { name: 'relu3', layer: relu },
    { name: 'fc2', layer: connected(84) },
    { name: 'relu4', layer: relu },
    { name: 'fc3', layer: connected(10) },
  ],
};

const pool3 = pooling('max', { block: [3, 3], stride: 2 });

const alexnet: Architecture = {
  name: 'alexnet',
  about: 'AlexNet in one column (Krizhevsky, Sutskever, Hinton 2012; Krizhevsky 2014)',
  input: [3, 224, 224],
  nodes: [
    { name: 'conv1', layer: convolution({ filters: 64, kernel: [11, 11], stride: 4, padding: 2 }) },
    { name: 'relu1', layer: relu },
    { name: 'pool1', layer: pool3 },
    { name: 'conv2', layer: convolution({ filters: 192, kernel: [5, 5], padding: 2 }) },
    { name: 'relu2', layer: relu },
    { name: 'pool2', layer: pool3 },
    ...[384, 256, 256].flatMap((filters, i) => [
      { name: `conv${i + 3}`, layer: convolution({ filters, kernel: [3, 3], padding: 1 }) },
      { name: `relu${i + 3}`, layer: relu },
    ]),
    { name: 'pool5', layer: pool3 },
    { name: 'fc6', layer: connected(4096) },
    { name: 'relu6', layer: relu },
    { name: 'fc7', layer: connected(4096) },
    { name: 'relu7', layer: relu },
    { name: 'fc8', layer: connected(1000) },
  ],
};

/** A convolution and what follows it. Padding keeps the size, but for the stride. */
function unit(name: string, filters: number, side: number, stride: number, from?: string): readonly Node[] {
  const layer = convolution({
    filters,
    kernel: [side, side],
    stride,
    padding: (side - 1) / 2,
    bias: false,
  });
  return [
    { name, layer, ...(from === undefined ? {} : { from: [from] }) },
    { name: `${name}.scale`, layer: channelScale },
  ];
}

interface Block {
  readonly name: string;
  readonly from: string;
  readonly filters: number;
  readonly stride: number;
}

/** Two convolutions 3×3. */
function basic({ name, from, filters, stride }: Block): readonly Node[] {
  return [
    ...unit(`${name}.conv1`, filters, 3, stride, from),
    { name: `${name}.relu1`, layer: relu },
    ...unit(`${name}.conv2`, filters, 3, 1),
  ];
}

/**
 * A convolution 3×3 between two of 1×1, the last one with four times as many channels. The stride is that of the middle
 * one, as in all current libraries; the paper has it in the first, which takes 6 % fewer multiplications.
 */
function bottleneck({ name, from, filters, stride }: Block): readonly Node[] {
  return [
    ...unit(`${name}.conv1`, filters, 1, 1, from),
    { name: `${name}.relu1`, layer: relu },
    ...unit(`${name}.conv2`, filters, 3, stride),
    { name: `${name}.relu2`, layer: relu },
    ...unit(`${name}.conv3`, 4 * filters, 1, 1),
  ];
}

/** He, Zhang, Ren, Sun, Deep residual learning for image recognition, 2016, table 1. */
function resnet(
  depth: number,
  blocks: readonly number[],
  block: (b: Block) => readonly Node[],
  widening: number,
): Architecture {
  const nodes: Node[] = [
    ...unit('conv1', 64, 7, 2),
    { name: 'relu1', layer: relu },
    { name: 'pool1', layer: pooling('max', { block: [3, 3], stride: 2, padding: 1 }) },
  ];
  let [from, channels] = ['pool1', 64];
  for (const [stage, count] of blocks.entries())
    for (let i = 0; i < count; i++) {
      const name = `block${stage + 1}.${i + 1}`;
      const filters = 64 * 2 ** stage;
      const stride = stage > 0 && i === 0 ? 2 : 1;
      const isNew = channels !== filters * widening;
      const main = block({ name, from, filters, stride });
      const around = isNew ? unit(`${name}.around`, filters * widening, 1, stride, from) : [];
      const ends = [main.at(-1)?.name as string, around.at(-1)?.name ?? from];
      nodes.push(...main, ...around, { name: `${name}.add`, layer: addition, from: ends });
      nodes.push({ name: `${name}.relu`, layer: relu });
      from = `${name}.relu`;
      channels = filters * widening;
    }
  nodes.push({ name: 'pool5', layer: globalPooling('mean') }, { name: 'fc', layer: connected(1000) });
  return {
    name: `resnet${depth}`,
    about: `ResNet-${depth} (He, Zhang, Ren, Sun 2016)`,
    input: [3, 224, 224],
    nodes,
  };
}

export const architectures: readonly Architecture[] = [
  lenet,
  alexnet,
  resnet(18, [2, 2, 2, 2], basic, 1),
  resnet(34, [3, 4, 6, 3], basic, 1),
  resnet(50, [3, 4, 6, 3], bottleneck, 4),
];
