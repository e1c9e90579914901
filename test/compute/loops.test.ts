// The loops compute what the interpreter and the second witness compute.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compute/compile.js';
import { readFormula } from '../../src/compute/formula.js';
import { stageCode } from '../../src/compute/javascript.js';
import { lowered } from '../../src/compute/lower.js';
import { extentsOf } from '../../src/compute/sizes.js';
import { problem } from './problem.js';
import { computed } from './rows.js';

describe('at given sizes, as the witness', () => {
  test.each(computed)('%s', (_, declarations, formula, sizes) => {
    const { shapes, inputs, expected } = problem(declarations, formula, sizes, 2);
    const compute = compile(`${declarations}; ${formula}`, { shapes, sizes, type: 'float32' });
    compute(inputs);
    // What the first call left behind does not matter.
    const found = compute(inputs);
    expect(Array.from(found, positive)).toEqual(expected);
  });
});

describe('at sizes made by chance, as the interpreter and the witness', () => {
  test.each(computed)('%s', (_, declarations, formula, given) => {
    const names = Object.keys(given);
    const sizesNear = fc.record(
      Object.fromEntries(
        names.map((name) => [name, fc.integer({ min: 1, max: (given[name] as number) + 1 })]),
      ),
    );
    fc.assert(
      fc.property(sizesNear, fc.nat(), (sizes, seed) => {
        fc.pre(holds(declarations, sizes));
        const { shapes, inputs, expected } = problem(declarations, formula, sizes, seed);
        const options = { shapes, sizes };
        const text = `${declarations}; ${formula}`;
        const found = compile(text, { ...options, type: 'float64' })(inputs);
        const exact = compile(text, { ...options, type: 'exact' })(inputs);
        // Sums and products of small integers are exact, quotients nearly so.
        for (const values of [found, exact.map(({ num, den }) => Number(num) / Number(den))])
          expect(expected.map((value, i) => Math.abs(value - (values[i] as number)) < 1e-10)).toEqual(
            expected.map(() => true),
          );
      }),
      { numRuns: 4 },
    );
  });
});

/** Whether sizes satisfy what the rows assume: `M <= I, J >= 2`. */
function holds(declarations: string, sizes: Readonly<Record<string, number>>): boolean {
  const value = (text: string): number => sizes[text] ?? Number(text);
  return [...declarations.matchAll(/(\w+) ([<>])= (\w+)/g)].every(([, a, sign, b]) => {
    const [left, right] = [value(a as string), value(b as string)];
    return sign === '<' ? left <= right : left >= right;
  });
}

/** 0 for -0. */
function positive(x: number): number {
  return x + 0;
}

describe('the text of the loops', () => {
  const code = (text: string, shapes: Readonly<Record<string, readonly number[]>>): string => {
    const formula = readFormula(text);
    const { stages } = lowered(formula, extentsOf(formula, new Map(Object.entries(shapes)), new Map()));
    return stages.map((stage) => stageCode(stage, () => 'b0')).join('');
  };

  test('has no test where the edges of a layer are bounds', () => {
    const text =
      'tensor w[M,N], x[I,J]; index k in 1..5, l in 1..5; sum_<m=1..M, n=1..N> w_<m,n> x_<2k+m-3,l+n-2>';
    const loop = code(text, { w: [3, 3], x: [9, 5] });
    expect(loop).toMatch(/Math\.max/);
    expect(loop).not.toMatch(/if|continue|\?/);
  });

  test('consists of generated names only', () => {
    const text = "tensor alert[M], process'[M]; index eval in 1..M; alert_<eval> max(process'_<eval>, 0)";
    const words = new Set(code(text, { alert: [2], "process'": [2] }).match(/[A-Za-z_$][\w$']*/g));
    const known = /^(b0|fill|Infinity|Math|max|min|ceil|floor|for|let|const|[ailhps]\d*(_\d+)?)$/;
    expect([...words].filter((word) => !known.test(word))).toEqual([]);
  });
});
