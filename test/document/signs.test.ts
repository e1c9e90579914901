import { describe, expect } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// What a text says of its signs is what they mean; and a sentence that names an operation is held to it.

const R = String.raw;

const A = R`$A=[a_i]_I$`;
const B = R`$B=[b_m]_M$`;
const straight = R`$$c_k=\sum_{m=1}^M b_ma_{k+m-1}$$`;
const turned = R`$$c_k=\sum_{m=1}^M b_ma_{k+M-m}$$`;

describe('signs', () => {
  rows(
    (text: string, expected: string) => {
      const last = judgeDocument(text, { as: 'md' }).at(-1);
      expect(last?.verdict.verdict).toBe(expected);
    },
    [
      [R`In these notes $*$ stands for true convolution. Let ${A}, ${B}, $C=B*A$. ${turned}`, 'proved'],
      [R`In these notes $*$ stands for true convolution. Let ${A}, ${B}, $C=B*A$. ${straight}`, 'refuted'],
      [R`全书用 $*$ 表示数学卷积。设 ${A}，${B}，$C=B*A$。${turned}`, 'proved'],
      [R`全书用 $*$ 表示数学卷积。设 ${A}，${B}，$C=B*A$。${straight}`, 'refuted'],
      [
        R`We write $\circledast$ for cross-correlation. Let ${A}, ${B}, $C=B\circledast A$. ${straight}`,
        'proved',
      ],
      [
        R`We write $\circledast$ for cross-correlation. Let ${A}, ${B}, $C=B\circledast A$. ${turned}`,
        'refuted',
      ],
      [R`互相关记为 $\star$。设 ${A}，${B}，$C=B\star A$。${straight}`, 'proved'],
      [R`互相关记为 $\star$。设 ${A}，${B}，$C=B\star A$。${turned}`, 'refuted'],
      [
        R`Here $\star$ is cross-correlation and $*$ is convolution. Let ${A}, ${B}. $B\star A=\text{rot180}(B)*A$`,
        'proved',
      ],
      [
        R`We write $\star$ for cross-correlation and $*$ for convolution. Let ${A}, ${B}. $B\star A=\text{rot180}(B)*A$`,
        'proved',
      ],
      // Said for the whole text, but for the section that says otherwise.
      [
        R`# One

Everywhere $*$ denotes mathematical convolution.

# Two

Let ${A}, ${B}, $C=B*A$. ${turned}`,
        'proved',
      ],
      [
        R`# One

In this section $*$ denotes mathematical convolution.

# Two

Let ${A}, ${B}, $C=B*A$. ${straight}`,
        'proved',
      ],
      // Denied, or another sense of the word.
      [R`Here $*$ does not denote mathematical convolution. Let ${A}, ${B}, $C=B*A$. ${straight}`, 'proved'],
      [
        R`Here $*$ is used without the flip of true convolution. Let ${A}, ${B}, $C=B*A$. ${straight}`,
        'proved',
      ],
      [R`这里 $*$ 不表示数学卷积。设 ${A}，${B}，$C=B*A$。${straight}`, 'proved'],
      [R`As is usual here $*$ denotes convolution. Let ${A}, ${B}, $C=B*A$. ${straight}`, 'proved'],
    ],
  );
});

const product = R`\begin{bmatrix}1&2\\0&1\end{bmatrix} * \begin{bmatrix}1&2&0\\0&3&1\\5&0&1\end{bmatrix}`;

describe('the operation that a sentence speaks of', () => {
  rows(
    (text: string, expected: string) => {
      const [claim] = judgeDocument(text, { as: 'md' });
      expect(claim?.verdict.verdict).toBe(expected);
    },
    [
      [R`The cross-correlation of the two is $${product}=\begin{bmatrix}8&3\\6&6\end{bmatrix}$.`, 'proved'],
      [R`The cross-correlation of the two is $${product}=\begin{bmatrix}7&7\\3&2\end{bmatrix}$.`, 'refuted'],
      [R`With the true convolution we get $${product}=\begin{bmatrix}4&5\\6&3\end{bmatrix}$.`, 'refuted'],
      [R`With the true convolution we get $${product}=\begin{bmatrix}4&9\\10&4\end{bmatrix}$.`, 'proved'],
      [R`With the true convolution we get $${product}=\begin{bmatrix}8&3\\6&6\end{bmatrix}$.`, 'refuted'],
      [R`两者的数学卷积为 $${product}=\begin{bmatrix}4&9\\10&4\end{bmatrix}$。`, 'proved'],
      [
        R`In Julia \`*\` is elementwise here: $\begin{bmatrix}1&2\end{bmatrix}*\begin{bmatrix}3&4\end{bmatrix}=\begin{bmatrix}3&8\end{bmatrix}$.`,
        'proved',
      ],
      [
        R`按元素相乘得 $\begin{bmatrix}1&2\end{bmatrix}*\begin{bmatrix}3&4\end{bmatrix}=\begin{bmatrix}3&8\end{bmatrix}$。`,
        'proved',
      ],
      [
        R`按元素相乘得 $\begin{bmatrix}1&2\end{bmatrix}*\begin{bmatrix}3&4\end{bmatrix}=\begin{bmatrix}3&9\end{bmatrix}$。`,
        'refuted',
      ],
    ],
  );
});

describe('a cross between factors', () => {
  const mean = (entry: string): string =>
    R`Let $A=[a_{ij}]_{I\times J}$. For $1\le i\le I$: $$\frac1J\times\sum_{j=1}^Ja_{ij}=\frac1J\times\sum_{j=1}^J${entry}$$`;
  rows(
    (text: string, expected: string) => {
      expect(judgeDocument(text, { as: 'md' }).at(-1)?.verdict.verdict).toBe(expected);
    },
    [
      [mean(R`a_{i,J-j+1}`), 'proved'],
      [mean(R`a_{i,J-j}`), 'refuted'],
      [R`The image is $W\times H$. Here $W\times H=28\times28$.`, 'definition'],
    ],
  );
});

describe('stress that is laid on a part', () => {
  rows(
    (text: string, expected: string) => {
      expect(judgeDocument(text, { as: 'md' }).at(-1)?.verdict.verdict).toBe(expected);
    },
    [
      [R`Let $w=[w_m]_M$. $$\sum_{m=1}^M w_m=w_1+\underline{\sum_{m=2}^M w_m}$$`, 'proved'],
      [R`Let $w=[w_m]_M$. $$\sum_{m=1}^M w_m=w_1+\boxed{\sum_{m=1}^M w_m}$$`, 'refuted'],
    ],
  );
});
