// Vectors and tiles compute what plain loops compute: at all extents, whole tiles or not, and beside the edges.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFormula } from '../../src/compute/formula.js';
import { doubleFloats, type FloatArray, type Floats, loops, singleFloats } from '../../src/compute/loops.js';
import { lowered } from '../../src/compute/lower.js';
import { extentsOf } from '../../src/compute/sizes.js';
import { vectorised } from '../../src/compute/vectorise.js';
import { problem } from './problem.js';
import { computed } from './rows.js';

type Numbers = Readonly<Record<string, number>>;

/** What the loops give, with vectors for as few points as `worthwhile`. */
function computedBy<A extends FloatArray>(
  { formula, extents: at }: ReturnType<typeof extents>,
  floats: Floats<A>,
  worthwhile: number,
  inputs: Readonly<Record<string, readonly number[]>>,
): A {
  const kernel = loops(formula, at, floats, { worthwhile });
  for (const [name, entries] of Object.entries(inputs)) kernel.put(name, entries);
  return kernel.run();
}

function extents(text: string, shapes: Readonly<Record<string, readonly number[]>>, sizes: Numbers) {
  const formula = readFormula(text, Object.keys(sizes));
  const given = new Map(Object.entries(sizes).map(([name, n]) => [name, BigInt(n)]));
  return { formula, extents: extentsOf(formula, new Map(Object.entries(shapes)), given) };
}

describe('of few points, too', () => {
  test.each(computed)('%s', (_, declarations, formula, sizes) => {
    const { shapes, inputs, expected } = problem(declarations, formula, sizes, 4);
    const read = extents(`${declarations}; ${formula}`, shapes, sizes);
    for (const floats of [singleFloats, doubleFloats] as const) {
      const found = computedBy(read, floats as Floats<FloatArray>, 1, inputs);
      expect(Array.from(found, (x) => x + 0)).toEqual(expected);
    }
  });
});

/** A layer and its derivatives by input and kernel, with P zeros on each side. */
const layers: readonly (readonly [name: string, declarations: string, formula: string])[] = [
  [
    'forward',
    'tensor w[D,C,M,N], x[B,C,I,J], b[D]; index n in 1..B, d in 1..D, k in 1..K, l in 1..L',
    'b_<d> + sum_<c=1..C, p=1..M, q=1..N> w_<d,c,p,q> x_<n,c,k+p-P-1,l+q-P-1>',
  ],
  [
    'mathematical convolution',
    'tensor w[D,C,M,N], x[B,C,I,J]; index n in 1..B, d in 1..D, k in 1..K, l in 1..L',
    '-1/2 sum_<c=1..C, p=1..M, q=1..N> w_<d,c,M-p+1,N-q+1> x_<n,c,k+p-P-1,l+q-P-1>',
  ],
  [
    'strides and dilation',
    'tensor w[D,C,M,N], x[B,C,I,J]; index n in 1..B, d in 1..D, k in 1..K, l in 1..L',
    'sum_<c=1..C, p=1..M, q=1..N> w_<d,c,p,q> x_<n,c,2k+p-P-1,l+2q-P-2>',
  ],
  [
    'by the input',
    'tensor w[D,C,M,N], g[B,D,K,L]; index n in 1..B, c in 1..C, i in 1..I, j in 1..J',
    'sum_<d=1..D, k=1..K, l=1..L> g_<n,d,k,l> w_<d,c,i-k+P+1,j-l+P+1>',
  ],
  [
    'by the input, in steps',
    'tensor w[D,C,M,N], g[B,D,K,L]; index n in 1..B, c in 1..C, i in 1..I, j in 1..J',
    'sum_<d=1..D, k=1..K, l=1..L> g_<n,d,k,l> w_<d,c,i-2k+P+1,j-3l+P+2>',
  ],
  [
    'by the kernel',
    'tensor x[B,C,I,J], g[B,D,K,L]; index d in 1..D, c in 1..C, p in 1..M, q in 1..N',
    'sum_<n=1..B, k=1..K, l=1..L> g_<n,d,k,l> x_<n,c,k+p-P-1,l+q-P-1>',
  ],
];

const layerSizes = fc.record({
  B: fc.integer({ min: 1, max: 2 }),
  C: fc.integer({ min: 1, max: 3 }),
  D: fc.integer({ min: 1, max: 7 }),
  M: fc.integer({ min: 1, max: 3 }),
  N: fc.integer({ min: 1, max: 3 }),
  I: fc.integer({ min: 1, max: 6 }),
  J: fc.integer({ min: 1, max: 11 }),
  K: fc.integer({ min: 1, max: 6 }),
  L: fc.integer({ min: 1, max: 11 }),
  P: fc.integer({ min: 1, max: 2 }),
});

describe('layers at sizes made by chance', () => {
  test.each(layers)('%s', (_, declarations, formula) => {
    let tiled = 0;
    fc.assert(
      fc.property(layerSizes, fc.nat(), (sizes, seed) => {
        const { shapes, inputs } = problem(`${declarations}; size P, K, L, M, N, I, J`, '0', sizes, seed);
        const read = extents(`size P; ${declarations}; ${formula}`, shapes, sizes);
        const steps = vectorised(lowered(read.formula, read.extents), 4, 1);
        if (steps.some(({ tag }) => tag === 'tiles')) tiled++;
        const plain = computedBy(read, doubleFloats, Number.POSITIVE_INFINITY, inputs);
        expect(Array.from(computedBy(read, singleFloats, 1, inputs))).toEqual(Array.from(plain));
        expect(computedBy(read, doubleFloats, 1, inputs)).toEqual(plain);
      }),
      { numRuns: 10 },
    );
    expect(tiled).toBeGreaterThan(0);
  });
});
