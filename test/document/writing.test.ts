import { describe, expect } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// How texts write numbers, names, conclusions, spaces and steps of descent.

const R = String.raw;

function expectVerdicts(text: string, expected: string): void {
  const verdicts = judgeDocument(text, { as: 'md' }).map((c) => c.verdict.verdict);
  expect(verdicts.join(' ')).toBe(expected);
}

describe('numbers with their thousands apart, and what they count', () => {
  rows(expectVerdicts, [
    [R`$$40 \times 5 \times 5 \times 12 = 12,000$$`, 'proved'],
    [R`$$2 \times 1{,}000{,}000 = 2\,000\,000 \text{ weights}$$`, 'proved'],
    [R`$$6 \times 7 = 42 \text{ pixels}$$`, 'proved'],
    [R`$$6 \times 7 = 43 \text{ pixels}$$`, 'refuted'],
    [R`$$u = 0 \text{ elsewhere}$$ $u = 0$`, 'definition unknown'],
    // They may be lists.
    [R`$$40 \times 5 \times 5 \times 12 = 12,100$$`, 'unknown'],
    [R`$$n = 100,200$$`, 'skipped'],
    [R`$$f(1,200) + 2 = 5$$`, 'skipped'],
  ]);
});

describe('names of several capital letters', () => {
  rows(expectVerdicts, [
    [R`$$RF_l = RF_{l-1} + 2 J_{l-1}$$ $$RF_0 = 1$$`, 'definition definition'],
    [R`$$AB = CA$$`, 'skipped'],
  ]);
});

describe('conclusions in one formula', () => {
  rows(expectVerdicts, [
    [R`$$2 + 3 = 5 \implies 5 - 3 = 2$$`, 'proved proved'],
    [R`$$2 + 3 = 5 \Rightarrow 5 - 3 = 1$$`, 'proved refuted'],
    [R`$$2x = 4 \Rightarrow x = 2$$`, 'skipped definition'],
    // Of what may be a condition nothing is false, nor of what follows from it.
    [R`$$2 + 3 = 6 \implies 5 - 3 = 1$$`, 'unknown unknown'],
  ]);
});

describe('spaces', () => {
  rows(expectVerdicts, [
    // The number of a line is no factor, with words behind it or a single one.
    [
      R`$$2 + 3 = 5 \quad (7) \quad \text{counted}$$ $$2 + 3 = 5 \ \ \ (7) \quad \text{by counting}$$`,
      'proved proved',
    ],
    [
      R`$$V_1 \in \mathbb{R}^{3 \times 3}, \quad P_{col} \in \mathbb{R}^{m \times n}$$`,
      'definition definition',
    ],
    [
      R`$$\delta_{k,l} = \frac{\partial E}{\partial U_{k,l}} \in \mathbb{R}^{H \times W}$$`,
      'definition definition',
    ],
    [R`Let $U = [u_{kl}]_{K \times L}$. $$u_{kl} \in \mathbb{R}^{K \times L}$$`, 'definition skipped'],
  ]);
});

describe('steps of descent', () => {
  const step = R`\eta \frac{\partial E}{\partial v_m}`;
  rows(expectVerdicts, [
    [R`$$v_m^{\text{new}} = v_m^{\text{old}} - ${step}$$`, 'definition'],
    [R`$$v_m^{\text{new}} = v_m - ${step}$$`, 'definition'],
    [R`$$v_m^{\text{new}} = u_m - ${step}$$`, 'skipped'],
  ]);
});

describe('turns, and words below signs', () => {
  const d = (by: string): string => R`\frac{\partial E}{\partial ${by}}`;
  const said = R`## Forward

$$Y = X * W$$

## Backward
`;
  rows(
    (formula: string, expected: string) => expectVerdicts(`${said} $$${formula}$$`, `definition ${expected}`),
    [
      [R`${d('X')} = ${d('Y')} *_{\text{full}} \text{rot}_{180}(W)`, 'proved'],
      [R`${d('X')} = ${d('Y')} * \text{rot}_{180^\circ}\{W\}`, 'proved'],
      [R`${d('W')} = X *_{valid} ${d('Y')}`, 'proved'],
      [R`${d('W')} = X *_{full} ${d('Y')}`, 'unknown'],
      [R`${d('X')} = ${d('Y')} *_{full} W`, 'skipped'],
    ],
  );
});

describe('notes at the right of the lines of a chain', () => {
  const T = '<!-- convproof: tensor w[M] -->\n\n';
  const chain = (...lines: readonly string[]): string =>
    `${T}$$\\begin{aligned}&\\sum_{m=1}^M w_m \\\\ ${lines.join(' \\\\ ')}\\end{aligned}$$`;
  rows(expectVerdicts, [
    // What a new index stands for is said for its line alone, and the chain goes on from there.
    [
      chain(
        R`&= \sum_{p=1}^M w_{M-p+1} && \text{with }p = M-m+1`,
        R`&= \sum_{p=1}^M w_p && \text{with }p \to M-p+1`,
      ),
      'proved definition proved definition',
    ],
    [chain(R`&= \sum_{p=1}^M w_{M-p} && \text{with }p = M-m+1`), 'refuted definition'],
    // One that has no room at the right stands below, and the chain goes on from the line before it.
    [
      chain(
        R`&= \sum_{p=1}^M w_{M-p+1}`,
        R`&\qquad \text{with }p = M-m+1`,
        R`&= \sum_{p=1}^M w_p`,
        R`&= 2\sum_{p=1}^M w_p`,
        R`&\qquad \text{computed}`,
      ),
      'proved definition proved refuted',
    ],
    [
      chain(R`&= \sum_{p=1}^M w_{M-p+1} && \text{reversed}`, R`&= 2\sum_{p=1}^M w_p && \text{computed}`),
      'proved refuted',
    ],
    // A note may say what a letter stands for that nothing binds.
    [chain(R`&= \sum_{p=1}^M w_q && \text{where }q = M-p+1`), 'proved definition'],
    [chain(R`&= \sum_{p=1}^M w_q && \text{where }q = M-p+2`), 'refuted definition'],
  ]);
});

describe('conditions in brackets', () => {
  const T = '<!-- convproof: tensor w[M] -->\n\n';
  rows(expectVerdicts, [
    [R`${T}$$\sum_{m=1}^M [m \ge 2,\ m \le M-1]\, w_m = \sum_{m=2}^{M-1} w_m$$`, 'proved'],
    [R`${T}$$\sum_{m=1}^M [m \ge 2]\, w_m = \sum_{m=1}^{M} w_m$$`, 'refuted'],
    [R`${T}$$\sum_{m=1}^M w_m [m \ge 2] w_m = \sum_{m=2}^{M} w_m^2$$`, 'proved'],
    [R`${T}$$\sum_{m=1}^M [m \ge 2] = M-1$$`, 'proved'],
    [R`${T}$$\sum_{m=1}^M [2 \mid m] w_m = \sum_{i=1}^{M} w_{2i}$$`, 'proved'],
    [R`${T}$$\sum_{m=1}^M [m \le 1 \lor (m \ge 2,\ m \le 3)] w_m = w_1 + w_2 + w_3$$`, 'proved'],
    [R`${T}$$\sum_{m=1}^M [m \le 1 \lor (m \ge 2,\ m \le 3)] w_m = w_1 + w_2$$`, 'refuted'],
  ]);
});

describe('a letter d of the text', () => {
  const T = '<!-- convproof: tensor d[M] -->\n\n';
  rows(expectVerdicts, [
    [R`${T}$$\frac{\partial}{\partial d_m} \sum_{p=1}^M d_p = 1$$`, 'proved'],
    [R`${T}$$\frac{\partial}{\partial d_m} \sum_{p=1}^M d_p = 2$$`, 'refuted'],
  ]);
});

describe('a sign at the end of a line and again at the beginning of the next', () => {
  rows(expectVerdicts, [
    ['$$2 + 3 =\\\\\n= 5 =\\\\\n= 6$$', 'proved refuted'],
    ['$$2 + 3 =\\\\ \\le 5$$', 'skipped'],
  ]);
});

describe('an operator before what it differentiates', () => {
  const layer = R`$$u^l_j = \sum_{k=1}^K V^l_{jk} h^l_k + c^l_j$$`;
  const error = R`$$\delta^l_j = \frac{\partial}{\partial u^l_j} E(V, c; t)$$`;
  rows(expectVerdicts, [
    [
      R`${layer} ${error} $$\frac{\partial}{\partial V^l_{jk}} E(V, c; t) = \delta^l_j h^l_k$$`,
      'definition definition proved',
    ],
    [
      `${layer} ${error} ${R`$$ {\partial \over \partial V^l_{jk}} E(V, c; t) = \delta^l_k h^l_j$$`}`,
      'definition definition refuted',
    ],
    [R`$$f(x) = x^2$$ $$\frac\partial\partial xf(x) g(x) = 1$$`, 'definition skipped'],
  ]);
});

describe('the name of a norm', () => {
  rows(
    (name: string, expected: string) => {
      const [loss] = judgeDocument(R`$$L = c(p, t)$$ has an $L_2$ ${name} of the weights.`, { as: 'md' });
      expect(loss?.verdict.message).toContain(expected);
    },
    [
      ['norm', 'introduces L'],
      ['范数', 'introduces L'],
      ['entry', 'another way to write the left side'],
    ],
  );
});

describe('matrices of entries of which nothing is said', () => {
  const product = R`\begin{bmatrix} f_0 & f_1 & 0 \\ 0 & f_0 & f_1 \end{bmatrix} \begin{bmatrix} p_0 \\ p_1 \\ p_2 \end{bmatrix}`;
  const column = (last: string): string => R`\begin{bmatrix} f_0 p_0 + f_1 p_1 \\ ${last} \end{bmatrix}`;
  rows(expectVerdicts, [
    [`$$${product} = ${column('f_0 p_1 + f_1 p_2')}$$`, 'proved'],
    [`$$${product} = ${column('f_1 p_1 + f_0 p_2')}$$`, 'skipped'],
  ]);
});

describe('remarks beside lines', () => {
  rows(expectVerdicts, [
    ['$$\\begin{align} 2 + 3 &= 5 &// twice\\\\ &= 6 &//又一次 \\end{align}$$', 'proved refuted'],
    [R`$$2 + 3 = 5 \ \ (7) \ \ //\text{a number beside it}$$`, 'proved'],
    ['$$7 // 2 = 3$$', 'skipped'],
  ]);
});

describe('sizes with a number and a layer', () => {
  rows(expectVerdicts, [
    [
      R`$$u^l_i = \sum_{m=0}^{k_1^l-1} v^l_m h^{l-1}_{i+m}$$ $$\frac{\partial E}{\partial v^l_m} = \sum_i \frac{\partial E}{\partial u^l_i} h^{l-1}_{i+m}$$`,
      'definition proved',
    ],
    [
      R`$$u^l_i = \sum_{m=0}^{k_1^l-1} v^l_m h^{l-1}_{i+m}$$ $$\frac{\partial E}{\partial v^l_m} = \sum_i \frac{\partial E}{\partial u^l_i} h^{l-1}_{i-m}$$`,
      'definition unknown',
    ],
  ]);
});
