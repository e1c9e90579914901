// At which sizes a function is tried. Mistakes show where things differ: rows from columns, a step from 1, several
// channels from one. So of a few draws the one is taken that tells most apart; and of all sizes at which it fails the
// smallest are shown.

import type { Extents } from '../compute/sizes.js';
import { leastValue } from '../term/context.js';
import { integerValue, namesOf } from '../term/poly.js';
import type { Random } from './random.js';
import { rolesOf } from './roles.js';
import { extentsAt, type Subject } from './subject.js';

/** A number, or the least and the greatest. */
export type SizeRange = number | readonly [least: number, greatest: number];

export type SizeRanges = Readonly<Record<string, SizeRange>>;

export interface Bounds {
  readonly name: string;
  readonly lo: number;
  readonly hi: number;
}

/** How large what a window moves over may be, and everything else: kernels, steps, channels. */
const widest = 6;
const widestOther = 3;

/** As many entries of all arrays together as one wants to look at. */
const mostEntries = 250;
const drawsForOne = 4;
const mostAttempts = 4000;

/** Between what numbers each size is chosen: as it is given, else so that pictures are wider than kernels. */
export function boundsOf({ sizes, formula }: Subject, given: SizeRanges): readonly Bounds[] {
  const { env, indices, dims } = formula;
  for (const name of Object.keys(given))
    if (!sizes.includes(name))
      throw new RangeError(`${name} is no size of the formula, whose sizes are ${sizes.join(', ')}`);
  const { axes } = rolesOf(formula);
  const wide = new Set(
    axes.flatMap(({ window, output }) => {
      const ends = [env.tensors.get(window.tensor)?.dims[window.dim], dims[indices.indexOf(output)]];
      return ends.flatMap((dim) => {
        const names = dim?.hi == null || integerValue(dim.hi) !== null ? [] : [...namesOf(dim.hi)];
        return names.length === 1 ? names : [];
      });
    }),
  );
  return sizes.map((name) => {
    const range = given[name];
    if (typeof range === 'number') return { name, lo: range, hi: range };
    if (range !== undefined) return { name, lo: range[0], hi: range[1] };
    const lo = leastValue(name, formula.context.assumptions);
    return { name, lo, hi: lo - 1 + (wide.has(name) || axes.length === 0 ? widest : widestOther) };
  });
}

/** Sizes at which there is something to compute. Throws RangeError where the ranges have none. */
export function drawSizes(subject: Subject, bounds: readonly Bounds[], random: Random): Extents {
  const found: Extents[] = [];
  for (let n = 0; n < mostAttempts && found.length < drawsForOne; n++) {
    const sizes = new Map(bounds.map(({ name, lo, hi }) => [name, BigInt(random.integer(lo, hi))]));
    const extents = extentsAt(subject, sizes);
    if (extents !== null) found.push(extents);
  }
  const [first] = found;
  if (first === undefined)
    throw new RangeError(
      `no sizes were found that fit: ${bounds.map(({ name, lo, hi }) => `${name} in ${lo}..${hi}`).join(', ')}`,
    );
  return found.reduce((best, other) => (worth(other) > worth(best) ? other : best), first);
}

/** How many sizes are more than 1, and how many are different; large arrays cost time instead. */
function worth({ sizes, inputs, output }: Extents): number {
  const values = [...sizes.values()];
  const entries = [...inputs.values(), output].reduce(
    (sum, { shape }) => sum + shape.reduce((product, n) => product * n, 1),
    0,
  );
  return (
    values.filter((n) => n > 1n).length + new Set(values).size - Math.max(0, (4 * entries) / mostEntries - 4)
  );
}

/** All sizes that fit and whose sum is less than `total`, the smallest first, as long as one asks for them. */
export function* smallerSizes(
  subject: Subject,
  bounds: readonly Bounds[],
  total: number,
): Generator<Extents> {
  const least = bounds.reduce((sum, { lo }) => sum + lo, 0);
  for (let sum = least; sum < total; sum++)
    for (const values of sharedOut(bounds, sum)) {
      const extents = extentsAt(
        subject,
        new Map(bounds.map(({ name }, i) => [name, BigInt(values[i] ?? 0)])),
      );
      if (extents !== null) yield extents;
    }
}

/** All ways to choose numbers in their bounds that have the given sum. */
function* sharedOut(bounds: readonly Bounds[], sum: number): Generator<readonly number[]> {
  const [bound, ...rest] = bounds;
  if (bound === undefined) {
    if (sum === 0) yield [];
    return;
  }
  const most = rest.reduce((all, { hi }) => all + hi, 0);
  for (let n = Math.max(bound.lo, sum - most); n <= Math.min(bound.hi, sum); n++)
    for (const others of sharedOut(rest, sum - n)) yield [n, ...others];
}

export function totalOf({ sizes }: Extents): number {
  return [...sizes.values()].reduce((sum, n) => sum + Number(n), 0);
}
