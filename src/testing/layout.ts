// In which order the function under test has the dimensions of its arrays.

import { type Order, plainOrder } from './arrays.js';

/**
 * `NCHW`: as in the formula, pictures as batch, channels, height, width and kernels as output channels, input channels,
 * height, width (PyTorch). `NHWC`: pictures with their channels last, kernels as height, width, input channels, output
 * channels (TensorFlow). Or by tensor the places that the dimensions have in the formula, the outermost first; the
 * output goes by its name in the formula, `y` if it has none.
 */
export type Layout = 'NCHW' | 'NHWC' | Readonly<Record<string, Order>>;

/** An array of the formula. */
export interface Arrayed {
  readonly name: string;
  readonly rank: number;
  readonly isKernel: boolean;
}

const pictures: Order = [0, 2, 3, 1];
const kernels: Order = [2, 3, 1, 0];

/** The orders of those arrays that have another one than in the formula. Throws RangeError at what is no order. */
export function ordersOf(layout: Layout, arrays: readonly Arrayed[]): ReadonlyMap<string, Order> {
  if (layout === 'NCHW') return new Map();
  if (layout === 'NHWC')
    return new Map(
      arrays
        .filter(({ rank }) => rank === pictures.length)
        .map(({ name, isKernel }) => [name, isKernel ? kernels : pictures]),
    );
  for (const [name, order] of Object.entries(layout)) {
    const array = arrays.find((each) => each.name === name);
    if (array === undefined)
      throw new RangeError(`layout: ${name} is none of ${arrays.map((each) => each.name).join(', ')}`);
    if (`${[...order].sort((a, b) => a - b)}` !== `${plainOrder(array.rank)}`)
      throw new RangeError(
        `layout: ${name} has ${array.rank} dimensions, and [${order}] is no order of these`,
      );
  }
  return new Map(Object.entries(layout));
}
