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

function notAccepted(
  path: string,
  name: string,
  to: 'markdown' | 'latex',
  lang: Lang,
  detail: Detail,
): readonly string[] {
  const options = { ...defaultOptions, detail, repair: 0 };
  const source = readFileSync(`proofs/${path}.conv`, 'utf8');
  const pages = [...theoremsOf(source, (theorem) => theorem === name, options)].map((judged) =>
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
    (...page: Parameters<typeof notAccepted>) => expect(notAccepted(...page)).toEqual([]),
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
