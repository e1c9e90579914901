// Factors of one tensor are interchangeable: a monomial is written with its subscripts in rising order, so that
// x[2] x[1] and x[1] x[2] are one, and so are a(x[2] x[1]) and a(x[1] x[2]). Where a condition does not say which comes
// first, the sum is split.

import type { Chain } from '../calculus/steps.js';
import { always, and, atLeast, below, type Cond, equals, substituteCond } from '../term/cond.js';
import { type Poly, substitute, variable } from '../term/poly.js';
import { type Binder, rangeConds, type Scalar } from '../term/term.js';
import type { Exchange, Frame } from './canonical.js';
import { type Flat, flatTerm } from './flat.js';
import { reindex } from './match.js';
import { freshNames, renamed } from './renaming.js';
import { type Rewritten, rewriteAll } from './rounds.js';
import type { Scope } from './scope.js';
import { shared } from './share.js';

/** `flats` over the box of the frame, as terms in which what may be exchanged stands in order; `chain` ends at their sum. */
export function inOrder(scope: Scope, flats: readonly Flat[], frame: Frame, chain: Chain): readonly Flat[] {
  if (frame.exchanges.length === 0) return flats;
  return rewriteAll(flats, chain, (flat) => improved(scope, flat, frame));
}

/** One exchange, or one split between what may be exchanged; null when all is in order. */
function improved(scope: Scope, flat: Flat, frame: Frame): Rewritten | null {
  scope.search.tick();
  const here = scope.with([...rangeConds(flat.binders), ...flat.guard]);
  const names = frame.box.map((b) => variable(b.name));
  for (const exchange of frame.exchanges) {
    const namesAt = (places: readonly number[]): readonly Poly[] => places.map((at) => names[at] as Poly);
    const possible = comparisons(namesAt(exchange.first), namesAt(exchange.second)).filter(
      ({ cond }) => here.refute([cond]) === null,
    );
    const [only] = possible;
    if (only === undefined || possible.every(({ rising }) => rising)) continue;
    if (possible.every(({ rising }) => !rising)) return exchanged(scope, flat, frame, exchange);
    return shared(
      scope,
      flat,
      always,
      possible.map(({ cond }) => cond),
    );
  }
  return null;
}

/** How two lists compare, first entries first: of these conditions exactly one holds. */
function comparisons(
  a: readonly Poly[],
  b: readonly Poly[],
): readonly { readonly cond: Cond; readonly rising: boolean }[] {
  return a.flatMap((x, i) => {
    const y = b[i] as Poly;
    const last = i === a.length - 1;
    const before = a.slice(0, i).map((p, j) => equals(p, b[j] as Poly));
    return [
      { cond: and([...before, last ? atLeast(y, x) : below(x, y)]), rising: true },
      { cond: and([...before, below(y, x)]), rising: false },
    ];
  });
}

/** The same sum with the names exchanged. */
function exchanged(scope: Scope, term: Flat, frame: Frame, exchange: Exchange): Rewritten {
  const { box, factors } = frame;
  const partner = new Map<number, number>();
  exchange.first.forEach((place, i) => {
    const other = exchange.second[i] as number;
    partner.set(place, other).set(other, place);
  });
  const name = (i: number): string => (box[partner.get(i) ?? i] as Binder).name;
  const renaming = new Map(box.map((b, i) => [b.name, variable(name(i))]));
  const guard = term.guard.map((cond) => substituteCond(cond, renaming));
  const coef = substitute(term.coef, renaming);
  const here: Flat = { binders: box, guard: term.guard, coef: term.coef, factors };
  const there: Flat = { binders: box, guard, coef, factors };
  const apart = freshNames(scope, box);
  const thereApart = renamed(there, apart);
  const forward = box.map((_, i) => variable(name(i)));
  const back = box.map((_, i) => variable(apart.get(name(i)) as string));
  const permuted = {
    ...thereApart,
    factors: exchange.factors.map((place) => thereApart.factors[place] as Scalar),
  };
  const step = reindex(scope, here, permuted, forward, back, flatTerm(thereApart));
  return { flats: [there], step: { to: flatTerm(there), proof: step.proof } };
}
