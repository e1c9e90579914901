// The points of a contribution as nested loops: an order of the indices, and the conditions as bounds of the innermost
// index that they speak of, so that only what is no affine condition is tested.

import { type Cond, namesOfCond } from '../term/cond.js';
import { namesOf, type Poly, variable } from '../term/poly.js';
import { affineOf, combined, indexOf, whole } from './affine.js';
import { type Access, type Buffer, type Contribution, rangeAlong, stridesOf } from './program.js';
import type { Range } from './range.js';

/** The place of an entry in its array. */
export function placeOf({ buffer, at }: Access): Poly {
  const strides = stridesOf(buffer.box);
  return combined(
    at.flatMap((s, d) => {
      const stride = strides[d] as number;
      return [
        [stride, s],
        [-stride, whole(buffer.box.first[d] as number)],
      ] as const;
    }),
  );
}

/** ⌈form/by⌉ for a lower bound, ⌊form/by⌋ for an upper one; by ≥ 1. */
export interface Bound {
  readonly form: Poly;
  readonly by: number;
}

/** A loop: the index runs through its range as far as the bounds allow, and skips where a test fails. */
export interface Level {
  readonly name: string;
  readonly range: Range;
  readonly lower: readonly Bound[];
  readonly upper: readonly Bound[];
  readonly tests: readonly Cond[];
}

/** The loops of a contribution, the outermost first. */
export function levelsOf(contribution: Contribution, target: Buffer): readonly Level[] {
  const order = ordered(contribution, target);
  const levels = order.map((name) => ({
    name,
    range: contribution.ranges.get(name) as Range,
    lower: [] as Bound[],
    upper: [] as Bound[],
    tests: [] as Cond[],
  }));
  for (const cond of contribution.conds) {
    const names = namesOfCond(cond);
    const level = levels.findLast(({ name }) => names.has(name));
    if (level === undefined) throw new RangeError('a condition on no index');
    const form = cond.tag === 'ge' || cond.tag === 'eq' ? cond.form : null;
    const slope = form === null ? undefined : affineOf(form)?.slopes.get(level.name);
    if (form === null || slope === undefined) {
      level.tests.push(cond);
      continue;
    }
    // slope · index + rest ≥ 0, or = 0
    const rest = combined([
      [1, form],
      [-slope, variable(level.name)],
    ]);
    const bound = { form: combined([[-Math.sign(slope), rest]]), by: Math.abs(slope) };
    if (cond.tag === 'eq' || slope > 0) level.lower.push(bound);
    if (cond.tag === 'eq' || slope < 0) level.upper.push(bound);
  }
  return levels;
}

/**
 * Whether each entry of the target is come to exactly once, all its terms being added up there: the outer loops are over
 * all subscripts of the target.
 */
export function reachesAll(levels: readonly Level[], { at }: Contribution, target: Buffer): boolean {
  const indices = at.map(indexOf);
  // On a diagonal, [k, k], and at a number, there are fewer loops than subscripts.
  if (levels.length < at.length) return false;
  return levels.slice(0, at.length).every(({ name, range, lower, upper, tests }) => {
    const d = indices.indexOf(name);
    if (d < 0 || lower.length + upper.length + tests.length > 0) return false;
    const { lo, hi } = rangeAlong(target.box, d);
    return range.lo === lo && range.hi === hi;
  });
}

/** From this length on a row is as good as a longer one. */
const longRow = 16;

/**
 * The indices of the target, then those that are summed over, and innermost one that is long and along which arrays are
 * read and written entry after entry.
 */
function ordered({ ranges, at, loads }: Contribution, target: Buffer): readonly string[] {
  const places = [placeOf({ buffer: target, at }), ...loads.map(placeOf)].map(affineOf);
  const outputs = new Set(at.flatMap((s) => [...namesOf(s)]));
  const names = [...ranges.keys()];
  const worth = (name: string): number => {
    const { lo, hi } = ranges.get(name) as Range;
    const steps = places.map((place) => Math.abs(place?.slopes.get(name) ?? 0));
    const [near, far] = [steps.filter((step) => step === 1), steps.filter((step) => step > 1)];
    return (Math.min(hi - lo + 1, longRow) * (1 + near.length)) / (1 + far.length);
  };
  const [inner] = [...names].sort((a, b) => worth(b) - worth(a));
  const outer = names.filter((name) => name !== inner);
  return [
    ...outer.filter((name) => outputs.has(name)),
    ...outer.filter((name) => !outputs.has(name)),
    ...(inner === undefined ? [] : [inner]),
  ];
}
