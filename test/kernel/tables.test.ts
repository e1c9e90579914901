// Sides that differ for functions with few steps: what the kernel takes for such an example and what not, and integrals
// made by chance, of which the monomials are counted at the middles of the steps.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDiffer, Rejected } from '../../src/kernel/kernel.js';
import type { Table } from '../../src/kernel/tables.js';
import { upTo } from '../../src/term/env.js';
import { prelude } from '../../src/term/prelude.js';
import { reader } from '../support/reading.js';

const declared = prelude()
  .withSizes(['M'])
  .withTensor('x', [upTo('M')])
  .withFunction('f', ['number'])
  .withFunction('g', ['number'])
  .withFunction('F', ['number', 'number'])
  .withFunction('h', ['any']);
const env = declared.withDefinition('y', [], [], reader(declared).scalar('int_<t> f(t)'));
const { scalar } = reader(env, 's');
const tables: readonly Table[] = ['f', 'g', 'F'].map((fn) => ({ fn, lo: 0n, hi: 1n }));

function differ(left: string, right: string, s: bigint, given = tables): void {
  const at = new Map([
    ['s', s],
    ['M', 2n],
  ]);
  const { claim } = checkDiffer(env, [], scalar(left), scalar(right), at, null, given);
  expect(claim).toEqual({ tag: 'differ', left: scalar(left), right: scalar(right) });
}

describe('accepts', () => {
  test.each([
    ['int_<t> f(t) g(s+t)', 'int_<t> g(t) f(s+t)', 1n],
    ['sum_<t> f(t) g(s+t)', 'sum_<t> g(t) f(s+t)', 1n],
    ['sum_<t> t f(t)', '0', 0n],
    ['sum_<t> f(t)', 'f(0)', 0n],
    ['int_<t> f(t) g(t)', '(int_<t> f(t)) (int_<t> g(t))', 0n],
    ['int_<t> f(t)^2', '(int_<t> f(t))^2', 0n],
    ['int_<t> int_<u> F(t,u) g(s-u)', 'int_<t> int_<u> F(u,t) g(s-u)', 1n],
    ['sum_<u> sum_<t> f(t) g(u-t)', 'sum_<t> f(t) g(t)', 0n],
    ['int_<t> x_<1> f(t)', 'int_<t> x_<2> f(t)', 0n],
  ])('%s != %s', (left, right, s) => differ(left, right, s));
});

describe('refuses', () => {
  test.each([
    ['equal sides', 'int_<t> f(t) g(s-t)', 'int_<t> g(t) f(s-t)'],
    ['what is without an end', 'sum_<t> 1', '0'],
    ['what is without an end in a part', 'int_<t> (f(t) + 1)', '0'],
    ['more than functions of a real variable', 'int_<t> t f(t)', '0'],
    ['every second step', 'int_<t> f(2 t)', '0'],
    ['half a step', 'int_<t> f(t + 1/2)', '0'],
    ['two real variables in one argument', 'int_<t> int_<u> f(t) g(t+u)', '0'],
    ['a table of a table', 'int_<t> f(g(t))', '0'],
    ['a table at an entry', 'f(x_<1>)', '0'],
    ['a derivative', "int_<t> f'(t)", '0'],
    ['a function of a definition', 'y', '0'],
    ['a function of a tensor', 'h(x)', '0'],
  ])('%s', (_, left, right) => {
    expect(() => differ(left, right, 0n)).toThrow(Rejected);
  });

  test('tables of what is no function, and of what has a tensor for a name', () => {
    const to = (fn: string): readonly Table[] => [...tables, { fn, lo: 0n, hi: 1n }];
    expect(() => differ('int_<t> f(t)', '0', 0n, to('k'))).toThrow(Rejected);
    expect(() => differ('int_<t> f(t)', '0', 0n, to('f'))).toThrow(Rejected);
    const both = env.withFunction('x', ['number']);
    const [left, right] = [scalar('int_<t> f(t)'), scalar('0')];
    expect(() => checkDiffer(both, [], left, right, new Map(), null, to('x'))).toThrow(Rejected);
  });
});

test('integrals differ where their monomials, at the middles of the steps, do', () => {
  const factor = fc.record({
    fn: fc.constantFrom('f', 'g'),
    sign: fc.constantFrom(1, -1),
    by: fc.integer({ min: -2, max: 2 }),
  });
  const product = fc.array(factor, { minLength: 1, maxLength: 3 });
  type Product = readonly { readonly fn: string; readonly sign: number; readonly by: number }[];
  const text = (factors: Product): string =>
    `int_<t> ${factors.map(({ fn, sign, by }) => `${fn}(${sign === 1 ? '' : '-'}t + ${by})`.replace('+ -', '- ')).join(' ')}`;
  const monomials = (factors: Product): string => {
    const found: string[] = [];
    for (let t = -9.5; t < 10; t++) {
      const at = factors.map(({ fn, sign, by }) => [fn, Math.floor(sign * t + by)] as const);
      if (at.every(([, i]) => i === 0 || i === 1))
        found.push(
          at
            .map(([fn, i]) => `${fn}${i}`)
            .sort()
            .join(' '),
        );
    }
    return found.sort().join(' + ');
  };
  fc.assert(
    fc.property(product, product, (a, b) => {
      const claim = (): void => differ(text(a), text(b), 0n);
      if (monomials(a) === monomials(b)) expect(claim).toThrow(Rejected);
      else claim();
    }),
    { numRuns: 100 },
  );
});
