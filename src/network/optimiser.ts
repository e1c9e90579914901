// How parameters follow their gradients.

/** Arrays by name: parameters, gradients, or what an optimiser remembers of them. */
export type Entries = ReadonlyMap<string, Float32Array>;

export interface Optimiser {
  /** Changes the parameters in place; `part` makes the step that part of what it would be. */
  step(parameters: Entries, gradients: Entries, part?: number): void;
  /** What it remembers, as it is kept in a checkpoint; `steps` are those that were done. */
  readonly memory: Map<string, Float32Array>;
  steps: number;
}

/** v ← μ v - η g, w ← w + v: gradient descent, with momentum μ (Polyak, 1964). */
export function sgd(rate: number, momentum = 0): Optimiser {
  const memory = new Map<string, Float32Array>();
  return {
    memory,
    steps: 0,
    step(parameters, gradients, part = 1) {
      this.steps++;
      for (const [name, g] of gradients) {
        const w = parameters.get(name) as Float32Array;
        const v = remembered(memory, name, w.length);
        for (let i = 0; i < w.length; i++) {
          v[i] = momentum * (v[i] as number) - part * rate * (g[i] as number);
          w[i] = (w[i] as number) + (v[i] as number);
        }
      }
    },
  };
}

/**
 * Adam (Kingma and Ba, 2015, algorithm 1): means m of the gradients and s of their squares, both without the bias of
 * having begun at 0, give w ← w - η m / (√s + ε).
 */
export function adam(rate = 1e-3, [beta1, beta2]: readonly [number, number] = [0.9, 0.999]): Optimiser {
  const memory = new Map<string, Float32Array>();
  return {
    memory,
    steps: 0,
    step(parameters, gradients, part = 1) {
      this.steps++;
      const [scale1, scale2] = [1 - beta1 ** this.steps, 1 - beta2 ** this.steps];
      for (const [name, g] of gradients) {
        const w = parameters.get(name) as Float32Array;
        const m = remembered(memory, `${name} m`, w.length);
        const s = remembered(memory, `${name} s`, w.length);
        for (let i = 0; i < w.length; i++) {
          const slope = g[i] as number;
          m[i] = beta1 * (m[i] as number) + (1 - beta1) * slope;
          s[i] = beta2 * (s[i] as number) + (1 - beta2) * slope * slope;
          w[i] =
            (w[i] as number) -
            (part * rate * ((m[i] as number) / scale1)) / (Math.sqrt((s[i] as number) / scale2) + 1e-8);
        }
      }
    },
  };
}

function remembered(memory: Map<string, Float32Array>, name: string, length: number): Float32Array {
  const known = memory.get(name) ?? new Float32Array(length);
  memory.set(name, known);
  return known;
}
