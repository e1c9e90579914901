// Layers that know nothing of places: fully connected ones, embeddings, functions of each entry, sums, losses.

import type { Shape } from '../compute/sizes.js';
import { type Formulated, type Layer, only, product, requireRank } from './layer.js';

const letters = ['I', 'J', 'L', 'R'];
const indices = ['i', 'j', 'l', 'r'];

/** Sizes and indices of all dimensions but the batch. */
function namesOf(shape: Shape): { readonly sizes: readonly string[]; readonly at: readonly string[] } {
  return { sizes: letters.slice(0, shape.length - 1), at: indices.slice(0, shape.length - 1) };
}

function ranges(shape: Shape): string {
  const { sizes, at } = namesOf(shape);
  return ['n in 1..B', ...at.map((name, d) => `${name} in 1..${sizes[d]}`)].join(', ');
}

const anyRank = [2, 3, 4, 5];

/** y_{nd} = b_d + Σ w_d,… x_n,…, over all entries of an input, so that it need not be made flat before. */
export function connected(outputs: number, { bias = true } = {}): Layer {
  const name = 'fully connected';
  return {
    name,
    at(inputs) {
      const shape = only(name, inputs, anyRank);
      const { sizes, at } = namesOf(shape);
      const sum = `sum_<${at.map((index, d) => `${index}=1..${sizes[d]}`).join(', ')}> w_<d,${at}> x_<n,${at}>`;
      return {
        text: [
          `tensor x[B,${sizes}], w[D,${sizes}]${bias ? ', b[D]' : ''}`,
          'index n in 1..B, d in 1..D',
          bias ? `b_<d> + ${sum}` : sum,
        ].join('; '),
        inputs: ['x'],
        parameters: {
          w: {
            shape: [outputs, ...shape.slice(1)],
            fan: { in: product(shape.slice(1)), out: outputs },
          },
          ...(bias ? { b: { shape: [outputs], fan: null } } : {}),
        },
      };
    },
  };
}

/** [batch, …] as [batch, entries], the last subscript running fastest. */
export const flatten: Layer = {
  name: 'flatten',
  at(inputs) {
    const shape = only('flatten', inputs, [3, 4]);
    const { sizes } = namesOf(shape);
    const [last, before] = [sizes.at(-1), sizes.at(-2)];
    const outer =
      sizes.length === 2
        ? [`floor((m-1)/${last})+1`]
        : [`floor((m-1)/(${before}*${last}))+1`, `mod(floor((m-1)/${last}), ${before})+1`];
    return {
      text: `tensor x[B,${sizes}]; index n in 1..B, m in 1..${sizes.join('*')}; x_<n,${outer},mod(m-1, ${last})+1>`,
      inputs: ['x'],
      parameters: {},
    };
  },
};

/** The rows of a table: of words given as rows with a single 1, [batch, words, vocabulary], y_{nt} = Σ_v x_{ntv} w_v. */
export function embedding(width: number): Layer {
  const name = 'embedding';
  return {
    name,
    at(inputs) {
      const [, , words] = only(name, inputs, [3]) as [number, number, number];
      return {
        text: 'tensor x[B,T,V], w[V,E]; index n in 1..B, t in 1..T, e in 1..E; sum_<v=1..V> x_<n,t,v> w_<v,e>',
        inputs: ['x'],
        parameters: { w: { shape: [words, width], fan: { in: width, out: width } } },
      };
    },
  };
}

/** A function of each entry, by its name in `activation.ts`. Its gradient is g a'(x). */
export function activation(kind: string): Layer {
  return {
    name: kind,
    at(inputs) {
      const shape = only(kind, inputs, anyRank);
      const { sizes, at } = namesOf(shape);
      return {
        text: `tensor x[B,${sizes}]; function a(t); index ${ranges(shape)}; a(x_<n,${at}>)`,
        inputs: ['x'],
        parameters: {},
        functions: { a: kind },
      };
    },
  };
}

/** y_{nc} = w_c x_{nc} + b_c for each channel: batch normalisation with its means and deviations put into w and b. */
export const channelScale: Layer = {
  name: 'scale and shift',
  at(inputs) {
    const shape = only('scale and shift', inputs, [2, 3, 4]);
    const { sizes, at } = namesOf(shape);
    const channels = shape[1] as number;
    return {
      text: `tensor x[B,${sizes}], w[I], b[I]; index ${ranges(shape)}; w_<i> x_<n,${at}> + b_<i>`,
      inputs: ['x'],
      parameters: {
        w: { shape: [channels], fan: null, value: 1 },
        b: { shape: [channels], fan: null },
      },
    };
  },
};

/** x + y, as at the end of a residual unit (`proofs/layers/residual-unit.conv`). */
export const addition: Layer = {
  name: 'addition',
  at(inputs) {
    const [x, y] = pair('addition', inputs);
    requireRank('addition', x, anyRank);
    if (x.join() !== y.join()) throw new Error(`addition of ${x.join('×')} and ${y.join('×')}`);
    const { sizes, at } = namesOf(x);
    return {
      text: `tensor x[B,${sizes}], y[B,${sizes}]; index ${ranges(x)}; x_<n,${at}> + y_<n,${at}>`,
      inputs: ['x', 'y'],
      parameters: {},
    };
  },
};

/** The entries of x, then those of y; an entry outside of a shape is 0. */
export const concatenation: Layer = {
  name: 'concatenation',
  at(inputs) {
    for (const shape of pair('concatenation', inputs)) requireRank('concatenation', shape, [2]);
    return {
      text: 'tensor x[B,I], y[B,J]; index n in 1..B, k in 1..I+J; x_<n,k> + y_<n,k-I>',
      inputs: ['x', 'y'],
      parameters: {},
    };
  },
};

/** In training each entry is left out with probability `rate`, and the others are made larger by 1/(1-rate). */
export function dropout(rate: number): Layer {
  const name = `dropout ${rate}`;
  return {
    name,
    at(inputs) {
      const shape = only(name, inputs, anyRank);
      const { sizes, at } = namesOf(shape);
      return {
        text: `tensor x[B,${sizes}], d[B,${sizes}]; index ${ranges(shape)}; d_<n,${at}> x_<n,${at}>`,
        inputs: ['x'],
        parameters: {},
        made: {
          d: {
            shape,
            entries: (_, random, isTraining) =>
              new Float32Array(product(shape)).map(() =>
                !isTraining ? 1 : random() < rate ? 0 : 1 / (1 - rate),
              ),
          },
        },
      };
    },
  };
}

/** exp x_{nc} / Σ_d exp x_{nd}, the largest taken off before, which changes nothing. */
export const softmax: Layer = {
  name: 'softmax',
  at(inputs) {
    const shape = only('softmax', inputs, [2]);
    return {
      text: [
        'tensor x[B,C], s[B]; function exp(u), r(u)',
        'index n in 1..B, c in 1..C',
        'exp(x_<n,c> - s_<n>) r(sum_<d=1..C> exp(x_<n,d> - s_<n>))',
      ].join('; '),
      inputs: ['x'],
      parameters: {},
      made: { s: largest(shape) },
      functions: { exp: 'exp', r: 'reciprocal' },
    };
  },
};

/** The mean over the batch of -Σ_c y_{nc} log softmax(x)_{nc}, where y are the probabilities that should have come out. */
export const crossEntropy: Layer = {
  name: 'softmax with cross-entropy',
  at(inputs) {
    const [x] = pair('cross-entropy', inputs);
    requireRank('cross-entropy', x, [2]);
    return {
      text: [
        'tensor x[B,C], y[B,C], s[B]; function exp(u), log(u)',
        '1/B sum_<n=1..B> (s_<n> + log(sum_<c=1..C> exp(x_<n,c> - s_<n>)) - sum_<c=1..C> y_<n,c> x_<n,c>)',
      ].join('; '),
      inputs: ['x', 'y'],
      parameters: {},
      made: { s: largest(x) },
      functions: { exp: 'exp', log: 'log' },
    };
  },
};

/** The mean of (x - y)². */
export const squaredError: Layer = {
  name: 'mean squared error',
  at(inputs) {
    const [x] = pair('mean squared error', inputs);
    const { sizes, at } = namesOf(x);
    const within = ['n=1..B', ...at.map((index, d) => `${index}=1..${sizes[d]}`)].join(', ');
    return {
      text: `tensor x[B,${sizes}], y[B,${sizes}]; 1/(B*${sizes.join('*')}) sum_<${within}> (x_<n,${at}> - y_<n,${at}>)^2`,
      inputs: ['x', 'y'],
      parameters: {},
    };
  },
};

/** The largest entry of each row. Softmax does not depend on what is taken off a row; this keeps exp finite. */
function largest([rows = 0, columns = 0]: Shape): NonNullable<Formulated['made']>[string] {
  return {
    shape: [rows],
    entries: ([x]) =>
      new Float32Array(rows).map((_, n) => Math.max(...(x?.subarray(n * columns, (n + 1) * columns) ?? []))),
  };
}

function pair(name: string, [x, y, ...others]: readonly Shape[]): readonly [Shape, Shape] {
  if (x === undefined || y === undefined || others.length > 0) throw new Error(`${name} takes two inputs`);
  return [x, y];
}
