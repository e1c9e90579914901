import { describe, expect } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// Sizes and shapes as worked examples give them, and their arithmetic. Each row: a text, and the verdicts in order.

const R = String.raw;

function expectVerdicts(text: string, expected: string): void {
  const verdicts = judgeDocument(text, { as: 'md' }).map((c) => c.verdict.verdict);
  expect(verdicts.join(' ')).toBe(expected);
}

describe('shapes', () => {
  rows(expectVerdicts, [
    [
      R`Given $v=[v_i]_I$, $\sum_{i=1}^I v_i = \sum_{i=1}^I v_{I-i+1}$ and $\sum_{i=1}^I v_i = \sum_{i=1}^I v_{I-i}$.`,
      'definition proved refuted',
    ],
    [R`$v=[v_i]_j$ and $v=[v_i]_i$`, 'skipped skipped'],
    [
      R`Let $V\in\mathbb{R}^{I\times J}$. $\sum_{i=1}^I\sum_{j=1}^J v_{ij} = \sum_{i=1}^I\sum_{j=1}^J v_{ji}$`,
      'definition refuted',
    ],
    [
      R`设$u\in\mathbb{R}^{I}$，$T\in\mathbb{R}^{I\times J\times C}$。$$\sum_{c=1}^C t_{ijc}u_i = u_i\sum_{c=1}^C t_{ijc}$$`,
      'definition definition proved',
    ],
    [
      R`Let $V\in\mathbb{R}^{I\times J}$, $V=[v_{ij}]_{I\times J}$, $V\in\mathbb{R}^{I\times J}$.`,
      'definition definition definition',
    ],
    [R`$x\in\mathbb{R}$, $y\in S^2$`, 'skipped skipped'],
  ]);
});

describe('numbers of an example', () => {
  rows(expectVerdicts, [
    [
      R`For $n=9$, $f=4$ and $s=2$ there are $\lfloor(n-f)/s\rfloor+1=3$; for $n=8$, $f=3$ we get $n-f+1=5$.`,
      'definition definition definition proved definition definition refuted',
    ],
    [
      R`当 $n=9$，$f=4$ 时，输出为 $n-f+1=6$；当 $n=8$ 时，$n+1=8$。`,
      'definition definition proved definition refuted',
    ],
    // What a name was said to be has a value there.
    [
      R`There are $o=\lfloor\frac{n-f}{s}\rfloor+1$ rows. For $n=9$, $f=3$ and $s=2$ we get $o=4$, for $s=1$ we get $o=8$.`,
      'definition definition definition definition proved definition refuted',
    ],
    [
      R`设 $P=\frac{M-1}{2}$。当 $M=5$ 时，$P=2$；当 $M=7$ 时，$P=4$。`,
      'definition definition proved definition refuted',
    ],
    [R`It needs $P=\frac{M-1}{2}$. Here we use $P=0$.`, 'definition unknown'],
    // Otherwise they are not in force.
    [R`Let $k=3$. If $k=4$, then $2k+1=9$, otherwise $2k+1=7$.`, 'definition definition proved proved'],
    [R`令 $k=3$。若 $k=4$，则 $2k+1=9$，否则 $2k+1=8$。`, 'definition definition proved unknown'],
    // They are not in force any more after another value that cannot be read.
    [R`Here $k=3$ and $p=1$. For odd $k=2n+1$ we have $k-2p=1$.`, 'definition definition skipped skipped'],
    [R`这里 $k=3$，$p=1$。对奇数 $k=2n+1$，$k-2p=1$。`, 'definition definition skipped skipped'],
  ]);
});

describe('numbers that are not as usual', () => {
  rows(expectVerdicts, [
    [R`In arithmetic modulo 5 we have $3+3=1$. In binary, $1+1=10$. Yet $2+2=5$.`, 'unknown unknown refuted'],
    [R`在二进制中 $1+1=10$，用整数除法 $9/2=4$。但 $2+2=5$。`, 'unknown unknown refuted'],
    [R`Die Summe ist $1,5+2,5=4$. So $2+3=5,3+3=7$.`, 'skipped proved refuted'],
    [R`总和为 $1{,}5+2{,}5=5$。`, 'skipped'],
  ]);
});

describe('conditions on sizes', () => {
  const D = R`Let $V=[v_{mn}]_{M\times N}$.`;
  rows(
    (text: string, expected: string) => expectVerdicts(`${D} ${text}`, `definition ${expected}`),
    [
      [R`where $M\le N$ and $N\le J$. Then $M\le J$.`, 'definition definition proved'],
      [R`设$I\ge M$，$J\ge N$，故$I-M\ge 0$。`, 'definition definition proved'],
      // Not a condition, or not of sizes.
      [R`Then $M\le N$.`, 'unknown'],
      [R`where $M\le N$ and $N < M$.`, 'definition unknown'],
      [R`where $v_{11}\le v_{12}$`, 'unknown'],
    ],
  );
});

describe('sizes in numbers', () => {
  const K = R`Let $K=\left\lfloor\frac{I+2P-M}{S}\right\rfloor+1$.`;
  rows(
    (text: string, expected: string) => expectVerdicts(`${K} ${text}`, `definition ${expected}`),
    [
      [R`It is $\left\lfloor\frac{I+2P-M+S}{S}\right\rfloor = K$.`, 'proved'],
      [
        R`For $I=7$, $M=3$, $P=0$ and $S=2$ we have $K=3$.`,
        'definition definition definition definition proved',
      ],
      [
        R`For $I=7$, $M=3$, $P=0$ and $S=2$ we have $K=5$.`,
        'definition definition definition definition refuted',
      ],
      [
        R`当$I=7$，$M=3$，$P=0$，$S=2$时，$K=3$；当$I=9$，$M=3$，$P=0$，$S=2$时，$K=4$。`,
        'definition definition definition definition proved definition definition definition definition proved',
      ],
      // The next example begins in the same sentence, or after one that is in force.
      [
        R`For $I=7$, $M=3$, $P=0$, $S=2$ it is $K=3$, and with $I=9$, $M=3$, $P=0$, $S=1$ it is $K=7$.`,
        'definition definition definition definition proved definition definition definition definition proved',
      ],
      [
        R`A picture has $I=28$ rows. For $I=7$, $M=3$, $P=0$, $S=2$ it is $K=3$.`,
        'definition definition definition definition definition proved',
      ],
    ],
  );
  rows(expectVerdicts, [
    // The names in a product may be anything.
    [R`$A = BC$, $A = CB$`, 'definition unknown'],
  ]);
});

describe('sizes of which the text may say more', () => {
  rows(expectVerdicts, [
    // Two formulas for one size: which is meant is not known.
    [
      R`Let $K=I-M+1$. For $I=28$, $M=5$, $K=24$. With padding $K=I+2P-M+1$. For $I=28$, $M=5$ and $P=2$ we have $K=28$.`,
      'definition definition definition proved unknown definition definition definition unknown',
    ],
    // Numbers for some of the sizes; the others may be given in words.
    [
      R`Let $K=I-M+1$. For a kernel with three rows and $I=28$ we have $K=26$. For $I=28$ we have $K=26$.`,
      'definition definition unknown definition unknown',
    ],
    [R`Let $O=\lfloor\frac{I-M}{S}\rfloor+1$. Then $\frac{I-M}{S}+1=3$.`, 'definition unknown'],
    // Cases, and numbers that leave a case.
    [R`设$M<N$，则$M+1\le N$。设$M>N$，则$N+1\le M$。`, 'definition proved definition proved'],
    [R`Let $M\le N$. Let $N\le M$. Then $M=N$.`, 'definition definition definition'],
    [R`where $M\le N$. If $M=3$ and $N=2$, $M-N=1$.`, 'definition definition definition proved'],
    [R`where $M\le N$ and $N\le 2M$. Then $M\le 2M$ and $N-M\le M$.`, 'definition definition proved proved'],
  ]);
});

describe('what lies outside is not always 0', () => {
  const shifted = R`$\sum_{n=1}^N v_{n+1}=\sum_{n=1}^N v_n$ and $\sum_{n=1}^N v_{n+1}=\sum_{n=2}^N v_n$`;
  rows(expectVerdicts, [
    [R`Let $v\in\mathbb{R}^N$. ${shifted}`, 'definition refuted proved'],
    [R`Let $v\in\mathbb{R}^N$ be extended periodically. ${shifted}`, 'definition unknown unknown'],
    [R`设$v\in\mathbb{R}^N$作周期延拓。${shifted}`, 'definition unknown unknown'],
    [
      R`Let $v\in\mathbb{R}^N$, with mirrored borders. $\sum_{n=1}^N v_n=\sum_{n=1}^N v_{N-n+1}$`,
      'definition proved',
    ],
  ]);
});

describe('arithmetic', () => {
  rows(expectVerdicts, [
    [R`$\max(1, 5, 3) = 5$, $\min\{2, 0\} = 0$, $2\max(1, 5)+1 = 11$`, 'proved proved proved'],
    [R`$\max(1, 5, 3) = 3$`, 'refuted'],
    [
      R`$$V_1=\begin{bmatrix}1&2\\3&4\end{bmatrix}, V_2=\begin{bmatrix}0&1\\1&0\end{bmatrix}$$ $$V_2*V_1=\begin{bmatrix}5\end{bmatrix}$$ $$V_2*V_1=\begin{bmatrix}6\end{bmatrix}$$ $$V_1+V_2+1=\begin{bmatrix}2&4\\5&5\end{bmatrix}$$ With the bias $b=2$ $$V_1+b=\begin{bmatrix}3&4\\5&5\end{bmatrix}$$`,
      'definition definition proved refuted proved definition refuted',
    ],
  ]);
  rows(expectVerdicts, [
    // Nothing says that 1 is to be added to every entry; where it is not so it may be true.
    [
      R`Let $V=\begin{bmatrix}1&2\\3&4\end{bmatrix}$. $V+1=\begin{bmatrix}2&3\\4&5\end{bmatrix}$, $V+1=\begin{bmatrix}2&2\\3&5\end{bmatrix}$`,
      'definition proved unknown',
    ],
  ]);
  rows(
    (relation: string, mended: string) => {
      const [claim] = judgeDocument(`$${relation}$`, { as: 'md' });
      expect(`${claim?.verdict.verdict} ${claim?.repair?.source}`).toBe(`refuted ${mended}`);
    },
    [
      // Of a calculation and its result the result is mended.
      [R`3\times 3+2\times 2 = 14`, '13'],
      [R`14 = 3\times 3+2\times 2`, '13'],
      [R`\frac{1+5+3+4}{4} = \frac{13}{2}`, R`\frac{13}{4}`],
    ],
  );
});

describe('errors by their letters beside entries that are written out', () => {
  const D = R`$$q_{11}=k_{11}p_{11}+k_{12}p_{12}$$ $$q_{21}=k_{11}p_{21}+k_{12}p_{22}$$ $$\delta_{rs}=\frac{\partial J}{\partial q_{rs}}$$`;
  rows(
    (text: string, expected: string) =>
      expectVerdicts(`${D} ${text}`, `definition definition definition ${expected}`),
    [
      [R`$$\frac{\partial J}{\partial k_{12}}=\delta_{11}p_{12}+\delta_{21}p_{22}$$`, 'proved'],
      [R`$$\frac{\partial J}{\partial k_{12}}=\delta_{11}p_{12}+\delta_{21}p_{21}$$`, 'refuted'],
    ],
  );
});
