import { describe, expect } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// What a text introduces by an equation, read or not. Each row: a text, and the verdicts on what it says, in order.

const R = String.raw;

function verdicts(text: string): string {
  return judgeDocument(text, { as: 'md' })
    .map((c) => c.verdict.verdict)
    .join(' ');
}

function expectVerdicts(text: string, expected: string): void {
  expect(verdicts(text)).toBe(expected);
}

describe('an equation that cannot be read introduces what is new at its left', () => {
  rows(expectVerdicts, [
    [
      R`$$u(s) = (p \circledast q)(s) = \int_{-\infty}^{\infty} p(\sigma) q(s-\sigma)\,d\sigma$$`,
      'definition definition',
    ],
    [R`$Z^{(l)} = W^{(l)} * X^{(l-1)} + b^{(l)}$, $X^{(l)} = a(Z^{(l)})$`, 'definition definition'],
    [R`$Z^{(l)}_{k'} = \sum_k W^{(l)}_{k,k'} * X^{(l-1)}_k$`, 'definition'],
    [R`$loss = \frac12 (z - y)^2$, $H_{out} = \frac{H_{in} - F + 2P}{S} + 1$`, 'definition definition'],
    [R`$w_{t+1} = w_t - \eta \frac{\partial J}{\partial w}$`, 'definition'],
    [R`$T = (T_R, T_G, T_B)$`, 'definition'],
    // What repeats in a matrix that is known is claimed of it.
    [
      R`$$S = \begin{bmatrix}g_0&g_1&0\\0&g_0&g_1\end{bmatrix}$$ 沿对角线为常数 $$S_{i,j} = S_{i+1,j+1}$$ $$S_{i,j} = S_{i,j+1}$$`,
      'definition unknown unknown',
    ],
    // A letter with a word below it is another symbol than the letter, even where the text concludes.
    [
      R`$\delta_{in}$ comes from behind. We get $\delta_{out} = \delta_{in} * Q$ and hence $\delta_{out1} = \delta_{in} * Q_1^{rot180}$.`,
      'definition definition',
    ],
    [
      R`$$\begin{bmatrix}u'\\v'\end{bmatrix} = \begin{bmatrix}1&s\\0&1\end{bmatrix}\begin{bmatrix}u\\v\end{bmatrix}$$`,
      'definition',
    ],
    // In turn, and where that starts.
    [
      R`$I^{(l)} = I^{(l-1)} S^{(l-1)}$ with $I^{(0)} = 1$ and $S^{(0)}=1$`,
      'definition definition definition',
    ],
  ]);
});

describe('superscripts without parentheses', () => {
  rows(expectVerdicts, [
    // l is the number of a layer, and so is a letter above several others.
    [
      R`$u^l = V^l q^{l-1} + c^l$, $q^l = \sigma(u^l)$, $u^{l+1} = V^{l+1} q^l + c^{l+1}$`,
      'definition definition definition',
    ],
    [R`第 $l$ 层的净输入为 $u^l = V^l q^{l-1} + c^l$，其活性值为 $q^l = f(u^l)$。`, 'definition definition'],
    [R`$Q^p = f(U^p)$, $U_{ij}^p = \max_{k \in R_{ij}^p} t_k$`, 'definition definition'],
    [R`$U^{(l,p)} = \sum_{d=1}^D V^{(l,p,d)} \otimes Q^{(l-1,d)}$`, 'definition'],
    [
      R`$u^l = V^l q^{l-1}$ and $u^{(l+1)} = V^{l+1} q^l$, but $u^l = V^l q^l$`,
      'definition definition unknown',
    ],
    // One letter above one letter is a power, as is what stands without it, too.
    [R`$y = 3$ and $z^n = z^{n-1} + 1$`, 'definition skipped'],
    [R`$u^l = u u^{l-1}$, $v^l = 2$`, 'skipped definition'],
    [R`$V^T = q$, $u^T = c$`, 'skipped skipped'],
  ]);
});

describe('steps and changes', () => {
  rows(expectVerdicts, [
    [R`$V = V - \eta \frac{\partial E}{\partial V}$`, 'definition'],
    [
      R`更新 $v_{ij} := v_{ij} - 0.1 \frac{\partial E}{\partial v_{ij}}$，$c \leftarrow c - \eta \nabla_c E$`,
      'definition definition',
    ],
    [
      R`Let $V = [v_{ij}]_{I \times J}$. $v_{ij} = v_{ij} - 2 \frac{\partial E}{\partial v_{ij}}$`,
      'definition definition',
    ],
    [R`$V^l = V^l - \alpha \sum_{i=1}^m \delta^{i,l} h^{i,l-1}$`, 'definition'],
    [R`$\Delta V^l = -\eta \frac{\partial E}{\partial V^l}$`, 'definition'],
    // Nothing descends here, and this is no step of c.
    [
      R`Let $V = [v_{ij}]_{I \times J}$. $\sum_{i=1}^I v_{i1} = \sum_{i=1}^I v_{i1} - v_{11}$`,
      'definition refuted',
    ],
    [R`$c \to c - \eta$`, 'skipped'],
    [R`$dV += \sum_i h_i$, $c -= r$`, 'definition definition'],
    // A sign above a letter is none of a step.
    [R`$x^+=1$, $x^-=2$, $x^{+}=1$`, 'skipped skipped skipped'],
  ]);
});

describe('what a layer makes of shapes, and a variance by its square', () => {
  rows(expectVerdicts, [
    [R`$$8 \times 8 \times 1 \to 6 \times 6 \times 4 \to 3 \times 3 \times 4$$`, 'definition definition'],
    [
      R`$\mu_B = \frac1m \sum_{i=1}^m q_i$, $\sigma_B^2 = \frac1m \sum_{i=1}^m (q_i - \mu_B)^2$`,
      'definition definition',
    ],
  ]);
});

describe('a symbol once more', () => {
  rows(expectVerdicts, [
    // With a letter that no formula has had before, it has another meaning.
    [R`损失为 $J = (u - t)^2$。加权后 $J = r (u - t)^2$。`, 'definition definition'],
    [R`The loss is $J = (u - t)^2$. Hence $J = r (u - t)^2$.`, 'definition unknown'],
    [R`The loss is $J = (u - t)^2$. It is $J = (u + t)^2$.`, 'definition unknown'],
    // The derivative of what was defined is a claim; another letter with a prime is another function.
    [R`$\sigma(s) = \frac{1}{1 + e^{-s}}$, $\sigma'(s) = \sigma(s) (1 + \sigma(s))$`, 'definition unknown'],
    [R`$h(s) = p(s) + q(s)$, $h'(s) = q(s) + p(s)$`, 'definition definition'],
  ]);
});

describe('the values of two sequences or functions with the sign of convolution between them', () => {
  const sum = R`\sum_{k=-\infty}^{\infty} p[k] q[n-k]`;
  rows(expectVerdicts, [
    [R`$$r[n] = p[n] * q[n] = ${sum}$$`, 'definition definition'],
    [R`$$p(t) * q(t) = \int_{-\infty}^{\infty} p(s) q(t - s)\,ds$$`, 'definition'],
    // Whatever * says of numbers, of sequences this is a claim, and no product that is the same either way round.
    [R`$$p[n] * q[n] = ${sum}$$ $$p[n] * q[n] = q[n] * p[n]$$`, 'definition unknown'],
    [R`$$p[n] * q[n] = ${sum}$$ $$p[n] * \delta[n] = 2 p[n]$$`, 'definition skipped'],
  ]);
});

describe('one sign for two operations', () => {
  const sum = (t: string): string => R`$$(p*q)(t) = \sum_a p(${t}) q(a)$$`;
  rows(expectVerdicts, [
    [R`卷积为 ${sum('t-a')} 许多程序实现的是互相关：${sum('t+a')}`, 'definition definition'],
    [
      R`Convolution is ${sum('t-a')} Many programs compute the cross-correlation: ${sum('t+a')}`,
      'definition definition',
    ],
    [R`卷积为 ${sum('t-a')} 也就是 ${sum('t+a')}`, 'definition unknown'],
  ]);
});

describe('an index that limits a sum further on', () => {
  rows(expectVerdicts, [
    [
      R`$$p_{ij} = \sum_{m=1}^M v_m q_{i+m-1,j}$$ $$u_c = \sum_{j=1}^J a_{cj} d_j$$ $$p_{i,j} = \sum_{m=1}^c v_m q_{i+m-1,j}$$`,
      'definition definition skipped',
    ],
  ]);
});

describe('ranges beside a formula', () => {
  rows(expectVerdicts, [
    [R`$$y_i = \sum_{m=1}^M w_m x_{i+m-1}, \quad i \in [1, I-M+1]$$`, 'definition definition'],
    [R`$$i \in [0, H-1], j \in [\max(0, q-2), \min(2, q)]$$`, 'definition definition'],
    // A number between 0 and 1 is no subscript, and the whole is outside of its own range.
    [R`$$x \in [0, 1]$$`, 'skipped'],
    [
      R`Let $V = [v_{ij}]_{I \times J}$. $$i \in [1, I]$$ $$\sum_{j=1}^J v_{ij} = \sum_{j=1}^J v_{i,j+1}$$`,
      'definition definition refuted',
    ],
  ]);
});

describe('displays that go on', () => {
  const D = R`Let $V=[v_{ij}]_{I\times J}$.`;
  rows(
    (text: string, expected: string) => expectVerdicts(`${D}\n\n${text}`, `definition ${expected}`),
    [
      [
        '$$v_{11} + 1 = 1 + v_{11}$$\n(5.1)\n\n$$= v_{11} + 2 - 1$$\n（5.2）\n\n$$= v_{11} + 2$$',
        'proved proved refuted',
      ],
      [
        R`$$\begin{array}{ll} & v_{11} + v_{12} \\ =& v_{12} + v_{11} \\ =& v_{12} \end{array}$$`,
        'proved refuted',
      ],
      ['$$v_{11} + 1 = 1 + v_{11}$$\n另一方面，\n$$= v_{11} + 2$$', 'proved skipped'],
    ],
  );
});

describe('functions of several variables', () => {
  rows(expectVerdicts, [
    [R`$(p*q)(t_1,t_2) = \int\int p(s_1,s_2) q(t_1-s_1,t_2-s_2)\,ds_1 ds_2$`, 'definition'],
    [R`$h(t_1,t_1) = \sqrt{t_1}$`, 'skipped'],
  ]);
});

describe('another way to write what is known', () => {
  const D = R`$$r(s) = \int p(\sigma) q(s-\sigma)\,d\sigma$$`;
  rows(
    (text: string, expected: string) => expectVerdicts(`${D} ${text}`, `definition ${expected}`),
    [
      [
        R`$$r(s) = (p \circledast q)(s)$$ $$(p \circledast q)(s) = \int p(s-\sigma) q(\sigma)\,d\sigma$$`,
        'definition proved',
      ],
      [
        R`用星号表示为 $$r(s) = (p \circledast q)(s)$$ $$(p \circledast q)(s) = \sum_\sigma p(\sigma) q(s-\sigma)$$`,
        'definition definition',
      ],
      // Not by itself, not concluded.
      [R`$$(p \circledast q)(s) = (p \circledast q)(s)$$`, 'skipped'],
      [R`Hence $$r(s) = (p \circledast q)(s)$$`, 'unknown'],
    ],
  );
  rows(expectVerdicts, [[R`$h(V, Q)_{i,j} = \max_k V_{ik} Q_{kj}$`, 'definition']]);
});

describe('what is said of it then', () => {
  rows(expectVerdicts, [
    // The same, in other letters too.
    [
      R`$Z^{(l)} = a(X^{(l-1)})$. Again $Z^{(l)} = a(X^{(l-1)})$, so $Z^{(n)} = a(X^{(n-1)})$.`,
      'definition definition definition',
    ],
    [R`$(p*q)(s)=\int p(t)q(s-t)dt$ and $(q*p)(s)=\int q(u)p(s-u)du$`, 'definition definition'],
    // Said for a layer, and of another one at the left: the wrong layer.
    [
      R`$Z^{(l)} = a(X^{(l-1)})$ and $Z^{(1)} = a(X^{(0)})$, but $Z^{(2)} = a(X^{(l-1)})$.`,
      'definition definition ill-formed',
    ],
    [R`$S^{(l)} = 1$, $S^{(0)} = 1$`, 'definition definition'],
    // Another thing is a claim, which is not decided.
    [R`$Z^{(l)} = a(X^{(l-1)})$, $Z^{(l)} = a(X^{(l)})$`, 'definition unknown'],
    [R`$(p*q)(s)=\int p(t)q(s-t)dt$, $(p*q)(s)=\int p(s-t)q(t)dt$`, 'definition proved'],
    [R`$I^{(l)} = 3 + F^{(l)}$ with $I^{(0)} = 1$`, 'definition unknown'],
    [R`$h = \sqrt{s}$, $h = 6$`, 'definition unknown'],
  ]);
});

describe('what introduces nothing', () => {
  rows(expectVerdicts, [
    // A law, an identity, a conclusion, an assumption.
    [R`$f * g = g * f$`, 'skipped'],
    [R`$(f \circledast g)(t) = (g \circledast f)(t)$`, 'skipped'],
    [R`$h(x) = x + (h(x) - 1)$`, 'skipped'],
    [R`$h(x) = h(x + 2\pi)$`, 'skipped'],
    [R`$R^{(0)}$ is small. Hence $R^{(l)} = F^{(l)} S^{(l)}$.`, 'skipped'],
    [R`If $R^{(l)} = F^{(l)} S^{(l)}$, nothing follows.`, 'skipped'],
    [R`$h(4) = \sqrt 2$`, 'skipped'],
    // Of matrices that are known it is a claim.
    [
      R`Let $A=\begin{bmatrix}1&2\\3&4\end{bmatrix}$ and $B=\begin{bmatrix}0&1\\1&0\end{bmatrix}$. $A\cdot B=\begin{bmatrix}2&1\\4&3\end{bmatrix}$`,
      'definition definition skipped',
    ],
  ]);
});

describe('ranges', () => {
  const D = R`Let $W=[w_{mn}]_{M\times N}$ and $V=[v_{mn}]_{M\times N}$.`;
  rows(
    (formula: string, expected: string) =>
      expectVerdicts(`${D} ${formula}`, `definition definition ${expected}`),
    [
      [R`$\sum_{m\in\{1,\dots,M\}} w_{m1} = \sum_{1\le m\le M} w_{m1}$`, 'proved'],
      [R`$\sum_{0 < m < M} w_{m1} = \sum_{m=1}^{M-1} w_{m1}$`, 'proved'],
      [R`$\sum_{m\in\{1,\dots,M\}} w_{m1} = \sum_{1\le m< M} w_{m1}$`, 'refuted'],
      [R`$\sum_m\sum_n w_{mn} v_{mn} = \sum_n\sum_m v_{mn} w_{mn}$`, 'proved'],
      [R`$\sum_m w_{m1} = \sum_{m=1}^{M} w_{m1}$`, 'proved'],
      // Two shapes, none said to be meant.
      [R`$\sum_m w_{mm} = \sum_{m=1}^{M} w_{mm}$`, 'skipped'],
    ],
  );
});

describe('sizes', () => {
  const D = R`Let $X=[x_{ij}]_{I\times J}$ and $Y=[y_{kl}]_{K\times L}$.`;
  rows(
    (text: string, expected: string) => expectVerdicts(`${D} ${text}`, `definition definition ${expected}`),
    [
      [
        R`$$y_{kl}=\max_{1\le m\le M} x_{k+m-1,l}$$ where $K=\frac{I}{M}$. Then $KM = I$.`,
        'definition definition proved',
      ],
      [
        R`$$y_{kl}=\max_{1\le m\le M} x_{k+m-1,l}$$ or $$y_{kl}=\frac1M\sum_{m=1}^M x_{k+m-1,l}$$`,
        'definition definition',
      ],
    ],
  );
  rows(expectVerdicts, [
    [R`$P \times Q = \lfloor \frac{I-M}{S}+1 \rfloor \times \lfloor \frac{J-N}{S}+1 \rfloor$`, 'definition'],
  ]);
});

describe('substitutions with an expression at the left', () => {
  const D = R`设$X=[x_{ij}]_{3\times 3}$，$W=[w_{mn}]_{3\times 3}$，$Y=[y_{kl}]_{K\times L}$，$Y=W*X$。`;
  rows(
    (text: string, expected: string) =>
      expectVerdicts(`${D} ${text}`, `definition definition definition definition ${expected}`),
    [
      [
        R`令$4-q=k+i-1$，且当$i=1$时，$q=4-k$，当$i=3$时，$q=2-k$；则 $$i=5-q-k$$`,
        'definition definition proved definition proved definition',
      ],
      [R`令$4-p=l+j-1$，且当$j=1$时，$p=4-k$。`, 'definition definition refuted'],
    ],
  );
});

describe('a tensor set equal to the formula of its entries', () => {
  const D = R`设$X=[x_{ij}]_{3\times 3}$，$W=[w_{mn}]_{3\times 3}$，$Y=[y_{kl}]_{K\times L}$，$Y=W*X$。`;
  rows(
    (text: string, expected: string) =>
      expectVerdicts(`${D} ${text}`, `definition definition definition definition ${expected}`),
    [
      [R`$Y=\sum_{m=1}^3\sum_{n=1}^3 w_{mn}x_{k+m-1,l+n-1}$`, 'proved'],
      [R`$Y=\sum_{m=1}^3\sum_{n=1}^3 w_{mn}x_{k+m,l+n-1}$`, 'unknown'],
    ],
  );
});

describe('the same letter for the result of another operation', () => {
  rows(expectVerdicts, [
    // What pooling makes is a maximum first and a mean then.
    [
      R`最大池化：$$q_{s,t}^d = \max_{a \in G_{s,t}^d} u_a$$ 平均池化：$$q_{s,t}^d = \frac{1}{|G_{s,t}^d|} \sum_{a \in G_{s,t}^d} u_a$$`,
      'definition definition',
    ],
    [
      R`Max pooling: $$q_{s,t}^d = \max_{a \in G_{s,t}^d} u_a$$ Mean pooling: $$q_{s,t}^d = \frac{1}{|G_{s,t}^d|} \sum_{a \in G_{s,t}^d} u_a$$`,
      'definition definition',
    ],
    [
      R`$$q_{s}^{(d)} = \sum_{a \in G_{s}} u_a$$ and hence $$q_{s}^{(d)} = \max_{a \in G_{s}} u_a$$`,
      'definition unknown',
    ],
    [
      R`$$q_{s}^{(d)} = \sum_{a \in G_{s}} u_a$$ $$q_{s}^{(d)} = \sum_{a \in G_{s}} v_a$$`,
      'definition unknown',
    ],
    [
      R`$$(p*q)(s_1,s_2) = \int\int p(t_1,t_2) q(s_1-t_1,s_2-t_2) dt$$ 离散：$$(p*q)(s_1,s_2) = \sum_a\sum_b p(a,b) q(s_1-a,s_2-b)$$`,
      'definition definition',
    ],
    [
      R`$$u(s) = (p*q)(s) = \int p(t) q(s-t) dt$$ 因此离散的卷积是 $$u(s) = (p*q)(s) = \sum_{t=-\infty}^{\infty} p(t) q(s-t)$$`,
      'definition definition definition definition',
    ],
    // The words name the operation, or the sign says that it introduces something.
    [
      R`$$E^{(l)} = A^{(l)} B$$ The pooling layer is given by $$E^{(l)} = C^{(l)} D$$`,
      'definition definition',
    ],
    [R`$$E^{(l)} = A^{(l)} B$$ $$E^{(l)} = C^{(l)} D$$`, 'definition unknown'],
    [R`$$E^{(l)} = A^{(l)} B$$ $$E^{(l)} \triangleq C^{(l)} D$$`, 'definition definition'],
  ]);
});

describe('parts of arrays as programs write them', () => {
  rows(expectVerdicts, [
    [
      R`设 $$q[0,:,:] = \begin{bmatrix}1&2\\3&4\end{bmatrix}$$ $$q[1,:,:] = \begin{bmatrix}5&6\\7&8\end{bmatrix}$$`,
      'definition definition',
    ],
    [R`$$r[s,:,:] = \sum_{t=0}^{2} p[t,:,:] * q[s,t,:,:]$$`, 'definition'],
    // What follows for one of them is claimed.
    [
      R`$$r[s,:,:] = p[s,:,:] * q[s,:,:]$$ $$r[0,:,:] = \begin{bmatrix}1&2\\3&4\end{bmatrix}$$`,
      'definition unknown',
    ],
  ]);
});

describe('formulas for a case, operations on known tensors, matrices by their blocks, layers 0 and 1', () => {
  rows(expectVerdicts, [
    [R`For any $a$ and $c$, and for $S = 1$, $g = (a - c) + 1$.`, 'definition definition'],
    [R`对任意 $a$ 和 $c$，当 $S = 1$ 时，$g = (a - c) + 1$。`, 'definition definition'],
    // A hypothesis that equates two new letters defines neither.
    [R`For $S = 1$, $g = c$.`, 'definition skipped'],
    // The sign does not apply to a stack of kernels: the text says what it gives.
    [
      R`Let $U\in\mathbb{R}^{H\times W\times C}$ and $F\in\mathbb{R}^{P\times Q\times C \times D}$. $(U \ast F)_{ij} = \sum_{m,n,c} F_{m,n,c} U_{i+m,j+n,c}$`,
      'definition definition definition',
    ],
    [R`$\mathbf{D} = \begin{bmatrix} \mathbf{D}_0 & \cdots & \mathbf{D}_{n-1}\end{bmatrix}$`, 'definition'],
    [R`$q^1_{n,i,m} = \sum_{\alpha,k} q^0_{n,i+\alpha,k} W_{\alpha,k,m}$`, 'definition'],
    [R`$U^c[p, q] = \sum_{i, j} X[p+i, q+j] \cdot V^c[i, j]$`, 'definition'],
    [R`$\mathcal{J}(\hat{t}, t) = -\sum_c t_c \log(\hat{t}_c)$`, 'definition'],
  ]);
});

describe('identities of numbers need no declaration', () => {
  rows(expectVerdicts, [
    [R`$a + 2n - 2n = a$`, 'proved'],
    [R`$$u + 2(v - 1) - (v - 1) = u + (v - 1)$$`, 'proved'],
    [R`因此 $u + 2(v - 1) - (v - 1) = u + (v - 1)$。`, 'proved'],
    [R`$u + 2(v - 1) = u + 2v - 1$`, 'skipped'],
    // It may be a product of matrices.
    [R`$ab - ba = 0$`, 'skipped'],
    // Numbers of an example are not those of a formula for all.
    [R`$v = 3$ here. $v + u = 3 + u$`, 'definition skipped'],
    [R`$v = 3$ here. $v + 2u - 2u = v$`, 'definition proved'],
  ]);
});

const vector = R`Let $v \in \mathbb{R}^N$.`;

describe('entries made of known entries in their own places are a definition', () => {
  rows(expectVerdicts, [
    [
      R`${vector} Let $$u_i = 2v_i, \quad 1\le i\le N.$$ So $$u_i = v_i + v_i$$`,
      'definition definition definition definition proved',
    ],
    [R`${vector} Let $$u_i = 2v_i.$$ So $$u_i = 3v_i$$`, 'definition definition refuted'],
    // There are fewer differences than entries.
    [R`${vector} Let $$u_i = v_{i+1} - v_i.$$ So $$u_i = 3v_i$$`, 'definition definition unknown'],
    // A vector in another order may be another one.
    [R`${vector} Let $$u_i = v_{N-i+1}.$$ So $$u_i = 3v_i$$`, 'definition definition unknown'],
    [R`${vector} Hence $$u_i = 2v_i.$$ So $$u_i = 3v_i$$`, 'definition definition unknown'],
  ]);
});

describe('a tensor that is said to be what a comment says it is', () => {
  const comment = `<!-- convproof: tensor v[M], x[N], t[N-M+1]; assume M <= N; index i in 1..N-M+1, m in 1..M;
    define u_<i> = (V * X)_<i>; define e_<i> = u_<i> - t_<i> -->`;
  rows(expectVerdicts, [
    [
      R`${comment}
Let $$U = V * X.$$ So $$\frac{\partial e_i}{\partial v_m} = x_{i+m-1}$$`,
      'definition proved',
    ],
  ]);
});

describe('what a function is called with', () => {
  const calls = R`$$\frac{\partial f(i, v_i)}{\partial t} = \frac{\partial f(i, v_i)}{\partial v_i} \frac{\partial v_i}{\partial t}$$`;
  rows(expectVerdicts, [
    [
      R`<!-- convproof: tensor t, c[N]; function f(l, z); index i in 1..N; define v[N]_<i> = t c_<i> -->
${calls}`,
      'proved',
    ],
  ]);
});
