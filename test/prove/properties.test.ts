// The procedure against the second witness, on random claims: what was made true must be proved, what differs
// somewhere must be refuted at the smallest sizes, and no verdict may be wrong.

import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/prove/claim.js';
import { judgeText } from '../../src/prove/file.js';
import {
  agreesAt,
  type BruteClaim,
  claimsOf,
  firstDifference,
  pointsOf,
  totalSize,
} from '../support/brute.js';
import { confirms } from '../support/confirm.js';
import { slippedClaims, trueClaims } from '../support/formulas.js';
import { slippedTensorClaims, trueTensorClaims } from '../support/tensorClaims.js';

const seed = Number(process.env.CONVPROOF_SEED ?? Date.now() % 2 ** 31);
console.log(`properties: CONVPROOF_SEED=${seed}`);

const counts = { true: 0, slipped: 0, equalAnyway: 0, unknown: new Map<string, string[]>() };
afterAll(() => {
  const unknown = [...counts.unknown].map(
    ([why, texts]) => `  ${texts.length} unknown: ${why}, e.g. ${texts[0]}`,
  );
  console.log(
    [
      `${counts.true} true claims, ${counts.slipped} slips of which ${counts.equalAnyway} change nothing`,
      ...unknown,
    ].join('\n'),
  );
});

function judged(text: string): { readonly verdict: Verdict; readonly claim: BruteClaim } {
  const [relation] = judgeText(text, { timeout: 5_000, budget: 2_000_000 });
  const [claim] = claimsOf(text);
  if (relation === undefined || claim === undefined) throw new Error('no claim');
  return { verdict: relation.verdict, claim };
}

function note(text: string, { message }: Verdict): void {
  const why = message.replace(/^not decided: /, '').replace(/: .*|; the sides agree.*/s, '');
  counts.unknown.set(why, [...(counts.unknown.get(why) ?? []), text]);
}

/** Throws when a verdict is wrong; says whether there is one. */
function right(text: string, most: number): 'proved' | 'refuted' | 'unknown' | 'ill-formed' {
  const { verdict, claim } = judged(text);
  const first = firstDifference(claim, most);
  switch (verdict.verdict) {
    case 'proved':
      expect(first, 'a difference of what was proved').toBeNull();
      return 'proved';
    case 'refuted': {
      const { counterexample } = verdict;
      if (counterexample === undefined) throw new Error('refuted without a counterexample');
      expect(confirms(claim, counterexample)).toBe('');
      // Sizes that are not mentioned do not matter and are 1.
      const total = claim.world.sizes.reduce((sum, size) => sum + Number(counterexample.sizes[size] ?? 1), 0);
      if (first !== null) expect(total, 'the total size').toBe(totalSize(claim, first));
      else expect(total).toBeGreaterThan(most);
      return 'refuted';
    }
    case 'unknown':
      note(text, verdict);
      return 'unknown';
    case 'ill-formed':
      // Shapes that do not fit, or agree nowhere: there is no point at which the sides agree.
      expect(verdict.message).toMatch(/shapes/);
      if (/never agree/.test(verdict.message))
        for (const point of pointsOf(claim, 2)) expect(agreesAt(claim, point)).toBe(false);
      return 'ill-formed';
    default:
      throw new Error(`${verdict.verdict}: ${verdict.message}`);
  }
}

const runs = { seed } as const;

describe('random claims', () => {
  test('what was made true is proved', { timeout: 90_000 }, () => {
    let unknown = 0;
    fc.assert(
      fc.property(trueClaims, (text) => {
        counts.true += 1;
        const verdict = right(text, 3);
        if (verdict === 'unknown') unknown += 1;
        else expect(verdict).toBe('proved');
      }),
      { ...runs, numRuns: 400 },
    );
    expect(unknown / 400).toBeLessThan(0.03);
  });

  test('a slip is refuted at the smallest sizes, if it changes anything', { timeout: 90_000 }, () => {
    let unknown = 0;
    fc.assert(
      fc.property(slippedClaims, (text) => {
        counts.slipped += 1;
        const verdict = right(text, 4);
        if (verdict === 'unknown') unknown += 1;
        if (verdict === 'proved') counts.equalAnyway += 1;
      }),
      { ...runs, numRuns: 500 },
    );
    expect(unknown / 500).toBeLessThan(0.03);
  });

  test('identities of tensors are proved', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(trueTensorClaims, (text) => {
        counts.true += 1;
        expect(right(text, 2)).toBe('proved');
      }),
      { ...runs, numRuns: 80 },
    );
  });

  test('one operation for another', { timeout: 60_000 }, () => {
    let unknown = 0;
    fc.assert(
      fc.property(slippedTensorClaims, (text) => {
        counts.slipped += 1;
        const verdict = right(text, 2);
        if (verdict === 'unknown') unknown += 1;
        if (verdict === 'proved') counts.equalAnyway += 1;
      }),
      { ...runs, numRuns: 60 },
    );
    expect(unknown).toBeLessThan(3);
  });
});
