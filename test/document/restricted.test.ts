import { describe, expect } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// What a text says of its sizes and kernels before the formulas that rest on it, and quotations of them. Each row: a text,
// and of each relation the verdict, with its scope in brackets where it is not all sizes.

const R = String.raw;
const D = R`Let $F=[f_{ab}]_{A\times B}$, $G=[g_{cd}]_{C\times D}$, $H=F*G$, $H=[h_{uv}]_{U\times V}$. `;
const Z = R`设 $F=[f_{ab}]_{A\times B}$，$G=[g_{cd}]_{C\times D}$，$H=F*G$，$H=[h_{uv}]_{U\times V}$。`;
const given = 'definition definition definition definition';
const square = R`$$h_{uv}=\sum_{a=1}^B\sum_{b=1}^A f_{ab}\,g_{u+a-1,v+b-1}.$$`;

function verdicts(text: string): string {
  return judgeDocument(text, { as: 'md', repair: 0 })
    .map(({ verdict: { verdict, scope } }) =>
      scope === undefined || /sizes/u.test(scope) ? verdict : `${verdict} [${scope}]`,
    )
    .join(' ');
}

function expectVerdicts(text: string, expected: string): void {
  expect(verdicts(text)).toBe(expected);
}

describe('sizes that are equal before anything is declared', () => {
  rows(expectVerdicts, [
    [`In this chapter we assume $A=B$. ${D}\n\n${square}`, `definition ${given} proved [A = B]`],
    [`本节假设 $A=B$。${Z}\n\n${square}`, `definition ${given} proved [A = B]`],
    [`Square kernels are common, $A=B$. ${D}\n\n${square}`, `definition ${given} unknown`],
  ]);
});

describe('sizes of outputs that are known', () => {
  rows(expectVerdicts, [
    [D + R`Here $U=C-A$ and $V=D-B+1$.`, `${given} refuted proved`],
    [D + R`It has $U=C-B+1$ rows. The rows are $U=C$.`, `${given} refuted refuted`],
    [Z + R`其中 $U=C-A-1$，$V=D-B+1$。`, `${given} refuted proved`],
    // It holds for no size, and is no condition.
    [D + R`Padding gives $C+2(A-1)-A+1=C+A$ rows.`, `${given} refuted`],
    // A condition, another convolution, a case before.
    [D + R`If $U=C-A$, nothing is known. We pad it so that $U=C$.`, `${given} definition unknown`],
    [D + R`For $A=B$ the kernel is square. Then $U=C-B+1$.`, `${given} definition unknown`],
  ]);
});

describe('what indices range over', () => {
  const L = R`Let $f=[f_a]_A$, $g=[g_c]_C$ and $h=[h_u]_{A+C-1}$, $h_u=\sum_{a=1}^A f_a g_{u-a+1}$. `;
  const four = 'definition definition definition definition';
  rows(expectVerdicts, [
    [
      D + R`For $1\le u\le U$ and $1\le a\le A$ we have $u+a-1\le C$, hence $u+a-1\le U$.`,
      `${given} ${given} proved refuted`,
    ],
    [
      Z + R`对任意 $1\le u\le U$ 和 $1\le a\le A$，可得 $u+a-1\le C$，因此 $u+a\le C$。`,
      `${given} ${given} proved refuted`,
    ],
    [D + R`For $a\le A$ and $q\le C-A+1$ we get $q+a-1\le C$.`, `${given} definition definition proved`],
    // Of some entries another formula holds than of all.
    [L + R`For $1\le u<A$ we have $h_u=\sum_{a=1}^u f_a g_{u-a+1}$.`, `${four} definition definition proved`],
    [L + R`For $u<A$ we have $h_u=\sum_{a=1}^{u-1} f_a g_{u-a+1}$.`, `${four} definition refuted`],
    // Nor is it said of those that are different.
    [
      R`Let $f=[f_{ab}]_{A\times A}$. For $a\ne b$ let $f_{ab}=0$. Then $\sum_{a=1}^A f_{aa}=0$.`,
      'definition definition definition unknown',
    ],
    // What is said of some entries does not define them all.
    [
      R`Let $f=[f_a]_A$, $g=[g_a]_A$. For $1\le a<A$ let $g_a=f_a$. Then $\sum_{a=1}^A g_a=\sum_{a=1}^A f_a$.`,
      'definition definition definition definition definition unknown',
    ],
    [
      R`设 $f=[f_a]_A$，$g=[g_a]_A$。当 $a<A$ 时，$g_a=f_a$。则 $\sum_{a=1}^A g_a=\sum_{a=1}^{A-1} f_a$。`,
      'definition definition definition definition unknown',
    ],
  ]);
});

describe('entries at a size', () => {
  const last = R`h_{UV}=\sum_{a=1}^A\sum_{b=1}^B f_{ab}`;
  rows(expectVerdicts, [
    [D + R`The last entry is $${last}\,g_{C-A+a,D-B+b}$.`, `${given} proved`],
    [D + R`The last entry is $${last}\,g_{U+a-1,V+b-1}=h_{UV}$.`, `${given} proved proved`],
    [Z + R`最后一个元素是 $${last}\,g_{C-A+a,D-B+b-1}$。`, `${given} refuted`],
    // It says nothing of the others, and what they are is not known.
    [
      R`Let $f=[f_a]_A$ and $g=[g_a]_A$ with $g_A=f_1$. Then $\sum_{a=1}^A g_a=\sum_{a=1}^A f_a$.`,
      'definition definition unknown unknown',
    ],
  ]);
});

describe('letters that range over everything', () => {
  const turned = R`\sum_{a=1}^A f_{A-a+1}g_{u+a-1}`;
  const L = R`Let $f=[f_a]_A$ and $g=[g_c]_C$. `;
  rows(expectVerdicts, [
    [L + R`Then $${turned}=\sum_{a=1}^A f_a g_{u+A-a}$.`, 'definition definition proved'],
    [
      R`设 $f=[f_a]_A$，$g=[g_c]_C$，则 $${turned}=\sum_{a=1}^A f_a g_{u+A-a}$。`,
      'definition definition proved',
    ],
    // What is not true of all may be meant of some.
    [L + R`Then $${turned}=\sum_{a=1}^A f_a g_{u+A-a+1}$.`, 'definition definition skipped'],
    [L + R`Then $${turned}\ne\sum_{a=1}^A f_a g_{u+a-1}$ in general.`, 'definition definition skipped'],
    // A number and no index.
    [L + R`Then $u\sum_{a=1}^A f_a=\sum_{a=1}^A uf_a$.`, 'definition definition skipped'],
  ]);
});

describe('kernels of which something is said', () => {
  rows(expectVerdicts, [
    [
      R`Let $f=[f_a]_A$ be a kernel with $f_a=f_{A-a+1}$, and $g=[g_c]_C$. Then $f*g=f\circledast g$.`,
      'definition unknown definition unknown',
    ],
    [
      R`设 $g=[g_c]_C$，核 $f=[f_a]_A$ 满足 $f_a=f_{A-a+1}$。于是 $f*g=f\circledast g$。`,
      'definition definition unknown unknown',
    ],
    [
      D +
        R`We pad $G$ with $P$ zeros, so that $U=C+2P-A+1$. Then $h_{uv}=\sum_{a=1}^A\sum_{b=1}^B f_{ab}g_{u+a-1-P,v+b-1-P}$.`,
      `${given} unknown unknown`,
    ],
  ]);
});

describe('a loss that is brought up', () => {
  const wrong = R`$$\frac{\partial Q(H)}{\partial f_{ab}}=\sum_{u=1}^U\sum_{v=1}^V\frac{\partial Q(H)}{\partial h_{uv}}g_{u+a,v+b-1}$$`;
  rows(expectVerdicts, [
    [`${D.replace('cd', 'cs')}For a smooth loss $Q(H)$: ${wrong}`, `${given} refuted`],
    [`${Z.replace('cd', 'cs')}对于损失函数 $Q(H)$，${wrong}`, `${given} refuted`],
    [`${D.replace('cd', 'cs')}For kernels $F$ inside the image: ${wrong}`, `${given} unknown`],
  ]);
});

describe('quotations', () => {
  const right = R`$$h_{uv}=\sum_{a=1}^A\sum_{b=1}^B f_{ab}\,g_{u+a-1,v+b-1}$$`;
  rows(expectVerdicts, [
    [`${D}\n\n> ${square}\n\nHence ${right}`, `${given} refuted proved`],
    [`${Z}\n\n> ${right}\n\n因此 ${right}`, `${given} proved proved`],
    // One that declares its letters has its own.
    [
      `${D}\n\n> ${R`Let $F=[f_{a}]_{A}$, $G=[g_{c}]_{C}$. Then $F*G=F\circledast G$.`}\n\nHence ${right}`,
      `${given} definition definition refuted proved`,
    ],
  ]);
});

describe('a condition before a display that stands apart', () => {
  const declared =
    '<!-- convproof: tensor x; function f(z); define y_<0> = x; define y_<l> = f(y_<l-1>) for l >= 1; index l in 0.. -->';
  const step = '$$y_l = f(y_{l-1})$$';
  const on = (words: string): string => `${declared}\n\n${words}\n\n${step}`;
  rows(expectVerdicts, [
    [on(R`If $l \ge 1$ then`), 'definition proved'],
    [on(R`For all $l > 0$`), 'definition proved'],
    [on(R`For every $l \ge 1$ we have:`), 'definition proved'],
    [on(R`对所有 $l \ge 1$，`), 'definition proved'],
    [on(R`当 $l \ge 1$ 时`), 'definition proved'],
    [on(R`For all $l \ge 0$`), 'definition refuted'],
    // What has a full stop says nothing of the display.
    [on(R`There is more to say for all $l \ge 1$.`), 'definition refuted'],
    // Perhaps the sentence speaks of these only.
    [on(R`We note $l \ge 1$ and`), 'unknown unknown'],
  ]);
});
