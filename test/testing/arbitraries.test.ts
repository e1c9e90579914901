// Arbitraries keep to what a formula assumes, prefer what tells mistakes apart, and shrink to the smallest.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compute/compile.js';
import { convolution, kernel, problem, sizes, tensor } from '../../src/testing/fastCheck.js';
import { convolved, correlation, type Picture } from './broken.js';

test('sizes fit the formula, pictures are rarely squares', () => {
  const drawn = fc.sample(sizes(correlation), { numRuns: 60, seed: 1 });
  expect(drawn.filter(({ I, J, M, N }) => !((M ?? 9) <= (I ?? 0) && (N ?? 9) <= (J ?? 0)))).toEqual([]);
  expect(drawn.filter(({ I, J }) => I === J).length).toBeLessThan(12);
  expect(
    fc.sample(sizes(correlation, { I: 7, M: [2, 3] }), 20).every(({ I, M }) => I === 7 && (M ?? 0) > 1),
  ).toBe(true);
});

describe('what fails shrinks to the smallest', () => {
  const smallest = <T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => boolean): T | undefined =>
    fc.check(fc.property(arbitrary, holds), { seed: 4, endOnFailure: false }).counterexample?.[0];
  test('sizes', () => {
    expect(smallest(sizes(correlation), () => false)).toEqual({ I: 1, J: 1, M: 1, N: 1 });
    expect(smallest(sizes(correlation), ({ N }) => (N ?? 0) < 2)).toEqual({ I: 1, J: 2, M: 1, N: 2 });
  });
  test('arrays', () => {
    expect(smallest(tensor([2, 1]), () => false)).toEqual([[0], [0]]);
    expect(smallest(kernel(), () => false)).toEqual([[0]]);
  });
  test('convolutions', () => {
    const found = smallest(convolution(), ({ stride: [, columns] }) => columns < 2);
    expect(found).toMatchObject({ x: [[[[0]]]], w: [[[[0]]]], y: [[[[0]]]], stride: [1, 2] });
    expect(found).toMatchObject({ padding: [0, 0], dilation: [1, 1] });
  });
});

test('a problem is solved', () => {
  fc.assert(
    fc.property(problem(correlation), ({ inputs: { x, w }, output, sizes: { I, M } }) => {
      expect(convolved(x as Picture, w as Picture)).toEqual(output);
      expect([(x as Picture).length, (w as Picture).length]).toEqual([I, M]);
    }),
    { numRuns: 10 },
  );
});

test('so is a convolution, by its formula', () => {
  const drawn = fc.sample(convolution(), { numRuns: 12, seed: 2 });
  for (const { x, w, y, formula } of drawn) {
    const shapeOf = (array: unknown): number[] =>
      Array.isArray(array) ? [array.length, ...shapeOf(array[0])] : [];
    const text = `${formula.replace(/\ny_/, '\ndefine y_')}; Y`;
    const forward = compile(text, { shapes: { x: shapeOf(x), w: shapeOf(w) }, type: 'float64' });
    const flat = (array: unknown): number[] => [array].flat(4) as number[];
    expect(Array.from(forward({ x: flat(x), w: flat(w) }), (entry) => entry + 0)).toEqual(flat(y));
    expect(forward.shape).toEqual(shapeOf(y));
  }
  expect(drawn.filter(({ stride: [s, t] }) => s > 1 || t > 1).length).toBeGreaterThan(6);
});
