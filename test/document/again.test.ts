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
