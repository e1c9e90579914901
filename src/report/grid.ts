// Tensors written out at given sizes: their cells as polynomials, and matrices of them laid out for reading.

import type { Ranges } from '../kernel/alphabet.js';
import type { Cells } from '../kernel/evaluate.js';
import type { Integer } from '../kernel/integer.js';
import type { Polynomial } from '../kernel/packed.js';
import { padded, widthOf } from './style.js';

/** A cell of a tensor, written out. */
export interface Cell {
  readonly at: readonly Integer[];
  readonly value: Polynomial;
}

/** All cells in the order of their subscripts, the last running fastest. Throws NoValue beyond the budget. */
export function writtenOut(cells: Cells): readonly Cell[] {
  cells.require();
  return Array.from(cells.places(), (place) => ({ at: [...place], value: cells.value(place) }));
}

/** How many subscripts each dimension has. */
export function extents(ranges: Ranges): readonly number[] {
  return ranges.map(([lo, hi]) => Math.max(Number(hi) - Number(lo) + 1, 0));
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
