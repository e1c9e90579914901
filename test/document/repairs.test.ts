import { describe, expect } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// What is offered in the place of a mistake is what an author would write there, or nothing.

const R = String.raw;
const D = R`Let $A=[a_{mn}]_{M\times N}$ be the kernel and $B=[b_{ij}]_{I\times J}$ the image. `;

describe('repairs', () => {
  rows(
    (text: string, expected: string) => {
      const last = judgeDocument(text, { as: 'md', repair: 60_000 }).at(-1);
      expect(`${last?.verdict.verdict}: ${last?.repair?.source ?? 'none'}`).toBe(`refuted: ${expected}`);
    },
    [
      // The wrong operand is turned.
      [R`${D}$A\circledast B=A*\text{rot180}(B)$`, R`\text{rot180}(A)*B`],
      [R`${D}$A*B=\text{rot180}(B)\circledast A$`, R`B\circledast \text{rot180}(A)`],
      [R`${D}$A*B=A\circledast\text{rot180}(B)$`, R`\text{rot180}(A)\circledast B`],
      // What is turned is not turned again.
      [R`Let $A=[a_{mn}]_{M\times N}$. $A^T=A$`, 'none'],
      // The matrix is what is computed, not what it is computed from.
      [
        R`$\begin{bmatrix}c_1\\c_2\end{bmatrix}=\begin{bmatrix}a_1&a_2&0\\0&a_1&a_2\end{bmatrix}\begin{bmatrix}b_1\\b_2\\b_3\end{bmatrix}=\begin{bmatrix}a_1b_1+a_2b_2\\a_1b_2+a_1b_3\end{bmatrix}$`,
        R`a_2`,
      ],
      [
        R`$\begin{bmatrix}\max(2,9)&\max(4,3)\\\max(1,5)&\max(6,6)\end{bmatrix}=\begin{bmatrix}9&4\\3&6\end{bmatrix}$`,
        '5&6',
      ],
      // Any factor could be changed to make the sum come out: none is.
      [
        R`Let $A=\begin{bmatrix}2&0\\0&1\end{bmatrix}$, $B=\begin{bmatrix}3&1&4\\1&5&9\\2&6&5\end{bmatrix}$ and $C=A*B$. Then $c_{11}=2\times 3+0\times 1+0\times 1+1\times 4$`,
        'none',
      ],
      [
        R`设 $A=\begin{bmatrix}2&0\\0&1\end{bmatrix}$，$B=\begin{bmatrix}3&1&4\\1&5&9\\2&6&5\end{bmatrix}$，$C=A*B$，则 $c_{12}=12$`,
        '11',
      ],
    ],
  );
});

describe('decimals', () => {
  rows(
    (text: string, expected: string) => {
      const last = judgeDocument(text, { as: 'md' }).at(-1);
      expect(`${last?.verdict.verdict}: ${last?.verdict.message}`).toContain(expected);
    },
    [
      ['The share is $5/7=0.71$.', 'proved: true to the 2 decimals that are written'],
      ['The share is $5/7=0.7$.', 'proved: true to the 1 decimal that is written'],
      ['The share is $5/7=0.72$.', 'refuted'],
      ['占比为 $5/7=0.714$。', 'proved: true to the 3 decimals that are written'],
      ['占比为 $5/7=0.715$。', 'refuted'],
      [R`$-\frac{5}{7}=-0.71$`, 'proved'],
      // A number without decimals is no rounded one, and what is exact is so.
      ['$7/2=3$', 'refuted'],
      ['$5/4=1.25$', 'proved: true'],
      [R`$0.5\times 3=1.6$`, 'refuted'],
    ],
  );
});
