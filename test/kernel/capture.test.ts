// Names that meet: bound names beside free ones of the same spelling, subscripts of one tensor inside another. Each
// row would show something false if one name were taken for the other.

import { describe, expect, test } from 'vitest';
import { check, checkDiffer } from '../../src/kernel/kernel.js';
import { Env, upTo } from '../../src/term/env.js';
import { termKey } from '../../src/term/key.js';
import { add as addPoly, constant, floorOf, one, type Poly, variable } from '../../src/term/poly.js';
import { prelude } from '../../src/term/prelude.js';
import {
  apply,
  binder,
  entry,
  matrix,
  mul,
  op,
  type Scalar,
  sum,
  tensor,
  unit,
  value,
} from '../../src/term/term.js';
import { wellFormed } from '../../src/term/wellformed.js';

const k = variable('k');
const m = variable('m');
const x = (at: Poly): Scalar => entry(tensor('x'), [at]);
const blocks = (size: Poly): Scalar => entry(op('sumpool/1,_,_', [tensor('x'), size, constant(2)]), [one]);

describe('a bound name gives way', () => {
  // sum_<m=1..3, n=1..i> 1 at i = m' is 3 m', and with m' for m it would be 6.
  const body = sum([binder('m', one, constant(3)), binder('n', one, variable('i'))], unit);
  const free = "1,:3, 1,:1m',";

  test('not to a name in a range after it, where it has become a size', () => {
    const env = Env.empty.withDefinition('y', [upTo(constant(9))], ['i'], body).withSizes(['m']);
    const { claim } = check(env, [], { rule: 'unfold', term: entry(tensor('y'), [variable("m'")]) });
    expect(claim.tag === 'equal' ? termKey(claim.right) : '').toContain(free);
  });

  test('not to a parameter in a range after it, where the argument uses it', () => {
    const env = prelude()
      .withSizes(['m'])
      .withTensor('x', [upTo(constant(9)), upTo(constant(9))]);
    const pool = op('sumpool/2,_,_,_,_', [tensor('x'), constant(3), variable("m'"), one, one]);
    const { claim } = check(env, [], { rule: 'unfold', term: entry(pool, [one, one]) });
    expect(claim.tag === 'equal' ? termKey(claim.right) : '').toContain(free);
  });
});

describe('a subscript inside the tensor that has it', () => {
  // The entries of z are x_<6> (x_<1> + … + x_<k>): the block size is the subscript of z.
  const env = prelude()
    .withFunction('f', ['any'])
    .withTensor('x', [upTo(constant(6))])
    .withDefinition('z', [upTo(constant(3))], ['k'], mul([x(constant(6)), blocks(k)]))
    .withDefinition(
      'same',
      [upTo(constant(3))],
      ['k'],
      mul([x(constant(6)), sum([binder('m', one, k)], x(m))]),
    )
    .withDefinition('other', [upTo(constant(3))], ['k'], mul([x(constant(6)), x(one)]));
  const [z, same, other] = [tensor('z'), tensor('same'), tensor('other')];

  test.each([
    ['cell by cell', z, same, other],
    ['in an argument', apply('f', [z]), apply('f', [same]), apply('f', [other])],
  ])('%s', (_, left, right, wrong) => {
    expect(check(env, [], { rule: 'evaluate', left, right }).claim).toMatchObject({ left, right });
    expect(() => checkDiffer(env, [], left, right, new Map())).toThrow('equal there');
    expect(checkDiffer(env, [], left, wrong, new Map()).claim).toMatchObject({ left, right: wrong });
    expect(() => check(env, [], { rule: 'evaluate', left, right: wrong })).toThrow('differ');
  });

  test('and beside a bound name of a matrix', () => {
    // Of rows (sum_<m=1..2> m) and (sum_<m=1..2> k) the products with (1) are 3 and 2k.
    const row = (cell: Poly): Scalar =>
      entry(op('@/2,1', [matrix([[sum([binder('m', one, constant(2))], value(cell))]]), matrix1]), [one]);
    const matrix1 = op('scale/_,1', [one, tensor('one')]);
    const ones = prelude()
      .withTensor('x', [upTo(constant(6))])
      .withDefinition('one', [upTo(one)], ['i'], unit)
      .withDefinition('both', [upTo(constant(3))], ['k'], mul([x(one), row(m), row(k)]))
      .withDefinition(
        'right',
        [upTo(constant(3))],
        ['k'],
        mul([x(one), value(variable('k')), value(constant(6))]),
      );
    expect(
      check(ones, [], { rule: 'evaluate', left: tensor('both'), right: tensor('right') }).claim.tag,
    ).toBe('equal');
  });
});

test('a quotient that is not known yet has no names', () => {
  // Its bound k would count as free for good: sum_<k=1..17> ⌊k/17⌋, which is 1, would be sum_<m=1..17> ⌊k/17⌋.
  const spelled = '⌊1k,/17,⌋';
  const forged: Poly = Object.freeze({
    den: 1n,
    terms: Object.freeze([Object.freeze({ key: spelled, coef: 1n })]),
  });
  const early = sum([binder('k', one, constant(17))], value(forged));
  expect(() => termKey(early)).toThrow('stands for nothing');
  expect(wellFormed(Env.empty, early)).not.toBeNull();

  const made = floorOf(k, constant(17));
  expect(made.terms[0]?.key).toBe(spelled);
  const late = sum([binder('m', one, constant(17))], value(made));
  expect(termKey(early)).not.toBe(termKey(late));
  expect(check(Env.empty, [], { rule: 'evaluate', left: early, right: unit }).claim.tag).toBe('equal');
});

test('a quotient keeps its meaning', () => {
  const term = { key: 'k', coef: 1n };
  const num: Poly = { den: 1n, terms: [term] };
  const of = sum([binder('k', one, one)], value(floorOf(num, constant(19))));
  const over = sum([binder('k', one, one)], value(floorOf(num, addPoly(k, constant(22)))));
  // ⌊k/19⌋ and ⌊k/(k+22)⌋ are 0 at k = 1, and would be 100 or 82.
  term.coef = 1900n;
  for (const left of [of, over])
    expect(check(Env.empty, [], { rule: 'evaluate', left, right: value(constant(0)) }).claim.tag).toBe(
      'equal',
    );
});

test.each([
  ['a name that looks like a sum', { den: 1n, terms: [{ key: 'k,3m', coef: 1n }] }],
  ['a monomial that stands twice', { den: 1n, terms: [1n, 2n].map((coef) => ({ key: 'k', coef })) }],
  ['an unknown quotient', { den: 1n, terms: [{ key: '⌊1k,/23,⌋', coef: 1n }] }],
])('no quotient of %s', (_, num) => {
  expect(() => floorOf(num, constant(29))).toThrow(RangeError);
  expect(() => floorOf(m, num)).toThrow(RangeError);
});
