// The entries that parameters begin with, such that neither what goes forward nor what comes back grows or fades from
// layer to layer.

import { type Parameter, product } from './layer.js';
import type { Random } from './random.js';

/** Variance by the fans of a parameter. */
const variances = {
  /** He, Zhang, Ren, Sun, Delving deep into rectifiers, 2015: for relu, which lets half through. */
  he: (inputs: number, _outputs: number) => 2 / inputs,
  /** Glorot, Bengio, Understanding the difficulty of training deep feedforward neural networks, 2010 (Xavier's). */
  xavier: (inputs: number, outputs: number) => 2 / (inputs + outputs),
} as const;

export type Initialisation = keyof typeof variances;

/** Normally distributed entries; what has no fan, a bias, has its `value` everywhere, else 0. */
export function initial(
  { shape, fan, value = 0 }: Parameter,
  by: Initialisation,
  random: Random,
): Float32Array {
  const entries = new Float32Array(product(shape));
  if (fan === null) return entries.fill(value);
  const deviation = Math.sqrt(variances[by](fan.in, fan.out));
  return entries.map(() => deviation * random.normal());
}
