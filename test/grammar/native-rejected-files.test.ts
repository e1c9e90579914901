// Statements that are refused, with the whole message.

import { describe, expect, test } from 'vitest';
import { parseFile } from '../../grammar/native.js';
import { maximalText } from '../../grammar/tokens.js';
import { failure } from '../support/failure.js';
import { rows } from '../support/rows.js';

function file(text: string, ...lines: string[]): void {
  expect(failure(() => parseFile(text)).message).toBe(lines.join('\n'));
}

describe('statements', () => {
  rows(file, [
    [
      'y = x',
      "line 1, column 1: a statement cannot start with `y`; it starts with tensor, size, assume, index, function, define, theorem or '---'; a relation is claimed by `theorem name: …`",
      '  1 | y = x',
      '    | ^',
    ],
    [
      '3',
      "line 1, column 1: a statement cannot start with `3`; it starts with tensor, size, assume, index, function, define, theorem or '---'; a relation is claimed by `theorem name: …`",
      '  1 | 3',
      '    | ^',
    ],
    [
      'size M ---',
      "line 1, column 8: `-` cannot stand here; expected ',' or the end",
      '  1 | size M ---',
      '    |        ^',
    ],
    [
      '--- size M',
      "line 1, column 1: a statement cannot start with `-`; it starts with tensor, size, assume, index, function, define, theorem or '---'; a relation is claimed by `theorem name: …`",
      '  1 | --- size M',
      '    | ^',
    ],
    [
      'tensor',
      'line 1, column 7: something is missing at the end; expected a name',
      '  1 | tensor',
      '    |       ^',
    ],
    [
      'tensor w[M] x',
      "line 1, column 13: `x` cannot stand here; expected ',' or the end",
      '  1 | tensor w[M] x',
      '    |             ^',
    ],
    [
      'tensor w[M',
      "line 1, column 9: this `[` is not closed; expected ']'",
      '  1 | tensor w[M',
      '    |         ^',
    ],
    [
      'tensor if',
      'line 1, column 8: `if` cannot stand here; expected a name; `if` is a reserved word and cannot be a name',
      '  1 | tensor if',
      '    |        ^',
    ],
    ['size 3', 'line 1, column 6: `3` cannot stand here; expected a name', '  1 | size 3', '    |      ^'],
    [
      'assume M',
      "line 1, column 9: something is missing at the end; expected an operator, a further factor, a relation such as <= or 'divides'",
      '  1 | assume M',
      '    |         ^',
    ],
    [
      'assume',
      "line 1, column 7: something is missing at the end; expected a factor such as x_<i>, a number or '(' or 'not'",
      '  1 | assume',
      '    |       ^',
    ],
    [
      'index k = 1..M',
      "line 1, column 9: `=` cannot stand here; expected 'in', ',' or the end",
      '  1 | index k = 1..M',
      '    |         ^',
    ],
    [
      'index k in 1',
      "line 1, column 13: something is missing at the end; expected an operator, a further factor or '..'",
      '  1 | index k in 1',
      '    |             ^',
    ],
    [
      'function a()',
      'line 1, column 12: `)` cannot stand here; expected a name',
      '  1 | function a()',
      '    |            ^',
    ],
    [
      'function a(z+1)',
      "line 1, column 13: `+` cannot stand here; expected ',' or ')'",
      '  1 | function a(z+1)',
      '    |             ^',
    ],
    [
      'define y',
      "line 1, column 9: something is missing at the end; expected '(', '[', '=' or '_<'",
      '  1 | define y',
      '    |         ^',
    ],
    [
      'define y_<k> 3',
      "line 1, column 14: `3` cannot stand here; expected '='",
      '  1 | define y_<k> 3',
      '    |              ^',
    ],
    [
      'define y = x = 3',
      "line 1, column 14: `=` cannot stand here; expected an operator, a further factor, 'for' or the end",
      '  1 | define y = x = 3',
      '    |              ^',
    ],
    [
      'define y_<k> = x for k',
      "line 1, column 23: something is missing at the end; expected an operator, a further factor, a relation such as <= or 'divides'",
      '  1 | define y_<k> = x for k',
      '    |                       ^',
    ],
    [
      'define W[M] * X[I] = 1',
      "line 1, column 13: `*` cannot stand here; expected '=' or '_<'",
      '  1 | define W[M] * X[I] = 1',
      '    |             ^',
    ],
    [
      'define (W X) = 1',
      "line 1, column 11: `X` cannot stand here; expected '[' or an operator such as *",
      '  1 | define (W X) = 1',
      '    |           ^',
    ],
    [
      'theorem foo A = B',
      "line 1, column 13: `A` cannot stand here; expected ':' or 'by'",
      '  1 | theorem foo A = B',
      '    |             ^',
    ],
    [
      'theorem: A = B',
      'line 1, column 8: `:` cannot stand here; expected a name',
      '  1 | theorem: A = B',
      '    |        ^',
    ],
    [
      'theorem foo: A',
      'line 1, column 15: something is missing at the end; expected an operator, a further factor or a relation such as <=',
      '  1 | theorem foo: A',
      '    |               ^',
    ],
    [
      'theorem foo: A + B\nsize M',
      'line 1, column 19: something is missing at the end; expected an operator, a further factor or a relation such as <=',
      '  1 | theorem foo: A + B',
      '    |                   ^',
    ],
    [
      'theorem foo by induction: A = B',
      "line 1, column 25: `:` cannot stand here; expected 'on'",
      '  1 | theorem foo by induction: A = B',
      '    |                         ^',
    ],
  ]);
});

describe('the place in a longer text', () => {
  rows(file, [
    [
      'size M\n\n  # note\ndefine y = (x +\n\tz_<i> ',
      "line 4, column 12: this `(` is not closed; expected ')'",
      '  4 | define y = (x +',
      '    |            ^',
    ],
    [
      'size M\n\tdefine y = x',
      "line 2, column 2: `define` cannot stand here; expected ',' or the end",
      '  2 | \tdefine y = x',
      '    | \t^',
    ],
    [
      'define y = x_<i,j\nsize M',
      "line 1, column 13: this `_<` is not closed; expected '>'",
      '  1 | define y = x_<i,j',
      '    |             ^',
    ],
    [
      'size M\r\nsize 4\r\n',
      'line 2, column 6: `4` cannot stand here; expected a name',
      '  2 | size 4',
      '    |      ^',
    ],
    [
      `define y = ${'abcdefghi + '.repeat(30)}) + b`,
      'line 1, column 372: this `)` closes nothing',
      '  1 | …bcdefghi + abcdefghi + abcdefghi + abcdefghi + abcdefghi + ) + b',
      '    |                                                             ^',
    ],
  ]);
});
test('length of a text', () => {
  expect(failure(() => parseFile(' '.repeat(maximalText + 1))).data.kind).toBe('text-too-long');
});

test('the data of an error', () => {
  const { data, name } = failure(() => parseFile('size M\nsize 𝒳, 4'));
  expect(name).toBe('NotationError');
  expect(data).toEqual({
    kind: 'unexpected',
    range: { start: 16, end: 17 },
    line: 2,
    column: 10,
    expected: ['a name'],
    found: '4',
  });
});
