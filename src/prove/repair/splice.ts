// A repair as text: the user's own text with the change made, the smallest piece of it that makes sense alone.

import { NotationError } from '../../../grammar/errors.js';
import { operatorRow } from '../../../grammar/operators.js';
import { printNode } from '../../../grammar/print.js';
import type { Node, Range } from '../../../grammar/tree.js';
import type { ClaimReading } from '../../term/context.js';
import { ReadingError } from '../../term/reading.js';
import type { Edit, Notation, Splice } from './edit.js';
import { nested, nodesAlong } from './tree.js';

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

/** A change as text: the pieces of the source as they are to be written, and what exactly is to be typed. */
export interface Rewriting {
  readonly pieces: readonly string[];
  /** null where the source cannot be changed in place; the pieces are in native notation then. */
  readonly splices: readonly Splice[] | null;
}

/**
 * The changed entries, sum signs or formulas of one side as they are to be written; in native notation where the
 * changed text would not be read as the changed tree.
 */
export function changedPieces(
  source: string,
  from: Node,
  to: Node,
  edits: readonly Edit[],
  parse: (text: string) => Node,
): Rewriting {
  const pieces = edits.map((edit) => {
    const path = nodesAlong(from, edit.path);
    const depth = pieceDepth(path);
    return { piece: path[depth] as Node, place: edit.path.slice(0, depth) };
  });
  // A piece inside another one is part of it.
  const outermost = pieces.filter(
    ({ place }, i) =>
      !pieces.some(
        (other, j) =>
          nested(other.place, place) &&
          (other.place.length < place.length || (j < i && other.place.length === place.length)),
      ),
  );
  const splices = edits.flatMap((edit) => edit.splices ?? []);
  const typed = edits.every((edit) => edit.splices !== null);
  if (typed && reads(spliced(source, from.range, splices), to, parse)) {
    const written = outermost.map(({ piece }) => {
      const own = splices.filter(
        ({ range }) => piece.range.start <= range.start && range.end <= piece.range.end,
      );
      return spliced(source, headOf(piece, own, source), own).trim();
    });
    return { pieces: written, splices };
  }
  const [only] = outermost;
  const changed =
    outermost.length === 1 && only !== undefined ? (nodesAlong(to, only.place).at(-1) as Node) : to;
  return { pieces: [printNode(changed)], splices: null };
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
): Rewriting {
  const range = { start: before.leftNode.range.start, end: before.rightNode.range.end };
  const text = operatorRow('relation', operator)[notation][0] ?? operator;
  const splices = [{ range: before.at, text }];
  return { pieces: [spliced(source, range, splices)], splices };
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
