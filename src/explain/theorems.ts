// The theorems of a text in native notation, judged, each with what is declared where it stands.

import { parseFile } from '../../grammar/native.js';
import { judge } from '../prove/claim.js';
import type { ProveOptions, Verdict } from '../prove/verdict.js';
import { type ClaimReading, type Context, emptyContext, readClaim } from '../term/context.js';
import { declare } from '../term/declare.js';
import { preludeFor } from '../term/prelude.js';

/** One relation of a theorem. */
export interface Judged {
  readonly name: string | null;
  /** What is declared, assumed and defined before it, as it was written. */
  readonly statements: readonly string[];
  readonly context: Context;
  readonly claim: ClaimReading;
  readonly verdict: Verdict;
}

/**
 * The relations of the theorems that are `asked` for, by their names. Throws NotationError where the text does not parse,
 * ReadingError where a statement before such a theorem cannot be read.
 */
export function* theoremsOf(
  text: string,
  asked: (name: string | null) => boolean,
  options: ProveOptions,
): Generator<Judged> {
  const prelude = preludeFor(text);
  let context = emptyContext(prelude);
  let statements: readonly string[] = [];
  for (const statement of parseFile(text)) {
    if (statement.tag !== 'theorem') {
      context = declare(context, statement, prelude);
      const { start, end } = statement.range;
      statements = statement.tag === 'fresh' ? [] : [...statements, text.slice(start, end)];
    } else if (asked(statement.name)) {
      const read = readClaim(context, statement.name, statement.claim, statement.induction);
      for (const claim of read.claims) {
        const verdict = judge(read.context, claim, options);
        yield { name: statement.name, statements, context: read.context, claim, verdict };
      }
    }
  }
}
