// A convolution layer tested against its formula: several channels, a stride, zeros around the picture.

import { expect, test } from 'vitest';
import 'convproof/vitest';

type Picture = number[][];

/** y[d][k][l], the window of x moved by `stride`, `pad` zeros on each side. */
function conv2d(x: Picture[], w: Picture[][], stride: number, pad: number): Picture[] {
  const [height, width] = [x[0]?.length ?? 0, x[0]?.[0]?.length ?? 0];
  const [rows, columns] = [w[0]?.[0]?.length ?? 0, w[0]?.[0]?.[0]?.length ?? 0];
  const places = (extent: number, taps: number): number[] =>
    Array.from({ length: Math.floor((extent + 2 * pad - taps) / stride) + 1 }, (_, k) => stride * k - pad);
  return w.map((kernel) =>
    places(height, rows).map((top) =>
      places(width, columns).map((left) => {
        let sum = 0;
        kernel.forEach((taps, c) => {
          taps.forEach((row, m) => {
            row.forEach((tap, n) => {
              sum += tap * (x[c]?.[top + m]?.[left + n] ?? 0);
            });
          });
        });
        return sum;
      }),
    ),
  );
}

const layer = `
  tensor x[C,I,J], w[D,C,M,N]
  size S, P
  assume M <= I+2P, N <= J+2P
  index d in 1..D, k in 1..floor((I+2P-M)/S)+1, l in 1..floor((J+2P-N)/S)+1
  y_<d,k,l> = sum_<c=1..C, m=1..M, n=1..N> w_<d,c,m,n> x_<c,S*(k-1)+m-P,S*(l-1)+n-P>`;

test('conv2d computes the layer at all strides and paddings', () => {
  expect((x: Picture[], w: Picture[][], { S, P }: { S: number; P: number }) => conv2d(x, w, S, P)).toCompute(
    layer,
    { sizes: { P: [1, 2] } },
  );
});
