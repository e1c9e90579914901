import { describe, expect } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// Derivatives of entries by entries, as chapters write them. Each row: the text after the shapes, and the verdicts on
// what it says, in order. What is true is proved for all sizes, a slip is refuted, what is not understood is neither.

const R = String.raw;
/** A picture, a kernel, and what the kernel makes of the picture. */
const D = R`Let $X=[x_{ij}]_{I\times J}$, $W=[w_{mn}]_{M\times N}$, $Y=[y_{kl}]_{K\times L}$ and $Y=W*X$.`;
const Z = R`设$X=[x_{ij}]_{I\times J}$，$W=[w_{mn}]_{M\times N}$，$Y=[y_{kl}]_{K\times L}$，并有$Y=W*X$。`;
const byKernel = R`\frac{\partial y_{kl}}{\partial w_{mn}}`;
const byPicture = R`\frac{\mathrm d y_{kl}}{\mathrm d x_{ij}}`;

function verdicts(text: string): string {
  return judgeDocument(text, { as: 'md' })
    .slice(4)
    .map((c) => c.verdict.verdict)
    .join(' ');
}

describe('how a derivative is written', () => {
  rows(
    (derivative: string) => {
      expect(verdicts(`${D}\n\n$$${derivative}=x_{k+m-1,l+n-1}$$`)).toBe('proved');
      expect(verdicts(`${D}\n\n$$${derivative}=x_{k+m-1,l+n}$$`)).toBe('refuted');
    },
    [
      [byKernel],
      [R`\displaystyle\frac{dy_{kl}}{dw_{m,n}}`],
      [R`\dfrac{\text{d} y_{kl}}{\text{d}w_{mn}}`],
      [R`\cfrac{\mathrm{d}y_{k,l}}{\mathrm{d}w_{m,n}}`],
      [R`{\partial y_{kl} \over \partial w_{mn}}`],
      [R`\frac{\partial}{\partial w_{mn}}y_{kl}`],
      [R`\frac{\partial}{\partial w_{mn}}\left(y_{kl}\right)`],
      [R`\frac{\displaystyle \text{d}\left(y_{kl}\right)}{\text{d}w_{mn}}`],
    ],
  );
});

describe('true, or with a slip', () => {
  rows(
    (text: string, expected: string) => {
      expect(verdicts(`${D}\n\n${text}`)).toBe(expected);
    },
    [
      [R`$$${byPicture}=w_{i-k+1,j-l+1}$$`, 'proved'],
      [R`$$${byPicture}=w_{i-k+1,i-l+1}$$`, 'refuted'],
      [R`$$${byPicture}=w_{k-i+1,j-l+1}$$`, 'refuted'],
      [R`$$${byPicture}=0$$`, 'refuted'],
      [R`$$2${byKernel}+${byKernel}=3x_{k+m-1,l+n-1}$$`, 'proved'],
      // The names that the sum binds are not those by which is differentiated.
      [
        R`$$${byKernel}=\frac{\partial\left(\sum_{m=1}^M\sum_{n=1}^N w_{mn}x_{k+m-1,l+n-1}\right)}{\partial w_{mn}}=x_{k+m-1,l+n-1}$$`,
        'proved proved',
      ],
      [
        R`$$${byKernel}=\frac{\partial\left(\sum_{m=1}^M\sum_{n=1}^N w_{mn}x_{k+m,l+n-1}\right)}{\partial w_{mn}}=x_{k+m,l+n-1}$$`,
        'refuted proved',
      ],
      [R`$$\sum_{k=1}^K\sum_{l=1}^L${byKernel}=\sum_{k=1}^K\sum_{l=1}^L x_{k+m-1,l+n-1}$$`, 'proved'],
      [R`$$\sum_{k=1}^K\sum_{l=1}^L${byKernel}=\sum_{k=1}^K x_{k+m-1,n}$$`, 'refuted'],
      [R`$$\frac{\partial y_{kl}}{\partial x_{k+m-1,l+n-1}}=w_{mn}$$`, 'proved'],
      [R`$$\frac{\partial y_{11}}{\partial w_{mn}}=x_{mn}$$`, 'proved'],
      [R`$$\frac{\partial y_{kl}}{\partial w_{kl}}=x_{2k-1,2l-1}$$`, 'proved'],
      [R`$$\frac{\partial y_{kl}}{\partial w_{kl}}=x_{2k-1,l}$$`, 'refuted'],
      [R`$$\frac{\partial x_{ij}}{\partial x_{ij}}=1$$`, 'proved'],
      [
        R`Let $G=[g_{mn}]_{M\times N}$. $$g_{mn}=\sum_{k=1}^K\sum_{l=1}^L${byKernel}$$ $$g_{mn}=\sum_{k=1}^K\sum_{l=1}^L x_{k+m-1,l+n-1}$$ $$g_{mn}=\sum_{k=1}^K\sum_{l=1}^L x_{k+m-1,l+n}$$`,
        'definition definition proved refuted',
      ],
      [
        R`$$${byPicture}=\begin{cases} w_{i-k+1,j-l+1}, & \text{if } i\in[k,k+M-1] \text{ and } j\in[l,l+N-1] \\ 0, & \text{otherwise}\end{cases}$$`,
        'proved',
      ],
      [
        R`$$${byPicture}=\begin{cases} w_{i-k+1,j-l+1}, & i\in[k,k+M-2] \text{ and } j\in[l,l+N-1] \\ 0, & \text{otherwise}\end{cases}$$`,
        'refuted',
      ],
      [
        R`$$${byPicture}=\begin{cases} w_{i-k+1,j-l+1}, & i\in[k,k+M-1] \text{ and } j\in[l,l+N-1] \\ 0, & i\notin[k,k+M-1] \text{ or } j\notin[l,l+N-1]\end{cases}$$`,
        'proved',
      ],
      [
        R`If $i\in[k,k+M-1]$ and $j\in[l,l+N-1]$, then $${byPicture}=w_{i-k+1,j-l+1}$. If $i\notin[k,k+M-1]$ or $j\notin[l,l+N-1]$, then $${byPicture}=0$.`,
        'definition definition proved definition definition proved',
      ],
      [
        R`If $i\in[k,k+M-1]$ and $j\in[l,l+N-1]$, then $${byPicture}=w_{i-k+1,j-l}$. If $i\notin[k+1,k+M-1]$ or $j\notin[l,l+N-1]$, then $${byPicture}=0$.`,
        'definition definition refuted definition definition refuted',
      ],
    ],
  );
});

describe('in Chinese, where an index stands for a sum of others', () => {
  rows(
    (text: string, expected: string) => {
      expect(verdicts(`${Z}\n\n${text}`)).toBe(expected);
    },
    [
      [
        R`令$i=k+m-1$，$j=l+n-1$。当$i\in[k,k+M-1]$且$j\in[l,l+N-1]$时，$${byPicture}=w_{i-k+1,j-l+1}$。`,
        'definition definition definition definition proved',
      ],
      [
        R`令$i=k+m-1$，$j=l+n-1$。当$i\in[k,k+M-1]$且$j\in[l,l+N-1]$时，$${byPicture}=w_{i-k+1,i-l+1}$。`,
        'definition definition definition definition refuted',
      ],
      [R`令$i=k+m-1$，$j=l+n-1$，则$${byPicture}=w_{mn}$。`, 'definition definition proved'],
      [R`当$i\notin[k,k+M-1]$或$j\notin[l,l+N-1]$时，$${byPicture}=0$。`, 'definition definition proved'],
      [
        R`于是$$${byPicture}=\begin{cases} w_{i-k+1,i-l+1}, & i\in[k,k+M-1] 且 j\in[l,l+N-1] \\ 0, & \text{否则}\end{cases}$$`,
        'refuted',
      ],
    ],
  );
});

describe('not read, or in doubt', () => {
  rows(
    (text: string, expected: string) => {
      expect(verdicts(`${Z}\n\n${text}`)).toBe(expected);
    },
    [
      // A condition in words, after the formula or beside it is a condition all the same.
      [R`当下标越界时，$${byPicture}=0$。`, 'unknown'],
      [R`在边界以外，若$(i,j)$不在窗口里，$${byPicture}=0$。`, 'unknown'],
      [R`We have $${byPicture}=0$ when $i\notin[k,k+M-1]$.`, 'unknown definition'],
      [R`$$${byPicture}=0,\quad i\notin[k,k+M-1]$$`, 'unknown skipped'],
      [R`$$${byPicture}=0 \quad \text{if } i > k+M$$`, 'unknown unknown'],
      [R`Suppose $i\notin[k,k+M-1]$. Then $${byPicture}=0$.`, 'skipped unknown'],
      [R`Suppose that the pixel lies outside the window. Then $${byPicture}=0$.`, 'unknown'],
      [R`设$i<k$。则$${byPicture}=0$。`, 'unknown unknown'],
      // What is said otherwise is not said under the hypothesis.
      [R`若$i\notin[k,k+M-1]$，$${byPicture}=0$，否则$${byPicture}=0$。`, 'definition proved unknown'],
      // Of three joined in two ways nothing is assumed.
      [
        R`当$i\notin[k,k+M-1]$且$j\in[l,l+N-1]$或$j\notin[l,l+N-1]$时，$${byPicture}=0$。`,
        'definition definition definition unknown',
      ],
      // Cases that say nothing of the rest.
      [R`$$${byPicture}=\begin{cases} w_{i-k+1,j-l+1}, & i\in[k,k+1]\end{cases}$$`, 'unknown'],
      // Nothing is known of J but that W is what it depends on, and D and X are unrelated as far as the text goes.
      [R`$$\frac{\partial J}{\partial w_{mn}}=0$$`, 'unknown'],
      [R`设$D=[d_{kl}]_{K\times L}$。$$\frac{\partial d_{kl}}{\partial w_{mn}}=0$$`, 'definition skipped'],
      [
        R`设$D=[d_{kl}]_{K\times L}$，$G=[g_{mn}]_{M\times N}$。$$g_{mn}=\frac{\partial d_{11}}{\partial w_{mn}}$$ $$g_{mn}=0$$`,
        'definition definition skipped definition',
      ],
      [R`设$G=[g_{mn}]_{M\times N}$。$$g_{mn}=${byKernel}$$`, 'definition skipped'],
      [R`$$\frac{\partial Y}{\partial W}=X$$`, 'skipped'],
      [R`$$\frac{\partial y_{kl}}{\partial W}=X$$`, 'skipped'],
      [R`$$\frac{\partial^2 y_{kl}}{\partial w_{mn}^2}=0$$`, 'skipped'],
      [R`$$\frac{y_{kl}}{\partial w_{mn}}=0$$`, 'ill-formed'],
    ],
  );

  rows(
    (derivative: string, reason: string) => {
      const [claim] = judgeDocument(`${D}\n\n$$${derivative}=0$$`, { as: 'md' }).slice(4);
      expect(claim?.verdict.message).toBe(`not read: ${reason}`);
    },
    [
      [R`\frac{\partial Y}{\partial W}`, 'a derivative of a tensor by a tensor is not read yet'],
      [R`\frac{\partial Y}{\partial w_{mn}}`, 'a derivative of a tensor by an entry is not read yet'],
      [R`\frac{\partial y_{kl}}{\partial W}`, 'a derivative by a tensor is not read yet'],
      [R`\frac{\partial L}{\partial w_{mn}}`, 'the text has not said how L depends on W'],
      [R`\frac{2\partial y_{kl}}{\partial w_{mn}}`, '∂ does not begin both parts of the fraction'],
    ],
  );
});

describe('a repair of what is false', () => {
  rows(
    (text: string, repaired: string) => {
      const last = judgeDocument(`${D}\n\n${text}`, { as: 'md' }).at(-1);
      expect([last?.verdict.verdict, last?.repair?.source]).toEqual(['refuted', repaired]);
    },
    [
      [R`$$${byPicture}=w_{i-k+1,i-l+1}$$`, 'w_{i-k+1,j-l+1}'],
      [R`$$${byKernel}=x_{k+m-1,l+m-1}$$`, 'x_{k+m-1,l+n-1}'],
      // An abbreviation is a name that may have been meant.
      [
        R`Let $i=k+m-1$ and $j=l+n-1$. When $i\in[k,k+M-1]$ and $j\in[l,l+N-1]$, $${byPicture}=w_{mn}=w_{i-k+1,i-l+1}$`,
        'w_{i-k+1,j-l+1}',
      ],
    ],
  );
});

describe('a definition for all sizes is quoted in an exercise on small matrices', () => {
  const exercise = R`Let $X=\begin{bmatrix}x_{11}&x_{12}\\x_{21}&x_{22}\end{bmatrix}$ and $W=\begin{bmatrix}w_{11}&w_{12}\\w_{21}&w_{22}\end{bmatrix}$.

> For $X=[x_{ij}]_{I\times J}$ and $W=[w_{mn}]_{M\times N}$ let $Y=[y_{kl}]_{K\times L}$ with
> $$y_{kl}=\sum_{m=1}^M\sum_{n=1}^N w_{mn}x_{k+m-1,l+n-1}$$
> where $K=I-M+1$, $L=J-N+1$.
`;
  rows(
    (text: string, expected: string) => {
      const all = judgeDocument(`${exercise}\n${text}`, { as: 'md' });
      expect(
        all
          .slice(8)
          .map(({ verdict }) => [verdict.verdict, verdict.scope].join(' '))
          .join(', '),
      ).toBe(expected);
    },
    [
      [
        R`$$\sum_{k=1}^K\sum_{l=1}^L${byKernel}=\sum_{k=1}^K\sum_{l=1}^L x_{k+m-1,l+n-1}$$`,
        'proved all sizes',
      ],
      [R`$$\sum_{k=1}^K\sum_{l=1}^L${byKernel}=\sum_{k=1}^K\sum_{l=1}^L x_{k+m-1,l+n}$$`, 'refuted '],
      [R`$$\sum_{m=1}^M w_{m1}x_{m1}=\sum_{m=1}^M x_{m1}w_{m1}$$`, 'proved all sizes'],
    ],
  );
});

describe('a bias without its subscripts, in what is differentiated', () => {
  const sum = R`\sum_{m=1}^{M}\sum_{n=1}^{N} w_{mn} x_{k+m-1,l+n-1}`;
  const by = R`\frac{\partial}{\partial w_{pq}}`;
  rows(
    (text: string, expected: string) => expect(verdicts(text)).toBe(expected),
    [
      [
        R`${D} A bias $b\in\mathbb{R}^{K\times L}$ is added. $$${by}\left(${sum} + b\right)=x_{k+p-1,l+q-1}$$`,
        'definition proved',
      ],
      [
        R`${Z}再加上偏置$b\in\mathbb{R}^{K\times L}$。$$${by}\left(${sum} + b\right)=x_{k+p-1,l+q-1}$$`,
        'definition proved',
      ],
      // What is left is a claim like any other.
      [
        R`${D} A bias $b\in\mathbb{R}^{K\times L}$ is added. $$\frac{\partial y_{kl}}{\partial w_{pq}}=${by}\left(${sum} + b\right)$$`,
        'definition proved',
      ],
      [
        R`${D} A bias $b\in\mathbb{R}^{K\times L}$ is added. $$\frac{\partial y_{kl}}{\partial w_{pq}}=${by}\left(\sum_{m=1}^{M}\sum_{n=1}^{N} w_{mn} x_{k+m-1,l+n} + b\right)$$`,
        'definition refuted',
      ],
      // What is differentiated by is no bias, and neither is what depends on it.
      [R`${D} $$${by}\left(w_{pq} + W\right)=1$$`, 'skipped'],
      [R`${D} $$${by}\left(w_{pq} + Y\right)=1$$`, 'skipped'],
    ],
  );
});
