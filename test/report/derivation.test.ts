import { describe, expect, test } from 'vitest';
import { derivationOf } from '../../src/explain/derive.js';
import type { Lang } from '../../src/explain/names.js';
import { pageOf } from '../../src/explain/page.js';
import { theoremsOf } from '../../src/explain/theorems.js';
import { defaultOptions } from '../../src/prove/verdict.js';
import { derivationPage } from '../../src/report/html/derivation.js';

const options = { ...defaultOptions, detail: 'brief' } as const;

function html(source: string, lang: Lang = 'en'): string {
  const pages = [...theoremsOf(source, () => true, options)].map((judged) =>
    pageOf(derivationOf(judged, options), lang),
  );
  return derivationPage(pages, lang).replace(/<style>[\s\S]*?<\/style>/, '');
}

/** What a reader sees, without the declarations. */
function seen(page: string): string {
  return page
    .replace(/<head>[\s\S]*<\/head>|<details[\s\S]*?<\/details>|<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

describe('a derivation as a page', () => {
  const source = 'tensor w[M], x[I]; assume M <= I # <b>\ntheorem t: rot180(W) * X = W (*) X';

  test('formulas are set, each reason stands beside its formula', () => {
    const page = html(source);
    expect(page).not.toContain('class="source"');
    const notes = [...page.matchAll(/class="note">(.*?)<\/span>/g)].map(([, note]) => seen(note as string));
    expect(notes).toEqual([
      'definition of the correlation',
      'definition of the half turn',
      'with p = M − m + 1',
      'definition of the convolution',
    ]);
  });

  test('what is claimed, and what holds of each entry, are parts of their own', () => {
    expect(html(source).match(/<section class="\w+">/g)).toEqual([
      '<section class="given">',
      '<section class="claim">',
      '<section class="entries">',
    ]);
  });

  test('it says its language', () => {
    expect(html(source, 'zh')).toMatch(/^<!doctype html>\n<html lang="zh">[\s\S]*互相关的定义/);
  });

  test('several have a list before them', () => {
    const page = html(`${source}\ntheorem u: M <= I`);
    expect(page).toContain('<nav><ol><li><a href="#d1">t</a></li><li><a href="#d2">u</a></li></ol></nav>');
    expect(page).toContain('<article id="d2">');
  });

  test('what is declared is text', () => {
    const page = html('tensor x[3]; index i in 1..3, j in 1..3; assume i < j; theorem t: x_<i> = x_<i>');
    expect(page).toContain('<pre lang="en">tensor x[3]\nindex i in 1..3, j in 1..3\nassume i &lt; j</pre>');
  });
});
