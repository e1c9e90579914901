// What a language has to say for a derivation. A rule of mathematics without a caption does not compile.

import { captions as en } from './captions.en.js';
import { captions as zh } from './captions.zh.js';
import type { CaseWords } from './latex.js';
import type { Lang } from './names.js';
import type { Kind, Reason } from './reason.js';

/** A formula in LaTeX, and in native notation for where there is no LaTeX. */
export interface Formula {
  readonly latex: string;
  readonly native: string;
}

/** A piece of a sentence: words, or a formula. */
export type Piece = string | Formula;

/** What a caption speaks of. */
export interface Subject {
  /** `p = M-m+1` for each new index. */
  readonly lets: readonly Formula[];
  /** `m = M-p+1` for each old one. */
  readonly back: readonly Formula[];
  /** What is defined: the name of a tensor, or the word for an operation. */
  readonly defined: Piece;
}

/** The words of one language. */
export interface Captions {
  /** Beside a line: which rule made it of the line before. */
  readonly rules: {
    readonly [K in Kind]: (reason: Extract<Reason, { kind: K }>, subject: Subject) => readonly Piece[];
  };
  /** The operations of the prelude, as in "definition of the correlation". */
  readonly operations: Readonly<Record<string, string>>;
  /** In formulas by cases. */
  readonly cases: CaseWords;
  readonly phrases: Phrases;
}

/** Something that a theorem is about, with its shape where it has one. */
export interface Given {
  readonly kind: 'number' | 'sequence' | 'vector' | 'matrix' | 'tensor' | 'function';
  readonly name: Formula;
  readonly shape: Formula | null;
}

/** Sentences and parts of sentences between the formulas. */
export interface Phrases {
  /** Above what is declared, where it stands in native notation. */
  readonly declared: string;
  /** What the theorem is about, and what is assumed of it; not called where there is nothing. */
  readonly given: (things: readonly Given[], conds: readonly Formula[]) => readonly Piece[];
  /** Before a definition, for subscripts in these ranges. */
  readonly define: (ranges: readonly Formula[]) => readonly Piece[];
  /** Before the claim, for indices in these ranges. */
  readonly toShow: (ranges: readonly Formula[]) => readonly Piece[];
  /** What is supposed of functions or entries beside what is assumed, where not all are meant. */
  readonly supposed: { readonly argmax: readonly Piece[]; readonly fubini: readonly Piece[] };
  /** Before the denial of a claim that is false; of numbers alone in the second form. */
  readonly refuted: (general: boolean) => readonly Piece[];
  /** Before an equation, where it was claimed that the sides differ. */
  readonly agree: readonly Piece[];
  /** Above an example of sides that differ, and above what was probably meant. */
  readonly counterexample: string;
  readonly repair: string;
  /** Why a claim was left undecided. */
  readonly undecided: (why: string) => readonly Piece[];
  /** Of an inequality that is true. */
  readonly arithmetic: readonly Piece[];
  /** Before an inequality that is false. */
  readonly notSo: readonly Piece[];
  /** Before what was probably meant; of numbers alone in the second form. */
  readonly repaired: (general: boolean) => readonly Piece[];
  /** The sizes and indices of an example. */
  readonly take: (values: readonly Formula[]) => readonly Piece[];
  /** A function of an example. */
  readonly stands: (fn: Formula, by: Formula) => readonly Piece[];
  /** Before what a side is, at values that were taken. */
  readonly leftSide: (taken: boolean) => readonly Piece[];
  readonly rightSide: (taken: boolean) => readonly Piece[];
  /** What the sides are worth where they differ. */
  readonly sides: (left: Formula, right: Formula) => readonly Piece[];
  /** What only one of them has. */
  readonly leftAlone: (term: Formula) => readonly Piece[];
  readonly rightAlone: (term: Formula) => readonly Piece[];
  /** What both have, but not as often. */
  readonly terms: (left: Formula, right: Formula) => readonly Piece[];
  /** Of tensors of two shapes. */
  readonly shapes: (left: Formula, right: Formula) => readonly Piece[];
  /** Under a picture of the entries that a side is made of, at these sizes and indices. */
  readonly leftUses: (values: readonly Formula[]) => readonly Piece[];
  readonly rightUses: (values: readonly Formula[]) => readonly Piece[];
  /** Of two tensors: it is enough to look at the entries with subscripts in these ranges. */
  readonly entries: (ranges: readonly Formula[]) => readonly Piece[];
  /** Of one entry that is computed. */
  readonly cell: (at: Formula) => readonly Piece[];
  readonly induction: (name: Formula) => readonly Piece[];
  /** `at`: the first number, then the case in which the induction is made. */
  readonly base: (at: Formula) => readonly Piece[];
  /** `range`: from which number on, then the case in which the induction is made. */
  readonly step: (range: Formula) => readonly Piece[];
  /** Before what is shown by itself, for indices of which this is assumed. */
  readonly lemma: (conds: readonly Formula[]) => readonly Piece[];
  /** A case, with the cases in which it is made before it. */
  readonly holds: (conds: Formula) => readonly Piece[];
  readonly fails: (conds: Formula) => readonly Piece[];
  /** Where there is nothing to do. */
  readonly same: (side: Formula) => readonly Piece[];
}

/** By the code that `--lang` takes. */
export const languages: Readonly<Record<Lang, Captions>> = { en, zh };
