import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { derivationOf } from '../../src/explain/derive.js';
import { markdown } from '../../src/explain/markdown.js';
import { pageOf } from '../../src/explain/page.js';
import { theoremsOf } from '../../src/explain/theorems.js';
import { defaultOptions } from '../../src/prove/verdict.js';

// Much time: how long a machine takes is not to change the page.
const options = { ...defaultOptions, timeout: 120_000, detail: 'brief' } as const;

// The pages as they were looked at; `npm run bless` writes them anew.
test.each([
  ['reversed-kernel', 'corr-as-conv', 'en'],
  ['layers/entry-derivatives', 'by-a-pixel', 'en'],
  ['backward-pass', 'with-the-kernel-turned', 'zh'],
  ['receptive-field', 'receptive-field', 'en'],
  ['layers/max-pooling', 'to-the-largest', 'en'],
  ['examples/sliding', 'inside', 'zh'],
] as const)('the derivation %s#%s in %s', async (file, name, lang) => {
  const [judged] = theoremsOf(readFileSync(`proofs/${file}.conv`, 'utf8'), (one) => one === name, options);
  if (judged === undefined) throw new Error('no such theorem');
  const page = markdown(pageOf(derivationOf(judged, options), lang));
  await expect(page).toMatchFileSnapshot(`golden/${name}.${lang}.md`);
});
