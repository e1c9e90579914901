// Why a function gives what it gives: the first slip, the likeliest first, that gives all that was observed.

import type { Formula } from '../compute/formula.js';
import { Uncomputable } from '../compute/formula.js';
import { interpret } from '../compute/interpret.js';
import { doubles } from '../compute/numbers.js';
import type { Box } from '../compute/sizes.js';
import type { Observation } from './check.js';
import { rolesOf } from './roles.js';
import { memorySlips } from './slips/memory.js';
import type { Slip } from './slips/slip.js';
import { sumSlips } from './slips/sums.js';
import { windowSlips } from './slips/windows.js';

/** What looks as if it had happened, and the formula that was computed then, where that says more. */
export interface Diagnosis {
  readonly says: string;
  readonly formula: Formula | null;
}

/** Two results this close to each other, relative to their size, are the same for a diagnosis. */
const closeness = 1e-5;

/** Milliseconds that one wants to wait for a diagnosis. */
const patience = 3000;

/** The slips of a formula that have names. */
export function* namedSlips(formula: Formula): Generator<Slip> {
  const roles = rolesOf(formula);
  yield* windowSlips(formula, roles.axes);
  yield* sumSlips(formula, roles);
  yield* memorySlips(formula, roles.axes);
}

/** null where none of the slips explains what was observed. */
export function diagnosis(
  formula: Formula,
  slips: Iterable<Slip>,
  smallest: Observation,
  observed: readonly Observation[],
): Diagnosis | null {
  // What failed tells most slips apart, the smallest at once.
  const all = [smallest, ...observed].filter(({ outcome }) => outcome.tag === 'entries');
  const evidence = [...all.filter(isWrong), ...all.filter((each) => !isWrong(each))];
  if (evidence.length === 0 || evidence.some(hasOtherRank)) return null;
  const unslipped = { says: '', formula, isTold: false };
  if (evidence.every((observation) => explains(unslipped, observation)))
    return { says: evidence.some(hasOtherShape) ? onlyShape : onlyRounding, formula: null };
  const scaled = scaling(evidence);
  if (scaled !== null) return { says: scaled, formula: null };
  const until = Date.now() + patience;
  for (const slip of slips) {
    if (Date.now() > until) return null;
    if (evidence.every((observation) => explains(slip, observation)))
      return { says: slip.says, formula: slip.isTold ? slip.formula : null };
  }
  return null;
}

function isWrong({ wrong }: Observation): boolean {
  return wrong !== null;
}

function hasOtherRank({ outcome, problem }: Observation): boolean {
  return outcome.tag === 'entries' && outcome.shape.length !== problem.extents.output.shape.length;
}

const onlyShape = 'only the shape of the output is wrong: what it has of the entries are the right ones';
const onlyRounding =
  'only the rounding is off: the numbers agree to five digits, as those of a lower precision do';

function hasOtherShape({ outcome, problem }: Observation): boolean {
  const { shape } = problem.extents.output;
  return outcome.tag === 'entries' && outcome.shape.some((extent, d) => extent !== shape[d]);
}

/** Whether a slip gives what was observed, also where that has another shape. */
function explains({ formula, taken }: Slip, { problem, outcome }: Observation): boolean {
  if (outcome.tag !== 'entries') return false;
  const inputs = new Map(problem.extents.inputs);
  const entries = new Map(problem.inputs);
  for (const [name, take] of taken ?? []) {
    const found = take({ box: inputs.get(name) as Box, entries: entries.get(name) as readonly number[] });
    inputs.set(name, found.box);
    entries.set(name, found.entries);
  }
  const output = { ...problem.extents.output, shape: outcome.shape };
  try {
    const values = interpret(formula, { ...problem.extents, inputs, output }, entries, doubles);
    return values.every((value, i) => isClose(outcome.entries[i] as number, value));
  } catch (error) {
    if (error instanceof Uncomputable) return false;
    throw error;
  }
}

function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= closeness * Math.max(1, Math.abs(b)) || (Number.isNaN(a) && Number.isNaN(b));
}

// ---- everything by one factor --------------------------------------------------------------------

/** Says by what all entries were multiplied, a number or a product of sizes; null where they were not. */
function scaling(evidence: readonly Observation[]): string | null {
  const ratios = evidence.map(ratioOf);
  if (ratios.every((ratio) => ratio === undefined) || ratios.includes(null)) return null;
  const known = evidence.flatMap(({ problem }, i) => {
    const ratio = ratios[i];
    return ratio == null ? [] : [{ ratio, sizes: problem.extents.sizes }];
  });
  const is = (value: (sizes: ReadonlyMap<string, bigint>) => number): boolean =>
    known.every(({ ratio, sizes }) => isClose(ratio, value(sizes)));
  const first = known[0]?.ratio as number;
  if (is(() => 1)) return null;
  if (is(() => -1)) return 'the sign is wrong';
  if (first !== 0 && is(() => first)) return `everything is ${timesText(first)} what it should be`;
  const names = [...(known[0]?.sizes.keys() ?? [])];
  for (const [a, i] of names.map((name, n) => [name, n] as const))
    for (const b of [null, ...names.slice(i)]) {
      const product = (sizes: ReadonlyMap<string, bigint>): number =>
        Number(sizes.get(a)) * (b === null ? 1 : Number(sizes.get(b)));
      const text = b === null ? a : `${a}*${b}`;
      if (is(product))
        return `everything is ${text} times what it should be: a sum where a mean was asked for`;
      if (is((sizes) => 1 / product(sizes)))
        return `everything is divided by ${text}: a mean where a sum was asked for`;
    }
  return null;
}

function timesText(ratio: number): string {
  const inverse = 1 / ratio;
  if (Math.abs(ratio) < 1 && isClose(inverse, Math.round(inverse))) return `1/${Math.round(inverse)} of`;
  return `${Number(ratio.toPrecision(6))} times`;
}

/** By what every entry was multiplied; null where there is no such number, undefined where all are 0. */
function ratioOf({ outcome, expected }: Observation): number | null | undefined {
  if (outcome.tag !== 'entries' || outcome.entries.length !== expected.length) return null;
  const place = expected.findIndex((value) => value !== 0);
  if (place < 0) return outcome.entries.every((value) => value === 0) ? undefined : null;
  const ratio = (outcome.entries[place] as number) / (expected[place] as number);
  return outcome.entries.every((value, i) => isClose(value, ratio * (expected[i] as number))) ? ratio : null;
}
