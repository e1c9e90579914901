// What is printed reads back as the same term.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFormula } from '../../grammar/native.js';
import { atLeast, equals } from '../../src/term/cond.js';
import { elaborate } from '../../src/term/elaborate.js';
import { upTo } from '../../src/term/env.js';
import { termKey } from '../../src/term/key.js';
import { add, constant, one, scale, variable } from '../../src/term/poly.js';
import { prelude } from '../../src/term/prelude.js';
import { asScalar } from '../../src/term/reading.js';
import { showTerm } from '../../src/term/show.js';
import {
  apply,
  binder,
  entry,
  iverson,
  mul,
  pow,
  reciprocal,
  reduce,
  type Scalar,
  add as sum,
  type Term,
  tensor,
  value,
} from '../../src/term/term.js';
import { type BruteClaim, claimsOf, Evaluator } from '../support/brute.js';
import { formulaTexts } from '../support/formulas.js';
import { termNode } from '../support/nodes.js';
import { residues } from '../support/rings.js';
import { rows } from '../support/rows.js';

const env = prelude()
  .withSizes(['M', 'N'])
  .withTensor('a', [upTo('M')])
  .withTensor('b', [upTo('N')])
  .withTensor('c', [upTo('M'), upTo('N')])
  .withTensor('X', [upTo('M'), upTo('N')])
  .withTensor("V'", [upTo('M'), upTo('N')])
  .withTensor('s', [])
  .withFunction('f', ['number'])
  .withFunction('g', ['number', 'number'])
  .withFunction('h', ['any']);

function read(text: string): Term {
  const node = parseFormula(text);
  const reading = elaborate({ env, indices: new Set(['k', 'l', 'i', 'j']) }, node);
  return reading.sort === 'tensor' ? reading.term : asScalar(reading, node.range);
}

function same(text: string): void {
  const term = read(text);
  const shown = showTerm(term);
  expect(termKey(read(shown)), shown).toBe(termKey(term));
}

describe('a term survives printing', () => {
  rows(same, [
    ['[s = a_<k>] 1'],
    ['[s = 0] 1'],
    ['isZero(a_<k> + s - 1)'],
    ['isZero(k - l) s'],
    ['s ([a_<k> = max_<m=1..M> a_<m>] 1) f(s)'],
    ['[k = l, s = a_<k>] f(s) + s'],
    ['f(isZero(-a_<k> + s))^2'],
    ['[1 = s] 1'],
    ['1'],
    ['0-1'],
    ['1/2'],
    ['0-1/2'],
    ['k'],
    ['0-k'],
    ['2*k-3'],
    ['k*M+1/2'],
    ['1/2*k^2 - 1/3'],
    ['a_<k>'],
    ['x_<k,2*k-M>'],
    ["v'_<1,k>"],
    ['s'],
    ['-s'],
    ['-2 s'],
    ['s - a_<k>'],
    ['-s - a_<k>'],
    ['s - (a_<k> - s)'],
    ['s + (a_<k> + s)'],
    ['s (a_<k> s)'],
    ['s (-a_<k>)'],
    ['-(s + a_<k>)'],
    ['-(s a_<k>)'],
    ['(-s)^2'],
    ['-s^2'],
    ['(2 s)^3'],
    ['(s + 1)^2 a_<k>'],
    ['(s^2)^3'],
    ['2 s'],
    ['1/2 s'],
    ['(k+1) s'],
    ['(0-k) s'],
    ['k s'],
    ['s k'],
    ['s (k-1)'],
    ['k^2 s'],
    ['1/M'],
    ['1/(M*N) s'],
    ['s / M'],
    ['s / 3'],
    ['s / (M+N)'],
    ['2/M s'],
    ['1/2 s/(M*N) a_<k>'],
    ['(s + 1)/M'],
    ['k/M/N'],
    ['[k = 1] s/M'],
    ['-s/M^2'],
    ["f''(a_<k>)^2"],
    ["h'_<k,2*l>(X) s"],
    ["h''_<k,l,1,2>(rot180(X) * X)"],
    ["g''_<2,1>(s, k)"],
    ['diff(s a_<k>, s)'],
    ['2 diff(a_<k> + s, a_<k-1>)^2'],
    ['diff(diff(h(X), x_<k,l>), x_<l,k>)'],
    ['s - 1/M a_<k>'],
    ['f(s)'],
    ["f'(s + 1) s"],
    ["f''(s)"],
    ['g(s, k)'],
    ['f(f(s))^2'],
    ['f(0-1)'],
    ['f(sum_<m=1..M> a_<m>)'],
    ['sum_<m=1..M> a_<m>'],
    ['sum_<m=1..M, n=m..N> c_<m,n>'],
    ['sum_<m=M..1 down> a_<m>'],
    ['sum_<m=1..M> sum_<n=1..N> c_<m,n>'],
    ['sum_<m=1..M> (a_<m> + s)'],
    ['sum_<m=1..M> a_<m> + s'],
    ['(sum_<m=1..M> a_<m>) s'],
    ['s sum_<m=1..M> a_<m>'],
    ['2 sum_<m=1..M> a_<m>'],
    ['(sum_<m=1..M> a_<m>)^2'],
    ['-(sum_<m=1..M> a_<m>)'],
    ['s - sum_<m=1..M> a_<m>'],
    ['s - sum_<m=1..M> (a_<m> - s)'],
    ['prod_<i=0-1..M> a_<i>'],
    ['max_<m=1..M> a_<m> + min_<m=1..M> a_<m>'],
    ['sum_<m=1..M> 1'],
    ['sum_<m=1..M> m'],
    ['sum_<m=1..M> (m+1)'],
    ['sum_<m=1..M> (0-m)'],
    ['sum_<m=1..M> (-a_<m>)'],
    ['(sum_<m=1..M> a_<m>) sum_<n=1..N> b_<n>'],
    ['[k <= M] s'],
    ['[k <= M] 1'],
    ['[k <= M] (s + 1)'],
    ['[k <= M] s + 1'],
    ['s [k <= M] a_<k>'],
    ['[k <= M] a_<k> s'],
    ['[k <= M] [k >= 1] s'],
    ['[k <= M, 1 <= k] s'],
    ['[k = l] s'],
    ['[k != l] s'],
    ['[k < l] s'],
    ['[1 <= k or k <= M] s'],
    ['[1 <= k and (k <= M or k = l)] s'],
    ['[not (1 <= k and k <= M)] s'],
    ['[2 divides k+1] s'],
    ['[not (2 divides k)] s'],
    ['[k = k] s'],
    ['[k < k] s'],
    ['([k <= M] s)^2'],
    ['([k <= M] s) a_<k>'],
    ['[k <= M] sum_<m=1..M> a_<m>'],
    ['sum_<m=1..M> [m <= k] a_<m>'],
    ['-[k <= M] s'],
    ['s - [k <= M] s'],
    ['{ s if k <= M; a_<k> if k = l; 0 otherwise }'],
    ['{ 1 if k <= M; 0 otherwise } s'],
    ['a'],
    ['X'],
    ['rot180(X)'],
    ['transpose(rot90(X))'],
    ['rot180(X) * X'],
    ['X (*) (X * X)'],
    ['(X (*) X) * X'],
    ['X + c'],
    ['X - c'],
    ['2 X'],
    ['-X'],
    ['X / 2'],
    ['1/2 (X + c)'],
    ['X * (X + c)'],
    ['X .* c'],
    ['transpose(X) @ X'],
    ['(transpose(X) @ X) @ transpose(c)'],
    ['full(X, X + c)'],
    ['pad(X, 1, M-1)'],
    ['pad(X, 0, k)'],
    ['stride(X, 2, 3, M, N)'],
    ['(rot180(X))_<k,l>'],
    ['rot180(X)_<k,l>'],
    ['(X + c)_<k,l>'],
    ['(2 X)_<k,l>'],
    ['(X * X)_<k,l> s'],
    ['[1, 2; 3, 4]'],
    ['[s, 0-1; 1/2, a_<1>]'],
    ['[s + 1, -s; 2 s, s^2]'],
    ['rot180([1, 2; 3, 4])'],
    ['[1, 2] * [1, 2, 3]'],
    ['([1, 2; 3, 4])_<1,2>'],
  ]);

  test('so do random formulas', () => {
    fc.assert(fc.property(formulaTexts, same), { numRuns: 500 });
  });
});

/** Terms as proofs build them, of shapes that reading does not give: products in products, brackets anywhere. */
const terms = fc.letrec<{ scalar: Scalar }>((tie) => {
  const poly = fc.tuple(
    fc.constantFrom('k', 'l', 'M'),
    fc.integer({ min: -2, max: 2 }),
    fc.integer({ min: -2, max: 2 }),
    fc.constantFrom(1n, 1n, 2n),
  );
  const affine = poly.map(([name, a, b]) => add(scale(variable(name), BigInt(a)), constant(b)));
  const cond = fc
    .tuple(affine, affine, fc.constantFrom(equals, atLeast))
    .map(([a, b, compare]) => compare(a, b));
  return {
    scalar: fc.oneof(
      { maxDepth: 4, depthSize: 'medium' },
      affine.map((at): Scalar => entry(tensor('a'), [at])),
      poly.map(([name, a, b, d]): Scalar => value(add(scale(variable(name), BigInt(a), d), constant(b)))),
      cond.map(iverson),
      fc.array(tie('scalar'), { minLength: 2, maxLength: 3 }).map(sum),
      fc.array(tie('scalar'), { minLength: 2, maxLength: 3 }).map(mul),
      fc.tuple(tie('scalar'), fc.nat(3)).map(([base, exponent]) => pow(base, exponent)),
      fc
        .tuple(fc.constantFrom('i', 'j'), affine, tie('scalar'))
        .map(([name, hi, body]) => reduce('sum', [binder(name, one, hi)], body)),
      tie('scalar').map((arg) => apply('f', [arg])),
      fc.constant(reciprocal(variable('M'))),
    ),
  };
}).scalar;

test('whatever is printed reads back with the same value', () => {
  const [claim] = claimsOf('size M, N; tensor a[M]; function f(z); theorem t: 1 = 1');
  const at = new Map([
    ['M', 3],
    ['N', 2],
    ['k', 2],
    ['l', -1],
  ]);
  const evaluator = new Evaluator((claim as BruteClaim).world, residues);
  fc.assert(
    fc.property(terms, (term) => {
      const shown = showTerm(term);
      expect(evaluator.value(termNode(read(shown)), at), shown).toBe(evaluator.value(termNode(term), at));
    }),
    { numRuns: 2000 },
  );
});
