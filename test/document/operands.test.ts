import { describe, expect, test } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// Which operand of a convolution is the kernel: told by words, by shapes, by what the text has done before, or not at all.

const R = String.raw;

/** The verdicts in order. */
function expectVerdicts(text: string, expected: string): void {
  const verdicts = judgeDocument(text, { as: 'md' }).map(({ verdict }) => verdict.verdict);
  expect(verdicts.join(' ')).toBe(expected);
}

const image = R`\begin{bmatrix}2&0&1\\1&3&0\\0&1&4\end{bmatrix}`;
const kernel = R`\begin{bmatrix}1&2\\0&3\end{bmatrix}`;

describe('numbers', () => {
  rows(expectVerdicts, [
    [R`$${image} * ${kernel} = \begin{bmatrix}11&2\\10&15\end{bmatrix}$`, 'proved'],
    [R`$${image} * ${kernel} = \begin{bmatrix}11&2\\10&14\end{bmatrix}$`, 'refuted'],
    [R`$${kernel} * ${image} = \begin{bmatrix}11&2\\10&15\end{bmatrix}$`, 'proved'],
    [
      R`Two channels: $${image} * ${kernel} + ${image} * ${kernel} = \begin{bmatrix}22&4\\20&30\end{bmatrix}$`,
      'proved',
    ],
    [
      R`Two channels: $${image} * ${kernel} + ${image} * ${kernel} = \begin{bmatrix}22&4\\20&29\end{bmatrix}$`,
      'refuted',
    ],
    [
      R`令 $A=${image}$，$B=${kernel}$，则 $A*B=\begin{bmatrix}11&2\\10&15\end{bmatrix}$。`,
      'definition definition proved',
    ],
    [
      R`$\begin{bmatrix}1&3&6&10\end{bmatrix}*\begin{bmatrix}-1&1\end{bmatrix}=\begin{bmatrix}2&3&4\end{bmatrix}$`,
      'proved',
    ],
    // With as many zeros around it as fit, the image may stand on either side.
    [
      R`$\begin{bmatrix}1&2&3&4&5\\1&2&3&4&5\end{bmatrix} * \begin{bmatrix}1&1&1\\1&1&1\\1&1&1\end{bmatrix} = \begin{bmatrix}6&12&18&24&18\\6&12&18&24&18\end{bmatrix}$`,
      'proved',
    ],
    // A kernel that stands first with zeros around the smaller image: not what the shapes say, but not false for sure.
    [R`$${image} * \begin{bmatrix}1&1\\1&1\end{bmatrix} = \begin{bmatrix}8&5\\4&6\end{bmatrix}$`, 'unknown'],
    // Neither fits into the other.
    [
      R`$\begin{bmatrix}1&2&3\end{bmatrix} * \begin{bmatrix}1\\1\end{bmatrix} = \begin{bmatrix}1&2&4\end{bmatrix}$`,
      'unknown',
    ],
    // Where both orders are written they are two things.
    [R`Let $A=${image}$, $B=${kernel}$. Then $A*B\ne B*A$.`, 'definition definition proved'],
  ]);
});

const first = R`$$c_{kl}=\sum_{m=1}^M\sum_{n=1}^N b_{mn}a_{k+m-1,l+n-1}$$`;
const second = R`$$c_{kl}=\sum_{m=1}^M\sum_{n=1}^N a_{mn}b_{k+m-1,l+n-1}$$`;
const A = R`$A=[a_{ij}]_{I\times J}$`;
const B = R`$B=[b_{mn}]_{M\times N}$`;
const C = R`$C=[c_{kl}]_{K\times L}$`;

describe('words', () => {
  rows(
    (text: string, expected: string) => {
      const last = judgeDocument(text, { as: 'md' }).at(-1);
      expect(last?.verdict.verdict).toBe(expected);
    },
    [
      [R`The picture ${A} meets the filter ${B}. Put $C=A*B$, ${C}. ${first}`, 'proved'],
      [R`The picture ${A} meets the filter ${B}. Put $C=A*B$, ${C}. ${second}`, 'refuted'],
      [R`Let ${A} be an input image and ${B} the kernel, $C=A*B$, ${C}. ${first}`, 'proved'],
      [R`设卷积核 ${B} 作用于图像 ${A}，$C=A*B$，${C}。${first}`, 'proved'],
      [R`设卷积核 ${B} 作用于图像 ${A}，$C=A*B$，${C}。${second}`, 'refuted'],
      [R`${A} 为输入，${B} 为卷积核，$C=A*B$，${C}。${first}`, 'proved'],
      [R`Let the kernel and the image be ${B} and ${A}, $C=B*A$, ${C}. ${first}`, 'proved'],
      [R`Let ${A} be the image and ${B} the kernel. $A*B=A\circledast\text{rot180}(B)$`, 'proved'],
      [R`Let ${A} be the image and ${B} the kernel. $A*B=A\circledast B$`, 'refuted'],
      // The image before the sign here is the image before the sign there.
      [
        R`Let ${A} be the image, ${B} the kernel, $C=A*B$, ${C}. $$\frac{\partial f(C)}{\partial B}=A*\frac{\partial f(C)}{\partial C}$$`,
        'proved',
      ],
      [
        R`Let ${A} be the image, ${B} the kernel, $C=B*A$, ${C}. $$\frac{\partial f(C)}{\partial B}=A*\frac{\partial f(C)}{\partial C}$$`,
        'refuted',
      ],
    ],
  );
});

describe('shapes in letters, and sums', () => {
  rows(
    (text: string, expected: string) => {
      const last = judgeDocument(text, { as: 'md' }).at(-1);
      expect(last?.verdict.verdict).toBe(expected);
    },
    [
      [R`Let ${A}, ${B} where $M\le I$ and $N\le J$. With $C=A*B$, ${C} we get ${first}`, 'proved'],
      [R`Let ${A}, ${B} where $M\le I$ and $N\le J$. With $C=A*B$, ${C} we get ${second}`, 'refuted'],
      [R`Let ${A}, ${B}. With $C=A*B$, ${C} we get ${first}`, 'proved'],
      // Letters of custom tell them apart where a sum is at odds with them.
      [
        R`Let $X=[x_{ij}]_{I\times J}$, $W=[w_{mn}]_{M\times N}$. With $C=W*X$, ${C} we get $$c_{kl}=\sum_{i=1}^I\sum_{j=1}^J x_{ij}w_{k+i-1,l+j-1}$$`,
        'refuted',
      ],
      // Sums that are at odds with each other tell nothing.
      [R`Let ${A}, ${B}. With $C=B*A$, ${C} we get ${first} and ${second}`, 'unknown'],
    ],
  );
});

describe('what is said of it', () => {
  rows(
    (text: string, expected: string) => {
      expect(judgeDocument(text, { as: 'md' }).map(({ verdict }) => verdict.message)).toContain(expected);
    },
    [
      [R`Let ${A} be the image and ${B} the kernel. $C=A*B$`, 'defines C (read with B as the kernel)'],
      [
        R`$${image} * ${kernel} = \begin{bmatrix}11&2\\10&15\end{bmatrix}$`,
        'true (read with the 2×2 matrix as the kernel)',
      ],
    ],
  );
});

test('the reading has the kernel first, as the notation wants it', () => {
  const claims = judgeDocument(R`Let ${A} be the image and ${B} the kernel. $C=A*B$`, { as: 'md' });
  expect(claims.at(-1)?.reading).toBe('C = B * A');
});
