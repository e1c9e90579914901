// Derivatives by defined tensors: what may be concluded inside, what beside. Each attack would prove something false.

import { describe, expect, test } from 'vitest';
import { check, Rejected } from '../../src/kernel/kernel.js';
import type { Proof } from '../../src/kernel/proof.js';
import { upTo } from '../../src/term/env.js';
import { sameTerm } from '../../src/term/key.js';
import { prelude } from '../../src/term/prelude.js';
import { type Place, type Scalar, tensor } from '../../src/term/term.js';
import { reader } from '../support/reading.js';

const base = prelude()
  .withSizes(['M'])
  .withTensor('x', [])
  .withTensor('c', [upTo('M')])
  .withFunction('d', ['number', 'number'])
  .withFunction('h', ['any']);
const square = base.withDefinition('y', [], [], reader(base).scalar('x^2'));
// By the definition of y, g is 3 x^2; where y is a variable, it is y.
const env = square
  .withDefinition('g', [], [], reader(square).scalar('diff(x y, x)'))
  .withDefinition('e', [upTo('M')], ['k'], reader(base).scalar('c_<k>'));
const { scalar } = reader(env);

const inside = (term: string, path: readonly number[], proof: Proof): Proof => ({
  rule: 'inside',
  term: scalar(term),
  path,
  proof,
});
const unfold = (text: string): Proof => ({ rule: 'unfold', term: scalar(text) });
const ring = (left: string, right: string): Proof => ({
  rule: 'ring',
  left: scalar(left),
  right: scalar(right),
});
const derivative = (text: string, ...indices: readonly string[]): Proof => ({
  rule: 'derivative',
  term: scalar(text),
  indices,
});

function refused(proof: Proof): void {
  expect(() => check(env, [], proof)).toThrow(Rejected);
}

describe('inside a derivative by y the definition of y is not known', () => {
  test('x y is not x^3', () => {
    refused(inside('diff(x y, y)', [0, 1], unfold('y')));
    refused(inside('diff(x y, y)', [0], { rule: 'trans', proofs: [inside('x y', [1], unfold('y'))] }));
  });

  test('nor in a derivative inside it', () => {
    refused(inside('diff(diff(x y, x), y)', [0, 0, 1], unfold('y')));
    refused(inside('diff(diff(x y, y), x)', [0, 0, 1], unfold('y')));
  });

  test('nor by writing out', () => {
    refused(inside('diff(y, y)', [0], { rule: 'evaluate', left: scalar('y'), right: scalar('x^2') }));
  });

  test('nor for all entries at once', () => {
    const [left, right] = [tensor('e'), tensor('c')];
    const shapes = [null, null] as const;
    const entries: Proof = {
      rule: 'trans',
      proofs: [
        { rule: 'unfold', term: scalar('e_<p>') },
        ring('[1 <= p, p <= M] c_<p>', '[1 <= p, p <= M] c_<p>'),
      ],
    };
    refused(
      inside('diff(h(e), e_<k>)', [0, 0], {
        rule: 'extensionality',
        left,
        right,
        indices: ['p'],
        shapes,
        entries,
      }),
    );
  });

  test('it is known beside the derivative, and in one by another tensor', () => {
    expect(check(env, [], inside('y diff(x y, y)', [0], unfold('y'))).claim).toMatchObject({ tag: 'equal' });
    expect(check(env, [], inside('diff(x y, x)', [0, 1], unfold('y'))).claim).toMatchObject({ tag: 'equal' });
  });
});

describe('what a derivative by y is a product with does not change its meaning', () => {
  test('a derivative by x is another one outside', () => {
    // Where y is a variable, ∂(y ∂(x y)/∂x)/∂y = ∂(y y)/∂y = 2 y, and not ∂(x^3)/∂x + y = 4 x^2.
    refused(derivative('diff(y diff(x y, x), y)'));
    refused(derivative('diff(diff(x y, x)^2, y)'));
    refused(derivative('diff(d(y, diff(x y, x)), y)'));
  });

  test('also where it is hidden in a definition', () => {
    refused(derivative('diff(y g, y)'));
    refused(derivative('diff(g^2, y)'));
    refused(derivative('diff(d(y, g), y)'));
  });

  test('by an independent tensor it is the same', () => {
    expect(check(env, [], derivative('diff(y g, x)')).claim).toMatchObject({ tag: 'equal' });
  });
});

describe('terms that are told apart', () => {
  test('a derivative and a function of that name', () => {
    expect(sameTerm(scalar('diff(x, c_<1>)'), scalar('d(c_<1>, x)'))).toBe(false);
  });

  test('mixed derivatives do not depend on their order', () => {
    expect(sameTerm(scalar("h''_<1,2>(c)"), scalar("h''_<2,1>(c)"))).toBe(true);
    expect(sameTerm(scalar("h''_<1,2>(c)"), scalar("h''_<1,1>(c)"))).toBe(false);
  });

  test.each<[string, unknown]>([
    ['an argument that is not there', [{ arg: 1, at: [] }]],
    ['an argument that is no number', [{ arg: 'length', at: [{ den: 1n, terms: [] }] }]],
    ['too few subscripts', [{ arg: 0, at: [] }]],
    ['no list', {}],
  ])('refused: derivatives by %s', (_, by) => {
    const term = { ...(scalar('h(c)') as Scalar & { tag: 'apply' }), by: by as readonly Place[] };
    refused({ rule: 'refl', term });
  });
});

describe('declarations that are refused', () => {
  test('a derivative as a function', () => {
    expect(() => base.withFunction("d'", ['number'])).toThrow();
  });

  test('an operation with a derivative by its parameter', () => {
    const inner = prelude().withTensor('A', []);
    const decl = {
      key: 'slope/0',
      symbol: 'slope',
      params: [{ kind: 'tensor' as const, name: 'A', sizes: [] }],
      dims: [],
      indices: [],
    };
    expect(
      prelude()
        .withOp({ ...decl, body: reader(inner).scalar('A^2') })
        .ops.has('slope/0'),
    ).toBe(true);
    expect(() => prelude().withOp({ ...decl, body: reader(inner).scalar('diff(A^2, A)') })).toThrow();
  });
});
