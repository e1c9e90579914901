// A thread that works on files: a task comes in, what was done goes out.

import { parentPort, workerData } from 'node:worker_threads';
import { type Manner, perform, type Task } from './work.js';

/** A task with its place among all. */
export interface Order {
  readonly number: number;
  readonly task: Task;
}

const port = parentPort;
if (port !== null) {
  const manner = workerData as Manner;
  port.on('message', ({ number, task }: Order) => {
    void perform(task, manner, number).then((done) => port.postMessage({ number, done }));
  });
}
