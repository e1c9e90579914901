// Targets that are written to at every S-th place: the gradient of a layer with the stride S by its input.
//
// g_k w_m is added to the entry S k + m. With m = S b + r and a = k + b that is S a + r: for each r = 0, …, S-1, a phase,
// the sum Σ_b g_{a-b} w_{S b + r} is one over a box, as without a stride, whose values then go to every S-th place
// (polyphase decomposition; Vaidyanathan, Multirate Systems and Filter Banks, 1993, §4.3).

import { atLeast, substituteCond } from '../term/cond.js';
import { type Poly, scale, substitute, variable } from '../term/poly.js';
import { affineOf, combined, indexOf, whole } from './affine.js';
import type { Buffer, Contribution } from './program.js';
import type { Range } from './range.js';
import { extentOf } from './range.js';
import { tidied } from './tidy.js';

/** A sum into an array of its own, whose entries then are added to the target. */
export interface Phase {
  readonly buffer: Buffer;
  readonly sum: Contribution;
  readonly spread: Contribution;
}

/** The phases of a contribution; null where its target is not written to in steps. */
export function phasesOf(contribution: Contribution): readonly Phase[] | null {
  let parts: readonly Contribution[] = [contribution];
  for (const d of contribution.at.keys()) {
    const next = parts.map((part) => splitAlong(part, d));
    if (next.includes(null)) return null;
    parts = next.flatMap((split) => split ?? []);
  }
  if (parts.every(({ at }) => at.every((s) => indexOf(s) !== null))) return null;
  const phases = parts
    .map(tidied)
    .filter((part) => part !== null)
    .map(phase);
  return phases.includes(null) ? null : phases.filter((each) => each !== null);
}

/** With one index in the subscript of the target's dimension d; null where that is not to be had. */
function splitAlong(contribution: Contribution, d: number): readonly Contribution[] | null {
  const { ranges, at } = contribution;
  const slopes = [...(affineOf(at[d] as Poly)?.slopes ?? [])];
  if (slopes.length === 1) return [contribution];
  const [far, near] = [slopes.find(([, slope]) => slope > 1), slopes.find(([, slope]) => slope === 1)];
  if (slopes.length !== 2 || far === undefined || near === undefined) return null;
  const [[k, stride], [m]] = [far, near];
  const isElsewhere = (name: string): boolean =>
    at.some((s, other) => other !== d && affineOf(s)?.slopes.has(name));
  if (isElsewhere(k) || isElsewhere(m)) return null;
  const [along, taps] = [ranges.get(k) as Range, ranges.get(m) as Range];
  const [a, b] = [`a#${d + 1}`, `b#${d + 1}`];
  return Array.from({ length: Math.min(stride, extentOf(taps)) }, (_, r) => {
    const most = Math.floor((extentOf(taps) - 1 - r) / stride);
    const by = new Map([
      [
        k,
        combined([
          [1, variable(a)],
          [-1, variable(b)],
        ]),
      ],
      [
        m,
        combined([
          [1, scale(variable(b), BigInt(stride))],
          [1, whole(taps.lo + r)],
        ]),
      ],
    ]);
    const inside = by.get(k) as Poly;
    const others = [...ranges].filter(([name]) => name !== k && name !== m);
    return {
      ...contribution,
      ranges: new Map([...others, [a, { lo: along.lo, hi: along.hi + most }], [b, { lo: 0, hi: most }]]),
      conds: [
        ...contribution.conds.map((cond) => substituteCond(cond, by)),
        atLeast(inside, whole(along.lo)),
        atLeast(whole(along.hi), inside),
      ],
      values: contribution.values.map((value) => substitute(value, by)),
      loads: contribution.loads.map((load) => ({ ...load, at: load.at.map((s) => substitute(s, by)) })),
      at: at.map((s) => substitute(s, by)),
    };
  });
}

/** A contribution whose target has a single index in each subscript, taken apart. */
function phase(contribution: Contribution): Phase | null {
  const { ranges, at } = contribution;
  const names = at.map((s) => [...(affineOf(s)?.slopes.keys() ?? [])]);
  if (names.some((each) => each.length !== 1)) return null;
  const indices = names.flat();
  if (new Set(indices).size < indices.length) return null;
  const own = indices.map((name) => [name, ranges.get(name) as Range] as const);
  const buffer: Buffer = {
    box: { first: own.map(([, { lo }]) => lo), shape: own.map(([, range]) => extentOf(range)) },
  };
  const places = indices.map(variable);
  return {
    buffer,
    sum: { ...contribution, at: places },
    spread: {
      ranges: new Map(own),
      conds: [],
      coef: 1,
      values: [],
      loads: [{ buffer, at: places }],
      at,
    },
  };
}
