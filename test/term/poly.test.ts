// Polynomials: their laws by value at random integers, and their text.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  constant,
  equal,
  evaluate,
  floorOf,
  mul,
  type Poly,
  polyKey,
  scale,
  show,
  sub,
  substitute,
  variable,
  zero,
} from '../../src/term/poly.js';

const [k, m, S] = ['k', 'm', 'S'].map(variable) as [Poly, Poly, Poly];

const small = fc.bigInt({ min: -9n, max: 9n });
const poly: fc.Arbitrary<Poly> = fc.letrec<{ poly: Poly }>((tie) => ({
  poly: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(k, m, S),
    fc.tuple(small, fc.bigInt({ min: 1n, max: 4n })).map(([num, den]) => constant(num, den)),
    fc.tuple(tie('poly'), tie('poly')).map(([a, b]) => add(a, b)),
    fc.tuple(tie('poly'), tie('poly')).map(([a, b]) => mul(a, b)),
  ),
})).poly;

/** A value as a reduced fraction. */
function value(a: Poly, at: readonly bigint[]): string {
  const { num, den } = evaluate(a, (name) => at['kmS'.indexOf(name)] ?? 0n);
  return show(constant(num, den));
}

const point = fc.tuple(small, small, small);

describe('polynomials', () => {
  test('sum, difference and product have the values they should', () => {
    fc.assert(
      fc.property(poly, poly, point, (a, b, at) => {
        const [x, y] = [a, b].map((p) => evaluate(p, (name) => at['kmS'.indexOf(name)] ?? 0n)) as [
          { num: bigint; den: bigint },
          { num: bigint; den: bigint },
        ];
        expect(value(add(a, b), at)).toBe(show(constant(x.num * y.den + y.num * x.den, x.den * y.den)));
        expect(value(sub(a, b), at)).toBe(show(constant(x.num * y.den - y.num * x.den, x.den * y.den)));
        expect(value(mul(a, b), at)).toBe(show(constant(x.num * y.num, x.den * y.den)));
      }),
    );
  });

  test('equal polynomials are equal as data, and have equal keys', () => {
    fc.assert(
      fc.property(poly, poly, poly, (a, b, c) => {
        const left = mul(add(a, b), c);
        const right = add(mul(c, b), mul(a, c));
        expect(left).toEqual(right);
        expect(equal(left, right)).toBe(true);
        expect(polyKey(left)).toBe(polyKey(right));
        expect(sub(left, right)).toBe(zero);
      }),
    );
  });

  test('names are substituted all at once', () => {
    expect(
      show(
        substitute(
          sub(k, m),
          new Map([
            ['k', m],
            ['m', k],
          ]),
        ),
      ),
    ).toBe('m-k');
    expect(show(substitute(mul(S, k), new Map([['k', add(m, constant(1n))]])))).toBe('S+S*m');
  });

  test.each<[Poly, string]>([
    [zero, '0'],
    [add(scale(k, 2n), sub(m, constant(3n))), '2k+m-3'],
    [mul(S, k), 'S*k'],
    [add(scale(mul(m, m), 1n, 2n), scale(m, 1n, 2n)), '1/2*m+1/2*m^2'],
    [sub(constant(1n), k), '-k+1'],
    [scale(scale(k, 2n, 3n), 3n, 2n), 'k'],
  ])('%# is %s', (given, text) => {
    expect(show(given)).toBe(text);
  });

  test('there is no division by zero', () => {
    expect(() => constant(1n, 0n)).toThrow(RangeError);
    expect(() => scale(k, 1n, 0n)).toThrow(RangeError);
  });
});

describe('quotients', () => {
  const quotient = fc.tuple(
    poly,
    fc.oneof(
      small.map((d) => constant(d)),
      poly,
    ),
  );
  const point = fc.record({ k: small, m: small, S: small });

  test('are rounded down, and 0 where nothing positive divides', () => {
    fc.assert(
      fc.property(quotient, point, ([num, den], values) => {
        const at = (name: string): bigint => values[name as keyof typeof values];
        const [n, d] = [evaluate(num, at), evaluate(den, at)];
        const { num: value, den: whole } = evaluate(floorOf(num, den), at);
        const [top, bottom] = [n.num * d.den, d.num * n.den];
        expect(whole).toBe(1n);
        if (bottom <= 0n) expect(value).toBe(0n);
        else expect(value * bottom <= top && top < value * bottom + bottom).toBe(true);
      }),
    );
  });

  test('are substituted into as values are', () => {
    fc.assert(
      fc.property(quotient, poly, point, ([num, den], by, values) => {
        fc.pre(by.den === 1n);
        const at = (name: string): bigint => values[name as keyof typeof values];
        const inner = (name: string): bigint => (name === 'm' ? evaluate(by, at).num : at(name));
        const replaced = substitute(floorOf(num, den), new Map([['m', by]]));
        expect(evaluate(replaced, at)).toEqual(evaluate(floorOf(num, den), inner));
      }),
    );
  });

  test('are shown as people write them', () => {
    const two = constant(2n);
    expect(show(floorOf(add(m, constant(3n)), two))).toBe('floor((m+1)/2)+1');
    expect(show(floorOf(sub(k, m), S))).toBe('floor((k-m)/S)');
    expect(show(floorOf(add(scale(k, 2n), constant(1n)), constant(4n)))).toBe('floor(k/2)');
    expect(show(mul(S, floorOf(k, S)))).toBe('S*floor(k/S)');
  });
});
