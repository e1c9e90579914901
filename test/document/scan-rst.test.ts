// Roles and directives of reStructuredText, what is left out, and the structure around it.

import { describe, expect } from 'vitest';
import { rows } from '../support/rows.js';
import { outline, placed } from './scan-support.js';

function finds(text: string, found: readonly string[]): void {
  expect(placed(text, 'rst')).toEqual(found);
}

function reads(text: string, pieces: string): void {
  expect(outline(text, 'rst')).toBe(pieces);
}

describe('places', () => {
  rows(finds, [
    ['a :math:`x`\n\n.. math:: y\n', ['inline 1:10-1:10 x', 'display 3:11-3:11 y']],
    ['.. math::\n\n   x\n     &= y\n', ['display 3:4-4:9 x⏎  &= y']],
    ['.. math::\r\n\r\n\tx\r\n\ty\r\n', ['display 3:2-4:2 x⏎y']],
    ['- a\n\n  .. math::\n\n     x\n     y', ['display 5:6-6:6 x⏎y']],
    ['a :math:`x\n  + y` b', ['inline 1:10-2:5 x⏎+ y']],
    ['\uFEFF:math:`x` 😀 :math:`y`', ['inline 1:9-1:9 x', 'inline 1:22-1:22 y']],
  ]);
});

describe('formulas', () => {
  rows(reads, [
    ['设:math:`x`，(:math:`y`)', 'prose(设) formula(x) prose(，() formula(y) prose())'],
    ['`x`:math: and `y`:sup:', 'formula(x) prose( and `y`:sup:)'],
    ['.. default-role:: math\n\n`x` `y`_', 'prose(.. default-role:: math\n\n) formula(x) prose( `y`_)'],
    ['.. role:: m(math)\n\n:m:`x`', 'prose(.. role:: m(math)\n\n) formula(x)'],
    ['.. math::\n\n   x\n\n   y\n   z\n\nw', 'formula(x) formula(y\nz) prose(\nw)'],
    ['.. math:: x\n   :label: a\n\n   y', 'formula(x) formula(y)'],
    [
      '.. math::\n   :label: a\n   :nowrap:\n\n   \\begin{align}\n   x\n   \\end{align}',
      'formula(\\begin{align}\nx\n\\end{align})',
    ],
    ['.. note:: a :math:`x`\n\n   .. math:: y', 'prose(.. note:: a ) formula(x) formula(y)'],
    ['.. [1] a :math:`x`\n   :math:`y`', 'prose(.. [1] a ) formula(x) formula(y)'],
    ['| a | :math:`x` |\n+===+===========+', 'prose(| a | ) formula(x) prose( |\n+===+===========+)'],
  ]);
});

describe('what is not searched', () => {
  rows(reads, [
    ['``:math:`x` `` :math:`y`', 'prose(``:math:`x` `` ) formula(y)'],
    ['\\:math:`x` a:math:`x`', 'prose(\\:math:`x` a:math:`x`)'],
    ['`a :math: <b>`_ :ref:`x`', 'prose(`a :math: <b>`_ :ref:`x`)'],
    ['.. code-block:: c\n   :linenos:\n\n   :math:`x`\n\n:math:`y`', 'formula(y)'],
    ['a::\n\n  :math:`x`\n\n  :math:`x`\n\n:math:`y`', 'prose(a::\n\n) formula(y)'],
    ['::\n\n  :math:`x`\n\n:math:`y`', 'prose(::\n\n) formula(y)'],
    ['- a::\n\n    :math:`x`\n\n  :math:`y`', 'prose(- a::\n\n) formula(y)'],
    ['a::\n\n> :math:`x`\n\n:math:`y`', 'prose(a::\n\n) formula(y)'],
    ['>>> :math:`x`\n:math:`x`\n\n:math:`y`', 'formula(y)'],
    ['.. a :math:`x`\n   :math:`x`\n\n:math:`y`', 'formula(y)'],
    ['..\n\n   :math:`y`', 'formula(y)'],
    ['.. |a| image:: b\n.. _c: d\n\n:math:`y`', 'prose(.. |a| image:: b\n) formula(y)'],
  ]);
});

describe('structure', () => {
  rows(reads, [
    [
      '===\nOne\n===\n\na\n\nTwo\n---\n\nThree\n~~~~~\n\nFour\n----',
      'heading(1 One) prose(\na\n\n) heading(2 Two) heading(3 Three) heading(2 Four)',
    ],
    ['One :math:`x`\n=============', 'heading(1 One :math:`x`) formula(x)'],
    ['a\n\n-----\n\nb', 'prose(a\n\n) prose(\nb)'],
    ['a title that is long\n--', 'prose(a title that is long\n--)'],
    ['.. convproof: size M\n   size N\n\na', 'directive(size M\n   size N) prose(\na)'],
    ['.. convproof-disable-next\n\na', 'switch(disable-next) prose(\na)'],
    ['.. include:: more.rst\n\na', 'note(.. include:: more.rst: the other file is not read) prose(\na)'],
  ]);
});

describe('trouble', () => {
  rows(reads, [
    [
      'a :math:`x\n\n:math:`y`',
      'prose(a ) trouble(:math:`x: a formula opened with :math:` is not closed) formula(y)',
    ],
    ['.. math::\n\na', 'trouble(.. math::: a math directive without a formula) prose(\na)'],
  ]);
});
