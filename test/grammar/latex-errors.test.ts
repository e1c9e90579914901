import { describe, expect, test } from 'vitest';
import { NotationError, type NotationErrorKind } from '../../grammar/errors.js';
import { parseLatex } from '../../grammar/latex.js';
import { rows } from '../support/rows.js';

const r = String.raw;

function errorOf(text: string): NotationError {
  try {
    parseLatex(text);
  } catch (error) {
    if (error instanceof NotationError) return error;
    throw error;
  }
  throw new Error('this was read without an error');
}

describe('what cannot be read is named, with its column', () =>
  rows(
    (text: string, kind: NotationErrorKind, column: number, found: string) => {
      const { data } = errorOf(text);
      expect([data.kind, data.column, data.found]).toEqual([kind, column, found]);
    },
    [
      [r`a + \bx b`, 'unknown-command', 5, r`\bx`],
      [r`\foo{a}{b}`, 'unknown-command', 1, r`\foo`],
      [r`\begin{tikzpicture} \end{tikzpicture}`, 'unknown-command', 1, r`\begin{tikzpicture}`],
      ['a ? b', 'unknown-character', 3, '?'],
      ['a $b$', 'unknown-character', 3, '$'],
      ['(a]', 'mismatched', 1, '('],
      ['[0, 1)', 'mismatched', 1, '['],
      [r`\begin{bmatrix} 1 \end{pmatrix}`, 'mismatched', 1, r`\begin{bmatrix}`],
      [r`\left( a`, 'unclosed', 1, r`\left(`],
      ['a_{i', 'unclosed', 3, '{'],
      [r`\begin{bmatrix} 1`, 'unclosed', 1, r`\begin{bmatrix}`],
      ['a)', 'unopened', 2, ')'],
      ['a}', 'unopened', 2, '}'],
      [r`\left. a \right|_{x=0}`, 'unopened', 10, r`\right|`],
      [r`\frac{a}`, 'missing-argument', 1, r`\frac`],
      ['a_', 'missing-argument', 2, '_'],
      ['a + + b', 'unexpected', 5, '+'],
      ['a,,b', 'unexpected', 3, ','],
      ['^{2}', 'unexpected', 1, '^'],
      ['a = (b =)', 'unexpected', 9, ')'],
      [r`a \\ b + * c`, 'unexpected', 10, '*'],
      [r`\begin{bmatrix} a = b \end{bmatrix}`, 'unexpected', 19, '='],
      ['a =', 'unexpected-end', 4, ''],
      [r`\sum_{i=1}^{n}`, 'unexpected-end', 15, ''],
      [r`(a \\ b)`, 'unread', 4, r`\\`],
      [r`\frac{a & b}{c}`, 'unread', 9, '&'],
      [r`a \over b`, 'unread', 3, r`\over`],
      [r`\sum_{i=1}^{n,m} a`, 'unread', 1, r`\sum_{i=1}^{n,m}`],
      [r`\begin{cases} 1 \\ 2 \end{cases}`, 'unread', 1, r`\begin{cases} 1 \\ 2 \end{cases}`],
    ] as const,
  ));

describe('limits', () => {
  rows(
    (_title: string, text: string) => expect(errorOf(text).data.kind).toBe('too-deep'),
    [
      ['parentheses', '('.repeat(5000)],
      ['braces', `${'{'.repeat(201)}a${'}'.repeat(201)}`],
      ['scripts in scripts', 'a^{'.repeat(300)],
      ['scripts on scripts', `a${'_i'.repeat(300)}`],
      ['arguments without braces', r`\frac`.repeat(300)],
      ['big operators', `${r`\sum_i `.repeat(300)}a`],
      ['environments', r`\begin{bmatrix}`.repeat(300)],
    ],
  );

  test('tokens', () => {
    expect(errorOf('a '.repeat(20_001)).data.kind).toBe('too-many-tokens');
  });

  test('what is below them is read', () => {
    expect(parseLatex(`${'('.repeat(200)}a${')'.repeat(200)}`).rows).toHaveLength(1);
    expect(parseLatex(`${r`\sum_i `.repeat(199)}a`).rows).toHaveLength(1);
  });
});
