// The page: its formulas, its verdicts, and that nothing in a document becomes part of it but as text.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pageOf } from '../../src/report/html/page.js';
import { sectionOf } from '../../src/report/html/section.js';
import { defaultOptions, fileReport, judge } from '../../src/report/judge.js';
import type { FileReport, Kind } from '../../src/report/report.js';
import { root, run, scratch } from '../cli/run.js';

/** A slow machine must not find less. */
const patient = { ...defaultOptions, repair: 60_000, timeout: 60_000 };

const folder = scratch();

interface Text {
  readonly path: string;
  readonly kind: Kind;
  readonly text: string;
}

async function page(texts: readonly Text[], macros: Readonly<Record<string, string>> = {}): Promise<string> {
  const files: FileReport[] = [];
  const sections: string[] = [];
  for (const { path, kind, text } of texts) {
    const judged = await judge(path, text, kind, patient);
    files.push(fileReport(judged));
    sections.push(sectionOf(judged, kind, sections.length, macros));
  }
  return pageOf({ tool: { name: 'convproof', version: '0' }, files }, sections);
}

/** Without the style, which is the page's own. */
function unstyled(html: string): string {
  return html.replace(/<style>[\s\S]*?<\/style>/, '');
}

const script = '<script>window.broken = 1</script>';
const image = '<img src=x onerror="window.broken = 2">';
const nasty = `${image}${script}" onclick="window.broken = 3" '><svg onload=window.broken=4>`;

/** Markup in every place that a document has. */
const attack = `# ${nasty}

${nasty}

[link](javascript:window.broken=5) ![picture](https://example.org/x.png "${nasty.replaceAll('"', '')}")
<https://example.org> [$1 = 2$](x "$1 = 2$") <div onclick="window.broken=6">$1 = 3$</div>

<!-- convproof: ${nasty} --> <iframe src="https://example.org"></iframe>

| ${image} | $1 = 4 \\text{${script}}$ |
| --- | --- |
| a | \`${script}\` |

$$\\newcommand{\\evil}{\\text{${image}}}\\href{javascript:window.broken=7}{x} = \\evil$$

$\\class{a" onclick="window.broken=8}{1} = 2$ and $\\url{javascript:window.broken=9} = 1$ and $1 = 5 \\label{f1-c1"'>${image}}$.

$$ \\begin{align} 1 &= 2 \\tag{${script}} \\label{f1-c1} \\end{align} $$

> ${nasty} $\\style{background:url(https://example.org)}{1} = 2$ and $\\color{red;background:url(https://example.org/y)} 1 = 2$

\uE0000\uE001 \uE0001\uE001 &#xE000;0&#xE001; &#57344;0&#057345;

- $w_{<b>} = 2$ \`\`\`
`;

const native = `# ${nasty}
tensor w[M]
theorem t: rot180(W) = W # ${script}
`;

test('all that a document says is text', async () => {
  const html = await page(
    [
      { path: `${nasty}.md`, kind: 'md', text: attack },
      { path: 'a.conv', kind: 'conv', text: native },
      {
        path: 'a.tex',
        kind: 'tex',
        text: `\\section{${nasty}} ${nasty} $1 = 2 \\text{${nasty}}$ % ${nasty}`,
      },
    ],
    { '\\one': nasty },
  );
  const tags = [...unstyled(html).matchAll(/<\/?([a-zA-Z][^\s/>]*)([^>]*)>/g)];
  expect(tags.length).toBeGreaterThan(100);
  for (const [tag, name, attributes = ''] of tags) {
    expect(name, tag).not.toMatch(/^(?:script|img|iframe|svg|object|embed|form|base|link|div onclick)$/i);
    // Outside of quotation marks no attribute calls anything.
    expect(attributes.replace(/"[^"]*"|'[^']*'/g, ''), tag).not.toMatch(/\bon[a-z]+\s*=/i);
    expect(tag).not.toMatch(/(?:href|src)\s*=\s*["']?\s*(?:javascript|data):/i);
  }
  const ids = [...unstyled(html).matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});

test('an error is text, too', () => {
  const { claims, summary } = {
    claims: [],
    summary: fileReport({ path: '', text: '', cells: null, judged: [], notes: [], silenced: 0 }).summary,
  };
  const file = { path: nasty, claims, summary, error: { message: nasty, line: 1 } };
  const html = pageOf({ tool: { name: 'convproof', version: '0' }, files: [file] }, ['']);
  expect(unstyled(html)).not.toMatch(/<(?:img|script|svg)/);
});

test('the words around formulas stay, with their marks', async () => {
  const text = '# Title $x$\n\n*One* and $1 = 1$ **two**.\n\n1. item $1 = 2$\n\n`code $1 = 3$`<br>last\n';
  const html = await page([{ path: 'a.md', kind: 'md', text }]);
  for (const part of [
    '<h1>Title ',
    '<em>One</em>',
    '<strong>two</strong>',
    '<ol>\n<li>item',
    '<code>code $1 = 3$</code><br>last',
  ])
    expect(html).toContain(part);
});

describe('other kinds of documents keep their words, too', () => {
  const rows: readonly (readonly [kind: Kind, text: string, parts: readonly string[]])[] = [
    [
      'tex',
      '\\section{Sums} One\n\nso $1+1=2$ % aside',
      ['<h2>Sums</h2>', '<p> One', 'so <span', 'badge proved'],
    ],
    ['rst', 'Sums\n====\n\nso :math:`1+1=2` it is\n', ['so', 'it is', 'badge proved']],
    ['conv', '# sums\ntheorem t: 1 + 1 = 2\n', ['# sums', 'theorem t', 'badge proved']],
    [
      'ipynb',
      JSON.stringify({
        cells: [
          { cell_type: 'markdown', source: ['# Sums\n', '$\\\\newcommand{\\\\two}{2}$'] },
          { cell_type: 'code', source: 'x' },
          { cell_type: 'markdown', source: ['so *now* $1+1=\\\\two$'] },
        ],
      }).replaceAll('\\\\\\\\', '\\\\'),
      ['<h1>Sums', '<em>now</em>', '<mn>2</mn>', 'badge proved', 'cell 3, line 1'],
    ],
  ];
  test.each(rows)('%s', async (kind, text, parts) => {
    const html = await page([{ path: `a.${kind}`, kind, text }]);
    for (const part of parts) expect(html).toContain(part);
  });
});

test('a formula that cannot be set is shown as it is written', async () => {
  const html = await page([
    { path: 'a.md', kind: 'md', text: `$\\nosuch{1} = ${'{'.repeat(300)}${'}'.repeat(300)} 2$` },
  ]);
  expect(html).toContain('<code class="source">\\nosuch{1} =');
});

const known = [
  process.env.CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const executablePath = known.find((path) => path !== '' && existsSync(path));

describe.skipIf(executablePath === undefined)('in a browser (Debian: apt-get install chromium)', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath as string, args: ['--no-sandbox'] });
  });
  afterAll(() => browser.close());

  /** The page, what it asked the network for, and what it complained of. */
  async function opened(
    html: string,
  ): Promise<{ readonly view: Page; readonly asked: readonly string[]; readonly said: readonly string[] }> {
    const path = join(folder, 'page.html');
    writeFileSync(path, html);
    const view = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    const [asked, said]: [string[], string[]] = [[], []];
    view.on('request', (request) => asked.push(request.url()));
    view.on('console', (message) => said.push(message.text()));
    view.on('pageerror', (error) => said.push(error.message));
    await view.goto(pathToFileURL(path).href);
    return { view, asked, said };
  }

  test('formulas are set, verdicts lead to what there is to say, and it opens without a script', async () => {
    const path = join(root, 'test/document/chapters/slips.en.md');
    const { stdout, code } = await run([
      'check',
      path,
      join(root, 'proofs/rot180.md'),
      '--format',
      'html',
      '--repair',
      '60',
    ]);
    expect(code).toBe(1);
    const { view, asked, said } = await opened(stdout);
    expect([asked.filter((url) => !url.startsWith('data:')).length, said]).toEqual([1, []]);
    // A sum is taller than the letters beside it: it is set, not written.
    const heights = await view
      .locator('math.tml-display')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
    expect(Math.max(...heights)).toBeGreaterThan(40);
    const mark = view.locator('a.mark.refuted').first();
    const target = view.locator((await mark.getAttribute('href')) ?? '');
    expect(await target.isVisible()).toBe(false);
    await view.locator('details.refuted > summary').first().click();
    expect(await target.isVisible()).toBe(true);
    expect(await target.textContent()).toMatch(/smallest case[\s\S]*N = 2[\s\S]*Did you mean/);
    const deep = view.locator('details.proof li li');
    const claim = view.locator('#f2 details.proved').filter({ has: deep }).first();
    const proof = claim.locator('details.proof');
    await claim.locator('> summary').click();
    expect(await proof.locator('li').first().isVisible()).toBe(false);
    await proof.locator('> summary').click();
    expect(await proof.locator('li').first().isVisible()).toBe(true);
    // From the list of findings to the finding, which opens.
    await view.locator('nav ol a').nth(3).click();
    const found = view.locator('.body:target');
    expect(await found.isVisible()).toBe(true);
    // The word is there beside colour and sign.
    expect(await view.locator('details.refuted .badge').first().textContent()).toContain('refuted');
    await view.locator('#show-refuted').uncheck();
    expect(await view.locator('details.refuted').first().isVisible()).toBe(false);
    const overflow = await view.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
  });

  test('it has a dark side, a narrow one and one for paper', async () => {
    const text = readFileSync(join(root, 'test/document/chapters/slips.zh.md'), 'utf8');
    const { view } = await opened(await page([{ path: 'a.md', kind: 'md', text }]));
    const ground = () => view.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await ground();
    await view.emulateMedia({ colorScheme: 'dark' });
    expect(await ground()).not.toBe(light);
    await view.setViewportSize({ width: 400, height: 800 });
    expect(await view.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(400);
    await view.emulateMedia({ media: 'print' });
    expect(await view.locator('nav').isVisible()).toBe(false);
  });

  test('nothing of a document runs, and nothing is loaded', async () => {
    const { view, asked } = await opened(
      await page([
        { path: `${nasty}.md`, kind: 'md', text: attack },
        { path: 'a.conv', kind: 'conv', text: native },
      ]),
    );
    for (const link of await view.locator('main a[href^="#"]').all()) await link.dispatchEvent('click');
    await view.locator('main').first().dispatchEvent('click');
    expect(await view.evaluate("'broken' in window")).toBe(false);
    expect(asked.filter((url) => !/^(?:file|data):/.test(url))).toEqual([]);
    expect(await view.locator('script, img, iframe, svg, object').count()).toBe(0);
  });
});
