import { describe, expect } from 'vitest';
import { parseLatex } from '../../grammar/latex.js';
import { parseFormula } from '../../grammar/native.js';
import { rows } from '../support/rows.js';
import { bare } from '../support/trees.js';

const r = String.raw;

describe('both notations give the same tree', () =>
  rows(
    (native: string, latex: string) => {
      const items = parseLatex(latex).rows.flatMap((row) => row.items);
      expect(bare(items.map(({ node }) => node))).toEqual([bare(parseFormula(native))]);
    },
    [
      ['w_<m,n>', 'w_{m,n}'],
      ["w'_<m,n>", "w'_{m,n}"],
      ["w'_<m>", r`\mathbf{w}_{m}'`],
      ['x_<k+m-1,l+n-1>', 'x_{k+m-1,l+n-1}'],
      ['x_<2*k-3+m>', 'x_{2*k-3+m}'],
      ['x_<2k-3+m>', 'x_{2k-3+m}'],
      ['-a + b - 0.25 c', '-a + b - 0.25c'],
      ['a b * c / d', 'ab * c / d'],
      ['a × b · c', r`a \times b \cdot c`],
      ['W (*) X', r`W \circledast X`],
      ['A .* B', r`A \odot B`],
      ['f ∘ g', r`f \circ g`],
      ['rot180(W) * X', r`\text{rot180}(W) * X`],
      ['pad(X, P, Q)', r`\mathrm{pad}(X, P, Q)`],
      ['(m+k) w_<m>', r`\left( m + k \right) w_{m}`],
      ["a'(z) (a + b)", "a'(z)(a + b)"],
      ['sum_<m=1..M> w_<m> x_<m> + b', r`\sum_{m=1}^{M} w_{m} x_{m} + b`],
      [
        'y_<k,l> = sum_<m=1..M> sum_<n=1..N> w_<m,n> x_<k+m-1,l+n-1>',
        r`y_{k,l} = \sum_{m=1}^M \sum\limits_{n=1}^N w_{m,n} \, x_{k+m-1,l+n-1}`,
      ],
      ['sum_<i=1..I-1, j=1..J> a', r`\sum_{i=1,j=1}^{I-1,J} a`],
      ['2 prod_<i=0..l-1> S_i', r`2 \prod_{i=0}^{l-1} S_i`],
      ['max_<i=1..n> a_i * b', r`\max_{i=1}^{n} a_i * b`],
      ['R_l = R_<l-1> + (F_l - 1) prod_<i=0..l-1> S_i', r`R_l = R_{l-1} + (F_l - 1) \prod_{i=0}^{l-1} S_{i}`],
      ['a = b <= c != d', r`a = b \leq c \neq d`],
      ['M >= 1', r`M \ge 1`],
      ['[3, 2, 0; 0, -2, 1]', r`\begin{bmatrix} 3 & 2 & 0 \\ 0 & -2 & 1 \end{bmatrix}`],
      ['W = [a_<1,1>; b]', r`W = \left[ \begin{array}{c} a_{1,1} \\ b \end{array} \right]`],
      [
        '{ a if i < j, k = 1; 0 otherwise }',
        r`\begin{cases} a, & i < j 且 k = 1 \\ 0, & \text{otherwise} \end{cases}`,
      ],
      [
        '{ a if i < j or k = 1; b if i >= j }',
        r`\left\{ \begin{array}{ll} a & \text{if } i < j \text{ or } k = 1 \\ b & i \ge j \end{array} \right.`,
      ],
      ['K + alpha', r`K + \alpha`],
    ],
  ));
