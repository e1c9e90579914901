// The relations of a document with their verdicts, in the order of reading, and where they stand in it.

import type { NotationError } from '../../grammar/errors.js';
import { spellings } from '../../grammar/operators.js';
import type { Range, RelationNode } from '../../grammar/tree.js';
import type { Repair } from '../prove/repair/index.js';
import type { Verdict } from '../prove/verdict.js';
import { unread } from './outcome.js';
import { asWritten, placeIn } from './place.js';
import type { Formula } from './scan.js';
import type { Unit } from './units.js';

/** A relation of the document with its verdict; offsets are into the original text. */
export interface ReadClaim {
  readonly start: number;
  readonly end: number;
  readonly source: string;
  readonly reading: string | null;
  readonly verdict: Verdict;
  readonly repair: Repair | null;
  /** The formula that the places in the verdict and in the repair are of. */
  readonly formula: Formula | null;
  readonly milliseconds: number;
}

/** What else there is to say of a verdict, if anything. */
type Details = Partial<Pick<ReadClaim, 'reading' | 'repair' | 'formula' | 'milliseconds'>>;

/** Relation signs as they may occur in what does not parse. */
const relationSign = new RegExp(
  [...spellings('relation', 'latex').keys()]
    .map((sign) => (sign.startsWith('\\') ? `\\${sign}(?![A-Za-z])` : sign.replace('+', '\\+')))
    .join('|'),
  'u',
);

/** Takes verdicts down. */
export class ClaimList {
  readonly #claims: ReadClaim[] = [];

  get all(): readonly ReadClaim[] {
    return this.#claims;
  }

  /** Reports every relation of a formula that is not to be judged. */
  setAside(formula: Formula, rows: readonly (readonly Unit[])[], why: string): void {
    for (const unit of rows.flat()) {
      if (unit.kind !== 'chain' && unit.kind !== 'run') continue;
      this.ofEach(formula, unit.chain, unread(why));
    }
  }

  /** The same verdict on every relation of a chain. */
  ofEach(formula: Formula, { first, range: whole, rest }: RelationNode, verdict: Verdict): void {
    let sourceStart = first?.range.start ?? whole.start;
    for (const { at, right } of rest) {
      this.ofNode(formula, { start: at.start, end: right.range.end }, verdict, { sourceStart });
      sourceStart = right.range.start;
    }
  }

  unparsed(formula: Formula, error: NotationError): void {
    if (!formula.display && !relationSign.test(formula.text)) return;
    const { start } = placeIn(formula, error.data.range);
    const wording = (error.message.split('\n')[0] as string).replace(/^line \d+, column \d+: /, '');
    this.add(start, formula.end, asWritten(formula), unread(wording));
  }

  /** The verdict on what stands at a range of a formula; the source is shown from `sourceStart` on. */
  ofNode(
    formula: Formula,
    range: Range,
    verdict: Verdict,
    { sourceStart = range.start, ...more }: Details & { readonly sourceStart?: number } = {},
  ): void {
    const { start, end } = placeIn(formula, range);
    const source = asWritten(formula, { start: sourceStart, end: range.end });
    this.add(start, end, source, verdict, { formula, ...more });
  }

  add(start: number, end: number, source: string, verdict: Verdict, details: Details = {}): void {
    const { reading = null, repair = null, formula = null, milliseconds = 0 } = details;
    this.#claims.push({ start, end, source, reading, verdict, repair, formula, milliseconds });
  }
}
