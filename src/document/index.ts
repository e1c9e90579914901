// Documents: text in, verdicts out.

import type { Range } from '../../grammar/tree.js';
import { defaultOptions, type ProveOptions, type Verdict } from '../prove/claim.js';
import type { Repair } from '../prove/repair/index.js';
import type { ReadClaim } from './claimList.js';
import { silenced } from './comments.js';
import { type Conventions, definitionsOf, noConventions } from './conventions.js';
import { expandMacros } from './expand.js';
import { openNotebook } from './jupyter.js';
import { exactlyIn, type Place, placeIn, type Source } from './place.js';
import { readDocument } from './read.js';
import { positionAt, scan, type TextKind } from './scan.js';
import { undefinedLetters } from './undefined.js';

export interface DocumentOptions extends Partial<ProveOptions> {
  readonly as: TextKind | 'ipynb';
  readonly conventions?: Conventions;
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
  /** The texts of the cells of a notebook; null for other documents. */
  readonly cells: readonly string[] | null;
}

/** The verdicts on every relation in every formula of a text. Throws NotationError where a notebook is none. */
export function judgeDocument(text: string, options: DocumentOptions): readonly DocumentClaim[] {
  return examine(text, options).claims;
}

/** The verdicts on a text, and what else there is to say of it. */
export function examine(text: string, options: DocumentOptions): Examined {
  const { as, conventions = noConventions, ...limits } = options;
  const { placeOf, cells, ...source } = as === 'ipynb' ? openNotebook(text) : openText(text, as);
  const agreed = [...definitionsOf(conventions), ...source.pieces];
  const pieces = silenced(expandMacros([...undefinedLetters(agreed), ...agreed]));
  const lineOf = (offset: number): number => placeOf({ start: offset, end: offset }).line;
  const judged = readDocument(pieces, { ...defaultOptions, ...limits }, conventions, lineOf);
  const claims = judged.map((claim): DocumentClaim => {
    const { start, end, source: written, reading, verdict, repair, milliseconds } = claim;
    const fault = faultOf(claim);
    return {
      name: null,
      ...placeOf({ start, end }),
      source: written,
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
  return { claims, notes, silenced: pieces.filter(({ kind }) => kind === 'silenced').length, cells };
}

function openText(text: string, as: TextKind): Source {
  const position = positionAt(text);
  const placeOf = ({ start, end }: Range): Place => {
    const to = position(end);
    return { ...position(start), endLine: to.line, endColumn: to.column };
  };
  return { pieces: scan(text, as), placeOf, cells: null };
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
