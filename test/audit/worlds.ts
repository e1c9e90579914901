// The worlds that families of statements live in.

import { type Index, index, minus, named, plus, scaled } from './affine.js';
import { both, compare } from './condition.js';
import { entry, guard, mul, sum } from './formula.js';
import type { Random } from './random.js';
import type { Tensor, World } from './world.js';

const upTo = (hi: Index): readonly [Index, Index] => [index(1), hi];
const M = named('M');
const N = named('N');

/** Tensors of many shapes over two sizes; `u` is a number without subscripts. */
export const plain: World = {
  sizes: ['M', 'N'],
  tensors: [
    { name: 'u', dims: [] },
    { name: 'a', dims: [upTo(M)] },
    { name: 'b', dims: [upTo(N)] },
    { name: 'x', dims: [upTo(index(-1, ['M', 1], ['N', 1]))] },
    { name: 'z', dims: [[index(0), M]] },
    { name: 'c', dims: [upTo(M), upTo(N)] },
    { name: 'd', dims: [upTo(M), upTo(M)] },
  ],
  functions: ['f', 'g'],
  indices: [
    { name: 'k', range: upTo(M) },
    { name: 'l', range: [index(0), N] },
    { name: 'i', range: null },
  ],
  assumptions: [],
  equal: new Map(),
};

/** Worlds with assumptions: a valid convolution with a stride, sizes in order, sizes that are not small. */
export function assumed(random: Random): World {
  const base = {
    ...plain,
    sizes: ['M', 'N', 'I'],
    tensors: [...plain.tensors, { name: 'y', dims: [[index(1), named('I')] as const] }],
  };
  const s = random.int(1, 3);
  switch (random.int(0, 3)) {
    case 0:
      return {
        ...base,
        assumptions: [compare(M, '<=', named('I'))],
        indices: [{ name: 'k', range: [index(1), index(1, ['I', 1], ['M', -1])] }, ...plain.indices.slice(1)],
      };
    case 1: {
      const size = plus(scaled(named('K'), s), index(-s, ['M', 1]));
      return {
        ...base,
        sizes: ['M', 'K', 'I'],
        tensors: base.tensors.filter(({ dims }) => dims.every((ends) => ends.every((a) => !a.has('N')))),
        assumptions: [compare(named('I'), '=', size)],
        equal: new Map([['I', size]]),
        indices: [
          { name: 'k', range: [index(1), named('K')] },
          { name: 'i', range: [index(1), named('I')] },
        ],
      };
    }
    case 2:
      return { ...plain, assumptions: [compare(M, '>=', index(3))] };
    default:
      return { ...plain, assumptions: [compare(M, '<', N)] };
  }
}

/** A symbolic stride: S*k and S*k-S+1 with a free index k. */
export const strided: World = {
  ...plain,
  sizes: ['M', 'S'],
  tensors: [
    { name: 'a', dims: [[index(1), named('M')]] },
    { name: 'x', dims: [[index(1), index(0, ['M S', 1])]] },
    { name: 'z', dims: [[index(0), plus(named('M'), named('S'))]] },
    {
      name: 'c',
      dims: [
        [index(1), named('M')],
        [index(1), named('S')],
      ],
    },
  ],
  indices: [
    { name: 'k', range: [index(1), named('M')] },
    { name: 'l', range: [index(0), named('S')] },
  ],
};

/** Operations of the prelude, with their entries by hand. */
const operations: readonly Tensor[] = [
  {
    name: 'rot180(a)',
    dims: [upTo(M)],
    of: ['a'],
    byHand: ([s]) => entry('a', minus(plus(M, 1), s as Index)),
  },
  {
    name: 'transpose(c)',
    dims: [upTo(N), upTo(M)],
    of: ['c'],
    byHand: ([s, t]) => entry('c', t as Index, s as Index),
  },
  {
    name: 'rot90(c)',
    dims: [upTo(N), upTo(M)],
    of: ['c'],
    byHand: ([s, t]) => entry('c', minus(plus(M, 1), t as Index), s as Index),
  },
  {
    name: 'pad(b, 1)',
    dims: [upTo(plus(N, 2))],
    of: ['b'],
    byHand: ([s]) => entry('b', minus(s as Index, 1)),
  },
  {
    name: 'full(a, b)',
    dims: [upTo(index(-1, ['M', 1], ['N', 1]))],
    of: ['a', 'b'],
    byHand: ([s], fresh) => {
      const m = fresh();
      const other = minus(plus(s as Index, 1), named(m));
      return sum(m, index(1), M, mul(entry('a', named(m)), entry('b', other)));
    },
  },
  {
    name: 'dilate(a, 2)',
    dims: [upTo(index(-1, ['M', 2]))],
    of: ['a'],
    byHand: ([s], fresh) => {
      const m = fresh();
      const place = minus(scaled(named(m), 2), 1);
      return sum(m, index(1), M, guard(compare(s as Index, '=', place), entry('a', named(m))));
    },
  },
  {
    name: 'a * b',
    dims: [upTo(index(1, ['N', 1], ['M', -1]))],
    of: ['a', 'b'],
    byHand: ([s], fresh) => {
      const m = fresh();
      const at = s as Index;
      const other = plus(minus(at, 1), named(m));
      const all = sum(m, index(1), M, mul(entry('a', named(m)), entry('b', other)));
      return guard(both(compare(index(1), '<=', at), compare(at, '<=', index(1, ['N', 1], ['M', -1]))), all);
    },
  },
];

/** Operations of the prelude among the tensors. */
export const operated: World = { ...plain, tensors: [...plain.tensors, ...operations, ...operations] };
