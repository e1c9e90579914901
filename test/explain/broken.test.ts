import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { parseLatex } from '../../grammar/latex.js';
import { laidOut } from '../../src/explain/aligned.js';
import { broken } from '../../src/explain/broken.js';
import { widthOf } from '../../src/explain/width.js';

describe('how wide a formula is, in em', () => {
  test.each([
    ['x', 0.53],
    ['x_{i}', 0.53 + 0.7 * 0.53],
    ['x = y', 2.39],
    ['\\sum_{m=1}^{M} x', 1.61 + 0.17 + 0.53 + 0.15],
    ['\\frac{1}{x y}', 1.3],
    ['\\text{互相关}', 3],
    ['\\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix}', 3.06],
    ['x y z + \\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix}', 3 * 0.53 + 1.33 + 3.06],
  ])('%s', (latex, width) => {
    expect(widthOf(latex)).toBeCloseTo(width, 0);
  });
});

describe('formulas are broken where they are too wide', () => {
  test.each([
    ['a + b - c', 99, ['a + b - c']],
    ['a + b - c', 3, ['a + b', '{} - c']],
    ['a \\left(b + c\\right) - d', 4.6, ['a \\left(b + c\\right)', '{} - d']],
    ['M N+N-M', 3.2, ['M N', '{}+N', '{}-M']],
    ['x_{k+m-1} \\, y_{l+n-1}', 3, ['x_{k+m-1}', '\\times \\, y_{l+n-1}']],
    ['\\left(a + b\\right) \\, c', 2, ['\\bigl(a', '{} + b\\bigr)', '\\times \\, c']],
    [
      '\\left(\\left(a + b\\right) \\, c - d\\right)',
      5,
      ['\\bigl(\\left(a + b\\right) \\, c', '{} - d\\bigr)'],
    ],
    ['\\int f(t) \\, g(s-t) \\, dt', 2, ['\\int f(t) \\, g(s-t) \\, dt']],
  ])('%s within %d em', (latex, width, pieces) => {
    expect(broken(latex, width)).toEqual(pieces);
  });
});

describe('a chain', () => {
  const formula = (latex: string): { latex: string; native: string } => ({ latex, native: latex });
  const long = Array.from({ length: 16 }, (_, i) => `x_{${i}} y_{${i}}`).join(' + ');
  const chain = (to: string, note: string): Parameters<typeof laidOut>[0] => ({
    tag: 'chain',
    left: formula('z'),
    rows: [{ sign: formula('='), to: formula(to), note: [note] }],
  });

  test('has its notes beside its formulas', () => {
    expect(laidOut(chain('x', 'by definition')).rows).toEqual(['&z', '&= x && \\text{by definition}']);
  });

  test('has them below where there is no room, and is read as it was', () => {
    const { rows, excess } = laidOut(chain(`\\frac{${long}}{2}`, 'by a definition that is long'));
    expect(rows.slice(2)).toEqual(['&\\qquad\\qquad \\text{by a definition that is long}']);
    expect(excess).toBeLessThan(1.5);
    const text = `\\begin{aligned}${[...rows, '&= u'].join(' \\\\ ')}\\end{aligned}`;
    expect(() => katex.renderToString(text, { strict: 'error', displayMode: true })).not.toThrow();
    expect(JSON.stringify(parseLatex(text))).toContain('by a definition that is long');
  });
});
