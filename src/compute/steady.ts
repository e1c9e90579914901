// What stays the same as long as some inputs do: the steps whose arrays depend on these alone.

import type { Buffer, Contribution, Program } from './program.js';
import { extentOf } from './range.js';
import { type Step, vectorised } from './vectorise.js';

/** The array that a step writes to, then those that it reads. */
export function buffersOf(step: Step): readonly [Buffer, ...Buffer[]] {
  const [target, contributions] = writtenBy(step);
  return [target, ...contributions.flatMap(({ loads }) => loads.map(({ buffer }) => buffer))];
}

function writtenBy(step: Step): readonly [Buffer, readonly Contribution[]] {
  switch (step.tag) {
    case 'stage':
      return [step.stage.target, step.stage.contributions];
    case 'tiles':
      return [step.target, [step.contribution]];
    case 'applied':
      return [step.target, []];
  }
}

/** Of each step, whether it need not be done again as long as no other inputs change than those not `fixed`. */
export function steadySteps(
  { inputs }: Program,
  steps: readonly Step[],
  fixed: ReadonlySet<string>,
): readonly boolean[] {
  if (fixed.size === 0) return steps.map(() => false);
  const changing = new Set([...inputs].flatMap(([name, buffer]) => (fixed.has(name) ? [] : [buffer])));
  // An array changes if one of the steps that write to it reads what changes.
  for (let before = -1; before !== changing.size; ) {
    before = changing.size;
    for (const step of steps) {
      const [target, ...loads] = buffersOf(step);
      if (loads.some((buffer) => changing.has(buffer))) changing.add(target);
    }
  }
  return steps.map((step) => !changing.has(buffersOf(step)[0]));
}

/** How many products are added up each time, and how many once. */
export interface Work {
  readonly always: number;
  readonly once: number;
}

export function workOf(program: Program, fixed: ReadonlySet<string>): Work {
  const steps = vectorised(program, 1, Number.POSITIVE_INFINITY);
  const isSteady = steadySteps(program, steps, fixed);
  let [always, once] = [0, 0];
  for (const [i, step] of steps.entries())
    for (const { ranges } of writtenBy(step)[1]) {
      const points = [...ranges.values()].reduce((n, range) => n * extentOf(range), 1);
      if (isSteady[i]) once += points;
      else always += points;
    }
  return { always, once };
}
