// Documents: text in, verdicts out.

import type { Range } from '../../grammar/tree.js';
import { defaultOptions, type ProveOptions, type Verdict } from '../prove/claim.js';
import type { Repair } from '../prove/repair/index.js';
import { silenced } from './comments.js';
import { expandMacros } from './expand.js';
import { exactlyIn, placeIn } from './place.js';
import { type ReadClaim, readDocument } from './reader.js';
import { positionAt, scan } from './scan.js';

export interface DocumentOptions extends Partial<ProveOptions> {
  readonly as: 'md' | 'tex';
}

/** A stretch of a document: lines and columns from 1, in UTF-16 units; the end is behind the last character. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A relation of a document; its place is from the relation sign to the end of the right side. */
export interface DocumentClaim extends Place {
  readonly name: string | null;
  readonly source: string;
  readonly reading: string | null;
  readonly verdict: Verdict;
  /** The part of the formula that the verdict is about, where it is about a part. */
  readonly fault: Place | null;
  /** Of a refuted claim, what would make it provable. */
  readonly repair: Repair | null;
  /** What the repair writes where, in order; null where the text cannot be changed in place. */
  readonly edits: readonly (Place & { readonly text: string })[] | null;
  readonly milliseconds: number;
}

/** Something that was left alone, and where. */
export interface DocumentNote extends Place {
  readonly message: string;
}

export interface Examined {
  readonly claims: readonly DocumentClaim[];
  readonly notes: readonly DocumentNote[];
  /** How many formulas comments have silenced. */
  readonly silenced: number;
}

/** The verdicts on every relation in every formula of a Markdown or TeX text. */
export function judgeDocument(text: string, options: DocumentOptions): readonly DocumentClaim[] {
  return examine(text, options).claims;
}

/** The verdicts on a text, and what else there is to say of it. */
export function examine(text: string, options: DocumentOptions): Examined {
  const position = positionAt(text);
  const placeOf = ({ start, end }: Range): Place => {
    const from = position(start);
    const to = position(end);
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  };
  const pieces = silenced(expandMacros(scan(text, options.as)));
  const claims = readDocument(pieces, { ...defaultOptions, ...options }).map((claim): DocumentClaim => {
    const { start, end, source, reading, verdict, repair, milliseconds } = claim;
    const fault = faultOf(claim);
    return {
      name: null,
      ...placeOf({ start, end }),
      source,
      reading,
      verdict,
      fault: fault === null ? null : placeOf(fault),
      repair,
      edits: editsOf(claim)?.map(({ at, text }) => ({ ...placeOf(at), text })) ?? null,
      milliseconds,
    };
  });
  const notes = pieces.flatMap((piece) =>
    piece.kind === 'note' ? [{ ...placeOf(piece), message: piece.message }] : [],
  );
  return { claims, notes, silenced: pieces.filter(({ kind }) => kind === 'silenced').length };
}

function faultOf({ verdict, formula, start, end }: ReadClaim): Range | null {
  const { at } = verdict;
  // What is wrong with a comment is pointed at already.
  if (formula === null) return verdict.verdict === 'ill-formed' ? { start, end } : null;
  if (at === undefined) return null;
  return exactlyIn(formula, at) ?? (formula.written === undefined ? null : placeIn(formula, at));
}

interface Edit {
  readonly at: Range;
  readonly text: string;
}

/** All of a repair or nothing: half of it might mean something else. */
function editsOf({ repair, formula }: ReadClaim): readonly Edit[] | null {
  if (formula === null || repair === null || repair.splices === null) return null;
  const edits = repair.splices.map(({ range, text }) => {
    const at = exactlyIn(formula, range);
    return at === null ? null : { at, text };
  });
  return edits.some((edit) => edit === null) ? null : edits.filter((edit) => edit !== null);
}
