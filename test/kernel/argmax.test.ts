// The rule on the derivative of a maximum, on maxima made by chance: where it is accepted, the derivative at numbers of
// which no two are equal is the slope of the maximum there.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check, Rejected } from '../../src/kernel/kernel.js';
import { refute } from '../../src/sets/index.js';
import { type Cond, equals, nonNegative, not, substituteCond } from '../../src/term/cond.js';
import { Env, upTo } from '../../src/term/env.js';
import { add, constant, one, scale, sub, substitute, variable } from '../../src/term/poly.js';
import { binder, diff, entry, rangeConds, reduce, tensor } from '../../src/term/term.js';

const length = 9;
const env = Env.empty.withTensor('x', [upTo(constant(length))]);
const nothing = { tag: 'farkas', steps: [] } as const;
const shown = (hyps: readonly Cond[], goal: Cond) => refute([...hyps, not(goal)]) ?? nothing;

const small = fc.integer({ min: -2, max: 3 });

test('what is accepted is the slope', () => {
  const count = { accepted: 0, refused: 0 };
  const numbers = fc.shuffledSubarray([-4, -3, -2, -1, 1, 2, 3, 4, 5], { minLength: length });
  fc.assert(
    fc.property(small, small, small, numbers, fc.constantFrom('max', 'min'), (a, b, c, x, op) => {
      const place = (m: number, n: number): number => a * m + b * n + c + 3;
      const at = add(add(scale(variable('m'), BigInt(a)), scale(variable('n'), BigInt(b))), constant(c + 3));
      const ranges = [binder('m', one, constant(2)), binder('n', one, constant(2))];
      const by = new Map([
        ['m', variable('p')],
        ['n', variable('q')],
      ]);
      const twice = [...rangeConds(ranges), ...rangeConds(ranges).map((cond) => substituteCond(cond, by))];
      const same = [...twice, equals(at, substitute(at, by))];
      const apart = [...by].map(([name, copy]) => shown(same, nonNegative(sub(copy, variable(name)))));
      const certs = [1, 2].map((n) => shown(rangeConds(ranges.slice(0, n - 1)), nonNegative(one)));
      const whole = reduce(op, ranges, entry(tensor('x'), [at]));
      const cells = [1, 2].flatMap((m) => [1, 2].map((n) => place(m, n)));
      try {
        for (let s = 1; s <= length; s++) {
          const term = diff(whole, 'x', [constant(s)]) as Parameters<typeof diff>[0] & { tag: 'diff' };
          check(env, [], { rule: 'argmax', term, copies: ['p', 'q'], apart, certs });
        }
      } catch (error) {
        expect(error).toBeInstanceOf(Rejected);
        expect(new Set(cells).size).toBeLessThan(4);
        count.refused += 1;
        return;
      }
      count.accepted += 1;
      const value = (numbers: readonly number[]): number =>
        Math[op](...cells.map((cell) => numbers[cell - 1] ?? 0));
      for (let s = 1; s <= length; s++) {
        const moved = x.map((number, i) => (i === s - 1 ? number + 1 / 8 : number));
        const slope = 8 * (value(moved) - value(x));
        // The sum of [max = x_c] [c = s] over the places c.
        const sum = cells.filter((cell) => cell === s && value(x) === (x[cell - 1] ?? 0)).length;
        expect(sum).toBe(slope);
      }
    }),
    { numRuns: 150 },
  );
  expect(Math.min(count.accepted, count.refused)).toBeGreaterThan(20);
});
