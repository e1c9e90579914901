// The prover against brute force on random statements, a few of every family of the audit: what was made true must be
// proved, what differs somewhere must be refuted at the smallest sizes, and no verdict may be wrong.

import { afterAll, describe, expect, test } from 'vitest';
import { kindOf } from '../audit/failure.js';
import { type FamilyName, families, statement } from '../audit/families.js';
import { judged } from '../audit/verdict.js';

const seed = Number(process.env.CONVPROOF_SEED ?? Date.now() % 2 ** 31);
console.log(`properties: CONVPROOF_SEED=${seed}`);

/** Statements of each family; `npm run audit` makes as many as one likes. */
const count = 5;

const undecided: string[] = [];
let all = 0;
afterAll(() => {
  console.log([`${all} statements, ${undecided.length} undecided`, ...undecided].join('\n  '));
});

describe('random statements', () => {
  test.each(Object.keys(families) as readonly FamilyName[])('%s', (family) => {
    const wrong: string[] = [];
    for (let which = 0; which < count; which++) {
      const made = statement(family, seed, which);
      all++;
      for (const finding of judged(made, 2_000)) {
        if (finding.wrong !== null) wrong.push(`${finding.wrong}: ${finding.message}\n${made.text}`);
        else if (kindOf(finding) !== null) undecided.push(`${finding.message}\n    ${made.text}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('few are undecided', () => {
    // A slow machine is no failure.
    const others = undecided.filter((text) => !text.includes('time limit'));
    expect(others.length).toBeLessThan(0.05 * all);
  });
});
