// Places in documents: where a part of a formula stands, and how it is written there.

import type { Range } from '../../grammar/tree.js';
import type { Formula, Piece } from './scan.js';

/** A stretch of a text: lines and columns from 1, in UTF-16 units; the end is behind the last character. */
export interface Stretch {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A stretch of a document; of a notebook it is one of a cell (from 1, all kinds are counted) and of the file. */
export interface Place extends Stretch {
  readonly cell?: number;
  readonly file?: Stretch;
}

/** A document that is ready to be read. */
export interface Source {
  readonly pieces: readonly Piece[];
  readonly placeOf: (range: Range) => Place;
  /** The texts of the cells of a notebook, '' for code; null for other documents. */
  readonly cells: readonly string[] | null;
}

/** The offsets in the document of a part of a formula; of a part that a command stands for, those of its use. */
export function placeIn({ text, offsets, written }: Formula, range: Range): Range {
  const first = Math.min(range.start, text.length);
  const last = Math.max(range.end - 1, range.start);
  const start = offsets[first] as number;
  const end = written?.ends[last] ?? (offsets[Math.min(last, text.length)] as number) + 1;
  // The arguments of a command may have changed places.
  return { start, end: Math.max(start + 1, end) };
}

/**
 * Where just this part of a formula stands in the document; null where quotation marks or indents stand in between, or
 * where a command stands for some of it.
 */
export function exactlyIn({ text, offsets, written }: Formula, { start, end }: Range): Range | null {
  if (start > end || end > text.length) return null;
  // An argument may be used twice; then what is changed in one place changes in both.
  const isOwn = (at: number): boolean => {
    if (written === undefined || at < 0 || at >= text.length) return true;
    const offset = offsets[at] as number;
    return written.ends[at] === offset + 1 && offsets.indexOf(offset) === offsets.lastIndexOf(offset);
  };
  // What is put between two units is put between what stands for them.
  const [first, last] = start === end ? [start - 1, end + 1] : [start, end];
  for (let at = first; at < last; at += 1) if (!isOwn(at)) return null;
  const from = offsets[start] as number;
  const to = end === start ? from : (offsets[end - 1] as number) + 1;
  return to - from === end - start ? { start: from, end: to } : null;
}

/** A part of a formula as the author wrote it, or the whole. */
export function asWritten(formula: Formula, range: Range = { start: 0, end: formula.text.length }): string {
  const { text, written } = formula;
  if (written === undefined) {
    const { start, end } = withBraces(text, range);
    return text.slice(start, end).trim();
  }
  const { start, end } = placeIn(formula, range);
  // At its edges the use of a command belongs to the part as a whole.
  const from = range.start === 0 ? 0 : written.offsets.findIndex((offset) => offset >= start);
  const to = range.end >= text.length ? -1 : written.offsets.findIndex((offset) => offset >= end);
  return written.text.slice(from, to === -1 ? written.text.length : to).trim();
}

/** The part with the braces around its ends that belong to what stands in it: `{W_{11}}` of a part that ends in `W_{11`. */
function withBraces(text: string, { start, end }: Range): Range {
  let open = 0;
  let unopened = 0;
  for (const [, brace] of text.slice(start, end).matchAll(/\\.|([{}])/gsu)) {
    if (brace === '{') open += 1;
    if (brace === '}' && open === 0) unopened += 1;
    else if (brace === '}') open -= 1;
  }
  const before = new RegExp(`(?<!\\\\)(?:\\{\\s*){${unopened}}$`, 'u').exec(text.slice(0, start))?.[0] ?? '';
  const behind = new RegExp(`^(?:\\s*\\}){${open}}`, 'u').exec(text.slice(end))?.[0] ?? '';
  return { start: start - before.length, end: end + behind.length };
}
