// A report as Markdown: the document stays what it is, its formulas stay what they are, and nothing of a text is
// taken for markup.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { micromark } from 'micromark';
import { describe, expect, test } from 'vitest';
import { defaultOptions, fileReport, judge } from '../../src/report/judge.js';
import { markdownFile, markdownReport } from '../../src/report/markdown.js';
import type { Kind } from '../../src/report/report.js';
import { root } from '../cli/run.js';

const unrepaired = { ...defaultOptions, repair: 0 };
/** A slow machine must not find less. */
const patient = { ...defaultOptions, repair: 60_000, timeout: 60_000 };

async function reported(text: string, kind: Kind, path = 'text', options = patient): Promise<string> {
  const judged = await judge(path, text, kind, options);
  return markdownFile(judged, fileReport(judged), kind, 0);
}

/** The part before the rule at the end. */
function body(report: string): string {
  return report.slice(0, report.lastIndexOf('\n---\n\n**convproof**'));
}

/** The document without the signs. */
function unsigned(text: string): string {
  const sign = /(?:≔|✓|○|\[[✗⚠❓] \d+\]\(#convproof-\d+-\d+\))/;
  const signs = new RegExp(`${sign.source}(?: ${sign.source})*`, 'g');
  return text
    .replace(new RegExp(`\r?\n[ \t>]*\r?\n[ \t>]*${signs.source}\r?\n[ \t>]*(?=\r?\n|$)`, 'g'), '')
    .replace(new RegExp(` ${signs.source}`, 'g'), '');
}

const chapters = [
  'test/document/chapters/slips.en.md',
  'test/document/chapters/slips.zh.md',
  'test/document/chapters/turned.zh.md',
  'proofs/rot180.md',
];

describe.each(chapters)('%s', (path) => {
  const text = readFileSync(join(root, path), 'utf8');

  test('without the signs it is what it was, and with them it says what it said', async () => {
    const marked = body(await reported(text, 'md', path, unrepaired));
    expect(unsigned(marked).trimEnd()).toBe(text.trimEnd());
    const verdicts = async (each: string) =>
      (await judge('t', each, 'md', unrepaired)).judged.map(({ claim }) => [claim.verdict, claim.source]);
    expect(await verdicts(marked)).toEqual(await verdicts(text));
  });
});

describe('a sign beside each formula', () => {
  const rows: readonly (readonly [before: string, after: string])[] = [
    ['So $1 + 1 = 2$, too.', 'So $1 + 1 = 2$ ✓, too.'],
    ['So $1 = 1$ and $x$.', 'So $1 = 1$ ✓ and $x$.'],
    ['$1 = 1 = 1$', '$1 = 1 = 1$ ✓'],
    ['So $1 = 2$.', 'So $1 = 2$ [✗ 1](#convproof-1-1).'],
    ['$1 = 1, 1 = 2$', '$1 = 1, 1 = 2$ ✓ [✗ 2](#convproof-1-2)'],
    ['$$1 = 1$$\nand', '$$1 = 1$$\n\n✓\n\nand'],
    ['> $$\r\n> 1 = 1\r\n> $$\r\n> and', '> $$\r\n> 1 = 1\r\n> $$\r\n> \r\n> ✓\r\n> \r\n> and'],
    ['- $$1 = 1$$\n  and', '- $$1 = 1$$\n  \n  ✓\n  \n  and'],
    ['so $$1 = 1$$ and', 'so $$1 = 1$$ ✓ and'],
    ['| a | $$1 = 1$$ |', '| a | $$1 = 1$$ ✓ |'],
    ['```math\n1 = 1\n```', '```math\n1 = 1\n```\n\n✓'],
    ['`$1 = 2$`', '`$1 = 2$`'],
  ];
  test.each(rows)('%j', async (before, after) => {
    expect(body(await reported(before, 'md')).trimEnd()).toBe(after);
  });
});

test('the end says how many, and of what is not proved why, with the sides and the repair', async () => {
  const claim = 'tensor w[M]\ntheorem a_b: sum_<m=1..M> w_<m> = sum_<p=1..M> w_<M-p>\n';
  const report = await reported(claim, 'conv', 'w_1.conv');
  expect(report).toContain('**convproof**: ✗ 1 refuted');
  expect(report).toContain('<a id="convproof-1-1"></a>✗ 1 · refuted · a\\_b · line 2, column 33');
  expect(report).toContain('did you mean `w_<M-p+1>`? that is proved for all sizes');
  expect(report).toContain('## w\\_1.conv');
});

test('of TeX the claims are listed, each as a formula of its own', async () => {
  const report = await reported(
    '\\section{A}\nWe have $1+1=2$ and\n\\begin{align} 2 &= 3 \\\\\n 1 &= 1 \\end{align}\n',
    'tex',
  );
  expect(report).toContain('✓ · **proved**');
  expect(report).toContain('$$\n1+1=2\n$$');
  expect(report).toContain('$$\n\\begin{aligned}\n2 &= 3\n\\end{aligned}\n$$');
});

describe('nothing of a text is markup', () => {
  const nasty = '</details><script>alert(1)</script> [x](javascript:alert(1)) *a* `b` @team #1 $x$ ![](u)';
  test('in names of files and errors', () => {
    const file = {
      path: `${nasty}.md`,
      claims: [],
      summary: { definition: 0, proved: 0, refuted: 0, 'ill-formed': 0, unknown: 0, skipped: 0 },
      error: { message: nasty },
    };
    const report = markdownReport({ tool: { name: 'convproof', version: '1' }, files: [file] }, ['']);
    const html = micromark(report, { allowDangerousHtml: true });
    expect(html).not.toMatch(/<(?:script|a|em|code|img|details)\b/);
    expect(report).not.toMatch(/[^\\]\$x|@team/);
  });

  test.each(['md', 'tex'] as const)('in formulas of %s', async (kind) => {
    const formula = '1 = \\text{```</details><script>alert(1)</script>} + 2';
    const report = await reported(
      `So $${formula}$ and $\\frac{1}{<img src=x>} = 2$ and $1 = 2 \\text{\`}$.\n`,
      kind,
    );
    const end = kind === 'md' ? report.slice(body(report).length) : report;
    const html = micromark(end.replace(/\$\$\n[\s\S]*?\n\$\$/g, ''), { allowDangerousHtml: true });
    expect(html).not.toMatch(/<(?:script|img)\b/);
  });
});
