import { describe, expect, test } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// Numbers and equalities for sizes: what they are in force for, and what is said of what is proved with them. Each row: a
// text, and of each claim that follows the declarations the verdict, with its scope in brackets where it is proved.

const R = String.raw;
/** A kernel, an image and their correlation, four relations. */
const D = R`Let $F=[f_{ab}]_{A\times B}$, $G=[g_{cd}]_{C\times D}$, $H=F*G$, $H=[h_{uv}]_{U\times V}$. `;
const Z = R`设 $F=[f_{ab}]_{A\times B}$，$G=[g_{cd}]_{C\times D}$，$H=F*G$，$H=[h_{uv}]_{U\times V}$。`;
/** Bounds that are those of square kernels only. */
const square = R`$$h_{uv}=\sum_{a=1}^B\sum_{b=1}^A f_{ab}\,g_{u+a-1,v+b-1}.$$`;
/** What is true of all kernels. */
const always = R`$$h_{uv}=\sum_{a=1}^A\sum_{b=1}^B f_{ab}\,g_{u+a-1,v+b-1}.$$`;

function verdicts(text: string): string {
  return judgeDocument(text, { as: 'md', repair: 0 })
    .map(({ verdict: { verdict, scope } }) => (verdict === 'proved' ? `proved [${scope}]` : verdict))
    .slice(/^(?:Let \$F|设 \$F)/u.test(text) ? 4 : 0)
    .join(' ');
}

function expectVerdicts(text: string, expected: string): void {
  expect(verdicts(text)).toBe(expected);
}

describe('an example does not last', () => {
  rows(expectVerdicts, [
    [
      D + R`For instance, $A=B=2$ gives four weights. For every size of the kernel ${square}`,
      'definition definition refuted',
    ],
    [D + R`Often the kernel is square, $A=B$. The entries are ${square}`, 'definition unknown'],
    [`${D}\n\n![A kernel with $A=B=3$](k.png)\n\nThe entries are ${square}`, 'definition definition unknown'],
    [`${D}\n\nThe entries are[^1] ${square}\n\n[^1]: Here $A=B$ in most networks.`, 'refuted definition'],
    [
      `${D}\n\n| net | kernel |\n|---|---|\n| one | $A=B=3$ |\n| two | $A=5$ |\n\nIn general ${square}`,
      'definition definition definition refuted',
    ],
    [D + R`We do not require $A=B$. The entries are ${square}`, 'skipped refuted'],
    [Z + R`比如 $A=B=3$ 时有九个权重。一般地，${square}`, 'definition definition refuted'],
    [
      Z + R`特别地，取 $A=1$ 得一行的核。其元素为 $$h_{uv}=\sum_{b=1}^B f_{1b}\,g_{u,v+b-1}.$$`,
      'definition unknown',
    ],
    [Z + R`这里不假设 $A=B$。于是 ${square}`, 'skipped refuted'],
    // What is true of all is true after any example, and nothing is said of this one.
    [
      D + R`For instance, $A=B=2$ gives four weights. The entries are ${always}`,
      'definition definition proved [all sizes]',
    ],
  ]);
});

describe('what is assumed lasts, and is named', () => {
  rows(expectVerdicts, [
    [
      `${D}Throughout this chapter we assume $A=B$.\n\nThe entries are ${square}`,
      'definition proved [A = B]',
    ],
    [`${Z}本章假设 $A=B$。\n\n于是 ${square}`, 'definition proved [A = B]'],
    [
      `${D}Let $A=B=2$.\n\nThen $U=C-1$ and ${square}`,
      'definition definition proved [A = 2, B = 2] proved [A = 2, B = 2]',
    ],
    [D + R`For $A=B$ we have ${square}`, 'definition proved [A = B]'],
    [Z + R`当 $A=B$ 时，${square}`, 'definition proved [A = B]'],
  ]);
});

describe('numbers of an example are compared with what is known', () => {
  const K = R`With stride $T$ there are $U=\lfloor\frac{C-A}{T}\rfloor+1$ rows. `;
  rows(expectVerdicts, [
    [
      K + R`For instance, $C=9$, $A=3$, $T=2$ give $U=4$.`,
      'definition definition definition definition proved [C = 9, A = 3, T = 2]',
    ],
    [
      K + R`For instance, $C=9$, $A=3$, $T=2$ give $U=5$.`,
      'definition definition definition definition refuted',
    ],
    [
      `${K}\n\n- $C=9$, $A=3$, $T=2$: $U=4$\n- $C=8$, $A=3$, $T=2$: $U=4$\n`,
      'definition definition definition definition proved [C = 9, A = 3, T = 2] definition definition definition refuted',
    ],
    [
      R`步幅为 $T$ 时共有 $U=\lfloor\frac{C-A}{T}\rfloor+1$ 行。例如 $C=9$、$A=3$、$T=2$，则 $U=5$。`,
      'definition definition definition definition refuted',
    ],
    // In a sentence of its own a number may be one of the example.
    [
      `${K}An example has $C=9$, $A=3$ and $T=2$. Then there are $U=4$ rows.`,
      'definition definition definition definition proved [C = 9, A = 3, T = 2]',
    ],
    [
      `${K}\n\nSuppose first that $T=1$. Then $U=C-A+1$.\n\nLet $T$ be arbitrary. Then $U=C-A+1$.`,
      'definition definition proved [T = 1] unknown',
    ],
  ]);
});

describe('what is said of every kernel', () => {
  const P = R`Let $P=\begin{bmatrix}3&4\\4&3\end{bmatrix}$. `;
  rows(expectVerdicts, [
    [
      P + R`Then $\text{rot180}(P)=P$. For every kernel $P$ we have $\text{rot180}(P)=P$.`,
      'definition proved [these sizes] unknown',
    ],
    [
      R`设 $P=\begin{bmatrix}3&4\\4&3\end{bmatrix}$。对任意的核 $P$，$\text{rot180}(P)=P$。`,
      'definition unknown',
    ],
  ]);
});

test('an index that an example gave a number is an index after it', () => {
  const text = R`<!-- convproof: tensor f[A,B]; index k in 1..A -->
Take $A=2$, $B=3$, $k=1$.

$$[k \ge 1]\,f_{k,1} = f_{k,1}$$`;
  expect(verdicts(text)).toBe('definition definition definition proved [all sizes]');
});
