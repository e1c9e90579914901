import { describe, expect } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// What claims stand on: outputs that have entries, definitions that were understood. Each row: a text, and what is said of
// its last relation.

const R = String.raw;

function expectLast(text: string, expected: string): void {
  const last = judgeDocument(text, { as: 'md' }).at(-1)?.verdict;
  expect(`${last?.verdict}: ${last?.message}`).toContain(expected);
}

describe('outputs have entries', () => {
  const D = R`Let $V=[v_i]_I$, $G=[g_m]_M$, $Z=G*V$, $Z=[z_k]_K$.`;
  const Z = R`设 $V=[v_i]_I$，$G=[g_m]_M$，$Z=G*V$，$Z=[z_k]_K$。`;
  const products = R`$\sum_{k=1}^K\sum_{m=1}^M 1=M(I-M+1)$`;
  rows(expectLast, [
    [R`${D} The number of products is ${products}.`, 'proved: true for all sizes, with M <= I'],
    [R`${Z} 乘法的次数为 ${products}。`, 'proved: true for all sizes, with M <= I'],
    [
      R`${D} The number of products is $\sum_{k=1}^K\sum_{m=1}^M 1=M(I-M)$.`,
      'refuted: false: at I = 1, M = 1',
    ],
    [R`${Z} 乘法的次数为 $\sum_{k=1}^K\sum_{m=1}^M 1=M(I-M)$。`, 'refuted: false: at I = 1, M = 1'],
    [R`${D} The output is as large, $K=I$.`, 'at I = 2, M = 2 the left side is 1, the right side is 2'],
    [R`${Z} 输出同样大，$K=I$。`, 'at I = 2, M = 2 the left side is 1, the right side is 2'],
    // A kernel that is said to be larger is larger.
    [
      R`Let $V=[v_i]_I$, $G=[g_m]_M$ with $M > I$, $Z=G*V$. Then $\sum_{i=1}^I v_i = \sum_{i=2}^I v_i$.`,
      'refuted',
    ],
  ]);
});

describe('definitions that were not understood', () => {
  const D = R`Let $V=[v_i]_I$, $G=[g_m]_M$, $Z=G*V$, $Z=[z_k]_K$.`;
  rows(expectLast, [
    [
      R`${D} Put $v'_i=v_{i+1}$ and $z'_k=\sum_{m=1}^M g_m v'_{k+m-1}$. Then $z'_k=z_{k+1}$.`,
      "unknown: not decided: what the text says of v' was not understood",
    ],
    [
      R`设 $G=[g_{mn}]_{M\times N}$，$\tilde G=[\tilde g_{mn}]_{M\times N}$，$\tilde g_{mn}=g_{M-m+1,n}$，则 $\tilde G=\text{rot180}(G)$。`,
      'unknown',
    ],
  ]);
});

describe('entries outside', () => {
  rows(expectLast, [
    [R`Let $v=[v_i]_I$. We set $v_0=0$.`, 'unknown'],
    [
      R`Let $v=[v_i]_I$, where we set $v_0=v_1$.`,
      'unknown: not decided: v_<0> is outside its matrix, which is continued',
    ],
    [R`设 $v=[v_i]_I$，令 $v_0=v_1$。`, 'unknown'],
    [R`Let $V=[v_{ij}]_{2\times3}$. Then $v_{31}=v_{11}$.`, 'ill-formed'],
  ]);
});

describe('shapes with an operation between them', () => {
  rows(expectLast, [
    [R`A volume and a filter: $6\times6\times3 * 3\times3\times3=4\times4$.`, 'an operation between shapes'],
    [R`一个输入与一个滤波器：$6\times6 * 3\times3=4\times4$。`, 'an operation between shapes'],
    [R`$(6\times 6)*(3\times 3)=(5\times 5)$`, 'an operation between shapes'],
    [R`$2\times 3 * 4 = 24$`, 'proved'],
  ]);
});

describe('one formula on several lines', () => {
  const D = R`Let $v=[v_i]_I$, $g=[g_m]_M$, $z=g*v$, $z=[z_k]_K$.`;
  rows(expectLast, [
    [`${D}\n\n$$\\begin{multline} z_k = \\sum_{m=1}^{M} g_m \\\\ v_{k+m-1} \\end{multline}$$`, 'proved'],
    [`${D}\n\n$$\\begin{multline*} z_k = \\sum_{m=1}^{M} g_m \\\\ v_{k+m} \\end{multline*}$$`, 'refuted'],
  ]);
});

describe('full-width signs', () => {
  rows(expectLast, [
    ['共 $3×3＝9$ 个权重', 'proved'],
    ['共 $2+2＝5$ 个', 'refuted'],
    ['共 $1＜2$ 个', 'proved'],
    ['共 $3≦2$ 个', 'refuted'],
    [R`$y\propto x$`, 'skipped'],
  ]);
});

describe('sums from 0', () => {
  const D = R`Let $V=[v_i]_I$, $G=[g_m]_M$, $Z=G*V$, $Z=[z_k]_K$.`;
  rows(expectLast, [
    // The subscript n + 1 starts at 1, so subscripts do.
    [R`${D} $$z_k=\sum_{n=0}^{M-1}g_{n+1}v_{k+n}$$ and $$z_k=\sum_{m=1}^{M}g_m v_{k+m}$$`, 'refuted'],
    [R`${D} $$z_k=\sum_{n=0}^{M-1}g_{n}v_{k+n}$$ and $$z_k=\sum_{m=1}^{M}g_m v_{k+m}$$`, 'unknown'],
  ]);
});
