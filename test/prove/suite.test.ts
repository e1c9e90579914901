// The suite: every claim gets the verdict it must get, and a second witness agrees.

import { describe, expect, test } from 'vitest';
import { Theorem } from '../../src/kernel/kernel.js';
import { type JudgedRelation, judgeText } from '../../src/prove/file.js';
import { agreesAt, claimsOf, firstDifference, totalSize } from '../support/brute.js';
import { confirms } from '../support/confirm.js';
import { falseClaims, illFormed, trueClaims } from '../support/suite.js';

function only(text: string): JudgedRelation {
  const judged = judgeText(text);
  expect(judged).toHaveLength(1);
  return judged[0] as JudgedRelation;
}

describe('true', () => {
  test.each(trueClaims)('%s', (_, text) => {
    const { verdict } = only(text);
    expect(verdict.verdict, verdict.message).toBe('proved');
    expect(Theorem.is(verdict.theorem)).toBe(true);
    const [claim] = claimsOf(text);
    expect(claim && firstDifference(claim, 3)).toBeNull();
  });
});

describe('false', () => {
  test.each(falseClaims)('%s', (_, text, sizes, indices) => {
    const { verdict } = only(text);
    expect(verdict.verdict, verdict.message).toBe('refuted');
    expect(verdict.counterexample?.sizes).toEqual(sizes);
    expect(verdict.counterexample?.indices).toEqual(indices);
    const [claim] = claimsOf(text);
    if (claim === undefined || verdict.counterexample === undefined) throw new Error('nothing to compare');
    const first = firstDifference(claim, 4);
    if (first === null) throw new Error('no difference');
    expect(agreesAt(claim, first)).toBe(false);
    expect(totalSize(claim, first)).toBe(Object.values(sizes).reduce((sum, n) => sum + n, 0));
    expect(confirms(claim, verdict.counterexample)).toBe('');
  });
});

describe('ill-formed', () => {
  test.each(illFormed)('%s', (_, text, message) => {
    const [first] = judgeText(text);
    expect(first?.verdict.verdict, first?.verdict.message).toBe('ill-formed');
    expect(first?.verdict.message).toMatch(message);
  });
});

describe('in doubt', () => {
  test.each([
    ['an assumption that could not be read', 'tensor x[M]; assume x_<1,1> = 0; theorem t: x_<1> = 0'],
    [
      'a range that could not be read',
      'tensor x[M]; index k in 1..1; index k in 1..x_<1>; theorem t: x_<k> = x_<1>',
    ],
  ])('%s', (_, text) => {
    expect(judgeText(text).map(({ verdict }) => verdict.verdict)).toEqual(['ill-formed', 'unknown']);
    const [, , fresh] = judgeText(`${text}\n---\ntheorem u: 1 = 1`);
    expect(fresh?.verdict.verdict).toBe('proved');
  });
});
