import { readFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import type { Detail } from '../../src/explain/derivation.js';
import { derivationOf } from '../../src/explain/derive.js';
import { written } from '../../src/explain/formats.js';
import type { Lang } from '../../src/explain/names.js';
import { pageOf } from '../../src/explain/page.js';
import { theoremsOf } from '../../src/explain/theorems.js';
import { defaultOptions } from '../../src/prove/verdict.js';
import { rows } from '../support/rows.js';

// Every line of a derivation is a claim that the checker of documents accepts: what it reads is proved or introduces
// something. Here a few of each kind; `npm run derivations` does it with all.

const accepted = new Set(['proved', 'definition']);

type Choice = readonly [to: 'markdown' | 'latex', lang: Lang, detail: Detail];

function notAccepted(
  source: string,
  isAsked: (theorem: string | null) => boolean,
  [to, lang, detail]: Choice,
): readonly string[] {
  const options = { ...defaultOptions, detail };
  const pages = [...theoremsOf(source, isAsked, options)].map((judged) =>
    pageOf(derivationOf(judged, options), lang),
  );
  const claims = judgeDocument(written(pages, to, lang), { as: to === 'latex' ? 'tex' : 'md', repair: 0 });
  expect(claims.length).toBeGreaterThan(pages.length);
  return claims
    .filter(({ verdict }) => !accepted.has(verdict.verdict))
    .map(({ verdict, source }) => `${verdict.verdict}: ${source}: ${verdict.message}`);
}

describe('derivations are read again', () => {
  rows(
    (path: string, name: string, ...choice: Choice) => {
      const source = readFileSync(`proofs/${path}.conv`, 'utf8');
      expect(notAccepted(source, (theorem) => theorem === name, choice)).toEqual([]);
    },
    [
      ['reversed-kernel', 'corr-as-conv', 'markdown', 'zh', 'brief'],
      ['transpose-through-correlation', 'transpose-product', 'latex', 'en', 'full'],
      ['receptive-field', 'without-strides', 'latex', 'zh', 'brief'],
      ['layers/entry-derivatives', 'by-a-weight', 'markdown', 'en', 'full'],
      ['algebra/infinite-sums', 'total', 'markdown', 'en', 'brief'],
      ['layers/max-pooling', 'moves-with-it', 'markdown', 'zh', 'brief'],
      ['layers/residual-unit', 'jacobian', 'markdown', 'en', 'brief'],
      ['layers/small-network', 'error-through-maxima', 'latex', 'en', 'brief'],
      ['layers/least-squares', 'gradient', 'latex', 'zh', 'full'],
    ],
  );
});

describe('what is false, worked out and repaired, is read again', () => {
  const source = `tensor w[C,M], x[C,I]; assume M <= I
index k in 1..I-M+1, c in 1..C, i in 1..I
define y_<k> = sum_<c=1..C, m=1..M> w_<c,m> x_<c,k+m-1>
theorem one-off: diff(y_<k>, x_<c,i>) = [k <= i, i <= k+M-1] w_<c,i-k>`;
  rows(
    (...choice: Choice) => expect(notAccepted(source, () => true, choice)).toEqual([]),
    [
      ['markdown', 'en', 'brief'],
      ['latex', 'zh', 'full'],
    ],
  );
});
