// Networks: graphs of layers with their parameters. Forward each layer's formula is computed; backwards the derivative that
// was derived of it, by each of its inputs and parameters, and where an output was used twice the gradients are added.

import {
  type Compiled,
  type CompiledGradient,
  type CompileOptions,
  compile,
  gradient,
} from '../compute/compile.js';
import type { Shape } from '../compute/sizes.js';
import { meaningNamed } from './activation.js';
import { type Node, type Placed, placed, shapesOf } from './graph.js';
import { type Initialisation, initial } from './initial.js';
import type { Entries } from './optimiser.js';
import { Random } from './random.js';

export interface NetworkOptions {
  readonly nodes: readonly Node[];
  /** The shapes of what comes in, without the batch; `input` is the one that the first layer takes. */
  readonly inputs: Readonly<Record<string, Shape>>;
  readonly initialisation?: Initialisation;
  readonly seed?: number;
}

/** What comes in, by name, and for how many examples. */
export interface Batch {
  readonly count: number;
  readonly inputs: Readonly<Record<string, Float32Array>>;
}

export class Network {
  /** By the names of node and tensor: `conv1.w`. */
  readonly parameters: Entries;
  /** Of dropout, for one. */
  readonly random: Random;
  readonly #options: NetworkOptions;
  /** By the size of the batch. */
  readonly #plans = new Map<number, readonly Step[]>();

  /** Throws Error where layers do not fit together. */
  constructor(options: NetworkOptions) {
    this.#options = options;
    const { initialisation = 'he', seed = 1 } = options;
    this.random = new Random(seed);
    this.parameters = new Map(
      this.placed(1).flatMap(({ name, formulated }) =>
        Object.entries(formulated.parameters).map(([tensor, parameter]) => [
          `${name}.${tensor}`,
          initial(parameter, initialisation, this.random),
        ]),
      ),
    );
  }

  /** The layers in their places, for so many examples. */
  placed(count: number): readonly Placed[] {
    const { nodes, inputs } = this.#options;
    return placed(nodes, new Map(Object.entries(inputs).map(([name, shape]) => [name, [count, ...shape]])));
  }

  /** What each layer gives, by name, up to the layer `last`. */
  run(batch: Batch, { isTraining = false, last }: { isTraining?: boolean; last?: string } = {}): Entries {
    const outputs = new Map(Object.entries(batch.inputs));
    for (const step of this.#plan(batch.count)) {
      outputs.set(step.placed.name, step.forward(this.#taken(step, outputs), this.random, isTraining));
      if (step.placed.name === last) break;
    }
    return outputs;
  }

  /** The last layer's only number, the loss, and its gradient by each parameter. */
  gradients(batch: Batch): { readonly loss: number; readonly gradients: Entries } {
    const outputs = this.run(batch, { isTraining: true });
    const plan = this.#plan(batch.count);
    const last = plan.at(-1)?.placed.name ?? '';
    const errors = new Map<string, Float32Array>([[last, Float32Array.of(1)]]);
    const gradients = new Map<string, Float32Array>();
    for (const step of plan.toReversed()) {
      const { name, from, formulated } = step.placed;
      const outer = errors.get(name);
      if (outer === undefined) continue;
      const taken = this.#taken(step, outputs);
      for (const tensor of Object.keys(formulated.parameters))
        gradients.set(`${name}.${tensor}`, step.backward(tensor, taken, outer));
      for (const [i, tensor] of formulated.inputs.entries()) {
        const source = from[i] as string;
        if (source in this.#options.inputs) continue;
        const error = step.backward(tensor, taken, outer);
        const known = errors.get(source);
        errors.set(source, known === undefined ? error : known.map((e, k) => e + (error[k] as number)));
      }
    }
    return { loss: outputs.get(last)?.[0] ?? Number.NaN, gradients };
  }

  /** The entries of a layer's inputs and parameters, by their names in its formula. */
  #taken({ placed: { name, from, formulated } }: Step, outputs: Entries): Record<string, Float32Array> {
    return Object.fromEntries([
      ...formulated.inputs.map((tensor, i) => {
        const entries = outputs.get(from[i] as string);
        if (entries === undefined) throw new Error(`${from[i]} is not given`);
        return [tensor, entries] as const;
      }),
      ...Object.keys(formulated.parameters).map(
        (tensor) => [tensor, this.parameters.get(`${name}.${tensor}`) as Float32Array] as const,
      ),
    ]);
  }

  #plan(count: number): readonly Step[] {
    const known = this.#plans.get(count);
    if (known !== undefined) return known;
    // Layers of the same formula and shapes are compiled once: a deep network has many.
    const compiled = new Map<string, Functions>();
    const plan = this.placed(count).map((node) => {
      const { text, parameters, functions } = node.formulated;
      const key = JSON.stringify([text, node.shapes, parameters, functions]);
      const common = compiled.get(key) ?? new Functions(node);
      compiled.set(key, common);
      return new Step(node, common);
    });
    this.#plans.set(count, plan);
    return plan;
  }
}

type Taken = Readonly<Record<string, Float32Array>>;

/** A formula and its gradients at some shapes, compiled when they are first needed. */
class Functions {
  readonly #text: string;
  readonly #options: CompileOptions<'float32'>;
  readonly #backward = new Map<string, CompiledGradient<'float32'>>();
  readonly forward: Compiled<'float32'>;

  constructor({ formulated, shapes }: Placed) {
    const functions = Object.entries(formulated.functions ?? {});
    this.#text = formulated.text;
    this.#options = {
      shapes: Object.fromEntries(shapesOf(formulated, shapes)),
      functions: Object.fromEntries(functions.map(([name, kind]) => [name, meaningNamed(kind)])),
      type: 'float32',
    };
    this.forward = compile(this.#text, this.#options);
  }

  backward(tensor: string): CompiledGradient<'float32'> {
    const known = this.#backward.get(tensor) ?? gradient(this.#text, tensor, this.#options);
    this.#backward.set(tensor, known);
    return known;
  }
}

/** A layer at work. */
class Step {
  /** What was made for the batch that went forward last. */
  #made: Taken = {};

  constructor(
    readonly placed: Placed,
    readonly functions: Functions,
  ) {}

  forward(taken: Taken, random: Random, isTraining: boolean): Float32Array {
    const { inputs, made = {} } = this.placed.formulated;
    const given = inputs.map((name) => taken[name] as Float32Array);
    this.#made = Object.fromEntries(
      Object.entries(made).map(([name, { entries }]) => [
        name,
        entries(given, () => random.next(), isTraining),
      ]),
    );
    return this.functions.forward({ ...taken, ...this.#made });
  }

  /** The gradient by one of the layer's tensors; `outer` is that by its output. */
  backward(tensor: string, taken: Taken, outer: Float32Array): Float32Array {
    return this.functions.backward(tensor)({ ...taken, ...this.#made }, outer);
  }
}

/** How many examples of a batch have their largest output where the target has it. */
export function hits(outputs: Float32Array, targets: Float32Array, classes: number): number {
  let count = 0;
  for (let n = 0; n < outputs.length; n += classes) {
    const [found, meant] = [outputs, targets].map((entries) => {
      const row = entries.subarray(n, n + classes);
      return row.indexOf(Math.max(...row));
    });
    if (found === meant) count++;
  }
  return count;
}

/** The number of entries of all parameters. */
export function parameterCount({ parameters }: Network): number {
  return [...parameters.values()].reduce((sum, entries) => sum + entries.length, 0);
}
