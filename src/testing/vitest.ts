// Matchers for vitest: whether a function computes a formula, or the gradient of one.
//
// import 'convproof/vitest';
//
// expect(myConv2d).toCompute('tensor x[I,J], w[M,N]; …; y_<k,l> = sum_<m=1..M, n=1..N> …');

import { expect } from 'vitest';
import { computes, computesGradient, type GradientOptions, type Tested, type TestOptions } from './verify.js';

export type { Order } from './arrays.js';
export type { Layout } from './layout.js';
export type { SizeRange, SizeRanges } from './sizes.js';
export type { Tolerance } from './tolerance.js';
export type { GradientOptions, Tested, TestOptions } from './verify.js';

interface ConvproofMatchers {
  /**
   * That a function computes what a text ends in, on problems made by chance. It is called with the inputs, in the order
   * in which they are declared, and an object of the sizes, and returns an array of the output, nested or flat.
   *
   * ```ts
   * expect(correlate).toCompute('tensor x[I], w[M]; index k in 1..I-M+1; y_<k> = sum_<m=1..M> w_<m> x_<k+m-1>');
   * expect((x, w, { S }) => conv1d(x, w, { stride: S })).toCompute(strided);
   * ```
   */
  toCompute(text: string, options?: TestOptions): void;
  /**
   * That a function computes the gradient of what a text ends in by the input `by`. Before the sizes it is called with
   * the derivatives by the output, unless this is a single number.
   *
   * ```ts
   * expect((x, w, g) => backwardInput(g, w)).toBeGradientOf(layer, { by: 'x' });
   * ```
   */
  toBeGradientOf(text: string, options: GradientOptions): void;
}

declare module 'vitest' {
  // The parameter is that of vitest's own declaration.
  interface Matchers<T> extends ConvproofMatchers {}
}

function requireFunction(received: unknown): asserts received is Tested {
  if (typeof received !== 'function')
    throw new TypeError('a function is expected, expect(conv2d).toCompute(…)');
}

expect.extend({
  toCompute(received: unknown, text: string, options?: TestOptions) {
    requireFunction(received);
    return computes(received, text, options);
  },
  toBeGradientOf(received: unknown, text: string, options: GradientOptions) {
    requireFunction(received);
    return computesGradient(received, text, options);
  },
});
