// Counts in closed form: sums of numbers over ranges as sums of products of polynomials, [conditions] P Q …. An index that
// nothing depends on is a factor, the length of its range, so that a count keeps the form in which it is thought of,
// K*L*M*N, not multiplied out; where the length may be negative a condition says that it is not. What depends on an index
// is summed by Faulhaber's polynomials, case by case (sumout.ts); of all indices that could be summed over first the one
// with the fewest cases is: over k there are always I products w_<m> x_<k-m+1>, over m it depends on k.
// All this is a proposal, to be proved.

import { and, type Cond, condKey, namesOfCond, nonNegative } from '../../term/cond.js';
import {
  equal,
  isConstant,
  isZero,
  namesOf,
  one,
  type Poly,
  add as plus,
  sub,
  substitute,
  mul as times,
  variable,
} from '../../term/poly.js';
import { substScalar } from '../../term/subst.js';
import { add, type Binder, binder, guarded, mul, rangeConds, type Scalar, value } from '../../term/term.js';
import type { Flat } from '../flat.js';
import { exclusive } from '../flatten.js';
import { isOutside, Outside, type Scope } from '../scope.js';
import { sumOut } from '../sumout.js';
import { needed } from './tidy.js';

/** [guard] times the product of the factors. */
export interface Piece {
  readonly guard: readonly Cond[];
  readonly factors: readonly Poly[];
}

/** The count as a sum of pieces. Throws Outside where no closed form is known. */
export function closedCount(scope: Scope, count: Scalar): readonly Piece[] {
  const pieces = partsOf(scope, count).flatMap((part) => eliminated(scope, part));
  return collected(
    pieces.map(({ guard, factors }) => ({
      guard,
      factors: factors.toSorted((a, b) => a.place - b.place).map(({ poly }) => poly),
    })),
  );
}

/** The count as a term: `[M <= I] (I-M+1) M`. */
export function pieceSum(pieces: readonly Piece[]): Scalar {
  return add(pieces.map(({ guard, factors }) => guarded(and(guard), mul(factors.map(value)))));
}

// ---- sums over points ----------------------------------------------------------------------------

/** A factor, with the place of the index that it came from among all indices: factors keep this order. */
interface Factor {
  readonly place: number;
  readonly poly: Poly;
}

/** sum_{binders} [guard] times the product of the factors; no range mentions an index behind it. */
interface Part {
  readonly binders: readonly (Binder & { readonly place: number })[];
  readonly guard: readonly Cond[];
  readonly factors: readonly Factor[];
}

/** The count, multiplied out, under conjunctions that exclude each other. */
function partsOf(scope: Scope, count: Scalar): readonly Part[] {
  const number = (guard: readonly Cond[], poly: Poly): Part => ({
    binders: [],
    guard,
    factors: asFactors(-1, poly),
  });
  switch (count.tag) {
    case 'value':
      return isZero(count.value) ? [] : [number([], count.value)];
    case 'iverson':
      return exclusive(count.cond).map((guard) => number(guard, one));
    case 'add':
      return count.args.flatMap((arg) => partsOf(scope, arg));
    case 'mul':
      return count.args
        .map((arg) => partsOf(scope, arg))
        .reduce((left, right) => left.flatMap((a) => right.map((b) => beside(a, b))));
    case 'reduce': {
      const names = new Map<string, Poly>();
      const binders = count.binders.map(({ name, lo, hi }, place) => {
        const fresh = scope.search.fresh(name);
        const range = binder(fresh, substitute(lo, names), substitute(hi, names));
        names.set(name, variable(fresh));
        return { ...range, place };
      });
      const body = partsOf(scope, substScalar(count.body, names));
      return body.map((part) => beside({ binders, guard: [], factors: [] }, part));
    }
    default:
      throw new Outside(`a count of ${count.tag}`);
  }
}

function beside(a: Part, b: Part): Part {
  const moved = a.binders.length;
  return {
    binders: [...a.binders, ...b.binders.map((u) => ({ ...u, place: u.place + moved }))],
    guard: [...a.guard, ...b.guard],
    factors: [...a.factors, ...b.factors],
  };
}

/** The part without indices, case by case. */
function eliminated(scope: Scope, part: Part): readonly Part[] {
  const { binders } = part;
  const possible = reduced(scope, part);
  if (possible === null) return [];
  if (binders.length === 0) return [possible];
  const last = binders.filter((u) => !binders.some(({ lo, hi }) => mentions(lo, u) || mentions(hi, u)));
  const choices = last.toReversed().map((u) => () => summed(scope, possible, u));
  return fewest(choices).flatMap((next) => eliminated(scope, next));
}

/** What the first choice gives that makes no cases, else the one that makes the fewest. Throws what all of them throw. */
function fewest(choices: readonly (() => readonly Part[])[]): readonly Part[] {
  let best: readonly Part[] | null = null;
  let problem: unknown = null;
  for (const choice of choices) {
    try {
      const parts = choice();
      if (best === null || sizeOf(parts) < sizeOf(best)) best = parts;
    } catch (error) {
      if (!isOutside(error)) throw error;
      problem ??= error;
    }
    if (best !== null && best.length <= 1 && sizeOf(best) <= 1) break;
  }
  if (best === null) throw problem;
  return best;
}

/** How many cases there are, and conditions in them. */
function sizeOf(parts: readonly Part[]): number {
  return parts.reduce((n, { guard }) => n + 1 + guard.length, 0);
}

/** The part without conditions that hold anyway; null where they cannot hold. */
function reduced(scope: Scope, { binders, guard, factors }: Part): Part | null {
  if (factors.some(({ poly }) => isZero(poly))) return null;
  const here = scope.with(rangeConds(binders));
  if (guard.length > 0 && here.refute(guard) !== null) return null;
  return { binders, guard: needed(here, guard), factors };
}

/** The part summed over the range of one index, which no other range mentions. */
function summed(scope: Scope, part: Part, u: Part['binders'][number]): readonly Part[] {
  const binders = part.binders.filter((other) => other !== u);
  const about = (cond: Cond): boolean => namesOfCond(cond).has(u.name);
  const outer = part.guard.filter((cond) => !about(cond));
  const inner = part.guard.filter(about);
  const before = part.factors.filter(({ poly }) => !mentions(poly, u));
  const own = part.factors.filter(({ poly }) => mentions(poly, u)).map(({ poly }) => poly);
  const here = scope.with([...rangeConds(binders), ...outer]);
  if (inner.length > 0 || own.length > 0) {
    const flat = { binders: [u], guard: inner, coef: own.reduce(times, one), factors: [] };
    return withoutBinders(here, flat).map(({ guard, coef }) => ({
      binders,
      guard: [...outer, ...guard],
      factors: [...before, ...asFactors(u.place, coef)],
    }));
  }
  // The length of a range that ends right before it begins is 0, as it should be.
  const length = plus(sub(u.hi, u.lo), one);
  const filled = here.entails(nonNegative(length)) === null ? [nonNegative(sub(length, one))] : [];
  return [{ binders, guard: [...outer, ...filled], factors: [...before, ...asFactors(u.place, length)] }];
}

function withoutBinders(scope: Scope, flat: Flat): readonly Flat[] {
  if (flat.binders.length === 0) return [flat];
  return sumOut(scope, flat).flats.flatMap((next) => withoutBinders(scope, next));
}

function mentions(poly: Poly, { name }: Binder): boolean {
  return namesOf(poly).has(name);
}

/** A factor, unless it is 1. */
function asFactors(place: number, poly: Poly): readonly Factor[] {
  return equal(poly, one) ? [] : [{ place, poly }];
}

// ---- sums of pieces ------------------------------------------------------------------------------

/** Pieces under the same conditions added where they have something in common: C M N and - 1 are C M N - 1. */
function collected(pieces: readonly Piece[]): readonly Piece[] {
  const kept: Piece[] = [];
  for (const { guard, factors } of pieces) {
    const key = guardKey(guard);
    const i = kept.findIndex(
      (other) => guardKey(other.guard) === key && sumOf(other.factors, factors) !== null,
    );
    const sum = i < 0 ? null : sumOf((kept[i] as Piece).factors, factors);
    if (sum === null) kept.push({ guard, factors });
    else kept.splice(i, 1, ...(sum.some(isZero) ? [] : [{ guard, factors: sum }]));
  }
  return kept;
}

function guardKey(guard: readonly Cond[]): string {
  return guard.map(condKey).sort().join();
}

/** a b + a c = a (b + c); null for products without a common factor whose sum is no shorter than they are. */
function sumOf(first: readonly Poly[], second: readonly Poly[]): readonly Poly[] | null {
  const free = [...second];
  const common: Poly[] = [];
  const rest: Poly[] = [];
  for (const factor of first) {
    const i = free.findIndex((other) => equal(other, factor));
    if (i >= 0) free.splice(i, 1);
    (i >= 0 ? common : rest).push(factor);
  }
  const [a, b] = [rest.reduce(times, one), free.reduce(times, one)];
  const sum = plus(a, b);
  const isShort = isConstant(a) || isConstant(b) || sum.terms.length < a.terms.length + b.terms.length;
  if (common.length === 0 && !isShort) return null;
  if (equal(sum, one)) return common;
  return !isConstant(sum) || common.some(isConstant) ? [...common, sum] : [sum, ...common];
}
