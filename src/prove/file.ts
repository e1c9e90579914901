// A .conv text from top to bottom: each statement adds to the context, each relation of a theorem gets a verdict.

import { parseFile } from '../../grammar/native.js';
import { printNode } from '../../grammar/print.js';
import type { Range, Statement, TheoremStatement } from '../../grammar/tree.js';
import { emptyContext, readClaim } from '../term/context.js';
import { declare } from '../term/declare.js';
import { preludeFor } from '../term/prelude.js';
import { ReadingError } from '../term/reading.js';
import { defaultOptions, judge, type ProveOptions, type Verdict } from './claim.js';
import { type Repair, repair } from './repair/index.js';
import { type Declaration, nativeQuestion } from './repair/native.js';

/** A relation or a statement of a text with its verdict and its place. */
export interface JudgedRelation {
  readonly name: string | null;
  /** Of the relation sign, to the end of the right side. */
  readonly range: Range;
  readonly source: string;
  /** The claim in native notation; null for what could not be read. */
  readonly reading: string | null;
  readonly verdict: Verdict;
  /** Of a refuted claim, what would make it provable. */
  readonly repair: Repair | null;
  readonly milliseconds: number;
}

/** Verdicts for every relation of a native text. Throws NotationError when it does not parse. */
export function judgeText(text: string, options: ProveOptions = defaultOptions): readonly JudgedRelation[] {
  const judged: JudgedRelation[] = [];
  const prelude = preludeFor(text);
  let context = emptyContext(prelude);
  /** What the context consists of. */
  let declarations: readonly Declaration[] = [];
  // Once an assumption or a range cannot be read, what is claimed after it is not known.
  let doubtful = false;
  for (const statement of parseFile(text)) {
    if (statement.tag === 'theorem') {
      judged.push(...judgeTheorem(text, statement));
      continue;
    }
    try {
      context = declare(context, statement, prelude);
      declarations = statement.tag === 'fresh' ? [] : [...declarations, statement];
      if (statement.tag === 'fresh') doubtful = false;
    } catch (error) {
      judged.push(faulty(text, statement, error));
      if (statement.tag === 'assume' || statement.tag === 'index') doubtful = true;
    }
  }
  return judged;

  function repaired(theorem: TheoremStatement, i: number, { counterexample }: Verdict): Repair | null {
    if (!options.repair) return null;
    const question = nativeQuestion(text, declarations, theorem, i, counterexample);
    return question === null ? null : repair(question, options);
  }

  function judgeTheorem(source: string, theorem: TheoremStatement): readonly JudgedRelation[] {
    let read: ReturnType<typeof readClaim>;
    try {
      read = readClaim(context, theorem.name, theorem.claim, theorem.induction);
    } catch (error) {
      return [faulty(source, theorem, error, theorem.name)];
    }
    return read.claims.map((claim, i) => {
      const start = performance.now();
      const judgement = judge(read.context, claim, options);
      const verdict = doubtful && judgement.verdict !== 'ill-formed' ? inDoubt : judgement;
      return {
        name: theorem.name,
        range: { start: claim.at.start, end: claim.rightNode.range.end },
        source: source.slice(claim.leftNode.range.start, claim.rightNode.range.end),
        reading: `${printNode(claim.leftNode)} ${claim.operator} ${printNode(claim.rightNode)}`,
        verdict,
        repair: verdict.verdict === 'refuted' ? repaired(theorem, i, verdict) : null,
        milliseconds: performance.now() - start,
      };
    });
  }
}

const inDoubt: Verdict = {
  verdict: 'unknown',
  message: 'not decided: an assumption or a range above it could not be read',
};

/** A statement that cannot be read. Other errors pass. */
function faulty(
  text: string,
  statement: Statement,
  error: unknown,
  name: string | null = null,
): JudgedRelation {
  if (!(error instanceof ReadingError)) throw error;
  return {
    name,
    range: error.range,
    source: text.slice(statement.range.start, statement.range.end),
    reading: null,
    verdict: {
      verdict: error.kind === 'ill-formed' ? 'ill-formed' : 'unknown',
      message: error.kind === 'ill-formed' ? error.message : `not understood: ${error.message}`,
      ...(error.kind === 'ill-formed' ? { at: error.range } : {}),
    },
    repair: null,
    milliseconds: 0,
  };
}
