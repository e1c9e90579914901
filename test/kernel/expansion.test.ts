// Formulas written out at given sizes, by the engine and by the second witness (test/support), which shares no code
// with it: random formulas, and the edges of what packed monomials and machine numbers hold.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Budget, BudgetExceeded } from '../../src/kernel/budget.js';
import { showPolynomial } from '../../src/prove/polynomial.js';
import { rows } from '../support/rows.js';
import { type Sizes, witnessed, written } from '../support/written.js';

const seed = Number(process.env.CONVPROOF_SEED ?? Date.now() % 2 ** 31);
console.log(`expansion: CONVPROOF_SEED=${seed}`);

const declarations = [
  'tensor w[M,N], x[N], u[0..M], s',
  'function a(t)',
  'define y[M]_<i> = sum_<n=1..N> w_<i,n> x_<n>',
  'define v[0..N]_<i> = [i >= 1] x_<i> + 1/2 u_<i-1>',
].join('; ');

// ---- random formulas -------------------------------------------------------------------------------

const numbers = ['0', '1', '2', '1/3', '3/4', '0.5', '9007199254740991', '1000000000000000000000000000000'];

function index(names: readonly string[]): fc.Arbitrary<string> {
  const term = fc
    .tuple(fc.constantFrom('', '', '2', '-'), fc.constantFrom(...names, ...names, 'M', 'N'))
    .map(([coef, name]) => `${coef}${name}`);
  return fc
    .tuple(
      fc.option(term, { nil: '0', freq: 4 }),
      fc.option(term, { nil: '' }),
      fc.integer({ min: -2, max: 3 }),
    )
    .map(([a, b, c]) =>
      [a, b, `${c}`]
        .filter((part) => part !== '')
        .join('+')
        .replaceAll('+-', '-'),
    );
}

function condition(names: readonly string[]): fc.Arbitrary<string> {
  const side = index(names);
  const comparison = fc
    .tuple(side, fc.constantFrom('=', '!=', '<', '<=', '>', '>='), side)
    .map(([a, relation, b]) => `${a} ${relation} ${b}`);
  const two = fc.tuple(comparison, fc.constantFrom(' and ', ' or ', ', '), comparison);
  return fc.oneof(
    { weight: 3, arbitrary: comparison },
    two.map(([a, joint, b]) => (joint === ', ' ? `${a}, ${b}` : `(${a})${joint}(${b})`)),
    comparison.map((c) => `not (${c})`),
  );
}

function formula(depth: number, names: readonly string[]): fc.Arbitrary<string> {
  const place = index(names);
  const leaf = fc.oneof(
    fc.constantFrom(...numbers),
    place.map((i) => `(${i})`),
    fc.tuple(place, place).map(([i, j]) => `w_<${i},${j}>`),
    fc
      .tuple(fc.constantFrom('x', 'u', 'y', 'v', 'rot180(x)', 'pad(x, 1)', 'full(x, y)'), place)
      .map(([t, i]) => `${t}_<${i}>`),
    fc.tuple(place, place).map(([i, j]) => `[2, x_<1>; s, 0]_<${i},${j}>`),
    fc.constant('s'),
  );
  if (depth === 0) return leaf;
  const part = formula(depth - 1, names);
  const bound = ['i', 'j', 'k', 'l', 'm'].find((name) => !names.includes(name)) as string;
  const under = formula(depth - 1, [...names, bound]);
  const range = fc
    .tuple(place, fc.constantFrom('M', 'N', '2', ...names))
    .map(([lo, hi]) => `${bound}=${lo}..${hi}`);
  return fc.oneof(
    leaf,
    fc.tuple(part, fc.constantFrom(' + ', ' - ', ' '), part).map(([a, sign, b]) => `((${a})${sign}(${b}))`),
    fc.tuple(part, fc.integer({ min: 0, max: 4 })).map(([a, e]) => `(${a})^${e}`),
    { weight: 3, arbitrary: fc.tuple(range, under).map(([r, e]) => `(sum_<${r}> (${e}))`) },
    fc
      .tuple(range, condition([...names, bound]), under, part)
      .map(([r, c, e, f]) => `((${f}) sum_<${r}> [${c}] (${e}))`),
    fc.tuple(range, under).map(([r, e]) => `(prod_<${r}> (${e}))`),
    fc.tuple(condition(names), part).map(([c, e]) => `([${c}] (${e}))`),
    fc.tuple(condition(names), part, part).map(([c, e, f]) => `({ (${e}) if ${c}; (${f}) otherwise })`),
    fc.tuple(fc.constantFrom('a', "a'"), part).map(([f, e]) => `${f}(${e})`),
  );
}

const sizes: fc.Arbitrary<Sizes> = fc.record({
  M: fc.integer({ min: 1, max: 3 }),
  N: fc.integer({ min: 1, max: 3 }),
});

describe('random formulas are what the witness finds', () => {
  test.each([
    [1, 150],
    [2, 200],
    [3, 100],
  ])('nested %i deep', (depth, numRuns) => {
    let compared = 0;
    fc.assert(
      fc.property(formula(depth, ['p']), sizes, (text, at) => {
        try {
          // The witness multiplies term by term.
          const size = written(`${declarations}; ${text}`, { ...at, p: 2 }, new Budget(2_000)).size;
          if (size > 300) return;
        } catch (error) {
          if (error instanceof BudgetExceeded) return;
          throw error;
        }
        compared++;
        expect(witnessed(`${declarations}; index p`, text, { ...at, p: 2 })).toBe('');
      }),
      { seed, numRuns },
    );
    expect(compared).toBeGreaterThan(numRuns / 2);
  });
});

// ---- the edges -------------------------------------------------------------------------------------

/** x_1 + … + x_n, and the like. */
function spread(n: number, term: (i: number) => string, sign = ' + '): string {
  return Array.from({ length: n }, (_, i) => term(i + 1)).join(sign);
}

describe('what packing and machine numbers cannot hold is right, too', () => {
  rows(
    (_: string, tensors: string, text: string, at: Sizes) => expect(witnessed(tensors, text, at)).toBe(''),
    [
      ['cancellation', 'tensor x[3]', '(x_<1> + x_<2>)^2 - x_<1>^2 - x_<2>^2 - 2 x_<1> x_<2>', {}],
      [
        'sums past 2^53',
        'tensor x[3]',
        '(9007199254740991 x_<1> + 2 x_<2>) + (x_<1> - 9007199254740993 x_<2>)',
        {},
      ],
      ['back below it', 'tensor x[3]', '9007199254740993 x_<1> + 5 x_<2> - 9007199254740990 x_<1>', {}],
      ['products past 2^53', 'tensor x[3]', '(94906267 x_<1> + x_<2>) (94906267 x_<1> - x_<2>)', {}],
      ['10^30 cancelled', 'tensor x[3]', '10^30 x_<1> + x_<2> - 10^15 10^15 x_<1>', {}],
      ['a large power', 'tensor x[3]', '(10^10 x_<1> - 3 x_<2> + 7)^6', {}],
      ['signs in a power', 'tensor x[3]', '(2 x_<1> - 3 x_<2> x_<3> + 7)^5', {}],
      ['an unknown in two terms of a power', 'tensor x[3]', '(x_<1> + x_<1> x_<2> + x_<3>)^5', {}],
      ['a fraction in a power', 'tensor x[3]', '(1/2 x_<1> + 2/3 x_<2>)^5', {}],
      [
        'fractions added',
        'tensor x[3]',
        '1/(M*M+1) sum_<i=1..3> i/M x_<i> - 1/2 x_<1> + 1/7 sum_<i=1..3> x_<i>',
        { M: 4 },
      ],
      ['sixteen factors', 'tensor x[16]', 'prod_<i=1..16> x_<i>', {}],
      ['sums of twelve factors', 'tensor x[14]', 'sum_<i=0..2> prod_<j=1..12> x_<i+j>', {}],
      [
        'wide monomials multiplied',
        'tensor x[30]',
        `(${spread(3, (i) => `x_<${i}>^7 x_<${i + 20}>^8`)}) (x_<1>^9 - x_<30>^9)`,
        {},
      ],
      [
        'wide monomials cancelled',
        'tensor x[30]',
        '(prod_<j=1..20> x_<j>) (x_<21> - x_<22>) + (prod_<j=1..20> x_<j>) x_<22>',
        {},
      ],
      ['an exponent of 80', 'tensor x[3]', '(x_<1>^40 + x_<2>) (x_<1>^40 - x_<2>)', {}],
      ['more than 2^13 entries', 'tensor x[M], y[M]', 'sum_<m=1..3> x_<M-m> y_<M-2m>', { M: 9000 }],
      [
        'more than 2^16 entries, three factors',
        'tensor x[M], y[M], z[M]',
        'sum_<m=1..3> x_<m> y_<M-2m> z_<M-m>',
        { M: 70_000 },
      ],
      [
        'more than 2^20 entries',
        'tensor x[M,M], y[M,M]',
        'sum_<m=1..3> x_<M-m,M> y_<M-2m,m> x_<M,M-m>',
        { M: 1200 },
      ],
      ['more than 2^24 entries', 'tensor x[M,M], y[M,M]', 'sum_<m=1..3> x_<M-m,M> y_<M-2m,m>', { M: 6000 }],
      [
        'more entries than are numbered',
        'tensor x[M,M], y[M,M]',
        'sum_<m=1..3> x_<M-m,M> y_<M-2m,m> + x_<M-1,M>',
        { M: 1_000_000 },
      ],
      [
        'one tensor twice',
        'tensor x[5]',
        '(sum_<m=1..5> x_<m>) (sum_<m=1..5> x_<m>) - sum_<m=1..5> x_<m> x_<6-m>',
        {},
      ],
      ['neighbours', 'tensor x[5]', 'sum_<m=0..6> x_<m> x_<m+1> + sum_<m=1..5> x_<m>^2', {}],
    ],
  );

  test.each([
    ['3', '3', '6'],
    ['4', '6', '10'],
    ['1', '3', '4'],
  ])('the powers %s and %s of a sum of products multiply to the power %s', (a, b, c) => {
    const sum = spread(6, (i) => `${i} w_<${i}> x_<${i}>`);
    const difference = `tensor w[6], x[6]; (${sum})^${a} (${sum})^${b} - (${sum})^${c}`;
    expect(showPolynomial(written(difference))).toBe('0');
    expect(showPolynomial(written(`tensor w[6], x[6]; (${sum})^${c} - (${sum})^${a} (${sum})^${b}`))).toBe(
      '0',
    );
  });

  test('a power has as many terms as there are ways to choose its exponents', () => {
    expect(written(`tensor w[9], x[9]; (${spread(9, (i) => `w_<${i}> x_<${i}>`)})^10`).size).toBe(43758);
  });

  test('exponents of thousands', () => {
    expect(showPolynomial(written('tensor x[2]; prod_<i=1..5000> x_<1>^2 x_<2>'))).toBe(
      'x_<1>^10000 x_<2>^5000',
    );
  });

  test('coefficients of 10^30 are exact', () => {
    const text = 'tensor x[2]; (10^30 x_<1> + x_<2>)^2';
    expect(showPolynomial(written(text))).toBe(
      `2${'0'.repeat(30)} x_<1> x_<2> + 1${'0'.repeat(60)} x_<1>^2 + x_<2>^2`,
    );
  });

  test('sizes beyond 2^53 are exact', () => {
    const text = 'tensor x[10000000000000000000000]; sum_<i=9007199254740992..9007199254740994> i x_<i>';
    expect(showPolynomial(written(text))).toBe(
      [2, 3, 4].map((d) => `900719925474099${d} x_<900719925474099${d}>`).join(' + '),
    );
  });

  test('a factorial of 60', () => {
    const factorial = Array.from({ length: 60 }, (_, i) => BigInt(i + 1)).reduce((a, b) => a * b, 1n);
    expect(showPolynomial(written('prod_<i=1..60> i'))).toBe(`${factorial}`);
  });
});

describe('the work is bounded before it starts', () => {
  const limited = (text: string) => () => written(text, {}, new Budget(1_000));

  rows(
    (text: string, message: string) => expect(limited(text)).toThrow(new BudgetExceeded(message)),
    [
      ['tensor w[1000000000]; sum_<m=1..1000000000> w_<m>', 'it takes 1000000000 terms, more than 1000'],
      ['tensor w[40]; (sum_<m=1..40> w_<m>) (sum_<m=1..40> w_<m>)', 'it takes 1680 terms, more than 1000'],
      ['tensor w[9]; (sum_<m=1..9> w_<m>)^6', 'it takes 3012 terms, more than 1000'],
      [
        'tensor w[9]; sum_<a=1..10^9, b=1..10^9, c=1..10^9, d=1..10^9> w_<1>',
        `it takes 1${'0'.repeat(27)} terms, more than 1000`,
      ],
    ],
  );

  rows(
    (text: string, value: string) => expect(showPolynomial(limited(text)())).toBe(value),
    [
      ['tensor w[5]; sum_<m=-1000000000..1000000000> w_<m>', 'w_<1> + w_<2> + w_<3> + w_<4> + w_<5>'],
      ['tensor w[5]; sum_<m=1..1000000000> [3m = 9] w_<m>', 'w_<3>'],
      ['tensor w[5]; sum_<m=1..1000000000, n=1..m> [m <= 2] w_<n>', '2 w_<1> + w_<2>'],
      ['sum_<m=1..1000000000> 1', '1000000000'],
    ],
  );
});
