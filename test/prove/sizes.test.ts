import { describe, expect } from 'vitest';
import { judgeText } from '../../src/prove/file.js';
import { rows } from '../support/rows.js';

// Sizes are at least 1, if nothing is assumed of smaller values: `assume P >= 0` lets there be no padding.

function expectVerdict(text: string, expected: string, at: Readonly<Record<string, number>> = {}): void {
  const [judged] = judgeText(text);
  expect(judged?.verdict.verdict, judged?.verdict.message).toBe(expected);
  expect(judged?.verdict.counterexample?.sizes ?? {}).toEqual(at);
}

const padded = `tensor w[M], x[I]; size P; assume P >= 0, M <= I + 2*P; index k in 1..I+2*P-M+1, i in 1..I
define y_<k> = sum_<m=1..M> w_<m> x_<k+m-P-1>`;

describe('the least value of a size', () => {
  rows(expectVerdict, [
    ['size P; theorem t: P >= 1', 'proved'],
    ['size P; assume P >= 0; theorem t: P >= 0', 'proved'],
    ['size P; assume P >= 0; theorem t: P >= 1', 'refuted', { P: 0 }],
    ['size P; assume P >= 0, P >= 2; theorem t: P >= 2', 'proved'],
    ['size P; assume P >= -3; theorem t: P > -3', 'refuted', { P: -3 }],
    ['size P; assume P = 0; theorem t: P = 0', 'ill-formed'],
    ['size S, K; assume S >= 0; theorem t: S K >= K', 'refuted', { S: 0, K: 1 }],
    ['tensor x[I]; size P; assume P >= 0; theorem t: crop(pad(X, P), P) = X', 'proved'],
    ['tensor x[I]; size P; assume P >= 0; theorem t: pad(X, P) != X', 'proved'],
    [`${padded}; theorem t: diff(y_<k>, x_<i>) = w_<i-k+P+1>`, 'proved'],
    [`${padded}; theorem t: sum_<k=1..I+2*P-M+1> 1 = I + 2*P - M + 1`, 'proved'],
    ['tensor x[P]; assume P >= 0; theorem t: sum_<p=1..P> 1 = P', 'proved'],
    ['tensor x[I]; size P; assume P >= 0; theorem t: sum_<p=1..P> x_<1> = x_<1>', 'refuted', { I: 1, P: 0 }],
    // There is no 1/0.
    ['size P; assume P >= 0; theorem t: P 1/P = 1', 'ill-formed'],
    ['size P; assume P >= 0, P != 0; theorem t: P 1/P = 1', 'proved'],
    ['size P, M; assume P >= 0; theorem t: (P+M) 1/(P+M) = 1', 'proved'],
  ]);
});
