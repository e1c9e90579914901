// What is said of a function that does not compute its formula.

import type { Sizes } from '../compute/sizes.js';
import { showScalar } from '../term/show.js';
import { type Nested, nested } from './arrays.js';
import type { Failure, Observation, Task } from './check.js';
import type { Diagnosis } from './diagnosis.js';
import { unmarked } from './subject.js';

/** The lines of a message; `replay` is what shows the same again. */
export function failureMessage(
  task: Task,
  statement: string,
  { smallest, runs }: Failure,
  found: Diagnosis | null,
  replay: string,
): string {
  const { problem, outcome } = smallest;
  const wrong = [
    `at ${sizesText(problem.extents.sizes)}${runs === 0 ? '' : ', the smallest sizes found'}:`,
    ...inputLines(task, smallest),
    ...resultLines(task, smallest),
  ];
  const looks =
    outcome.tag === 'entries'
      ? [found === null ? 'no single slip of the formula explains this' : `it looks as if ${found.says}`]
      : [];
  const computed =
    found?.formula == null ? [] : [`  which computes ${unmarked(showScalar(found.formula.body))}`];
  const blocks = [
    [`the function does not compute ${statement}`],
    [...looks, ...computed],
    wrong,
    [`to see this again: ${replay}`],
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}

export function sizesText(sizes: Sizes): string {
  return [...sizes].map(([name, n]) => `${name} = ${n}`).join(', ');
}

function inputLines({ passed }: Task, { problem }: Observation): readonly string[] {
  return passed.flatMap((name) => {
    const box = problem.extents.inputs.get(name);
    const entries = problem.inputs.get(name);
    return box === undefined || entries === undefined
      ? []
      : [`  ${name} = ${arrayText(nested(entries, box.shape))}`];
  });
}

function resultLines(
  { subject }: Task,
  { problem, outcome, expected, wrong }: Observation,
): readonly string[] {
  const { shape, first } = problem.extents.output;
  const right = `  expected ${arrayText(nested(expected, shape))}`;
  if (outcome.tag === 'threw')
    return [
      right,
      `  received an error: ${outcome.error instanceof Error ? outcome.error.message : String(outcome.error)}`,
    ];
  if (outcome.tag === 'nothing')
    return [
      right,
      `  received ${described(outcome.result)}, which is no array of ${shape.length} dimensions`,
    ];
  if (wrong === 'all')
    return [
      `  expected an array of ${shapeText(shape)}, received one of ${shapeText(outcome.shape)}`,
      right,
      `  received ${arrayText(nested(outcome.entries, outcome.shape))}`,
    ];
  const place = placeText(subject.formula.indices, first, shape, wrong ?? 0);
  const [value, should] = [outcome.entries[wrong ?? 0], expected[wrong ?? 0]];
  return [
    `  ${place}expected ${should}, received ${value}`,
    ...(expected.length > 1
      ? [right, `  received ${arrayText(nested(outcome.entries, outcome.shape))}`]
      : []),
  ];
}

function shapeText(shape: readonly number[]): string {
  return shape.length === 0 ? 'a single number' : shape.join('×');
}

/** `first at k = 2, l = 1: ` */
function placeText(
  indices: readonly string[],
  first: readonly number[],
  shape: readonly number[],
  place: number,
): string {
  let rest = place;
  const digits = [...shape].reverse().map((extent) => {
    const digit = rest % extent;
    rest = Math.floor(rest / extent);
    return digit;
  });
  const at = digits.reverse().map((digit, d) => `${indices[d]} = ${digit + (first[d] as number)}`);
  return at.length === 0 ? '' : unmarked(`first at ${at.join(', ')}: `);
}

/** Of a long array the beginning. */
const longest = 200;

function arrayText(array: Nested): string {
  const text = typeof array === 'number' ? String(array) : `[${array.map(arrayText).join(', ')}]`;
  return text.length > longest ? `${text.slice(0, longest)} …` : text;
}

function described(result: unknown): string {
  if (result === undefined || result === null) return String(result);
  if (result instanceof Promise) return 'a promise';
  if (Array.isArray(result)) return 'an array';
  return typeof result === 'object' ? 'an object' : `a ${typeof result}`;
}
