// Pooling and upsampling of pictures [batch, channels, rows, columns] and sequences [batch, channels, length].

import { affine, axesOf, type Layer, only, product, steps } from './layer.js';

export type PoolingKind = 'max' | 'mean' | 'min';

export interface PoolingOptions {
  /** Rows and columns of a block, or its length. */
  readonly block: readonly number[];
  /** From one block to the next, else blocks are as large as their first side. */
  readonly stride?: number;
  /** Zeros on every side, which count as entries do. */
  readonly padding?: number;
}

/**
 * The largest entry, the mean or the smallest of each block: y_{nc,kl} = max_pq x_{nc,S(k-1)+p-P,S(l-1)+q-P}. A gradient
 * goes to the entry that is the largest (`proofs/layers/max-pooling.conv`), or in equal parts to all of the block
 * (`proofs/layers/mean-pooling.conv`).
 */
export function pooling(
  kind: PoolingKind,
  { block, stride = block[0] ?? 1, padding = 0 }: PoolingOptions,
): Layer {
  const name = [
    `${kind} pooling ${block.join('×')}`,
    ...(stride === block[0] ? [] : [`stride ${stride}`]),
    ...(padding === 0 ? [] : [`padding ${padding}`]),
  ].join(', ');
  return {
    name,
    at(inputs) {
      const shape = only(name, inputs, [block.length + 2]);
      const along = axesOf(shape);
      const ranges = along.map(
        ({ out, size }, d) =>
          `${out} in 1..${steps([[1, size]], 2 * padding - (block[d] as number), stride)}`,
      );
      const within = along.map((axis, d) => `${axis.in}=1..${block[d]}`);
      const subscripts = along.map((axis) =>
        affine(
          [
            [stride, axis.out],
            [1, axis.in],
          ],
          -stride - padding,
        ),
      );
      const reduced = kind === 'mean' ? `1/${product(block)} sum` : kind;
      return {
        text: [
          `tensor x[B,C,${along.map(({ size }) => size)}]`,
          `index n in 1..B, c in 1..C, ${ranges.join(', ')}`,
          `${reduced}_<${within.join(', ')}> x_<n,c,${subscripts}>`,
        ].join('; '),
        inputs: ['x'],
        parameters: {},
      };
    },
    ...(padding === 0 ? {} : { unpadded: { layer: pooling(kind, { block, stride, padding: 0 }), padding } }),
  };
}

/** One number for each channel: of a picture over all its places, of a sequence over time. */
export function globalPooling(kind: PoolingKind): Layer {
  const name = `global ${kind} pooling`;
  return {
    name,
    at(inputs) {
      const along = axesOf(only(name, inputs, [3, 4]));
      const sizes = along.map(({ size }) => size);
      const within = along.map(({ size }, d) => `${'ij'[d]}=1..${size}`);
      const reduced =
        kind === 'mean' ? `1/${sizes.length > 1 ? `(${sizes.join('*')})` : sizes[0]} sum` : kind;
      return {
        text: [
          `tensor x[B,C,${sizes}]`,
          'index n in 1..B, c in 1..C',
          `${reduced}_<${within.join(', ')}> x_<n,c,${along.map((_, d) => 'ij'[d])}>`,
        ].join('; '),
        inputs: ['x'],
        parameters: {},
      };
    },
  };
}

/** Every entry `factor` times along each side: y_{nc,kl} = x_{nc,ceil(k/S),ceil(l/S)}. */
export function upsampling(factor: number): Layer {
  const name = `upsampling by ${factor}`;
  return {
    name,
    at(inputs) {
      const along = axesOf(only(name, inputs, [3, 4]));
      // A sum over the one place, not a rounded subscript: its gradient is then a sum over a block.
      const holds = along.flatMap((axis) => [
        `${affine([[factor, axis.in]], 1 - factor)} <= ${axis.out}`,
        `${axis.out} <= ${affine([[factor, axis.in]], 0)}`,
      ]);
      return {
        text: [
          `tensor x[B,C,${along.map(({ size }) => size)}]`,
          `index n in 1..B, c in 1..C, ${along.map(({ out, size }) => `${out} in 1..${affine([[factor, size]], 0)}`).join(', ')}`,
          `sum_<${along.map((axis) => `${axis.in}=1..${axis.size}`).join(', ')}> [${holds.join(', ')}] x_<n,c,${along.map((axis) => axis.in)}>`,
        ].join('; '),
        inputs: ['x'],
        parameters: {},
      };
    },
  };
}
