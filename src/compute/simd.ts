// A contribution over a box as WebAssembly: a tile of sums in registers, the loops of the sum inside, those of the target
// around it. Places are pointers that each loop moves on by what its index adds.

import { type Affine, affineOf } from './affine.js';
import { placeOf } from './nest.js';
import type { Buffer } from './program.js';
import { extentOf, type Range, type Ranges } from './range.js';
import type { Axis, Tile } from './tile.js';
import type { TileStep } from './vectorise.js';
import {
  type Code,
  integerAdd,
  integerConst,
  integerSub,
  type Lanes,
  localGet,
  localSet,
  localTee,
  moduleOf,
  repeat,
  vectorAnd,
  vectorLoad,
  vectorMask,
  vectorStore,
  vectorZero,
} from './wasm.js';

/** Where an access points at the first point of the box, and by what each index moves it, in bytes. */
interface Pointer {
  readonly start: number;
  readonly slopes: ReadonlyMap<string, number>;
}

/** A loop over blocks of an index. */
interface Loop {
  readonly name: string;
  readonly count: number;
  /** How much of the index is one block. */
  readonly step: number;
  /** How much is left after the whole blocks. */
  readonly rest: number;
}

/** How much of a tile is computed: all of it, or what is left at the ends of indices. */
interface Extent {
  readonly rows: number;
  readonly columns: number;
  /** Lanes of the last vector that count. */
  readonly lanes: number;
  /** How much of the index of the sum that is taken in blocks. */
  readonly depth: number;
}

/** An index of the sum that is taken in blocks of so many, so that what a block reads stays in the nearest cache. */
interface Blocking {
  readonly name: string;
  readonly depth: number;
}

/** Bytes that a row of tiles may read before the sum is taken in blocks, and bytes that a block then reads. */
const [mostBytes, blockBytes] = [24_576, 8_192];

/** A sum of the tile, in a vector of its own. */
interface Place {
  readonly row: number;
  readonly column: number;
  readonly sum: number;
}

/**
 * A module whose `run` adds a contribution without conditions to its target. `addresses` are those of the arrays in the
 * memory. Where a row ends amid a vector the other lanes are read and written, too, but nothing is added to them: around
 * the arrays there must be room for that.
 */
export function tileModule(
  step: TileStep,
  lanes: Lanes,
  addresses: ReadonlyMap<Buffer, number>,
): Uint8Array<ArrayBuffer> {
  return new TileLoops(step, lanes, addresses).module();
}

class TileLoops {
  readonly #ranges: Ranges;
  readonly #coef: number;
  readonly #tile: Tile;
  readonly #lanes: Lanes;
  /** The target, then the loads. */
  readonly #pointers: readonly Pointer[];
  readonly #blocking: Blocking | null;
  /** The sums of the tile, row by row, then entries that several of these need. */
  readonly #vectors: number;
  #integers = 0;

  constructor(
    { target, contribution, tile }: TileStep,
    lanes: Lanes,
    addresses: ReadonlyMap<Buffer, number>,
  ) {
    const { ranges, coef, at, loads } = contribution;
    this.#ranges = ranges;
    this.#coef = coef;
    this.#tile = tile;
    this.#lanes = lanes;
    const { rows, columns } = tile;
    this.#vectors = rows.count * columns.count * (1 + loads.length);
    this.#pointers = [{ buffer: target, at }, ...loads].map((access) => {
      const { constant, slopes } = affineOf(placeOf(access)) as Affine;
      const first = [...slopes].reduce((sum, [name, slope]) => sum + slope * this.#range(name).lo, constant);
      return {
        start: (addresses.get(access.buffer) as number) + lanes.bytes * first,
        slopes: new Map([...slopes].map(([name, slope]) => [name, slope * lanes.bytes])),
      };
    });
    this.#blocking = this.#blocks();
  }

  module(): Uint8Array<ArrayBuffer> {
    const starts = this.#pointers.map(() => this.#integer());
    const begin = this.#pointers.flatMap(({ start }, n) => [
      ...integerConst(start),
      ...localSet(starts[n] as number),
    ]);
    const { rows, columns } = this.#tile;
    const depth = this.#blocking?.depth ?? 0;
    const whole = { rows: rows.count, columns: columns.count, lanes: this.#lanes.count, depth };
    const body = this.#loops(this.#outer(), starts, whole, (pointers, extent) =>
      this.#sums(pointers, extent),
    );
    return moduleOf([...begin, ...body], { vectors: this.#vectors, integers: this.#integers });
  }

  // ---- loops -------------------------------------------------------------------------------------

  /** The loops over tiles: other indices of the target, blocks of the sum, then rows, then columns or lanes. */
  #outer(): readonly Loop[] {
    const { lane, isSummed, rows, columns } = this.#tile;
    const tiled = [rows.name, columns.name, lane];
    const target = this.#pointers[0] as Pointer;
    const others = [...this.#ranges.keys()].filter(
      (name) => target.slopes.has(name) && !tiled.includes(name),
    );
    const blocks = [rows, columns].flatMap(({ name, count }) =>
      name === null ? [] : [this.#loop(name, count * (name === lane ? this.#lanes.count : 1))],
    );
    const isLoop = !isSummed && columns.name !== lane;
    return [
      ...others.map((name) => this.#loop(name, 1)),
      ...(this.#blocking === null ? [] : [this.#loop(this.#blocking.name, this.#blocking.depth)]),
      ...blocks,
      ...(isLoop ? [this.#loop(lane, this.#lanes.count)] : []),
    ];
  }

  /** The loops of the sum in a block of it: the longest runs innermost, or the summed lanes do. */
  #inner({ depth }: Extent): readonly Loop[] {
    const { lane, isSummed } = this.#tile;
    const loops = this.#summed().map((name): Loop => {
      const loop = this.#loop(name, 1);
      return name === this.#blocking?.name ? { ...loop, count: depth } : loop;
    });
    return [
      ...loops.sort((a, b) => a.count - b.count),
      ...(isSummed ? [this.#loop(lane, this.#lanes.count)] : []),
    ];
  }

  /** The indices of the sum but for lanes. */
  #summed(): readonly string[] {
    const target = this.#pointers[0] as Pointer;
    return [...this.#ranges.keys()].filter((name) => !target.slopes.has(name) && name !== this.#tile.lane);
  }

  /** The longest index of the sum in blocks, where a row of tiles reads too much for the cache; null elsewhere. */
  #blocks(): Blocking | null {
    const extent = (name: string): number => extentOf(this.#range(name));
    const summed = this.#summed();
    const name = summed.toSorted((a, b) => extent(b) - extent(a))[0];
    if (name === undefined) return null;
    const { lane, rows, columns } = this.#tile;
    const others = [...summed.filter((other) => other !== name), lane, columns.name];
    const counts = new Map(
      others.filter((other) => other !== null).map((other) => [other, extent(other)] as const),
    );
    if (rows.name !== null) counts.set(rows.name, rows.count);
    const each = this.#pointers.slice(1).reduce((sum, pointer) => sum + this.#bytesOf(pointer, counts), 0);
    if (each * extent(name) <= mostBytes) return null;
    const blocks = Math.ceil(extent(name) / Math.max(1, Math.floor(blockBytes / each)));
    return { name, depth: Math.ceil(extent(name) / blocks) };
  }

  /** About how many bytes a pointer comes by when indices run so far: no more than there are points, or lie between. */
  #bytesOf({ slopes }: Pointer, counts: ReadonlyMap<string, number>): number {
    let [points, between] = [1, 0];
    for (const [name, count] of counts) {
      const slope = slopes.get(name) ?? 0;
      if (slope === 0) continue;
      points *= count;
      between += Math.abs(slope) * (count - 1);
    }
    return Math.min(points * this.#lanes.bytes, between + this.#lanes.bytes);
  }

  #loop(name: string, step: number): Loop {
    const extent = extentOf(this.#range(name));
    return { name, step, count: Math.floor(extent / step), rest: extent % step };
  }

  /** Loops, each followed by what is left after its whole blocks. */
  #loops(
    loops: readonly Loop[],
    pointers: readonly number[],
    extent: Extent,
    inner: (pointers: readonly number[], extent: Extent) => Code,
  ): Code {
    const [loop, ...others] = loops;
    if (loop === undefined) return inner(pointers, extent);
    const { count, rest } = loop;
    const last = this.#cut(loop, extent);
    if (count === 0) return this.#loops(others, pointers, last, inner);
    if (count === 1 && rest === 0) return this.#loops(others, pointers, extent, inner);
    const steps = this.#stepsOf(loop);
    const moving = pointers.map((pointer, n) => (steps[n] === 0 ? pointer : this.#integer()));
    const start = pointers.flatMap((pointer, n) =>
      steps[n] === 0 ? [] : [...localGet(pointer), ...localSet(moving[n] as number)],
    );
    const move = moving.flatMap((pointer, n) =>
      steps[n] === 0
        ? []
        : [...localGet(pointer), ...integerConst(steps[n] as number), ...integerAdd, ...localSet(pointer)],
    );
    const block = [...this.#loops(others, moving, extent, inner), ...move];
    const blocks = count === 1 ? block : this.#counted(count, block);
    return [...start, ...blocks, ...(rest === 0 ? [] : this.#loops(others, moving, last, inner))];
  }

  #counted(count: number, body: Code): Code {
    const counter = this.#integer();
    const next = [...localGet(counter), ...integerConst(1), ...integerSub, ...localTee(counter)];
    return [...integerConst(count), ...localSet(counter), ...repeat([...body, ...next])];
  }

  /** The part of a tile that is left after a loop. */
  #cut({ name, rest }: Loop, extent: Extent): Extent {
    const { lane, rows, columns } = this.#tile;
    if (name === this.#blocking?.name) return { ...extent, depth: rest };
    const width = this.#lanes.count;
    const lanes = rest % width === 0 ? width : rest % width;
    if (name === columns.name)
      return name === lane
        ? { ...extent, columns: Math.ceil(rest / width), lanes }
        : { ...extent, columns: rest };
    if (name === rows.name) return { ...extent, rows: rest };
    return { ...extent, lanes };
  }

  /** By how many bytes a step of the loop moves each pointer. */
  #stepsOf({ name, step }: Loop): readonly number[] {
    return this.#pointers.map(({ slopes }) => (slopes.get(name) ?? 0) * step);
  }

  // ---- tiles -------------------------------------------------------------------------------------

  /** One tile: sums from 0, all steps of the sum, and what comes out added to the target. */
  #sums(pointers: readonly number[], extent: Extent): Code {
    const places = this.#places(extent);
    const clear = places.flatMap(({ sum }) => [...vectorZero, ...localSet(sum)]);
    // Steps are not written out one after the other: compilers then keep more entries than there are registers for.
    const body = this.#loops(this.#inner(extent), pointers, extent, (inner, { lanes }) =>
      this.#step(inner, places, lanes),
    );
    return [
      ...clear,
      ...body,
      ...places.flatMap((place) => this.#finish(pointers[0] as number, place, this.#lanesAt(place, extent))),
    ];
  }

  /** How many lanes of a sum count: where columns are vectors side by side, all but those of the last. */
  #lanesAt({ column }: Place, { columns, lanes }: Extent): number {
    const { lane, columns: axis } = this.#tile;
    return axis.name === lane && column < columns - 1 ? this.#lanes.count : lanes;
  }

  /** The places of the tile and their sums. */
  #places({ rows, columns }: Extent): readonly Place[] {
    return Array.from({ length: rows * columns }, (_, sum) => ({
      row: Math.floor(sum / columns),
      column: sum % columns,
      sum,
    }));
  }

  /** What row and column of the tile add to a pointer. */
  #offset({ slopes }: Pointer, row: number, column: number): number {
    const { lane, rows, columns } = this.#tile;
    const along = ({ name }: Axis): number =>
      name === null ? 0 : (slopes.get(name) ?? 0) * (name === lane ? this.#lanes.count : 1);
    return along(rows) * row + along(columns) * column;
  }

  /** Every sum grows by the product of its entries; an entry that several of them need is loaded once. */
  #step(pointers: readonly number[], places: readonly Place[], lanes: number): Code {
    const loads = this.#pointers.slice(1);
    // Of summed lanes those beyond the end do not count.
    const counted = this.#tile.isSummed ? this.#masked(lanes) : [];
    const factors = places.map(({ row, column }) =>
      loads.map((load, n) => ({ n: n + 1, load, offset: this.#offset(load, row, column) })),
    );
    const uses = new Map<string, number>();
    for (const { n, offset } of factors.flat()) {
      const key = `${n},${offset}`;
      uses.set(key, (uses.get(key) ?? 0) + 1);
    }
    const held = new Map<string, number>();
    return factors.flatMap((product, sum) => {
      const code: number[] = [...localGet(sum)];
      for (const { n, load, offset } of product) {
        const key = `${n},${offset}`;
        const vector = held.get(key);
        if (vector !== undefined) code.push(...localGet(vector));
        else code.push(...this.#load(load, pointers[n] as number, offset));
        if (vector === undefined && (uses.get(key) as number) > 1) {
          const fresh = factors.length + held.size;
          held.set(key, fresh);
          code.push(...localTee(fresh));
        }
        if (n > 1) code.push(...this.#lanes.mul);
      }
      return [...code, ...counted, ...this.#lanes.add, ...localSet(sum)];
    });
  }

  #load({ slopes }: Pointer, local: number, offset: number): Code {
    const isVector = slopes.has(this.#tile.lane);
    return at(local, offset, isVector ? vectorLoad : this.#lanes.splat);
  }

  /** The vector on the stack with 0 in all but the first lanes. */
  #masked(lanes: number): Code {
    const { count, bytes } = this.#lanes;
    return lanes === count ? [] : [...vectorMask(lanes * bytes), ...vectorAnd];
  }

  #finish(target: number, { row, column, sum }: Place, valid: number): Code {
    const { add, mul, constant, addNumbers, extract, count, load, store } = this.#lanes;
    const offset = this.#offset(this.#pointers[0] as Pointer, row, column);
    const total = [...localGet(sum), ...(this.#coef === 1 ? [] : [...constant(this.#coef), ...mul])];
    if (!this.#tile.isSummed)
      return [
        ...localGet(target),
        ...at(target, offset, vectorLoad),
        ...total,
        ...this.#masked(valid),
        ...add,
        ...vectorStore(offset),
      ];
    const lanes = Array.from({ length: count }, (_, lane) => [...total, ...extract(lane), ...addNumbers]);
    return [...localGet(target), ...at(target, offset, load), ...lanes.flat(), ...store(offset)];
  }

  // ---- locals ------------------------------------------------------------------------------------

  #range(name: string): Range {
    return this.#ranges.get(name) as Range;
  }

  #integer(): number {
    return this.#vectors + this.#integers++;
  }
}

/** An access beside a pointer; what lies before it is reached by adding. */
function at(local: number, offset: number, access: (offset: number) => Code): Code {
  if (offset >= 0) return [...localGet(local), ...access(offset)];
  return [...localGet(local), ...integerConst(offset), ...integerAdd, ...access(0)];
}
