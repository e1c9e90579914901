import { describe, expect } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// Statements that a text takes back, asks for, or shows as mistakes of others. Each row: a text, the verdicts in order.

const R = String.raw;
/** A kernel and an image. */
const D = R`Let $K=[k_{ab}]_{A\times B}$ and $U=[u_{cd}]_{C\times D}$. `;
const Z = R`设卷积核 $K=[k_{ab}]_{A\times B}$，图像 $U=[u_{cd}]_{C\times D}$。`;

function verdicts(text: string): string {
  return judgeDocument(text, { as: 'md' })
    .map((c) => c.verdict.verdict)
    .slice(/^(?:Let|设)/u.test(text) ? 2 : 0)
    .join(' ');
}

function expectVerdicts(text: string, expected: string): void {
  expect(verdicts(text)).toBe(expected);
}

describe('what a text takes back', () => {
  rows(expectVerdicts, [
    [D + R`It is not true that $K*U=K\circledast U$.`, 'skipped'],
    [D + R`We do not claim $K=\text{rot180}(K)$. It cannot be that $2+2=5$.`, 'skipped skipped'],
    [D + R`One is tempted to write that $$K*U=K\circledast U,$$ but this fails for most kernels.`, 'skipped'],
    [D + R`Suppose, for contradiction, that for all kernels $K*U=K\circledast U$.`, 'skipped'],
    [D + R`The equation $K*U=K\circledast U$ found in some notes is wrong.`, 'skipped'],
    // A sentence of its own.
    [
      'Then $$2+2=4$$\n\nInstead of five we get four. And $2+2=5$ instead of $2+2=4$.',
      'proved skipped skipped',
    ],
    [R`The size is not $9-4=5$ but $9-4+1=6$. Then $0=2$, which is absurd.`, 'skipped proved skipped'],
    [
      R`A common mistake is to write $5/2=2$. Erratum: $3\times3+1=9$ should read $3\times3+1=10$.`,
      'skipped skipped proved',
    ],
    [
      Z +
        R`注意，$K*U=K\circledast U$ 一般并不成立；常见的错误写法是 $$K\circledast U=\text{rot180}(K)\circledast U$$`,
      'skipped skipped',
    ],
    [Z + R`若把图像翻转，也不能写成 $K*U=K\circledast U$。`, 'skipped'],
    [R`输出的行数不是 $9-4=5$，而是 $9-4+1=6$。否则将有 $0=2$，矛盾。`, 'skipped proved skipped'],
    [R`有人写 $3+3=7$（错），书中 $3\times3=6$ 应为 $3\times3=9$。`, 'skipped skipped proved'],
  ]);
});

describe('what only sounds like it', () => {
  rows(expectVerdicts, [
    [R`It is not hard to see that $2+3=6$. Not surprisingly, $2+3=5$.`, 'refuted proved'],
    [R`The error is small, so $1+1=3$. 误差很小，而 $1+1=3$。`, 'refuted refuted'],
    [D + R`The result does not depend on the image, and $K*U=K\circledast U$.`, 'refuted'],
    [Z + R`不难看出 $K*U=K\circledast U$。`, 'refuted'],
  ]);
});
