// A kernel learned from a picture and what it makes of it: w ← w - 0.5 dw/m for m outputs, until the loss is below 1e-7.
// Picture and target stay the same, so each step is a product with a small matrix, by sums exchanged in a proof.

import { compile, gradient } from '../../compute/compile.js';
import type { Job } from '../job.js';
import { picture } from '../picture.js';

const [side, taps] = [80, 3];
const outputs = side - taps + 1;
const count = outputs * outputs;

/** Horizontal edges: what differs from the rows above and below. */
const meant = [0, -1, 0, 0, 2, 0, 0, -1, 0];

const loss = `tensor w[M,N], x[I,J], y[I-M+1,J-N+1]; assume M <= I, N <= J;
  index k in 1..I-M+1, l in 1..J-N+1;
  define e_<k,l> = sum_<p=1..M, q=1..N> w_<p,q> x_<k+p-1,l+q-1> - y_<k,l>;
  1/2 sum_<k=1..I-M+1, l=1..J-N+1> e_<k,l>^2`;

export function kernelJob(seed = 1): Job & { readonly kernel: Float64Array } {
  const shapes = { w: [taps, taps], x: [side, side], y: [outputs, outputs] };
  const options = { shapes, type: 'float64', fixed: ['x', 'y'] } as const;
  const [x, w] = [picture(side, side, seed), new Float64Array(taps * taps)];
  const correlate = compile('tensor w[M,N], x[I,J]; assume M <= I, N <= J; W * X', {
    shapes: { w: shapes.w, x: shapes.x },
    type: 'float64',
  });
  const y = correlate({ w: meant, x });
  const forward = compile(loss, options);
  const backward = gradient(loss, 'w', options);
  const lossNow = (): number => (forward({ w, x, y })[0] as number) / count;
  return {
    seed,
    about: `a ${taps}×${taps} kernel from a picture of ${side}×${side} and its horizontal edges`,
    kernel: w,
    steps: 100_000,
    step() {
      const now = lossNow();
      const slope = backward({ w, x, y }, [1]);
      for (let i = 0; i < w.length; i++) w[i] = (w[i] as number) - (0.5 * (slope[i] as number)) / count;
      return now;
    },
    reached: () => null,
    isDone: (now) => now < 1e-7,
    result() {
      const rows = [0, 1, 2].map((r) =>
        [...w.subarray(3 * r, 3 * r + 3)].map((tap) => tap.toFixed(4).padStart(8)).join(''),
      );
      const off = Math.max(...w.map((tap, i) => Math.abs(tap - (meant[i] as number))));
      return `the kernel that was found, at most ${off.toExponential(1)} away from the one that made the edges:\n${rows.join('\n')}\n`;
    },
    state: () => ({ numbers: {}, arrays: { w } }),
    restore: ({ arrays }) => w.set(arrays.w ?? []),
  };
}
