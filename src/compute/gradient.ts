// The gradient of a formula is a formula: the derivative of Σ_k g_k y_k by the entries of an input, where y is the output
// and g is given. It is the derivative that the kernel has checked, for all sizes, and it is computed as all formulas are.

import { type Differentiated, differentiate, Undifferentiated } from '../prove/derivative.js';
import { defaultOptions } from '../prove/verdict.js';
import type { Context } from '../term/context.js';
import type { Dim } from '../term/env.js';
import { variable } from '../term/poly.js';
import { binder, diff, entry, mul, sum, tensor } from '../term/term.js';
import { type Formula, inputsOf, Uncomputable } from './formula.js';
import { withOperands } from './maxima.js';
import { unused } from './names.js';

/** A gradient, and the name of the input that takes g. */
export interface Gradient extends Formula {
  readonly outer: string;
  readonly derived: Differentiated;
}

/**
 * The gradient by an input.
 *
 * @example of `sum_<m=1..M> w_<m> x_<k+m-1>` by x: `sum_<k=1..K> g_<k> w_<i-k+1>`, with i in 1..I
 *
 * Throws Uncomputable where no derivative is known.
 */
export function gradientOf(formula: Formula, wrt: string): Gradient {
  const { context, indices: outputs, dims, body, functions } = withOperands(formula);
  const outer = unused(context, 'g');
  const env = context.env.withTensor(outer, dims);
  let widened: Context = { ...context, env };
  const indices: string[] = [];
  const ranges: Dim[] = [];
  for (const [d, { lo, hi }] of (env.tensors.get(wrt)?.dims ?? []).entries()) {
    if (lo === null || hi === null) throw new Uncomputable(`${wrt} has no end`);
    const name = unused(widened, 'ijklmnpqrs'[d] ?? 'u');
    widened = { ...widened, indices: [...widened.indices, { name, lo, hi }] };
    indices.push(name);
    ranges.push({ lo, hi });
  }
  const total = sum(
    dims.map(({ lo, hi }, d) => binder(outputs[d] as string, lo, hi)),
    mul([entry(tensor(outer), outputs.map(variable)), body]),
  );
  try {
    const derived = differentiate(widened, diff(total, wrt, indices.map(variable)), defaultOptions);
    const { derivative } = derived;
    const inputs = inputsOf(env, derivative);
    return {
      context: widened,
      env,
      indices,
      dims: ranges,
      body: derivative,
      inputs,
      functions,
      outer,
      derived,
    };
  } catch (error) {
    if (error instanceof Undifferentiated) throw new Uncomputable(error.message);
    throw error;
  }
}
