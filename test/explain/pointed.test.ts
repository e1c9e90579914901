import { describe, expect } from 'vitest';
import { derivationOf } from '../../src/explain/derive.js';
import { markdown } from '../../src/explain/markdown.js';
import { pageOf } from '../../src/explain/page.js';
import { theoremsOf } from '../../src/explain/theorems.js';
import { defaultOptions } from '../../src/prove/verdict.js';
import { rows } from '../support/rows.js';

const options = { ...defaultOptions, detail: 'brief' } as const;

/** What a page says after the claim. */
function said(source: string, lang: 'en' | 'zh'): string {
  const [judged] = theoremsOf(source, () => true, options);
  if (judged === undefined) throw new Error('no theorem');
  const page = markdown(pageOf(derivationOf(judged, options), lang));
  return page.slice(page.lastIndexOf('$$') + 2).trim();
}

const shapes = 'tensor w[2], x[3]; theorem t: w * x != x * w';
const negated = 'tensor x[4]; theorem t: max_<i=1..4> (-x_<i>) != -max_<i=1..4> x_<i>';
const functions = `tensor x[2], w[2]; function f(Z)
index k in 1..2; define z_<k> = w_<k> x_<k>
theorem t: diff(f(Z), x_<1>) != diff(f(Z), w_<1>)`;
const steps = 'function f(t), g(t); index s; theorem t: int_<t> f(t) g(s+t) != int_<t> g(t) f(s+t)';

describe('counterexamples that are worked out', () => {
  const turn = 'tensor w[M], x[I]; assume M <= I; theorem t: w * x = w (*) x';
  rows(
    (lang: 'en' | 'zh', ...sentences: readonly string[]) => {
      const [judged] = theoremsOf(turn, () => true, options);
      if (judged === undefined) throw new Error('no theorem');
      const page = markdown(pageOf(derivationOf(judged, options), lang));
      for (const sentence of sentences) expect(page).toContain(sentence);
    },
    [
      [
        'en',
        String.raw`&= \boxed{w_{1} \, x_{1}} + w_{2} \, x_{2}`,
        'The left side has $w_{1} x_{1}$, the right side has not.',
      ],
      ['zh', '左边有 $w_{1} x_{1}$ 这一项，右边没有。'],
    ],
  );
});

describe('counterexamples that are told', () => {
  rows(
    (source: string, lang: 'en' | 'zh', ...sentences: readonly string[]) => {
      const text = said(source, lang);
      for (const sentence of sentences) expect(text).toContain(sentence);
      expect(text).not.toMatch(/_<|they differ/);
    },
    [
      [shapes, 'en', 'The sides differ in shape: the left one is $2$, the right one is $0$.'],
      [shapes, 'zh', '两边形状不同：左边为 $2$，右边为 $0$。'],
      [negated, 'en', String.raw`Take $x = \begin{bmatrix}`, 'The left side is $'],
      [functions, 'en', "The left side has $w_{1} f'_{1}(\\dots)$, the right side has not."],
      [functions, 'zh', "左边有 $w_{1} f'_{1}(\\dots)$ 这一项，右边没有。"],
      [
        steps,
        'en',
        String.raw`For $f(t)$ take $f_{\lfloor t \rfloor}$.`,
        'The left side is $f_{0} g_{1}$, the right side is $f_{1} g_{0}$.',
      ],
    ],
  );
});

describe('what holds beside what was claimed', () => {
  rows(
    (source: string, lang: 'en' | 'zh', ...pieces: readonly string[]) => {
      const [judged] = theoremsOf(source, () => true, options);
      if (judged === undefined) throw new Error('no theorem');
      const page = markdown(pageOf(derivationOf(judged, options), lang));
      for (const piece of pieces) expect(page).toContain(piece);
      expect(page).not.toContain('n = 1\n$$\n\nThis follows');
    },
    [
      ['size n; theorem t: n > 1', 'en', '### A counterexample', '### What holds', '$$\nn \\ge 1\n$$'],
      ['size n; theorem t: 2*n < n+2', 'zh', '### 反例', '$$\nn < n+2\n$$'],
      // Sides that were said to differ, and never do.
      [
        'tensor w[M], x[I]; assume M <= I; theorem t: rot180(w) * x != w (*) x',
        'en',
        'This is false: the two sides are always equal.',
        'definition of the convolution',
      ],
      // Of numbers nothing holds in general, and at no sizes.
      ['theorem t: [1,2] * [1,2,3] = [5,9]', 'en', 'The two sides are not equal:', 'The left side is\n'],
      // Names that the claim binds are not given values.
      ['tensor x[I]; index k in 1..I; theorem t: sum_<k=1..I> x_<k> = x_<1>', 'en', 'Take $I = 2$.'],
    ],
  );
});

describe('reasons by what is reduced', () => {
  rows(
    (source: string, reason: string) => {
      const [judged] = theoremsOf(source, () => true, options);
      if (judged === undefined) throw new Error('no theorem');
      expect(markdown(pageOf(derivationOf(judged, options), 'en'))).toContain(reason);
    },
    [
      [
        'tensor x[I,J]; theorem t: max_<i=1..I> max_<j=1..J> x_<i,j> = max_<j=1..J> max_<i=1..I> x_<i,j>',
        'order of the maxima exchanged',
      ],
      [
        'tensor x[I]; theorem t: sumpool(sumpool(X, 2), 3) = sumpool(X, 6)',
        String.raw`\text{with }q = 2m+p-2`,
      ],
      ['tensor w[M], x[I]; theorem t: full(W, X) = full(X, W)', 'entries outside are 0'],
      ['tensor x[I]; theorem t: sum_<i=1..0> x_<i> = 0', 'nothing satisfies the conditions'],
      [
        'tensor x[I]; index k in 1..I; theorem t: max(x_<k>, 0) = max(0, x_<k>)',
        String.raw`\max\left(x_{k}, 0\right)`,
      ],
    ],
  );
});
