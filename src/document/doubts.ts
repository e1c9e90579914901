// Before anything is called false or ill-formed: could the text have meant something else that holds? Then the verdict
// is unknown, and says what the doubt is.

import { undecided, type Verdict, zerosOutside } from '../prove/verdict.js';
import type { Circumstances } from './circumstances.js';

/** Said of what may be meant as a condition on unknowns. */
export const perhapsEquation = 'perhaps an equation that holds for some values';

/** What a doubt may rest on. */
export interface Grounds {
  readonly circumstances: Circumstances;
  /** Something assumed in the same sentence could not be read. */
  readonly unreadHypothesis: boolean;
  /** Whether it is true of some of the functions that are opaque here. */
  readonly particular: boolean;
  /** Whether it relates unknowns of which only entries are written, and says nothing of what is defined. */
  readonly equation: boolean;
  /** Readings that the text does not confirm. */
  readonly supposed: readonly string[];
  /** What the text says something of that was not read. */
  readonly unsaid: string | null;
  /** A tensor that is named as a whole, of which only entries are written. */
  readonly spanned: string | null;
  /** Cases are listed that may leave some out. */
  readonly openCases: boolean;
  /** It is of numbers alone, where the text speaks of another arithmetic. */
  readonly otherNumbers: boolean;
  /** An entry stands there with letters in its subscripts, which may lie outside. */
  readonly indexed: boolean;
  /** A correlation or convolution sign occurs, directly or in a definition. */
  readonly convolves: boolean;
  /** Everything is given in numbers. */
  readonly numeric: boolean;
  /** A rotation by a quarter turn occurs. */
  readonly rotates: boolean;
}

/** Why a verdict against a relation is not certain, or null. */
export function doubt({
  circumstances,
  unreadHypothesis,
  particular,
  equation,
  supposed,
  unsaid,
  spanned,
  openCases,
  otherNumbers,
  indexed,
  convolves,
  numeric,
  rotates,
}: Grounds): string | null {
  if (unreadHypothesis) return 'a condition on it was not read';
  if (otherNumbers) return 'the text speaks of numbers that count in another way';
  if (particular) return 'it may say of a function what the text does not say otherwise';
  if (equation) return perhapsEquation;
  if (supposed.length > 0) return `false with ${supposed.join('; ')}, which is not certain`;
  if (unsaid !== null) return `something was said of ${unsaid} that was not read`;
  if (spanned !== null) return `the shape of ${spanned} is known from the entries that are written, only`;
  if (openCases) return 'the cases that are listed may leave some out';
  if (circumstances.continued && indexed) return 'entries outside may be others than 0 here';
  if (circumstances.zeroBased) return 'subscripts seem to start at 0 here';
  if (convolves && circumstances.extended && !numeric) return 'padding, a stride or a dilation is spoken of';
  if (rotates && circumstances.counterClockwise) return 'the sense of the rotation is not certain';
  return null;
}

/** `verdict`, or unknown where there is doubt about a verdict against the relation. */
export function tempered(verdict: Verdict, grounds: Grounds): Verdict {
  // A proof that takes entries outside for 0 says nothing where the text takes others for them.
  if (
    verdict.verdict === 'proved' &&
    grounds.circumstances.continued &&
    verdict.message.includes(zerosOutside)
  )
    return undecided('it is true where entries outside are 0, which they need not be here');
  if (verdict.verdict !== 'refuted' && verdict.verdict !== 'ill-formed') return verdict;
  // Of functions a text says much that is not read: that they are even, or densities.
  if (Object.keys(verdict.counterexample?.values ?? {}).some((name) => name.endsWith(')')))
    return undecided('it is false for some functions, but more may be known of these');
  const reason = doubt(grounds);
  return reason === null ? verdict : undecided(reason);
}
