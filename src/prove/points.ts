// Sums that are none: over an index that a condition determines, or that nothing depends on.

import { Chain, partAt } from '../calculus/steps.js';
import { and, type Cond, conjuncts, constantTruth, divides, substituteCond } from '../term/cond.js';
import {
  constant,
  equal,
  floorOf,
  namesOf,
  neg,
  numerator,
  type Poly,
  scale,
  sub,
  substitute,
  variable,
} from '../term/poly.js';
import { freeNames } from '../term/subst.js';
import { type Binder, binder, nought, rangeConds } from '../term/term.js';
import { Bounds } from './bounds.js';
import { withDigitsJoined } from './digits.js';
import { equationsOf, type Flat, flatTerm, isNothing, pointConds, substituteBody } from './flat.js';
import { sumOf } from './flatten.js';
import { insideShapes } from './insideShapes.js';
import { reindex } from './match.js';
import { freshNames, renamed, variablesOf } from './renaming.js';
import { type Rewritten, rewriteAll } from './rounds.js';
import { NotEntailed, Outside, type Scope } from './scope.js';
import { sheared } from './shears.js';
import { sumOut } from './sumout.js';

/** A name that an equation determines: num/divisor where this is an integer. */
export interface Solution {
  readonly name: string;
  readonly equation: Poly;
  readonly num: Poly;
  readonly divisor: bigint;
}

/** The equation solved for a name, if that stands in no product and in no quotient there. */
function solved(equation: Poly, name: string): readonly Solution[] {
  const c = numerator(equation, name);
  const rest = sub(equation, scale(variable(name), c));
  if (c === 0n || namesOf(rest).has(name)) return [];
  return [{ name, equation, num: c > 0n ? neg(rest) : rest, divisor: c > 0n ? c : -c }];
}

/** The flat term with a bound name written out; null where the range of another would use a later one. */
export function substituted(flat: Flat, { name, equation, num, divisor }: Solution): Flat | null {
  const names = new Map([[name, floorOf(num, constant(divisor))]]);
  const binders = flat.binders
    .filter((b) => b.name !== name)
    .map((b) => binder(b.name, substitute(b.lo, names), substitute(b.hi, names)));
  const wellOrdered = binders.every(({ lo, hi }, i) =>
    binders.slice(i).every((later) => !namesOf(lo).has(later.name) && !namesOf(hi).has(later.name)),
  );
  if (!wellOrdered) return null;
  const range = rangeConds(flat.binders.filter((b) => b.name === name));
  const others = flat.guard.flatMap(conjuncts).filter((c) => c.tag !== 'eq' || !equal(c.form, equation));
  const guard = [divides(divisor, num), ...[...range, ...others].map((cond) => substituteCond(cond, names))];
  return {
    binders,
    guard: conjuncts(and(guard.filter((cond) => constantTruth(cond) !== true))),
    ...substituteBody(flat, names),
  };
}

/** What the conditions of a flat term say of its bound names: the innermost first, divisions last. */
export function solutionsOf(flat: Flat): readonly Solution[] {
  const solutions = equationsOf(flat).flatMap((equation) =>
    [...flat.binders].reverse().flatMap(({ name }) => solved(equation, name)),
  );
  return [
    ...solutions.filter(({ divisor }) => divisor === 1n),
    ...solutions.filter(({ divisor }) => divisor > 1n),
  ];
}

/** How one index of a flat term is done without. */
type Way = (scope: Scope, flat: Flat) => Rewritten | null;

/** The same sum of flat terms with fewer indices, as far as that is easily seen. */
export function withFewerIndices(scope: Scope, flats: readonly Flat[]): Rewritten {
  return withoutSome(scope, flats, [withoutPoint, withDigitsJoined, withoutUnused, withoutCompanion]);
}

/** The same sum of flat terms without the indices that conditions determine, and those that nothing depends on. */
export function withoutIdleIndices(scope: Scope, flats: readonly Flat[]): Rewritten {
  return withoutSome(scope, flats, [withoutPoint, withoutCompanion]);
}

function withoutSome(scope: Scope, flats: readonly Flat[], ways: readonly Way[]): Rewritten {
  const chain = new Chain(sumOf(flats));
  const shorter = rewriteAll(flats, chain, (flat) => fewer(scope, flat, ways));
  const kept = withoutNothing(shorter, chain);
  return { flats: kept, step: chain.step() };
}

/** The flat terms that are something; `chain`, which ends at the sum of all, follows. */
function withoutNothing(flats: readonly Flat[], chain: Chain): readonly Flat[] {
  const kept = flats.filter((flat) => !isNothing(flat));
  if (kept.length === flats.length) return flats;
  flats.forEach((flat, i) => {
    if (!isNothing(flat) || flat.binders.length === 0) return;
    const at = flats.length === 1 ? [] : [i];
    const body = partAt(chain.to, [...at, 0]);
    chain
      .inside([...at, 0], new Chain(body).ringTo(nought).step())
      .inside(at, { to: nought, proof: { rule: 'linear', binders: flat.binders, parts: [] } });
  });
  chain.ringTo(sumOf(kept));
  return kept;
}

function fewer(scope: Scope, flat: Flat, ways: readonly Way[]): Rewritten | null {
  for (const way of ways) {
    try {
      const shorter = way(scope, flat);
      if (shorter?.flats.every((other) => other.binders.length < flat.binders.length))
        return shaped(scope, flat, shorter);
    } catch (error) {
      if (!(error instanceof Outside || error instanceof NotEntailed)) throw error;
    }
  }
  return null;
}

/** What the range of an index said of the entries is said by the terms without it. */
function shaped(scope: Scope, flat: Flat, { flats, step }: Rewritten): Rewritten {
  const chain = new Chain(flatTerm(flat)).by(step);
  const inside = flats.map((shorter, i) => {
    const same = insideShapes(scope, shorter);
    chain.inside(flats.length === 1 ? [] : [i], same.step);
    return same.flat;
  });
  return { flats: inside, step: chain.step() };
}

/** The sum without an index that a condition determines. */
function withoutPoint(scope: Scope, flat: Flat): Rewritten | null {
  const ways = solutionsOf(flat).flatMap((solution) => {
    const shorter = substituted(flat, solution);
    return shorter === null ? [] : [{ solution, shorter }];
  });
  // An index that nothing depends on any more would have to be counted.
  const way =
    ways.find(({ solution, shorter }) => solution.divisor === 1n && unusedIn(shorter) === undefined) ??
    ways[0];
  if (way === undefined) return null;
  const { solution, shorter } = way;
  const apart = freshNames(scope, shorter.binders);
  const target = renamed(shorter, apart);
  const value = floorOf(solution.num, constant(solution.divisor));
  const back = flat.binders.map((b) =>
    substitute(b.name === solution.name ? value : variable(b.name), variablesOf(apart)),
  );
  const forward = shorter.binders.map((b) => variable(b.name));
  return { flats: [target], step: reindex(scope, flat, target, forward, back) };
}

/** An index that no factor and no range of another mentions. */
function unusedIn({ binders, factors }: Flat): Binder | undefined {
  const used = new Set(factors.flatMap((factor) => [...freeNames(factor)]));
  return binders.find(
    ({ name }) =>
      !used.has(name) && binders.every(({ lo, hi }) => !namesOf(lo).has(name) && !namesOf(hi).has(name)),
  );
}

/** The sum without an index that no factor mentions; ranges of later ones that do are made conditions. */
function withoutUnused(scope: Scope, flat: Flat): Rewritten | null {
  const unused = unusedIn(flat);
  if (unused !== undefined && unused === flat.binders.at(-1)) return sumOut(scope, flat);
  const moved =
    unused === undefined
      ? lastOfAll(flat)
      : { ...flat, binders: [...flat.binders.filter((b) => b !== unused), unused] };
  if (moved === null) return null;
  const apart = freshNames(scope, flat.binders);
  const target = renamed(moved, apart);
  const forward = moved.binders.map((b) => variable(b.name));
  const back = flat.binders.map((b) => variable(apart.get(b.name) as string));
  const step = reindex(scope, flat, target, forward, back);
  const summed = sumOut(scope, target);
  return { flats: summed.flats, step: new Chain(flatTerm(flat)).by(step).by(summed.step).step() };
}

/** The sum without an index that matters only together with another. */
function withoutCompanion(scope: Scope, flat: Flat): Rewritten | null {
  const apart = sheared(scope, flat);
  const [alone] = apart?.flats ?? [];
  const summed = alone === undefined ? null : withoutUnused(scope, alone);
  if (apart === null || summed === null) return null;
  return { flats: summed.flats, step: new Chain(flatTerm(flat)).by(apart.step).by(summed.step).step() };
}

/** The flat term with an index at the end that no factor mentions, but the ranges of later indices; null without such. */
function lastOfAll(flat: Flat): Flat | null {
  const { binders, guard, factors } = flat;
  const used = new Set(factors.flatMap((factor) => [...freeNames(factor)]));
  const unused = binders.find(({ name }) => !used.has(name));
  if (unused === undefined) return null;
  const bounds = new Bounds(pointConds(flat));
  const behind: Cond[] = [];
  const others: Binder[] = [];
  for (const [i, b] of binders.entries()) {
    if (b === unused) continue;
    if (![b.lo, b.hi].some((end) => namesOf(end).has(unused.name))) {
      others.push(b);
      continue;
    }
    const later = new Set(binders.slice(i).map(({ name }) => name));
    const isKnown = (name: string): boolean => name !== unused.name && !later.has(name);
    const [lo, hi] = [bounds.least(variable(b.name), isKnown), bounds.most(variable(b.name), isKnown)];
    if (lo === null || hi === null) return null;
    others.push(binder(b.name, lo, hi));
    behind.push(...rangeConds([b]));
  }
  return { ...flat, binders: [...others, unused], guard: conjuncts(and([...guard, ...behind])) };
}
