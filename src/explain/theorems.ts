// The theorems of a text in native notation, judged, each with what is declared where it stands.

import { parseFile } from '../../grammar/native.js';
import type { TheoremStatement } from '../../grammar/tree.js';
import { judge } from '../prove/claim.js';
import { type Repair, repair } from '../prove/repair/index.js';
import { type Declaration, nativeQuestion } from '../prove/repair/native.js';
import type { ProveOptions, Verdict } from '../prove/verdict.js';
import { type ClaimReading, type Context, emptyContext, type IndexDecl, readClaim } from '../term/context.js';
import { declare } from '../term/declare.js';
import { show } from '../term/poly.js';
import { preludeFor } from '../term/prelude.js';

/** One relation of a theorem. */
export interface Judged {
  readonly name: string | null;
  /** What is declared, assumed and defined before it, as it was written. */
  readonly statements: readonly string[];
  readonly context: Context;
  readonly claim: ClaimReading;
  readonly verdict: Verdict;
  /** Of a refuted claim, what would make it provable. */
  readonly repair: Repair | null;
}

/**
 * The relations of the theorems that are `asked` for, by their names. Throws NotationError where the text does not parse,
 * ReadingError where a statement before such a theorem cannot be read; where a theorem cannot be read itself, `onFault` is
 * told, which throws if nothing else is said.
 */
export function* theoremsOf(
  text: string,
  asked: (name: string | null) => boolean,
  options: ProveOptions,
  onFault: (error: unknown) => void = rethrow,
): Generator<Judged> {
  const prelude = preludeFor(text);
  let context = emptyContext(prelude);
  let statements: readonly string[] = [];
  let declarations: readonly Declaration[] = [];
  for (const statement of parseFile(text)) {
    if (statement.tag !== 'theorem') {
      context = declare(context, statement, prelude);
      const { start, end } = statement.range;
      const isFresh = statement.tag === 'fresh';
      statements = isFresh ? [] : [...statements, text.slice(start, end)];
      declarations = isFresh ? [] : [...declarations, statement];
    } else if (asked(statement.name)) {
      const read = readable(context, statement, onFault);
      if (read === null) continue;
      const known = context.indices;
      const indices = read.context.indices.filter((index) => !known.includes(index)).map(declarationOf);
      for (const [i, claim] of read.claims.entries()) {
        const verdict = judge(read.context, claim, options);
        const question =
          verdict.verdict === 'refuted' && options.repair
            ? nativeQuestion(text, declarations, statement, i, verdict.counterexample)
            : null;
        yield {
          name: statement.name,
          statements: [...statements, ...indices],
          context: read.context,
          claim,
          verdict,
          repair: question === null ? null : repair(question, options),
        };
      }
    }
  }
}

function rethrow(error: unknown): never {
  throw error;
}

function readable(
  context: Context,
  { name, claim, induction }: TheoremStatement,
  onFault: (error: unknown) => void,
): ReturnType<typeof readClaim> | null {
  try {
    return readClaim(context, name, claim, induction);
  } catch (error) {
    onFault(error);
    return null;
  }
}

/** `index l in 0..`, for an index that a theorem brings in by an induction on it. */
function declarationOf({ name, lo }: IndexDecl): string {
  return `index ${name}${lo === null ? '' : ` in ${show(lo)}..`}`;
}
