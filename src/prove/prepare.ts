// Before an index is summed away, the conditions on it are made bounds: quotients of it become indices of their own,
// alternatives become sums of cases, and `2 divides u + e` leaves every second u, u = 2t - e.

import { Chain } from '../calculus/steps.js';
import { and, type Cond, conjuncts, divides, namesOfCond, substituteCond } from '../term/cond.js';
import {
  add as addPoly,
  constant,
  floorOf,
  gcd,
  integerValue,
  neg,
  one,
  type Poly,
  scale,
  sub,
  substitute,
  variable,
} from '../term/poly.js';
import { type Binder, binder, guarded, rangeConds } from '../term/term.js';
import { type Flat, flatBody, flatTerm } from './flat.js';
import { exclusive } from './flatten.js';
import { distributed, merged, nested } from './laws.js';
import { linearIn } from './linear.js';
import { reindex } from './match.js';
import { withoutQuotient } from './quotients.js';
import type { Rewritten } from './rounds.js';
import { Outside, type Scope } from './scope.js';
import { shared } from './share.js';

/** Equal flat terms whose conditions on the last index are nearer to bounds; null when all of them are bounds. */
export function bounded(scope: Scope, flat: Flat): Rewritten | null {
  const last = flat.binders.at(-1) as Binder;
  const affine = innermost(scope, flat, withoutQuotient);
  if (affine !== null) return affine;
  const onIndex = flat.guard.flatMap(conjuncts).filter((cond) => namesOfCond(cond).has(last.name));
  const open = onIndex.find((cond) => cond.tag === 'or' || cond.tag === 'not');
  if (open !== undefined) return shared(scope, flat, open, alternatives(open));
  const division = onIndex.find((cond) => cond.tag === 'div');
  return division === undefined ? null : divided(scope, flat, division);
}

/** Conditions that share the given one out, without negations. */
function alternatives(cond: Cond): readonly Cond[] {
  return exclusive(cond).flatMap((part) =>
    part
      .map(positive)
      .reduce<readonly (readonly Cond[])[]>(
        (so, choices) => so.flatMap((a) => choices.map((b) => [...a, b])),
        [[]],
      )
      .map(and),
  );
}

/** f ≠ 0 is f < 0 or f > 0; d does not divide f when some remainder 1..d-1 is left. */
function positive(cond: Cond): readonly Cond[] {
  if (cond.tag !== 'not') return [cond];
  const { arg } = cond;
  switch (arg.tag) {
    case 'eq':
      return [above(arg.form), above(neg(arg.form))];
    case 'ge':
      return [above(neg(arg.form))];
    case 'div':
      if (arg.divisor > 60n) throw new Outside(`a condition with ${arg.divisor} remainders`);
      return Array.from({ length: Number(arg.divisor) - 1 }, (_, r) =>
        divides(arg.divisor, sub(arg.form, constant(r + 1))),
      );
    default:
      return [cond];
  }
}

function above(form: Poly): Cond {
  return { tag: 'ge', form: sub(form, one) };
}

/** The condition d | a·u + e used up: u runs through one residue class modulo d. */
function divided(scope: Scope, flat: Flat, cond: Cond & { readonly tag: 'div' }): Rewritten {
  const u = flat.binders.at(-1) as Binder;
  const d = cond.divisor;
  const part = linearIn(cond.form, u.name);
  const a = part === null ? null : integerValue(part.coef);
  if (part === null || a === null)
    throw new Outside(`a sum over ${u.name} under a condition on its multiples by a size`);
  const g = gcd(a, d);
  if (g > 1n) {
    // a·u + e is a multiple of d only where e is one of g.
    const reduced = addPoly(scale(variable(u.name), a / g), floorOf(part.rest, constant(g)));
    return shared(scope, flat, cond, [and([divides(g, part.rest), divides(d / g, reduced)])]);
  }
  const offset = scale(part.rest, inverseModulo(a, d));
  const t = scope.search.fresh(u.name);
  const back = sub(scale(variable(t), d), offset);
  const classes = new Map([[u.name, back]]);
  const by = constant(d);
  const conds = flat.guard.flatMap(conjuncts).filter((c) => c !== cond);
  const target: Flat = {
    binders: [binder(t, neg(floorOf(neg(addPoly(u.lo, offset)), by)), floorOf(addPoly(u.hi, offset), by))],
    guard: conjuncts(and(conds.map((c) => substituteCond(c, classes)))),
    coef: substitute(flat.coef, classes),
    factors: flat.factors,
  };
  const steps = floorOf(addPoly(variable(u.name), offset), by);
  return innermost(scope, flat, (here, inner) => ({
    flats: [target],
    step: reindex(here, inner, target, [steps], [back]),
  })) as Rewritten;
}

/** A change of the sum over the last index alone; null when there is none. */
function innermost(
  scope: Scope,
  flat: Flat,
  change: (here: Scope, inner: Flat) => Rewritten | null,
): Rewritten | null {
  const outer = flat.binders.slice(0, -1);
  const inner: Flat = { ...flat, binders: flat.binders.slice(-1) };
  const changed = change(scope.with(rangeConds(outer)), inner);
  if (changed === null || outer.length === 0) return changed;
  const flats = changed.flats.map((f): Flat => ({ ...f, binders: [...outer, ...f.binders] }));
  const body = guarded(and(flat.guard), flatBody(flat));
  const chain = new Chain(flatTerm(flat)).by(nested(outer, inner.binders, body)).inside([0], changed.step);
  const single = changed.flats.length === 1;
  if (!single) chain.by(distributed(outer, changed.flats.map(flatTerm)));
  changed.flats.forEach((f, i) => {
    chain.inside(single ? [] : [i], merged(outer, f.binders, guarded(and(f.guard), flatBody(f))));
  });
  return { flats, step: chain.step() };
}

/** b with a·b ≡ 1 modulo d, by Euclid's algorithm. */
function inverseModulo(a: bigint, d: bigint): bigint {
  let [r, s] = [((a % d) + d) % d, d];
  let [x, y] = [1n, 0n];
  while (s !== 0n) {
    const q = r / s;
    [r, s] = [s, r - q * s];
    [x, y] = [y, x - q * y];
  }
  return ((x % d) + d) % d;
}
