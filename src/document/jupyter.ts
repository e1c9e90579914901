// Jupyter notebooks: the Markdown cells, one after the other, as one document. What a cell opens it must close, and
// places are told by cell, line and column, and beside that by line and column of the file.

import { NotationError } from '../../grammar/errors.js';
import { type Decoded, decode, type Json, parseJson } from './json.js';
import { scanMarkdown } from './markdown.js';
import type { Source, Stretch } from './place.js';
import { type Piece, positionAt } from './scan.js';
import { moved } from './scanPieces.js';

interface Cell {
  readonly number: number;
  /** Of the first unit in the document; between two cells there is one unit. */
  readonly start: number;
  readonly content: Decoded;
}

/** The document that a notebook is. Throws NotationError where the text is not one. */
export function openNotebook(text: string): Source {
  const found = cellsOf(text, parseJson(text));
  const cells: Cell[] = [];
  const pieces: Piece[] = [];
  for (const [i, cell] of found.entries()) {
    const kind = stringOf(text, member(cell, 'cell_type'));
    if (kind !== 'markdown' && kind !== 'heading') continue;
    const last = cells.at(-1);
    const start = last === undefined ? 0 : last.start + last.content.text.length + 1;
    const content = contentOf(text, cell);
    cells.push({ number: i + 1, start, content });
    const level = member(cell, 'level');
    // A kind of cell that notebooks had before version 4.
    if (kind === 'heading')
      pieces.push({
        kind: 'heading',
        depth: level?.kind === 'plain' ? Number(level.value) || 1 : 1,
        text: content.text,
        start,
        end: start,
      });
    pieces.push(...scanMarkdown(content.text).map((piece) => moved(piece, start)));
  }
  const texts = found.map((_, i) => cells.find(({ number }) => number === i + 1)?.content.text ?? '');
  return { pieces, placeOf: placesIn(text, cells), cells: texts };
}

/** Cell, line and column of a stretch, and where it is in the file. */
function placesIn(text: string, cells: readonly Cell[]): Source['placeOf'] {
  const inFile = positionAt(text);
  const inCells = cells.map(({ content }) => positionAt(content.text));
  return ({ start, end }) => {
    const index = cells.findLastIndex((cell) => cell.start <= start);
    const { number, start: begin, content } = cells[index] as Cell;
    const inCell = inCells[index] as ReturnType<typeof positionAt>;
    const stretch = (
      from: { line: number; column: number },
      to: { line: number; column: number },
    ): Stretch => ({
      ...from,
      endLine: to.line,
      endColumn: to.column,
    });
    const [first, last] = [start - begin, end - begin];
    const units = content.starts.length;
    const from = content.starts[Math.min(first, units - 1)] ?? 0;
    const to = last > first ? (content.ends[Math.min(last, units) - 1] ?? from) : from;
    return {
      ...stretch(inCell(first), inCell(last)),
      cell: number,
      file: stretch(inFile(from), inFile(to)),
    };
  };
}

/** The cells of a notebook; before version 4 they were in worksheets. */
function cellsOf(text: string, notebook: Json): readonly Json[] {
  const cells = member(notebook, 'cells');
  if (cells?.kind === 'array') return cells.items;
  const sheets = member(notebook, 'worksheets');
  if (sheets?.kind === 'array')
    return sheets.items.flatMap((sheet) => {
      const listed = member(sheet, 'cells');
      return listed?.kind === 'array' ? listed.items : [];
    });
  throw problem(text, notebook, 'a notebook is an object with a list of "cells"');
}

/** The text of a cell: a string, or a list of strings. */
function contentOf(text: string, cell: Json): Decoded {
  const source = member(cell, 'source');
  const strings = source?.kind === 'array' ? source.items : source === undefined ? [] : [source];
  const [starts, ends]: [number[], number[]] = [[], []];
  let content = '';
  for (const string of strings) {
    if (string.kind !== 'string')
      throw problem(text, string, 'the source of a cell is a string or a list of strings');
    const decoded = decode(text, string);
    content += decoded.text;
    for (const start of decoded.starts) starts.push(start);
    for (const end of decoded.ends) ends.push(end);
  }
  return { text: content, starts, ends };
}

function member(value: Json, name: string): Json | undefined {
  return value.kind === 'object' ? value.members.get(name) : undefined;
}

function stringOf(text: string, value: Json | undefined): string | null {
  return value?.kind === 'string' ? decode(text, value).text : null;
}

function problem(text: string, { range }: Json, advice: string): NotationError {
  const found = text.slice(range.start, Math.min(range.end, range.start + 20));
  return new NotationError(text, { kind: 'unread', range, found, advice });
}
