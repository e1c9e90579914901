// Commands that a document uses and never defines, because a file of the book does that. One with subscripts is a letter,
// `\TEZ_{i,j}` or `\vx_t`; what it looks like in print does not matter. Words such as `\argmax` are left alone.

import { NotationError } from '../../grammar/errors.js';
import { parseLatex } from '../../grammar/latex.js';
import type { Piece } from './scan.js';

const command = /\\([A-Za-z]+)(?![A-Za-z@*])\s*(.?)/gsu;

/** Short, or ending in a letter as it is printed, `\matX`: a name for a letter. */
const likeLetter = /^(?:[A-Za-z]{1,3}|[a-z]+[A-Z])$/u;

/** What books define for the sets of numbers; some programs know them without that. */
const setsOfNumbers = ['R', 'N', 'Z'];

/** Definitions of the commands that stand for letters. */
export function undefinedLetters(pieces: readonly Piece[]): readonly Piece[] {
  const defined = new Set(pieces.flatMap((piece) => (piece.kind === 'macro' ? [piece.name] : [])));
  const scripted = new Set<string>();
  const applied = new Set<string>();
  for (const piece of pieces) {
    if (piece.kind !== 'formula') continue;
    for (const [, name = '', next = ''] of piece.formula.text.matchAll(command)) {
      if (next === '_' || next === '^') scripted.add(name);
      if (next === '{' || next === '[') applied.add(name);
    }
  }
  const letters = [...namesIn(pieces)].filter(
    (name) => !applied.has(name) && likeLetter.test(name) && !defined.has(`\\${name}`) && isUnknown(name),
  );
  // Where one of them has subscripts, or \R is not defined, the others of the kind are letters, too.
  const sets = setsOfNumbers.filter((name) => !defined.has(`\\${name}`));
  return [...letters, ...sets].some((name) => scripted.has(name)) ? letters.map(asDefinition) : [];
}

function namesIn(pieces: readonly Piece[]): ReadonlySet<string> {
  const texts = pieces.flatMap((piece) => (piece.kind === 'formula' ? [piece.formula.text] : []));
  return new Set(texts.flatMap((text) => [...text.matchAll(command)].map(([, name = '']) => name)));
}

function isUnknown(name: string): boolean {
  try {
    parseLatex(`\\${name}`);
    return false;
  } catch (error) {
    if (!(error instanceof NotationError)) throw error;
    return error.data.kind === 'unknown-command';
  }
}

function asDefinition(name: string): Piece {
  const body = `\\mathrm{${name}}`;
  return {
    kind: 'macro',
    name: `\\${name}`,
    parameters: 0,
    preset: null,
    body,
    isSynonym: false,
    start: 0,
    end: 0,
  };
}
