// Points at which candidates are looked at before they are proved: sizes and indices that the assumptions allow,
// small ones and, so that no coincidence of small sizes deceives, some larger ones.

import { conditionAt } from '../../kernel/evaluate.js';
import { type Cond, namesOfCond } from '../../term/cond.js';
import { type Context, hypotheses } from '../../term/context.js';
import { evaluate, namesOf, type Poly } from '../../term/poly.js';
import type { Counterexample } from '../counterexample.js';
import { compositions } from '../scan.js';

export type Point = ReadonlyMap<string, number>;

/** Vectors of sizes that are tried, at most. */
const tries = 1500;

/** Vectors of sizes in the order of their total, before larger ones come at random. */
const smallVectors = 12;

/** Points of the context, smallest sizes first; none when no small sizes meet the assumptions. */
export function* samplePoints(context: Context): Generator<Point> {
  const hyps = hypotheses(context, new Set(context.indices.map(({ name }) => name)));
  let vectors = 0;
  for (const sizes of sizeVectors(context.sizes, () => vectors < smallVectors)) {
    const found = withIndices(context, hyps, sizes);
    if (found.length > 0) vectors++;
    yield* found;
  }
}

/** The point with the given values, and 1 for whatever has none; null where the assumptions do not hold. */
export function completed(context: Context, given: Point): Point | null {
  const declared = [...context.sizes, ...context.indices.map(({ name }) => name)];
  const hyps = hypotheses(context, new Set(declared));
  const names = new Set([...declared, ...hyps.flatMap((cond) => [...namesOfCond(cond)])]);
  const at = new Map([...names].map((name) => [name, given.get(name) ?? 1] as const));
  const exact = new Map([...at].map(([name, value]) => [name, BigInt(value)] as const));
  return hyps.every((cond) => conditionAt(cond, exact)) ? at : null;
}

/** The sizes and indices of a counterexample; null where they are too large for machine numbers. */
export function pointOf(found: Counterexample | undefined): Point | null {
  if (found === undefined) return null;
  const values = [...Object.entries(found.sizes), ...Object.entries(found.indices)];
  const numbers = values.map(([name, value]) => [name, Number(value)] as const);
  return numbers.every(([, value]) => Number.isSafeInteger(value)) ? new Map(numbers) : null;
}

/** Size vectors: by their total as long as small ones are wanted, then at random up to 6. */
function* sizeVectors(
  sizes: readonly string[],
  small: () => boolean,
): Generator<ReadonlyMap<string, bigint>> {
  let tried = 0;
  for (let total = sizes.length; small() && total <= sizes.length + 16; total++) {
    for (const vector of compositions(sizes, total)) {
      if (!small() || ++tried > tries) break;
      yield vector;
    }
    if (sizes.length === 0) return;
  }
  const random = generator(1);
  for (let i = 0; i < tries; i++) yield new Map(sizes.map((name) => [name, BigInt(1 + random(6))] as const));
}

/** The point with indices at random inside their ranges, twice; the hypotheses hold there. */
function withIndices(
  context: Context,
  hyps: readonly Cond[],
  sizes: ReadonlyMap<string, bigint>,
): readonly Point[] {
  const random = generator([...sizes.values()].reduce((sum, n) => sum * 7 + Number(n), 1));
  const found = new Map<string, Point>();
  const wanted = context.indices.length === 0 ? 1 : 2;
  for (let attempt = 0; attempt < 3 * wanted - 2 && found.size < wanted; attempt++) {
    const at = new Map(sizes);
    for (const { name, lo, hi } of context.indices) {
      const from = lo === null ? -1n : boundAt(lo, at);
      const to = hi === null ? 5n : boundAt(hi, at);
      if (from === null || to === null || to < from) return [...found.values()];
      at.set(name, from + BigInt(random(Number(to - from) + 1)));
    }
    if (hyps.every((cond) => conditionAt(cond, at)))
      found.set(
        [...at.values()].join(),
        new Map([...at].map(([name, value]) => [name, Number(value)] as const)),
      );
  }
  return [...found.values()];
}

/** The value of a bound, or null where a name in it has none yet. */
function boundAt(poly: Poly, at: ReadonlyMap<string, bigint>): bigint | null {
  if ([...namesOf(poly)].some((name) => !at.has(name))) return null;
  const { num, den } = evaluate(poly, (name) => at.get(name) ?? 0n);
  return num / den;
}

/** `generator(seed)(n)` is a number from 0 to n-1 (a linear congruential generator; Knuth's MMIX has its constants). */
function generator(seed: number): (below: number) => number {
  let state = BigInt(seed) ^ 0x9e3779b97f4a7c15n;
  return (below) => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    return Number(state >> 33n) % below;
  };
}
