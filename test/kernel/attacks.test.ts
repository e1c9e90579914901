// Attempts to prove something false. Each row is a proof, or a use of the doors, that would show 0 = 1 or the like;
// the kernel must refuse every one.

import { describe, expect, test } from 'vitest';
import { check, checkDiffer, checkHolds, Rejected, rules, Theorem } from '../../src/kernel/kernel.js';
import type { Proof } from '../../src/kernel/proof.js';
import { type Refutation, refute } from '../../src/sets/index.js';
import { always, type Cond, equals, never, nonNegative } from '../../src/term/cond.js';
import { Env, type OpDecl, type Reach, upTo } from '../../src/term/env.js';
import { termKey } from '../../src/term/key.js';
import {
  add as addPoly,
  constant,
  floorOf,
  one,
  type Poly,
  sub,
  substitute,
  variable,
} from '../../src/term/poly.js';
import { prelude } from '../../src/term/prelude.js';
import {
  add,
  apply,
  type Binder,
  binder,
  diff,
  entry,
  iverson,
  line,
  matrix,
  mul,
  number,
  op,
  reduce,
  type Scalar,
  sum,
  type Term,
  tensor,
  value,
} from '../../src/term/term.js';

/** A certificate that shows nothing. */
const nothing: Refutation = { tag: 'farkas', steps: [] };

const k = variable('k');
const M = variable('M');
const empty = Env.empty;
const base = Env.empty
  .withSizes(['M'])
  .withTensor('x', [upTo('M')])
  .withTensor('y', [upTo('M')])
  .withFunction('f', ['number']);
const zero: Scalar = number(0);
const unit: Scalar = number(1);
const x = (at: Poly): Scalar => entry(tensor('x'), [at]);

/** Data that the types of the constructors forbid. */
function forged<T>(thing: unknown): T {
  return thing as T;
}

function polynomial(den: unknown, ...terms: readonly (readonly [unknown, unknown])[]): Poly {
  return forged(
    Object.freeze({
      den,
      terms: Object.freeze(terms.map(([key, coef]) => Object.freeze({ key, coef }))),
    }),
  );
}

function trans(...proofs: Proof[]): Proof {
  return { rule: 'trans', proofs };
}

function ring(left: Scalar, right: Scalar): Proof {
  return { rule: 'ring', left, right };
}

function refused(env: Env, proof: Proof, hyps: readonly Cond[] = []): void {
  expect(() => check(env, hyps, proof)).toThrow();
}

describe('terms that change', () => {
  /** A term that was 0 when its key was asked for, and is 1 from then on. */
  function turncoat(freeze: boolean): Scalar {
    const node: { tag: 'value'; value: Poly } = { tag: 'value', value: constant(0) };
    termKey(node);
    node.value = one;
    return freeze ? Object.freeze(node) : node;
  }

  test.each([[false], [true]])('a value mutated after its key was computed, frozen at last: %s', (freeze) => {
    const t = turncoat(freeze);
    // Only a proof that connects 0 with the term under its old key goes wrong.
    refused(empty, trans({ rule: 'refl', term: zero }, ring(t, unit)));
    refused(empty, trans(ring(unit, t), { rule: 'refl', term: zero }));
  });

  test('a frozen node around a polynomial that is not', () => {
    const terms = [{ key: '', coef: 0n }];
    const t: Scalar = Object.freeze({ tag: 'value', value: { den: 1n, terms } });
    termKey(t);
    terms[0] = { key: '', coef: 1n };
    refused(empty, trans(ring(number(0), t), ring(t, unit)));
    refused(empty, trans({ rule: 'refl', term: zero }, ring(t, unit)));
  });

  test('a theorem does not follow its data', () => {
    const loose = { name: 'm', lo: one, hi: constant(2) };
    const left = reduce('sum', [loose], unit);
    const proof: Proof = { rule: 'evaluate', left, right: number(2) };
    let theorem: Theorem;
    try {
      theorem = check(empty, [], proof);
    } catch {
      return;
    }
    loose.hi = constant(3);
    const claim = theorem.claim;
    expect(claim.tag === 'equal' && termKey(claim.left)).toBe(
      termKey(reduce('sum', [binder('m', one, constant(2))], unit)),
    );
  });

  test('assumptions, claim and conditions of a theorem stay', () => {
    const impossible = nonNegative(constant(-1));
    const hyps = [impossible];
    const theorem = check(empty, hyps, {
      rule: 'absurd',
      left: zero,
      right: unit,
      cert: refute(hyps) ?? nothing,
    });
    hyps.length = 0;
    expect(theorem.hyps).toHaveLength(1);
    expect(Object.isFrozen(theorem.hyps)).toBe(true);
    expect(Object.isFrozen(theorem.claim)).toBe(true);
    const holds = checkHolds(empty, [impossible], nonNegative(constant(-2)), refute([impossible]) ?? nothing);
    expect(Object.isFrozen(holds.claim)).toBe(true);
    const differ = checkDiffer(empty, [], zero, unit, new Map());
    expect(Object.isFrozen(differ.claim)).toBe(true);
  });

  test('a condition that turns around', () => {
    const cond = { tag: 'ge' as const, form: constant(-1) };
    const hyps: Cond[] = [cond];
    let theorem: Theorem;
    try {
      theorem = check(empty, hyps, {
        rule: 'absurd',
        left: zero,
        right: unit,
        cert: refute(hyps) ?? nothing,
      });
    } catch {
      return;
    }
    cond.form = constant(1);
    expect(theorem.hyps[0]).toEqual(nonNegative(constant(-1)));
  });

  test('a getter that answers twice', () => {
    let asked = 0;
    const part = {
      get coef(): Scalar {
        asked += 1;
        return asked === 1 ? unit : value(variable('m'));
      },
      body: unit,
    };
    const m = binder('m', one, constant(2));
    try {
      const { claim } = check(empty, [], { rule: 'linear', binders: [m], parts: [part] });
      expect(claim.tag === 'equal' && termKey(claim.left)).toBe(termKey(sum([m], mul([unit, unit]))));
    } catch {}
  });

  test('x_0 = 0 by a list of subscripts with a hole, which is not looked at and reads as 0', () => {
    const env = Env.empty.withTensor('z', [{ lo: constant(0), hi: constant(3) }]);
    const at = Object.freeze(new Array<Poly>(1));
    const hollow: Scalar = Object.freeze({ tag: 'entry', tensor: tensor('z'), at });
    const outside: Proof = {
      rule: 'zero-extension',
      term: hollow,
      cond: never,
      cert: { tag: 'cases', of: 0, refutations: [] },
    };
    refused(env, outside);
    refused(
      env,
      trans(
        { rule: 'refl', term: entry(tensor('z'), [constant(0)]) },
        outside,
        ring(mul([iverson(never), hollow]), zero),
      ),
    );
  });

  test.each([0, 1, 2, 3, 4, 5, 6])(
    'subscripts of a definition that are others after %i questions',
    (answers) => {
      let asked = 0;
      const indices = new Proxy(['i'], {
        get: (list, key) => (key !== '0' ? Reflect.get(list, key) : asked++ < answers ? 'i' : 'j'),
      });
      const kept = (): unknown =>
        base.withDefinition('s', [upTo('M')], indices, value(variable('i'))).tensors.get('s')?.definition
          ?.indices;
      // Were they j when they are kept, s_<1> would be i for all i.
      if (answers === 0) expect(kept).toThrow('which nothing binds');
      else expect(kept()).toEqual(['i']);
    },
  );

  test('an array that answers differently to each question', () => {
    class Double extends Array<Scalar> {
      override map<U>(each: (value: Scalar, index: number, array: Scalar[]) => U): U[] {
        return [unit].map(each as (value: Scalar) => U);
      }
    }
    const args = new Double();
    args.push(zero);
    Object.freeze(args);
    const t: Scalar = Object.freeze({ tag: 'add', args });
    try {
      const { claim } = check(empty, [], ring(t, unit));
      expect(claim.tag === 'equal' && claim.left.tag === 'add' && claim.left.args[0] === zero).toBe(false);
    } catch {}
  });
});

describe('polynomials that are none', () => {
  const twice = value(polynomial(1n, ['', 1n], ['', 1n]));
  const infinite = value(polynomial(0n, ['', 1n]));

  test.each<[string, Poly]>([
    ['a monomial twice', polynomial(1n, ['', 1n], ['', 1n])],
    ['a denominator 0', polynomial(0n, ['', 1n])],
    ['a negative denominator', polynomial(-1n, ['', 1n])],
    ['a common factor', polynomial(2n, ['', 2n])],
    ['a coefficient 0', polynomial(1n, ['', 0n])],
    ['names out of order in a monomial', polynomial(1n, ['m*k', 1n])],
    ['monomials out of order', polynomial(1n, ['k', 1n], ['', 1n])],
    ['a machine number', polynomial(1n, ['', 1])],
    ['a fraction as coefficient', polynomial(1n, ['', 0.5])],
    ['a text as coefficient', polynomial(1n, ['k', '1m,1'])],
    ['a denominator that is a machine number', polynomial(1, ['k', 1n])],
    ['a key that is no text', polynomial(1n, [Object.freeze(['k']), 1n])],
    ['an invented bound name', variable('$0')],
    ['an empty name in a product', polynomial(1n, ['*k', 1n])],
    ['a name with a bracket', variable('k]')],
    ['a name with a comma', variable('k,1m')],
    ['monomials that are no list', forged(Object.freeze({ den: 1n, terms: Object.freeze({ length: 0 }) }))],
  ])('%s', (_, poly) => {
    refused(base, { rule: 'refl', term: value(poly) });
    refused(base, { rule: 'refl', term: x(poly) });
    refused(base, { rule: 'refl', term: forged<Term>(Object.freeze({ tag: 'reciprocal', of: poly })) });
    refused(base, { rule: 'refl', term: sum([binder('m', one, poly)], unit) });
    refused(base, {
      rule: 'refl',
      term: forged<Term>(Object.freeze({ tag: 'iverson', cond: Object.freeze({ tag: 'ge', form: poly }) })),
    });
  });

  test('1 = 2 by a monomial that stands twice', () => {
    refused(empty, trans(ring(unit, twice), { rule: 'evaluate', left: twice, right: number(2) }));
  });

  test('0 = 1 by 1/0 + 1 = 1/0 under a sum', () => {
    const m = binder('m', one, one);
    const u = sum([m], infinite);
    const split = sum([m], add([mul([unit, infinite]), mul([unit, unit])]));
    refused(empty, trans(ring(add([u, mul([number(-1), u])]), zero)), [
      nonNegative(polynomial(0n, ['', 1n])),
    ]);
    refused(empty, {
      rule: 'inside',
      term: u,
      path: [0],
      proof: ring(infinite, add([mul([unit, infinite]), mul([unit, unit])])),
    });
    refused(empty, { rule: 'refl', term: split });
  });

  test('a reciprocal of 0', () => {
    refused(empty, {
      rule: 'refl',
      term: forged<Term>(Object.freeze({ tag: 'reciprocal', of: polynomial(1n, ['', 0n]) })),
    });
    refused(empty, {
      rule: 'refl',
      term: forged<Term>(Object.freeze({ tag: 'reciprocal', of: constant(0) })),
    });
  });
});

describe('names that mean two things', () => {
  test('an assumption about a name that only keys have', () => {
    // sum_i x_i = sum_i x_$0 with the key of the bound index: 3 different entries would be one.
    const i = binder('i', one, constant(3));
    const v = binder('v', one, one);
    const u = binder('u', one, one);
    const dollar = variable('$0');
    const hyps = [equals(dollar, one)];
    const cert = (conds: readonly Cond[]) => refute(conds) ?? nothing;
    const inV = [nonNegative(sub(variable('v'), one)), nonNegative(sub(one, variable('v')))];
    const inU = [nonNegative(sub(variable('u'), one)), nonNegative(sub(one, variable('u')))];
    const negative = (p: Poly): Cond => nonNegative(sub(constant(-1), p));
    const goals = (p: Poly, q: Poly, from: readonly Cond[]) =>
      [cert([...hyps, ...from, negative(sub(p, q))]), cert([...hyps, ...from, negative(sub(q, p))])] as const;
    refused(
      base,
      {
        rule: 'reindex',
        op: 'sum',
        from: { binders: [v], guard: always, body: sum([i], x(variable('i'))) },
        to: { binders: [u], guard: always, body: sum([i], x(variable('u'))) },
        forward: [dollar],
        back: [one],
        certs: {
          into: [...goals(dollar, one, inV)],
          integral: [null],
          onto: [...goals(one, one, inU)],
          leftInverse: [goals(one, variable('v'), inV)],
          rightInverse: [goals(dollar, variable('u'), inU)],
        },
      },
      hyps,
    );
    expect(() => checkHolds(empty, hyps, hyps[0] as Cond, cert([...hyps, negative(dollar)]))).toThrow();
  });

  test('the index of all cells is no name of a formula', () => {
    // stride(x, k#0, 2) has the entries x_1 and x_{k#0 + 1}; written out with k#0 as the cell it would have x_1, x_3.
    const env = prelude().withTensor('z', [upTo(constant(5))]);
    const left = op('stride/1,_,_', [tensor('z'), variable('k#0'), constant(2)]);
    const right = op('stride/1,_,_', [tensor('z'), constant(2), constant(2)]);
    refused(env, { rule: 'evaluate', left, right });
    // At k#0 = 2 they are equal, at k#0 = 1 they are not.
    expect(() => checkDiffer(env, [], left, right, new Map([['k#0', 2n]]))).toThrow();
    expect(Theorem.is(checkDiffer(env, [], left, right, new Map([['k#0', 1n]])))).toBe(true);
  });

  test('a bound name that a renaming makes a size', () => {
    // The inner k of w becomes k' when w_1 is unfolded, and k' is the length of z.
    const env = Env.empty
      .withSizes(["k'"])
      .withTensor('z', [upTo("k'")])
      .withDefinition(
        'w',
        [upTo(constant(3))],
        ['k'],
        sum([binder('k', one, constant(3))], entry(tensor('z'), [addPoly(k, one)])),
      );
    const w1 = entry(tensor('w'), [one]);
    refused(env, { rule: 'evaluate', left: w1, right: zero });
    // At k' = 2, w_1 = z_2.
    expect(() =>
      checkDiffer(env, [], w1, entry(tensor('z'), [constant(2)]), new Map([["k'", 2n]])),
    ).toThrow();
    expect(Theorem.is(checkDiffer(env, [], w1, zero, new Map([["k'", 2n]])))).toBe(true);
  });

  const operation = (key: string, params: OpDecl['params'], body: Scalar): OpDecl => ({
    key,
    symbol: 'f',
    params,
    dims: [upTo(one)],
    indices: ['i'],
    body,
  });

  test('operations whose keys run together', () => {
    const a = { kind: 'tensor', name: 'A', sizes: ['P'] } as const;
    const b = { kind: 'tensor', name: 'B', sizes: ['Q'] } as const;
    const first = empty.withOp(operation('f/1,1', [a, b], zero));
    // With the key `f/1,1 @x`, the term f(y) would have the key of f(x, y).
    expect(() => first.withOp(operation('f/1,1 @x', [b], unit))).toThrow();
    expect(() => first.withOp({ ...operation('f/1,1 @x/1', [b], unit), symbol: 'f/1,1 @x' })).toThrow();
    expect(() => empty.withOp(operation('f/1\u0001', [a], unit))).toThrow();
    expect(() => empty.withOp(operation('f)', [a], unit))).toThrow();
  });

  test.each<[string, unknown]>([
    ['a list', Object.freeze(['m'])],
    ['a number', 3],
    ['a bound level', '$0'],
    ['a product', 'k*m'],
    ['nothing', ''],
    ['a bracket', 'm]'],
  ])('%s as the name of a bound index', (_, name) => {
    refused(base, { rule: 'refl', term: sum([binder(forged<string>(name), one, constant(2))], unit) });
    refused(base, {
      rule: 'telescope',
      binder: binder(forged<string>(name), one, constant(2)),
      summand: one,
      antiderivative: variable('m'),
      cert: nothing,
    });
  });
});

describe('nodes that are none', () => {
  const cond = nonNegative(k);
  test.each<[string, unknown]>([
    ['an unknown tag', { tag: 'wish', value: one }],
    ['no tag', { value: one }],
    ['nothing', null],
    ['a number', 1],
    ['a text', 'x'],
    [
      'an unknown reduction',
      { tag: 'reduce', op: 'mean', binders: Object.freeze([binder('m', one, one)]), body: unit },
    ],
    ['a reduction that binds nothing', reduce('sum', [], unit)],
    ['a tensor in place of a number', { tag: 'add', args: Object.freeze([unit, tensor('x')]) }],
    ['a number in place of a tensor', { tag: 'entry', tensor: unit, at: Object.freeze([]) }],
    ['arguments that are no list', { tag: 'add', args: Object.freeze({ length: 0 }) }],
    [
      'an unknown condition',
      { tag: 'iverson', cond: Object.freeze({ tag: 'xor', args: Object.freeze([cond, cond]) }) },
    ],
    ['a condition without arguments', { tag: 'iverson', cond: Object.freeze({ tag: 'and' }) }],
    ['a divisor 0', { tag: 'iverson', cond: Object.freeze({ tag: 'div', divisor: 0n, form: k }) }],
    [
      'a divisor that is a machine number',
      { tag: 'iverson', cond: Object.freeze({ tag: 'div', divisor: 2, form: k }) },
    ],
    ['a negative exponent', { tag: 'pow', base: unit, exponent: -1 }],
    ['an exponent that is no integer', { tag: 'pow', base: unit, exponent: 0.5 }],
    ['an exponent that is a text', { tag: 'pow', base: unit, exponent: '2' }],
    ['an unknown function', { tag: 'apply', fn: 'g', args: Object.freeze([unit]) }],
    ['a function with too many arguments', { tag: 'apply', fn: 'f', args: Object.freeze([unit, unit]) }],
    ['an unknown tensor', entry(tensor('nobody'), [one])],
    ['too few subscripts', entry(tensor('x'), [])],
    ['too many subscripts', entry(tensor('x'), [one, one])],
    ['an unknown operation', entry(op('rot/1', [tensor('x')]), [one])],
    ['an index expression in place of a tensor', entry(op('rot180/1', [one]), [one])],
    ['an argument too many', entry(op('rot180/1', [tensor('x'), tensor('x')]), [one])],
    ['rows of two lengths', entry(matrix([[unit], [unit, unit]]), [one, one])],
    ['a matrix without rows', entry(matrix([]), [one, one])],
    ['a fractional subscript', x(constant(1, 2))],
  ])('%s', (_, node) => {
    const term = forged<Scalar>(typeof node === 'object' && node !== null ? Object.freeze(node) : node);
    const env = prelude()
      .withSizes(['M'])
      .withTensor('x', [upTo('M')])
      .withFunction('f', ['number']);
    refused(env, { rule: 'refl', term });
    refused(env, { rule: 'refl', term: add([unit, term]) });
    refused(env, ring(term, term));
    expect(() =>
      checkDiffer(
        env,
        [],
        term,
        unit,
        new Map([
          ['k', 1n],
          ['M', 2n],
        ]),
      ),
    ).toThrow();
  });
});

describe('doors', () => {
  test('a theorem is made by the kernel only', () => {
    const forge = forged<new (...args: unknown[]) => Theorem>(Theorem);
    expect(() => new forge(Symbol('kernel'), base, [], { tag: 'equal', left: zero, right: unit })).toThrow();
    expect(
      () => new forge(Symbol.for('kernel'), base, [], { tag: 'equal', left: zero, right: unit }),
    ).toThrow();
    expect(() => Reflect.construct(forge, [undefined, base, []])).toThrow();
    const real = check(empty, [], { rule: 'refl', term: unit });
    expect(Theorem.is(real)).toBe(true);
    for (const fake of [
      Object.create(Theorem.prototype),
      structuredClone(real),
      { ...real },
      Object.create(real),
      new Proxy(real, {}),
      null,
      undefined,
      1,
    ]) {
      expect(Theorem.is(fake)).toBe(false);
    }
    class Heir extends forge {}
    expect(() => new Heir(Symbol('kernel'), base, [], { tag: 'equal', left: zero, right: unit })).toThrow();
  });

  test('a theorem cannot be changed', () => {
    const real = forged<Record<string, unknown>>(check(empty, [], { rule: 'refl', term: unit }));
    for (const field of ['env', 'hyps', 'claim'])
      expect(() => Object.assign(real, { [field]: null })).toThrow();
    expect(() => Object.assign(real.claim as object, { right: zero })).toThrow();
  });

  test('the table of rules is closed', () => {
    const table = forged<Record<string, unknown>>(rules);
    expect(() => Object.assign(table, { wish: rules.refl })).toThrow();
    expect(() => Object.assign(rules.refl, { replay: () => ({ left: zero, right: unit }) })).toThrow();
  });

  test.each([['wish'], ['toString'], ['__proto__'], ['constructor'], [''], [undefined], [null], [1]])(
    'no rule is called %s',
    (rule) => {
      refused(base, forged<Proof>({ rule, left: zero, right: unit, proof: { rule: 'refl', term: unit } }));
    },
  );

  test.each([[null], [undefined], [1], ['refl'], [[]], [{}], [() => ({ rule: 'refl', term: unit })]])(
    '%s is no proof',
    (proof) => {
      refused(base, forged<Proof>(proof));
    },
  );

  test('a proof inside itself ends', () => {
    const proof: { rule: 'sym'; proof: Proof } = { rule: 'sym', proof: { rule: 'refl', term: unit } };
    proof.proof = proof;
    refused(empty, proof);
  });

  test('the environment is the real one', () => {
    const fake = forged<Env>({
      sizes: new Set(),
      functions: new Map(),
      ops: new Map(),
      tensors: new Map([
        [
          's',
          { name: 's', dims: [], definition: { indices: [], body: add([entry(tensor('s'), []), unit]) } },
        ],
      ]),
    });
    const s = entry(tensor('s'), []);
    refused(fake, { rule: 'unfold', term: s });
    expect(() =>
      checkHolds(fake, [], nonNegative(one), refute([nonNegative(constant(-2))]) ?? nothing),
    ).toThrow();
    expect(() => checkDiffer(fake, [], zero, unit, new Map())).toThrow();
    const heir = forged<Env>(Object.assign(Object.create(Env.prototype), fake));
    refused(heir, { rule: 'refl', term: unit });
    const forge = forged<new (...args: unknown[]) => Env>(Env);
    expect(() => new forge(Symbol('env'), new Set(), fake.tensors, new Map(), new Map())).toThrow();
    expect(() => new forge(new Set(), fake.tensors, new Map(), new Map())).toThrow();
  });

  test('the environment cannot be changed', () => {
    const s = entry(tensor('s'), []);
    const body = add([s, unit]);
    const loop = { name: 's', dims: [], definition: { indices: [], body } };
    for (const table of ['tensors', 'sizes', 'ops', 'functions'] as const) {
      const inside = forged<Map<string, unknown>>(base[table]);
      expect(() => inside.set('s', loop)).toThrow();
      expect(() => Map.prototype.set.call(inside, 's', loop)).toThrow();
      expect(() => Set.prototype.add.call(inside, 's')).toThrow();
      expect(() => inside.delete('x')).toThrow();
      expect(() => inside.clear()).toThrow();
    }
    expect(() => refused(base, { rule: 'unfold', term: s })).not.toThrow();
  });

  test.each<[string, object, string]>([
    ['a question to the environment', Env.prototype, 'independent'],
    ['whether it is an environment', Env, 'is'],
    ['whether it is a theorem', Theorem, 'is'],
    ['a declaration asked for', Object.getPrototypeOf(base.tensors), 'get'],
    ['whether a name is a size', Object.getPrototypeOf(base.sizes), 'has'],
  ])('%s is not answered by others', (_, owner, name) => {
    const answer = Reflect.get(owner, name);
    expect(Reflect.set(owner, name, () => true)).toBe(false);
    expect(Reflect.get(owner, name)).toBe(answer);
  });

  test('declarations do not follow their data', () => {
    const dims = [upTo(constant(1))];
    const indices = ['i'];
    const env = Env.empty
      .withTensor('z', dims)
      .withDefinition('w', dims, indices, entry(tensor('z'), [variable('i')]));
    dims[0] = upTo(constant(2));
    dims.push(upTo(one));
    indices[0] = 'j';
    expect(env.tensors.get('z')?.dims).toEqual([upTo(one)]);
    expect(env.tensors.get('w')?.definition?.indices).toEqual(['i']);
    expect(Object.isFrozen(env.tensors.get('w')?.definition)).toBe(true);
    const decl = {
      key: 'g/_',
      symbol: 'g',
      params: [{ kind: 'index' as const, name: 'c' }],
      dims: [upTo(one)],
      indices: ['i'],
      body: unit,
    };
    const ops = Env.empty.withOp(decl);
    decl.body = zero;
    expect(termKey((ops.ops.get('g/_') as OpDecl).body)).toBe(termKey(unit));
  });
});

describe('definitions', () => {
  const s = entry(tensor('s'), []);
  const i = variable('i');
  test.each<[string, () => Env]>([
    ['uses itself', () => base.withDefinition('s', [], [], add([s, unit]))],
    ['uses a tensor that is not declared', () => base.withDefinition('s', [], [], entry(tensor('t'), []))],
    ['uses a free index', () => base.withDefinition('s', [], [], value(k))],
    ['defines a used name', () => base.withDefinition('x', [upTo('M')], ['i'], x(i))],
    ['has a size as subscript', () => base.withDefinition('s', [upTo('M')], ['M'], x(M))],
    ['has one subscript twice', () => base.withDefinition('s', [upTo('M'), upTo('M')], ['i', 'i'], x(i))],
    ['has too few subscripts', () => base.withDefinition('s', [upTo('M')], [], unit)],
    ['has a shape with an unknown size', () => base.withDefinition('s', [upTo('K')], ['i'], unit)],
    ['has a shape that depends on its subscript', () => base.withDefinition('s', [upTo('i')], ['i'], unit)],
    ['has half a dimension', () => base.withTensor('s', [upTo(constant(1, 2))])],
    ['has an impossible name', () => base.withTensor('s[', [])],
    ['has no proper name', () => base.withTensor(forged<string>(Object.freeze(['s'])), [])],
    [
      'has a dimension that is no polynomial',
      () => base.withTensor('s', [upTo(polynomial(1n, ['', 1n], ['', 1n]))]),
    ],
    ['names a size with a star', () => base.withSizes(['A*B'])],
    ['names a function with a space', () => base.withFunction('f x', ['number'])],
    [
      'has a body that can change',
      () => base.withDefinition('s', [], [], { tag: 'value', value: { den: 1n, terms: [] } }),
    ],
  ])('refused: a declaration that %s', (_, declare) => {
    expect(declare).toThrow();
  });

  // The false recurrence s_i = s_i + 1 would prove 0 = 1.
  const sequence = [{ lo: constant(0), hi: null }];
  const own = (at: Poly): Scalar => entry(tensor('s'), [at]);
  const recurrence = (body: Scalar, dims: readonly Reach[] = sequence, along = 0): Env =>
    prelude()
      .withSizes(['M'])
      .withTensor('x', [upTo('M')])
      .withFunction('f', ['number'])
      .withFunction('h', ['any'])
      .withRecurrence('s', dims, ['i'], along, body);
  test.each<[string, () => Env]>([
    ['uses the entry itself', () => recurrence(add([own(i), unit]))],
    ['uses later entries', () => recurrence(own(addPoly(i, constant(1))))],
    ['uses entries that may be any', () => recurrence(own(k))],
    ['goes back by a size, which may be negative where it is assumed', () => recurrence(own(sub(i, M)))],
    ['goes back by half a step', () => recurrence(own(sub(i, constant(1, 2))))],
    ['halves its index', () => recurrence(own(floorOf(i, constant(2))))],
    [
      'uses itself under a sum that binds its index',
      () => recurrence(sum([binder('i', constant(1), constant(3))], own(sub(i, constant(1))))),
    ],
    ['uses itself as a whole', () => recurrence(apply('h', [tensor('s')]))],
    ['uses itself in the argument of a function', () => recurrence(apply('f', [own(i)]))],
    [
      'uses itself through an operation',
      () => recurrence(entry(op('rot180/1', [tensor('s')]), [sub(i, constant(1))]), [upTo('M')]),
    ],
    ['uses itself in a derivative', () => recurrence(diff(own(sub(i, constant(1))), 'x', [constant(1)]))],
    ['has no first entry', () => recurrence(own(sub(i, constant(1))), [{ lo: null, hi: null }])],
    ['goes along a subscript that it has not', () => recurrence(own(sub(i, constant(1))), sequence, 1)],
  ])('refused: a recurrence that %s', (_, declare) => {
    expect(declare).toThrow();
  });

  test('what is known of a recurrence is not known where its entries are variables', () => {
    const env = recurrence(add([own(sub(i, constant(1))), unit]));
    const term = diff(own(k), 's', [k]);
    const unfolded: Proof = { rule: 'inside', term, path: [0], proof: { rule: 'unfold', term: own(k) } };
    expect(() => check(env, [], unfolded)).toThrow(Rejected);
  });

  test.each<[string, Partial<OpDecl>]>([
    ['uses itself', { body: entry(op('g/1', [tensor('A')]), [i]) }],
    ['uses a tensor of its surroundings', { body: x(i) }],
    ['uses a size of its surroundings', { body: value(M) }],
    ['uses a free index', { body: value(k) }],
    ['has a shape of its own', { dims: [upTo('M')] }],
    ['has half a dimension', { dims: [upTo(constant(1, 2))] }],
    ['has a parameter as subscript', { indices: ['P'] }],
    ['has too few subscripts', { indices: [] }],
    ['has a subscript without a proper name', { indices: [']'] }],
  ])('refused: an operation that %s', (_, change) => {
    const decl: OpDecl = {
      key: 'g/1',
      symbol: 'g',
      params: [{ kind: 'tensor', name: 'A', sizes: ['P'] }],
      dims: [upTo('P')],
      indices: ['i'],
      body: entry(tensor('A'), [i]),
    };
    expect(base.withOp(decl).ops.has('g/1')).toBe(true);
    expect(() => base.withOp({ ...decl, ...change })).toThrow();
  });

  test('refused: an operation defined twice', () => {
    const decl = prelude().ops.get('rot180/1') as OpDecl;
    expect(() => prelude().withOp({ ...decl, body: unit })).toThrow();
  });
});

describe('what the search may not get through', () => {
  const m: Binder = binder('m', one, constant(3));
  test('substitution does not capture', () => {
    const body = sum([m], x(addPoly(k, variable('m'))));
    const env = Env.empty
      .withSizes(['M'])
      .withTensor('x', [upTo('M')])
      .withDefinition('w', [upTo('M')], ['k'], body);
    const { claim } = check(env, [], { rule: 'unfold', term: entry(tensor('w'), [variable('m')]) });
    const free = claim.tag === 'equal' ? termKey(claim.right) : '';
    expect(free).toContain('@x[1$0,1m,]');
    expect(substitute(k, new Map([['k', M]]))).toEqual(M);
  });
});

describe('one cell of large tensors', () => {
  const size = constant(1_000_000_000n);
  const env = Env.empty
    .withTensor('w', [upTo(size), upTo(size)])
    .withDefinition(
      'v',
      [upTo(size), upTo(size)],
      ['i', 'j'],
      entry(tensor('w'), [variable('j'), variable('i')]),
    );
  const [w, v] = [tensor('w'), tensor('v')];

  test('tells the tensors apart without the others', () => {
    const theorem = checkDiffer(env, [], w, v, new Map(), [1n, 2n]);
    expect(theorem.claim).toMatchObject({ tag: 'differ', left: w, right: v });
  });

  test.each<[string, readonly bigint[]]>([
    ['an equal one', [2n, 2n]],
    ['one outside', [0n, 1n]],
    ['a row', [1n]],
    ['no cell', []],
  ])('%s does not', (_, cell) => {
    expect(() => checkDiffer(env, [], w, v, new Map(), cell)).toThrow(Rejected);
  });
});

test.each(['reals', 'integers'] as const)('a function called %s is no sign over that line', (name) => {
  const env = base.withFunction(name, ['number']);
  const [sign, application] = [line(name, 't', x(one)), apply(name, [x(one)])];
  refused(env, trans({ rule: 'refl', term: sign }, { rule: 'refl', term: application }));
  refused(env, ring(sign, application));
});
