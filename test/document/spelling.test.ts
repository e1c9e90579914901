import { describe, expect } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// Entries in brackets, as programs and numerical texts write them, and what stands for one at the left of an equation.

const R = String.raw;

function expectVerdicts(text: string, expected: string): void {
  const verdicts = judgeDocument(text, { as: 'md' }).map((c) => c.verdict.verdict);
  expect(verdicts.join(' ')).toBe(expected);
}

const of = (z: string, by: string): string => R`\frac{\partial ${z}}{\partial ${by}}`;

describe('entries in brackets', () => {
  const D = R`$$u[i,j] = \sum_{m,n} F[m,n] \cdot P[i+m,j+n]$$`;
  rows(expectVerdicts, [
    [`${D}\n\n$$${of('E', 'F[m,n]')} = \\sum_{i,j} ${of('E', 'u[i,j]')} P[i+m,j+n]$$`, 'definition proved'],
    [`${D}\n\n$$${of('E', 'F[m,n]')} = \\sum_{i,j} ${of('E', 'u[i,j]')} P[i+n,j+m]$$`, 'definition refuted'],
    [R`$$y[n] = \sum_m x[m] \cdot h[n-m]$$`, 'definition'],
    [
      R`设$W=[w_{mn}]_{M\times N}$，则 $$\sum_{m=1}^M\sum_{n=1}^N [\mathbf{W}]_{m,n} = \sum_{n=1}^N\sum_{m=1}^M w_{mn}$$`,
      'definition proved',
    ],
    [
      R`Let $W=[w_{mn}]_{M\times N}$. Then $$\sum_{m=1}^M\sum_{n=1}^N (W)_{m,n} = \sum_{n=1}^N\sum_{m=1}^M w_{nm}$$`,
      'definition refuted',
    ],
    // A size before a sum in brackets is a factor.
    [R`Let $X=[x_{i}]_{I}$. Then $$\sum_{i=1}^I I[i-1] x_i = \sum_{i=1}^I (iI-I) x_i$$`, 'definition proved'],
    // A mark over a letter is part of its name.
    [R`$$\hat{y}_i = \sum_m w_m \tilde{x}_{i+m}$$`, 'definition'],
  ]);
});

describe('what an operation makes, entry by entry', () => {
  rows(expectVerdicts, [
    [R`$$(p \star q)[n] = \sum_{m=-\infty}^{\infty} p[m] q[n+m]$$`, 'definition'],
    [R`$$(P \otimes Q)_{ij} = \sum_m\sum_n P(i+m, j+n) Q(m,n)$$`, 'definition'],
    // Of functions an integral, of sequences a sum.
    [
      R`$$(p * q)(t) = \int_{-\infty}^\infty p(s) q(t-s) ds$$ $$(p * q)(i) = \sum_{k} p(k) q(i-k)$$`,
      'definition definition',
    ],
    [R`$$(p * q)(i) = \sum_{k} p(k) q(i-k)$$ $$(p * q)(i) = \sum_{k} p(k) q(i+k)$$`, 'definition unknown'],
  ]);
});

describe('letters that tell names apart', () => {
  rows(expectVerdicts, [
    [
      R`$$D_x = \begin{bmatrix}-1&1\end{bmatrix}, \quad D_y = \begin{bmatrix}-1\\1\end{bmatrix}$$`,
      'definition definition',
    ],
    [
      R`$$D_x = \begin{bmatrix}-1&1\end{bmatrix}$$ $$D_x = \begin{bmatrix}1&-1\end{bmatrix}$$`,
      'definition unknown',
    ],
    [R`$$Z^c = V^c * X + b^c$$ $$Z^d = V^d Z^c$$`, 'definition definition'],
  ]);
});

describe('in words', () => {
  rows(expectVerdicts, [
    [
      R`$$\begin{aligned} n &\equiv \text{number of filters},\\ m &= \text{number of channels} \end{aligned}$$`,
      'definition definition',
    ],
    [R`$n \equiv \text{滤波器个数}$`, 'definition'],
    [R`Let $X=[x_i]_I$. Then $\sum_{i=1}^I 2x_i \equiv 2\sum_{i=1}^I x_i$.`, 'definition proved'],
    [R`$7 \equiv 2 \pmod 5$`, 'skipped'],
  ]);
});
