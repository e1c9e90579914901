// The author's own commands: what they are replaced by, where the units of the result come from, and when they are
// not to be replaced.

import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { expandMacros } from '../../src/document/expand.js';
import { judgeDocument } from '../../src/document/index.js';
import { asWritten, exactlyIn, placeIn } from '../../src/document/place.js';
import { scan } from '../../src/document/scan.js';
import { rows } from '../support/rows.js';

/** The formulas of a TeX text, written out; of what could not be, the message. */
function writtenOut(text: string, ...formulas: readonly string[]): void {
  const found = expandMacros(scan(text, 'tex')).flatMap((piece) =>
    piece.kind === 'formula' ? [piece.formula.text] : piece.kind === 'trouble' ? [piece.message] : [],
  );
  expect(found).toEqual(formulas);
}

describe('commands are written out', () => {
  rows(writtenOut, [
    ['\\newcommand{\\w}{\\mathbf{w}} $\\w_1 = \\w$', '\\mathbf{w}_1 = \\mathbf{w}'],
    ['\\newcommand\\f[2]{#1+#2^2} $\\f{a}{b}c \\f xy$', 'a+b^2c x+y^2'],
    ['\\newcommand{\\f}[2][n]{#1(#2)} $\\f{x} \\f[m]{y}$', 'n(x) m(y)'],
    ['\\def\\f#1#2{#2#1} $\\f ab \\f{\\f cd}e$', 'ba edc'],
    ['\\def\\a{\\alpha}\\def\\b{\\a} $\\b x\\b{}y$', '\\alpha x\\alpha{}y'],
    ['\\def\\f#1{\\mathbf#1} $\\f x \\f{\\w}$', '\\mathbf x \\mathbf\\w'],
    ['\\def\\f{\\g}\\def\\g#1{[#1]} $\\f x$', '[x]'],
    ['\\def\\a{1}$\\a$\\renewcommand{\\a}{2}$\\a$', '1', '2'],
    ['\\def\\a{1}{\\def\\a{2}$\\a$ {\\def\\a{3}$\\a$}$\\a$}$\\a$', '2', '3', '2', '1'],
    ['\\let\\old\\sum \\renewcommand{\\sum}{\\old\\limits} $\\sum_i$', '\\sum\\limits_i'],
    ['\\def\\a{1}\\let\\b\\a\\def\\a{2} $\\b\\a$', '12'],
    ['\\DeclareMathOperator{\\rot}{rot180} $\\rot(W)$', '\\operatorname{rot180}(W)'],
    [
      '\\DeclarePairedDelimiter{\\n}{\\lvert}{\\rvert} $\\n{x} \\n*{y} \\n[\\big]{z}$',
      '\\lvert x \\rvert \\lvert y \\rvert \\lvert z \\rvert',
    ],
    ['\\NewDocumentCommand{\\f}{O{n} m}{#1(#2)} $\\f{x}$', 'n(x)'],
    ['\\newcommand{\\R}{\\mathbb{R}\\xspace} $\\R$', '\\mathbb{R}'],
    ['\\def\\a{% a remark\n1} $\\a % \\a\n$', '% a remark\n1 % \\a\n'],
    ['\\def\\a{1} $\\ab \\\\a$', '\\ab \\\\a'],
  ]);
});

describe('or named, and why not', () => {
  rows(writtenOut, [
    ['\\def\\a{\\a} $\\a$', '\\a leads back to itself, or to a formula that is too long'],
    [
      '\\def\\a{\\b\\b}\\def\\b{\\a\\a} $\\b$ $x$',
      '\\b leads back to itself, or to a formula that is too long',
      'x',
    ],
    ['\\def\\f#1#2{} $\\f x$', '\\f takes 2 arguments, and 1 can be found'],
    ['\\newcommand{\\f}[1]{#1} $\\f$', '\\f takes 1 argument, and 0 can be found'],
    [
      '\\def\\f#1.{#1} $\\f x.$ $x$',
      'how \\f is defined is not understood',
      'how \\f is defined is not understood',
      'x',
    ],
  ]);
});

describe('places', () => {
  const text = '\\newcommand{\\swap}[2]{#2 + #1}\nso $\\swap{ab}{c} = d$';
  const piece = expandMacros(scan(text, 'tex')).find(({ kind }) => kind === 'formula');
  const formula = piece?.kind === 'formula' ? piece.formula : null;

  test('an argument is where it stands, the rest where the command is used', () => {
    if (formula === null) throw new Error('no formula');
    expect(formula.text).toBe('c + ab = d');
    const at = (start: number, end: number): string => {
      const place = placeIn(formula, { start, end });
      return text.slice(place.start, place.end);
    };
    expect([at(0, 1), at(2, 3), at(4, 6), at(7, 8)]).toEqual(['c', '\\swap{ab}{c}', 'ab', '=']);
    expect(asWritten(formula, { start: 4, end: 10 })).toBe('ab}{c} = d');
    expect(asWritten(formula)).toBe('\\swap{ab}{c} = d');
  });

  test('only what stands for itself alone can be changed in place', () => {
    const twice = '\\newcommand{\\f}[2]{#1 \\alpha #1 #2} $\\f{a}{b} + c$';
    const use = expandMacros(scan(twice, 'tex')).find(({ kind }) => kind === 'formula');
    if (use?.kind !== 'formula') throw new Error('no formula');
    const found = [...use.formula.text].map((unit, at) => {
      const place = exactlyIn(use.formula, { start: at, end: at + 1 });
      return place === null ? '' : unit;
    });
    expect(found.join('')).toBe('b + c');
  });

  test('of a claim', () => {
    const chapter = [
      '\\newcommand{\\kernel}{\\mathbf{W}}\\newcommand{\\size}[2]{#1 \\times #2}',
      'Let $\\kernel = [w_{mn}]_{\\size MN}$ and $X = [x_{ij}]_{\\size IJ}$. Hence',
      '\\[ \\kernel \\circledast X = \\mathrm{rot180}(\\kernel) * X \\]',
    ].join('\n');
    const claim = judgeDocument(chapter, { as: 'tex' }).at(-1);
    expect(claim).toMatchObject({
      line: 3,
      column: 26,
      endLine: 3,
      endColumn: 56,
      source: '\\kernel \\circledast X = \\mathrm{rot180}(\\kernel) * X',
      verdict: { verdict: 'proved' },
    });
  });
});

const fragments = [
  '\\a',
  '\\b',
  '{',
  '}',
  '[',
  ']',
  '#1',
  '#2',
  'x',
  '1',
  ' ',
  '%',
  '\n',
  '\\',
  '\\frac',
  '*',
];
const inside = fc.array(fc.constantFrom(...fragments), { maxLength: 12 }).map((parts) => parts.join(''));

test.prop([inside, inside, inside], { numRuns: 1000 })('any definition and any use', (a, b, use) => {
  const text = `\\newcommand{\\a}[1]{${a}}\\newcommand{\\b}[2][x]{${b}} $y ${use} y$`;
  for (const piece of expandMacros(scan(text, 'tex'))) {
    if (piece.kind !== 'formula') continue;
    const { formula } = piece;
    expect(formula.offsets).toHaveLength(formula.text.length + 1);
    for (let at = 0; at < formula.text.length; at += 1) {
      const { start, end } = placeIn(formula, { start: at, end: at + 1 });
      expect(start >= formula.start && start < end && end <= formula.end).toBe(true);
    }
  }
});

test('what a lemma introduces is known in its proof, and not after it', () => {
  const lemma = '\\begin{lemma} Let $V = [v_{mn}]_{M \\times N}$. \\end{lemma}';
  const verdict = (text: string): string | undefined =>
    judgeDocument(`${lemma}\n${text}`, { as: 'tex' }).at(-1)?.verdict.verdict;
  expect(verdict('\\begin{proof} Hence $V = V$. \\end{proof}')).toBe('proved');
  expect(verdict('Hence $V = V$.')).toBe('skipped');
});
