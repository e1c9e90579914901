// Every delimiter of Markdown documents, with the line and column of the first and the last unit of each formula.

import { describe, expect } from 'vitest';
import { scan } from '../../src/document/scan.js';
import { rows } from '../support/rows.js';
import { outline, placed } from './scan-support.js';

function finds(text: string, found: readonly string[]): void {
  expect(placed(text, 'md')).toEqual(found);
}

function reads(text: string, pieces: string): void {
  expect(outline(text, 'md')).toBe(pieces);
}

/** The formulas and words that are another's, in a row. */
function quotes(text: string, quoted: string): void {
  const pieces = scan(text, 'md').filter((piece) => 'quoted' in piece && piece.quoted);
  expect(pieces.map(({ start, end }) => text.slice(start, end)).join('')).toBe(quoted);
}

describe('quotations', () => {
  rows(quotes, [
    ['> a $x$\n\nb', '> a $x$'],
    ['> a $x$\nb $y$\n\nc', '> a $x$\nb $y$'],
    ['> a\n$$\nx\n$$\nb\n\n$y$', '> a\n$$\nx\n$$\nb\n'],
    ['> $$\nx\n$$\n> b\n\nc', '$$\nx\n$$\n> b\n'],
    ['> a\n# b\n$x$', '> a\n'],
    ['> a\n- b', '> a\n'],
    ['> a\n>\n> b\n\nc', '> a\n>\n> b\n'],
    ['> a\n>\nb', '> a\n>\n'],
    ['a\n> b', '> b'],
  ]);
});

describe('display formulas', () => {
  rows(finds, [
    ['$$\ny = W * x\n$$', ['display 1:3-2:10 ⏎y = W * x⏎']],
    ['$$ y = x $$', ['display 1:3-1:9  y = x ']],
    ['$$y = x$$', ['display 1:3-1:7 y = x']],
    ['text $$y = x$$ and $$z$$ on', ['display 1:8-1:12 y = x', 'display 1:22-1:22 z']],
    [
      '$$\\begin{aligned}\na &= b\n\\end{aligned}$$',
      ['display 1:3-3:13 \\begin{aligned}⏎a &= b⏎\\end{aligned}'],
    ],
    ['$$\ny\n$$words at once', ['display 1:3-2:2 ⏎y⏎']],
    ['$$\ny = x \\tag{1}\n$$ (1)', ['display 1:3-2:14 ⏎y = x \\tag{1}⏎']],
    ['   $$\n   a\n     b\n   $$', ['display 1:6-3:7 ⏎a⏎  b⏎']],
    ['\t$$a$$', ['display 1:4-1:4 a']],
    ['$$\na\n\n+ b\n$$', ['display 1:3-4:4 ⏎a⏎⏎+ b⏎']],
    ['$$a$$$$b$$', ['display 1:3-1:3 a', 'display 1:8-1:8 b']],
    ['$$\na\n=\nb\n$$\n', ['display 1:3-4:2 ⏎a⏎=⏎b⏎']],
    ['$$\n- a\n+ b\n$$', ['display 1:3-3:4 ⏎- a⏎+ b⏎']],
    ['$$ a = \\text{if $x$ is} $$', ['display 1:3-1:24  a = \\text{if $x$ is} ']],
    ['$$\na \\\\\\\\\nb\n$$', ['display 1:3-3:2 ⏎a \\\\\\\\⏎b⏎']],
    ['\\[ x = y \\]', ['display 1:3-1:9  x = y ']],
    ['\\[\nx \\\\[2mm]\ny\n\\]', ['display 1:3-3:2 ⏎x \\\\[2mm]⏎y⏎']],
    ['\\[x\\]', ['display 1:3-1:3 x']],
    ['so \\\\[ x \\\\\\\\ y \\\\] is', ['display 1:7-1:16  x \\\\\\\\ y ']],
    ['\\begin{equation}\nx\n\\end{equation}', ['display 1:1-3:14 \\begin{equation}⏎x⏎\\end{equation}']],
    ['so \\begin{align*}x &= y\\end{align*} is', ['display 1:4-1:35 \\begin{align*}x &= y\\end{align*}']],
    ['\\begin {gather}x\\end {gather}', ['display 1:1-1:29 \\begin {gather}x\\end {gather}']],
    ['\\begin{bmatrix}\n1 & 2\n\\end{bmatrix}', ['display 1:1-3:13 \\begin{bmatrix}⏎1 & 2⏎\\end{bmatrix}']],
  ]);
});

describe('inline formulas', () => {
  rows(finds, [
    ['let $x$ be', ['inline 1:6-1:6 x']],
    ['$x$$y$', ['inline 1:2-1:2 x', 'inline 1:5-1:5 y']],
    ['$ x $ and $ x_1 + y $', ['inline 1:2-1:4  x ', 'inline 1:12-1:20  x_1 + y ']],
    ['$n$-th and $k$th', ['inline 1:2-1:2 n', 'inline 1:13-1:13 k']],
    ['one $a +\nb$ two', ['inline 1:6-2:1 a +⏎b']],
    ['\\(x\\) and \\\\(y_1\\\\)', ['inline 1:3-1:3 x', 'inline 1:14-1:16 y_1']],
    ['$`x_1`$', ['inline 1:3-1:5 x_1']],
    [
      '**$x$** _$y$_ $a_1*b$ and $c*d_1$',
      ['inline 1:4-1:4 x', 'inline 1:11-1:11 y', 'inline 1:16-1:20 a_1*b', 'inline 1:28-1:32 c*d_1'],
    ],
    [
      '| $x$ | $|a|$ |\n|---|---|\n| $y$ | 1 |',
      ['inline 1:4-1:4 x', 'inline 1:10-1:12 |a|', 'inline 3:4-3:4 y'],
    ],
    ['![ the $x$ ](a$b.png) and [$y$](u$v)', ['inline 1:9-1:9 x', 'inline 1:29-1:29 y']],
    ['# Title $x$\n\n## $y$', ['inline 1:10-1:10 x', 'inline 3:5-3:5 y']],
    ['设$x_{ij}$，$K$ 和 $L$；', ['inline 1:3-1:8 x_{ij}', 'inline 1:12-1:12 K', 'inline 1:18-1:18 L']],
    ['$x，y$与$2$', ['inline 1:2-1:4 x，y', 'inline 1:8-1:8 2']],
    ['$\\text{if $b$ then}$ c', ['inline 1:2-1:19 \\text{if $b$ then}']],
    ['\\$5 \\$ $x$', ['inline 1:9-1:9 x']],
    ['$\\$5$ and $50\\%$', ['inline 1:2-1:4 \\$5', 'inline 1:12-1:15 50\\%']],
    ['$\\{a\\}$', ['inline 1:2-1:6 \\{a\\}']],
    ['$K \\times L$ $1$ 个', ['inline 1:2-1:11 K \\times L', 'inline 1:15-1:15 1']],
    ['text\n    $x$ goes on', ['inline 2:6-2:6 x']],
    ['😀 $x😀y$ 😀', ['inline 1:5-1:8 x😀y']],
  ]);
});

describe('lists and quotations', () => {
  rows(finds, [
    ['- item\n\n  $$\n  a\n  $$', ['display 3:5-4:4 ⏎a⏎']],
    ['1. a\n\n    $$\n    x\n      y\n    $$', ['display 3:7-5:8 ⏎x⏎  y⏎']],
    ['1. \\$$ x_1 + y \\$$ b', ['inline 1:7-1:15  x_1 + y ']],
    ['- \\$$ x_1 $$ b', ['inline 1:6-1:10  x_1 ']],
    ['- a $x$\n  - b $y$', ['inline 1:6-1:6 x', 'inline 2:8-2:8 y']],
    ['> $$\n> a\n> = b\n> $$', ['display 1:5-3:6 ⏎a⏎= b⏎']],
    ['> $$\na\n> $$', ['display 1:5-2:2 ⏎a⏎']],
    ['> $$\na\n$$\nso $x$', ['display 1:5-2:2 ⏎a⏎', 'inline 4:5-4:5 x']],
    ['> > $$\n> > a\n> b\n> > $$', ['display 1:7-3:4 ⏎a⏎b⏎']],
    ['> - $$\n>   a\n>   $$', ['display 1:7-2:6 ⏎a⏎']],
    ['[^a]: b $x$\n\n    and $y$\n\n        $code$', ['inline 1:10-1:10 x', 'inline 3:10-3:10 y']],
    ['> so $x\n> + y$', ['inline 1:7-2:5 x⏎+ y']],
  ]);
});

describe('fences', () => {
  rows(finds, [
    ['```math\nx\ny\n```', ['display 2:1-3:1 x⏎y']],
    ['``` math\nx\n```', ['display 2:1-2:1 x']],
    ['~~~math\nx\n~~~', ['display 2:1-2:1 x']],
    ['```{math}\n:label: eq\n\nx = y\n```', ['display 3:1-4:5 ⏎x = y']],
    ['> ```math\n> x\n> ```', ['display 2:3-2:3 x']],
    ['- a\n\n  ````math\n  x\n    ```\n  ````', ['display 4:3-5:7 x⏎  ```']],
  ]);
});

describe('line ends and wide units', () => {
  rows(finds, [
    ['$$\r\nx\r\ny\r\n$$\r\n$z$', ['display 1:4-3:3 ⏎x⏎y⏎', 'inline 5:2-5:2 z']],
    ['a\r$x$\r$y$', ['inline 2:2-2:2 x', 'inline 3:2-3:2 y']],
    ['﻿$x$', ['inline 1:3-1:3 x']],
    ['﻿$$\nx\n$$', ['display 1:4-2:2 ⏎x⏎']],
    ['\t$x$', []],
    ['卷积　$x$', ['inline 1:5-1:5 x']],
  ]);
});

describe('dollar signs that are money or names', () => {
  rows(reads, [
    ['costs $5 and $6', 'prose(costs $5 and $6)'],
    ['$5-$6', 'prose($5-$6)'],
    ['from $20,000 to $30,000, so $x$', 'prose(from $20,000 to $30,000, so ) formula(x)'],
    ['US$5 to US$10 where $x$ is', 'prose(US$5 to US$10 where ) formula(x) prose( is)'],
    ['价格$5元，$x_1$是', 'prose(价格$5元，) formula(x_1) prose(是)'],
    ['- $5 a\n- $6 b', 'prose(- $5 a\n- $6 b)'],
    ['echo $HOME/bin:$PATH', 'prose(echo $HOME/bin:$PATH)'],
    ['$a=1; $b=2;', 'prose($a=1; $b=2;)'],
    ['$a and $b', 'prose($a and $b)'],
    ['the $ sign and $y$', 'prose(the $ sign and ) formula(y)'],
    ['see $x^2$. Price: $3.', 'prose(see ) formula(x^2) prose(. Price: $3.)'],
    ['\\$5 and \\$6', 'prose(\\$5 and \\$6)'],
    ['\\$$x$ is', 'prose(\\$) formula(x) prose( is)'],
    ['$\n$', 'prose($\n$)'],
    ['$a\n\nb$', 'prose($a\n\nb$)'],
    [
      '- at $n_1$ a\n- or $m_1',
      'prose(- at ) formula(n_1) prose( a\n- or ) trouble($: a dollar sign that closes with no other) prose(m_1)',
    ],
    ['- a $x\n- y$ b', 'prose(- a $x\n- y$ b)'],
    ['| $5 | $6 |', 'prose(| $5 | $6 |)'],
  ]);
});

describe('brackets that are escaped', () => {
  rows(reads, [
    ['\\(see below\\)', 'prose(\\(see below\\))'],
    ['see \\[1\\].', 'prose(see \\[1\\].)'],
    ['- \\[ \\] to do', 'prose(- \\[ \\] to do)'],
    ['[a\\](b\\)', 'prose([a\\](b\\))'],
  ]);
});

describe('what is not searched', () => {
  rows(reads, [
    ['`$x$` and ``a ` $y$`` $z$', 'prose(`$x$` and ``a ` $y$`` ) formula(z)'],
    ['a `b\n$x$` c', 'prose(a `b\n$x$` c)'],
    ['`` $x$ `', 'prose(`` ) formula(x) prose( `)'],
    ['\\`$x$`', 'prose(\\`) formula(x) prose(`)'],
    ['```\n$x$\n```\n$y$', 'formula(y)'],
    ['~~~ js\n$x$\n```\n~~~\n$y$', 'formula(y)'],
    ['> ```\n> $x$\n\n$y$', 'formula(y)'],
    ['- a\n  ```\n  $x$\n  ```\n  $y$', 'prose(- a\n  ) formula(y)'],
    ['a\n\n    $x$\n\nb', 'prose(a\n\n) prose(\nb)'],
    ['\t$x$', ''],
    ['- a\n\n      $x$\n\n  $y$', 'prose(- a\n\n) formula(y)'],
    ['<!-- $x$ --> a', 'prose( a)'],
    ['a <!-- $x$\n\n$y$ --> b', 'prose(a ) prose( b)'],
    ['<img alt="$x$"> $y$', 'prose(<img alt="$x$"> ) formula(y)'],
    ["<a title='$x$'\nhref=u> $y$", "prose(<a title='$x$'\nhref=u> ) formula(y)"],
    ['<https://a/$b$c> $x$', 'prose(<https://a/$b$c> ) formula(x)'],
    ['a < b and $x$ > c', 'prose(a < b and ) formula(x) prose( > c)'],
    [
      '[$x$](a$b$ "c $d$") ![$y$](<a $b$> \'$c$\')',
      'prose([) formula(x) prose(](a$b$ "c $d$") ![) formula(y) prose(](<a $b$> \'$c$\'))',
    ],
    [
      '[a]: b$c$ "d $e$"\n[^a]: $x$\n[b]: $y$',
      'prose([a]: b$c$ "d $e$"\n[^a]: ) formula(x) prose(\n[b]: ) formula(y)',
    ],
    ['[a](b(c$d$)e) [f](g $x$)', 'prose([a](b(c$d$)e) [f](g ) formula(x) prose())'],
    ['<pre>$x$</pre> $y$', 'formula(y)'],
    ['<code>$x$</code> $y$', 'prose(<code>$x$</code> ) formula(y)'],
    ['---\na: $x$\n---\n$y$', 'formula(y)'],
  ]);
});

describe('headings', () => {
  rows(reads, [
    ['# One\n\n### Two ###\n#Three', 'heading(1 One) heading(3 Two) prose(#Three)'],
    ['##Four', 'heading(2 Four)'],
    ['One\n===\nTwo\n---\nthree', 'heading(1 One) heading(2 Two) prose(three)'],
    ['One\ntwo $x$\n===', 'heading(1 One\ntwo $x$) formula(x)'],
    ['# a $x$ b', 'heading(1 a $x$ b) formula(x) prose( b)'],
    ['# $x$', 'heading(1 $x$) formula(x)'],
    ['> # One', 'heading(1 One)'],
    ['a\n    # b', 'prose(a\n    # b)'],
    ['$$\na\n=\nb\n$$\n', 'formula(\na\n=\nb\n)'],
    ['a\n\n---\n\nb', 'prose(a\n\n) prose(\nb)'],
    ['- a\n---', 'prose(- a\n)'],
  ]);
});

describe('directives and macros', () => {
  rows(reads, [
    ['<!-- convproof: size M, N -->', 'directive(size M, N)'],
    ['a <!--convproof:\nsize M\n--> b', 'prose(a ) directive(size M) prose( b)'],
    ['\\newcommand{\\R}{\\mathbb{R}} so', 'macro(\\R 0 \\mathbb{R}) prose( so)'],
    ['$\\newcommand{\\bx}[1]{\\mathbf{#1}} \\bx{a}$', 'macro(\\bx 1 \\mathbf{#1}) formula( \\bx{a})'],
    [
      '$$\n\\def\\bx{x}\n\\DeclareMathOperator{\\rot}{rot180}\n$$',
      'macro(\\bx 0 x) macro(\\rot 0 \\operatorname{rot180})',
    ],
    ['\\newcommand{\\R}{', 'macro(\\R 0 ?) prose({)'],
    ['\\newcommand{R}', 'trouble(\\newcommand: a definition that cannot be read) prose({R})'],
  ]);
});

describe('trouble, and what is found after it', () => {
  rows(reads, [
    [
      '$$\na = b\n\nso $x$\n\n$$\nc\n$$',
      'trouble($$\na = b: a formula opened with $$ is not closed) prose(\n\nso ) formula(x) formula(\nc\n)',
    ],
    [
      '$$\na = b\n其中 $x$ 是\n$$\nc = d\n$$',
      'trouble($$\na = b\n其中 $x$ 是\n: a formula opened with $$ is not closed) formula(\nc = d\n)',
    ],
    [
      '$$\na\n# b\n$$\nc = d\n$$',
      'trouble($$\na: a formula opened with $$ is not closed) heading(1 b) formula(\nc = d\n)',
    ],
    ['text $$x_1', 'prose(text ) trouble($$x_1: a formula opened with $$ is not closed)'],
    ['$$ x $ y', 'trouble($$ x $ y: a formula opened with $$ is not closed)'],
    ['$$\na\n```\n$$\n```\n$x$', 'trouble($$\na: a formula opened with $$ is not closed) formula(x)'],
    ['$$ $$ $x$', 'trouble($$ $$: nothing between the delimiters) formula(x)'],
    ['$$$ $x$', 'trouble($$$: 3 dollar signs in a row) formula(x)'],
    [
      'so $\\alpha is\n\n$x$',
      'prose(so ) trouble($: a dollar sign that closes with no other) trouble(\\alpha: TeX without delimiters is not read (was it pasted from a web page?)) prose( is\n\n) formula(x)',
    ],
    ['\\begin{align} a\n\n$x$', 'trouble(\\begin{align} a: \\begin{align} is not ended) formula(x)'],
    [
      '\\begin{align} a \\begin{align} b \\end{align}',
      'trouble(\\begin{align} a : \\begin{align} is not ended) formula(\\begin{align} b \\end{align})',
    ],
    ['\\[\na\n\n$x$', 'trouble(\\[\na: a formula opened with \\[ is not closed) formula(x)'],
    [
      '\\(\\alpha \\(x\\)',
      'trouble(\\(: a formula opened with \\( is not closed) trouble(\\alpha: TeX without delimiters is not read (was it pasted from a web page?)) formula(x)',
    ],
    ['```\n$x$', 'trouble(```\n$x$: a code fence that is never closed: the rest is not read)'],
    ['<!-- $x$\n\n$y$', 'trouble(<!-- $x$: a comment that is never closed) formula(y)'],
    [
      'X:1\\times 3 x',
      'trouble(X:1\\times: TeX without delimiters is not read (was it pasted from a web page?)) prose( 3 x)',
    ],
    [
      'so \\frac{a}{b} 则 \\alpha',
      'prose(so ) trouble(\\frac{a}{b}: TeX without delimiters is not read (was it pasted from a web page?)) prose( 则 ) trouble(\\alpha: TeX without delimiters is not read (was it pasted from a web page?))',
    ],
  ]);
});
