// A slip: another formula that somebody may have computed in place of the right one, in the words of the field.

import type { Formula } from '../../compute/formula.js';
import type { Box } from '../../compute/sizes.js';
import type { Dim } from '../../term/env.js';
import { add, type Poly, sub } from '../../term/poly.js';
import { isTensor, mul, add as plus, pow, reduce, type Scalar } from '../../term/term.js';
import type { Place } from '../roles.js';

/** The entries of a tensor, and the subscripts that they have. */
export interface Stored {
  readonly box: Box;
  readonly entries: readonly number[];
}

export interface Slip {
  /** What looks as if it had happened: `the kernel was rotated by a half turn`. */
  readonly says: string;
  readonly formula: Formula;
  /** By tensor, what was taken for its entries. */
  readonly taken?: ReadonlyMap<string, (stored: Stored) => Stored>;
  /** Whether the formula, as it stands, says what was done. */
  readonly isTold?: boolean;
}

/** A term with its outermost parts changed that `change` changes: null leaves a part to its own parts. */
export function changed(term: Scalar, change: (part: Scalar) => Scalar | null): Scalar {
  const here = change(term);
  if (here !== null) return here;
  const inside = (part: Scalar): Scalar => changed(part, change);
  switch (term.tag) {
    case 'add':
      return plus(term.args.map(inside));
    case 'mul':
      return mul(term.args.map(inside));
    case 'pow':
      return pow(inside(term.base), term.exponent);
    case 'reduce':
      return reduce(term.op, term.binders, inside(term.body));
    case 'apply':
      return { ...term, args: term.args.map((arg) => (isTensor(arg) ? arg : inside(arg))) };
    default:
      return term;
  }
}

/** A formula with other subscripts in the entries of a tensor. */
export function withSubscripts(
  formula: Formula,
  name: string,
  change: (at: readonly Poly[]) => readonly Poly[],
): Formula {
  const body = changed(formula.body, (part) =>
    part.tag === 'entry' && part.tensor.tag === 'tensor' && part.tensor.name === name
      ? { ...part, at: change(part.at) }
      : null,
  );
  return { ...formula, body };
}

/** The entries of an input along a dimension in reverse. */
export function reflected(formula: Formula, place: Place): Formula {
  const { lo, hi } = dimOf(formula, place);
  return withSubscripts(formula, place.tensor, (at) =>
    at.map((s, d) => (d === place.dim ? sub(add(lo, hi), s) : s)),
  );
}

/** From where to where the subscripts of an input run in a dimension. */
export function dimOf({ env }: Formula, { tensor, dim }: Place): Dim {
  return env.tensors.get(tensor)?.dims[dim] as Dim;
}
