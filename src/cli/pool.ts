// Many files at once: on threads of their own, unless there is so little to do that starting these would take longer.

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { statsOf } from './input.js';
import { type Done, lost, type Manner, perform, type Task } from './work.js';
import type { Order } from './worker.js';

/** So many bytes take about as long to check as a thread to start. */
const worthThreads = 20_000;

/** What became of each task, in their order; `finished` is told how many are done, in whatever order. */
export async function* inOrder(
  tasks: readonly Task[],
  manner: Manner,
  finished: (count: number) => void,
  threads = threadsFor(tasks),
): AsyncGenerator<Done> {
  if (threads > 1) {
    yield* onThreads(tasks, manner, threads, finished);
    return;
  }
  for (const [number, task] of tasks.entries()) {
    yield await perform(task, manner, number);
    finished(number + 1);
  }
}

function threadsFor(tasks: readonly Task[]): number {
  const wanted = Math.min(availableParallelism(), tasks.length);
  if (wanted < 2) return 1;
  let bytes = 0;
  for (const { path, text } of tasks) {
    bytes += text?.length ?? statsOf(path)?.size ?? 0;
    if (bytes >= worthThreads) return wanted;
  }
  return 1;
}

async function* onThreads(
  tasks: readonly Task[],
  manner: Manner,
  count: number,
  finished: (count: number) => void,
): AsyncGenerator<Done> {
  const results = tasks.map(() => deferred<Done>());
  const waiting = [...tasks.entries()];
  const workers = new Set<Worker>();
  let done = 0;
  const settle = (number: number, result: Done): void => {
    finished(++done);
    results[number]?.resolve(result);
  };
  const start = (): void => {
    const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: manner });
    workers.add(worker);
    let current: readonly [number, Task] | undefined;
    const next = (): void => {
      current = waiting.shift();
      if (current === undefined) void worker.terminate();
      else worker.postMessage({ number: current[0], task: current[1] } satisfies Order);
    };
    worker.on('message', ({ number, done: result }: { number: number; done: Done }) => {
      settle(number, result);
      next();
    });
    // A thread that ends over a file, for want of memory, say, takes only this file with it.
    const ended = (why: string): void => {
      if (!workers.delete(worker) || current === undefined) return;
      settle(current[0], lost(current[1], why));
      if (waiting.length > 0) start();
    };
    worker.on('error', (error) => ended(error.message));
    worker.on('exit', () => ended('its thread ended'));
    next();
  };
  for (let i = 0; i < count; i++) start();
  try {
    for (const { promise } of results) yield await promise;
  } finally {
    for (const worker of workers) void worker.terminate();
  }
}

function deferred<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
