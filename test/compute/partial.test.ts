// With fixed inputs the same numbers come out as without, by other sums, which the kernel has shown to be equal.

import { describe, expect, test } from 'vitest';
import { compile, gradient } from '../../src/compute/compile.js';
import { readFormula } from '../../src/compute/formula.js';
import { partiallyEvaluated } from '../../src/compute/partial.js';
import { sameTerm } from '../../src/term/key.js';
import { problem, type Row } from './problem.js';
import { computed } from './rows.js';

const declared = 'tensor w[M], x[I], y[I-M+1]; assume M <= I';
const error = `${declared}; index k in 1..I-M+1; define e_<k> = sum_<p=1..M> w_<p> x_<k+p-1> - y_<k>`;
const loss = `${error}; 1/2 sum_<k=1..I-M+1> e_<k>^2`;
const shapes = { w: [2], x: [5], y: [4] };
const x = [1, 2, -1, 3, 1];
const y = [0, 1, 1, 2];

describe('sums are exchanged', () => {
  test('of the gradient of a squared error, to a matrix and a vector', () => {
    const byKernel = gradient(loss, 'w', { shapes, type: 'float64', fixed: ['x', 'y'] });
    expect(byKernel.formula).toBe("sum_<p=1..M> g'_<i,p> g w_<p> + b_<i> g");
    expect(byKernel.tables).toEqual([
      "g'_<i,p> = sum_<k=1..I-M+1> x_<k+p-1> x_<i+k-1>",
      'b_<i> = sum_<k=1..I-M+1> (-1) y_<k> x_<i+k-1>',
    ]);
    const plain = gradient(loss, 'w', { shapes, type: 'float64' });
    for (const w of [
      [1, 2],
      [-3, 1],
    ])
      expect(byKernel({ w, x, y }, [1])).toEqual(plain({ w, x, y }, [1]));
  });

  test('by a theorem of the kernel', () => {
    const formula = readFormula(`${error}; index m in 1..M; sum_<k=1..I-M+1> e_<k> x_<k+m-1>`);
    const partial = partiallyEvaluated(formula, new Set(['x', 'y']));
    const claim = partial?.theorem.claim;
    if (partial === null || claim?.tag !== 'equal') throw new Error('no equation');
    expect([sameTerm(claim.left, formula.body), sameTerm(claim.right, partial.body)]).toEqual([true, true]);
  });

  test('but not where that is more work, or nothing is added up', () => {
    const forward = compile(`${declared}; W * X`, {
      shapes: { w: [2], x: [5] },
      type: 'float64',
      fixed: ['x'],
    });
    expect(forward.tables).toEqual([]);
    expect(forward({ w: [1, 1], x })).toEqual(Float64Array.of(3, 1, 2, 4));
    // The kernel fixed, there would be a table of 4·4 products of taps for 5·2·4 products.
    const fixed = compile(loss, { shapes, type: 'float64', fixed: ['w'] });
    expect(fixed.tables).toEqual([]);
  });
});

describe('fixed inputs', () => {
  const options = { shapes, type: 'float64', fixed: ['x', 'Y'] } as const;
  test('are given once, or again', () => {
    const partial = compile(loss, options);
    const plain = compile(loss, { shapes, type: 'float64' });
    expect(() => partial({ w: [1, 0] })).toThrow('the entries of x are not given');
    const others = { x: [0, 1, 0, 1, 0], y: [1, 1, 1, 1] };
    let known = { x, y };
    for (const [n, given] of [known, {}, {}, { x: others.x }, {}, { y: others.y, x }, {}].entries()) {
      known = { ...known, ...given };
      const w = [n, -1];
      expect(partial({ w, ...given })).toEqual(plain({ w, ...known }));
    }
    expect(() => partial({})).toThrow('the entries of w are not given');
    expect(() => plain({ w: [1, 2], x })).toThrow('the entries of y are not given');
    expect(() => plain({ y })).toThrow('the entries of w are not given');
    expect(() => partial({ w: [1] })).toThrow('w has 2 entries, and 1 are given');
  });

  test('results go where one wants them', () => {
    const partial = compile(loss, options);
    const into = new Float64Array(1);
    expect(partial({ w: [1, -1], x, y }, into)).toBe(into);
    expect(into).toEqual(compile(loss, { shapes, type: 'float64' })({ w: [1, -1], x, y }));
    expect(() => partial({ w: [1, -1] }, new Float64Array(2))).toThrow('the output has 1 entries');
    const field = compile('tensor f[N]; define R_0 = 1; define R_l = R_<l-1> + F_l for l >= 1; R_<N>', {
      shapes: { f: [3] },
      type: 'float64',
    });
    expect(field({ f: [1, 2, 3] }, into)).toBe(into);
    expect(into).toEqual(Float64Array.of(7));
  });

  test('are inputs', () => {
    expect(() => compile(loss, { ...options, fixed: ['z'] })).toThrow(
      'z is no input of the formula: w, x, y',
    );
  });
});

/** Of these every input in turn is fixed. */
const few: readonly Row[] = computed.filter((_, i) => i % 6 === 0);

describe('whatever is fixed, the numbers are the same', () => {
  test.each(few)('%s', (_, declarations, formula, sizes) => {
    const { shapes: given, inputs, expected } = problem(declarations, formula, sizes, 5);
    const text = `${declarations}; ${formula}`;
    for (const fixed of [...Object.keys(inputs).map((name) => [name]), Object.keys(inputs)]) {
      const used = fixed.filter((name) => readFormula(text, Object.keys(sizes)).inputs.includes(name));
      const kernel = compile(text, { shapes: given, sizes, type: 'float64', fixed: used });
      for (const entries of [inputs, { ...inputs }, inputs])
        expect(Array.from(kernel(entries), (value) => value + 0)).toEqual(expected);
    }
  });
});
