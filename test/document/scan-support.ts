// How scanner tests write down what was found.

import { type Formula, type Piece, positionAt, scan, type TextKind } from '../../src/document/scan.js';

export function formulas(text: string, as: TextKind): readonly Formula[] {
  return scan(text, as).flatMap((piece) => (piece.kind === 'formula' ? [piece.formula] : []));
}

/** A formula with the line and column of its first and its last unit: `inline 1:5-1:7 x_1`. */
export function placed(text: string, as: TextKind): readonly string[] {
  const place = positionAt(text);
  const at = (offset: number): string => `${place(offset).line}:${place(offset).column}`;
  return formulas(text, as).map(({ display, text: inside, offsets }) => {
    const [first, last] = [offsets[0] as number, offsets[inside.length - 1] as number];
    return `${display ? 'display' : 'inline'} ${at(first)}-${at(last)} ${inside.replace(/\n/g, '⏎')}`;
  });
}

/** The pieces in short: `prose(Let ) formula(x)`. */
export function outline(text: string, as: TextKind): string {
  return scan(text, as)
    .map((piece) => `${piece.kind}(${insideOf(piece, text)})`)
    .join(' ');
}

function insideOf(piece: Piece, text: string): string {
  switch (piece.kind) {
    case 'formula':
      return piece.formula.text;
    case 'heading':
      return `${piece.depth} ${piece.text}`;
    case 'macro':
      return `${piece.name} ${piece.parameters} ${piece.body ?? '?'}`;
    case 'open':
    case 'close':
      return text.slice(piece.start, piece.end);
    case 'trouble':
      return `${text.slice(piece.start, piece.end)}: ${piece.message}`;
    case 'note':
      return piece.message;
    case 'switch':
      return piece.command;
    case 'silenced':
      return '';
    case 'directive':
      return piece.text.trim();
    case 'prose':
      return piece.text;
  }
}

/** What holds of the pieces of any text whatever. Throws where it does not. */
export function checkPieces(text: string, as: TextKind): readonly Piece[] {
  const pieces = scan(text, as);
  let at = 0;
  for (const piece of pieces) {
    const isSomething = piece.end > piece.start || (piece.kind === 'heading' && piece.end === piece.start);
    hold(piece.start >= at && isSomething && piece.end <= text.length, 'order', piece);
    at = piece.end;
    if (piece.kind === 'prose') hold(piece.text === text.slice(piece.start, piece.end), 'words', piece);
    if (piece.kind === 'formula') hold(isExact(piece.formula, text), 'offsets', piece);
  }
  return pieces;
}

function hold(isTrue: boolean, what: string, piece: Piece): void {
  if (!isTrue) throw new Error(`${what}: ${JSON.stringify(piece)}`);
}

/** Each unit of a formula is the unit of the text at its offset, and the offsets rise within the construct. */
function isExact({ text: inside, offsets, start, end }: Formula, text: string): boolean {
  let last = start - 1;
  const isRising = offsets.every((offset) => {
    const isNext = offset > last;
    last = offset;
    return isNext;
  });
  const isSame = [...Array(inside.length).keys()].every((i) => text[offsets[i] as number] === inside[i]);
  return isRising && isSame && last <= end && offsets.length === inside.length + 1 && inside.trim() !== '';
}
