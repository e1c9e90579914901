// Formulas at given sizes with entries made by chance, and what they are by a witness that shares nothing with src/.

import { type BruteClaim, claimsOf, Evaluator, indicesOf, type Point } from '../support/brute.js';
import { NoValue, type Ring } from '../support/rings.js';

/** A formula, and sizes to compute it at. */
export type Row = readonly [
  name: string,
  declarations: string,
  formula: string,
  sizes: Readonly<Record<string, number>>,
];

export interface Problem {
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  /** Small integers. */
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  readonly expected: readonly number[];
}

/** Doubles, in which integers and halves of integers are exact. */
const numbers: Ring<number> = {
  zero: 0,
  one: 1,
  fraction: (num, den) => Number(num) / Number(den),
  unknown() {
    throw new NoValue('an entry that is not given');
  },
  apply() {
    throw new NoValue('an opaque function');
  },
  add: (a, b) => a + b,
  mul: (a, b) => a * b + 0, // 0, never -0
  equal: (a, b) => a === b,
  rational: (a) => ({ num: BigInt(a * 1024), den: 1024n }),
};

/** A formula after its declarations, with entries made from `seed`. */
export function problem(
  declarations: string,
  formula: string,
  sizes: Readonly<Record<string, number>>,
  seed: number,
): Problem {
  const [claim] = claimsOf(`${declarations}; theorem t: ${formula} = 0`);
  if (claim === undefined) throw new Error('no formula');
  const at: Point = new Map(Object.entries(sizes));
  const sizing = new Evaluator(claim.world, numbers);
  const draw = generator(seed);
  const shapes: Record<string, readonly number[]> = {};
  const inputs: Record<string, readonly number[]> = {};
  const given = new Map<
    string,
    { dims: [number, number][]; at: (subscripts: readonly number[]) => number }
  >();
  for (const [name, dimensions] of claim.world.tensors) {
    const dims = dimensions.map(({ from, to }): [number, number] => {
      if (to === null) throw new Error(`${name} has no end`);
      return [from === null ? 1 : sizing.integer(from, at), sizing.integer(to, at)];
    });
    const shape = dims.map(([lo, hi]) => hi - lo + 1);
    const entries = Array.from({ length: shape.reduce((n, extent) => n * extent, 1) }, draw);
    shapes[name] = shape;
    inputs[name] = entries;
    given.set(name, {
      dims,
      at: (subscripts) =>
        entries[
          subscripts.reduce(
            (place, s, d) => place * (shape[d] as number) + s - (dims[d] as [number, number])[0],
            0,
          )
        ] as number,
    });
  }
  return { shapes, inputs, expected: valuesOf(claim, new Evaluator(claim.world, numbers, given), at) };
}

function valuesOf(claim: BruteClaim, evaluator: Evaluator<number>, at: Point): readonly number[] {
  const indices = indicesOf(claim);
  const values: number[] = [];
  const visit = (depth: number, point: Point): void => {
    const index = indices[depth];
    if (index === undefined) {
      values.push(...entriesOf(evaluator, evaluator.value(claim.left, point)));
      return;
    }
    if (index.from === null || index.to === null) throw new Error(`${index.name} has no end`);
    const hi = evaluator.integer(index.to, point);
    for (let i = evaluator.integer(index.from, point); i <= hi; i++)
      visit(depth + 1, new Map(point).set(index.name, i));
  };
  visit(0, at);
  return values;
}

function entriesOf(
  evaluator: Evaluator<number>,
  value: ReturnType<Evaluator<number>['value']>,
): readonly number[] {
  if (typeof value === 'number') return [value];
  const { dims } = value;
  const subscripts = dims.reduce<readonly (readonly number[])[]>(
    (lists, [lo, hi]) =>
      lists.flatMap((list) => Array.from({ length: Math.max(0, hi - lo + 1) }, (_, i) => [...list, lo + i])),
    [[]],
  );
  return subscripts.map((list) => evaluator.entry(value, list));
}

/** Integers from -4 to 4, by a linear congruence (Knuth, The Art of Computer Programming, §3.3.4). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return ((state >>> 16) % 9) - 4;
  };
}
