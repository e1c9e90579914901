import { describe, expect } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// Small letters for sizes, with and without numbers below them, and examples that give them numbers.

const R = String.raw;

function expectVerdicts(text: string, expected: string): void {
  const verdicts = judgeDocument(text, { as: 'md' }).map((c) => c.verdict.verdict);
  expect(verdicts.join(' ')).toBe(expected);
}

describe('a small letter that limits a sum', () => {
  rows(expectVerdicts, [
    [
      R`设$w=[w_m]_M$，$x=[x_i]_I$，$y=[y_t]_T$。$$z_k = \sum_{t=1}^T y_t g_{k,t}$$ $$y_t = \sum_{m=1}^{k} w_m x_{t+m-1}$$`,
      'definition definition definition definition unknown',
    ],
    // t was an index before; here it may be the size of the kernel.
    [R`$$q_t = \sum_{j=1}^{J} g_{t,j} a_j$$ $$y_i = \sum_{m=1}^{t} w_m x_{i+m-1}$$`, 'definition definition'],
    [
      R`设$w=[w_m]_M$，$x=[x_i]_I$，$y=[y_k]_{I-M+1}$。$$y_k = \sum_{m=1}^{M} w_m x_{i+m-1}$$`,
      'definition definition definition ill-formed',
    ],
  ]);
});

describe('sizes along several axes', () => {
  rows(expectVerdicts, [
    [
      R`With $s_1 = s_2 = s$ and $p_1 = p_2 = p$: $$n = 2p + s + 1$$`,
      'definition definition definition definition definition',
    ],
  ]);
});

describe('the space of what is made of known tensors', () => {
  const D = R`Let $F\in\mathbb{R}^{A\times B}$, $G\in\mathbb{R}^{C\times D}$. `;
  const Z = R`设 $F\in\mathbb{R}^{A\times B}$，$G\in\mathbb{R}^{C\times D}$。`;
  rows(expectVerdicts, [
    [
      D + R`Then $H=F*G\in\mathbb{R}^{U\times V}$ with $U=C-B+1$, $V=D-B+1$.`,
      'definition definition definition definition refuted proved',
    ],
    [Z + R`则 $F*G\in\mathbb{R}^{(C-A)\times(D-B+1)}$。`, 'definition definition ill-formed'],
    [
      D + R`Then $H=F*G$, $H\in\mathbb{R}^{(C-A+1)\times(D-B+1)}$.`,
      'definition definition definition definition',
    ],
    // It may be padded.
    [D + R`Then $F*G\in\mathbb{R}^{(C-A+2)\times(D-B+2)}$.`, 'definition definition unknown'],
    [
      R`设 $G\in\mathbb{R}^{5\times5}$，$F\in\mathbb{R}^{3\times3}$，$H=F*G$，步幅为 2，则 $H\in\mathbb{R}^{2\times2}$。`,
      'definition definition definition unknown',
    ],
  ]);
});

describe('numbers of the next example', () => {
  rows(expectVerdicts, [
    [
      R`Let $p = 0$ and $k = 5$. The figure shows it for $k = 3$ and (therefore) $p = 1$.`,
      'definition definition definition definition',
    ],
    [
      R`设$p = 0$，$k = 5$。图中是$k=3$且（因此）$p = 1$的情况。`,
      'definition definition definition definition',
    ],
  ]);
});
