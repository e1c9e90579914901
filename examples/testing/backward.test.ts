// The backward pass of a layer, written by hand over flat arrays in single precision, pictures with their channels last.
// Its gradients are compared with those derived from the formula of the forward pass.

import { expect, test } from 'vitest';
import 'convproof/vitest';

type Sizes = Readonly<Record<'B' | 'C' | 'D' | 'I' | 'J' | 'M' | 'N', number>>;

/** Calls `visit` at every product of the layer with the places of x, w and y: NHWC, HWIO, NHWC. */
function products({ B, C, D, I, J, M, N }: Sizes, visit: (x: number, w: number, y: number) => void): void {
  const [K, L] = [I - M + 1, J - N + 1];
  for (let b = 0; b < B; b++)
    for (let k = 0; k < K; k++)
      for (let l = 0; l < L; l++)
        for (let m = 0; m < M; m++)
          for (let n = 0; n < N; n++)
            for (let c = 0; c < C; c++)
              for (let d = 0; d < D; d++)
                visit(
                  ((b * I + k + m) * J + l + n) * C + c,
                  ((m * N + n) * C + c) * D + d,
                  ((b * K + k) * L + l) * D + d,
                );
}

type Floats = Float64Array;

function byKernel(x: Floats, w: Floats, g: Floats, sizes: Sizes): Float32Array {
  const gradient = new Float32Array(w.length);
  products(sizes, (i, j, o) => {
    gradient[j] = (gradient[j] as number) + Math.fround((x[i] as number) * (g[o] as number));
  });
  return gradient;
}

function byInput(x: Floats, w: Floats, g: Floats, sizes: Sizes): Float32Array {
  const gradient = new Float32Array(x.length);
  products(sizes, (i, j, o) => {
    gradient[i] = (gradient[i] as number) + Math.fround((w[j] as number) * (g[o] as number));
  });
  return gradient;
}

const layer = `
  tensor x[B,C,I,J], w[D,C,M,N]
  assume M <= I, N <= J
  index b in 1..B, d in 1..D, k in 1..I-M+1, l in 1..J-N+1
  y_<b,d,k,l> = sum_<c=1..C, m=1..M, n=1..N> w_<d,c,m,n> x_<b,c,k+m-1,l+n-1>`;

/** In single precision sums are rounded, and may be as wrong as rounding makes them. */
const options = { layout: 'NHWC', arrays: 'flat', tolerance: 'float32' } as const;

test('by the kernel', () => {
  expect(byKernel).toBeGradientOf(layer, { by: 'w', ...options });
});

test('by the input', () => {
  expect(byInput).toBeGradientOf(layer, { by: 'x', ...options });
});
