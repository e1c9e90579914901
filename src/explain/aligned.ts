// A chain of formulas in LaTeX, one line below the other, on pages of the usual width.

import { broken } from './broken.js';
import type { Piece } from './captions.js';
import type { Block } from './page.js';
import { widthOf } from './width.js';

/** A line of an article on A4, in em. */
const lineWidth = 46;
/** Between a formula and its note, and before the lines on which a formula goes on. */
const space = 2;
/** A relation sign. */
const signWidth = 1.4;

type Chain = Block & { tag: 'chain' };

/** Formulas below each other, as they stand in `aligned` or `align`; a single one where it fits on a line. */
export interface Laid {
  readonly rows: readonly string[];
  /** How much wider than a line it is; 1 or less where it fits. */
  readonly excess: number;
}

/** `a = b` on one line; longer chains with their notes at the right, or below where there is no room beside. */
export function laidOut(chain: Chain): Laid {
  const { left, rows } = chain;
  const [only, ...more] = rows;
  if (more.length === 0 && (only === undefined || only.note.length === 0)) {
    const relation = only === undefined ? left.latex : `${left.latex} ${only.sign.latex} ${only.to.latex}`;
    if (widthOf(relation) <= lineWidth) return { rows: [relation], excess: 1 };
  }
  const near = beside(chain);
  if (near !== null) return { rows: near, excess: 1 };
  const lines = below(chain);
  return { rows: lines, excess: Math.max(...lines.map(widthOf)) / lineWidth };
}

/** The same as one formula. */
export function alignedChain(chain: Chain): string {
  const { rows } = laidOut(chain);
  return rows.length === 1 ? rows.join('') : `\\begin{aligned}\n${rows.join(' \\\\\n')}\n\\end{aligned}`;
}

/** Each note at the end of its formula; null where a formula and the widest note have no room on a line. */
function beside({ left, rows }: Chain): readonly string[] | null {
  const notes = rows.map(({ note }) => noted(note));
  const room = lineWidth - Math.max(...notes.map((note) => (note === '' ? 0 : widthOf(note) + space)));
  const formulas = rows.map(({ to }) => broken(to.latex, room - signWidth - space));
  if (formulas.flat().some((piece) => widthOf(piece) + signWidth + space > room)) return null;
  return [
    ...lines('', broken(left.latex, room - space)),
    ...rows.flatMap(({ sign }, i) => {
      const [note, all] = [notes[i] ?? '', lines(sign.latex, formulas[i] ?? [])];
      const last = all.length - 1;
      return note === '' ? all : all.map((line, n) => (n === last ? `${line} && ${note}` : line));
    }),
  ];
}

/** Each note on a line of its own. */
function below({ left, rows }: Chain): readonly string[] {
  return [
    ...lines('', broken(left.latex, lineWidth - space)),
    ...rows.flatMap(({ sign, to, note }) => [
      ...lines(sign.latex, broken(to.latex, lineWidth - signWidth - space)),
      ...(note.length === 0 ? [] : [`&\\qquad\\qquad ${noted(note)}`]),
    ]),
  ];
}

function lines(sign: string, pieces: readonly string[]): readonly string[] {
  const first = sign === '' ? '&' : `&${sign} `;
  return pieces.map((piece, i) => (i === 0 ? first : '&\\qquad ') + piece);
}

/** Words as text, formulas as they are. */
function noted(pieces: readonly Piece[]): string {
  return joined(pieces)
    .map((piece) => (typeof piece === 'string' ? `\\text{${piece}}` : piece.latex))
    .join('');
}

/** Words that follow each other as one piece. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const found: Piece[] = [];
  for (const piece of pieces) {
    const last = found.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') found[found.length - 1] = last + piece;
    else found.push(piece);
  }
  return found;
}
