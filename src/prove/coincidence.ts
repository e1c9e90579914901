// Entries in the argument of a function that may be one and the same: x_<m> + x_<n> is 2 x_<m> where m = n, and
// x_<m> - x_<n> is 0 there. Only where that is told apart is an argument of one form one polynomial.

import { Chain } from '../calculus/steps.js';
import { and, type Cond, conjuncts, equals } from '../term/cond.js';
import { sameTerm } from '../term/key.js';
import type { Poly } from '../term/poly.js';
import { mul, type Scalar, value } from '../term/term.js';
import { bodyPath, type Flat, flatBody } from './flat.js';
import { indexStep } from './match.js';
import type { Scope } from './scope.js';
import { kindOf } from './skeleton.js';

type Entry = Scalar & { readonly tag: 'entry' };

/** More entries than this are not compared with each other. */
const mostEntries = 6;

/** When entries of an argument are one and the same, as far as terms become alike by it and that is asked for. */
export function coincidences(scope: Scope, argument: readonly Flat[]): readonly Cond[] {
  const flats = argument.filter(({ binders }) => binders.length === 0);
  const kinds = flats.map(({ factors }) => factors.map(kindOf).sort().join(' '));
  const entries = flats
    .filter((_, i) => kinds.some((kind, j) => j !== i && kind === kinds[i]))
    .flatMap(({ factors }) => factors.filter(isEntry))
    .filter((entry, i, all) => all.findIndex((other) => sameTerm(other, entry)) === i);
  if (entries.length > mostEntries) return [];
  const conds = entries.flatMap((entry, i) =>
    entries.slice(i + 1).flatMap((other) => (kindOf(entry) === kindOf(other) ? [same(entry, other)] : [])),
  );
  const isOpen = (cond: Cond): boolean =>
    scope.refute(conjuncts(cond)) === null && scope.entails(cond) === null;
  if (scope.manner?.tellsApart) return conds.filter(isOpen);
  if (!scope.search.keptTogether) scope.search.keptTogether = conds.some(isOpen);
  return [];
}

function isEntry(factor: Scalar): factor is Entry {
  return factor.tag === 'entry';
}

function same(a: Entry, b: Entry): Cond {
  return and(a.at.map((row, i) => equals(row, b.at[i] as Poly)));
}

/** Of entries that are the same under the assumptions, the first stands for all. */
export class Representatives {
  readonly #known: Entry[] = [];

  constructor(readonly scope: Scope) {}

  /** The flat term at a place of the chain with the entries that stand for its own; one with indices stays as it is. */
  of(flat: Flat, at: readonly number[], chain: Chain): Flat {
    if (flat.binders.length > 0) return flat;
    const factors = flat.factors.map((factor) => (isEntry(factor) ? this.#standIn(factor) : factor));
    if (factors.every((factor, i) => factor === flat.factors[i])) return flat;
    const changed: Flat = { ...flat, factors };
    const spelled = (all: readonly Scalar[]): Scalar => mul([value(flat.coef), ...all]);
    const inner = new Chain(flatBody(flat)).ringTo(spelled(flat.factors));
    factors.forEach((factor, i) => {
      const own = flat.factors[i] as Scalar;
      if (factor !== own) inner.inside([i + 1], indexStep(this.scope, own, factor));
    });
    chain.inside([...at, ...bodyPath(flat)], inner.ringTo(flatBody(changed)).step());
    return changed;
  }

  #standIn(entry: Entry): Entry {
    for (const known of this.#known) {
      if (sameTerm(known, entry)) return known;
      if (kindOf(known) === kindOf(entry) && this.scope.entails(same(known, entry)) !== null) return known;
    }
    this.#known.push(entry);
    return entry;
  }
}
