// `convproof/network`: layers, networks of them, and how they learn.

export type { Shape } from '../compute/sizes.js';
export { type Architecture, architectures } from './architectures.js';
export { type ConvolutionOptions, convolution, convolutionOverRows } from './convolution.js';
export { curve } from './curve.js';
export {
  activation,
  addition,
  channelScale,
  concatenation,
  connected,
  crossEntropy,
  dropout,
  embedding,
  flatten,
  softmax,
  squaredError,
} from './dense.js';
export { type Node, type Placed, placed } from './graph.js';
export type { Initialisation } from './initial.js';
export { type Job, readCheckpoint, train, writeCheckpoint } from './job.js';
export { installedDigits, lenetJob } from './jobs/lenet.js';
export type { Formulated, Layer, Parameter } from './layer.js';
export { type Batch, hits, Network, type NetworkOptions, parameterCount } from './network.js';
export { adam, type Entries, type Optimiser, sgd } from './optimiser.js';
export { picture } from './picture.js';
export { globalPooling, type PoolingOptions, pooling, upsampling } from './pooling.js';
export { Random } from './random.js';
export { type Example, type Supervision, supervised } from './supervised.js';
export { type Row, type Table, tableOf } from './table.js';
