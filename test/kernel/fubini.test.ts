// The rule on integrals in any order, on double sums and integrals made by chance: what it accepts has equal values, with
// functions of small support over the integers, and with f(t) = exp(-t^2) over the plane, where an integral of products of
// these has the closed form π / √det(A'A) exp(-r), r the square of the distance of -b from the plane of all A t.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check, Rejected } from '../../src/kernel/kernel.js';
import { Env } from '../../src/term/env.js';
import { add, constant, type Poly, scale, variable } from '../../src/term/poly.js';
import { apply, type Line, line, mul, type Scalar, value } from '../../src/term/term.js';

const env = Env.empty.withFunction('f', ['number']);

/** a_1 i + a_2 j + b */
type Form = readonly [a1: number, a2: number, b: number];

function poly([a1, a2, b]: Form, [i, j]: readonly [string, string]): Poly {
  const names = add(scale(variable(i), BigInt(a1)), scale(variable(j), BigInt(a2)));
  return add(names, constant(b));
}

function double(over: Line, arguments_: readonly Form[], factor: number): Scalar {
  const product = arguments_.map((form) => apply('f', [value(poly(form, ['i', 'j']))]));
  return line(over, 'i', line(over, 'j', mul([value(constant(factor)), ...product])));
}

/** The form in i, j where i and j are replaced by forms. */
function replaced([a1, a2, b]: Form, [p, q]: readonly [Form, Form]): Form {
  const at = (n: 0 | 1 | 2): number => a1 * p[n] + a2 * q[n];
  return [at(0), at(1), at(2) + b];
}

/** Of f(0) = 2, f(1) = 3, f(-1) = 5, and 0 elsewhere, the double sum of the product. */
function sumOver(forms: readonly Form[]): number {
  const f = (t: number): number => (t === 0 ? 2 : t === 1 ? 3 : t === -1 ? 5 : 0);
  let total = 0;
  for (let i = -30; i <= 30; i++)
    for (let j = -30; j <= 30; j++)
      total += forms.reduce((product, [a1, a2, b]) => product && product * f(a1 * i + a2 * j + b), 1);
  return total;
}

function integralOver(forms: readonly Form[]): number {
  const dot = (n: 0 | 1 | 2, m: 0 | 1 | 2): number => forms.reduce((s, form) => s + form[n] * form[m], 0);
  const [g11, g12, g22, c1, c2] = [dot(0, 0), dot(0, 1), dot(1, 1), dot(0, 2), dot(1, 2)];
  const det = g11 * g22 - g12 * g12;
  const along = (g22 * c1 * c1 - 2 * g12 * c1 * c2 + g11 * c2 * c2) / det;
  return (Math.PI / Math.sqrt(det)) * Math.exp(along - dot(2, 2));
}

const small = fc.integer({ min: -1, max: 1 });
const form: fc.Arbitrary<Form> = fc.tuple(small, small, small);

test.each<[Line, (forms: readonly Form[]) => number]>([
  ['integers', sumOver],
  ['reals', integralOver],
])('what is accepted over the %s has equal values', (over, of) => {
  const count = { accepted: 0, refused: 0 };
  fc.assert(
    fc.property(
      fc.array(form, { minLength: 2, maxLength: 3 }),
      fc.tuple(form, form),
      fc.integer({ min: 1, max: 2 }),
      (forms, change, factor) => {
        const others = forms.map((each) => replaced(each, change));
        const own = ['%1', '%2'] as const;
        const changes = [[change.map((each) => poly(each, own))], [own.map(variable)]] as const;
        const [left, right] = [double(over, forms, 1), double(over, others, factor)];
        try {
          check(env, [], { rule: 'fubini', left, right, changes });
        } catch (error) {
          expect(error).toBeInstanceOf(Rejected);
          count.refused += 1;
          return;
        }
        count.accepted += 1;
        expect(factor * of(others)).toBeCloseTo(of(forms), 9);
      },
    ),
    { numRuns: 300 },
  );
  expect(Math.min(count.accepted, count.refused)).toBeGreaterThan(20);
});
