import { describe, expect, test } from 'vitest';
import { excerpt } from '../../src/report/excerpt.js';
import { Lines } from '../../src/report/lines.js';
import type { Place } from '../../src/report/report.js';

const plain = { colour: false, width: Number.POSITIVE_INFINITY };

function place(line: number, column: number, width: number): Place {
  return { line, column, endLine: line, endColumn: column + width };
}

describe('lines of a text with carets', () => {
  const rows: readonly (readonly [text: string, places: readonly Place[], shown: readonly string[]])[] = [
    ['a = b', [place(1, 5, 1)], ['1 | a = b', '  |     ^']],
    ['a = b', [place(1, 1, 1), place(1, 5, 1)], ['1 | a = b', '  | ^   ^']],
    ['a\nbc', [place(2, 3, 0)], ['2 | bc', '  |   ^']],
    ['\ta = b', [place(1, 6, 1)], ['1 |  a = b', '  |      ^']],
    ['输出 $y$', [place(1, 5, 1)], ['1 | 输出 $y$', '  |       ^']],
    ['a\u001b[31m', [place(1, 6, 1)], ['1 | a\uFFFD[31m', '  |      ^']],
    [
      'ab\r\n  cd',
      [{ line: 1, column: 2, endLine: 2, endColumn: 4 }],
      ['1 | ab', '  |  ^', '2 |   cd', '  |   ^'],
    ],
  ];
  test.each(rows)('%j', (text, places, shown) => {
    expect(excerpt(new Lines(text), places, plain)).toEqual(shown);
  });

  test('of a long line the neighbourhood, which fits', () => {
    const text = `${'x + '.repeat(100)}y`;
    const [line = '', carets = ''] = excerpt(new Lines(text), [place(1, 401, 1)], {
      colour: false,
      width: 60,
    });
    expect(line.length).toBeLessThanOrEqual(60);
    expect(line.charAt(carets.indexOf('^'))).toBe('y');
    expect(line).toContain('| …');
  });
});
