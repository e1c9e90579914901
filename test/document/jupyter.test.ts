// Notebooks: which cells are read, and where in them and in the file things stand.

import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { NotationError } from '../../grammar/errors.js';
import { examine, judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

interface Cell {
  readonly cell_type: string;
  readonly source: string | readonly string[];
}

const markdown = (source: string, inLines = true): Cell => ({
  cell_type: 'markdown',
  source: inLines ? source.split(/(?<=\n)/) : source,
});
const code = (source: string): Cell => ({ cell_type: 'code', source });

function notebook(...cells: readonly Cell[]): string {
  return JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, 1);
}

const declared = 'Let $W = [w_{mn}]_{M \\times N}$ and $X = [x_{ij}]_{I \\times J}$.';
const true_ = '$$\nW \\circledast X = \\mathrm{rot180}(W) * X\n$$';
const false_ = '$$\r\nW \\circledast X\r\n\t= W * X\r\n$$';

describe('a notebook', () => {
  const text = notebook(
    markdown(`# Title\n${declared}`),
    code('print("$1=2$")'),
    markdown(true_, false),
    markdown(`😀 "and"\n${false_}`),
    { cell_type: 'raw', source: '$1=2$' },
  );
  const claims = judgeDocument(text, { as: 'ipynb', repair: 0 });

  test('is read cell by cell, code and raw cells left alone', () => {
    expect(claims.map((c) => `cell ${c.cell} ${c.line}:${c.column} ${c.verdict.verdict}`)).toEqual([
      'cell 1 2:8 definition',
      'cell 1 2:40 definition',
      'cell 3 2:17 proved',
      'cell 4 4:2 refuted',
    ]);
  });

  test('every place is one of the file, too', () => {
    const lines = text.split('\n');
    for (const { file, endLine, line } of claims) {
      if (file === undefined) throw new Error('no place in the file');
      expect(lines[file.line - 1]?.charAt(file.column - 1)).toBe('=');
      expect(file.endLine - file.line).toBe(endLine - line);
      expect(lines[file.endLine - 1]?.slice(file.column - 1, file.endColumn - 1)).toMatch(/^=.*[X\]}]$/);
    }
  });
});

test('what a cell opens ends with it', () => {
  const text = notebook(markdown('$$ 1 = 1'), markdown('so $1 = 1$ <!-- open'), markdown('and $2=2$'));
  const found = judgeDocument(text, { as: 'ipynb' }).map((c) => `${c.cell}:${c.column} ${c.verdict.verdict}`);
  expect(found).toEqual(['1:1 skipped', '2:7 proved', '2:12 skipped', '3:7 proved']);
});

test('commands, declarations and silence reach over cells', () => {
  const text = notebook(
    markdown('$\\newcommand{\\kernel}{W}$ <!-- convproof: tensor W[3,3] --> <!-- convproof-disable -->'),
    markdown('$\\kernel = 1$'),
    markdown('<!-- convproof-enable --> Hence $\\kernel = \\kernel$'),
  );
  const { claims, silenced } = examine(text, { as: 'ipynb' });
  expect([silenced, ...claims.map((c) => `${c.cell}:${c.column} ${c.verdict.verdict}`)]).toEqual([
    1,
    '3:42 proved',
  ]);
});

test('notebooks of version 3', () => {
  const cells = [{ cell_type: 'heading', level: 2, source: ['A $1=1$'] }, markdown('$2=2$')];
  const text = JSON.stringify({ worksheets: [{ cells }], nbformat: 3 });
  expect(judgeDocument(text, { as: 'ipynb' }).map((c) => `${c.cell}:${c.column}`)).toEqual(['1:5', '2:3']);
});

function refuses(text: string, message: string): void {
  expect(() => examine(text, { as: 'ipynb' })).toThrow(message);
}

describe('what is no notebook', () => {
  rows(refuses, [
    ['', 'line 1, column 1: something is missing at the end; expected a value'],
    ['{"cells": [', 'line 1, column 12: something is missing at the end'],
    ['[]', 'a notebook is an object with a list of "cells"'],
    ['{"cells": 1}', 'a notebook is an object with a list of "cells"'],
    [
      '{"cells": [{"cell_type": "markdown", "source": [1]}]}',
      'line 1, column 49: `1` cannot be read here; the source of a cell is a string or a list of strings',
    ],
  ]);
});

const sources = fc.array(
  fc.constantFrom(
    '$',
    '$$',
    '=',
    '1',
    ' ',
    '\n',
    '\r\n',
    '\\',
    '😀',
    '\t',
    '`',
    '<!-- ',
    '-->',
    '> ',
    '- ',
    'x',
  ),
  { maxLength: 20 },
);

test.prop(
  [
    fc.array(
      sources.map((parts) => parts.join('')),
      { maxLength: 4 },
    ),
    fc.nat(),
  ],
  { numRuns: 300 },
)('any notebook is read or refused', (cells, cut) => {
  const text = notebook(...cells.map((source, i) => markdown(source, i % 2 === 0)));
  const lines = text.split('\n').length;
  for (const { cell, line, file } of examine(text, { as: 'ipynb', timeout: 2000 }).claims) {
    expect(line).toBeLessThanOrEqual((cells[(cell ?? 0) - 1] ?? '').split(/\r\n|\r|\n/).length);
    expect(file?.endLine).toBeLessThanOrEqual(lines);
  }
  expect(() => examine(text.slice(0, cut % text.length), { as: 'ipynb' })).toThrow(NotationError);
});
