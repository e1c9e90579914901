import { describe, expect } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// Formulas in texts that state no shapes, count from 0 or 1 and leave limits out: the shapes are those that the formula
// implies, and what is false of these is false of others, too, or it is not called so.

const R = String.raw;

function expectVerdicts(text: string, expected: string): void {
  const verdicts = judgeDocument(text, { as: 'md' }).map((c) => c.verdict.verdict);
  expect(verdicts.join(' ')).toBe(expected);
}

const of = (z: string, by: string): string => R`\frac{\partial ${z}}{\partial ${by}}`;

describe('back-propagation without shapes', () => {
  const D = R`$$U_{i,j} = \sum_m\sum_n F_{m,n}\cdot P_{i+m,j+n} + b$$`;
  rows(
    (formula: string, expected: string) => expectVerdicts(`${D}\n\n$$${formula}$$`, `definition ${expected}`),
    [
      [R`${of('E', 'b')} = \sum_i\sum_j ${of('E', 'U_{i,j}')}`, 'proved'],
      [R`${of('E', 'F_{m,n}')} = \sum_i\sum_j ${of('E', 'U_{i,j}')} P_{i+m,j+n}`, 'proved'],
      [R`${of('E', 'P_{i,j}')} = \sum_m\sum_n ${of('E', 'U_{i-m,j-n}')} F_{m,n}`, 'proved'],
      [R`${of('E', 'F_{m,n}')} = \sum_i\sum_j ${of('E', 'U_{i,j}')} P_{i+n,j+m}`, 'refuted'],
      [R`${of('E', 'P_{i,j}')} = \sum_m\sum_n ${of('E', 'U_{i+m,j+n}')} F_{m,n}`, 'refuted'],
      [R`${of('U_{i,j}', 'F_{m,n}')} = P_{i+m,j+n}`, 'proved'],
      [R`${of('U_{i,j}', 'F_{m,n}')} = P_{i-m,j-n}`, 'refuted'],
    ],
  );
});

describe('channels', () => {
  const D = R`$$U_{i,j,k} = \sum_c\sum_m\sum_n F_{m,n,c,k} P_{i+m,j+n,c} + b_k$$`;
  rows(
    (formula: string, expected: string) => expectVerdicts(`${D}\n\n$$${formula}$$`, `definition ${expected}`),
    [
      [R`${of('E', 'b_k')} = \sum_i\sum_j ${of('E', 'U_{i,j,k}')}`, 'proved'],
      [R`${of('E', 'P_{i,j,c}')} = \sum_k\sum_m\sum_n ${of('E', 'U_{i-m,j-n,k}')} F_{m,n,c,k}`, 'proved'],
      [R`${of('E', 'F_{m,n,c,k}')} = \sum_i\sum_j P_{i+m,j+n,k} ${of('E', 'U_{i,j,c}')}`, 'refuted'],
    ],
  );
});

describe('subscripts that advance in steps', () => {
  const strided = (of_: string): string =>
    R`$$U_{i,j} = \left(\sum_m\sum_n P_{i\cdot S_h+m,j\cdot S_w+n} F_{m,n}\right) + b$$${of_}`;
  rows(expectVerdicts, [
    [
      strided(
        R`$$${of('E', 'F_{m,n}')} = \sum_i\sum_j ${of('E', 'U_{i,j}')} P_{i\cdot S_h+m,j\cdot S_w+n}$$`,
      ),
      'definition proved',
    ],
    [strided(R`$$${of('E', 'b')} = \sum_i\sum_j ${of('E', 'U_{i,j}')}$$`), 'definition proved'],
    // What holds where all steps are 1 is said of this case.
    [
      R`$$u_i = \sum_m p_{s i+m} f_m$$ With a stride of 1 $$${of('E', 'p_r')} = \sum_m ${of('E', 'u_{r-m}')} f_m$$`,
      'definition proved',
    ],
    [
      R`$$u_i = \sum_m p_{s i+m} f_m$$ $$${of('E', 'f_m')} = \sum_i ${of('E', 'u_i')} p_{i+m}$$`,
      'definition unknown',
    ],
    [
      R`$$u_i = \sum_m p_{i+m-q} f_m$$ $$${of('E', 'f_m')} = \sum_i ${of('E', 'u_i')} p_{i+m-q}$$`,
      'definition proved',
    ],
    // h is an index elsewhere: `S_h` may be an entry.
    [R`$$u_i = \sum_h v_h p_{i S_h+h}$$`, 'definition'],
  ]);
});

describe('with limits, from 1', () => {
  const D = R`卷积定义为 $$y_t = \sum_{k=1}^{K} w_k x_{t-k+1}$$`;
  rows(
    (formula: string, expected: string) =>
      expectVerdicts(`${D}\n\n即 $$${formula}$$`, `definition ${expected}`),
    [
      [R`y_t = \sum_{i=t-K+1}^{t} w_{t-i+1} x_i`, 'proved'],
      [R`y_t = \sum_{i=t-K+1}^{t} w_{t-i} x_i`, 'refuted'],
      // True where x begins at 1, which the text does not say.
      [R`y_t = \sum_{i=1}^{t} w_{t-i+1} x_i`, 'unknown'],
      [R`${of('y_t', 'w_k')} = x_{t-k+1}`, 'proved'],
      [R`${of('y_t', 'w_k')} = x_{t-k}`, 'refuted'],
    ],
  );
});

describe('what the text says later holds', () => {
  rows(expectVerdicts, [
    [
      R`By $y_{kl} = \sum_{m=1}^M\sum_{n=1}^N w_{mn}x_{k+m-1,l+n-1}$ we get
$$Y = \begin{bmatrix}1&0\\0&1\end{bmatrix} * \begin{bmatrix}1&2\\3&4\end{bmatrix} = \begin{bmatrix}5\end{bmatrix}$$`,
      'definition definition proved',
    ],
    [R`$y_k = \sum_{m=1}^M w_m x_{k+m-1}$. Let $W=[w_{ij}]_{I\times J}$.`, 'definition definition'],
  ]);
});

describe('entries of known tensors', () => {
  const D = R`Let $F = [f_m]_M$ and $P = [p_i]_I$. Put $$u_k = \sum_{m=1}^{M} f_m p_{k+m-1}$$`;
  rows(
    (formula: string, expected: string) =>
      expectVerdicts(`${D} Then $$${formula}$$`, `definition definition definition ${expected}`),
    [
      [R`u_1 = \sum_{m=1}^{M} f_m p_m`, 'proved'],
      [R`u_{I-M+1} = \sum_{m=1}^{M} f_m p_{I-M+m}`, 'proved'],
      // Of how many entries u has nothing is said, so that these are false of some only.
      [R`u_1 = \sum_{m=1}^{M} f_m p_{m+1}`, 'unknown'],
      [R`u_0 = \sum_{m=1}^{M} f_m p_{m-1}`, 'unknown'],
      [R`${of('E', 'f_m')} = \sum_{k=1}^{I-M+1} ${of('E', 'u_k')} p_{k+m-1}`, 'proved'],
    ],
  );
  rows(expectVerdicts, [
    [
      R`Let $F = [f_{jk}]_{M\times N}$, $p = [p_k]_N$. $$u_j = \sum_{k=1}^N f_{jk} p_k$$ $$${of('E', 'f_{jk}')} = ${of('E', 'u_j')} p_k$$ $$${of('E', 'f_{jk}')} = ${of('E', 'u_k')} p_j$$`,
      'definition definition definition proved refuted',
    ],
  ]);
});

describe('what is said before its parts are', () => {
  const D = R`考虑 $U = PF$，其中 $P \in \Bbb R^{I \times J}$，$F \in \mathbb{R}^{J \times K}$，$U \in \mathbb{R}^{I \times K}$。`;
  const given = 'definition definition definition definition';
  rows(expectVerdicts, [
    [R`${D} $$${of('E', 'P_{i,j}')} = \sum_k ${of('E', 'U_{i,k}')} F_{j,k}$$`, `${given} proved`],
    [R`${D} $$${of('E', 'P_{i,j}')} = \sum_k ${of('E', 'U_{i,k}')} F_{k,j}$$`, `${given} skipped`],
    [R`${D} $$${of('E', 'F')} = P^T ${of('E', 'U')}$$`, `${given} proved`],
  ]);
});

describe('what words say of two letters', () => {
  rows(expectVerdicts, [
    [
      R`Let $A \in \mathbb{R}^{I \times C}$ be the map, $u \in \mathbb{R}^C$ its mean by channels. $$s_k = \sum_{c=1}^C v_{k,c} u_c = \sum_{c=1}^C v_{k,c} \frac{1}{I} \sum_{i=1}^I A_{i,c}$$`,
      'definition definition definition unknown',
    ],
  ]);
});
