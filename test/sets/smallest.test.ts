// Smallest points: an objective, then an order of names.

import { describe, expect, test } from 'vitest';
import { SetsLimit, smallest, smallestWhere } from '../../src/sets/index.js';
import { conds, form } from './text.js';

const text = (point: ReadonlyMap<string, bigint> | null): string =>
  point === null ? 'none' : [...point].map(([name, value]) => `${name}=${value}`).join(' ');

describe('smallest', () => {
  test.each([
    ['x + y >= 3, x >= 1, y >= 1', 'x + y', 'x', 'x=1 y=2'],
    ['x + y >= 3, x >= 1, y >= 1', 'x + y', 'y', 'x=2 y=1'],
    ['2x = 3y, x >= 1', 'x', '', 'x=3 y=2'],
    ['M >= 1, N >= 1, 1 <= m <= M, m != 1', 'M + N', 'm', 'M=2 N=1 m=2'],
    [
      'I >= M, M >= 1, 1 <= k <= I - M + 1, 1 <= m <= M, k + m > I - 1, k > 1',
      'I + M',
      '',
      'I=2 M=1 k=2 m=1',
    ],
    ['x = 5 or x = 3, y = x or y = 2', 'x + y', '', 'x=3 y=2'],
    ['not (2 | x), not (3 | x), x >= 2', 'x', '', 'x=5'],
    ['x >= -4, 7 | x + 1', '-3 + x', '', 'x=-1'],
    ['x >= -8, 7 | x + 1', 'x', '', 'x=-8'],
    ['y >= -8, y <= 3, x >= 0', 'x', 'y', 'x=0 y=-8'],
    ['x >= 0, y != 0', 'x', 'y', 'x=0 y=1'], // y is unbounded: small in absolute value
    ['x >= 0, y < 0', 'x', 'y', 'x=0 y=-1'],
    ['x >= 1000000, 1000003 | x, y >= x', 'x + y', '', 'x=1000003 y=1000003'],
    ['x >= 1, x <= 0', 'x', '', 'none'],
    ['S >= 1, k >= 1, S*k >= 6', 'S + k', 'S', 'S=2 k=3'],
  ])('%s: least %s, then %s', (set, objective, order, point) => {
    expect(text(smallest(conds(set), form(objective), order === '' ? [] : order.split(' ')))).toBe(point);
  });

  test('an objective without a minimum is an error', () => {
    expect(() => smallest(conds('x <= 3'), form('x'), [])).toThrow(SetsLimit);
    expect(() => smallest(conds('x >= 3, y = 2z'), form('x + z'), [])).toThrow(SetsLimit);
    expect(() => smallest(conds('x = 0 or x <= -5, 2 | x'), form('x'), [])).toThrow(SetsLimit);
  });
});

test('the first accepted point, in order', () => {
  const set = conds('M >= 1, N >= 1');
  const product = (want: bigint) => (p: ReadonlyMap<string, bigint>) =>
    (p.get('M') ?? 0n) * (p.get('N') ?? 0n) === want;
  const found = smallestWhere(set, form('M + N'), ['M'], product(6n), 100);
  expect(found.why).toBe('found');
  expect(text(found.point)).toBe('M=2 N=3');
  expect(smallestWhere(set, form('M + N'), ['M'], product(6n), 5)).toEqual({ point: null, why: 'limit' });
  expect(smallestWhere(conds('1 <= M <= 2, 1 <= N <= 2'), form('M'), [], product(6n), 100)).toEqual({
    point: null,
    why: 'exhausted',
  });
});

test('points come in order and none is left out', () => {
  const seen: string[] = [];
  smallestWhere(
    conds('0 <= x <= 2, 0 <= y <= 2, x != y'),
    form('x + y'),
    ['y'],
    (point) => {
      seen.push(`${point.get('x')}${point.get('y')}`);
      return false;
    },
    100,
  );
  expect(seen).toEqual(['10', '01', '20', '02', '21', '12']);
});
