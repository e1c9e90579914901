// What a formula is read as, by which names, and what is said when it cannot be read.

import type { ProductOperator, Range } from '../../grammar/tree.js';
import type { Env } from './env.js';
import type { Poly } from './poly.js';
import { showTerm } from './show.js';
import { type Scalar, type Tensor, value } from './term.js';

/** What a formula is read as. */
export type Reading =
  | { readonly sort: 'index'; readonly poly: Poly }
  | { readonly sort: 'scalar'; readonly term: Scalar }
  | { readonly sort: 'tensor'; readonly term: Tensor };

export type ReadingErrorKind =
  /** It cannot mean what it says. */
  | 'ill-formed'
  /** It may mean something, but nothing that is understood here. */
  | 'unsupported';

/** What is wrong with a formula that parsed, where, and what to do. */
export class ReadingError extends Error {
  override readonly name = 'ReadingError';
  constructor(
    readonly kind: ReadingErrorKind,
    readonly range: Range,
    message: string,
    /** The name that nothing declares or binds, if that is what is wrong. */
    readonly undeclared: string | null = null,
    /** The formula is at fault whatever its names mean: a bound that uses itself, a malformed number. */
    readonly inItself = false,
  ) {
    super(message);
  }
}

/** The names a formula may use, besides those of the environment. */
export interface Names {
  readonly env: Env;
  /** Declared or bound indices. */
  readonly indices: ReadonlySet<string>;
  /** Names that stand for index expressions. */
  readonly values?: ReadonlyMap<string, Poly>;
  /** The operation that two tensors side by side mean, where that is allowed. */
  readonly juxtaposed?: ProductOperator;
  /** Assumed equations, as forms that are 0: shapes need to agree only where these hold. */
  readonly equations?: readonly Poly[];
}

export function asScalar(reading: Reading, range: Range): Scalar {
  switch (reading.sort) {
    case 'index':
      return value(reading.poly);
    case 'scalar':
      return reading.term;
    case 'tensor':
      throw new ReadingError(
        'ill-formed',
        range,
        `${showTerm(reading.term)} is a tensor; a number or an entry is expected here`,
      );
  }
}
