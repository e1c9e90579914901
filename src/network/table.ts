// A network as a table: of each layer what comes out, its parameters, its multiplications and its receptive field, all
// from its formula. Counts are theorems for all sizes, at the sizes of the layer.

import type { Formula } from '../compute/formula.js';
import { extentsOf, type Shape } from '../compute/sizes.js';
import { type Cost, costOf } from '../prove/cost/index.js';
import { defaultOptions } from '../prove/verdict.js';
import { costReport } from '../report/cost.js';
import { memo } from '../sets/memo.js';
import type { Architecture } from './architectures.js';
import { formulaOf, type Placed, placed, shapesOf } from './graph.js';
import type { Formulated, Layer } from './layer.js';
import { type Field, fieldAfter, point, windowsOf } from './receptive.js';

export interface Row {
  readonly name: string;
  readonly layer: string;
  readonly from: readonly string[];
  /** The formula, in native notation. */
  readonly formula: string;
  /** Channels, rows and columns, or the number of outputs. */
  readonly output: Shape;
  readonly parameters: number;
  /** For one picture; the zeros of the padding count as entries, as is usual. */
  readonly multiplications: number;
  /** Rows and columns of the picture on which an output depends; null where it is the whole picture. */
  readonly field: Shape | null;
}

export interface Table {
  readonly name: string;
  readonly about: string;
  readonly input: Shape;
  readonly rows: readonly Row[];
  readonly parameters: number;
  readonly multiplications: number;
}

/** The layers of an architecture for pictures of another size, if one is given. Throws Error where it does not fit. */
export function tableOf({ name, about, input: usual, nodes }: Architecture, input: Shape = usual): Table {
  const fields = new Map<string, readonly Field[]>([['input', input.slice(1).map(() => point)]]);
  const rows = placed(nodes, new Map([['input', [1, ...input]]])).map((node): Row => {
    const field = fieldOf(node, fields);
    fields.set(node.name, field);
    return {
      name: node.name,
      layer: node.layer.name,
      from: node.from,
      formula: node.formulated.text,
      output: node.output.slice(1),
      ...counts(node.layer, node.shapes),
      field: node.output.length > 2 ? field.map(({ reach }) => reach) : null,
    };
  });
  const total = (count: (row: Row) => number): number => rows.reduce((sum, row) => sum + count(row), 0);
  return {
    name,
    about,
    input,
    rows,
    parameters: total((row) => row.parameters),
    multiplications: total((row) => row.multiplications),
  };
}

/** That of the input with the largest one: a residual unit sees what its branches see. */
function fieldOf(
  { formulated, from, shapes }: Placed,
  fields: ReadonlyMap<string, readonly Field[]>,
): readonly Field[] {
  const formula = formulaOf(formulated);
  const extents = extentsOf(formula, shapesOf(formulated, shapes), new Map());
  const seen = formulated.inputs.map((name, i) =>
    fieldAfter(fields.get(from[i] as string) ?? [], windowsOf(formula, extents, name)),
  );
  return seen.reduce((a, b) => ((b[0]?.reach ?? 0) > (a[0]?.reach ?? 0) ? b : a));
}

function counts(layer: Layer, shapes: readonly Shape[]): Pick<Row, 'parameters' | 'multiplications'> {
  const { layer: bare = layer, padding = 0 } = layer.unpadded ?? {};
  const larger = shapes.map(([batch = 1, channels = 1, ...sides]) => [
    batch,
    channels,
    ...sides.map((side) => side + 2 * padding),
  ]);
  const formulated = bare.at(larger);
  const formula = formulaOf(formulated);
  const { sizes } = extentsOf(formula, shapesOf(formulated, larger), new Map());
  const { multiplications, parameters } = costReport(formulated.text, costFor(formulated, formula), sizes);
  return { multiplications: known(multiplications, layer), parameters: known(parameters, layer) };
}

/** For all sizes: layers of one kind are counted once. */
const costs = memo<Cost>();

function costFor({ text, parameters }: Formulated, { context, body }: Formula): Cost {
  return costs(text, () => costOf(context, body, Object.keys(parameters), defaultOptions));
}

function known(
  { value, error }: { readonly value?: number | string; readonly error?: string },
  { name }: Layer,
): number {
  if (value === undefined) throw new Error(`${name}: ${error ?? 'not counted'}`);
  return Number(value);
}
