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
