// A document in reading order: words, formulas, headings and directives, each with its place in the text.
//
// The scanner looks for delimiters and knows just enough of Markdown and TeX to leave code and comments alone. It
// never guesses at what a formula means, and what it cannot take it names as trouble, so that nothing is lost in
// silence. Its work is linear in the length of the text.

import { scanMarkdown } from './markdown.js';
import { scanRst } from './rst.js';
import { Lines } from './scanLines.js';
import { scanTex } from './tex.js';

/** A formula of a document, the inside of one delimiter pair. */
export interface Formula {
  /**
   * The TeX source between the delimiters, without the quotation marks and the indents of continued lines. Of
   * `\begin{align} … \end{align}` that stands alone it is the whole environment.
   */
  readonly text: string;
  readonly display: boolean;
  /** The offset in the document of each UTF-16 unit of `text`, and of its end: one more than `text` is long. */
  readonly offsets: readonly number[];
  /** What was supposed where something was left out of `text`, commas in numbers or a word below a sign. */
  readonly supposed?: readonly string[];
  /** The word below its signs for convolution. */
  readonly padding?: 'full' | 'valid';
  /** The whole construct with its delimiters. */
  readonly start: number;
  readonly end: number;
  /**
   * Where commands of the author have been written out in `text`: the formula as it stands, and where the source of
   * each unit of `text` ends.
   */
  readonly written?: {
    readonly text: string;
    readonly offsets: readonly number[];
    readonly ends: readonly number[];
  };
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** `quoted` says that the author gives another's words: a Markdown quotation, with the lines that continue it. */
export type Piece =
  | (Place & { readonly kind: 'formula'; readonly formula: Formula; readonly quoted: boolean })
  /** The text from `start` to `end` as it stands, marks of Markdown included. */
  | (Place & { readonly kind: 'prose'; readonly text: string; readonly quoted: boolean })
  /** `text` is the whole title; the piece ends before the first formula in it (at once, perhaps), the rest follows. */
  | (Place & { readonly kind: 'heading'; readonly depth: number; readonly text: string })
  /** What follows `convproof:` in a comment, with blanks for what stands before it on its line, where `at` is. */
  | (Place & {
      readonly kind: 'directive';
      readonly text: string;
      readonly at: number;
      readonly quoted: boolean;
    })
  /** What follows `convproof-` in a comment. */
  | (Place & { readonly kind: 'switch'; readonly command: string })
  /** Something that would be reported, were it not for such a comment. */
  | (Place & { readonly kind: 'silenced' })
  /** Something that is left alone on purpose, and what a reader should know of it. */
  | (Place & { readonly kind: 'note'; readonly message: string })
  /** `\newcommand{\name}[parameters][preset]{body}` and its kin; the name with its backslash. */
  | (Place & {
      readonly kind: 'macro';
      readonly name: string;
      readonly parameters: number;
      /** The first argument where it is left out; null where none may be. */
      readonly preset: string | null;
      /** Null for a definition of which only the name could be read. */
      readonly body: string | null;
      /** `\let\name\body`: what `\body` means where this stands. */
      readonly isSynonym: boolean;
      /** Where the group ends that it holds in; none where it holds to the end. */
      readonly until?: number;
    })
  /** A theorem or a proof begins, or the last one that began ends: what it introduces and assumes is its own. */
  | (Place & { readonly kind: 'open' | 'close' })
  /** A stretch that was not read, and why. */
  | (Place & { readonly kind: 'trouble'; readonly message: string });

/** What a text is written in. */
export type TextKind = 'md' | 'tex' | 'rst';

/**
 * The pieces of a Markdown, TeX or reStructuredText document, in order and without overlap. `scan('Let $x$ be', 'md')` is the words
 * "Let ", the formula x and the words " be". What is between pieces is code, comments and blanks. Never throws.
 */
export function scan(text: string, as: TextKind): readonly Piece[] {
  if (as === 'rst') return scanRst(text);
  return as === 'md' ? scanMarkdown(text) : scanTex(text);
}

/** Line and column of an offset, both from 1, in UTF-16 units; `\n`, `\r\n` and `\r` end lines. */
export function positionAt(text: string): (offset: number) => { line: number; column: number } {
  const lines = new Lines(text);
  return (offset) => {
    const line = lines.lineAt(offset);
    return { line: line + 1, column: offset - lines.start(line) + 1 };
  };
}
