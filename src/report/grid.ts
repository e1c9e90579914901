// Tensors written out at given sizes: their cells as polynomials, and matrices of them laid out for reading.

import { type Assignment, type Budget, expand, shapeAt } from '../kernel/evaluate.js';
import type { RingPoly } from '../kernel/ring.js';
import { type Env, genericEntry } from '../term/env.js';
import type { Tensor } from '../term/term.js';
import { padded, widthOf } from './style.js';

/** A tensor's cells in the order of their subscripts, the last running fastest. */
export interface Cells {
  readonly shape: readonly (readonly [bigint, bigint])[];
  readonly cells: readonly { readonly at: readonly bigint[]; readonly value: RingPoly }[];
}

/** All entries of a tensor at given sizes. Throws NoValue beyond the budget. */
export function cellsAt(env: Env, tensor: Tensor, at: Assignment, budget: Budget): Cells {
  const shape = shapeAt(env, tensor, at);
  const names = shape.map((_, d) => `k#${d}`);
  const generic = genericEntry(tensor, names);
  let places: readonly (readonly bigint[])[] = [[]];
  for (const [lo, hi] of shape) {
    const longer: bigint[][] = [];
    for (const place of places) {
      for (let i = lo; i <= hi; i++) {
        budget.spend(1);
        longer.push([...place, i]);
      }
    }
    places = longer;
  }
  const cells = places.map((place) => {
    const point = new Map([...at, ...names.map((name, d) => [name, place[d] as bigint] as const)]);
    return { at: place, value: expand(env, generic, point, budget) };
  });
  return { shape, cells };
}

/** Equal parts of a list, in order: the rows of a matrix from its cells. */
export function inRows<T>(cells: readonly T[], width: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(cells.length / width) }, (_, r) =>
    cells.slice(r * width, (r + 1) * width),
  );
}

/** One line a row, columns aligned: numbers to the right, others to the left. */
export function aligned(rows: readonly (readonly string[])[], gap = '  '): readonly string[] {
  const numeric = rows.every((row) => row.every((cell) => /^[ *]?-?\d+(\/\d+)?,?$/.test(cell)));
  const widths = (rows[0] ?? []).map((_, c) => Math.max(...rows.map((row) => widthOf(row[c] ?? ''))));
  return rows.map((row) =>
    row
      .map((cell, c) => {
        const width = widths[c] as number;
        return numeric ? ' '.repeat(width - widthOf(cell)) + cell : padded(cell, width);
      })
      .join(gap),
  );
}
