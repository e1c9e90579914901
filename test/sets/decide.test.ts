// What follows and what does not: hand-made examples, each refutation replayed, each point tried.

import { describe, expect, test, vi } from 'vitest';
import {
  entailedBy,
  entails,
  equalSets,
  implies,
  point,
  refute,
  refutes,
  SetsLimit,
  satisfiable,
  satisfies,
} from '../../src/sets/index.js';
import { cond, conds } from './text.js';

describe('no integer point', () => {
  test.each([
    ['3 <= 2x <= 3'],
    ['2x = 3y + 1, 3y = 2x + 1'],
    ['2i = 2j + 1'],
    ['6i + 10j + 15k = 1, 2 | i, 4 | k, 8 | i + 4j + 1'],
    ['27 <= 11x + 13y <= 45, -10 <= 7x - 9y <= 4'], // Pugh's example: the dark shadow is empty, so are the splinters
    ['1 <= 5x - 3z, 2 <= -2x + z + 1, z <= -4, 0 <= x'],
    ['2 | i, 2 | j, i - j = 1'],
    ['3 | i, not (3 | i + 6)'],
    ['not (2 | i), not (2 | i + 1)'],
    ['not (3 | i), not (3 | i + 1), not (3 | i + 2)'],
    ['x >= 1, x <= 0, y = 7'],
    ['y >= 0, 2 | y, 1 >= 2'],
    ['0 <= x <= 1, x != 0, x != 1'],
    ['x = 0 or x = 1, y = 0 or y = 1, x + y >= 3'],
    ['0 <= x <= 3, 2 | x, 3 | x, x >= 1'],
    ['1000000007x = 1000000009y + 3, 0 <= y < 500000000, 0 <= x < 3'],
    ['123456789012345678901x = 1 + 123456789012345678903y, 1 <= x <= 100'],
    ['x/2 = y, 2y = x + 1'],
    ['x/2 + y/3 >= 1, 3x + 2y <= 5'],
    ['S*k >= 3, S*k <= 2'],
    ['S >= 1, k >= 1, M + S*k + k + 1 <= i <= M'],
    ['S >= 1, 1 <= n <= S, M*S >= S*k + n, k >= M'],
    ['S >= 1, S*k + n = S*l + m, 1 <= n <= S, 1 <= m <= S, n != m'],
    ['S >= 1, l >= S, n >= 1, S*l + n <= S + 1, l >= 2'],
  ])('%s', (text) => {
    const given = conds(text);
    const refutation = refute(given);
    expect(refutation).not.toBeNull();
    if (refutation !== null) expect(refutes(given, refutation)).toBe(true);
    expect(point(given)).toBeNull();
  });
});

describe('an integer point', () => {
  test.each([
    [''],
    ['2i = 3j, i >= 1'],
    ['27 <= 11x + 13y <= 45, -10 <= 7x - 9y <= 5'],
    ['6i + 10j + 15k = 1'],
    ['not (3 | i), not (3 | i + 1)'],
    ['x = 0 or x = 1, y = 0 or y = 1, x + y >= 2'],
    ['x/2 = y, 2y = x'],
    ['5 | x, not (2 | x/3), x > 100'],
    ['123456789012345678901x = 1 + 123456789012345678903y'],
    ['1000000007x = 1000000009y + 3, y > 0'],
    ['3x + 5y - 7z = 1, 2x - 3y + 4z = 2, x > y'],
    ['S*k >= 6, 2S <= 5, S >= 1, k <= 3'],
    ['M*S >= S*k + n, 1 <= n <= M, k >= 1, 4 | M, S >= 5, not (2 | S)'],
    ['k*k + l*l = 25, k > l, l >= 1'],
  ])('%s', (text) => {
    const given = conds(text);
    expect(refute(given)).toBeNull();
    expect(satisfiable(given)).toBe(true);
    const found = point(given);
    expect(found?.reliable).toBe(true);
    expect(given.every((c) => satisfies(c, found ?? new Map()))).toBe(true);
  });
});

const sizes = 'M >= 1, N >= 1, I >= M, J >= N, K = I - M + 1, 1 <= k <= K, 1 <= m <= M, 1 <= n <= N';

describe('follows', () => {
  test.each([
    ['M >= 1, 1 <= m <= M, p = M - m + 1', '1 <= p <= M'],
    [sizes, '1 <= k + m - 1 <= I'],
    [sizes, 'K >= 1'],
    [`${sizes}, i = k + m - 1, p = M - m + 1`, 'i + p = k + M'],
    [`${sizes}, i = k + m - 1`, 'k = i - m + 1'],
    ['i = 2k', '2 | i'],
    ['2 | i, 3 | i', '6 | i'],
    ['4 | i', 'not (4 | i + 2)'],
    ['2i = 3j', '3 | i'],
    ['1 <= r <= 3, x = 4q + r', 'not (4 | x)'],
    ['x >= 1, y >= 5, y <= 4', 'x >= 2'], // the hypotheses contradict each other, apart from the goal
    ['0 <= x <= 2, x != 1', 'x = 0 or x = 2'],
    ['2x >= 3', 'x >= 2'],
    ['S*k >= 2', 'S*k >= 1'],
  ])('%s |- %s', (hyps, goal) => {
    const refutation = entails(conds(hyps), cond(goal));
    expect(refutation).not.toBeNull();
    if (refutation !== null) expect(entailedBy(conds(hyps), cond(goal), refutation)).toBe(true);
  });
});

describe('does not follow', () => {
  test.each([
    [sizes, 'k + m <= I'],
    [sizes, 'I >= 2'],
    ['2 | i', '4 | i'],
    ['x != 1, x >= 0', 'x >= 1'],
    ['', '0 = 1'],
    ['x >= 0', 'y >= 0'],
  ])('%s |- %s', (hyps, goal) => {
    expect(entails(conds(hyps), cond(goal))).toBeNull();
    const compared = implies(conds(hyps), cond('0 = 0'), cond(goal));
    expect(compared.holds).toBe(false);
    if (!compared.holds) {
      expect(conds(hyps).every((c) => satisfies(c, compared.point))).toBe(true);
      expect(satisfies(cond(goal), compared.point)).toBe(false);
    }
  });
});

test('sets are equal, or a point tells them apart', () => {
  const same = equalSets(cond('2 | x'), cond('2 | x + y'), conds('2 | y'));
  expect(same.equal).toBe(true);
  if (same.equal) {
    expect(entailedBy([...conds('2 | y'), cond('2 | x')], cond('2 | x + y'), same.forward)).toBe(true);
    expect(entailedBy([...conds('2 | y'), cond('2 | x + y')], cond('2 | x'), same.backward)).toBe(true);
  }
  const other = equalSets(cond('4 | x'), cond('2 | x'));
  expect(other.equal).toBe(false);
  if (!other.equal) {
    expect(other.inside).toBe('b');
    expect((other.point.get('x') ?? 0n) % 4n).not.toBe(0n);
  }
});

test('a point that is one only for independent products says so', () => {
  expect(point(conds('S = k, S*k = 7'))?.reliable).toBe(false);
  expect(point(conds('S = 2, k = 3, S*k = 6'))?.reliable).toBe(true);
  expect(point(conds('k = 3, S*k = 6'))?.get('S')).toBe(2n);
  expect(refute(conds('S = 2, k = 3, S*k = 7'))).not.toBeNull(); // by products of lines
  expect(refute(conds('S = k, S*k = 7'))).toBeNull(); // beyond these
});

test('a search among products ends at its time', () => {
  const hyps = conds('M >= 1, 2M <= N, 3 <= 2k, M + 3k <= N + 3, N + 4 <= M + 4k');
  const left = '8M + 6M*M + 3M*M*N + 3M*N + 12M*N*k + 21M*k + 3N*N*k + 24N*k + 9N*k*k + 42k + 9k*k';
  const right = '2M*M*M + 15M*M*k + 36M*k*k + 26N + 9N*N + N*N*N + 27k*k*k + 24';
  // The clock counts how often it is read: without an end, hundreds of times.
  const clock = vi.spyOn(Date, 'now');
  try {
    let now = 0;
    clock.mockImplementation(() => now++);
    expect(() => entails(hyps, cond(`${left} <= ${right}`), { until: 20 })).toThrow(SetsLimit);
    expect(now).toBeLessThan(30);
  } finally {
    clock.mockRestore();
  }
});
