// A kernel learned from a picture and what its edges are (w ← w - 0.5 dw/m until the loss is below 1e-7): step by step by
// the layer and its derivative, and with the picture and its edges fixed, where each step is a product with a matrix.

import { compile } from '../dist/src/index.js';
import { middle, processorTime, repeated } from './measure.mjs';

const [side, taps] = [80, 3];
const outputs = side - taps + 1;
const m = outputs * outputs;

/** The shapes for a square picture of so many pixels a side. */
function shapesFor(pixels) {
  const rest = pixels - taps + 1;
  return { w: [taps, taps], x: [pixels, pixels], y: [rest, rest] };
}

const shapes = shapesFor(side);

const layer = `tensor w[M,N], x[I,J], y[I-M+1,J-N+1]; assume M <= I, N <= J;
  index k in 1..I-M+1, l in 1..J-N+1;
  define e_<k,l> = sum_<p=1..M, q=1..N> w_<p,q> x_<k+p-1,l+q-1> - y_<k,l>`;
const lossText = `${layer}; 1/2 sum_<k=1..I-M+1, l=1..J-N+1> e_<k,l>^2`;
const byKernelText = `${layer}; index m in 1..M, n in 1..N; sum_<k=1..I-M+1, l=1..J-N+1> e_<k,l> x_<k+m-1,l+n-1>`;
const fromErrorText = `tensor e[K,L], x[I,J]; index m in 1..I-K+1, n in 1..J-L+1;
  sum_<k=1..K, l=1..L> e_<k,l> x_<k+m-1,l+n-1>`;

/** A bright rectangle before a dark ground, with some noise. */
function picture() {
  let state = 1;
  return Float64Array.from({ length: side * side }, (_, place) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const [i, j] = [Math.floor(place / side), place % side];
    return (i > 20 && i < 50 && j > 15 && j < 60 ? 0.8 : 0.3) + 0.17 * (state / 2 ** 32 - 0.5);
  });
}

const x = picture();
const edges = [0, -1, 0, 0, 2, 0, 0, -1, 0];
const { y: _, ...forward } = shapes;
const correlate = 'tensor w[M,N], x[I,J]; assume M <= I, N <= J; W * X';
const y = compile(correlate, { shapes: forward, type: 'float64' })({ w: edges, x });

/** Steps to the end, `step` giving the sum of squares and the gradient; how many there were, and the kernel. */
function learned(step) {
  const w = new Float64Array(taps * taps);
  for (let n = 0; ; n++) {
    const { loss, byKernel } = step(w);
    if (loss / m < 1e-7) return { steps: n, kernel: w };
    for (let i = 0; i < w.length; i++) w[i] -= (0.5 * byKernel[i]) / m;
  }
}

/** The functions compiled for these shapes; what is given back does the job. */
function general(shapes, type) {
  const error = compile(`${layer}; E`, { shapes, type, fixed: ['x', 'y'] });
  const [withE, withX] = [{ e: shapes.y }, { e: shapes.y, x: shapes.x }];
  const loss = compile('tensor e[K,L]; 1/2 sum_<k=1..K, l=1..L> e_<k,l>^2', { shapes: withE, type });
  const fromError = compile(fromErrorText, { shapes: withX, type, fixed: ['x'] });
  const e = new (type === 'float32' ? Float32Array : Float64Array)(m);
  return () => {
    error({ w: edges, x, y }, e);
    fromError({ e, x });
    return learned((w) => {
      error({ w }, e);
      return { loss: loss({ e })[0], byKernel: fromError({ e }) };
    });
  };
}

/** As `general`. */
function exchanged(shapes, type) {
  const options = { shapes, type, fixed: ['x', 'y'] };
  const [loss, byKernel] = [lossText, byKernelText].map((text) => compile(text, options));
  return () => {
    // Other arrays than before, so that the tables are computed in each run.
    const fixed = { x: x.slice(), y: y.slice() };
    for (const each of [loss, byKernel]) each({ w: edges, ...fixed });
    return learned((w) => ({ loss: loss({ w })[0], byKernel: byKernel({ w }) }));
  };
}

/**
 * Rows of a table: compiling for the first shapes, where the formulas are read and differentiated, too, and for others;
 * the median of the job, its steps, the largest difference from the kernel looked for.
 */
export function learning() {
  return [
    ['the layer and its derivative', general, 'float64'],
    ['the same in float32', general, 'float32'],
    ['picture and edges fixed', exchanged, 'float64'],
  ].map(([name, prepare, type]) => {
    let job = null;
    const compiling = processorTime(() => {
      job = prepare(shapes, type);
    });
    const again = middle(
      [64, 48, 100].map((pixels) => processorTime(() => prepare(shapesFor(pixels), type))),
    );
    const times = repeated(() => processorTime(job), 9, 1500);
    const { steps, kernel } = job();
    return [
      name,
      compiling,
      again,
      middle(times),
      `${steps}`,
      Math.max(...kernel.map((tap, i) => Math.abs(tap - edges[i]))),
    ];
  });
}
