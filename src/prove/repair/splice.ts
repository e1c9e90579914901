// A repair as text: the user's own text with the change made, the smallest piece of it that makes sense alone.

import { NotationError } from '../../../grammar/errors.js';
import { operatorRow } from '../../../grammar/operators.js';
import { printNode } from '../../../grammar/print.js';
import type { Node, Range } from '../../../grammar/tree.js';
import type { ClaimReading } from '../../term/context.js';
import { ReadingError } from '../../term/reading.js';
import { type Edit, edited, type Notation, type Splice } from './edit.js';
import { nodesAlong } from './tree.js';

/** `text` from `start` to `end` with the splices made. */
export function spliced(text: string, { start, end }: Range, splices: readonly Splice[]): string {
  let result = '';
  let at = start;
  for (const { range, text: put } of [...splices].sort((a, b) => a.range.start - b.range.start)) {
    result += text.slice(at, range.start) + put;
    at = range.end;
  }
  return result + text.slice(at, end);
}

/**
 * The changed entry, sum sign or formula as it is to be written; in native notation where the changed text would not
 * be read as the changed tree.
 */
export function changedPiece(source: string, side: Node, edit: Edit, parse: (text: string) => Node): string {
  const after = edited(side, edit);
  const path = nodesAlong(side, edit.path);
  const depth = pieceDepth(path);
  const piece = path[depth] as Node;
  const { splices } = edit;
  if (splices !== null && reads(spliced(source, side.range, splices), after, parse)) {
    const range = headOf(piece, splices, source);
    return spliced(source, range, splices).trim();
  }
  return printNode(nodesAlong(after, edit.path.slice(0, depth)).at(-1) as Node);
}

function reads(text: string, as: Node, parse: (text: string) => Node): boolean {
  try {
    return printNode(parse(text)) === printNode(as);
  } catch (error) {
    if (error instanceof NotationError || error instanceof ReadingError) return false;
    throw error;
  }
}

/** The claim with its new relation sign. */
export function changedSign(
  source: string,
  before: ClaimReading,
  { operator }: ClaimReading,
  notation: Notation,
): string {
  const range = { start: before.leftNode.range.start, end: before.rightNode.range.end };
  const text = operatorRow('relation', operator)[notation][0] ?? operator;
  return spliced(source, range, [{ range: before.at, text }]);
}

/** What says enough alone. */
const pieces: readonly Node['tag'][] = ['subscript', 'power', 'reduction', 'guard'];

/** How far down the smallest piece stands that says what it is about: an entry, a sum, a condition, a row. */
function pieceDepth(path: readonly Node[]): number {
  let depth = path.length - 1;
  while (depth > 0) {
    const node = path[depth] as Node;
    const above = path[depth - 1] as Node;
    const whole = pieces.includes(node.tag);
    const product = node.tag === 'product' && above.tag !== 'subscript' && !isInside(path, depth);
    if (whole || product) break;
    depth--;
  }
  return depth;
}

/** Whether a node stands in a subscript, a bound or a condition. */
function isInside(path: readonly Node[], depth: number): boolean {
  return path.slice(0, depth).some((above, i) => {
    const child = path[i + 1];
    if (above.tag === 'subscript') return child !== above.base;
    return (above.tag === 'reduction' || above.tag === 'guard') && child !== above.body;
  });
}

/** Of a sum or a guard only what stands before its body, where the change is there; of a matrix the rows that change. */
function headOf(piece: Node, splices: readonly Splice[], source: string): Range {
  const { start, end } = piece.range;
  const last = Math.max(...splices.map(({ range }) => range.end));
  if ((piece.tag === 'reduction' || piece.tag === 'guard') && last <= piece.body.range.start) {
    const before = source.slice(start, piece.body.range.start).trimEnd();
    return { start, end: start + before.length };
  }
  if (piece.tag === 'matrix') {
    const rows = piece.rows.filter((row) =>
      row.some((cell) => splices.some(({ range }) => range.start === cell.range.start)),
    );
    const cells = rows.flat();
    if (cells.length > 0)
      return {
        start: Math.min(...cells.map((cell) => cell.range.start)),
        end: Math.max(...cells.map((cell) => cell.range.end)),
      };
  }
  return { start, end };
}
