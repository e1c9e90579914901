// The containers of formulas at the command line: places, notes and what is silenced, in the formats for people and
// for programs.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { report, run, scratch } from './run.js';

const folder = scratch();
const at = { cwd: folder };

function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return name;
}

const cells = [
  { cell_type: 'code', source: ['$1=2$'] },
  { cell_type: 'markdown', source: ['so\n', '$3 + 4 = 8$\n'] },
];
const notebook = file('chapter.ipynb', JSON.stringify({ cells }, null, 1));

describe('a notebook', () => {
  test('has places in cells', async () => {
    const { stdout, code } = await run(['check', notebook], at);
    expect(stdout).toMatch(/^chapter\.ipynb:cell 2:2:8 {2}✗ refuted\n {4}2 \| \$3 \+ 4 = 8\$\n/);
    expect(code).toBe(1);
    const [claim] = (await report(['check', notebook], at)).files[0]?.claims ?? [];
    expect(claim).toMatchObject({ cell: 2, line: 2, column: 8, endLine: 2, endColumn: 11 });
    expect(claim?.file).toMatchObject({ line: 13, column: 13, endLine: 13, endColumn: 16 });
  });

  test('has places of the file for other programs', async () => {
    const { stdout } = await run(['check', notebook, '--format', 'github'], at);
    expect(stdout).toContain('::error file=chapter.ipynb,line=13,col=13,endLine=13,endColumn=16,');
    const { runs } = JSON.parse((await run(['check', notebook, '--format', 'sarif'], at)).stdout);
    expect(runs[0].results[0].locations[0].physicalLocation.region).toMatchObject({
      startLine: 13,
      startColumn: 13,
    });
  });

  test('from standard input', async () => {
    const input = JSON.stringify({ cells });
    expect((await report(['check', '-', '--as', 'ipynb'], { input })).files[0]?.summary.refuted).toBe(1);
  });

  test('that is broken is not read', async () => {
    const { stderr, code } = await run(['check', file('broken.ipynb', '{\n "cells": [,]\n}')], at);
    expect(stderr).toBe(
      'broken.ipynb:2:12: `,` cannot stand here; expected a value\n  2 |  "cells": [,]\n    |            ^\n',
    );
    expect(code).toBe(2);
    const [only] = (await report(['check', 'broken.ipynb'], at)).files;
    expect(only?.error).toEqual({ message: '`,` cannot stand here; expected a value', line: 2, column: 12 });
  });
});

describe('what is left alone', () => {
  const chapter = file('chapter.tex', '\\input{more}\n$1=2$ % convproof-disable-next\n$1=3$\n');

  test('is said to people', async () => {
    const { stdout } = await run(['check', chapter], at);
    expect(stdout).toContain('chapter.tex:1:1  note: \\input{more}: the other file is not read\n');
    expect(stdout).toContain('1 refuted, 1 formula silenced, ');
  });

  test('and to programs', async () => {
    const [only] = (await report(['check', chapter], at)).files;
    const message = '\\input{more}: the other file is not read';
    expect(only?.notes).toEqual([{ line: 1, column: 1, endLine: 1, endColumn: 13, message }]);
    expect(only?.silenced).toBe(1);
    expect((await run(['check', chapter, '--format', 'github'], at)).stdout).toContain(
      `::notice file=chapter.tex,line=1,col=1,endLine=1,endColumn=13,title=note::${message}\n`,
    );
    const { runs } = JSON.parse((await run(['check', chapter, '--format', 'sarif'], at)).stdout);
    expect(runs[0].invocations[0].toolExecutionNotifications).toMatchObject([
      { level: 'note', message: { text: message } },
    ]);
  });
});

test('a comment that cannot be read is shown with a caret', async () => {
  const { stdout, code } = await run(['check', file('comment.md', '<!-- convproof: tensor A[K -->\n')], at);
  expect(stdout).toContain(
    "comment.md:1:25  ! ill-formed\n    1 | <!-- convproof: tensor A[K -->\n      |                         ^\n    this `[` is not closed; expected ']'\n",
  );
  expect(code).toBe(1);
});
