// A move writes a formula in another way; its value stays what it was, by a law of school algebra, not by the prover.

import type { Formula } from '../formula.js';
import type { Random } from '../random.js';
import type { World } from '../world.js';

/** What a move may use where it is applied. */
export interface Place {
  readonly random: Random;
  readonly world: World;
  /** Names that stand there for integers: sizes, free indices, indices bound around it. */
  readonly scope: readonly string[];
  readonly fresh: () => string;
}

/** null where the law does not apply. */
export type Move = (f: Formula, at: Place) => Formula | null;
