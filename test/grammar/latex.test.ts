import { describe, expect } from 'vitest';
import { countLatexParses, parseLatex } from '../../grammar/latex.js';
import { rows } from '../support/rows.js';
import { sketchFormula } from './latexSketch.js';

const r = String.raw;

/** A formula and the sketch of its only tree. */
function reads(table: readonly [text: string, tree: string][]): void {
  rows((text: string, tree: string) => {
    expect(sketchFormula(parseLatex(text))).toBe(tree);
    expect(countLatexParses(text)).toBe(1);
  }, table);
}

describe('names', () =>
  reads([
    ['ab', '[a b]'],
    [r`\alpha \Delta`, '[alpha Delta]'],
    ['α', 'alpha'],
    [r`\partial\nabla\infty`, '[partial nabla infinity]'],
    [r`\mathbf{A} \boldsymbol{b} \mathcal L \mathbb{R} {\bf c}`, '[A b L R c]'],
    [r`\text{rot180}(A)`, '[rot180 (A)]'],
    [r`\mathrm{rot 180}(A)`, '[rot180 (A)]'],
    [r`{\rm rot}180(A)`, '[rot180 (A)]'],
    [r`\text{rot-90}(A)`, '[rot-90 (A)]'],
    [r`\text{rot}_{180^\circ}(A)`, r`[rot_<180^<\circ>> (A)]`],
    ['2rot180(A)', '[2 rot180 (A)]'],
    ['A_{rot-90}', 'A_<rot-90>'],
    ['relu(pad(A))', '[relu ([pad (A)])]'],
    [r`\mathrm{max\_pool}(A)`, '[max_pool (A)]'],
    [r`e_{in\_a}`, 'e_<in_a>'],
    [r`\text{d} t`, '[d t]'],
    [r`\mathrm{dt}`, '[d t]'],
    [r`\text{输出}=1`, '输出 = 1'],
  ]));

describe('scripts', () =>
  reads([
    ['a_{ij}', 'a_<[i j]>'],
    ['a_{i,j}', 'a_<i, j>'],
    ['a_{2i-1, j+k}', 'a_<[[2 i] - 1], [j + k]>'],
    ['a_{12}', 'a_<12>'],
    ['a_12', '[a_<1> 2]'],
    [r`a\_{ij}`, 'a_<[i j]>'],
    [r`[a_{ij}]_{P \times Q}`, '[|a_<[i j]>|]_<[P times Q]>'],
    ['b^{(t)}', 'b^<(t)>'],
    ['b^{[t-1]}', 'b^<[|[t - 1]|]>'],
    [r`b^\top`, 'b^<T>'],
    ['b^2', 'b^<2>'],
    ['b^{i,j}', 'b^<{i, j}>'],
    ['{b^{(t)}}^T', 'b^<(t)>^<T>'],
    ['{a + b}^2', '[a + b]^<2>'],
    ['b^{(t)}_k', 'b^<(t)>_<k>'],
    ['b_k^{(t)}', 'b_<k>^<(t)>'],
    [r`b^*`, r`b^<\*>`],
    ["c'", "c'"],
    ["c''_{ij}", "c''_<[i j]>"],
    ["c_{ij}'", "c'_<[i j]>"],
    [r`c^\prime`, "c'"],
    [r`c^{\prime\prime}`, "c''"],
    [r`\hat c'`, "hat<c'>"],
    [r`(a+b)'`, r`([a + b])^<\prime>`],
  ]));

describe('products and groups', () =>
  reads([
    ['f(x)', '[f (x)]'],
    ['f(x, y; t)', '[f (x, y, t)]'],
    ['f()', '[f ()]'],
    [r`f(\cdot)`, r`[f (\cdot)]`],
    [r`a * b \ast c \cdot d \times e`, '[a * b * c cdot d times e]'],
    [r`a \circledast b \odot c \otimes d \star e \circ g`, '[a (*) b .* c otimes d star e circ g]'],
    [r`a \tilde{\otimes} b`, r`[a tilde<\otimes> b]`],
    [r`a × b · c`, '[a times b cdot c]'],
    [r`3 \times -2`, '[3 times [- 2]]'],
    [r`\circledast`, r`\(*)`],
    [r`|a| + \left|b\right| + \lvert c \rvert`, '[abs(a) + abs(b) + abs(c)]'],
    ['|a||b|', '[abs(a) abs(b)]'],
    [r`\|a\|_2`, 'norm(a)_<2>'],
    [r`\lfloor a \rfloor \lceil b \rceil`, '[floor(a) ceil(b)]'],
    [r`\left \lfloor \frac{a}{b} \right \rfloor`, 'floor(frac<a, b>)'],
    [r`\bigl( a \bigr)`, '(a)'],
    [r`\{1, \ldots, n\}`, '{1, ..., n}'],
    [r`\{ i \mid i > 0 \}`, '{i, "|", i > 0}'],
    ['P(a|b)', '[P (a, "|", b)]'],
    [r`\langle a, b \rangle`, r`\angle<a, b>`],
    [r`\hat a \vec{b} \overline{ab}`, '[hat<a> vec<b> overline<[a b]>]'],
    [r`\sqrt{a} \sqrt[3]b`, r`[\sqrt<a> \sqrt<b, 3>]`],
    [r`\exp(-a) \max(0, b)`, '[exp ([- a]) max (0, b)]'],
    ['n!', r`[n \!]`],
  ]));

describe('fractions', () =>
  reads([
    [r`\frac{a}{b}`, 'frac<a, b>'],
    [r`\frac ab`, 'frac<a, b>'],
    [r`\frac12`, 'frac<1, 2>'],
    [r`\dfrac{\partial f}{\partial a_{ij}}`, 'frac<[partial f], [partial a_<[i j]>]>'],
    [r`{a + b \over c} + 1`, '[frac<[a + b], c> + 1]'],
    [r`\frac{\displaystyle \sum_i a_i}{n}`, 'frac<sum<i> a_<i>, n>'],
  ]));

describe('big operators', () =>
  reads([
    [r`\sum_{i=1}^n a_i b + c`, '[sum<i=1..n> [a_<i> b] + c]'],
    [r`\sum^n_{i=1} a`, 'sum<i=1..n> a'],
    [r`\sum\limits_{i=1}^{n}\sum_{j=0}^{m} a_{i,j}`, 'sum<i=1..n> sum<j=0..m> a_<i, j>'],
    [r`2 \sum_i \sum_j a * b`, '[2 sum<i> sum<j> [a * b]]'],
    [r`\sum_{i,j} a`, 'sum<i, j> a'],
    [r`\sum_{i,j=1}^{n} a`, 'sum<i=1..n, j=1..n> a'],
    [r`\sum_{i=1,j=2}^{n,m} a`, 'sum<i=1..n, j=2..m> a'],
    [r`\sum_{\substack{i=1 \\ j=1}}^{n} a`, 'sum<i=1..n, j=1..n> a'],
    [r`\sum_{i \in S} a`, 'sum<i with i in S> a'],
    [r`\sum_{i, j \in S} a`, 'sum<i with i in S, j with j in S> a'],
    [r`\sum_{1 \le i < n} a`, 'sum<i with 1 <= i < n> a'],
    [r`\sum_{i \neq j} a`, 'sum<i with i != j> a'],
    [r`\sum a`, 'sum<> a'],
    [r`\prod_{i=0}^{t-1} s_i`, 'prod<i=0..[t - 1]> s_<i>'],
    [
      r`\max_{\begin{aligned} i &\in \{1, 2\} \\ j &\in \{1, 2\} \end{aligned}} a_{ij}`,
      'max<i with i in {1, 2}, j with j in {1, 2}> a_<[i j]>',
    ],
    [r`\underset{t}{\min} f(t)`, 'min<t> [f (t)]'],
    [r`\int_{-\infty}^{+\infty} f(t) \, \mathrm dt`, 'int<=[- infinity]..infinity> [f (t) d t]'],
  ]));

describe('relations', () =>
  reads([
    ['a = b < c', 'a = b < c'],
    [r`a \neq b \leq c \leqslant d \geq e \ll f`, 'a != b <= c <= d >= e << f'],
    [r`a \ne b \not= c`, 'a != b != c'],
    [r`a \equiv b \approx c := d`, 'a == b ~ c := d'],
    [r`i \in [1, n]`, 'i in [|1, n|]'],
    [r`i \not\in S`, 'i notin S'],
    [r`t \rightarrow -\infty`, 't -> [- infinity]'],
    [r`a = b \Leftrightarrow c = d`, 'a = b <=> c = d'],
    [r`a \stackrel{\text{def}}{=} b`, 'a := b'],
    [r`a \xlongequal[x]{y} b`, 'a = b'],
    [r`i < j \wedge j < k`, 'and<i < j, j < k>'],
    [r`i < j \vee \neg j < k`, 'or<i < j, not<j < k>>'],
  ]));

describe('items', () =>
  reads([
    [r`k = 1,2,\cdots,K, K = I-M+1`, 'k = 1, 2, ..., K, K = [I - M + 1]'],
    ['1, 2, ......, n', '1, 2, ..., n'],
    ['a；b，c', 'a; b, c'],
    ['当 k=1 时，l=2', '"当" ~ k = 1 ~ "时", l = 2'],
    [r`a = 1 \text{ if } b = 2`, 'a = 1 ~ "if" ~ b = 2'],
    [r`a = 1 \quad b = 2`, 'a = 1 ~ b = 2'],
    [r`a_i = 1 \quad (i = 1, 2)`, 'a_<i> = 1 ~ (i = 1, 2)'],
    [r`f: X \to Y`, 'f ~ ":" ~ X -> Y'],
    ['a = b.', 'a = b'],
    ['a = b，', 'a = b'],
    ['', ''],
  ]));

describe('rows', () =>
  reads([
    [r`a = b \\ c = d`, 'a = b // c = d'],
    [r`a = b \\\\ c = d \\[2mm]`, 'a = b // c = d'],
    [r`\begin{aligned} a &= b \\ &= c \end{aligned}`, 'a = b //  = c'],
    [r`\begin {aligned} a &= b \\ &+ c \\ &= d \end {aligned}`, 'a = [b + c] //  = d'],
    [r`\begin{split} a &= b - \\ &\quad c \end{split}`, 'a = [b - c]'],
    [r`\begin{align} a &= b \tag{1} \\ -c &= d \tag{2} \end{align}`, 'a = b #1 // [- c] = d #2'],
    [r`\begin{align*} a &= 1 & b &= 2 \end{align*}`, 'a = 1 ~ b = 2'],
    [r`\begin{eqnarray} a & = & b \\ & = & c \end{eqnarray}`, 'a = b //  = c'],
    [r`\begin{array}{rcl} a &=& b \\ &=& c \end{array}`, 'a = b //  = c'],
    [r`\begin{gathered} a = b \end{gathered} \tag{24.4}`, 'a = b #24.4'],
    [r`a = b \qquad (7)`, 'a = b #7'],
    [r`y = \left( a \right. \\ \left. + b \right)`, 'y = ([a + b])'],
    [r`\left\{ \begin{array}{l} a = 1 \\ b = 2 \end{array} \right. \tag{3}`, 'a = 1 // b = 2 #3'],
    [r`\begin{cases} a = 1 \\ b = 2 \end{cases}`, 'a = 1 // b = 2'],
    [
      r`p \Rightarrow \left\{ \begin{aligned} a &= 1 \\ b &= 2 \end{aligned} \right.`,
      r`p => \system<a = 1, b = 2>`,
    ],
  ]));

describe('matrices', () =>
  reads([
    [r`\begin{bmatrix} 1 & -2 \\ a & b \end{bmatrix}`, 'matrix{1, [- 2]; a, b}'],
    [r`\begin{pmatrix} 1 \\\\ 2 \\\\ \end{pmatrix}`, 'matrix{1; 2}'],
    [r`\left[ \begin{array}{c} 1 & 2 \\ 3 & 4 \end{array} \right]`, 'matrix{1, 2; 3, 4}'],
    [r`[ \begin{array} 1 & 2 \end{array} ]`, 'matrix{1, 2}'],
    [r`\left( \begin{smallmatrix} 1 \\ 2 \end{smallmatrix} \right)^T`, 'matrix{1; 2}^<T>'],
    [r`\begin{vmatrix} a & b \\ c & d \end{vmatrix}`, 'abs(matrix{a, b; c, d})'],
    [r`\begin{bmatrix} a & \cdots & b \\ \vdots & \ddots & \end{bmatrix}`, 'matrix{a, ..., b; ..., ..., ""}'],
    [r`\begin{bmatrix} 1 & 2 \\ 3 \end{bmatrix}`, 'matrix{1, 2; 3}'],
    [r`\begin{bmatrix} 1,75 & 2 \end{bmatrix}`, 'matrix{1,75, 2}'],
    [
      r`\left( \begin{bmatrix} 1 \end{bmatrix}, \begin{matrix} 2 \end{matrix} \right)`,
      '(matrix{1}, matrix{2})',
    ],
  ]));

describe('cases', () =>
  reads([
    [
      r`\begin{cases} a_i, & \text{if } i \in [1, n] 且 j > 0 \\ 0, & \text{otherwise} \end{cases}`,
      'cases{a_<i> if i in [|1, n|], j > 0; 0 otherwise}',
    ],
    [
      r`y = \left\{ \begin{array}{ll} a & i < j \\ b & i \ge j \end{array} \right.`,
      'y = cases{a if i < j; b if i >= j}',
    ],
    [r`\begin{cases} a, i > 0 \\ b, 否则 \end{cases}`, 'cases{a if i > 0; b otherwise}'],
    [r`\begin{cases} a \quad i > 0 \\ b \quad i = 0 \end{cases}`, 'cases{a if i > 0; b if i = 0}'],
    [
      r`\begin{cases} a & i < 0 \text{ or } i > 1, j = 0 \\ b & \text{else} \end{cases}`,
      'cases{a if or<i < 0, i > 1>, j = 0; b otherwise}',
    ],
    [
      r`\begin{cases} a & \text{if $i < 0$ and $j$ even} \\ b & 其他 \end{cases}`,
      'cases{a if i < 0, j, "even"; b otherwise}',
    ],
  ]));

describe('layout means nothing', () =>
  reads([
    [r`\displaystyle a\,b\;c\!d\ e~f`, '[a b c d e f]'],
    [r`\label{eq:a} a \nonumber`, 'a'],
    [r`\renewcommand{\arraystretch}{1.5} \hspace{2mm} \Large a`, 'a'],
    [r`\resizebox{5cm}{!}{a + b}`, '[a + b]'],
    [r`\textcolor{red}{a} \boxed{b}`, '[a b]'],
    [r`\underbrace{a + b}_{n} c`, '[[a + b] c]'],
    [r`\red{a + b} c`, '[a + [b c]]'],
    ['a % remark\n b', '[a b]'],
  ]));
