// Convolution layers. As everywhere in machine learning the kernel is not turned: what is computed is the correlation.

import { affine, axesOf, type Formulated, type Layer, only, product, steps } from './layer.js';

export interface ConvolutionOptions {
  /** How many kernels, and so channels that come out. */
  readonly filters: number;
  /** Rows and columns of a kernel, or entries of one for sequences. */
  readonly kernel: readonly number[];
  readonly stride?: number;
  /** Zeros on every side. */
  readonly padding?: number;
  /** Entries of the input from one entry of the kernel to the next. */
  readonly dilation?: number;
  readonly bias?: boolean;
}

/**
 * Of pictures [batch, channels, rows, columns], or sequences [batch, channels, length]:
 *
 *     y_{nd,kl} = b_d + Σ_c Σ_pq w_{dc,pq} x_{nc, S(k-1)+U(p-1)+1-P, S(l-1)+U(q-1)+1-P}
 *
 * with stride S, dilation U and padding P, there being floor((I+2P-U(M-1)-1)/S)+1 rows of outputs. Its gradients are
 * theorems of `proofs/layers/`: channels, strided-backward, padded-backward.
 */
export function convolution(options: ConvolutionOptions): Layer {
  const { filters, kernel, stride = 1, padding = 0, dilation = 1, bias = true } = options;
  const said = [
    `convolution ${kernel.join('×')}`,
    ...(stride === 1 ? [] : [`stride ${stride}`]),
    ...(padding === 0 ? [] : [`padding ${padding}`]),
    ...(dilation === 1 ? [] : [`dilation ${dilation}`]),
  ];
  const name = said.join(', ');
  return {
    name,
    at(inputs) {
      const shape = only(name, inputs, [kernel.length + 2]);
      const channels = shape[1] as number;
      const along = axesOf(shape);
      const [sizes, kernels] = [along.map(({ size }) => size), along.map((axis) => axis.kernel)];
      const subscripts = along.map((axis) =>
        affine(
          [
            [stride, axis.out],
            [dilation, axis.in],
          ],
          1 - padding - stride - dilation,
        ),
      );
      const ranges = along.map(
        (axis) =>
          `${axis.out} in 1..${steps(
            [
              [1, axis.size],
              [-dilation, axis.kernel],
            ],
            2 * padding + dilation - 1,
            stride,
          )}`,
      );
      const within = along.map((axis) => `${axis.in}=1..${axis.kernel}`);
      const sum = `sum_<c=1..C, ${within.join(', ')}> w_<d,c,${along.map((axis) => axis.in)}> x_<n,c,${subscripts}>`;
      const area = product(kernel);
      return {
        text: [
          `tensor x[B,C,${sizes}], w[D,C,${kernels}]${bias ? ', b[D]' : ''}`,
          `index n in 1..B, d in 1..D, ${ranges.join(', ')}`,
          bias ? `b_<d> + ${sum}` : sum,
        ].join('; '),
        inputs: ['x'],
        parameters: {
          w: { shape: [filters, channels, ...kernel], fan: { in: channels * area, out: filters * area } },
          ...(bias ? { b: { shape: [filters], fan: null } } : {}),
        },
      };
    },
    ...(padding === 0 ? {} : { unpadded: { layer: convolution({ ...options, padding: 0 }), padding } }),
  };
}

/**
 * Of sentences [batch, words, width]: kernels of `height` words over the whole width, y_{nd,k} = b_d + Σ_me w_{d,me}
 * x_{n,k+m-1,e}, which gives [batch, filters, words - height + 1].
 */
export function convolutionOverRows(filters: number, height: number): Layer {
  const name = `convolution of ${height} rows`;
  return {
    name,
    at(inputs): Formulated {
      const [, , width] = only(name, inputs, [3]) as [number, number, number];
      return {
        text: [
          'tensor x[B,T,E], w[D,M,E], b[D]',
          'index n in 1..B, d in 1..D, k in 1..T-M+1',
          'b_<d> + sum_<m=1..M, e=1..E> w_<d,m,e> x_<n,k+m-1,e>',
        ].join('; '),
        inputs: ['x'],
        parameters: {
          w: { shape: [filters, height, width], fan: { in: height * width, out: filters * height } },
          b: { shape: [filters], fan: null },
        },
      };
    },
  };
}
