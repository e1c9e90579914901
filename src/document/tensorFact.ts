// What a text has said of one tensor: its shape, its definition, and how far either is known.

import type { Dim } from '../term/env.js';
import type { Scalar, Tensor } from '../term/term.js';
import { type Meaning, reinterpret } from './reinterpret.js';

/** What is known of a tensor: its shape, once stated, and what it is, if the text says so. */
export interface TensorFact {
  readonly name: string;
  readonly dims: readonly Dim[] | null;
  readonly definition:
    | { readonly form: 'entries'; readonly indices: readonly string[]; readonly body: Scalar }
    | { readonly form: 'tensor'; readonly term: Tensor }
    | null;
  /** Of a tensor of which only entries are written, so that its shape is what they span: those that are defined. */
  readonly written?: readonly WrittenEntry[];
  /** Another formula was given beside its own, `y = …` or `y = …`. */
  readonly either?: true;
  /** Something was said of its entries that could not be read. */
  readonly unread?: true;
  /** The name is made here, for what the text writes without one: ∂f/∂Z, a slice. */
  readonly made?: true;
  /**
   * Its shape is what a formula implies; the text states none. `loose`: what it may be, entries outside being 0. `steps`:
   * sizes by which its subscripts advance, s of `x_{s i + m}`. `guessed`: it has entries where those of known tensors exist.
   */
  readonly inferred?: {
    readonly loose: readonly Dim[];
    readonly steps: readonly string[];
    readonly guessed?: true;
  };
  /** What it is was looked up further on, where the section says it. */
  readonly ahead?: true;
  /** A comment declares it: it is what that says, and depends on nothing else. */
  readonly declared?: true;
  /** It is known from an earlier section, which this one may refer to. */
  readonly borrowed?: true;
}

/** `z_{11} = …`: one entry, at numbers, and what it is. */
export interface WrittenEntry {
  readonly at: readonly number[];
  readonly body: Scalar;
}

/** A definition with other operations for its signs. */
export function reread(definition: TensorFact['definition'], meaning: Meaning): TensorFact['definition'] {
  if (definition === null) return null;
  return definition.form === 'tensor'
    ? { form: 'tensor', term: reinterpret(definition.term, meaning) }
    : { ...definition, body: reinterpret(definition.body, meaning) };
}
