// What kernels see: nine of them on one picture, then relu, then max pooling, drawn into filters.png.
//
//     node examples/filters/filters.js

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile } from 'convproof';
import { picture } from 'convproof/network';
import { png, sheet } from '../png.js';

/** Row by row; the fifth leaves the picture as it is. */
const kernels = {
  sharpness: [0, -1, 0, -1, 5, -1, 0, -1, 0],
  'vertical edge': [0, 0, 0, -1, 2, -1, 0, 0, 0],
  surround: [1, 1, 1, 1, -9, 1, 1, 1, 1],
  'sobel y': [-1, -2, -1, 0, 0, 0, 1, 2, 1],
  nothing: [0, 0, 0, 0, 1, 0, 0, 0, 0],
  'horizontal edge': [0, -1, 0, 0, 2, 0, 0, -1, 0],
  blur: Array(9).fill(1 / 9),
  'sobel x': [-1, 0, 1, -2, 0, 2, -1, 0, 1],
  embossing: [2, 0, 0, 0, -1, 0, 0, 0, -1],
};

const [rows, columns] = [120, 160];
const layer = `tensor w[M,N], x[I,J]; assume M <= I, N <= J; function relu(t);
  index k in 1..floor((I-M+1)/2), l in 1..floor((J-N+1)/2);
  max_<p=1..2, q=1..2> relu(sum_<m=1..M, n=1..N> w_<m,n> x_<2k+p+m-3,2l+q+n-3>)`;

const filter = compile(layer, {
  shapes: { w: [3, 3], x: [rows, columns] },
  type: 'float32',
  functions: { relu: [(t) => Math.max(t, 0)] },
});

/** The picture, then what the layer gives for each kernel, in their order from left to right. */
export function pictures() {
  const x = picture(rows, columns);
  const seen = Object.values(kernels).map((w) => ({
    entries: filter({ w, x }),
    shape: filter.shape,
    scale: 2,
  }));
  return [{ entries: x, shape: [rows, columns], scale: 1 }, ...seen];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync('filters.png', png(sheet(pictures(), 5, [rows, columns])));
  console.log(`filters.png: the picture, and what kernels make of it: ${Object.keys(kernels).join(', ')}`);
}
