// A layer is a formula: a text in native notation in which x is what comes in (y a second input) and other letters are
// parameters. What it computes is the formula compiled; its backward pass is the derived formula compiled. What is derived
// for each kind of layer is also a theorem of `proofs/layers/`, most in `gradients.conv` there.

import type { Shape } from '../compute/sizes.js';

/** A tensor that is learned. */
export interface Parameter {
  readonly shape: Shape;
  /** How many inputs an output has through it, and how many outputs an input has; null for what begins at `value`. */
  readonly fan: { readonly in: number; readonly out: number } | null;
  readonly value?: number;
}

/** A tensor that is neither learned nor computed by another layer, made anew for each batch. */
export interface Made {
  readonly shape: Shape;
  /** From the entries of the layer's inputs; `random` gives numbers in [0, 1). */
  entries(inputs: readonly Float32Array[], random: () => number, isTraining: boolean): Float32Array;
}

/** A layer for inputs of given shapes. The first dimension of every input is the batch. */
export interface Formulated {
  readonly text: string;
  /** The names of the inputs in the text. */
  readonly inputs: readonly string[];
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly made?: Readonly<Record<string, Made>>;
  /** By the name in the text, the function of `activation.ts` that is meant. */
  readonly functions?: Readonly<Record<string, string>>;
}

export interface Layer {
  /** As the field names it, with its numbers: `convolution 3×3, stride 2`. */
  readonly name: string;
  /** Throws Error where the layer does not take inputs of these shapes. */
  at(inputs: readonly Shape[]): Formulated;
  /** The same computed from a picture that has its padding already; counting leaves out no product then. */
  readonly unpadded?: { readonly layer: Layer; readonly padding: number };
}

/** What a layer takes one of. Throws Error where the number of dimensions is another. */
export function only(name: string, inputs: readonly Shape[], ranks: readonly number[]): Shape {
  const [shape, ...others] = inputs;
  if (shape === undefined || others.length > 0)
    throw new Error(`${name} takes one input, not ${inputs.length}`);
  requireRank(name, shape, ranks);
  return shape;
}

export function requireRank(name: string, shape: Shape, ranks: readonly number[]): void {
  if (!ranks.includes(shape.length))
    throw new Error(`${name} takes ${ranks.join(' or ')} dimensions, and the input has ${shape.join('×')}`);
}

/** `2k-l+3`, `0` */
export function affine(terms: readonly (readonly [number, string])[], constant: number): string {
  const parts = [
    ...terms.filter(([slope]) => slope !== 0).map(([slope, name]) => [slope, name] as const),
    ...(constant === 0 ? [] : [[constant, ''] as const]),
  ];
  const text = parts
    .map(([n, name]) => {
      const size = name !== '' && Math.abs(n) === 1 ? '' : `${Math.abs(n)}`;
      return `${n < 0 ? '-' : '+'}${size}${name}`;
    })
    .join('');
  return text.replace(/^\+/, '') || '0';
}

/** `floor((a)/n)+1`, without the rounding where n is 1. */
export function steps(form: readonly (readonly [number, string])[], constant: number, step: number): string {
  return step === 1 ? affine(form, constant + 1) : `floor((${affine(form, constant)})/${step})+1`;
}

export interface Axis {
  /** The sizes of the picture and the kernel, and the indices of the output and the kernel, along it. */
  readonly size: string;
  readonly kernel: string;
  readonly out: string;
  readonly in: string;
}

const axes: readonly Axis[] = [
  { size: 'I', kernel: 'M', out: 'k', in: 'p' },
  { size: 'J', kernel: 'N', out: 'l', in: 'q' },
];

/** Rows, and columns where the input has them: of [batch, channels, rows, columns]. */
export function axesOf(shape: Shape): readonly Axis[] {
  return axes.slice(0, shape.length - 2);
}

export function product(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a * b, 1);
}
