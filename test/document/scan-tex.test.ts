// Every delimiter of TeX files, what is left out, and the structure around it.

import { describe, expect } from 'vitest';
import { rows } from '../support/rows.js';
import { outline, placed } from './scan-support.js';

function finds(text: string, found: readonly string[]): void {
  expect(placed(text, 'tex')).toEqual(found);
}

function reads(text: string, pieces: string): void {
  expect(outline(text, 'tex')).toBe(pieces);
}

describe('places', () => {
  rows(finds, [
    ['a $x$\n$$\ny\n$$', ['inline 1:4-1:4 x', 'display 2:3-3:2 ⏎y⏎']],
    ['\\(x\\)\r\n  \\[\r\n  y\r\n\\]', ['inline 1:3-1:3 x', 'display 2:6-3:5 ⏎  y⏎']],
    ['a\n\\begin{align}x\n\\end{align}', ['display 2:1-3:11 \\begin{align}x⏎\\end{align}']],
    ['a % b\n$x % y\n$', ['inline 2:2-2:7 x % y⏎']],
  ]);
});

describe('formulas', () => {
  rows(reads, [
    ['$x$ \\(y\\) $$z$$ \\[w\\]', 'formula(x) formula(y) formula(z) formula(w)'],
    ['$ 5 $ and $6$', 'formula( 5 ) prose( and ) formula(6)'],
    ['\\begin{equation}\nx\n\\end{equation}', 'formula(\\begin{equation}\nx\n\\end{equation})'],
    [
      '\\begin{align*}x\\\\\n\\text{if $y$}\\end{align*}',
      'formula(\\begin{align*}x\\\\\n\\text{if $y$}\\end{align*})',
    ],
    [
      '\\begin{math}x\\end{math} \\begin{displaymath}y\\end{displaymath}',
      'formula(\\begin{math}x\\end{math}) formula(\\begin{displaymath}y\\end{displaymath})',
    ],
    ['a \\\\[2mm] \\$5 \\% $x$', 'prose(a \\\\[2mm] \\$5 \\% ) formula(x)'],
    ['\\[ a \\\\[2mm] b \\]', 'formula( a \\\\[2mm] b )'],
    ['$\\mbox{if $x$}$', 'formula(\\mbox{if $x$})'],
  ]);
});

describe('what is not searched', () => {
  rows(reads, [
    ['a % $x$\n$y$', 'prose(a ) formula(y)'],
    ['\\% $x$', 'prose(\\% ) formula(x)'],
    [
      '\\begin{equation} a % \\end{equation}\nb \\end{equation}',
      'formula(\\begin{equation} a % \\end{equation}\nb \\end{equation})',
    ],
    ['\\begin{verbatim}\n$x$\n\\end{verbatim}$y$', 'formula(y)'],
    ['\\verb|$x$| $y$', 'formula(y)'],
    ['\\iffalse $x$ \\ifnum1<2 \\else\\iff\\fi $x$ \\fi $y$', 'formula(y)'],
    ['\\iffalse $x$ \\else $y$ \\fi $z$', 'formula(y) prose( \\fi ) formula(z)'],
    ['\\iffalse $x$', 'prose(\\iffalse ) formula(x)'],
    ['\\begin{tikzpicture} \\node {$x$}; \\end{tikzpicture} $y$', 'formula(y)'],
    ['\\begin{comment}$x$\\end{comment}\\begin{filecontents}{a}$x$\\end{filecontents} $y$', 'formula(y)'],
    ['\\lstinline[language=C]|$x$| \\lstinline{$x$} \\mintinline{c}{$x$} $y$', 'formula(y)'],
    ['\\href{a$b}{$y$} \\url{a$b} \\includegraphics[width=2cm]{a$b}', 'prose({) formula(y) prose(} )'],
    ['\\begin{lstlisting}[a]\n% $x$\n\\end{lstlisting}', ''],
    ['\\documentclass{a}\n$x$\n\\begin{document}\nb\n\\end{document}\n$y$', 'formula(x) prose(\nb\n)'],
  ]);
});

describe('structure', () => {
  rows(reads, [
    [
      '\\section{One}a\\subsection*{Two}\n\\chapter[t]{Three}',
      'heading(3 One) prose(a) heading(4 Two) heading(2 Three)',
    ],
    ['\\section{One $x$ two}', 'heading(3 One $x$ two) formula(x) prose( two})'],
    ['% convproof: size M\na', 'directive(size M) prose(\na)'],
    ['%% convproof-disable\n$x$ % convproof-enable', 'switch(disable) formula(x) switch(enable)'],
    ['\\newcommand{\\R}{\\mathbb{R}}', 'macro(\\R 0 \\mathbb{R})'],
    [
      '\\newcommand*\\bx[1]{\\mathbf{#1}}\\renewcommand{\\a}[2][x]{b}',
      'macro(\\bx 1 \\mathbf{#1}) macro(\\a 2 b)',
    ],
    ['\\DeclareMathOperator*{\\rot}{rot180}', 'macro(\\rot 0 \\operatorname*{rot180})'],
    ['\\def\\a#1#2{b{c}} \\let\\d=\\e', 'macro(\\a 2 b{c}) macro(\\d 0 \\e)'],
    [
      '\\DeclarePairedDelimiter{\\abs}{|}{|} \\NewDocumentCommand\\a{O{x} m}{#1#2} \\gdef\\c{d} \\def\\e#1.{f}',
      'macro(\\abs 2 | #2 |) macro(\\a 2 #1#2) macro(\\c 0 d) macro(\\e 0 ?) prose(#1.{f})',
    ],
    [
      '\\newcommand{\\be}{\\begin{equation}} \\def\\ee{\\end{equation}} a \\be x \\ee b \\be y \\end{equation}',
      'macro(\\be 0 \\begin{equation}) macro(\\ee 0 \\end{equation}) prose( a ) formula( x ) prose( b ) formula( y )',
    ],
    [
      '\\def\\be{\\begin{align}} \\be x\n\n$y$',
      'macro(\\be 0 \\begin{align}) trouble(\\be x: \\be is not ended) formula(y)',
    ],
    ['\\newenvironment{eq}{\\begin{align}}{\\end{align}} \\begin{eq}x\\end{eq} $y$', 'formula(x) formula(y)'],
    [
      '\\begin{theorem}[a] $x$ \\end{theorem} \\begin{proof} $y$ \\end{proof} \\begin{Def}z\\end{Def}',
      'open(\\begin{theorem}) prose([a] ) formula(x) prose( \\end{theorem} \\begin{proof} ) formula(y) close(\\end{proof}) prose( \\begin{Def}z\\end{Def})',
    ],
    [
      '\\newtheorem{satz}{Satz}\\newtheorem*{defn}{Definition}\\begin{satz}x\\end{satz} \\begin{defn}y\\end{defn}\\end{satz}',
      'prose(\\newtheorem{satz}{Satz}\\newtheorem*{defn}{Definition}) open(\\begin{satz}) prose(x) close(\\end{satz}) prose( \\begin{defn}y\\end{defn}\\end{satz})',
    ],
    [
      '\\input{more} \\include{b}',
      'note(\\input{more}: the other file is not read) note(\\include{b}: the other file is not read)',
    ],
  ]);
});

describe('trouble, and what is found after it', () => {
  rows(reads, [
    ['$x\n\ny', 'trouble($x: a formula opened with $ is not closed) prose(\n\ny)'],
    [
      '$x$ and a $ stray with many words and $y$',
      'formula(x) prose( and a ) trouble($: a dollar sign before words) prose( stray with many words and ) formula(y)',
    ],
    ['$$ a\n\n$x$', 'trouble($$ a: a formula opened with $$ is not closed) formula(x)'],
    ['\\[ a\n\n$x$', 'trouble(\\[ a: a formula opened with \\[ is not closed) formula(x)'],
    ['\\begin{align} a\n\n$x$', 'trouble(\\begin{align} a: \\begin{align} is not ended) formula(x)'],
    ['\\section{a', 'prose(\\section{a)'],
    ['\\(x \\(y\\)', 'trouble(\\(x : a formula opened with \\( is not closed) formula(y)'],
    ['$$ $$', 'trouble($$ $$: nothing after $$)'],
  ]);
});
