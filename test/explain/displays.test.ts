import { expect, test } from 'vitest';
import type { Formula } from '../../src/explain/captions.js';
import { displays } from '../../src/explain/displays.js';

function formula(name: string, length: number): Formula {
  return { latex: `${name}_{${'i'.repeat(length)}}`, native: name };
}

function rowsOf(lengths: readonly number[]): Parameters<typeof displays>[1] {
  const sign = { latex: '=', native: '=' };
  return lengths.map((length, i) => ({ sign, to: formula(`x${i}`, length), note: [] }));
}

test('a short derivation is one display', () => {
  const rows = rowsOf([10, 20, 30]);
  expect(displays(formula('x', 1), rows)).toEqual([{ tag: 'chain', left: formula('x', 1), rows }]);
});

test('a long one is several, each from where the one before ends, and no line is lost', () => {
  const rows = rowsOf(Array.from({ length: 50 }, (_, i) => 500 + i));
  const found = displays(formula('x', 1), rows);
  expect(found.length).toBeGreaterThan(2);
  expect(found.flatMap((display) => display.rows)).toEqual(rows);
  for (const [i, { left }] of found.entries())
    expect(left).toEqual(i === 0 ? formula('x', 1) : found[i - 1]?.rows.at(-1)?.to);
});

test('what is longer than a display stands in one', () => {
  expect(displays(formula('x', 9000), rowsOf([9000, 9000])).map(({ rows }) => rows.length)).toEqual([1, 1]);
});
