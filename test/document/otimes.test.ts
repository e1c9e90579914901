import { describe, expect } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// ⊗ as the author's sign for convolution, and the marked one for the wide convolution.

const R = String.raw;

/** The verdicts in order. */
function expectVerdicts(text: string, expected: string): void {
  const verdicts = judgeDocument(text, { as: 'md' }).map(({ verdict }) => verdict.verdict);
  expect(verdicts.join(' ')).toBe(expected);
}

const shapes = R`$V \in \mathbb{R}^{m \times n}$, $E \in \mathbb{R}^{I \times J}$, $S \in \mathbb{R}^{(I-m+1) \times (J-n+1)}$`;
const forward = R`Let ${shapes} and $S = V \otimes E$, where $\otimes$ denotes the convolution; $g(S)$ is a loss.`;
const inChinese = R`设 ${shapes}，且 $S = V \otimes E$，其中 $\otimes$ 表示二维卷积运算，$g(S)$ 为损失函数。`;
const [byKernel, byImage, byOutput] = ['V', 'E', 'S'].map(
  (name) => R`\frac{\partial g(S)}{\partial ${name}}`,
);

function afterwards(text: string, expected: string): void {
  for (const before of [forward, inChinese]) {
    const verdicts = judgeDocument(`${before}\n\n${text}`, { as: 'md' }).map(
      ({ verdict }) => verdict.verdict,
    );
    expect(verdicts.join(' ')).toBe(`definition definition definition definition ${expected}`);
  }
}

describe('a sign that the text calls convolution', () => {
  rows(afterwards, [
    [R`$$${byKernel} = ${byOutput} \otimes E$$`, 'proved'],
    [R`$$${byKernel} = ${byOutput} \otimes V$$`, 'refuted'],
    [R`$$s_{kl} = \sum_{a=1}^{m}\sum_{b=1}^{n} v_{ab}e_{k+a-1,l+b-1}$$`, 'proved'],
    [R`$$s_{kl} = \sum_{a=1}^{m}\sum_{b=1}^{n} v_{ab}e_{k+a,l+b-1}$$`, 'refuted'],
    // True of mathematical convolution.
    [R`$$s_{kl} = \sum_{a=1}^{m}\sum_{b=1}^{n} v_{m-a+1,n-b+1}e_{k+a-1,l+b-1}$$`, 'unknown'],
  ]);
});

describe('the wide convolution', () => {
  rows(afterwards, [
    [R`$$${byImage} = \text{rot180}(V) \tilde{\otimes} ${byOutput}$$`, 'proved'],
    [R`$$${byImage} = \text{rot180}(${byOutput}) \tilde\otimes V$$`, 'proved'],
    // Wrong with zeros on all sides, which is a guess at what the mark means.
    [R`$$${byImage} = V \tilde{\otimes} ${byOutput}$$`, 'unknown'],
  ]);
});

describe('a sign that a formula shows', () => {
  const shown = (
    index: string,
  ): string => R`Given $P \in \mathbb{R}^{I \times J}$ and $V \in \mathbb{R}^{A \times B}$,
$$q_{ij} = \sum_{a=1}^A \sum_{b=1}^B v_{ab} p_{${index}}$$ is written $Q = V \otimes P$, beside a $c * d$.

# Derivative

Let $Q = V \otimes P$ and $f(Q) \in \mathbb{R}$. $$\frac{\partial f(Q)}{\partial V} = \frac{\partial f(Q)}{\partial Q} \otimes P$$`;
  rows(
    (text: string, verdict: string) => {
      expect(judgeDocument(text, { as: 'md' }).at(-1)?.verdict.verdict).toBe(verdict);
    },
    [
      [shown('i+a-1,j+b-1'), 'proved'],
      [shown('i-a+1,j-b+1'), 'refuted'],
    ],
  );
});

describe('other meanings of the sign', () => {
  rows(expectVerdicts, [
    [
      R`设 $A \in \mathbb{R}^{I \times J}$，$B \in \mathbb{R}^{K \times L}$，$\otimes$ 表示 Kronecker 积，与卷积无关。$$A \otimes B = B \otimes A$$`,
      'definition definition skipped',
    ],
    [
      R`With $A \in \mathbb{R}^{I \times J}$ and $B \in \mathbb{R}^{I \times J}$, and $\otimes$ the element-wise product before the convolution: $$A \otimes B = B \otimes A$$`,
      'definition definition skipped',
    ],
    // Beside a star it is correlation, and the star convolution.
    [
      R`设 $A \in \mathbb{R}^{2 \times 2}$，$B \in \mathbb{R}^{5 \times 5}$，$\otimes$ 表示互相关。$$A \otimes B = \text{rot180}(A) * B$$`,
      'definition definition proved',
    ],
    [
      R`Let $A \in \mathbb{R}^{2 \times 2}$ and $B \in \mathbb{R}^{5 \times 5}$; $\otimes$ is cross-correlation. $$A \otimes B = A * B$$`,
      'definition definition unknown',
    ],
  ]);
});
