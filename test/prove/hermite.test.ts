import { test as property } from '@fast-check/vitest';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withoutQuotientSums } from '../../src/prove/hermite.js';
import {
  add,
  constant,
  equal,
  evaluate,
  floorOf,
  mul,
  neg,
  type Poly,
  quotientsIn,
  scale,
  sub,
  variable,
  zero,
} from '../../src/term/poly.js';

const [j, k] = [variable('j'), variable('k')];

function sumOf(terms: readonly Poly[]): Poly {
  return terms.reduce(add, zero);
}

function ceilOf(num: Poly, den: Poly): Poly {
  return neg(floorOf(neg(num), den));
}

describe('quotients that add up to what has none', () => {
  test.each([2, 3, 4, 7])("Hermite's identity for %i", (d) => {
    const quotients = Array.from({ length: d }, (_, r) => floorOf(add(k, constant(r)), constant(d)));
    expect(equal(withoutQuotientSums(sumOf(quotients)), k)).toBe(true);
  });

  test('floor and ceiling of one half, also inside of a quotient by a size', () => {
    const both = add(floorOf(sub(k, j), constant(2)), ceilOf(sub(k, j), constant(2)));
    expect(equal(withoutQuotientSums(both), sub(k, j))).toBe(true);
    expect(equal(withoutQuotientSums(floorOf(both, variable('S'))), floorOf(sub(k, j), variable('S')))).toBe(
      true,
    );
  });

  test('what does not add up is left alone', () => {
    const others = sub(floorOf(k, constant(2)), ceilOf(k, constant(2)));
    expect(equal(withoutQuotientSums(others), others)).toBe(true);
    const multiple = mul(variable('S'), floorOf(k, variable('S')));
    expect(equal(withoutQuotientSums(multiple), multiple)).toBe(true);
  });

  const member = fc.record({
    coef: fc.integer({ min: -3, max: 3 }),
    of: fc.constantFrom(k, neg(k), sub(k, j)),
    offset: fc.integer({ min: -5, max: 5 }),
    d: fc.constantFrom(2, 3, 4),
  });
  property.prop([fc.array(member, { maxLength: 6 })])('values stay what they are', (members) => {
    const poly = sumOf(
      members.map(({ coef, of, offset, d }) =>
        scale(floorOf(add(of, constant(offset)), constant(d)), BigInt(coef)),
      ),
    );
    const plain = withoutQuotientSums(poly);
    expect(quotientsIn(plain).size).toBeLessThanOrEqual(quotientsIn(poly).size);
    for (let at = -13n; at <= 13n; at++) {
      const worth = (form: Poly): bigint => evaluate(form, (name) => (name === 'k' ? at : 2n * at + 5n)).num;
      expect(worth(plain)).toBe(worth(poly));
    }
  });
});
