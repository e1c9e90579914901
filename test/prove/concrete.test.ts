// A claim at given sizes that follows from one for all sizes is proved that way: with the same few rules, however large
// the sizes are, and without writing anything out.

import { describe, expect, test } from 'vitest';
import { type Proof, subproofs } from '../../src/kernel/proof.js';
import { judgeText } from '../../src/prove/file.js';

function rulesOf(proof: Proof): readonly string[] {
  return [proof.rule, ...subproofs(proof).flatMap(rulesOf)];
}

/** The rules of the proof of a claim, for which no term may be written out. */
function proved(text: string): readonly string[] {
  const [relation] = judgeText(text, { timeout: 60_000, budget: 1 });
  const { verdict, message, proof } = relation?.verdict ?? {};
  expect(verdict, message).toBe('proved');
  return rulesOf(proof as Proof);
}

const claims = {
  'full convolution commutes': (m: number, n: number) =>
    `tensor W[${m},${m}], X[${n},${n}]; theorem t: full(W, X) = full(X, W)`,
  'a kernel turned': (m: number, n: number) =>
    `tensor W[${m},${m}], X[${n},${n}]; theorem t: rot180(W) * X = W (*) X`,
  'a sum by hand': (m: number, n: number) =>
    `tensor w[${m}], x[${n}]; index k in 1..${n - m + 1}; theorem t: sum_<i=1..${m}> w_<${m + 1}-i> x_<k+i-1> = sum_<p=1..${m}> w_<p> x_<k+${m}-p>`,
};

describe.each(Object.entries(claims))('%s', (_, claim) => {
  test.each([
    [32, 64],
    [1000, 2000],
    [10 ** 9, 2 * 10 ** 9],
  ])('at %i and %i', (m, n) => {
    const rules = proved(claim(m, n));
    expect(rules).not.toContain('evaluate');
    expect(rules.length).toBeLessThanOrEqual(proved(claim(3, 5)).length);
  });
});
