// Where a statement ends. Each row is a text and the statements in it, joined by ` | `.

import { expect } from 'vitest';
import { parseFile } from '../../grammar/native.js';
import { printStatement } from '../../grammar/print.js';
import { rows } from '../support/rows.js';

function statements(text: string, printed: string): void {
  expect(parseFile(text).map(printStatement).join(' | ')).toBe(printed);
}

rows(statements, [
  ['', ''],
  ['\n\n  # nothing but a comment\n', ''],
  ['size M\nsize N', 'size M | size N'],
  ['size M; size N', 'size M | size N'],
  [';;size M;;', 'size M'],
  ['size M # a; comment\nsize N', 'size M | size N'],
  ['size M\r\nsize N\rsize K\r\n', 'size M | size N | size K'],
  ['\uFEFFsize M\nsize N', 'size M | size N'],
  ['size\tM\nsize N', 'size M | size N'],

  // the line goes on: indented
  ['define y =\n  a\n  b', 'define y = a b'],
  ['define y = a\n\tb', 'define y = a b'],
  ['define y = a\n\n# a comment at the margin\n   b', 'define y = a b'],
  ['  size M\n  size N', 'size M | size N'],
  ['  define y = a\n    b\n  size N', 'define y = a b | size N'],
  ['\tsize M\n    size N', 'size M | size N'],
  ['size K; define y = a\n  b', 'size K | define y = a b'],

  // the line goes on: it ends in an operator, a relation, a comma or a colon
  ['define y = a +\nb', 'define y = a + b'],
  ['define y =\na', 'define y = a'],
  ['size M,\nN', 'size M, N'],
  ['theorem t:\na = b', 'theorem t: a = b'],
  ['index k in\n1..K', 'index k in 1..K'],
  ['define y = x_<i>^\n2', 'define y = x_<i>^2'],
  ['assume M <= I or\nN <= J', 'assume M <= I or N <= J'],
  ['index i in M..1 down\nsize N', 'index i in M..1 down | size N'],

  // the line goes on: the next starts with an operator or a relation
  ['define y = a\n+ b', 'define y = a + b'],
  ['define y = a\n- b', 'define y = a - b'],
  ['define y = A\n(*) B', 'define y = A (*) B'],
  ['theorem t: a\n= b\n= c', 'theorem t: a = b = c'],
  ['theorem t: a\n!= b\nsize M', 'theorem t: a != b | size M'],
  ['define R_l = 2\nfor l >= 1', 'define R_<l> = 2 for l >= 1'],
  ['theorem t\n  by induction on l: a = b', 'theorem t by induction on l: a = b'],
  ['theorem\n  t-1: a = b', 'theorem t-1: a = b'],

  // the line goes on: a bracket is open
  ['tensor w[\nM,\nN\n]\nsize K', 'tensor w[M,N] | size K'],
  ['define y = x_<\ni\n>', 'define y = x_<i>'],
  ['define y = sum_<\nm=1..M\n> x', 'define y = sum_<m=1..M> x'],
  ['define y = [1,\n2;\n3, 4]', 'define y = [1, 2; 3, 4]'],
  ['define y = { a if\ni < j;\nb otherwise\n}', 'define y = { a if i < j; b otherwise }'],
  ['define y = (\nsize + 1\n)', 'define y = (size + 1)'],

  // separators
  ['size M\n---\nsize N', 'size M | --- | size N'],
  ['size M\n  ---  # fresh\nsize N', 'size M | --- | size N'],
  ['size M; ---; size N', 'size M | --- | size N'],
  ['---\n---', '--- | ---'],
  ['---', '---'],
]);
