// What the words around a relation, and the section that it stands in, say of it.

import type { Node } from '../../grammar/tree.js';
import type { ProveOptions } from '../prove/verdict.js';
import type { IndexDecl } from '../term/context.js';
import type { Circumstances } from './circumstances.js';
import type { EquationIn } from './forward.js';
import type { Equation } from './layers.js';
import type { Saying } from './sayings.js';
import type { Formula } from './scan.js';
import type { Manner } from './sentence.js';
import type { Meant } from './signs.js';
import type { Limits } from './statedRanges.js';
import type { Variant } from './variants.js';
import type { WrittenOut } from './writtenOut.js';

/** What the section says of its formulas as a whole, further on, too. */
export interface Ahead {
  /** Shapes that the section states: `Y = W * X, where W = [w_{mn}]_{M \times N}`. */
  readonly later: ReadonlyMap<string, readonly Node[]>;
  /** What letters run over in its sums, where it is the same in all of them. */
  readonly limits: ReadonlyMap<string, Limits>;
  /** Entries and numbers that the section writes without declaring them. */
  readonly written: WrittenOut;
  /** What the section says of its layers, by their names in layer l. */
  readonly forward: ReadonlyMap<string, Equation>;
  /** What the section says of the entries of tensors without layers, behind the formula that is read. */
  readonly entries: ReadonlyMap<string, EquationIn>;
  readonly circumstances: Circumstances;
}

/** What sections before say. */
export interface Behind {
  readonly saidBefore: ReadonlyMap<string, readonly Saying[]>;
}

/** What the place of a relation says of it. */
export interface Setting extends Ahead, Behind {
  /** After 当, when, if: the relation is assumed, not claimed. */
  readonly hypothesis: boolean;
  /** After 令, let, define: a known name may be given a new meaning. */
  readonly introduced: boolean;
  /** After 或, or: it stands beside the equation before, of which it says another thing. */
  readonly alternative: boolean;
  /** After 它们的互相关为, the convolution is: it gives the result of an operation, which is another one than before. */
  readonly result: boolean;
  /** With padding 1 and stride 3: what the sentence says of a convolution of numbers. */
  readonly variant: Variant;
  /** With the true convolution, the cross-correlation of the two is: the operation that the sentence speaks of. */
  readonly operation: Meant | null;
  /** A hypothesis is in force: nothing is defined now, and what is claimed of a known name is a claim. */
  readonly assuming: boolean;
  /** After 因此, hence, we get: it is concluded, not introduced. */
  readonly concluded: boolean;
  /** The names in all formulas of the document: what is made up has another one. */
  readonly names: ReadonlySet<string>;
  /** After where, with, 满足: what is said of sizes alone is a condition on them; after let, suppose, 设 perhaps a case. */
  readonly stipulated: 'added' | 'case' | null;
  /** How long a number or an equality for a size holds that the formula gives, and the line that it stands in. */
  readonly manner: Manner;
  readonly line: number | null;
  /** The relation is the first of its chain. */
  readonly first: boolean;
  /** The names in the formulas before this one. */
  readonly seen: ReadonlySet<string>;
  /** The relation opens its chain, or all before it in the chain was read. */
  readonly opens: boolean;
  /** The relation before it in its chain was proved, so that its left side is known. */
  readonly follows: boolean;
  /** Entries at the left of the chain: names that stand for every subscript. */
  readonly generic: readonly IndexDecl[];
  /** Something assumed in this sentence could not be read. */
  readonly unreadHypothesis: boolean;
  /** The sentence, or the formula, seems to state a condition that was not read. */
  readonly conditioned: boolean;
  /** The sentence states a condition in words that are not understood. */
  readonly restrictedInWords: boolean;
  /** What the sentence says of entries, it says of those outside: for $i < 1$, 越界时. */
  readonly outside: boolean;
  /** The sentence says that what it states holds in general. */
  readonly inGeneral: boolean;
  /** The sentence speaks of numbers that count in another way: modulo 3, in binary. */
  readonly otherNumbers: boolean;
  /** Something before in the section may restrict what is said of indices after it. */
  readonly restricted: boolean;
  /** The formula in which the relation stands. */
  readonly source: string;
  /** What was supposed where something was left out of it, and what it says of the padding. */
  readonly touched: Pick<Formula, 'supposed' | 'padding'>;
  readonly options: ProveOptions;
}
