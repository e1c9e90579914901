// The table of laws, and their use at random places of a formula.

import { changedAt, type Formula, sizeOf } from '../formula.js';
import { bracketMoves } from './brackets.js';
import { countingMoves } from './counting.js';
import type { Move, Place } from './move.js';
import { productMoves } from './products.js';
import { rangeMoves } from './ranges.js';
import { roundingMoves } from './rounding.js';

export const moves = {
  ...rangeMoves,
  ...bracketMoves,
  ...countingMoves,
  ...productMoves,
  ...roundingMoves,
} as const;

export type MoveName = keyof typeof moves;

/** f written in another way by one law somewhere; f itself where none applied. */
export function movedOnce(f: Formula, laws: readonly MoveName[], at: Place): Formula {
  const { random } = at;
  for (let attempt = 0; attempt < 12; attempt++) {
    const move: Move = moves[random.pick(laws)];
    let done = false;
    const g = changedAt(f, random.int(0, sizeOf(f) - 1), (part, inside) => {
      const other = move(part, { ...at, scope: [...at.scope, ...inside] });
      done = other !== null;
      return other ?? part;
    });
    if (done) return g;
  }
  return f;
}

/** Several laws one after the other; formulas that grow beyond `most` nodes are left as they were. */
export function moved(f: Formula, count: number, laws: readonly MoveName[], at: Place, most = 60): Formula {
  let g = f;
  for (let i = 0; i < count; i++) {
    const next = movedOnce(g, laws, at);
    if (sizeOf(next) <= most) g = next;
  }
  return g;
}
