// Random sets, bounded or not, against Z3. Another seed: SETS_SEED=7 npx vitest run test/sets/z3

import { afterAll, beforeAll, expect, test } from 'vitest';
import { init } from 'z3-solver';
import { point, type Refutation, refute, refutes, SetsLimit } from '../../src/sets/index.js';
import type { Cond } from '../../src/term/cond.js';
import { randomConds, randomOf } from './random.js';
import { script } from './smtlib.js';

const seed = Number(process.env.SETS_SEED ?? 2026);
const count = 2000;

let z3: Awaited<ReturnType<typeof init>>;

beforeAll(async () => {
  z3 = await init();
}, 30_000);

afterAll(() => {
  z3.em.PThread.terminateAllThreads();
});

/** Undefined where the search is too long, which a set in many thousands is. */
function refuteOrGiveUp(set: readonly Cond[]): Refutation | null | undefined {
  try {
    return refute(set);
  } catch (error) {
    if (error instanceof SetsLimit) return undefined;
    throw error;
  }
}

test(`agrees with Z3 on ${count} random sets, seed ${seed}`, async () => {
  const random = randomOf(seed);
  const sets = Array.from({ length: count }, () => {
    const names = ['u', 'v', 'w', 'x', 'y', 'z'].slice(0, 1 + Math.floor(random() * 6));
    return randomConds(random, {
      names,
      coef: 1 + Math.floor(random() * 7),
      constant: 1 + Math.floor(random() * 30),
      lines: 1 + Math.floor(random() * (names.length + 4)),
      equal: random() * 0.3,
      divide: random() * 0.2,
      or: random() * 0.2,
      not: random() * 0.2,
    });
  });
  const context = z3.Z3.mk_context(z3.Z3.mk_config());
  const text = ['(set-option :timeout 500)', ...sets.map(script)].join('\n');
  const answers = (await z3.Z3.eval_smtlib2_string(context, text)).trim().split('\n');
  expect(answers.length).toBe(count);
  let compared = 0;
  for (const [i, set] of sets.entries()) {
    const refutation = refuteOrGiveUp(set);
    if (refutation === undefined) continue;
    if (refutation === null) expect(point(set)?.reliable, script(set)).toBe(true);
    else expect(refutes(set, refutation), script(set)).toBe(true);
    if (answers[i] === 'unknown') continue;
    compared++;
    expect(refutation === null ? 'sat' : 'unsat', script(set)).toBe(answers[i]);
  }
  expect(compared).toBeGreaterThan(0.99 * count);
}, 60_000);
