// Derivatives get the verdicts they must get, and a second witness, which computes with dual numbers, agrees.

import { describe, expect, test } from 'vitest';
import { judgeText } from '../../src/prove/file.js';
import { agreesAt, type BruteClaim, claimsOf, firstDifference, totalSize } from '../support/brute.js';
import { trueDerivatives, wrongDerivatives } from '../support/calculus.js';
import { confirms } from '../support/confirm.js';

function only(text: string): BruteClaim {
  const [claim] = claimsOf(text);
  if (claim === undefined) throw new Error('no claim');
  return claim;
}

describe('true', () => {
  test.each(trueDerivatives)('%s', (_, text) => {
    const [relation] = judgeText(text);
    expect(relation?.verdict.verdict, relation?.verdict.message).toBe('proved');
    const claim = only(text);
    expect(firstDifference(claim, claim.world.sizes.length > 4 ? 2 : 3)).toBeNull();
  });
});

describe('false', () => {
  test.each(wrongDerivatives)('%s', (_, text) => {
    const [relation] = judgeText(text);
    const { verdict, message, counterexample } = relation?.verdict ?? {};
    expect(verdict, message).toBe('refuted');
    if (counterexample === undefined) throw new Error('no counterexample');
    const claim = only(text);
    expect(confirms(claim, counterexample)).toBe('');
    const first = firstDifference(claim, 3);
    if (first === null) throw new Error('no difference');
    expect(agreesAt(claim, first)).toBe(false);
    // Sizes that do not matter are not mentioned and are 1. The witness looks at few of the values of free indices.
    const given = claim.world.sizes.map((name) => [name, Number(counterexample.sizes[name] ?? 1)] as const);
    expect(totalSize(claim, new Map(given))).toBeLessThanOrEqual(totalSize(claim, first));
  });
});
