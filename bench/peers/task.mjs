// What the peers written in JavaScript are asked, and how they answer: one line of JSON.

import { middle } from '../measure.mjs';

/** Calls the task that the arguments name. */
export function answer(tasks) {
  const [task, ...numbers] = process.argv.slice(2);
  console.log(JSON.stringify(tasks[task](...numbers.map(Number))));
}

/** The median time in milliseconds, and what came out last; several runs are warmed up to for half a second. */
export function repeatedly(runs, work) {
  const times = [];
  let terms;
  const begin = performance.now();
  if (runs > 1)
    do work();
    while (performance.now() - begin < 500);
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    terms = work();
    times.push(performance.now() - start);
  }
  return { terms, milliseconds: middle(times) };
}

/** w_1 x_1, …, w_9 x_9 */
export const nine = Array.from({ length: 9 }, (_, i) => [`w${i + 1}`, `x${i + 1}`]);

/** Whether `same` holds of all cells: it gets the products of both orders as pairs of names. */
export function bothOrders(n, m, same) {
  const w = (i, j) => `w_${i}_${j}`;
  const x = (i, j) => `x_${i}_${j}`;
  const products = (a, sizeA, b, sizeB, k, l) => {
    const pairs = [];
    for (let i = Math.max(0, k - sizeB + 1); i <= Math.min(sizeA - 1, k); i++)
      for (let j = Math.max(0, l - sizeB + 1); j <= Math.min(sizeA - 1, l); j++)
        pairs.push([a(i, j), b(k - i, l - j)]);
    return pairs;
  };
  for (let k = 0; k < n + m - 1; k++)
    for (let l = 0; l < n + m - 1; l++)
      if (!same(products(w, m, x, n, k, l), products(x, n, w, m, k, l))) return false;
  return true;
}
