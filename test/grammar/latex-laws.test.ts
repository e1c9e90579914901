import { fc, test } from '@fast-check/vitest';
import { describe, expect, test as plain } from 'vitest';
import { NotationError } from '../../grammar/errors.js';
import { countLatexParses, parseLatex } from '../../grammar/latex.js';

const r = String.raw;

/** Pieces of formulas, well-formed or not, for shuffling. */
const pieces = fc.constantFrom(
  ...[
    'a',
    'b',
    'K',
    '1',
    '12',
    '0.5',
    '+',
    '-',
    '*',
    '=',
    '<',
    ',',
    ';',
    '.',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '|',
    "'",
  ],
  ...[
    '_',
    '^',
    '&',
    r`\\`,
    '_{i}',
    '^{(t)}',
    '^2',
    '_{i,j}',
    ' ',
    '~',
    '...',
    '且',
    '，',
    '?',
    '$',
    '%',
    '\n',
  ],
  ...[
    r`\sum`,
    r`\sum_{i=1}^{n}`,
    r`\max`,
    r`\int_0^1`,
    r`\frac`,
    r`\frac{a}{b}`,
    r`\over`,
    r`\sqrt`,
    r`\hat`,
  ],
  ...[
    r`\left`,
    r`\right`,
    r`\left(`,
    r`\right)`,
    r`\left\{`,
    r`\right.`,
    r`\lfloor`,
    r`\rfloor`,
    r`\{`,
    r`\}`,
    r`\|`,
  ],
  ...[
    r`\begin{bmatrix}`,
    r`\end{bmatrix}`,
    r`\begin{aligned}`,
    r`\end{aligned}`,
    r`\begin{cases}`,
    r`\end{cases}`,
  ],
  ...[
    r`\begin{array}{c}`,
    r`\end{array}`,
    r`\text{if }`,
    r`\text{rot180}`,
    r`\text{$`,
    r`\mathbf`,
    r`\mathrm{d}`,
    r`\rm`,
  ],
  ...[
    r`\cdot`,
    r`\times`,
    r`\neq`,
    r`\in`,
    r`\not`,
    r`\cdots`,
    r`\quad`,
    r`\tag{1}`,
    r`\label`,
    r`\foo`,
    r`\_`,
    '\\',
  ],
  ...[
    r`\stackrel`,
    r`\underset`,
    r`\substack{a \\ b}`,
    r`\underbrace`,
    r`\pmod`,
    r`\neg`,
    r`\wedge`,
    r`\prime`,
  ],
);

/** One tree, or an error that says where. */
function answers(text: string): void {
  try {
    expect(countLatexParses(text)).toBe(1);
    parseLatex(text);
  } catch (error) {
    if (!(error instanceof NotationError)) throw error;
    const { range } = error.data;
    expect(range.start).toBeGreaterThanOrEqual(0);
    expect(range.end).toBeLessThanOrEqual(text.length);
    expect(range.end).toBeGreaterThanOrEqual(range.start);
  }
}

describe('every text has one tree or a NotationError', () => {
  test.prop([fc.array(pieces, { maxLength: 40 })], { numRuns: 1000 })('shuffled pieces', (list) => {
    answers(list.join(' '));
    answers(list.join(''));
  });

  test.prop([fc.string({ unit: 'binary', maxLength: 60 })], { numRuns: 1000 })('any characters', answers);

  test.prop([fc.string({ unit: fc.constantFrom(...'\\{}_^&|()[]$%ab1=+ '), maxLength: 40 })], {
    numRuns: 1000,
  })('signs of TeX', answers);
});

describe('time grows with the length', () => {
  const milliseconds = (text: string): number => {
    const start = performance.now();
    parseLatex(text);
    return performance.now() - start;
  };

  plain('2,000 tokens in less than a second', () => {
    const product = r`w_{m,n} \cdot x_{k+m-1}`;
    const cells = Array(32).fill(Array(32).fill('1').join(' & ')).join(r` \\ `);
    expect(milliseconds(Array(120).fill(product).join(' + '))).toBeLessThan(1000);
    expect(milliseconds(Array(2000).fill('a').join(' '))).toBeLessThan(1000);
    expect(milliseconds(Array(1000).fill('a').join(' = '))).toBeLessThan(1000);
    expect(milliseconds(Array(1000).fill('|a').join(''))).toBeLessThan(1000);
    expect(milliseconds(r`\begin{bmatrix}${cells}\end{bmatrix}`)).toBeLessThan(1000);
  });

  plain('19,000 tokens in less than four seconds', () => {
    expect(milliseconds(Array(9500).fill('a').join(' + '))).toBeLessThan(4000);
  });
});
