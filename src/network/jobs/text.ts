// A classifier of sentences (Kim, Convolutional neural networks for sentence classification, 2014): words become rows of
// numbers, kernels of 3, 4 and 5 rows go over the whole width, and of each the largest output over time is kept.

import { convolutionOverRows } from '../convolution.js';
import { activation, concatenation, connected, crossEntropy, dropout, embedding } from '../dense.js';
import type { Node } from '../graph.js';
import { Network } from '../network.js';
import { adam } from '../optimiser.js';
import { globalPooling } from '../pooling.js';
import { Random } from '../random.js';
import { type Example, supervised } from '../supervised.js';
import { corpus, longest, vocabulary } from './corpus.js';

const [width, filters, heights] = [24, 32, [3, 4, 5]];

/** One word after the other as rows with a single 1; rows of zeros behind the last. */
function encoded(words: readonly string[]): Float32Array {
  const entries = new Float32Array(longest * vocabulary.length);
  for (const [t, word] of words.entries()) entries[t * vocabulary.length + vocabulary.indexOf(word)] = 1;
  return entries;
}

function nodes(): readonly Node[] {
  const branches = heights.flatMap((height): readonly Node[] => [
    { name: `conv${height}`, layer: convolutionOverRows(filters, height), from: ['words'] },
    { name: `relu${height}`, layer: activation('relu') },
    { name: `max${height}`, layer: globalPooling('max') },
  ]);
  return [
    { name: 'words', layer: embedding(width) },
    ...branches,
    { name: 'two', layer: concatenation, from: ['max3', 'max4'] },
    { name: 'three', layer: concatenation, from: ['two', 'max5'] },
    { name: 'dropout', layer: dropout(0.5) },
    { name: 'classes', layer: connected(2) },
    { name: 'loss', layer: crossEntropy, from: ['classes', 'target'] },
  ];
}

export interface TextOptions {
  readonly sentences?: number;
  readonly epochs?: number;
  readonly seed?: number;
}

export function textJob({
  sentences = 3600,
  epochs = 5,
  seed = 1,
}: TextOptions = {}): ReturnType<typeof supervised> {
  const examples = corpus(sentences, new Random(seed)).map(
    ({ words, isPraise }): Example => ({ entries: encoded(words), label: isPraise ? 1 : 0 }),
  );
  const kept = Math.floor(sentences / 6);
  return supervised({
    about: `praise or blame, from ${sentences - kept} sentences of a grammar, ${kept} others kept back`,
    network: new Network({
      nodes: nodes(),
      inputs: { input: [longest, vocabulary.length], target: [2] },
      seed,
    }),
    outputs: 'classes',
    optimiser: adam(8e-3),
    classes: 2,
    training: examples.slice(kept),
    heldOut: examples.slice(0, kept),
    epochs,
    batch: 32,
    seed,
  });
}
