// Sums of products in registers: which entries of the target are computed together, so that each entry that is loaded is
// used several times (Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication, 2008).
//
// Along one index, the lanes, entries are neighbours in all arrays that depend on it, and a vector holds several of them.
// Along two other indices of the target, or blocks of lanes, a tile of rows and columns is kept in registers while all
// indices of the sum run.

import { affineOf, indexOf } from './affine.js';
import { placeOf } from './nest.js';
import type { Access, Contribution } from './program.js';
import { extentOf, type Range, type Ranges } from './range.js';

export interface Tile {
  /** The index of the lanes, an index of the target or of the sum. */
  readonly lane: string;
  readonly isSummed: boolean;
  readonly rows: Axis;
  readonly columns: Axis;
}

/** Rows or columns of a tile: `count` values of the index; of the lanes, vectors. Without an index there is one. */
export interface Axis {
  readonly name: string | null;
  readonly count: number;
}

/** Of the sixteen registers for vectors, those that sums and entries may stay in: some are for what is being multiplied. */
const registers = 11;
const mostInAxis = 6;

/**
 * The best tile for a contribution whose target has an index for each dimension: what takes the fewest loads for a
 * multiplication, and wastes the least where an extent is no multiple of the tile's. null where there are no lanes.
 */
export function tileOf({ ranges, loads, at }: Contribution, width: number): Tile | null {
  const outputs = at.map(indexOf);
  if (outputs.some((name) => name === null) || new Set(outputs).size < outputs.length) return null;
  const places = loads.map((load) => affineOf(placeOf(load))?.slopes);
  let best: { readonly tile: Tile; readonly score: number } | null = null;
  const slopesOf = (name: string): readonly number[] => places.map((slopes) => slopes?.get(name) ?? 0);
  if (places.includes(undefined)) return null;
  for (const lane of ranges.keys()) {
    const isSummed = !outputs.includes(lane);
    if (!hasLanes(loads, lane) || (!isSummed && lane !== outputs.at(-1))) continue;
    const others = outputs.filter((name) => name !== null && name !== lane);
    const axes = [null, ...others];
    for (const rows of axesOf(axes))
      for (const columns of axesOf(isSummed ? axes : [...axes, lane])) {
        if (rows.name === columns.name && rows.name !== null) continue;
        const tile = { lane, isSummed, rows, columns };
        const score = scoreOf(tile, ranges, width, slopesOf);
        if (best === null || score > best.score) best = { tile, score };
      }
  }
  return best?.tile ?? null;
}

/** Whether the entries along an index are neighbours in each array, or one and the same. */
export function hasLanes(loads: readonly Access[], lane: string): boolean {
  const slopes = loads.map((load) => affineOf(placeOf(load))?.slopes.get(lane) ?? 0);
  return slopes.includes(1) && slopes.every((slope) => slope === 0 || slope === 1);
}

function axesOf(names: readonly (string | null)[]): readonly Axis[] {
  return names.flatMap((name) =>
    name === null
      ? [{ name, count: 1 }]
      : Array.from({ length: mostInAxis - 1 }, (_, n): Axis => ({ name, count: n + 2 })),
  );
}

/** How many useful multiplications there are for an instruction. */
function scoreOf(
  { lane, rows, columns }: Tile,
  ranges: Ranges,
  width: number,
  slopesOf: (name: string) => readonly number[],
): number {
  const depends = (axis: Axis): readonly boolean[] =>
    axis.name === null ? [] : slopesOf(axis.name).map((slope) => slope !== 0);
  const [byRow, byColumn] = [depends(rows), depends(columns)];
  const loadsOf = (r: number, c: number): readonly number[] =>
    slopesOf(lane).map((_, n) => (byRow[n] ? r : 1) * (byColumn[n] ? c : 1));
  const held = loadsOf(rows.count, columns.count)
    .filter((_, n) => !byRow[n])
    .reduce((sum, count) => sum + count, 0);
  if (rows.count * columns.count + held > registers) return 0;
  const instructions = (r: number, c: number): number => {
    const counts = loadsOf(r, c);
    const loads = counts.reduce((sum, count) => sum + count, 0);
    // Vectors side by side are in one line of the cache, and each other row or column is in one of its own.
    const lines = counts.reduce(
      (sum, count, n) => sum + (columns.name === lane && byColumn[n] ? count / c : count),
      0,
    );
    return 2 * r * c + loads + lines / 2 + 2;
  };
  const extent = (name: string | null): number => (name === null ? 1 : extentOf(ranges.get(name) as Range));
  // Where an index ends amid a vector some of its lanes are idle.
  const vectors = Math.ceil(extent(lane) / width);
  const [down, across] = [extent(rows.name), columns.name === lane ? vectors : extent(columns.name)];
  let cost = 0;
  for (const [r, times] of blocksOf(down, rows.count))
    for (const [c, each] of blocksOf(across, columns.count)) cost += times * each * instructions(r, c);
  return (down * across * (extent(lane) / (vectors * width))) / cost;
}

/** Blocks of `count` as many as there are, and what is left. */
function blocksOf(extent: number, count: number): readonly (readonly [count: number, times: number])[] {
  const [whole, rest] = [Math.floor(extent / count), extent % count];
  return [...(whole === 0 ? [] : [[count, whole] as const]), ...(rest === 0 ? [] : [[rest, 1] as const])];
}
