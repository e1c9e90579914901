// Layers put together: each takes what others before it give.

import { readFormula } from '../compute/formula.js';
import { extentsOf, type Shape } from '../compute/sizes.js';
import { memo } from '../sets/memo.js';
import type { Formulated, Layer } from './layer.js';

/** A layer in its place. */
export interface Node {
  readonly name: string;
  readonly layer: Layer;
  /** The names of the nodes that it takes, else the one before; `input` is what comes into the network. */
  readonly from?: readonly string[];
}

/** A node with the shapes of what it takes and gives. */
export interface Placed {
  readonly name: string;
  readonly layer: Layer;
  readonly from: readonly string[];
  readonly shapes: readonly Shape[];
  readonly formulated: Formulated;
  readonly output: Shape;
}

/**
 * The nodes with their shapes, which their formulas tell.
 *
 * Throws Error where a name is not known or used twice, or a layer does not take what it is given.
 */
export function placed(nodes: readonly Node[], inputs: ReadonlyMap<string, Shape>): readonly Placed[] {
  const shapes = new Map(inputs);
  let before = 'input';
  return nodes.map(({ name, layer, from = [before] }) => {
    if (shapes.has(name)) throw new Error(`${name} is there twice`);
    const given = from.map((source) => {
      const shape = shapes.get(source);
      if (shape === undefined) throw new Error(`${name} takes ${source}, which is not there before it`);
      return shape;
    });
    const formulated = layer.at(given);
    const output = outputOf(name, formulated, given);
    shapes.set(name, output);
    before = name;
    return { name, layer, from, shapes: given, formulated, output };
  });
}

const formulas = memo<ReturnType<typeof readFormula>>();

/** The formula of a layer, as it was read. */
export function formulaOf({ text }: Formulated): ReturnType<typeof readFormula> {
  return formulas(text, () => readFormula(text));
}

/** The shapes of all tensors of a layer by their names in its text. */
export function shapesOf(
  { inputs, parameters, made = {} }: Formulated,
  given: readonly Shape[],
): ReadonlyMap<string, Shape> {
  return new Map([
    ...inputs.map((name, i) => [name, given[i] as Shape] as const),
    ...Object.entries({ ...parameters, ...made }).map(([name, { shape }]) => [name, shape] as const),
  ]);
}

function outputOf(name: string, formulated: Formulated, given: readonly Shape[]): Shape {
  const { shape } = extentsOf(formulaOf(formulated), shapesOf(formulated, given), new Map()).output;
  if (shape.includes(0))
    throw new Error(`${name}: nothing comes out of ${given.map((s) => s.join('×')).join(', ')}`);
  return shape;
}
