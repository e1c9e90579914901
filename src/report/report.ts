// A report: the verdicts on a text as plain data, the JSON of `check` and `prove`.

import type { Place } from '../document/place.js';
import type { VerdictKind } from '../prove/claim.js';

export type { Place, VerdictKind };

/** What a text is written in. */
export type Kind = 'md' | 'tex' | 'rst' | 'ipynb' | 'conv';

/** Sizes and indices at which two sides differ, and the sides there as polynomials in native notation. */
export interface CounterexampleReport {
  readonly sizes?: Readonly<Record<string, number | string>>;
  readonly indices?: Readonly<Record<string, number | string>>;
  /** Of a claim about maxima: numbers for the entries of its tensors, `{ "x": "[1, 0]" }`. */
  readonly values?: Readonly<Record<string, string>>;
  /** Row and column, where the sides are matrices of numbers. */
  readonly cell?: readonly number[];
  /** Of tensors that differ in shape the shapes, `2×1`; the sides are these, then. */
  readonly shapes?: { readonly left: string; readonly right: string };
  readonly left: string;
  readonly right: string;
  readonly difference: string;
  /** The first monomial whose coefficients differ, 1 for a number beside symbols, and these coefficients. */
  readonly monomial?: { readonly text: string; readonly left: string; readonly right: string };
}

/** What is to be written in the place of a stretch of the text. */
export interface EditReport extends Place {
  readonly text: string;
}

/** The changed piece as it is to be written, and the whole repaired claim in native notation, which is proved. */
export interface RepairReport {
  readonly source: string;
  readonly reading: string;
  readonly verdict: VerdictKind;
  readonly scope: string;
  /** What changes in the file, in order; missing where the text cannot be changed in place. */
  readonly edits?: readonly EditReport[];
}

/** One relation and its verdict; its place begins at the relation sign and ends with the right side. */
export interface ClaimReport extends Place {
  readonly name?: string;
  readonly source: string;
  /** The claim in native notation; null for what could not be read. */
  readonly reading: string | null;
  readonly verdict: VerdictKind;
  readonly scope?: string;
  /** One sentence for a person. */
  readonly message: string;
  readonly counterexample?: CounterexampleReport;
  /** The part of the formula that is ill-formed, where it is a part. */
  readonly fault?: Place;
  /** A small change that makes the claim provable. */
  readonly repair?: RepairReport;
  /** `checked` says that the kernel replayed the proof. */
  readonly proof?: { readonly rules: number; readonly checked: boolean };
  readonly milliseconds: number;
}

export type Summary = Readonly<Record<VerdictKind, number>>;

/** A repair that `--fix` has written, or why it has not; `was` is what stood there. */
export interface FixReport {
  readonly edits: readonly (EditReport & { readonly was: string })[];
  readonly refused?: string;
}

/** Why a file has no verdicts. */
export interface FileError {
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

/** Something that was left alone on purpose: `\input{more}: the other file is not read`. */
export interface NoteReport extends Place {
  readonly message: string;
}

export interface FileReport {
  readonly path: string;
  readonly claims: readonly ClaimReport[];
  readonly summary: Summary;
  /** Missing where there are none. */
  readonly notes?: readonly NoteReport[];
  /** Formulas that comments have silenced, if there are any. */
  readonly silenced?: number;
  /** What `--fix` has done; the claims are those of the file after it. */
  readonly fixes?: readonly FixReport[];
  readonly error?: FileError;
}

export interface Report {
  readonly tool: { readonly name: 'convproof'; readonly version: string };
  readonly files: readonly FileReport[];
}

/** In the order in which summaries list them. */
export const verdictKinds: readonly VerdictKind[] = [
  'definition',
  'proved',
  'refuted',
  'ill-formed',
  'unknown',
  'skipped',
];

/** How many claims have each verdict. */
export function summarise(claims: readonly ClaimReport[]): Summary {
  const counts = Object.fromEntries(verdictKinds.map((kind) => [kind, 0])) as Record<VerdictKind, number>;
  for (const { verdict } of claims) counts[verdict] += 1;
  return counts;
}
