// From a statement that fails to the smallest one that fails in the same way.

import type { Statement } from './statement.js';

/** Shorter text first, then smaller numbers in it. */
function measure({ text }: Statement): number {
  const numbers = [...text.matchAll(/\d+/g)].reduce((sum, [digits]) => sum + Number(digits), 0);
  return text.length * 1000 + numbers;
}

/** Takes the first smaller statement that fails, again and again, for at most `milliseconds`. */
export function smallestFailing(
  statement: Statement,
  fails: (candidate: Statement) => boolean,
  milliseconds: number,
): Statement {
  const end = performance.now() + milliseconds;
  let best = statement;
  for (let smaller = true; smaller; ) {
    smaller = false;
    for (const candidate of best.smaller()) {
      if (performance.now() > end) return best;
      if (measure(candidate) >= measure(best) || !fails(candidate)) continue;
      best = candidate;
      smaller = true;
      break;
    }
  }
  return best;
}
