import { describe, expect } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// Dots between terms, and equations that hold for all values of what is not introduced.

const R = String.raw;

function expectVerdicts(text: string, expected: string): void {
  const verdicts = judgeDocument(text, { as: 'md' }).map((c) => c.verdict.verdict);
  expect(verdicts.join(' ')).toBe(expected);
}

describe('sums with dots', () => {
  const product = R`\sum_{k=0}^n u_k v_{n-k}`;
  const D = R`$y_k = \sum_{m=1}^M w_m x_{k+m-1}$, thus`;
  rows(expectVerdicts, [
    [R`$$${product} = u_0 v_n + u_1 v_{n-1} + \dots + u_n v_0$$`, 'proved'],
    [R`$$${product} = u_n v_0 + \dots + u_0 v_n$$`, 'proved'],
    [R`$$u_{j,1} v_1 + u_{j,2} v_2 + \cdots + u_{j,n} v_n + b = \sum_{i=1}^n u_{j,i} v_i + b$$`, 'proved'],
    [R`${D} $$y_k = w_1 x_k + w_2 x_{k+1} + \dots + w_M x_{k+M-1}$$`, 'definition proved'],
    // One term less, another second term, a last one out of step.
    [R`$$${product} = u_0 v_n + u_1 v_{n-1} + \dots + u_{n-1} v_1$$`, 'skipped'],
    [R`$$${product} = u_0 v_n + u_2 v_{n-2} + \dots + u_n v_0$$`, 'skipped'],
    [R`$$${product} = u_0 v_n + u_1 v_{n-1} + \dots + u_n v_1$$`, 'skipped'],
    // The dots may stand for something else.
    [R`${D} $$y_k = w_1 x_k + w_2 x_{k+1} + \dots + w_{M-1} x_{k+M-2}$$`, 'definition unknown'],
    [R`$$a + b + \dots + z = 5$$`, 'skipped'],
    [R`$$1 + 3 + \dots + 9 = 43$$`, 'skipped'],
    [R`$$1 + 2 + \dots + 9 = 45$$`, 'proved'],
  ]);
});

describe('all values', () => {
  rows(expectVerdicts, [
    [R`$$\sum_{m=1}^{M} F(i+m,j)\, G(m,j) = \sum_{m=1}^{M} G(m,j) F(m+i,j)$$`, 'proved'],
    [R`$$\sum_{m=1}^{M} F(i+m,j)\, G(m,j) = \sum_{m=1}^{M} G(m,j) F(m-i,j)$$`, 'skipped'],
    [R`$$\sum_{m=1}^{M} u_m v_{m} = \sum_{p=1}^{M} v_{M-p+1} u_{M-p+1}$$`, 'proved'],
    // They may be matrices.
    [R`$$\sum_{m=1}^{M} U_m V_{m} = \sum_{m=1}^{M} V_m U_m$$`, 'skipped'],
    [R`$$\sum_{m=1}^{M} u_m * v_{m} = \sum_{m=1}^{M} u_m v_m$$`, 'skipped'],
  ]);
});
