// Something to be learned, step by step, and the state in which it can be put aside and taken up again.

import { readFileSync, renameSync, writeFileSync } from 'node:fs';

export interface Job {
  /** What is learned from what, in a line. */
  readonly about: string;
  /** What chance began with: another one is another job. */
  readonly seed: number;
  /** How many steps there are at most. */
  readonly steps: number;
  /** Does one step and gives the loss before it. */
  step(): number;
  /** After so many steps: what was reached, where there is something to say. */
  reached(steps: number): string | null;
  /** Whether the loss is small enough. */
  isDone(loss: number): boolean;
  /** What was learned, in some lines. */
  result(): string;
  /** The arrays and numbers in which it is, all that decides how it goes on. */
  state(): State;
  restore(state: State): void;
}

export interface State {
  readonly numbers: Readonly<Record<string, number>>;
  readonly arrays: Readonly<Record<string, Float32Array | Float64Array>>;
}

export interface Progress {
  readonly steps: number;
  readonly losses: readonly number[];
}

/** Puts the state into a file, whole or not at all: a file of another name becomes it at last. */
export function writeCheckpoint(path: string, name: string, { losses }: Progress, job: Job): void {
  const { numbers, arrays } = job.state();
  const encoded = Object.entries(arrays).map(([key, array]) => [
    key,
    {
      type: array instanceof Float32Array ? 'float32' : 'float64',
      base64: Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64'),
    },
  ]);
  const text = JSON.stringify({
    convproof: name,
    seed: job.seed,
    losses,
    numbers,
    arrays: Object.fromEntries(encoded),
  });
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}

/** Takes the job up where the file leaves it. Throws Error where it is no checkpoint of the job. */
export function readCheckpoint(path: string, name: string, job: Job): Progress {
  const { convproof, seed, losses, numbers, arrays } = parsed(path);
  if (convproof !== name || losses === undefined || numbers === undefined || arrays === undefined)
    throw new Error(`${path} is no checkpoint of ${name}`);
  if (seed !== job.seed) throw new Error(`${path} was begun with the seed ${seed}, not ${job.seed}`);
  const decoded = Object.entries(arrays).map(([key, { type, base64 }]) => {
    const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
    return [
      key,
      type === 'float32' ? new Float32Array(bytes.buffer) : new Float64Array(bytes.buffer),
    ] as const;
  });
  job.restore({ numbers, arrays: Object.fromEntries(decoded) });
  return { steps: losses.length, losses };
}

interface Saved {
  readonly convproof: string;
  readonly seed: number;
  readonly losses: readonly number[];
  readonly numbers: Readonly<Record<string, number>>;
  readonly arrays: Readonly<Record<string, { readonly type: string; readonly base64: string }>>;
}

function parsed(path: string): Partial<Saved> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Partial<Saved>;
  } catch (error) {
    if (error instanceof SyntaxError) throw new Error(`${path} is no checkpoint`);
    throw error;
  }
}

/** What is seen of the work, and how it is stopped. */
export interface Surroundings {
  onStep?(progress: Progress): void;
  onReached?(message: string): void;
  /** After each `onReached`, and at the end if it was stopped. */
  onCheckpoint?(progress: Progress): void;
  /** Asked after each step. */
  isStopped?(): boolean;
}

/** Longer than this, in milliseconds, nothing else is kept waiting, a signal for one. */
const patience = 20;

/** Does the steps that are left. Whether it came to its end. */
export async function train(
  job: Job,
  from: Progress,
  around: Surroundings = {},
): Promise<Progress & { readonly isOver: boolean }> {
  const losses = [...from.losses];
  let since = performance.now();
  let isOver = false;
  while (losses.length < job.steps && !isOver) {
    const loss = job.step();
    losses.push(loss);
    const progress = { steps: losses.length, losses };
    isOver = job.isDone(loss);
    around.onStep?.(progress);
    const message = job.reached(progress.steps);
    if (message !== null) {
      around.onReached?.(message);
      around.onCheckpoint?.(progress);
    }
    if (performance.now() - since > patience) {
      await new Promise((resolve) => setImmediate(resolve));
      since = performance.now();
    }
    if (!isOver && losses.length < job.steps && around.isStopped?.() === true) {
      around.onCheckpoint?.(progress);
      return { ...progress, isOver: false };
    }
  }
  return { steps: losses.length, losses, isOver: true };
}
