import { describe, expect } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// Convolution of functions, on the real line and over all integers: what is introduced is written out, and integrals are
// compared by shifting and reversing the line.

const R = String.raw;

function expectVerdicts(text: string, expected: string): void {
  const verdicts = judgeDocument(text, { as: 'md' }).map((c) => c.verdict.verdict);
  expect(verdicts.join(' ')).toBe(expected);
}

describe('integrals over the real line', () => {
  const D = R`$$(p \circledast q)(s) = \int_{-\infty}^{+\infty} p(\sigma) q(s-\sigma) \mathrm{d}\sigma$$`;
  rows(
    (text: string, expected: string) => expectVerdicts(`${D} ${text}`, `definition ${expected}`),
    [
      [R`$(p \circledast q)(s) = (q \circledast p)(s)$`, 'proved'],
      [R`$p \circledast q = q \circledast p$`, 'proved'],
      [R`$$(p \circledast q)(s) = \int_{-\infty}^{\infty} p(s-u) q(u) \, du$$`, 'proved'],
      [R`$$(p \circledast q)(s) = -\int_{\infty}^{-\infty} p(s-u) q(u) \, du$$`, 'proved'],
      // The limits are reversed, the sign is not.
      [R`$$(p \circledast q)(s) = \int_{\infty}^{-\infty} p(s-u) q(u) \, du$$`, 'unknown'],
      [R`$$(p \circledast q)(s) = \int_{-\infty}^{\infty} p(s+u) q(u) \, du$$`, 'unknown'],
      [R`$$(p \circledast q)(s) \ne \int_{-\infty}^{\infty} p(s+u) q(u) \, du$$`, 'unknown'],
      // Of functions with bounded support.
      [
        R`$$\int_{-\infty}^{\infty} 2 p(s-u) q(u) \, du = 2 \int_{-\infty}^{\infty} p(s-u) q(u) \, du$$`,
        'proved',
      ],
      // Between limits it is another integral.
      [R`$$(p \circledast q)(s) = \int_0^s p(s-u) q(u) \, du$$`, 'unknown'],
      [R`$r(s) = (p \circledast q)(s)$, so $r(s) = (q \circledast p)(s)$`, 'definition proved'],
    ],
  );
});

describe('sums over all integers', () => {
  const D = R`$$C(i,j) = (A*B)(i,j) = \sum_m\sum_n A(m,n)B(i-m,j-n)$$`;
  rows(
    (text: string, expected: string) => expectVerdicts(`${D} ${text}`, `definition definition ${expected}`),
    [
      [R`$$(A*B)(i,j) = \sum_m\sum_n A(i-m,j-n)B(m,n)$$`, 'proved'],
      [R`$$(A*B)(i,j) = \sum_m\sum_n A(i+m,j+n)B(m,n)$$`, 'unknown'],
      [R`$$(A*B)(i,j) = \sum_{m=-\infty}^{\infty}\sum_{n=-\infty}^\infty A(i-m,j-n)B(m,n)$$`, 'proved'],
      [R`$A*B=B*A$`, 'proved'],
    ],
  );
});

describe('functions of which nothing is known', () => {
  rows(expectVerdicts, [
    [R`$g(x) = x + (g(x) - x)$`, 'proved'],
    [R`$$u(1)v(3)+u(2)v(2) = u(1)v(4-1)+u(2)v(4-2)$$`, 'proved'],
    // Not true of all functions, perhaps of those that are meant.
    [R`$g(x) = g(-x)$`, 'skipped'],
    // Nothing says that these are functions, or what the sign is.
    [R`$u * v = v * u$`, 'skipped'],
    [R`$u(x) * v(x) = v(x) * u(x)$`, 'skipped'],
  ]);
});

describe('the same in Chinese', () => {
  rows(expectVerdicts, [
    [
      R`设函数$f$与$g$的卷积为 $$(f \circledast g)(t) = \int_{-\infty}^{\infty} f(\tau) g(t-\tau)\,\mathrm d\tau$$ 令$\lambda=t-\tau$，则 $$(f \circledast g)(t) = \int_{-\infty}^{\infty} f(t-\lambda)g(\lambda)\,\mathrm d\lambda$$ 即$(f \circledast g)(t)=(g \circledast f)(t)$。`,
      'definition definition proved proved',
    ],
  ]);
});
