// Factors of one tensor are interchangeable: a monomial is written with its subscripts in rising order, so that
// x[2] x[1] and x[1] x[2] are one. Where a condition does not say which comes first, the sum is split.

import type { Chain } from '../calculus/steps.js';
import { always, and, atLeast, below, type Cond, equals, substituteCond } from '../term/cond.js';
import { type Poly, substitute, variable } from '../term/poly.js';
import { type Binder, rangeConds, type Scalar } from '../term/term.js';
import type { Frame } from './canonical.js';
import { type Flat, flatTerm } from './flat.js';
import { reindex } from './match.js';
import { freshNames, renamed } from './renaming.js';
import { type Rewritten, rewriteAll } from './rounds.js';
import type { Scope } from './scope.js';
import { shared } from './share.js';

/** Where a factor's subscripts begin in the box, and how many they are. */
interface Slot {
  readonly at: number;
  readonly size: number;
}

/** `flats` over the box of the frame, as terms in which factors of one tensor stand in order; `chain` ends at their sum. */
export function inOrder(scope: Scope, flats: readonly Flat[], frame: Frame, chain: Chain): readonly Flat[] {
  const neighbours = neighboursIn(frame);
  if (neighbours.length === 0) return flats;
  return rewriteAll(flats, chain, (flat) => improved(scope, flat, frame, neighbours));
}

/** The slots that are followed by one of the same kind. */
function neighboursIn({ slots }: Frame): readonly Slot[] {
  const starts = slotStarts(slots);
  return slots.flatMap(({ key, size }, i) =>
    size > 0 && slots[i + 1]?.key === key ? [{ at: starts[i] as number, size }] : [],
  );
}

/** One exchange, or one split between two neighbours; null when all are in order. */
function improved(scope: Scope, flat: Flat, frame: Frame, neighbours: readonly Slot[]): Rewritten | null {
  scope.search.tick();
  const here = scope.with([...rangeConds(flat.binders), ...flat.guard]);
  const names = frame.box.map((b) => variable(b.name));
  for (const slot of neighbours) {
    const first = names.slice(slot.at, slot.at + slot.size);
    const second = names.slice(slot.at + slot.size, slot.at + 2 * slot.size);
    const possible = comparisons(first, second).filter(({ cond }) => here.refute([cond]) === null);
    const [only] = possible;
    if (only === undefined || possible.every(({ rising }) => rising)) continue;
    if (possible.every(({ rising }) => !rising)) return exchanged(scope, flat, frame, slot);
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

/** The same sum with two neighbouring factors of one tensor exchanged, the subscripts of the first being at `at`. */
function exchanged(scope: Scope, term: Flat, frame: Frame, { at, size }: Slot): Rewritten {
  const { box, factors } = frame;
  const order = box.map((_, i) => (i < at || i >= at + 2 * size ? i : i < at + size ? i + size : i - size));
  const name = (i: number): string => (box[i] as Binder).name;
  const renaming = new Map(box.map((b, i) => [b.name, variable(name(order[i] as number))]));
  const guard = term.guard.map((cond) => substituteCond(cond, renaming));
  const coef = substitute(term.coef, renaming);
  const here: Flat = { binders: box, guard: term.guard, coef: term.coef, factors };
  const there: Flat = { binders: box, guard, coef, factors };
  const apart = freshNames(scope, box);
  const thereApart = renamed(there, apart);
  const forward = box.map((_, i) => variable(name(order.indexOf(i))));
  const back = box.map((_, i) => variable(apart.get(name(order[i] as number)) as string));
  const permuted = { ...thereApart, factors: exchangeFactors(thereApart.factors, frame, order) };
  const step = reindex(scope, here, permuted, forward, back, flatTerm(thereApart));
  return { flats: [there], step: { to: flatTerm(there), proof: step.proof } };
}

/** The factors in the order that matches the factors they come from. */
function exchangeFactors(
  factors: readonly Scalar[],
  { slots }: Frame,
  order: readonly number[],
): readonly Scalar[] {
  const starts = slotStarts(slots);
  return slots
    .map(({ size }, slot) => (size === 0 ? slot : starts.indexOf(order[starts[slot] as number] as number)))
    .map((slot) => factors[slot] as Scalar);
}

/** Where each slot's names begin in the box; a slot without names begins nowhere. */
function slotStarts(slots: Frame['slots']): readonly number[] {
  let at = 0;
  return slots.map(({ size }) => {
    const start = size === 0 ? -1 : at;
    at += size;
    return start;
  });
}
