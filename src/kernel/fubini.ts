// Integrals over the real line and sums over all integers of functions with bounded support.
//
// Here a function stands for any bounded Borel function that is 0 outside of a bounded set, and so does each of its
// derivatives that is written. A product of such functions of affine arguments and of polynomials, over n lines,
//
//     P(t) f_1(A_1 t + b_1) … f_r(A_r t + b_r),      t in R^p × Z^q, p + q = n,
//
// is 0 unless every A_i t + b_i is in the bounded support of f_i. Where the rows of all the A_i together have rank n, these
// are bounded for bounded t only: the product is then bounded, and 0 outside of a bounded set. So it is absolutely
// integrable for the product of the Lebesgue and the counting measures, and by Fubini's theorem its integral may be
// taken in any order, all that stands further in existing as well, for any value of what stands further out; it is
// additive, finite sums and constant factors may be taken out of it; and by the transformation formula
// it is |det A| times the integral in u, where t = A u + s. Of a sum over integers A has to be unimodular.
//
// Where the rank is smaller, as of int_<t> 1, nothing is said.

import { isName } from '../term/env.js';
import {
  constant,
  isIntegral,
  isPolynomial,
  namesOf,
  numerator,
  type Poly,
  polyKey,
  substitute,
  variable,
} from '../term/poly.js';
import { freeNames, substScalar } from '../term/subst.js';
import { type Binder, binder, isTensor, type Line, mul, type Scalar, value } from '../term/term.js';
import { type RingPoly, ringAdd, ringEqual, ringNormal } from './ring.js';
import { Rejected, ruleTable } from './rule.js';

/** Σ over the ranges, ∫ over the lines, of a product: the names are made up, no two of them the same. */
export interface Piece {
  readonly binders: readonly Binder[];
  readonly lines: readonly LineOf[];
  readonly factors: readonly Scalar[];
}

interface LineOf {
  readonly name: string;
  readonly over: Line;
}

export const fubini = ruleTable<'fubini'>({
  //   a and b multiplied out are sums of  sum_{v in D} int_{t in R^p × Z^q} c(v, t),  in each of which the arguments of
  //   functions have rank p + q;  with t = A u + s in each, |det A| c(v, A u + s), those over the same sets have one sum
  //  ------------------------------------------------------------------------------------------------------------------  fubini
  //   |- a = b                                                                  (for functions of bounded support)
  fubini: {
    states:
      'of functions with bounded support, integrals over the real line and sums over all integers are linear, in any order, in other variables t = A u + s',
    replay: (context, { left, right, changes }) => {
      context.formed('fubini', left);
      context.formed('fubini', right);
      const [a, b] = [joined(left, changes[0]), joined(right, changes[1])];
      for (const set of new Set([...a.keys(), ...b.keys()]))
        if (!ringEqual(a.get(set) ?? nothing, b.get(set) ?? nothing))
          throw new Rejected('fubini', 'the integrands are not equal');
      return { left, right };
    },
  },
});

const nothing: RingPoly = new Map();

/** What is integrated over each set, the variables of each piece being replaced. */
function joined(term: Scalar, changes: readonly (readonly Poly[])[]): ReadonlyMap<string, RingPoly> {
  const all = pieces(term);
  if (changes.length !== all.length) throw new Rejected('fubini', 'a product without new variables');
  const integrands = new Map<string, RingPoly>();
  all.forEach((piece, i) => {
    if (!exists(piece)) throw new Rejected('fubini', 'the arguments of functions leave a variable unbounded');
    const change = changes[i] as readonly Poly[];
    const { set, integrand } = inPlaces(
      piece,
      change,
      mul([value(jacobian(piece, change)), ...piece.factors]),
    );
    integrands.set(set, ringAdd([integrands.get(set) ?? nothing, ringNormal(integrand)]));
  });
  return integrands;
}

// ---- multiplying out ---------------------------------------------------------------------------------

/** Pieces that a term may have. */
const mostPieces = 2000;

/** The term as a sum of pieces, in an order that depends on the term alone. Throws Rejected where there are very many. */
export function pieces(term: Scalar): readonly Piece[] {
  let count = 0;
  const fresh = (): string => `%${++count}`;
  return spread(term, new Set(), fresh);
}

function spread(term: Scalar, bound: ReadonlySet<string>, fresh: () => string): readonly Piece[] {
  if (!hasLine(term) && !depends(term, bound)) return [factor(term)];
  switch (term.tag) {
    case 'add':
      return term.args.flatMap((arg) => spread(arg, bound, fresh));
    case 'mul':
      return product(term.args.map((arg) => spread(arg, bound, fresh)));
    case 'pow':
      // Each factor has variables of its own.
      return product(Array.from({ length: term.exponent }, () => spread(term.base, bound, fresh)));
    case 'line': {
      const name = fresh();
      const body = substScalar(term.body, new Map([[term.name, variable(name)]]));
      const line = { name, over: term.over };
      return spread(body, new Set([...bound, name]), fresh).map((piece) => ({
        ...piece,
        lines: [line, ...piece.lines],
      }));
    }
    case 'reduce': {
      if (term.op !== 'sum') return [factor(term)];
      const by = new Map<string, Poly>();
      const binders = term.binders.map(({ name, lo, hi }) => {
        const range = binder(fresh(), substitute(lo, by), substitute(hi, by));
        by.set(name, variable(range.name));
        return range;
      });
      return spread(substScalar(term.body, by), bound, fresh).map((piece) => ({
        ...piece,
        binders: [...binders, ...piece.binders],
      }));
    }
    default:
      return [factor(term)];
  }
}

function factor(term: Scalar): Piece {
  return { binders: [], lines: [], factors: [term] };
}

function product(lists: readonly (readonly Piece[])[]): readonly Piece[] {
  return lists.reduce<readonly Piece[]>(
    (all, list) => {
      if (all.length * list.length > mostPieces) throw new Rejected('fubini', 'too many products');
      return all.flatMap((a) =>
        list.map((b) => ({
          binders: [...a.binders, ...b.binders],
          lines: [...a.lines, ...b.lines],
          factors: [...a.factors, ...b.factors],
        })),
      );
    },
    [{ binders: [], lines: [], factors: [] }],
  );
}

function depends(term: Scalar, on: ReadonlySet<string>): boolean {
  return on.size > 0 && [...freeNames(term)].some((name) => on.has(name));
}

function hasLine(term: Scalar): boolean {
  switch (term.tag) {
    case 'line':
      return true;
    case 'add':
    case 'mul':
      return term.args.some(hasLine);
    case 'apply':
      return term.args.some((arg) => !isTensor(arg) && hasLine(arg));
    case 'pow':
      return hasLine(term.base);
    case 'reduce':
      return hasLine(term.body);
    case 'diff':
      return hasLine(term.of);
    default:
      return false;
  }
}

// ---- which of them exist -------------------------------------------------------------------------------

/**
 * Whether the arguments of functions, of those that are affine in the variables, have full rank. What else depends on
 * the variables is bounded where they are: numbers, and functions of anything, but not integrals again.
 */
export function exists({ lines, factors }: Piece): boolean {
  const names = lines.map(({ name }) => name);
  const variables = new Set(names);
  const rows: (readonly bigint[])[] = [];
  for (const factor of factors) {
    if (!depends(factor, variables)) continue;
    if (hasLine(factor)) return false;
    if (factor.tag !== 'apply') continue;
    for (const arg of factor.args) {
      const row = isTensor(arg) || arg.tag !== 'value' ? null : coefficients(arg.value, names);
      if (row !== null) rows.push(row);
    }
  }
  return eliminated(rows).rank === names.length;
}

/** The numerators of the coefficients of names in a polynomial that is affine in them; null for any other. */
export function coefficients(poly: Poly, names: readonly string[]): readonly bigint[] | null {
  const rest = poly.terms.filter(({ key }) => !names.includes(key));
  const others = namesOf({ ...poly, terms: rest });
  return names.some((name) => others.has(name)) ? null : names.map((name) => numerator(poly, name));
}

/** Rank, and of a square matrix the determinant, by elimination without fractions (Bareiss). */
function eliminated(matrix: readonly (readonly bigint[])[]): {
  readonly rank: number;
  readonly determinant: bigint;
} {
  const rows = matrix.map((row) => [...row]);
  let [rank, before, sign] = [0, 1n, 1n];
  for (let c = 0; c < (rows[0]?.length ?? 0); c++) {
    const found = rows.findIndex((row, r) => r >= rank && row[c] !== 0n);
    if (found < 0) continue;
    const pivot = rows[found] as bigint[];
    if (found !== rank) {
      rows[found] = rows[rank] as bigint[];
      rows[rank] = pivot;
      sign = -sign;
    }
    const head = pivot[c] as bigint;
    for (let r = rank + 1; r < rows.length; r++) {
      const row = rows[r] as bigint[];
      const own = row[c] as bigint;
      rows[r] = row.map((entry, j) => (head * entry - own * (pivot[j] as bigint)) / before);
    }
    before = head;
    rank += 1;
  }
  return { rank, determinant: rank === rows.length ? sign * before : 0n };
}

// ---- other variables -----------------------------------------------------------------------------------

/**
 * The factor |det A| of t = A u + s, where `change` has for each variable t_i the polynomial in the u that replaces it, u_i
 * being called t_i, too. Real variables may be anything affine; integers stay integers, each coming from one u. Throws
 * Rejected.
 */
export function jacobian({ binders, lines }: Piece, change: readonly Poly[]): Poly {
  const names = lines.map(({ name }) => name);
  const own = new Set([...names, ...binders.map(({ name }) => name)]);
  if (change.length !== names.length) throw new Rejected('fubini', 'a variable that is not replaced');
  const matrix = change.map((poly, i) => {
    if (!isPolynomial(poly) || [...namesOf(poly)].some((name) => !own.has(name) && !isName(name)))
      throw new Rejected('fubini', 'no polynomial in names');
    const row = coefficients(poly, names);
    if (row === null) throw new Rejected('fubini', 'new variables that are not affine');
    const isCrossed = row.some((coef, j) => coef !== 0n && lines[j]?.over === 'reals');
    if (lines[i]?.over === 'integers' && (isCrossed || !isIntegral(poly)))
      throw new Rejected('fubini', 'a variable that stays no integer');
    return row;
  });
  const block = (over: Line): bigint =>
    eliminated(
      matrix.flatMap((row, i) =>
        lines[i]?.over === over ? [row.filter((_, j) => lines[j]?.over === over)] : [],
      ),
    ).determinant;
  const [ofReals, ofIntegers] = [block('reals'), block('integers')];
  if (ofReals === 0n || (ofIntegers !== 1n && ofIntegers !== -1n))
    throw new Rejected('fubini', 'a change of variables that is not one to one');
  const den = change.reduce((d, poly, i) => (lines[i]?.over === 'reals' ? d * poly.den : d), 1n);
  return constant(ofReals < 0n ? -ofReals : ofReals, den);
}

/** The set that a piece is taken over, and the integrand, with names for variables that only depend on their places. */
function inPlaces(
  { binders, lines }: Piece,
  change: readonly Poly[],
  integrand: Scalar,
): { readonly set: string; readonly integrand: Scalar } {
  const places = new Map<string, Poly>();
  binders.forEach(({ name }, i) => {
    places.set(name, variable(`%sum${i}`));
  });
  const counts = { reals: 0, integers: 0 };
  for (const { name, over } of lines) places.set(name, variable(`%${over}${counts[over]++}`));
  const range = (poly: Poly): string => polyKey(substitute(poly, places));
  const set = [
    counts.reals,
    counts.integers,
    ...binders.map(({ lo, hi }) => `${range(lo)}..${range(hi)}`),
  ].join(' ');
  const by = new Map(lines.map(({ name }, i) => [name, change[i] as Poly]));
  return { set, integrand: substScalar(substScalar(integrand, by), places) };
}
