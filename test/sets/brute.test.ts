// Random small systems in a box, against trying every point.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { refute, refutes, satisfies, smallest } from '../../src/sets/index.js';
import { evaluate } from '../../src/term/poly.js';
import { box, pointsOf, randomConds, randomForm, randomOf } from './random.js';

test('refuted or satisfied, and at the smallest point, as every point tried says', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 31 }),
      fc.integer({ min: 2, max: 5 }),
      fc.integer({ min: 1, max: 4 }),
      (seed, size, lines) => {
        const random = randomOf(seed);
        const names = ['x', 'y', 'z', 'u', 'v'].slice(0, size);
        const [low, high] = size === 5 ? [-1, 1] : size === 4 ? [-2, 2] : [-3, 4];
        const shape = { names, coef: 3, constant: 6, lines, equal: 0.2, divide: 0.15, or: 0.15, not: 0.2 };
        const given = [...randomConds(random, shape), ...box(names, low, high)];
        const objective = randomForm(random, shape);
        let best: { value: bigint; point: ReadonlyMap<string, bigint> } | null = null;
        for (const point of pointsOf(names, low, high)) {
          if (!given.every((c) => satisfies(c, point))) continue;
          const { num } = evaluate(objective, (name) => point.get(name) ?? 0n);
          if (best === null || num < best.value) best = { value: num, point };
        }
        const refutation = refute(given);
        expect(refutation === null).toBe(best !== null);
        if (refutation !== null) expect(refutes(given, refutation)).toBe(true);
        const found = smallest(given, objective, names);
        expect(found && new Map([...found].sort())).toEqual(best && new Map([...best.point].sort()));
      },
    ),
    { numRuns: 400 },
  );
}, 30_000);
