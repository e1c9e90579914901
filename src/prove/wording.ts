// What is said of counterexamples, in one sentence.

import type { Counterexample } from './counterexample.js';

/** `for M=1, N=2 the left side is … and the right side is …` */
export function sentence(found: Counterexample): string {
  const { cell, left, right } = found;
  if (cell !== undefined)
    return `the entry in ${cell.length === 1 ? `place ${cell[0]}` : `row ${cell[0]}, column ${cell[1]}`} is ${left} on the left and ${right} on the right`;
  return `${where(found)}the left side is ${left} and the right side is ${right}`;
}

/** `for M=1, N=2 `, or nothing where there are no sizes and indices. */
export function where({ sizes, indices }: Counterexample): string {
  const at = [...Object.entries(sizes), ...Object.entries(indices)]
    .map(([name, n]) => `${name}=${n}`)
    .join(', ');
  return at === '' ? '' : `for ${at} `;
}
