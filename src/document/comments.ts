// Comments that speak to convproof: `<!-- convproof: tensor A[K,L] -->` declares, `<!-- convproof-disable -->` and its
// kin silence. In TeX they begin with `%`, in reStructuredText with two dots.

import type { Piece } from './scan.js';

const declaring = /^\s*convproof\s*:/;
const switching = /^\s*convproof-([A-Za-z-]+)/;

/**
 * The piece that a comment is, or null for one that is for people. The comment's words stand between `from` and `to`;
 * `margin` is what may stand before each line that continues it.
 */
export function commentPiece(
  text: string,
  { start, from, to, end }: { start: number; from: number; to: number; end: number },
  { quoted, margin = /^(?:[ \t]*>)+/gm }: { quoted: boolean; margin?: RegExp },
): Piece | null {
  const words = text.slice(from, to);
  const command = switching.exec(words)?.[1];
  if (command !== undefined) return { kind: 'switch', command, start, end };
  const [before] = declaring.exec(words) ?? [];
  if (before === undefined) return null;
  // Blanks up to the column at which the first declaration stands: lines below it that are not indented deeper are
  // declarations of their own.
  const begin = from + before.length;
  const column = begin - 1 - Math.max(text.lastIndexOf('\n', begin - 1), text.lastIndexOf('\r', begin - 1));
  const body = words.slice(before.length).replace(margin, (marks) => ' '.repeat(marks.length));
  return { kind: 'directive', text: ' '.repeat(column) + body, at: begin - column, quoted, start, end };
}

/** What is to be said of the pieces: those that a comment silences are named as such. */
export function silenced(pieces: readonly Piece[]): readonly Piece[] {
  let isOff = false;
  let isNextOff = false;
  return pieces.flatMap((piece): readonly Piece[] => {
    if (piece.kind === 'switch' && commands.has(piece.command)) {
      if (piece.command === 'disable-next') isNextOff = true;
      else isOff = piece.command === 'disable';
      return [];
    }
    if (piece.kind !== 'formula' && piece.kind !== 'trouble' && piece.kind !== 'note') return [piece];
    const isSilent = isOff || isNextOff;
    isNextOff = false;
    return [isSilent ? { kind: 'silenced', start: piece.start, end: piece.end } : piece];
  });
}

const commands: ReadonlySet<string> = new Set(['disable', 'enable', 'disable-next']);

/** What is said of a command that there is none. */
export function unknownSwitch(command: string): string {
  const known = [...commands].map((name) => `convproof-${name}`);
  return `there is no comment convproof-${command}; there are ${known.slice(0, -1).join(', ')} and ${known.at(-1)}`;
}
