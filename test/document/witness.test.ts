// The formulas that are found, counted in another way: Markdown by a parser of the unified collective (micromark with
// its extensions for mathematics and for GitHub), TeX, reStructuredText and notebooks by taking away with patterns
// what is no formula. The chapters are our own; of documents from the wild the parser loses some, see below.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { mathFromMarkdown } from 'mdast-util-math';
import { gfm } from 'micromark-extension-gfm';
import { math } from 'micromark-extension-math';
import { describe, expect, test } from 'vitest';
import { examine } from '../../src/document/index.js';
import { openNotebook } from '../../src/document/jupyter.js';
import { positionAt } from '../../src/document/scan.js';
import { formulas } from './scan-support.js';

/** What of a tree of mdast matters here. */
interface Tree {
  readonly type: string;
  readonly value?: string | undefined;
  readonly lang?: string | null | undefined;
  readonly position?: { readonly start: { readonly line: number } } | undefined;
  readonly children?: readonly Tree[];
}

const bare = (formula: string): string => formula.replace(/[\s>`]+/g, '');

/** `12 x_1` for every formula that the parser of Markdown finds, blanks left out. */
function parsedMarkdown(text: string): readonly string[] {
  const root: Tree = fromMarkdown(text, {
    extensions: [gfm(), math()],
    mdastExtensions: [gfmFromMarkdown(), mathFromMarkdown()],
  });
  const found: string[] = [];
  const visit = (node: Tree): void => {
    const isMath = /^(?:inlineM|m)ath$/.test(node.type) || (node.type === 'code' && node.lang === 'math');
    if (isMath) found.push(`${node.position?.start.line} ${bare(node.value ?? '')}`);
    node.children?.forEach(visit);
  };
  visit(root);
  return found;
}

function scannedMarkdown(text: string): readonly string[] {
  const place = positionAt(text);
  return formulas(text, 'md').map(({ start, text: inside }) => `${place(start).line} ${bare(inside)}`);
}

/**
 * Every `$$` on a line of its own, outside of quotations. For the parser it opens or closes a display only on such a
 * line, in a quotation only behind `>`; else the display goes on to the next such line, and what is between is lost.
 */
function fenced(text: string): string {
  return text.replace(/^[ \t>]*\$\$|\$\$/gm, '\n$$$$\n');
}

const chapters = new URL('./chapters/', import.meta.url);
const chapter = (name: string): string => readFileSync(new URL(name, chapters), 'utf8');

describe('Markdown', () => {
  test.each(['containers.md', 'slips.en.md', 'slips.zh.md'])('%s', (name) => {
    const found = scannedMarkdown(chapter(name));
    expect(found).toEqual(parsedMarkdown(chapter(name)));
    expect(found.length).toBeGreaterThan(10);
  });

  test('turned.zh.md, where displays in a quotation are closed without its mark', () => {
    const text = chapter('turned.zh.md');
    const lost = parsedMarkdown(text).length;
    expect(scannedMarkdown(text)).toHaveLength(parsedMarkdown(fenced(text)).length);
    expect(scannedMarkdown(text).length).toBeGreaterThan(lost);
  });

  const formula = fc.constantFrom('x_1', 'a = b', '\\frac{1}{2}', 'w^{2}_{ij} + 1', 'a*b*c', '\\{a\\}', 'x');
  // Left out are captions of pictures and what stands in blocks of tags, which the parser does not look into, and
  // dollar signs that are money, which it takes for formulas.
  const block = fc.oneof(
    formula.map((f) => `Words with $${f}$ and *more* $${f}$.`),
    formula.map((f) => `$$\n${f}\n$$`),
    formula.map((f) => `- an item, $${f}$\n\n  $$\n  ${f}\n  $$\n- and $${f}$`),
    formula.map((f) => `3. one\n   - two $${f}$\n\n     \`\`\`math\n     ${f}\n     \`\`\``),
    formula.map((f) => `> quoted $${f}$\n>\n> $$\n> ${f}\n> $$`),
    formula.map((f) => `| a | $${f}$ |\n| --- | --- |\n| \`$${f}$\` | $${f}$ |`),
    formula.map((f) => `## A title, $${f}$ ##`),
    formula.map((f) => `[a link $${f}$](u "t") and [$${f}$][r] and **$${f}$**\n\n[r]: u$u$`),
    formula.map((f) => `\`\`\`sh\necho $${f}$\n\`\`\`\n\n    $${f}$`),
    formula.map((f) => `<!-- $${f}$ -->\n\n<b>$${f}$</b> ~~$${f}$~~ \\$5`),
    formula.map((f) => `A note[^1].\n\n[^1]: says $${f}$\n\n    and $${f}$`),
    formula.map((f) => `- [ ] to do: $${f}$\n- [x] done: $${f}$`),
  );

  test('any blocks', () => {
    const property = fc.property(fc.array(block, { maxLength: 6 }), (blocks) => {
      const text = blocks.join('\n\n<i>x</i>\n\n');
      expect(scannedMarkdown(text)).toEqual(parsedMarkdown(text));
    });
    fc.assert(property, { numRuns: 200 });
  });
});

describe('documents from the wild', () => {
  const folder = new URL('../../../shared/documents/', import.meta.url);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.md')) : [];
  test.skipIf(names.length === 0)('the folder of documents is here', () => expect(names).not.toEqual([]));

  test.each(names)('%s: as many as a parser finds, once each $$ has its line', (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    expect(formulas(text, 'md').length).toBeGreaterThanOrEqual(parsedMarkdown(text).length);
    expect(parsedMarkdown(fenced(text))).toHaveLength(formulas(text, 'md').length);
  });
});

/** How often a pattern occurs, and the text without it. */
function taken(
  text: string,
  ...patterns: readonly RegExp[]
): { readonly count: number; readonly rest: string } {
  let count = 0;
  let rest = text;
  for (const pattern of patterns) {
    rest = rest.replace(pattern, () => {
      count += 1;
      return '';
    });
  }
  return { count, rest };
}

test('TeX: as many as are left when all else is taken away', () => {
  const text = chapter('containers.tex');
  const body = text.slice(text.indexOf('\\begin{document}'), text.indexOf('\\end{document}'));
  const { rest } = taken(
    body.replaceAll('\\be ', '\\begin{equation}').replaceAll('\\ee', '\\end{equation}'),
    /(?<!\\)%.*/g,
    /\\begin\{(verbatim|lstlisting|comment|tikzpicture)\}[\s\S]*?\\end\{\1\}/g,
    /\\verb\|.*?\||\\iffalse[\s\S]*?\\fi|\\\$/g,
  );
  const { count } = taken(
    rest,
    /\\begin\{(equation|align)(\*?)\}[\s\S]*?\\end\{\1\2\}/g,
    /\\\[[\s\S]*?\\\]|\\\([\s\S]*?\\\)/g,
    /\$\$[\s\S]*?\$\$/g,
    /\$[^$]+\$/g,
  );
  expect(formulas(text, 'tex')).toHaveLength(count);
  expect(count).toBe(10);
});

test('reStructuredText: as many as are left when all else is taken away', () => {
  const text = chapter('containers.rst');
  const { rest } = taken(
    text,
    /``[\s\S]*?``\s/g,
    /^( *)\.\. code-block::.*\n(?:\1 +.*\n|\s*\n)*/gm,
    /^\.\. a comment.*\n/gm,
    /(?<=::)\n\n( +):math:.*\n/g,
  );
  const directives = [...rest.matchAll(/^( *)\.\. math::(.*)\n((?:\1 +.*\n|\s*\n)*)/gm)];
  const equations = directives.flatMap(([, , first = '', block = '']) =>
    [first, ...block.replace(/^ *:label:.*$/m, '').split(/\n\s*\n/)].filter((part) => part.trim() !== ''),
  );
  const roles = [...rest.matchAll(/:math:`[^`]+`/g)];
  expect(formulas(text, 'rst')).toHaveLength(equations.length + roles.length);
  expect(equations.length + roles.length).toBe(9);
});

test('notebooks: as many as in the texts of their cells', () => {
  const cells = ['containers.md', 'slips.en.md'].map((name) => ({
    cell_type: 'markdown',
    source: chapter(name).split(/(?<=\n)/),
  }));
  const code = { cell_type: 'code', source: ['print("$x$")'] };
  const text = JSON.stringify({ cells: [code, ...cells, code], nbformat: 4 });
  const found = openNotebook(text).pieces.filter(({ kind }) => kind === 'formula');
  const expected = cells.flatMap(({ source }) => parsedMarkdown(source.join('')));
  expect(found).toHaveLength(expected.length);
});

describe('in these chapters every relation is read', () => {
  test.each(['md', 'tex', 'rst'] as const)('containers.%s', (as) => {
    const { claims, notes, silenced } = examine(chapter(`containers.${as}`), { as });
    const others = claims.filter(({ verdict }) => !/^(?:definition|proved)$/.test(verdict.verdict));
    expect(others.map(({ line, verdict }) => `${line}: ${verdict.verdict} ${verdict.message}`)).toEqual([]);
    expect(notes.map(({ message }) => message)).toEqual(
      as === 'tex' ? ['\\input{more}: the other file is not read'] : [],
    );
    expect(silenced).toBe(as === 'rst' ? 1 : 0);
  });
});
