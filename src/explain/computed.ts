// A computation shown: a sum written out term by term, then with the numbers that its entries are. Each formula is the one
// before at given sizes, as the kernel finds by expanding both.

import { constantTruth } from '../term/cond.js';
import { type Env, shapeOf, unfoldEntry } from '../term/env.js';
import { sameTerm } from '../term/key.js';
import {
  constant,
  integerValue,
  isConstant,
  isZero,
  one,
  type Poly,
  mul as times,
  variable,
} from '../term/poly.js';
import { listed } from '../term/show.js';
import { substScalar } from '../term/subst.js';
import {
  add,
  type Binder,
  binder,
  type Extremum,
  entry,
  isTensor,
  matrix,
  mul,
  nought,
  number,
  pow,
  reduce,
  type Scalar,
  type Tensor,
  type Term,
  unit,
  value,
} from '../term/term.js';

/** Terms that a sum may have to be written out. */
const mostTerms = 25;

/** The formulas between one without free names and its value: at most two, fewer where they would say nothing new. */
export function between(env: Env, from: Term, to: Term): readonly Scalar[] {
  if (isTensor(from) || isTensor(to)) return [];
  const unfolded = from.tag === 'entry' ? unfoldEntry(env, from.tensor, from.at) : from;
  if (unfolded === null) return [];
  const terms = writtenOut(env, unfolded);
  if (terms === null) return [];
  const values = withNumbers(env, terms);
  const shown = hasWrittenMatrix(terms) ? [values] : [terms, values];
  return shown.filter(
    (term, i) =>
      !sameTerm(term, from) && !sameTerm(term, to) && (i === 0 || !sameTerm(term, shown[i - 1] as Scalar)),
  );
}

/** Entries that a matrix may have for each to be computed by itself. */
const mostCells = 16;

/** The subscripts of a matrix's entries, row by row; none where it is large or has no numbers for sizes. */
export function cellsOf(env: Env, matrix: Tensor): readonly (readonly Poly[])[] {
  const sizes = shapeOf(env, matrix).map(({ hi }) => integerValue(hi));
  const count = sizes.reduce<bigint>((product, size) => product * (size ?? BigInt(mostCells + 1)), 1n);
  if (count > BigInt(mostCells)) return [];
  return sizes.reduce<readonly (readonly Poly[])[]>(
    (cells, size) =>
      cells.flatMap((cell) => Array.from({ length: Number(size) }, (_, i) => [...cell, constant(i + 1)])),
    [[]],
  );
}

/** The entry of a matrix, as it stands there where the matrix is written out. */
export function valueAt(env: Env, matrix: Tensor, at: readonly Poly[]): Scalar {
  return (matrix.tag === 'matrix' ? unfoldEntry(env, matrix, at) : null) ?? entry(matrix, at);
}

/**
 * Sums and maxima term by term, brackets decided, entries of operations down to what they operate on; null where that would
 * be long or a bracket is open.
 */
function writtenOut(env: Env, term: Scalar): Scalar | null {
  const all = (args: readonly Scalar[]): readonly Scalar[] | null => {
    const parts = args.map((arg) => writtenOut(env, arg));
    return parts.includes(null) ? null : (parts as readonly Scalar[]);
  };
  switch (term.tag) {
    case 'iverson': {
      const truth =
        term.cond.tag === 'and' && term.cond.args.length > 0
          ? allTrue(term.cond.args.map(constantTruth))
          : constantTruth(term.cond);
      return truth === null ? null : truth ? unit : nought;
    }
    case 'add': {
      const parts = all(term.args);
      return parts && sumOf(parts);
    }
    case 'mul': {
      const parts = all(term.args);
      return parts && productOf(parts);
    }
    case 'pow': {
      const base = writtenOut(env, term.base);
      return base && pow(base, term.exponent);
    }
    case 'reduce': {
      const points = pointsOf(term.binders);
      const parts = points && all(points.map((at) => substScalar(term.body, at)));
      if (parts === null || (term.op !== 'sum' && parts.length === 0)) return null;
      return term.op === 'sum'
        ? sumOf(parts)
        : term.op === 'prod'
          ? productOf(parts)
          : listOf(term.op, parts);
    }
    case 'entry': {
      const body = term.tensor.tag === 'op' ? unfoldEntry(env, term.tensor, term.at) : null;
      return body === null ? term : writtenOut(env, body);
    }
    case 'value':
      return term;
    case 'reciprocal': {
      const size = integerValue(term.of);
      return size === null || size === 0n ? null : number(1n, size);
    }
    default:
      return null;
  }
}

/** max(a, b, …) */
function listOf(op: Extremum, parts: readonly Scalar[]): Scalar {
  const [only, ...more] = parts;
  if (only !== undefined && more.length === 0) return only;
  const index = 'i#0';
  return reduce(
    op,
    [binder(index, one, constant(parts.length))],
    entry(matrix([parts]), [one, variable(index)]),
  );
}

function allTrue(truths: readonly (boolean | null)[]): boolean | null {
  if (truths.includes(false)) return false;
  return truths.includes(null) ? null : true;
}

function sumOf(parts: readonly Scalar[]): Scalar {
  return add(parts.flatMap((part) => (part.tag === 'add' ? part.args : isNought(part) ? [] : [part])));
}

/** A product, its fractions as one. */
function productOf(parts: readonly Scalar[]): Scalar {
  if (parts.some(isNought)) return nought;
  const isFraction = (part: Scalar): boolean =>
    part.tag === 'value' && isConstant(part.value) && part.value.den > 1n;
  const fractions = parts.flatMap((part) => (part.tag === 'value' && isFraction(part) ? [part.value] : []));
  const others = parts.filter((part) => !isFraction(part) && !sameTerm(part, unit));
  return mul([...(fractions.length === 0 ? [] : [value(fractions.reduce(times, one))]), ...others]);
}

function isNought(term: Scalar): boolean {
  return term.tag === 'value' && isZero(term.value);
}

/** The points of ranges with numbers for bounds, in order; null where there are too many. */
function pointsOf(binders: readonly Binder[]): readonly ReadonlyMap<string, Poly>[] | null {
  let points: readonly ReadonlyMap<string, Poly>[] = [new Map()];
  for (const { name, lo, hi } of binders) {
    const [first, last] = [integerValue(lo), integerValue(hi)];
    if (first === null || last === null || (last - first + 1n) * BigInt(points.length) > mostTerms)
      return null;
    const range = Array.from({ length: Math.max(0, Number(last - first) + 1) }, (_, i) => first + BigInt(i));
    points = points.flatMap((at) => range.map((n) => new Map([...at, [name, constant(n)]])));
  }
  return points;
}

/** Entries that are numbers by their definition as these numbers. */
function withNumbers(env: Env, term: Scalar): Scalar {
  const within = (part: Scalar): Scalar => withNumbers(env, part);
  switch (term.tag) {
    case 'add':
      return add(term.args.map(within));
    case 'mul':
      return mul(term.args.map(within));
    case 'pow':
      return pow(within(term.base), term.exponent);
    case 'reduce': {
      const list = listed(term);
      return list === null ? term : listOf(term.op as Extremum, list.map(within));
    }
    case 'entry': {
      const body = unfoldEntry(env, term.tensor, term.at);
      if (body !== null && term.tensor.tag === 'matrix') return body;
      const value = body === null ? null : writtenOut(env, body);
      if (value === null) return term;
      const number = withNumbers(env, value);
      return number.tag === 'entry' || (number.tag === 'value' && isConstant(number.value)) ? number : term;
    }
    default:
      return term;
  }
}

/** Whether entries of matrices that are written out stand in a formula: it is the numbers that a reader wants to see. */
function hasWrittenMatrix(term: Scalar): boolean {
  switch (term.tag) {
    case 'add':
    case 'mul':
      return term.args.some(hasWrittenMatrix);
    case 'pow':
      return hasWrittenMatrix(term.base);
    case 'reduce':
      return listed(term)?.some(hasWrittenMatrix) === true;
    case 'entry':
      return term.tensor.tag === 'matrix';
    default:
      return false;
  }
}
