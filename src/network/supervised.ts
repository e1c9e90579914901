// Learning from examples with labels: epochs of batches in an order by chance, and examples kept back to be judged by.

import type { Job, State } from './job.js';
import { type Batch, hits, type Network } from './network.js';
import type { Optimiser } from './optimiser.js';
import { Random } from './random.js';

/** An example: what comes in, and the class that it belongs to. */
export interface Example {
  readonly entries: Float32Array;
  readonly label: number;
}

export interface Supervision {
  readonly about: string;
  /** Takes `input` and `target`, a 1 at the class; its last layer is the loss. */
  readonly network: Network;
  /** The layer before the loss, which gives a number for each class. */
  readonly outputs: string;
  readonly optimiser: Optimiser;
  readonly classes: number;
  readonly training: readonly Example[];
  /** An example as it might as well be, with the same label: drawn anew each time that it comes up. */
  readonly varied?: (entries: Float32Array, random: Random) => Float32Array;
  readonly heldOut: readonly Example[];
  readonly epochs: number;
  readonly batch: number;
  readonly seed: number;
}

export function supervised(options: Supervision): Job & { accuracy(): number } {
  const { network, optimiser, training, heldOut, epochs, batch, classes, varied } = options;
  const perEpoch = Math.floor(training.length / batch);
  const random = new Random(options.seed);
  /** The state from which the order of this epoch was made. */
  let began = random.state;
  let order: readonly number[] = [];
  let done = 0;

  const batchOf = (examples: readonly Example[]): Batch => {
    const length = examples[0]?.entries.length ?? 0;
    const input = new Float32Array(examples.length * length);
    const target = new Float32Array(examples.length * classes);
    for (const [n, { entries, label }] of examples.entries()) {
      input.set(entries, n * length);
      target[n * classes + label] = 1;
    }
    return { count: examples.length, inputs: { input, target } };
  };
  const accuracy = (): number => {
    let right = 0;
    for (let i = 0; i < heldOut.length; i += batch) {
      const part = batchOf(heldOut.slice(i, i + batch));
      const outputs = network.run(part, { last: options.outputs });
      right += hits(
        outputs.get(options.outputs) as Float32Array,
        part.inputs.target as Float32Array,
        classes,
      );
    }
    return right / heldOut.length;
  };

  return {
    about: options.about,
    seed: options.seed,
    steps: epochs * perEpoch,
    accuracy,
    step() {
      const place = done % perEpoch;
      if (place === 0) {
        began = random.state;
        order = random.order(training.length);
      }
      const chosen = order.slice(place * batch, (place + 1) * batch);
      const examples = chosen.map((i): Example => {
        const { entries, label } = training[i] as Example;
        return { entries: varied === undefined ? entries : varied(entries, random), label };
      });
      const { loss, gradients } = network.gradients(batchOf(examples));
      // Linearly to nothing: the last steps are small.
      optimiser.step(network.parameters, gradients, 1 - done / (epochs * perEpoch));
      done++;
      return loss;
    },
    reached(steps) {
      if (steps % perEpoch !== 0) return null;
      return `epoch ${steps / perEpoch} of ${epochs}: ${percent(accuracy())} of ${heldOut.length} unseen examples right`;
    },
    isDone: () => false,
    result: () => `${percent(accuracy())} of ${heldOut.length} unseen examples right\n`,
    state(): State {
      const { steps, memory } = optimiser;
      return {
        numbers: { done, steps, began, random: random.state, network: network.random.state },
        arrays: {
          ...Object.fromEntries(
            [...network.parameters].map(([name, entries]) => [`parameter ${name}`, entries]),
          ),
          ...Object.fromEntries([...memory].map(([name, entries]) => [`memory ${name}`, entries])),
        },
      };
    },
    restore({ numbers, arrays }) {
      const { done: count = 0, steps = 0, began: first = 0, random: now = 0, network: own = 0 } = numbers;
      for (const [key, entries] of Object.entries(arrays)) {
        const [kind, name] = key.split(/ (.*)/s) as [string, string];
        if (kind === 'memory') optimiser.memory.set(name, Float32Array.from(entries));
        else network.parameters.get(name)?.set(entries);
      }
      done = count;
      optimiser.steps = steps;
      began = first;
      random.state = began;
      order = random.order(training.length);
      random.state = now;
      network.random.state = own;
    },
  };
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
