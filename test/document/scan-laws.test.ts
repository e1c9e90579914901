// What holds of every text: the pieces stand in order, lose nothing, and point at the right characters; a document
// put together from known formulas gives just these back; the work is linear.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, test } from 'vitest';
import { positionAt, scan } from '../../src/document/scan.js';
import { checkPieces, formulas } from './scan-support.js';

const kinds = ['md', 'tex', 'rst'] as const;
const seed = Number(process.env.CONVPROOF_SEED ?? Date.now() % 2 ** 31);

const delimiters = [
  '$',
  '$',
  '$$',
  '$$',
  '\\(',
  '\\)',
  '\\[',
  '\\]',
  '\\\\(',
  '\\\\)',
  '\\\\[',
  '\\\\]',
  '\\$$',
  '\\',
];
const environments = [
  '\\begin{align}',
  '\\end{align}',
  '\\begin{cases}',
  '\\end{cases}',
  '\\text{',
  '{',
  '}',
];
const words = [
  'x',
  'x_1',
  '5',
  ' ',
  ' ',
  'and so on it goes',
  '卷积',
  '其中，',
  '。',
  '\\frac',
  '\ud83d\ude00',
  '\ud800',
];
const breaks = ['\n', '\n\n', '\r\n', '\r', '> ', '- ', '1. ', '# ', '|', '\ufeff'];
const hiding = [
  '`',
  '``',
  '```\n',
  '~~~',
  '```math\n',
  '<!--',
  '-->',
  '<a b="',
  '">',
  '<pre>',
  '</pre>',
  '    ',
  '\t',
];
const others = [
  '===',
  '---\n',
  '](',
  '%',
  '% convproof: x',
  '% convproof-disable',
  '<!-- convproof: x -->',
  '\\iffalse ',
  '\\fi ',
  '\\newcommand{\\be}{\\begin{align}}',
  '\\be ',
  '\\begin{proof}',
  '\\end{proof}',
  '\\verb|',
  '\\section{',
  '\\newcommand{\\a}[1]{',
  '\\let\\a\\b',
];
const parts = [
  '\\begin{document}',
  '\\end{document}',
  '\\begin{verbatim}',
  '\\end{verbatim}',
  '\\input{a}',
  '\\def\\b#1{',
];

/** Of reStructuredText. */
const marked = [
  ':math:`',
  '.. math::',
  '.. code::',
  '.. math:: x\n',
  '::\n\n',
  '   ',
  '.. x',
  '====\n',
  '>>> ',
  '`x`:math:',
];

function documentsOf(fragments: readonly string[]): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...fragments), { maxLength: 40 }).map((chosen) => chosen.join(''));
}

const anything = documentsOf([
  ...delimiters,
  ...environments,
  ...words,
  ...breaks,
  ...hiding,
  ...others,
  ...parts,
  ...marked,
]);

/** No code, comments, tags or lines across the page: all of it is text. */
const open = documentsOf([...delimiters, ...environments, ...words, ...breaks]);

describe('any text', () => {
  test.each(kinds)('%s: fragments', (as) => {
    fc.assert(
      fc.property(anything, (text) => void checkPieces(text, as)),
      { numRuns: 1000 },
    );
  });

  test.each(kinds)('%s: bytes', (as) => {
    const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => String.fromCharCode(...array));
    fc.assert(
      fc.property(bytes, (text) => void checkPieces(text, as)),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => void checkPieces(text, as)),
    );
  });

  test('md: nothing lies between the pieces but blanks and quotation marks', () => {
    const property = fc.property(open, (text) => {
      let at = 0;
      const gaps: string[] = [];
      for (const { start, end } of [...checkPieces(text, 'md'), { start: text.length, end: text.length }]) {
        gaps.push(text.slice(at, start));
        at = end;
      }
      // A line that is indented by much is code.
      if (!/(?:^|[\n\r])[ \t>\ufeff]{4}/.test(text)) expect(gaps.join('')).toMatch(/^[\s>]*$/);
    });
    fc.assert(property, { numRuns: 1000 });
  });

  test('md: a text without delimiters has no formulas', () => {
    const calm = documentsOf([...words.slice(0, 9), '\n', '\n\n', '> ', '- ', '5 and ', '`a`']);
    fc.assert(
      fc.property(calm, (text) => void expect(formulas(text.replaceAll('\\', ''), 'md')).toEqual([])),
    );
  });
});

describe('a document of known formulas', () => {
  const inside = fc.constantFrom(
    'x',
    'x_{ij}',
    'a+b',
    '\\frac{1}{2}',
    'K \\times L',
    'y = W * x',
    'x, y',
    "w'",
    '2',
    '\\{a\\}',
  );
  const block = fc.oneof(
    inside.map((f) => ({ text: `let $${f}$ be`, found: [f] })),
    inside.map((f) => ({ text: `设$${f}$，和 \\(${f}\\) 则`, found: [f, f] })),
    inside.map((f) => ({ text: `- an item of $5 with $${f}$`, found: [f] })),
    inside.map((f) => ({ text: `so\n$$\n${f}\n$$\nand $x$.`, found: [`\n${f}\n`, 'x'] })),
    inside.map((f) => ({ text: `> quoted $${f}$\n> $$\n${f}\n$$\n> end`, found: [f, `\n${f}\n`] })),
    inside.map((f) => ({ text: `$$${f}$$\n$$${f}$$`, found: [f, f] })),
    inside.map((f) => ({ text: `\`\`\`math\n${f}\n\`\`\``, found: [f] })),
    inside.map((f) => ({ text: `\`\`\`sh\n$${f}$\n\`\`\`\n\`$${f}$\` <!-- $${f}$ -->`, found: [] })),
    inside.map((f) => ({ text: `## $${f}$ in a title`, found: [f] })),
    inside.map((f) => ({
      text: `\\begin{align}${f}\\end{align}`,
      found: [`\\begin{align}${f}\\end{align}`],
    })),
    fc
      .constantFrom('words only', 'it costs $5 or $6', '| a | b |\n|---|---|')
      .map((text) => ({ text, found: [] })),
  );
  const documents = fc.array(block, { maxLength: 12 });

  test('gives them back', () => {
    const property = fc.property(documents, fc.constantFrom('\n', '\r\n'), (blocks, eol) => {
      const text = blocks.map((b) => b.text).join('\n\n');
      const found = formulas(text.replaceAll('\n', eol), 'md').map((f) => f.text);
      expect(found).toEqual(blocks.flatMap((b) => b.found));
      expect(scan(text, 'md').filter((piece) => piece.kind === 'trouble')).toEqual([]);
    });
    fc.assert(property, { numRuns: 1000 });
  });

  test('broken off or shuffled, it is still read in order', () => {
    const property = fc.property(
      documents,
      fc.nat(),
      fc.infiniteStream(fc.double({ noNaN: true })),
      (blocks, at, keys) => {
        const text = blocks.map((b) => b.text).join('\n\n');
        checkPieces(text.slice(0, at % (text.length + 1)), 'md');
        const lines = text.split('\n').map((line) => ({ line, key: keys.next().value as number }));
        checkPieces(
          lines
            .sort((a, b) => a.key - b.key)
            .map(({ line }) => line)
            .join('\n'),
          'md',
        );
      },
    );
    fc.assert(property, { numRuns: 300 });
  });
});

test('headings are those of a Markdown parser', () => {
  const line = fc.constantFrom(
    'one two',
    'three',
    '# Four',
    '### Five ###',
    '===',
    '---',
    '',
    '',
    '```',
    '~~~',
    '> quoted',
  );
  const property = fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
    const text = lines.join('\n');
    // A paragraph of `===` is no case that matters, nor is a fence in a quotation.
    fc.pre(!/(?:^|\n\n|[`~#>][^\n]*\n)(?:===|---)/.test(text) && !/(?:^|\n)===\n===/.test(text));
    const expected = fromMarkdown(text).children.flatMap((node) =>
      node.type === 'heading'
        ? [`${node.depth} ${node.children.map((child) => ('value' in child ? child.value : '')).join('')}`]
        : [],
    );
    const found = scan(text, 'md').flatMap((p) => (p.kind === 'heading' ? [`${p.depth} ${p.text}`] : []));
    expect(found).toEqual(expected);
  });
  fc.assert(property, { numRuns: 700 });
});

test('line and column', () => {
  const text = 'a\nbc\r\n\rd😀\n';
  const place = positionAt(text);
  const found = [0, 1, 2, 4, 5, 6, 7, 8, 10, 11, 99]
    .map(place)
    .map(({ line, column }) => `${line}:${column}`);
  expect(found).toEqual(['1:1', '1:2', '2:1', '2:3', '2:4', '3:1', '4:1', '4:2', '4:4', '5:1', '5:89']);
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\r\n') }), fc.nat(30), (any, at) => {
      const offset = Math.min(at, any.length);
      const before = any
        .slice(0, offset)
        .replace(/\r$/, any.charAt(offset) === '\n' ? 'a' : '\r')
        .split(/\r\n|\n|\r/);
      expect(positionAt(any)(offset)).toEqual({
        line: before.length,
        column: (before.at(-1) as string).length + 1,
      });
    }),
  );
});

describe('a million characters of one thing are read in one pass', () => {
  const units = [
    '$',
    '$ ',
    '$$ ',
    '$$\n',
    '\\(',
    '\\[',
    '\\\\(',
    '`',
    '` ``',
    '<!--',
    '<a b="',
    '](',
    '\\begin{align}',
    '\\begin{cases}\n',
  ];
  const more = [
    '\\newcommand{\\a}{',
    '$\\text{$',
    '\\frac{',
    '\\section{',
    '\\verb|',
    '%\n',
    '```\n',
    '> ',
    '- ',
    '\n',
    'a\n=\n',
    '$x$ ',
  ];
  const ofTex = ['\\newenvironment{a}{', '\\iffalse\n', '\\url{', '\\begin{theorem}'];
  const ofRst = [':math:`', '`a ', '.. math:: x\n', '.. a\n', 'a::\n\n b\n', '== \n', '$$\n'];
  const table = [
    ...[...units, ...more].flatMap((unit) => [{ unit, as: 'md' } as const, { unit, as: 'tex' } as const]),
    ...ofTex.map((unit) => ({ unit, as: 'tex' }) as const),
    ...ofRst.map((unit) => ({ unit, as: 'rst' }) as const),
  ];
  // If the time grew with the square of the length, the limit of a test that hangs would end it. The seed says which half.
  test.each(table.filter((_, i) => Math.floor(i / 2) % 2 === seed % 2))('$as: $unit', ({ unit, as }) => {
    const text = unit.repeat(1e6 / unit.length);
    const starts = scan(text, as).map((piece) =>
      piece.kind === 'formula' ? piece.formula.start : piece.start,
    );
    expect(starts.every((start) => start >= 0 && start <= text.length)).toBe(true);
  });
});

// Counts the formulas of a Markdown text in another way: a machine with four states that walks over dollar signs once
// fences, code spans and comments are gone.
function countDollars(text: string): { inline: number; display: number } {
  const bare = text
    .replace(/^```[^\n]*\n[\s\S]*?^```/gm, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/`[^`\n]+`/g, '');
  const count = { inline: 0, display: 0 };
  let state: 'words' | 'inline' | 'display' = 'words';
  for (const [mark] of bare.matchAll(/\\[\s\S]|\$\$?/g)) {
    if (mark === '$$' && state !== 'inline') {
      if (state === 'display') count.display += 1;
      state = state === 'display' ? 'words' : 'display';
    } else if (mark.startsWith('$') && state !== 'display') {
      if (state === 'inline') count.inline += 1;
      state = state === 'inline' ? 'words' : 'inline';
    }
  }
  return count;
}

describe('documents from the wild', () => {
  const folder = new URL('../../../shared/documents/', import.meta.url);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.md')) : [];
  test.skipIf(names.length === 0)('the folder of documents is here', () => expect(names).not.toEqual([]));

  test.each(names)('%s: as many formulas as a count of dollar signs', (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    const found = formulas(text, 'md');
    const display = found.filter((f) => f.display).length;
    expect({ inline: found.length - display, display }).toEqual(countDollars(text));
    const troubles = scan(text, 'md').filter((piece) => piece.kind === 'trouble');
    expect(troubles.every((t) => t.message.startsWith('TeX without delimiters'))).toBe(true);
  });

  test.each(names)('%s: broken off after every fiftieth unit', { timeout: 60_000 }, (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    const whole = formulas(text, 'md').map((f) => f.end);
    for (let length = 0; length < text.length; length += 50) {
      const ends = checkPieces(text.slice(0, length), 'md').flatMap((p) =>
        p.kind === 'formula' ? [p.end] : [],
      );
      // All formulas that were complete are still there.
      const complete = whole.filter((end) => end <= length);
      expect(ends.slice(0, complete.length)).toEqual(complete);
    }
  });
});
