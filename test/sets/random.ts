// Random sets for the tests, from a seed that is printed when a test fails.

import { and, atLeast, atMost, type Cond, divides, equals, not, or } from '../../src/term/cond.js';
import { add, constant, type Poly, scale, variable, zero } from '../../src/term/poly.js';

/** Numbers in [0, 1), the same for the same seed (Mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export interface Shape {
  readonly names: readonly string[];
  /** Largest absolute coefficient and constant. */
  readonly coef: number;
  readonly constant: number;
  readonly lines: number;
  /** Share of equalities, divisibilities, disjunctions and negations among the conditions. */
  readonly equal: number;
  readonly divide: number;
  readonly or: number;
  readonly not: number;
}

export function randomForm(random: () => number, { names, coef, constant: size }: Shape): Poly {
  const within = (n: number): bigint => BigInt(Math.floor(random() * (2 * n + 1)) - n);
  const density = 0.3 + 0.7 * random();
  return names.reduce(
    (form, name) => (random() < density ? add(form, scale(variable(name), within(coef))) : form),
    random() < 0.9 ? constant(within(size)) : zero,
  );
}

export function randomCond(random: () => number, shape: Shape): Cond {
  const kind = random();
  const form = randomForm(random, shape);
  let cond: Cond;
  if (kind < shape.equal) cond = equals(form, zero);
  else if (kind < shape.equal + shape.divide) cond = divides(BigInt(2 + Math.floor(random() * 4)), form);
  else if (kind < shape.equal + shape.divide + shape.or) {
    const inner = { ...shape, or: 0 };
    cond =
      random() < 0.5
        ? or([randomCond(random, inner), randomCond(random, inner)])
        : not(and([randomCond(random, inner), randomCond(random, inner)]));
  } else cond = atLeast(form, zero);
  return random() < shape.not ? not(cond) : cond;
}

export function randomConds(random: () => number, shape: Shape): Cond[] {
  return Array.from({ length: shape.lines }, () => randomCond(random, shape));
}

/** low ≤ name ≤ high for each name. */
export function box(names: readonly string[], low: number, high: number): Cond[] {
  return names.flatMap((name) => [
    atLeast(variable(name), constant(low)),
    atMost(variable(name), constant(high)),
  ]);
}

/** All integer points of a box, names varying in lexicographic order. */
export function* pointsOf(
  names: readonly string[],
  low: number,
  high: number,
): Generator<Map<string, bigint>> {
  const values = names.map(() => low);
  for (;;) {
    yield new Map(names.map((name, i) => [name, BigInt(values[i] ?? 0)]));
    let i = names.length - 1;
    while (i >= 0 && values[i] === high) values[i--] = low;
    if (i < 0) return;
    values[i] = (values[i] ?? 0) + 1;
  }
}
