// A claim with integrals or sums over whole lines is tried with functions that are 0 but for few steps: it is false if it is
// false for some.

import { NoValue } from '../kernel/budget.js';
import { checkDiffer } from '../kernel/kernel.js';
import { RingLimit } from '../kernel/ring.js';
import { type Table, tabulated, withTables } from '../kernel/tables.js';
import { allParts } from '../term/parts.js';
import { isTensor, type Scalar } from '../term/term.js';
import type { Judgement, Question } from './judgement.js';
import { relevantNames } from './relevance.js';
import { scan } from './scan.js';
import type { Verdict } from './verdict.js';

/** The subscripts of the tables that are tried. */
const supports = [
  [0n, 1n],
  [-1n, 1n],
] as const;

/** What a trial may cost: points, and terms at each. */
const limits = { points: 200, terms: 20_000, lenient: true };

/** The verdict where tables for the functions are found with which the sides differ; null where none are. */
export function judgeByTables(judgement: Judgement, question: Question): Verdict | null {
  for (const [lo, hi] of supports) {
    try {
      const verdict = withSupport(judgement, question, lo, hi);
      if (verdict !== null) return verdict;
    } catch (error) {
      if (!(error instanceof NoValue) && !(error instanceof RingLimit)) throw error;
    }
  }
  return null;
}

function withSupport(judgement: Judgement, question: Question, lo: bigint, hi: bigint): Verdict | null {
  const { env, hyps } = judgement;
  const { left, right, order } = question;
  const hasLine = [left, right].some((side) => [...allParts(side)].some(({ tag }) => tag === 'line'));
  if (!hasLine) return null;
  const arities = functionsIn([left, right]);
  const tables: readonly Table[] = [...arities.keys()].map((fn) => ({ fn, lo, hi }));
  const context = { ...judgement.context, env: withTables(env, tables) };
  const [a, b] = [left, right].map((side) => tabulated(env, side, tables)) as [Scalar, Scalar];
  const relevant = relevantNames(context, hyps, { left, right });
  const indices = order.indices.filter((name) => relevant.has(name));
  const { point } = scan(
    context,
    hyps,
    a,
    b,
    { sizes: order.sizes, indices },
    { ...limits, deadline: judgement.half },
  );
  if (point === null) return null;
  const theorem = checkDiffer(env, hyps, left, right, point, null, tables);
  const shown = judgement.counterexample({ ...question, left: a, right: b }, point, context);
  const values = [...arities].map(([fn, arity]) => {
    const letters = Array.from({ length: arity }, (_, i) => ['t', 'u', 'v'][i] ?? `t${i}`);
    return [`${fn}(${letters.join(',')})`, `${fn}_<${letters.map((t) => `floor(${t})`).join(',')}>`];
  });
  return judgement.unequal(theorem, { ...shown, values: Object.fromEntries(values) });
}

/** The functions of numbers that occur, with their arities. */
function functionsIn(sides: readonly Scalar[]): ReadonlyMap<string, number> {
  const arities = new Map<string, number>();
  for (const side of sides)
    for (const part of allParts(side))
      if (part.tag === 'apply' && !part.args.some(isTensor)) arities.set(part.fn, part.args.length);
  return arities;
}
