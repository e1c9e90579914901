import { describe, expect } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// Conditions and explanations behind a formula, and conditions in words alone. Each row: a text, and of each relation that
// follows the declarations the verdict, with its scope in brackets where it is not all sizes.

const R = String.raw;
/** A kernel, an image and their correlation, four relations. */
const D = R`Let $F=[f_{ab}]_{A\times B}$, $G=[g_{cd}]_{C\times D}$, $H=F*G$, $H=[h_{uv}]_{U\times V}$. `;
const Z = R`设 $F=[f_{ab}]_{A\times B}$，$G=[g_{cd}]_{C\times D}$，$H=F*G$，$H=[h_{uv}]_{U\times V}$。`;
const square = R`h_{uv}=\sum_{a=1}^B\sum_{b=1}^A f_{ab}\,g_{u+a-1,v+b-1}`;

function verdicts(text: string): string {
  return judgeDocument(text, { as: 'md', repair: 0 })
    .map(({ verdict: { verdict, scope } }) =>
      scope === undefined || /sizes/u.test(scope) ? verdict : `${verdict} [${scope}]`,
    )
    .slice(4)
    .join(' ');
}

function expectVerdicts(text: string, expected: string): void {
  expect(verdicts(text)).toBe(expected);
}

describe('a condition behind a formula', () => {
  rows(expectVerdicts, [
    [D + R`Then $$${square} \quad \text{if } A=B.$$`, 'proved [A = B] definition'],
    [D + R`Then $$${square}$$ provided that $A=B$.`, 'proved [A = B] definition'],
    [D + R`The entries are $${square}$ when $A=B=2$.`, 'proved [A = 2, B = 2] definition definition'],
    [Z + R`于是 $$${square}$$（这里假设 $A=B$）。`, 'proved [A = B] definition'],
    [D + R`Then $h_{uv}=\sum_{a=1}^A\sum_{b=1}^B f_{ab}g_{ab}$ for $u=v=1$.`, 'proved definition definition'],
    // It is not kept, and it does not help what is false under it, too.
    [
      D + R`Then $$${square}$$ provided that $A=B$. In general $$${square}$$`,
      'proved [A = B] definition refuted',
    ],
    [D + R`Then $h_{uv}=f_{11}g_{uv}$ if $A=B$.`, 'refuted definition'],
    // One condition after another, each behind its formula.
    [
      D + R`Then $h_{uv}=f_{11}g_{uv}$ if $A=B=1$, and $h_{uv}=f_{11}g_{uv}+f_{12}g_{u,v+2}$ if $B=2$.`,
      'proved [A = 1, B = 1] definition definition refuted definition',
    ],
    [
      Z + R`于是 $$h_{uv}=f_{11}g_{uv}\quad\text{若 } A=B=1,$$ 一般地 $h_{uv}=f_{11}g_{uv}$。`,
      'proved [A = 1, B = 1] definition definition refuted',
    ],
    // After a comma it is said of what follows.
    [
      D + R`Let $q=A-a+1$; when $a=1$, $q=A$. 令 $r=B-b+1$，当 $b=1$ 时，$r=B$。`,
      'definition definition proved definition definition proved',
    ],
  ]);
});

describe('what a letter behind a formula stands for', () => {
  rows(expectVerdicts, [
    [
      D + R`Then $$h_{uv}=\sum_{a=1}^A\sum_{b=1}^B f_{ab}\,g_{cd},\quad c=u+a-1,\quad d=v+b-1.$$`,
      'proved definition definition',
    ],
    [
      D + R`Then $$h_{uv}=\sum_{a=1}^A\sum_{b=1}^B f_{ab}\,g_{u+A-q,v+B-r}$$ where $q=A-a+1$ and $r=B-b+1$.`,
      'proved definition definition',
    ],
    [
      Z + R`于是 $$h_{uv}=\sum_{a=1}^A\sum_{b=1}^B f_{ab}\,g_{q,v+b-1},$$ 其中 $q=u+a-1$。`,
      'proved definition',
    ],
    [
      Z + R`于是 $$h_{uv}=\sum_{a=1}^A\sum_{b=1}^B f_{ab}\,g_{q,v+b-1},$$ 其中 $q=u+a$。`,
      'refuted definition',
    ],
    // The tensor that the formula defines is no letter.
    [D + R`Then $$e_v=\sum_{a=1}^A f_{a1}\,g_{c1},\quad c=v+a-1.$$`, 'definition definition'],
  ]);
});

describe('a condition in words', () => {
  rows(expectVerdicts, [
    [D + R`If the kernel is symmetric about its centre, then $F*G=F\circledast G$.`, 'unknown'],
    [D + R`For kernels that are symmetric about the centre, $F*G=F\circledast G$.`, 'unknown'],
    [
      D +
        R`Up to a rotation of the kernel, $F*G=F\circledast G$. Ignoring the flip, we write $F*G=F\circledast G$.`,
      'unknown unknown',
    ],
    [
      D + R`A $1\times1$ kernel gives $h_{uv}=f_{11}g_{uv}$. On a constant image $h_{uv}=h_{11}$.`,
      'unknown unknown',
    ],
    [D + R`We have $F*G=F\circledast G$ whenever the kernel is symmetric.`, 'unknown'],
    [
      Z +
        R`若卷积核中心对称，则 $F*G=F\circledast G$。对于只有一行的核，$h_{uv}=\sum_{b=1}^B f_{1b}g_{u,v+b-1}$。`,
      'unknown unknown',
    ],
    [Z + R`忽略翻转，$F*G=F\circledast G$。在常数图像上，$h_{uv}=h_{11}$。`, 'unknown unknown'],
    // Words that restrict nothing.
    [
      D +
        R`When the kernel is moved over the image, $F*G=F\circledast G$. For a kernel $F$ and an image $G$, $F*G=F\circledast G$.`,
      'refuted refuted',
    ],
    [
      Z + R`当卷积核在图像上滑动时，$F*G=F\circledast G$。对于卷积核 $F$，$F*G=F\circledast G$。`,
      'refuted refuted',
    ],
    // A case in symbols says what the words say; numbers are numbers in any case.
    [
      D + R`For a kernel with a single row, $A=1$, we have $h_{uv}=\sum_{b=1}^B f_{1b}g_{u,v+b}$.`,
      'definition refuted',
    ],
    [D + R`A $3\times3$ kernel has $3\times3=8$ weights.`, 'refuted'],
  ]);
});

describe('a number where the text has a size', () => {
  const short = R`$$h_{uv}=\sum_{a=1}^2\sum_{b=1}^B f_{ab}\,g_{u+a-1,v+b-1}$$`;
  rows(expectVerdicts, [
    [D + R`Then ${short}`, 'proved [A = 2]'],
    [D + R`In general, ${short}`, 'unknown'],
    [Z + R`一般地，${short}`, 'unknown'],
  ]);
});
