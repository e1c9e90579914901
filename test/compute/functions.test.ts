// Functions that proofs know nothing of, with their meaning in numbers.

import { describe, expect, test } from 'vitest';
import { type CompileOptions, compile, gradient } from '../../src/compute/compile.js';
import { type Formula, readFormula } from '../../src/compute/formula.js';
import { interpret } from '../../src/compute/interpret.js';
import { doubles } from '../../src/compute/numbers.js';
import { extentsOf } from '../../src/compute/sizes.js';

const cube = [(t: number) => t ** 3, (t: number) => 3 * t ** 2] as const;
const square = [(t: number) => t ** 2, (t: number) => 2 * t] as const;
const functions = { a: cube, q: square };
const x = [1, -2, 3];
const options: CompileOptions<'float64'> = { shapes: { x: [3] }, type: 'float64', functions };

const texts: readonly [string, string][] = [
  ['of entries', 'tensor x[I]; function a(t); index k in 1..I; a(x_<k>)'],
  ['of sums', 'tensor x[I]; function a(t); index k in 1..I; 2 a(sum_<i=1..k> x_<i>) x_<k>'],
  ['of each other', 'tensor x[I]; function a(t), q(t); sum_<i=1..I> a(q(x_<i>) - 2)'],
  ['derivatives that a text mentions', "tensor x[I]; function a(t); index k in 1..I; a'(x_<k>) x_<1>"],
];

describe('loops compute what the interpreter does', () => {
  test.each(texts)('%s', (_, text) => {
    const read = readFormula(text);
    const formula: Formula = { ...read, functions: new Map(Object.entries(functions)) };
    const extents = extentsOf(formula, new Map([['x', [3]]]), new Map());
    const expected = interpret(formula, extents, new Map([['x', x]]), doubles);
    expect(Array.from(compile(text, options)({ x }))).toEqual(expected);
  });
});

test('of sums that are added up with vectors', () => {
  const declarations = 'tensor w[M], x[I]; assume M <= I; function a(t); index k in 1..I-M+1';
  const given = { shapes: { w: [8], x: [1000] }, type: 'float64', functions } as const;
  const [w, signal] = [8, 1000].map((n) => Float64Array.from({ length: n }, (_, i) => (i % 5) - 2));
  if (w === undefined || signal === undefined) throw new Error('no entries');
  const [sums, cubes] = ['W * X', 'a(sum_<m=1..M> w_<m> x_<k+m-1>)'].map((text) =>
    compile(`${declarations}; ${text}`, given)({ w, x: signal }),
  );
  expect(cubes).toEqual(sums?.map((t) => t ** 3));
});

test('by the chain rule', () => {
  const backward = gradient((texts[0] as [string, string])[1], 'x', options);
  expect(backward.formula).toBe("g_<i> a'(x_<i>)");
  expect(backward({ x }, [1, 1, 2])).toEqual(Float64Array.of(3, 12, 54));
});

test('the same text with other meanings', () => {
  const [, text] = texts[0] as [string, string];
  const other = { ...options, functions: { a: square } };
  expect(compile(text, other)({ x })).toEqual(Float64Array.of(1, 4, 9));
  expect(gradient(text, 'x', other)({ x }, [1, 1, 1])).toEqual(Float64Array.of(2, -4, 6));
  expect(compile(text, options)({ x })).toEqual(Float64Array.of(1, -8, 27));
});

describe('what has no value says so', () => {
  const [, text] = texts[3] as [string, string];
  test.each([
    ['no meaning', text, { ...options, functions: {} }],
    ['no derivative', text, { ...options, functions: { a: [Math.exp] } }],
  ])('%s', (_, given, some) => {
    expect(() => compile(given, some)).toThrow("no value in numbers is known of a'(");
  });

  test('fractions', () => {
    const exact = compile(text, { ...options, type: 'exact' });
    expect(() => exact({ x })).toThrow("no value in numbers is known of a'(x_<k>)");
  });
});
