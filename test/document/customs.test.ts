import { describe, expect } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// Customs of courses and posts: dW for a gradient, bars around a matrix, ⊗ without a word on it, layers as wholes beside their
// entries, entries that are explained behind the formula. What they leave open is not called false.

const R = String.raw;

function expectVerdicts(text: string, expected: string): void {
  const verdicts = judgeDocument(text, { as: 'md' }).map((c) => c.verdict.verdict);
  expect(verdicts.join(' ')).toBe(expected);
}

/** A kernel of two rows and columns over three inputs by three. */
const forward = R`The gradients of a convolution: the forward pass is
$$S_{11} = K_{11}E_{11} + K_{12}E_{12} + K_{21}E_{21} + K_{22}E_{22}$$
$$S_{12} = K_{11}E_{12} + K_{12}E_{13} + K_{21}E_{22} + K_{22}E_{23}$$
$$S_{21} = K_{11}E_{21} + K_{12}E_{22} + K_{21}E_{31} + K_{22}E_{32}$$
$$S_{22} = K_{11}E_{22} + K_{12}E_{23} + K_{21}E_{32} + K_{22}E_{33}$$
`;

function afterwards(text: string, expected: string): void {
  expectVerdicts(`${forward}${text}`, `definition definition definition definition ${expected}`);
}

describe('gradients as programs name them', () => {
  rows(afterwards, [
    [R`$$dK_{11} = dS_{11}E_{11} + dS_{12}E_{12} + dS_{21}E_{21} + dS_{22}E_{22}$$`, 'proved'],
    [R`$$d{K_{21}} = d{S_{11}}E_{21} + d{S_{12}}E_{22} + d{S_{21}}E_{31} + d{S_{22}}E_{32}$$`, 'proved'],
    [R`$$dE_{12} = K_{12}dS_{11} + K_{11}dS_{12}$$`, 'proved'],
    // d might stand for something else.
    [R`$$dE_{12} = K_{11}dS_{11} + K_{12}dS_{12}$$`, 'unknown'],
    [R`$$dS_{11} = K_{11}dE_{11} + K_{12}dE_{12} + K_{21}dE_{21} + K_{22}dE_{22}$$`, 'unknown'],
    [
      R`With a factor $d$: $$dK_{11} = dS_{11}E_{11} + dS_{12}E_{12} + dS_{21}E_{21} + dS_{22}E_{22}$$`,
      'skipped',
    ],
    [
      R`Where $E_{12}$ goes: $K_{12} \to S_{11}$. $$dE_{12} = K_{12}dS_{11} + K_{11}dS_{12}$$`,
      'skipped proved',
    ],
    // W^{[l]} of every layer beside the W of the example.
    [R`In layer $l$ it is $dK^{[l]}$. $$dE_{12} = K_{12}dS_{11} + K_{11}dS_{12}$$`, 'proved'],
  ]);
});

describe('the only sign of convolution', () => {
  rows(afterwards, [
    [R`$$dK = dS \otimes E$$`, 'proved'],
    [R`$$dK = K \otimes E$$`, 'skipped'],
    [R`With a full convolution $$dE = rot\_180(K) \otimes dS$$`, 'proved'],
    [R`With a full convolution $$dE = K \otimes dS$$`, 'skipped'],
    [R`Here $\otimes$ is the Kronecker product. $$dK = dS \otimes E$$`, 'skipped'],
  ]);
});

const grid = (letter: string, rows: number, columns: number): string => {
  const cell = (r: number, c: number): string => `${letter}_{${r + 1}${c + 1}}`;
  const row = (r: number): string => Array.from({ length: columns }, (_, c) => cell(r, c)).join(' & ');
  return Array.from({ length: rows }, (_, r) => row(r)).join(R` \\ `);
};
const matrix = (kind: string, text: string): string => R`\begin{${kind}} ${text} \end{${kind}}`;
const [input, kernel, output] = [grid('e', 3, 3), grid('k', 2, 2), grid('s', 2, 2)];
const layer = (kind: string): string => R`${matrix(kind, input)} * ${matrix(kind, kernel)}`;
const entry = R`$$s_{12} = k_{11}e_{12} + k_{12}e_{13} + k_{21}e_{22} + k_{22}e_{23}`;
const slip = R`$$s_{12} = k_{11}e_{12} + k_{12}e_{13} + k_{21}e_{22} + k_{21}e_{23}`;

describe('matrices of letters on one side', () => {
  rows(expectVerdicts, [
    [
      R`$$${layer('bmatrix')} = ${matrix('bmatrix', output)}$$ ${entry}$$ ${slip}$$`,
      'definition proved refuted',
    ],
    [
      R`$$${matrix('bmatrix', output)} = ${layer('bmatrix')}$$ ${entry}$$ ${slip}$$`,
      'definition proved refuted',
    ],
    [
      R`A bias $c$: $$${layer('bmatrix')} + c = ${matrix('bmatrix', output)}$$ ${entry} + c$$ ${entry}$$`,
      'definition proved refuted',
    ],
    // The bias may be left out of the picture.
    [
      R`A bias $c$: $$${layer('bmatrix')} = ${matrix('bmatrix', output)}$$ ${entry} + c$$`,
      'unknown definition',
    ],
    // Determinants are not convolved.
    [R`$$${layer('vmatrix')} = ${matrix('vmatrix', output)}$$ ${entry}$$`, 'definition proved'],
    [R`$$${matrix('vmatrix', kernel)} = k_{11}k_{22} - k_{12}k_{21}$$`, 'skipped'],
  ]);
});

const layers = R`$$z^l_i = \sum_m a^{l-1}_{i+m} w^l_m + b^l$$ $$A^l = h(Z^l)$$ Let $\delta^l_i = \frac{\partial J}{\partial z^l_i}$.`;

describe('layers as wholes beside their entries', () => {
  rows(
    (text: string, expected: string) => {
      expectVerdicts(`${layers}\n${text}`, `definition definition definition ${expected}`);
    },
    [
      [R`$$\delta^l_i = \sum_m \delta^{l+1}_{i-m} w^{l+1}_m h'(z^l_i)$$`, 'proved'],
      [R`$$\delta^l_i = \sum_m \delta^{l+1}_{i+m} w^{l+1}_m h'(z^l_i)$$`, 'refuted'],
      [R`$$\delta^l_i = \sum_m \delta^{l+1}_{i-m} w^{l+1}_m$$`, 'refuted'],
    ],
  );
});

describe('entries that are explained behind the formula', () => {
  const dense = R`$$h_{i} = u_{i} + \sum_k w_{i,k} x_{k}`;
  rows(expectVerdicts, [
    [
      R`${dense} = u_{i} + \sum_a v_{i,a} x_{i+a}$$ Here $v_{i,a} = w_{i,i+a}$.`,
      'definition proved definition',
    ],
    [
      R`${dense} = u_{i} + \sum_a v_{i,a} x_{i+a}$$ Here $v_{i,a} = w_{i,i-a}$.`,
      'definition skipped definition',
    ],
    [
      R`${dense}$$ With $v_{i,a} = w_{i,i+a}$ $$h_{i} = u_{i} + \sum_a v_{i,a} x_{i+a}$$`,
      'definition definition proved',
    ],
    // Nothing follows from what is to be shown.
    [R`Let $v \in \mathbb{R}^N$. Hence $$t_i = 2v_i.$$ So $$t_i = 3v_i$$`, 'definition definition unknown'],
    // v of another rank is another v, and h is defined anew.
    [
      R`${dense} = u_{i} + \sum_a v_{i,a} x_{i+a}$$ Here $v_{i,a} = w_{i,i+a}$. Then simply $$h_{i} = t + \sum_a v_{a} x_{i+a}$$`,
      'definition proved definition definition',
    ],
  ]);
});

describe('sets of numbers without a definition', () => {
  rows(expectVerdicts, [
    [
      R`$V, V' \isin \R^{M \times N}$ and $\sum_{m=1}^M\sum_{n=1}^N v_{mn} = \sum_{n=1}^N\sum_{m=1}^M v_{mn}$`,
      'definition proved',
    ],
  ]);
});

describe('what a claim quotes', () => {
  rows(
    (text: string, expected: string) => {
      expect(judgeDocument(text, { as: 'md' }).map(({ source }) => source)).toEqual([expected]);
    },
    [
      [R`$${'{'}q_{11}} = {p_{12}}$`, R`{q_{11}} = {p_{12}}`],
      [R`$q_{11} = {p_{1{2}}}$`, R`q_{11} = {p_{1{2}}}`],
      [R`$\frac{1}{2} = {{1}\over{2}}$`, R`\frac{1}{2} = {{1}\over{2}}`],
    ],
  );
});
