// What is asked of the search for a repair when a claim of a native text is false.

import { parseFormula } from '../../../grammar/native.js';
import type { Statement, TheoremStatement } from '../../../grammar/tree.js';
import { emptyContext, namesIn, readClaim } from '../../term/context.js';
import { declare } from '../../term/declare.js';
import { elaborate } from '../../term/elaborate.js';
import { prelude } from '../../term/prelude.js';
import { ReadingError } from '../../term/reading.js';
import type { Counterexample } from '../counterexample.js';
import type { Question } from './candidates.js';
import { pointOf } from './points.js';

/** What declares a context. */
export type Declaration = Exclude<Statement, TheoremStatement>;

/**
 * The question that the relation of number `i` of a theorem puts. It is read once more among all operations, for one
 * that the text does not have may be meant; null where it cannot be read there.
 */
export function nativeQuestion(
  source: string,
  declarations: readonly Declaration[],
  theorem: TheoremStatement,
  i: number,
  counterexample: Counterexample | undefined,
): Question | null {
  try {
    const operations = prelude();
    const declared = declarations.reduce(
      (context, statement) => declare(context, statement, operations),
      emptyContext(operations),
    );
    const { context, claims } = readClaim(declared, theorem.name, theorem.claim);
    const claim = claims[i];
    if (claim === undefined) return null;
    const names = namesIn(context);
    return {
      context,
      claim,
      counterexample: pointOf(counterexample),
      source,
      notation: 'native',
      read: (_, node) => elaborate(names, node),
      parse: parseFormula,
    };
  } catch (error) {
    if (error instanceof ReadingError) return null;
    throw error;
  }
}
