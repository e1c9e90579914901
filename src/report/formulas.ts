// The formulas of a document with the claims that stand in each: where a page shows verdicts.

import { type Piece, scan, type TextKind } from '../document/scan.js';
import type { Judged, JudgedFile } from './judge.js';
import { Lines } from './lines.js';
import type { Kind } from './report.js';

/** A judged claim with its number in the file, from 0. */
export interface Numbered extends Judged {
  readonly number: number;
}

/** A text of a document: its pieces in order, and the claims of each formula and of each stretch that was not read. */
export interface Placed {
  readonly kind: TextKind;
  readonly text: string;
  readonly pieces: readonly Piece[];
  readonly claimsOf: (piece: Piece) => readonly Numbered[];
}

/** The texts of a document, of a notebook one for each cell of text, with their claims. */
export function placed({ text, cells, judged }: JudgedFile, kind: Exclude<Kind, 'conv'>): readonly Placed[] {
  const claims = judged.map((one, number): Numbered => ({ ...one, number }));
  if (kind !== 'ipynb') return [placedIn(text, kind, claims)];
  return (cells ?? []).flatMap((cell, i) => {
    const own = claims.filter(({ claim }) => claim.cell === i + 1);
    return cell.trim() === '' ? [] : [placedIn(cell, 'md', own)];
  });
}

/** A claim belongs to the piece that its relation sign stands in. */
function placedIn(text: string, kind: TextKind, own: readonly Numbered[]): Placed {
  const lines = new Lines(text);
  const pieces = scan(text, kind);
  const claims = new Map<Piece, Numbered[]>();
  let at = 0;
  const inOrder = own
    .map((one) => ({ ...one, offset: lines.offset(one.claim.line, one.claim.column) }))
    .sort((a, b) => a.offset - b.offset || a.number - b.number);
  for (const { offset, ...claim } of inOrder) {
    while (at < pieces.length && (pieces[at] as Piece).end <= offset) at += 1;
    const piece = pieces[at];
    if (piece !== undefined) claims.set(piece, [...(claims.get(piece) ?? []), claim]);
  }
  return { kind, text, pieces, claimsOf: (piece) => claims.get(piece) ?? [] };
}
