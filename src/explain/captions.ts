// What a language has to say for a derivation. A rule of mathematics without a caption does not compile.

import { captions as en } from './captions.en.js';
import { captions as zh } from './captions.zh.js';
import type { Kind, Reason } from './reason.js';

/** A piece of a sentence: words, or a formula in LaTeX. */
export type Piece = string | { readonly math: string };

/** Formulas for a caption, already written. */
export interface Formulas {
  /** `p = M-m+1` for each new index. */
  readonly lets: readonly string[];
  /** `m = M-p+1` for each old one. */
  readonly back: readonly string[];
  /** What is defined: the name of a tensor, or the word for an operation. */
  readonly defined: Piece;
}

/** The words of one language. */
export interface Captions {
  /** Beside a line: which rule made it of the line before. */
  readonly rules: {
    readonly [K in Kind]: (reason: Extract<Reason, { kind: K }>, formulas: Formulas) => readonly Piece[];
  };
  /** The operations of the prelude, as in "definition of the correlation". */
  readonly operations: Readonly<Record<string, string>>;
  readonly phrases: Phrases;
}

/** Sentences and parts of sentences between the formulas. */
export interface Phrases {
  readonly given: string;
  readonly toShow: string;
  readonly proof: string;
  readonly done: string;
  readonly counterexample: string;
  /** Of two tensors: it is enough to look at the entry with these subscripts. */
  readonly entries: (entry: string) => readonly Piece[];
  readonly base: (at: string) => readonly Piece[];
  readonly step: (name: string) => readonly Piece[];
  readonly lemma: readonly Piece[];
  readonly holds: readonly Piece[];
  readonly fails: readonly Piece[];
}

/** By the code that `--lang` takes. */
export const languages: Readonly<Record<'en' | 'zh', Captions>> = { en, zh };
export type Lang = keyof typeof languages;
