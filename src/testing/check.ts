// Trying a function on problems made by chance, and the smallest of those on which it fails.

import { type Entries, interpret } from '../compute/interpret.js';
import { doubles, type Rational, rationalOf, rationals } from '../compute/numbers.js';
import type { Box, Extents, Shape } from '../compute/sizes.js';
import { type Given, given, inverse, nested, type Order, permuted, plainOrder, reordered } from './arrays.js';
import { Random } from './random.js';
import { type Bounds, drawSizes, smallerSizes, totalOf } from './sizes.js';
import { extentsAt, type Subject } from './subject.js';
import { allowance, magnitudes, roundedEntry, type Tolerance } from './tolerance.js';

/** Sizes, and the entries of every input, the last subscript running fastest. */
export interface Problem {
  readonly extents: Extents;
  readonly inputs: ReadonlyMap<string, readonly number[]>;
}

/** What is known of the function: how it is called. */
export interface Task {
  readonly subject: Subject;
  /** Of a gradient that is known only where no maximum is attained twice: the formula with the maxima; else null. */
  readonly apart: Subject | null;
  readonly call: (...args: readonly unknown[]) => unknown;
  /** The inputs that are passed, in this order; then the sizes as an object. */
  readonly passed: readonly string[];
  readonly isFlat: boolean;
  /** In which order the function has the dimensions, by tensor, and of its result. */
  readonly orders: ReadonlyMap<string, Order>;
  readonly resultOrder: Order | null;
  readonly bounds: readonly Bounds[];
  readonly tolerance: Tolerance;
}

/** What the function gave, in the order of the formula. `shape` is that of the formula where arrays do not tell it. */
export type Outcome =
  | { readonly tag: 'entries'; readonly entries: readonly number[]; readonly shape: Shape }
  | { readonly tag: 'threw'; readonly error: unknown }
  | { readonly tag: 'nothing'; readonly result: unknown };

export interface Observation {
  readonly problem: Problem;
  readonly outcome: Outcome;
  readonly expected: readonly number[];
  /** The place of the first entry that is wrong; 'all' where the shape is, or there are no entries; null where all are right. */
  readonly wrong: number | 'all' | null;
}

export interface Failure {
  /** At the smallest sizes that were found, with as many entries 0 as there may be. */
  readonly smallest: Observation;
  /** What the function gave on other problems, too. */
  readonly observed: readonly Observation[];
  /** How many of the problems it failed on were seen, of how many. */
  readonly runs: number;
}

const largestEntry = 9;
/** Problems that tell mistakes apart. */
const enoughObserved = 8;
/** Calls to find smaller sizes, and entries that are 0. */
const mostCallsForSizes = 400;
const mostCallsForEntries = 150;
const drawsForSizes = 3;
/** Draws of entries to find some that are apart. */
const drawsApart = 50;

/** null where the function computes the formula on all problems. */
export function failureOf(task: Task, runs: number, seed: number): Failure | null {
  const random = new Random(seed);
  const observed: Observation[] = [];
  for (let n = 0; n < runs; n++) {
    const observation = observe(task, drawProblem(task, random));
    observed.push(observation);
    if (observation.wrong === null) continue;
    while (observed.length < enoughObserved) observed.push(observe(task, drawProblem(task, random)));
    return { smallest: smaller(task, observation, random), observed, runs: n + 1 };
  }
  return null;
}

function drawProblem(task: Task, random: Random): Problem {
  for (let n = 0; ; n++) {
    const problem = withEntries(task, drawSizes(task.subject, task.bounds, random), random);
    if (n === drawsApart || !hasTies(task, problem)) return problem;
  }
}

/** Whether two numbers of which the largest is taken are equal where nothing is said of that. */
function hasTies({ apart }: Task, { extents, inputs }: Problem): boolean {
  const here = apart === null ? null : extentsAt(apart, extents.sizes);
  if (apart === null || here === null) return false;
  let ties = 0;
  const noticing = {
    ...rationals,
    isLess: (a: Rational, b: Rational): boolean => {
      if (a.num === b.num && a.den === b.den) ties++;
      return rationals.isLess(a, b);
    },
  };
  interpret(apart.formula, here, mapped(inputs, rationalOf), noticing);
  return ties > 0;
}

/** Entries made by chance, few of them 0. */
function withEntries({ tolerance }: Task, extents: Extents, random: Random): Problem {
  const draw = (): number => roundedEntry(tolerance, (2 * random.next() - 1) * largestEntry);
  const inputs = new Map(
    [...extents.inputs].map(([name, box]) => [name, Array.from({ length: countOf(box) }, draw)]),
  );
  return { extents, inputs };
}

function countOf({ shape }: Box): number {
  return shape.reduce((count, extent) => count * extent, 1);
}

// ---- one problem ---------------------------------------------------------------------------------

export function observe(task: Task, problem: Problem): Observation {
  const { expected, tolerances } = truth(task, problem);
  const outcome = outcomeOf(task, problem);
  const wrong = hasTies(task, problem) ? null : wrongEntry(problem, outcome, expected, tolerances);
  return { problem, outcome, expected, wrong };
}

/** What the formula gives, exactly, and how far a result may be from it. */
function truth(
  { subject: { formula }, tolerance }: Task,
  { extents, inputs }: Problem,
): { readonly expected: readonly number[]; readonly tolerances: readonly number[] } {
  const exact = interpret(formula, extents, mapped(inputs, rationalOf), rationals);
  const expected = exact.map(({ num, den }) => doubles.of(num, den));
  if (tolerance === 'exact') return { expected, tolerances: expected.map(() => 0) };
  const absolute = mapped(inputs, (x) => ({ sum: Math.abs(x), operations: 0 }));
  const sums = interpret(formula, extents, absolute, magnitudes);
  return { expected, tolerances: sums.map((magnitude) => allowance(tolerance, magnitude)) };
}

function mapped<T>(inputs: Problem['inputs'], convert: (entry: number) => T): Entries<T> {
  return new Map([...inputs].map(([name, entries]) => [name, entries.map(convert)]));
}

function outcomeOf(task: Task, { extents, inputs }: Problem): Outcome {
  const { call, passed, isFlat, orders, resultOrder } = task;
  const args = passed.map((name) => {
    const { shape } = extents.inputs.get(name) as Box;
    const order = orders.get(name) ?? plainOrder(shape.length);
    const entries = reordered(inputs.get(name) as readonly number[], shape, order);
    return isFlat ? Float64Array.from(entries) : nested(entries, permuted(shape, order));
  });
  const sizes = Object.fromEntries([...extents.sizes].map(([name, n]) => [name, Number(n)]));
  let result: unknown;
  try {
    result = call(...args, sizes);
  } catch (error) {
    return { tag: 'threw', error };
  }
  const found = given(result);
  if (found === null) return { tag: 'nothing', result };
  const order = resultOrder ?? plainOrder(extents.output.shape.length);
  const shape = shapeOf(found, permuted(extents.output.shape, order));
  if (shape.length !== order.length) return { tag: 'nothing', result };
  const back = inverse(order);
  return { tag: 'entries', entries: reordered(found.entries, shape, back), shape: permuted(shape, back) };
}

/** The shape of a result, that of the formula where it is flat and has as many entries. */
function shapeOf({ entries, shape }: Given, expected: Shape): Shape {
  const isFlat = shape === null || (shape.length === 1 && expected.length !== 1);
  const count = expected.reduce((product, n) => product * n, 1);
  if (isFlat && entries.length === count) return expected;
  return shape ?? [entries.length];
}

function wrongEntry(
  { extents }: Problem,
  outcome: Outcome,
  expected: readonly number[],
  tolerances: readonly number[],
): Observation['wrong'] {
  if (outcome.tag !== 'entries') return 'all';
  const { shape } = extents.output;
  if (outcome.shape.some((extent, d) => extent !== shape[d])) return 'all';
  const isRight = (value: number, i: number): boolean =>
    Math.abs((outcome.entries[i] as number) - value) <= (tolerances[i] as number);
  const place = expected.findIndex((value, i) => !isRight(value, i));
  return place < 0 ? null : place;
}

// ---- smaller -------------------------------------------------------------------------------------

function smaller(task: Task, failing: Observation, random: Random): Observation {
  return withFewerEntries(task, atSmallestSizes(task, failing, random));
}

function atSmallestSizes(task: Task, failing: Observation, random: Random): Observation {
  let calls = 0;
  for (const extents of smallerSizes(task.subject, task.bounds, totalOf(failing.problem.extents)))
    for (let draw = 0; draw < drawsForSizes; draw++) {
      if (++calls > mostCallsForSizes) return failing;
      const observation = observe(task, withEntries(task, extents, random));
      if (isAlike(observation, failing)) return observation;
    }
  return failing;
}

/** Entries that may be 0 are 0, the others 1 if they may be; 1, 2, 3, … where they do not matter. */
function withFewerEntries(task: Task, failing: Observation): Observation {
  if (failing.wrong === 'all') {
    const inputs = new Map(
      [...failing.problem.inputs].map(([name, all]) => [name, all.map((_, i) => i + 1)]),
    );
    const counted = observe(task, { extents: failing.problem.extents, inputs });
    return isAlike(counted, failing) ? counted : failing;
  }
  let best = failing;
  let calls = 0;
  for (const [name, entries] of failing.problem.inputs)
    for (const i of entries.keys())
      for (const value of [0, 1]) {
        const now = best.problem.inputs.get(name) as readonly number[];
        if (Math.abs(now[i] as number) <= value || ++calls > mostCallsForEntries) continue;
        const inputs = new Map([...best.problem.inputs, [name, now.with(i, value)]]);
        const observation = observe(task, { extents: best.problem.extents, inputs });
        if (isAlike(observation, failing)) best = observation;
      }
  return best;
}

/** Whether a failure is one of the same kind: wrong entries, no error. */
function isAlike(observation: Observation, failing: Observation): boolean {
  const { wrong, outcome } = observation;
  return (
    wrong !== null && (wrong === 'all') === (failing.wrong === 'all') && outcome.tag === failing.outcome.tag
  );
}
