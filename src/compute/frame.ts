// Zero extension made real: arrays copied into larger ones, zeros around them, so that a sum may run over a whole box of
// indices without a condition. What the box has too many is 0, or is cut off: 0 times an entry, so that infinite entries
// may make it NaN.

import { entails, SetsLimit } from '../sets/index.js';
import { atLeast, type Cond } from '../term/cond.js';
import { type Poly, variable } from '../term/poly.js';
import { whole } from './affine.js';
import { type Access, type Buffer, type Contribution, lengthOf, rangeAlong, type Stage } from './program.js';
import { type Range, type Ranges, rangeOf } from './range.js';

/** A contribution over a box of indices, and what has to be done before. */
export interface Framed {
  readonly contribution: Contribution;
  readonly frames: readonly Stage[];
}

/** A frame may be as many times as long as what it is put around. */
const mostGrowth = 4;

/**
 * The contribution without conditions. null where the zeros around its arrays do not say all that its conditions say, or
 * frames would be too large.
 */
export function framed(contribution: Contribution): Framed | null {
  const { loads, ranges, conds } = contribution;
  const inside = loads.flatMap(({ buffer, at: subscripts }) =>
    subscripts.flatMap((s, d) => within(s, rangeAlong(buffer.box, d))),
  );
  const box = [...ranges].flatMap(([name, range]) => within(variable(name), range));
  if (!conds.every((cond) => follows([...box, ...inside], cond))) return null;
  const copies = new Map<Buffer, Buffer>();
  const frames: Stage[] = [];
  for (const [buffer, reached] of reaches(loads, ranges)) {
    const frame = frameOf(buffer, reached);
    if (lengthOf(frame.box) > mostGrowth * lengthOf(buffer.box)) return null;
    copies.set(buffer, frame);
    if (frame !== buffer) frames.push({ target: frame, op: 'sum', contributions: [copyOf(buffer)] });
  }
  const framedLoads = loads.map((load) => ({ ...load, buffer: copies.get(load.buffer) as Buffer }));
  return { contribution: { ...contribution, conds: [], loads: framedLoads }, frames };
}

function within(form: Poly, { lo, hi }: Range): readonly Cond[] {
  return [atLeast(form, whole(lo)), atLeast(whole(hi), form)];
}

function follows(known: readonly Cond[], cond: Cond): boolean {
  try {
    return entails(known, cond) !== null;
  } catch (error) {
    if (error instanceof SetsLimit) return false;
    throw error;
  }
}

/** What subscripts each array is read at, all loads from it taken together. */
function reaches(loads: readonly Access[], ranges: Ranges): ReadonlyMap<Buffer, readonly Range[]> {
  const all = new Map<Buffer, readonly Range[]>();
  for (const { buffer, at } of loads) {
    const reached = at.map((s) => rangeOf(s, ranges));
    all.set(buffer, all.get(buffer)?.map((range, d) => union(range, reached[d] as Range)) ?? reached);
  }
  return all;
}

function union(a: Range, b: Range): Range {
  return { lo: Math.min(a.lo, b.lo), hi: Math.max(a.hi, b.hi) };
}

/** An array for these subscripts too; the same one where it has them already. */
function frameOf(buffer: Buffer, reached: readonly Range[]): Buffer {
  const own = reached.map((_, d) => rangeAlong(buffer.box, d));
  const all = own.map((range, d) => union(range, reached[d] as Range));
  if (all.every(({ lo, hi }, d) => lo === own[d]?.lo && hi === own[d]?.hi)) return buffer;
  return { box: { first: all.map(({ lo }) => lo), shape: all.map(({ lo, hi }) => hi - lo + 1) } };
}

/** Every entry of an array, where it is. */
function copyOf(buffer: Buffer): Contribution {
  const names = buffer.box.shape.map((_, d) => `c#${d + 1}`);
  const ranges = new Map(names.map((name, d) => [name, rangeAlong(buffer.box, d)]));
  const at = names.map(variable);
  return { ranges, conds: [], coef: 1, values: [], loads: [{ buffer, at }], at };
}
