// What a side of a claim is at the sample points, as a list of numbers, so that sides can be compared at a glance.

import type { RelationOperator } from '../../../grammar/tree.js';
import type { Env } from '../../term/env.js';
import type { Reading } from '../../term/reading.js';
import type { Scalar, Tensor } from '../../term/term.js';
import type { Point } from './points.js';
import { NoSample, Sample } from './sample.js';

/** Terms that one side may cost at one point. */
const steps = 20_000;

/** Entries of a tensor that are looked at, of which there are more at larger sizes; without sizes all are. */
const fewEntries = 30;
const allEntries = 1000;

export interface Value {
  /** The shape of a tensor and some of its entries, or the one value of a scalar. */
  readonly numbers: readonly number[];
  /** Whether all entries are known to be 0. */
  readonly vanishes: boolean;
  /** Entries of the formula that were asked for, and those that were outside their shape. */
  readonly reached: ReadonlySet<Scalar>;
  readonly outside: ReadonlySet<Scalar>;
  /** How often they were. */
  readonly missed: number;
}

/** Throws NoSample where a side has no value. Index expressions count as integers when they are compared in size. */
export function valueAt(env: Env, reading: Reading, operator: RelationOperator, at: Point): Value {
  const sample = new Sample(env, at, steps);
  if (reading.sort === 'tensor') {
    const { shape, entries, complete } = tensorAt(
      sample,
      reading.term,
      at.size === 0 ? allEntries : fewEntries,
    );
    return {
      numbers: [...shape, ...entries],
      vanishes: complete && entries.every((entry) => entry === 0),
      reached: sample.reached,
      outside: sample.outside,
      missed: sample.missed,
    };
  }
  const number =
    reading.sort === 'scalar'
      ? sample.scalar(reading.term)
      : operator === '=' || operator === '!=' || operator === '==' || operator === ':='
        ? sample.residue(reading.poly)
        : sample.integer(reading.poly);
  return {
    numbers: [number],
    vanishes: number === 0,
    reached: sample.reached,
    outside: sample.outside,
    missed: sample.missed,
  };
}

function tensorAt(
  sample: Sample,
  tensor: Tensor,
  mostEntries: number,
): {
  readonly shape: readonly number[];
  readonly entries: readonly number[];
  /** Whether all entries were looked at. */
  readonly complete: boolean;
} {
  const shape = sample.shape(tensor);
  if (!shape.flat().every(Number.isFinite)) throw new NoSample('a tensor without a last entry');
  const extents = shape.map(([lo, hi]) => Math.max(0, hi - lo + 1));
  const count = extents.reduce((product, n) => product * n, 1);
  // Cells at equal distances, the first and the last among them.
  const step = Math.max(1, (count - 1) / (mostEntries - 1));
  const entries: number[] = [];
  for (let i = 0; i <= count - 1 + 1e-9; i += step) {
    let rest = Math.round(i);
    const at = [...extents].reverse().map((n) => {
      const digit = rest % n;
      rest = Math.floor(rest / n);
      return digit;
    });
    entries.push(
      sample.entry(
        tensor,
        at.reverse().map((digit, d) => digit + (shape[d]?.[0] ?? 1)),
      ),
    );
  }
  return { shape: shape.flat(), entries, complete: step === 1 };
}

/** Whether the claim holds for these two values. */
function related(a: Value, operator: RelationOperator, b: Value): boolean {
  const [x, y] = [a.numbers[0] as number, b.numbers[0] as number];
  switch (operator) {
    case '<':
      return x < y;
    case '<=':
      return x <= y;
    case '>':
      return x > y;
    case '>=':
      return x >= y;
    case '!=':
      return a.numbers.some((n, i) => n !== b.numbers[i]);
    default:
      return a.numbers.length === b.numbers.length && a.numbers.every((n, i) => n === b.numbers[i]);
  }
}

/** The values of a side at all points, computed when they are asked for; null where there is none. */
export class Values {
  readonly #known: (Value | null)[] = [];

  constructor(
    readonly env: Env,
    readonly reading: Reading,
    readonly operator: RelationOperator,
    readonly points: readonly Point[],
    /** What has the same values as the reading, and is evaluated for it. */
    readonly evaluated: Reading = reading,
  ) {}

  at(i: number): Value | null {
    let value = this.#known[i];
    if (value === undefined) {
      try {
        value = valueAt(this.env, this.evaluated, this.operator, this.points[i] as Point);
      } catch (error) {
        if (!(error instanceof NoSample)) throw error;
        value = null;
      }
      this.#known[i] = value;
    }
    return value;
  }

  all(): readonly (Value | null)[] {
    return this.points.map((_, i) => this.at(i));
  }
}

/** Whether the claim holds at a point; null where a side has no value. */
export function agreeAt(left: Values, operator: RelationOperator, right: Values, i: number): boolean | null {
  const [a, b] = [left.at(i), right.at(i)];
  return a === null || b === null ? null : related(a, operator, b);
}

/** Whether the claim holds at every point at which both sides have a value, and at one there is. */
export function agree(left: Values, operator: RelationOperator, right: Values): boolean {
  let compared = 0;
  for (let i = 0; i < left.points.length; i++) {
    const agrees = agreeAt(left, operator, right, i);
    if (agrees === false) return false;
    if (agrees) compared++;
  }
  return compared > 0;
}
