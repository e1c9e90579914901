import { describe, expect } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// Small texts in which a hasty reader goes wrong: negations, hypotheses, new values, other conventions, signs with
// several meanings. `unknown` is honest; a wrong verdict is not. Each row: the text, the verdicts in order.

const R = String.raw;
/** An input, a kernel and an output whose shapes are stated. */
const D = R`Let $X=[x_{ij}]_{I\times J}$, $W=[w_{mn}]_{M\times N}$, $Y=[y_{kl}]_{K\times L}$. `;

describe('verdicts in doubtful places', () => {
  rows(
    (text: string, verdicts: string) => {
      expect(
        judgeDocument(text, { as: 'md' })
          .map((c) => c.verdict.verdict)
          .join(' '),
      ).toBe(verdicts);
    },
    [
      [
        R`Here $\circledast$ is mathematical convolution and $*$ is correlation. Let $A=\begin{bmatrix}1&2\\3&4\end{bmatrix}$ and $B=\begin{bmatrix}1&0\\0&2\end{bmatrix}$. $A\circledast B=\begin{bmatrix}9\end{bmatrix}$. $A\circledast B=A*B$. $A*B=\begin{bmatrix}6\end{bmatrix}$. $\text{rot180}(A)*B=\begin{bmatrix}6\end{bmatrix}$. $\text{rot180}(A)*B=\begin{bmatrix}9\end{bmatrix}$.`,
        'definition definition refuted refuted refuted proved refuted',
      ],
      [
        R`Let $A=\begin{bmatrix}1&2&3\end{bmatrix}$ and $B=\begin{bmatrix}1&-1\end{bmatrix}$. Then $A*B=B*A$. $A*B\ne B*A$.`,
        'definition definition unknown proved',
      ],
      [
        R`Let $X=\begin{bmatrix}1&2&3&4\\5&6&7&8\\9&1&2&3\\4&5&6&7\end{bmatrix}$, $W=\begin{bmatrix}1&0\\0&1\end{bmatrix}$. With stride 1, $W*X=\begin{bmatrix}7&11\\14&9\end{bmatrix}$.`,
        'definition definition ill-formed',
      ],
      [
        D + R`$Y=W*X$. And $Y=X*W$. And $Y=\text{rot180}(W)*X$. And $Y=X$.`,
        'definition definition definition definition unknown unknown unknown',
      ],
      [
        D + R`$Y=W*X$. Let $Z=[z_{kl}]_{K\times L}$ where $Z=W\circledast X$. $Z\ne Y$. In general $Z=Y$.`,
        'definition definition definition definition definition definition proved unknown',
      ],
      [
        R`Let $X=\begin{bmatrix}1&2\\3&4\end{bmatrix}$, $W=\begin{bmatrix}1&1\end{bmatrix}$, $Y=W*X$. Then $Y=\begin{bmatrix}3\\7\end{bmatrix}$. $Y=\begin{bmatrix}3&7\end{bmatrix}$`,
        'definition definition definition proved ill-formed',
      ],
      [D + R`$y_{kl}=y_{lk}$. $w_{mn}=w_{nm}$`, 'definition definition definition unknown unknown'],
      [
        D + R`$y_{kl}=\sum_{k=1}^M\sum_{l=1}^N w_{kl}x_{k+k-1,l+l-1}$`,
        'definition definition definition unknown',
      ],
      [R`$3!=6$, $1!=1$, $5! = 120$`, 'skipped skipped skipped'],
      [
        D + R`$Y=W*X$. $K\times L=(J-N+1)\times(I-M+1)$. Its shape is $(5-3+1)\times(3-2+1)=2\times 3$.`,
        'definition definition definition definition unknown unknown',
      ],
      [R`The learning rate satisfies $\epsilon\ll 1$. Then $\epsilon \ge 1$.`, 'skipped skipped'],
      [R`$x=[1\ 2\ 3]$, $x=6$.`, 'definition unknown'],
      [R`$\sum_{i=1}^{0} i=0$. $\sum_{p=2}^{1}p=3$`, 'proved skipped'],
      [
        R`假设$N=3$时，$N^2=9$。如果$N=4$，$N^2=16$；$N^2=9$不成立。`,
        'definition proved definition proved skipped',
      ],
      [D + R`$Z=2Y$. $Z=-Y$. $Z=2W*X$.`, 'definition definition definition definition unknown unknown'],
      [
        R`Let $W=[w_{mn}]_{M\times N}$. Let $W'=\text{rot180}(W)$. Then $W=W'$.`,
        'definition definition unknown',
      ],
      [
        D + R`$Y=W*X$. $X=Y$. $X=W$. $W=X*Y$.`,
        'definition definition definition definition unknown definition unknown',
      ],
      [D + R`$y_{kl}=\underbrace{\sum_{m=1}^M w_{m1}}_{a}$`, 'definition definition definition definition'],
      [
        R`Let $W=[w_{mn}]_{M\times N}$. Then $\text{rot180}(W)=[w_{M-m+1,N-n+1}]_{M\times N}$.`,
        'definition proved',
      ],
      [
        D +
          R`Is it true that $W*X=X*W$? This is not true: $W*X = X*W$. In general $W*X=X*W$ does not hold. 下式不成立：$W*X=X*W$。是否有$W*X=X*W$？ Wrong: $1=0$. ~~$2=0$~~ $7=8$ (false)`,
        'definition definition definition skipped skipped skipped skipped skipped skipped skipped skipped',
      ],
      [
        R`**Example 1.** $a=2$, $b=3$. Then $a+b=5$.

**Example 2.** $a=4$, $b=1$. Then $ab=4$.`,
        'definition definition proved definition definition proved',
      ],
      [
        D +
          R`$Y=W*X$. For $M=N=2$: $y_{kl}=w_{11}x_{kl}+w_{12}x_{k,l+1}+w_{21}x_{k+1,l}+w_{22}x_{k+1,l+1}$. For $M=N=1$: $y_{kl}=w_{11}x_{kl}$.`,
        'definition definition definition definition definition definition proved definition definition proved',
      ],
      [
        D + R`$Y=W*X$. If $k=1$, $y_{kl}=\sum_{m=1}^M\sum_{n=1}^N w_{mn}x_{m,l+n-1}$.`,
        'definition definition definition definition definition proved',
      ],
      [
        D +
          R`$y_{kl}=\sum_{m=1}^M\sum_{n=1}^N w_{mn}x_{k+m-1,l+n-1}$. If $w_{mn}=1$ for all $m,n$ then $y_{kl}=\sum_{m=1}^M\sum_{n=1}^N x_{k+m-1,l+n-1}$.`,
        'definition definition definition definition skipped unknown',
      ],
      [R`Let $a=[a_{ij}]_{3\times 3}$. Let $k=2$. Then $a_{k1}=a_{21}$.`, 'definition definition proved'],
      [
        D +
          R`$Y=W*X$. For an all-ones kernel ($w_{mn}=1$), ok. For the averaging kernel $w_{mn}=\frac{1}{MN}$, $y_{kl}=\frac{1}{MN}\sum_{m=1}^M\sum_{n=1}^N x_{k+m-1,l+n-1}$.`,
        'definition definition definition definition unknown unknown unknown',
      ],
      [
        D + R`$$ y_{11}=\sum_{m=1}^M\sum_{n=1}^N w_{mn}x_{mn} $$ is the first entry of $Y=W*X$.`,
        'definition definition definition unknown definition',
      ],
      [
        D +
          R`$$ y_{kl}=\sum_{m,n} w_{mn}x_{k+m-1,l+n-1} $$ Then $y_{11}=\sum_{m=1}^M\sum_{n=1}^N w_{mn}x_{mn}$.`,
        'definition definition definition definition proved',
      ],
      [
        D + R`$y_{kl}=\sum_{m=1}^M\sum_{n=1}^N w_{mn}x_{k+m-1,l+n-1}$. Hence $Y=W*X$.`,
        'definition definition definition definition proved',
      ],
      [
        D +
          R`Here $*$ denotes mathematical convolution, so $Y = W * X,\ y_{kl}=\sum_{m=1}^M\sum_{n=1}^N w_{mn}x_{k+M-m,l+N-n}$`,
        'definition definition definition definition proved',
      ],
      [
        D + R`Mathematical convolution is commutative: $W\circledast X=X\circledast W$.`,
        'definition definition definition unknown',
      ],
      [
        D +
          R`With stride 2 the correlation $Y=W*X$ is $y_{kl}=\sum_{m=1}^M\sum_{n=1}^N w_{mn}x_{2k+m-2,2l+n-2}$`,
        'definition definition definition definition unknown',
      ],
      [
        R`Let $A=\begin{bmatrix}1&2\\3&4\end{bmatrix}$. Rotating counterclockwise, $\text{rot90}(A)=\begin{bmatrix}2&4\\1&3\end{bmatrix}$`,
        'definition unknown',
      ],
      [
        D + R`Indices start at 0. Let $W'=\text{rot180}(W)$. Then $w'_{mn}=w_{M-1-m,N-1-n}$`,
        'definition definition definition definition unknown',
      ],
      [
        R`0-based: let $X=\begin{bmatrix}1&2&3\\4&5&6\end{bmatrix}$; $x_{00}=1$, $x_{12}=6$`,
        'definition unknown unknown',
      ],
      [
        R`Let $X=\begin{bmatrix}1&2&3\\4&5&6\end{bmatrix}$; $x_{31}=1$, $x_{12}=2$, $x_{12}=3$`,
        'definition ill-formed proved refuted',
      ],
      [
        R`$1,024=32\times32$, $3,072=32\times32\times3$. $1\frac12=1.5$. $\frac{22}{7}=3.14$`,
        'proved proved skipped proved',
      ],
      [R`Let $s=2$ and $n=7$. Then $(n-1)/s=3$.`, 'definition definition proved'],
      [
        R`Let $A=\begin{bmatrix}1&2\\3&4\end{bmatrix}$ and $B=\begin{bmatrix}0&1\\1&0\end{bmatrix}$. $AB = \begin{bmatrix}2&1\\4&3\end{bmatrix}$ and $AB\ne BA$. $A\cdot B=\begin{bmatrix}2&1\\4&3\end{bmatrix}$. $A*B=\begin{bmatrix}0&2\\3&0\end{bmatrix}$. $A+1=B$.`,
        'definition definition proved proved skipped unknown unknown',
      ],
      [R`$\sum_{p=1}^{4}p=11$, $\sum_{m=1}^{10} m^2=385$`, 'refuted proved'],
    ],
  );
});
