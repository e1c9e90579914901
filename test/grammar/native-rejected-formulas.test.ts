// Formulas that are refused, with the whole message: the sentence, the line and the caret.

import { describe, expect, test } from 'vitest';
import { parseFormula } from '../../grammar/native.js';
import { maximalDepth, maximalTokens } from '../../grammar/tokens.js';
import { failure } from '../support/failure.js';
import { rows } from '../support/rows.js';

function formula(text: string, ...lines: string[]): void {
  expect(failure(() => parseFormula(text)).message).toBe(lines.join('\n'));
}

describe('a formula that stops or goes wrong', () => {
  rows(formula, [
    [
      '',
      "line 1, column 1: something is missing at the end; expected a factor such as x_<i>, a number or '('",
      '  1 | ',
      '    | ^',
    ],
    [
      'a +',
      "line 1, column 4: something is missing at the end; expected a factor such as x_<i>, a number or '('",
      '  1 | a +',
      '    |    ^',
    ],
    [
      'a + * b',
      "line 1, column 5: `*` cannot stand here; expected a factor such as x_<i>, a number or '('",
      '  1 | a + * b',
      '    |     ^',
    ],
    [
      'a * -b',
      "line 1, column 5: `-` cannot stand here; expected a factor such as x_<i>, a number or '('",
      '  1 | a * -b',
      '    |     ^',
    ],
    [
      'x^',
      "line 1, column 3: something is missing at the end; expected a name, a number or '('",
      '  1 | x^',
      '    |   ^',
    ],
    [
      'x^-1',
      "line 1, column 3: `-` cannot stand here; expected a name, a number or '('",
      '  1 | x^-1',
      '    |   ^',
    ],
    [
      'x^y^z',
      'line 1, column 4: `^` cannot stand here; expected an operator, a further factor, a relation such as <= or the end',
      '  1 | x^y^z',
      '    |    ^',
    ],
    [
      '(a, )',
      "line 1, column 5: `)` cannot stand here; expected a factor such as x_<i>, a number or '('",
      '  1 | (a, )',
      '    |     ^',
    ],
    [
      '()',
      "line 1, column 2: `)` cannot stand here; expected a factor such as x_<i>, a number or '('",
      '  1 | ()',
      '    |  ^',
    ],
    [
      'a = ',
      "line 1, column 4: something is missing at the end; expected a factor such as x_<i>, a number or '('",
      '  1 | a = ',
      '    |    ^',
    ],
    [
      'a == b',
      "line 1, column 4: `=` cannot stand here; expected a factor such as x_<i>, a number or '('; equality is written with one =",
      '  1 | a == b',
      '    |    ^',
    ],
    [
      'a << b',
      "line 1, column 4: `<` cannot stand here; expected a factor such as x_<i>, a number or '('",
      '  1 | a << b',
      '    |    ^',
    ],
    [
      'a < b and c < d',
      'line 1, column 7: `and` cannot stand here; expected an operator, a further factor, a relation such as <= or the end; `and` is a reserved word and cannot be a name',
      '  1 | a < b and c < d',
      '    |       ^',
    ],
    [
      'w_<m> [m > 1] = 0',
      "line 1, column 15: `=` cannot stand here; expected a factor such as x_<i>, a number or '('; a condition in brackets stands before its term: [i > 1] x_<i>",
      '  1 | w_<m> [m > 1] = 0',
      '    |               ^',
    ],
    [
      'w_<m> [m > 1]',
      "line 1, column 14: something is missing at the end; expected a factor such as x_<i>, a number or '('; a condition in brackets stands before its term: [i > 1] x_<i>",
      '  1 | w_<m> [m > 1]',
      '    |              ^',
    ],
    [
      'down + 1',
      "line 1, column 1: `down` cannot stand here; expected a factor such as x_<i>, a number or '('; `down` is a reserved word and cannot be a name",
      '  1 | down + 1',
      '    | ^',
    ],
    [
      'a; b',
      'line 1, column 4: `b` cannot stand in a formula; this must be one expression or relation',
      '  1 | a; b',
      '    |    ^',
    ],
    [
      'a\n---\nb',
      'line 2, column 1: `---` cannot stand in a formula; this must be one expression or relation',
      '  2 | ---',
      '    | ^',
    ],
  ]);
});

describe('brackets', () => {
  rows(formula, [
    ['a b )', 'line 1, column 5: this `)` closes nothing', '  1 | a b )', '    |     ^'],
    ['(a + b', "line 1, column 1: this `(` is not closed; expected ')'", '  1 | (a + b', '    | ^'],
    ['(a]', "line 1, column 1: this `(` is not closed; expected ')'", '  1 | (a]', '    | ^'],
    ['x_<i', "line 1, column 2: this `_<` is not closed; expected '>'", '  1 | x_<i', '    |  ^'],
    ['f(x_<i,j)', "line 1, column 4: this `_<` is not closed; expected '>'", '  1 | f(x_<i,j)', '    |    ^'],
    ['(a; b)', "line 1, column 1: this `(` is not closed; expected ')'", '  1 | (a; b)', '    | ^'],
    ['(a\n---\nb)', "line 1, column 1: this `(` is not closed; expected ')'", '  1 | (a', '    | ^'],
  ]);
});

describe('subscripts', () => {
  rows(formula, [
    [
      'x_<>',
      "line 1, column 4: `>` cannot stand here; expected a factor such as x_<i>, a number or '('",
      '  1 | x_<>',
      '    |    ^',
    ],
    [
      'x_<i < j>',
      "line 1, column 6: `<` cannot stand in a subscript; expected '>' or ','",
      '  1 | x_<i < j>',
      '    |      ^',
    ],
    [
      'x_<i != j>',
      "line 1, column 6: `!=` cannot stand in a subscript; expected '>' or ','",
      '  1 | x_<i != j>',
      '    |      ^',
    ],
    [
      'x_<i>_<j>',
      'line 1, column 6: `_<` cannot stand here; expected an operator, a further factor, a relation such as <= or the end',
      '  1 | x_<i>_<j>',
      '    |      ^',
    ],
    [
      'x_<i>_2',
      'line 1, column 6: `_2` is ambiguous; write all subscripts in one, x_<i,j>',
      '  1 | x_<i>_2',
      '    |      ^',
    ],
    ['w_1_2', 'line 1, column 1: `w_1_2` is ambiguous; write w_<1,2>', '  1 | w_1_2', '    | ^'],
    ["W_i_j'", "line 1, column 1: `W_i_j'` is ambiguous; write W_<i,j'>", "  1 | W_i_j'", '    | ^'],
    ['x_2k', 'line 1, column 1: `x_2k` is ambiguous; write x_<2k> or x_<2> k', '  1 | x_2k', '    | ^'],
    ['x^2k', 'line 1, column 2: `^2k` is ambiguous; write ^(2k) or ^2 k', '  1 | x^2k', '    |  ^'],
    [
      'x_ y',
      'line 1, column 2: a `_` stands between a name and its subscript without spaces: x_<i,j>, or one name or number, R_l',
      '  1 | x_ y',
      '    |  ^',
    ],
    [
      'x _y',
      'line 1, column 3: a `_` stands between a name and its subscript without spaces: x_<i,j>, or one name or number, R_l',
      '  1 | x _y',
      '    |   ^',
    ],
    [
      '3_1',
      'line 1, column 2: a `_` stands between a name and its subscript without spaces: x_<i,j>, or one name or number, R_l',
      '  1 | 3_1',
      '    |  ^',
    ],
    [
      'x_{i,j}',
      'line 1, column 2: subscripts stand between `_<` and `>`; write x_<i,j>',
      '  1 | x_{i,j}',
      '    |  ^',
    ],
    ['sum_m x_m', 'line 1, column 1: `sum_m` is ambiguous; write sum_<m=1..M>', '  1 | sum_m x_m', '    | ^'],
  ]);
});

describe('big operators, guards, cases and matrices', () => {
  rows(formula, [
    [
      'sum_<m=1..M>',
      "line 1, column 13: something is missing at the end; expected a factor such as x_<i>, a number or '('",
      '  1 | sum_<m=1..M>',
      '    |             ^',
    ],
    [
      'sum_<m=1..M> + x',
      "line 1, column 14: `+` cannot stand here; expected a factor such as x_<i>, a number or '('",
      '  1 | sum_<m=1..M> + x',
      '    |              ^',
    ],
    [
      'sum_<m=1> x',
      "line 1, column 9: `>` cannot stand here; expected an operator, a further factor or '..'",
      '  1 | sum_<m=1> x',
      '    |         ^',
    ],
    [
      'sum_<m in 1..M> x',
      "line 1, column 8: `in` cannot stand here; expected '=', ',' or '>'",
      '  1 | sum_<m in 1..M> x',
      '    |        ^',
    ],
    [
      'sum_<1..M> x',
      'line 1, column 6: `1` cannot stand here; expected a name',
      '  1 | sum_<1..M> x',
      '    |      ^',
    ],
    [
      '[a < b]',
      "line 1, column 8: something is missing at the end; expected a factor such as x_<i>, a number or '('; a condition in brackets stands before its term: [i > 1] x_<i>",
      '  1 | [a < b]',
      '    |        ^',
    ],
    [
      '[1, a < b] x',
      "line 1, column 7: `<` cannot stand here; expected an operator, a further factor, ',', ';' or ']'",
      '  1 | [1, a < b] x',
      '    |       ^',
    ],
    [
      '[a < b; c < d] x',
      "line 1, column 7: `;` cannot stand here; expected an operator, a further factor, a relation such as <=, 'and', 'or', ',' or ']'",
      '  1 | [a < b; c < d] x',
      '    |       ^',
    ],
    [
      '[not a] x',
      "line 1, column 7: `]` cannot stand here; expected an operator, a further factor, a relation such as <= or 'divides'",
      '  1 | [not a] x',
      '    |       ^',
    ],
    [
      '[1, 2; ]',
      "line 1, column 8: `]` cannot stand here; expected a factor such as x_<i>, a number or '('",
      '  1 | [1, 2; ]',
      '    |        ^',
    ],
    [
      '{ a }',
      "line 1, column 5: `}` cannot stand here; expected an operator, a further factor, 'otherwise' or 'if'",
      '  1 | { a }',
      '    |     ^',
    ],
    [
      '{ a if b }',
      "line 1, column 10: `}` cannot stand here; expected an operator, a further factor, a relation such as <= or 'divides'",
      '  1 | { a if b }',
      '    |          ^',
    ],
    [
      '{ otherwise }',
      "line 1, column 3: `otherwise` cannot stand here; expected a factor such as x_<i>, a number or '('; `otherwise` is a reserved word and cannot be a name",
      '  1 | { otherwise }',
      '    |   ^',
    ],
  ]);
});

describe('characters', () => {
  rows(formula, [
    ['a $ b', 'line 1, column 3: the character `$` has no meaning here', '  1 | a $ b', '    |   ^'],
    [
      '\\sum_{i}',
      'line 1, column 1: the character `\\` has no meaning here; commands belong to LaTeX, here it is sum_<i=1..M>, x_<i,j>, rot180(W)',
      '  1 | \\sum_{i}',
      '    | ^',
    ],
    ['𝒳 % 2', 'line 1, column 4: the character `%` has no meaning here', '  1 | 𝒳 % 2', '    |    ^'],
    ['1.', 'line 1, column 2: the character `.` has no meaning here', '  1 | 1.', '    |  ^'],
    ['.5', 'line 1, column 1: the character `.` has no meaning here', '  1 | .5', '    | ^'],
  ]);
});

describe('limits', () => {
  rows(
    (title: string, text: string, kind: string, column: number) => {
      const { data } = failure(() => parseFormula(text));
      expect([title, data.kind, data.column]).toEqual([title, kind, column]);
    },
    [
      ['parentheses', '('.repeat(maximalDepth + 1), 'too-deep', maximalDepth + 1],
      ['guards', '[i<j]'.repeat(maximalDepth + 1), 'too-deep', 5 * maximalDepth + 1],
      ['sums', 'sum_<i>'.repeat(maximalDepth + 1), 'too-deep', 7 * maximalDepth + 1],
      ['negations', `[${'not '.repeat(maximalDepth)}`, 'too-deep', 4 * (maximalDepth - 1) + 2],
    ],
  );

  test('tokens of a statement', () => {
    const { data } = failure(() => parseFormula('a '.repeat(maximalTokens + 1)));
    expect([data.kind, data.column]).toEqual(['too-many-tokens', 2 * maximalTokens + 1]);
  });

  test('an error far into a long statement', () => {
    const text = `${'a + '.repeat(5000)}+ b`;
    expect(failure(() => parseFormula(text)).data.column).toBe(20_001);
  });
});
