// Derivatives get the verdicts they must get, and a second witness, which computes with dual numbers, agrees.

import { describe, expect, test } from 'vitest';
import { judgeText } from '../../src/prove/file.js';
import { claimsOf, firstDifference } from '../support/brute.js';
import { trueDerivatives } from '../support/calculus.js';

describe('true', () => {
  test.each(trueDerivatives)('%s', (_, text) => {
    const [relation] = judgeText(text);
    expect(relation?.verdict.verdict, relation?.verdict.message).toBe('proved');
    const [claim] = claimsOf(text);
    if (claim === undefined) throw new Error('no claim');
    expect(firstDifference(claim, claim.world.sizes.length > 4 ? 2 : 3)).toBeNull();
  });
});
