import { describe, expect } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// Letters that a text uses again: for one dimension and for two, for one operation and for the next.

const R = String.raw;

function expectVerdicts(text: string, expected: string): void {
  const verdicts = judgeDocument(text, { as: 'md' }).map((c) => c.verdict.verdict);
  expect(verdicts.join(' ')).toBe(expected);
}

const line = R`$$p_t = \sum_{k=1}^{K} f_k q_{t-k+1}$$`;
const convolved = R`$$p_{ij} = \sum_{a=1}^{A}\sum_{b=1}^{B} f_{ab} q_{i-a+1,j-b+1}$$`;
const correlated = R`$$p_{ij} = \sum_{a=1}^{A}\sum_{b=1}^{B} f_{ab} q_{i+a-1,j+b-1}$$`;

describe('one dimension, then two', () => {
  rows(expectVerdicts, [
    [`${line}\n\nIn two dimensions\n${convolved}`, 'definition definition'],
    [
      `${line}\n\n二维的情形\n${convolved}\n\n$$\\frac{\\partial p_{ij}}{\\partial f_{ab}} = q_{i-a+1,j-b+1}$$`,
      'definition definition proved',
    ],
    [
      R`${line}

给定图像 $Q \in \mathbb{R}^{I \times J}$ 和卷积核 $F \in \mathbb{R}^{A \times B}$。`,
      'definition definition definition',
    ],
    // As many subscripts as before: the shape, and what was said holds.
    [
      R`${line}

其中 $F \in \mathbb{R}^{K}$。 $$p_t = \sum_{i=t-K+1}^{t} f_{t-i} q_i$$`,
      'definition definition refuted',
    ],
  ]);
});

describe('an index, then a size', () => {
  rows(expectVerdicts, [
    [
      R`$$r_k = \sum_{j=1}^{J} f_{kj} q_j$$ The kernel has $k$ rows: $$p_i = \sum_{m=1}^{k} g_m h_{i+m-1}$$`,
      'definition definition',
    ],
    // A subscript of the same equation is no size, and nothing binds it.
    [
      R`Let $R=[r_k]_K$ and $H=[h_i]_I$. $$r_k = \sum_{m=1}^{i} h_{k+i}$$`,
      'definition definition ill-formed',
    ],
  ]);
});

describe('what a whole is, of which only entries were spoken', () => {
  const D = R`Let $F=[f_{ab}]_{A\times B}$, $Q=[q_{ij}]_{I\times J}$.`;
  rows(expectVerdicts, [
    [
      `${D} Their convolution is\n$$p_{ij} = \\sum_{a=1}^{A}\\sum_{b=1}^{B} f_{ab} q_{i-a+1,j-b+1}$$\n\nWe write $P = F * Q$. Then $$p_{ij} = \\sum_{a=1}^A\\sum_{b=1}^B f_{ab} q_{i+a-1,j+b-1}$$`,
      'definition definition definition unknown unknown',
    ],
    // That Y comes from X was not said in a way that is read: its derivative is not known to be 0.
    [
      R`设 $P = F \diamond Q$，$F \in \mathbb{R}^{A \times B}$，$Q \in \mathbb{R}^{I \times J}$，$P \in \mathbb{R}^{I \times J}$，则 $$\frac{\partial g(P)}{\partial Q} = \frac{\partial g(P)}{\partial P} * F$$`,
      'skipped definition definition definition skipped',
    ],
  ]);
});

describe('what a whole is, after its entries', () => {
  const given = R`$$p_{ij} = \sum_{a=1}^{A}\sum_{b=1}^{B} f_{ab} q_{i+a-1,j+b-1}$$`;
  rows(expectVerdicts, [
    [R`${given} In short, $P = F * Q$.`, 'definition proved'],
    [
      R`Let $F=[f_{ab}]_{A\times B}$, $Q=[q_{ij}]_{I\times J}$. ${given} Briefly $P = F * Q$.`,
      'definition definition definition proved',
    ],
    [
      R`Let $F=[f_{ab}]_{A\times B}$, $Q=[q_{ij}]_{I\times J}$. $$p_{ij} = 2 q_{ij}$$ We write $P = F * Q$.`,
      'definition definition definition unknown',
    ],
    // Numbers are an example.
    [R`${given} 例如 $$P = \begin{bmatrix}1&0\\0&1\end{bmatrix}$$`, 'definition definition'],
  ]);
});

describe('one operation, then another', () => {
  rows(expectVerdicts, [
    [
      `The convolution is defined as\n${convolved}\n\nand the cross-correlation as\n${correlated}`,
      'definition definition',
    ],
    [
      `它们的卷积为\n${convolved}\n\n它们的互相关为\n${correlated}\n\n所以\n$$\\frac{\\partial p_{ij}}{\\partial f_{ab}} = q_{i+a-1,j+b-1}$$`,
      'definition definition proved',
    ],
    [
      `Let $P=[p_{ij}]_{I\\times J}$, $F=[f_{ab}]_{A\\times B}$, $Q=[q_{ij}]_{K\\times L}$. Their convolution is\n${convolved}\n\nTheir correlation is\n${correlated}`,
      'definition definition definition definition definition',
    ],
    // Nothing says that it is another operation, or it is concluded.
    [`它们的卷积为\n${convolved}\n\n整理后\n${correlated}`, 'definition refuted'],
    [`The convolution is\n${convolved}\n\nHence the convolution is\n${correlated}`, 'definition refuted'],
  ]);
});

describe('two formulas for one letter, either of which is meant', () => {
  const two = R`设 $X=[x_{ij}]_{I\times J}$，$V=[v_{kl}]_{K\times L}$。即有 $$v_{kl} = x_{k,l} + x_{k+1,l}$$ 或 $$v_{kl} = x_{k,l} - x_{k+1,l}$$`;
  rows(expectVerdicts, [
    [R`${two} 比较式 $v_{kl} = x_{k,l} - x_{k+1,l}$ 可知。`, `${'definition '.repeat(4)}unknown`],
  ]);
});

describe('a formula for all, then one of them', () => {
  rows(expectVerdicts, [
    [R`Let $q_k = 2k + 1$, so that $q_2 = 5$ and hence $q_3 = 6$.`, 'definition proved refuted'],
    // What is not concluded may be another example.
    [R`设 $q_l = 2^l$。$q_3 = 8$，$q_4 = 12$。`, 'definition proved unknown'],
    [R`$$q_k = 2 r_k$$ $$q_2 = 2 r_2$$ $$q_3 = 2 r_2$$`, 'definition definition unknown'],
    // A formula that does not depend on k, or says it by another k, tells nothing of one of them.
    [R`$q_k = 3$, $q_1 = 5$, $r_k = r_{k-1} - 2$, $r_1 = 26$`, 'definition definition definition definition'],
  ]);
});
