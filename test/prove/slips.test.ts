// The measure of repair: true theorems with one token changed. What was written is to be the first suggestion in at
// least four cases of five (`npm run slips` tries three thousand).
//
// A suggestion counts only if it is the original formula, side by side: equal terms up to the names of bound indices,
// index expressions as polynomials. A mirrored repair on the other side, true as it may be, counts as a miss.

import { expect, test } from 'vitest';
import { parseFile, parseFormula } from '../../grammar/native.js';
import { type JudgedRelation, judgeText } from '../../src/prove/file.js';
import { emptyContext, readClaim } from '../../src/term/context.js';
import { declare } from '../../src/term/declare.js';
import { termKey } from '../../src/term/key.js';
import { show } from '../../src/term/poly.js';
import { prelude } from '../../src/term/prelude.js';
import type { Reading } from '../../src/term/reading.js';
import { type Slip, shuffled, slipsOf, type Theorem, theorems } from '../support/slips.js';

const wanted = Number(process.env.CONVPROOF_SLIPS ?? 300);
const long = process.env.CONVPROOF_SLIPS !== undefined;

/** Theorems of which a slip takes seconds to refute; only the long run has them. */
const slow: readonly RegExp[] = [
  /cube of a sum/,
  /binomial/,
  /steps of two/,
  /any step/,
  /dilated-and-collected/,
  /no subscript determines/,
  /with a stride/,
  /blocks/,
];
const seed = Number(process.env.CONVPROOF_SEED ?? 2024);

/** Both sides of a claim in the context of a theorem, as texts that are equal for equal formulas. */
function keyOf({ context }: Theorem, claim: string): string {
  let known = emptyContext(prelude());
  for (const statement of parseFile(context))
    if (statement.tag !== 'theorem') known = declare(known, statement, prelude());
  const node = parseFormula(claim);
  if (node.tag !== 'relation') throw new Error(`${claim} is no relation`);
  const side = (reading: Reading): string =>
    reading.sort === 'index' ? show(reading.poly) : termKey(reading.term);
  const { claims } = readClaim(known, null, node);
  return claims.map(({ left, operator, right }) => `${side(left)} ${operator} ${side(right)}`).join('; ');
}

/** The verdict on a slip; null for one that is no formula any more. */
function judged({ theorem, claim }: Slip): JudgedRelation | null {
  const text = `${theorem.context}\ntheorem t: ${claim}`;
  try {
    return judgeText(text, { timeout: 3000, budget: 200_000, repair: 3000 }).at(-1) ?? null;
  } catch {
    return null;
  }
}

interface Outcome {
  readonly slip: Slip;
  readonly offered: string | null;
  readonly found: boolean;
}

/** Slips that are false, from all theorems in turn. */
function* refutedSlips(): Generator<Outcome> {
  const queues = theorems()
    .filter(({ name }) => long || !slow.some((pattern) => pattern.test(name)))
    .map((theorem, i) => [...shuffled(slipsOf(theorem), seed + i)]);
  while (queues.some((queue) => queue.length > 0)) {
    for (const queue of queues) {
      const slip = queue.pop();
      const outcome = slip === undefined ? null : judged(slip);
      if (slip === undefined || outcome?.verdict.verdict !== 'refuted') continue;
      const offered = outcome.repair?.reading ?? null;
      const { theorem } = slip;
      const found = offered !== null && keyOf(theorem, offered) === keyOf(theorem, theorem.claim);
      yield { slip, offered, found };
    }
  }
}

test('the original is the first suggestion in four cases of five', () => {
  const outcomes: Outcome[] = [];
  for (const outcome of refutedSlips()) if (outcomes.push(outcome) === wanted) break;
  const count = (some: readonly Outcome[]): string =>
    `${some.filter(({ found }) => found).length} of ${some.length}`;
  const kinds = [...new Set(outcomes.map(({ slip }) => slip.kind))].sort();
  const byKind = kinds.map((kind) => `${kind} ${count(outcomes.filter(({ slip }) => slip.kind === kind))}`);
  const silent = outcomes.filter(({ offered }) => offered === null).length;
  console.log(
    `slips: CONVPROOF_SEED=${seed}, the original first in ${count(outcomes)}, ` +
      `${silent} without a suggestion; ${byKind.join(', ')}`,
  );
  if (long)
    for (const { slip, offered, found } of outcomes)
      if (!found) console.log(`  ${slip.theorem.claim}\n  ${slip.claim}\n    ${offered}`);
  expect(outcomes.length).toBe(wanted);
  expect(outcomes.filter(({ found }) => found).length / wanted).toBeGreaterThanOrEqual(0.8);
});
