import { describe, expect } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// How far what a sentence says reaches: cases in remarks, exceptions, examples, what is said in general after them.

const R = String.raw;

function verdicts(text: string): readonly string[] {
  return judgeDocument(text, { as: 'md' }).map((c) => c.verdict.verdict);
}

/** The verdicts that are no definitions. */
function expectClaims(text: string, expected: string): void {
  expect(
    verdicts(text)
      .filter((verdict) => verdict !== 'definition')
      .join(' '),
  ).toBe(expected);
}

const line = R`Let $x\in\mathbb{R}^{I}$ and $w \in\mathbb{R}^M$, $M\le I$, and let $y_k = \sum_{m=1}^M w_mx_{k+m-1}$ for $k=1,\dots,I-M+1$.`;

function afterwards(text: string, expected: string): void {
  expectClaims(`${line}\n\n${text}`, expected);
}

describe('cases', () => {
  rows(afterwards, [
    [
      R`For $M=2$ we have $y_k = w_1x_k+w_2x_{k+1}$, and $y_k = w_1x_k+w_2x_{k+1}+w_3x_{k+3}$ for $M = 3$.`,
      'proved unknown',
    ],
    [
      R`Assume $M=2$. Then $y_k = w_1x_k+w_2x_{k+1}$.${'\n\n'}Now $y_k = w_1x_k+w_2x_{k+1}+w_3x_{k+3}$ if $M = 3$.`,
      'proved unknown',
    ],
    [
      R`Let $I=4$ and $M=2$. Then $y_3 = w_1x_3+w_2x_4$.${'\n\n'}For all $M$ we have $y_1 = w_1x_1+w_2x_2$.`,
      'proved unknown',
    ],
    [
      R`Let $I=4$ and $M=2$. Then $y_3 = w_1x_3+w_2x_4$.${'\n\n'}In general, $y_1 = w_1x_1+w_2x_2$.`,
      'proved unknown',
    ],
    [
      R`设 $I=4$，$M=2$，则 $y_3 = w_1x_3+w_2x_4$。${'\n\n'}一般地，$y_1 = w_1x_1+w_2x_2$。`,
      'proved unknown',
    ],
    [R`Let $M=2$.${'\n\n'}The first output is $y_1 = w_1x_1+w_2x_2$.`, 'proved'],
  ]);
});

describe('exceptions', () => {
  rows(
    (words: string) => {
      expect(verdicts(`${line}\n\n${words}, $y_k = w_1x_k$.`).at(-1)).toBe('unknown');
    },
    [
      ['Unless $M=1$'],
      ['Except for $M=1$'],
      ['Apart from the case $M=1$'],
      ['Not only for $M=1$'],
      ['除 $M=1$ 外'],
    ],
  );
  rows(afterwards, [
    [
      R`Since $M=1$ is trivial, assume $M>1$. Then $y_k = w_1x_k+\sum_{m=2}^M w_mx_{k+m-1}$.`,
      'skipped proved',
    ],
  ]);
});

describe('remarks', () => {
  rows(
    (remark: string, claim: string) => {
      expect(verdicts(`${line}\n\n${remark}\n\n${claim}`).at(-1)).toBe('unknown');
    },
    [
      [
        'The output has as many entries as the input when $M=1$. Otherwise it is shorter.',
        'The first is $y_1 = w_1x_1$.',
      ],
      ['The output is shorter than the input unless $M=1$.', 'The first is $y_1 = w_1x_1$.'],
      ['A kernel with $M=1$ is called pointwise.', 'The first is $y_1 = w_1x_1$.'],
      ['The kernel size is usually odd, e.g. $M=3$.', 'The first is $y_1 = w_1x_1+w_2x_2+w_3x_3$.'],
      ['当 $M=1$ 时，输出与输入一样长。', '第一个输出为 $y_1 = w_1x_1$。'],
      ['常用的卷积核有 $M=3$ 等。', '第一个输出为 $y_1 = w_1x_1+w_2x_2+w_3x_3$。'],
    ],
  );
});

describe('zeros outside', () => {
  rows(
    (words: string) => {
      const text = R`Let $X \in \mathbb{R}^{I}$ and $W\in\mathbb{R}^{M}$ with $M\le I$. ${words}

$$V_{i} = \sum_{m=1}^M W_{m} X_{i+M-m},\qquad 1\le i\le I-M+1.$$

$V_1 = 5 W_1 X_1$. And $V_{i} = \sum_{m=1}^M W_{M-m+1} X_{i+m-1}$.`;
      expect(verdicts(text).slice(-2)).toEqual(['unknown', 'proved']);
    },
    [
      ['We set $X_{i}=0$ for $i<1$ and $i > I$.'],
      ['Write $X_{i}=0$ outside.'],
      ['Entries outside are zero, $X_{i}=0$.'],
      ['越界时 $X_{i}=0$。'],
      ['Let $X_i = 0$.'],
      ['Let $X_i = 1$ for $i<1$.'],
    ],
  );
});

const dilated = R`Let $x = (x_1,\dots,x_I)$ and $w=(w_1,\dots,w_M)$. With dilation $d$ $$y_k = \sum_{m=1}^M w_m x_{k+d(m-1)}.$$`;
const sizes = R`With input size $I$, kernel $K$ and padding $P$, the output has size $O = I - K + 2P + 1$.`;

describe('values that stood', () => {
  rows(expectClaims, [
    [
      R`${dilated} For $d=2$ we have $$y_k = \sum_{m=1}^M w_m x_{k+2m-2},$$${'\n\n'}and also $$y_k = \sum_{m=0}^{M-1} w_{m+1} x_{k+2m}.$$`,
      'proved unknown',
    ],
    [
      R`${sizes}${'\n\n'}Full padding $P=K-1$ gives $O = I+K-1$.${'\n\n'}For $I=7$, $K=3$, $P=0$ the output has size $O = 5$.`,
      'proved proved',
    ],
    [
      R`${sizes}${'\n\n'}Full padding $P=K-1$ gives $O = I+K-1$.${'\n\n'}For $I=7$, $K=3$, hence $P=3$.`,
      'proved refuted',
    ],
    [
      R`Take $n=5$, $f=3$, $s=2$, $p=1$: $\lfloor (n+2p-f)/s\rfloor+1 = 3$. If instead $p=0$, it is $\lfloor (n+2p-f)/s\rfloor+1 = 2$. If instead $s=1$, it is $\lfloor (n+2p-f)/s\rfloor+1 = 5$.`,
      'proved proved proved',
    ],
    [
      R`Let $x = (x_1,\dots,x_I)$, $w=(w_1,\dots,w_M)$ and $$y_k = \sum_{m=1}^M w_m x_{k+m-1} + b.$$ We set $b=0$. Then $$y_k = \sum_{m=1}^M w_m x_{k+m-1}.$$`,
      'proved',
    ],
  ]);
});

describe('vectors by their entries', () => {
  rows(expectClaims, [
    [
      R`Let $x = (x_1,\dots,x_I)$, $w=(w_1,\dots,w_M)$, $M \le I$. Then $$y_k = \sum_{m=1}^M w_m x_{k+m-1}.$$ For $M=2$ we have $\sum_{k=1}^{I-1} y_k = w_1 \sum_{i=1}^{I-1} x_i + w_2\sum_{i=2}^I x_i$.`,
      'proved',
    ],
    [
      R`Let $w = [w_0, w_1, \dots, w_{M-1}]^T$. $$\sum_{m=0}^{M-1} w_m = \sum_{m=1}^{M} w_{m-1}$$ $$\sum_{m=0}^{M-1} w_m = \sum_{m=1}^{M} w_m$$`,
      'proved unknown',
    ],
    [
      R`Let $x=(x_1,\dots,x_I)$ and $w=(w_1,\dots,w_M)$ and $y_k=\sum_{m=1}^M w_mx_{k+m-1}$ for $k=1,\dots,I-M+1$. $$\left(\sum_{m=1}^M w_m\right)^{2} = \sum_{a=1}^M w_aw_a$$`,
      'refuted',
    ],
  ]);
});

const numbers = R`Let $X=\begin{bmatrix}1&2&3\\4&5&6\\7&8&9\end{bmatrix}$ and $W=\begin{bmatrix}1&1\\1&1\end{bmatrix}$.`;

describe('examples in numbers', () => {
  rows(
    (text: string, expected: string) => {
      expect(verdicts(`${numbers}\n\n${text}`).slice(2).join(' ')).toBe(expected);
    },
    [
      [R`With zero padding of $1$ and stride $3$, $W * X = \begin{bmatrix}1&3\\7&9\end{bmatrix}$.`, 'proved'],
      [
        R`With zero padding of $1$ and stride $3$, $W * X = \begin{bmatrix}1&3\\7&8\end{bmatrix}$.`,
        'refuted',
      ],
      [R`补一圈零，步幅为 $3$，$W * X = \begin{bmatrix}1&3\\7&9\end{bmatrix}$。`, 'proved'],
      [R`With dilation $2$ we get $W * X = \begin{bmatrix}20\end{bmatrix}$.`, 'proved'],
      [
        R`With zeros at the bottom and on the right, $W * X = \begin{bmatrix}12&16&9\\24&28&15\\15&17&9\end{bmatrix}$.`,
        'unknown',
      ],
      [
        R`With periodic padding, $W * X = \begin{bmatrix}12&16&14\\24&28&26\\18&22&20\end{bmatrix}$.`,
        'unknown',
      ],
      [R`We have $W * X = \begin{bmatrix}12&16\\24&27\end{bmatrix}$.`, 'refuted'],
      [R`Now let $X$ and $W$ be arbitrary matrices. Then $W \circledast X = W * X$.`, 'definition'],
    ],
  );
  rows(expectClaims, [
    [
      R`Let $Y = W * X$ be the correlation of $W$ and $X$.${'\n\n'}${numbers} Then $Y = \begin{bmatrix}12&16\\24&27\end{bmatrix}$.`,
      'refuted',
    ],
    [
      R`Let $Y = W * X$ be the correlation of $W$ and $X$.${'\n\n'}${numbers} Then $Y = \begin{bmatrix}12&16\\24&28\end{bmatrix}$.`,
      'proved',
    ],
    [R`Here $0.5^2=.25$ and $.5+.5=1$.`, 'proved proved'],
  ]);
});
