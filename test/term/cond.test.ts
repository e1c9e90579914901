// Conditions: what the builders simplify, and that meaning is kept.

import { describe, expect, test } from 'vitest';
import {
  always,
  and,
  atLeast,
  below,
  condKey,
  constantTruth,
  divides,
  equals,
  holds,
  namesOfCond,
  never,
  not,
  or,
  showCond,
  substituteCond,
} from '../../src/term/cond.js';
import { add, constant, evaluate, type Poly, scale, variable } from '../../src/term/poly.js';

const [k, m] = ['k', 'm'].map(variable) as [Poly, Poly];

describe('conditions', () => {
  test('trivial combinations disappear', () => {
    const c = atLeast(k, m);
    expect(and([c])).toBe(c);
    expect(or([c])).toBe(c);
    expect(and([c, and([c, always])])).toBe(c);
    expect(not(not(c))).toEqual(c);
    expect(and([])).toBe(always);
    expect(divides(1n, k)).toBe(always);
    expect(() => divides(0n, k)).toThrow(RangeError);
  });

  test.each([
    [atLeast(k, m), 'm <= k'],
    [below(k, m), 'k+1 <= m'],
    [equals(k, scale(m, 2n)), 'k = 2m'],
    [divides(2n, add(k, m)), '2 divides k+m'],
    [not(equals(k, m)), 'k != m'],
    [and([atLeast(k, m), or([equals(k, m), equals(k, constant(1n))])]), 'm <= k and (k = m or k = 1)'],
  ])('%# is written %s', (cond, text) => {
    expect(showCond(cond)).toBe(text);
  });

  test('each holds where it should', () => {
    const at = (x: bigint, y: bigint) => (form: Poly) => evaluate(form, (name) => (name === 'k' ? x : y)).num;
    expect(holds(below(k, m), at(1n, 2n))).toBe(true);
    expect(holds(below(k, m), at(2n, 2n))).toBe(false);
    expect(holds(divides(3n, k), at(-6n, 0n))).toBe(true);
    expect(holds(or([equals(k, m), not(atLeast(k, m))]), at(3n, 2n))).toBe(false);
    expect(holds(always, at(0n, 0n))).toBe(true);
    expect(holds(never, at(0n, 0n))).toBe(false);
  });

  test('substitution reaches every part and returns idle conditions as they are', () => {
    const c = or([equals(k, m), not(divides(2n, k))]);
    const by = new Map([['k', add(m, constant(1n))]]);
    expect([...namesOfCond(substituteCond(c, by))]).toEqual(['m']);
    expect(substituteCond(atLeast(m, constant(0n)), by)).toEqual(atLeast(m, constant(0n)));
    expect(condKey(substituteCond(equals(k, m), new Map([['k', m]])))).toBe(condKey(equals(m, m)));
  });

  test('constants decide themselves', () => {
    expect(constantTruth(atLeast(constant(2n), constant(1n)))).toBe(true);
    expect(constantTruth(below(constant(2n), constant(1n)))).toBe(false);
    expect(constantTruth(equals(k, k))).toBe(true);
    expect(constantTruth(equals(k, m))).toBeNull();
  });
});
