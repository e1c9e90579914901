// Slips in where entries are looked for: a row taken to be as long as a column, rows and columns taken for each other in
// memory, and edges beyond which there is something other than zeros.

import type { Formula } from '../../compute/formula.js';
import type { Shape } from '../../compute/sizes.js';
import { type Order, plainOrder } from '../arrays.js';
import type { Axis } from '../roles.js';
import type { Slip, Stored } from './slip.js';

export function* memorySlips(formula: Formula, axes: readonly Axis[]): Generator<Slip> {
  yield* otherEdges(formula, axes);
  for (const name of formula.inputs) {
    const rank = formula.env.tensors.get(name)?.dims.length ?? 0;
    for (let b = 1; b < rank; b++)
      for (let a = 0; a < b; a++) {
        const pair = `dimensions ${a + 1} and ${b + 1} of ${name}`;
        const isPicture = rank === 2;
        yield {
          says: isPicture
            ? `height and width of ${name} were swapped: a row was taken to be as long as a column`
            : `the extents of ${pair} were swapped`,
          formula,
          taken: new Map([
            [name, (stored: Stored) => read(stored, (shape) => stridesOf(exchanged(shape, a, b)))],
          ]),
        };
        yield {
          says: isPicture
            ? `${name} was read column by column, and not row by row`
            : `${pair} have another order in memory`,
          formula,
          taken: new Map([[name, (stored: Stored) => read(stored, (shape) => stridesIn(shape, a, b))]]),
        };
      }
  }
}

/** The entries that are found at other distances. */
function read({ box, entries }: Stored, stridesFor: (shape: Shape) => readonly number[]): Stored {
  const strides = stridesFor(box.shape);
  let places = [0];
  for (const [d, extent] of box.shape.entries())
    places = places.flatMap((place) =>
      Array.from({ length: extent }, (_, i) => place + i * (strides[d] as number)),
    );
  return { box, entries: places.map((place) => entries[place] ?? Number.NaN) };
}

function exchanged(shape: Shape, a: number, b: number): Shape {
  return shape.map((extent, d) => (d === a ? shape[b] : d === b ? shape[a] : extent) as number);
}

function stridesOf(shape: Shape): readonly number[] {
  return shape.map((_, d) => shape.slice(d + 1).reduce((product, n) => product * n, 1));
}

/** The distances of neighbours where two dimensions have changed places. */
function stridesIn(shape: Shape, a: number, b: number): readonly number[] {
  return exchanged(stridesOf(exchanged(shape, a, b)), a, b);
}

const edges: readonly (readonly [says: string, place: (i: number, extent: number) => number])[] = [
  ['beyond the edges the nearest entries were taken, not zeros', (i, n) => Math.min(Math.max(i, 0), n - 1)],
  ['beyond the edges the input was repeated, not zeros', (i, n) => ((i % n) + n) % n],
  [
    'beyond the edges the input was mirrored, not zeros',
    (i, n) => {
      const period = Math.max(1, 2 * n - 2);
      const j = ((i % period) + period) % period;
      return Math.min(j, period - j);
    },
  ],
];

/** How far windows may reach beyond the edges. */
const margin = 6;

function* otherEdges(formula: Formula, axes: readonly Axis[]): Generator<Slip> {
  const [axis] = axes;
  if (axis === undefined) return;
  const { tensor } = axis.window;
  const dims = axes.flatMap(({ window }) => (window.tensor === tensor ? [window.dim] : []));
  for (const [says, place] of edges) {
    const taken = (stored: Stored): Stored => extended(stored, dims, place);
    yield { says, formula, taken: new Map([[tensor, taken]]) };
  }
}

function extended(
  { box: { first, shape }, entries }: Stored,
  dims: Order,
  placeIn: (i: number, extent: number) => number,
): Stored {
  const strides = stridesOf(shape);
  const isWide = (d: number): boolean => dims.includes(d);
  let places = [0];
  for (const d of plainOrder(shape.length)) {
    const extent = shape[d] as number;
    const along = Array.from({ length: extent + (isWide(d) ? 2 * margin : 0) }, (_, i) =>
      isWide(d) ? placeIn(i - margin, extent) : i,
    );
    places = places.flatMap((place) => along.map((i) => place + i * (strides[d] as number)));
  }
  return {
    box: {
      first: first.map((lo, d) => (isWide(d) ? lo - margin : lo)),
      shape: shape.map((extent, d) => (isWide(d) ? extent + 2 * margin : extent)),
    },
    entries: places.map((place) => entries[place] as number),
  };
}
