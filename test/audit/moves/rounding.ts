// Laws of division with remainder, used on index expressions, bounds and conditions. Divisors are positive.

import {
  type Index,
  index,
  minus,
  named,
  plus,
  product,
  rounded,
  roundingsIn,
  scaled,
  substituted,
} from '../affine.js';
import { both, compare } from '../condition.js';
import { add, entry, guard, indexesOf, mapIndexes, negative, renamed, replaced, sum } from '../formula.js';
import type { Move, Place } from './move.js';

const floor = (of: Index, by: Index | number): Index => rounded('floor', of, by);
const ceil = (of: Index, by: Index | number): Index => rounded('ceil', of, by);
const mod = (of: Index, by: Index | number): Index => rounded('mod', of, by);

/** Another spelling of an expression with a rounding in it; null where there is none. */
function respelled(a: Index, { random }: Place): Index | null {
  const found = roundingsIn(a);
  if (found.length === 0) return null;
  const [key, { how, of, by }] = random.pick(found);
  const k = random.pick([1, -1, 2]);
  const spellings: Readonly<Record<typeof how, readonly (() => Index)[]>> = {
    floor: [
      () => minus(ceil(plus(of, 1), by), 1),
      () => scaled(ceil(scaled(of, -1), by), -1),
      () => minus(floor(plus(of, by, k), by), k),
      () => floor(scaled(of, 2), scaled(by, 2)),
      () => floor(plus(scaled(of, 3), 2), scaled(by, 3)),
    ],
    ceil: [
      () => floor(minus(plus(of, by), 1), by),
      () => plus(floor(minus(of, 1), by), 1),
      () => scaled(floor(scaled(of, -1), by), -1),
    ],
    mod: [
      () => minus(of, product(by, floor(of, by))),
      () => mod(plus(of, by), by),
      () => mod(minus(of, scaled(by, 2)), by),
      () => mod(mod(of, by), by),
    ],
  };
  return substituted(a, new Map([[key, random.pick(spellings[how])()]]));
}

/** An expression as quotient and remainder, as two halves, or as the quotient of a multiple. */
function divided(a: Index, { random }: Place): Index {
  const s = random.weighted([
    [3, 2],
    [2, 3],
    [1, 4],
  ]);
  return random.pick<() => Index>([
    () => plus(scaled(floor(a, s), s), mod(a, s)),
    () => plus(floor(a, 2), ceil(a, 2)),
    () => floor(plus(scaled(a, s), random.int(0, s - 1)), s),
    () => Array.from({ length: s }, (_, r) => floor(plus(a, r), s)).reduce((b, c) => plus(b, c)),
  ])();
}

const spellRounding: Move = (f, at) => {
  const places = indexesOf(f);
  const chosen = places.filter((a) => roundingsIn(a).length > 0);
  if (chosen.length === 0) return null;
  const one = at.random.pick(chosen);
  const other = respelled(one, at);
  return other === null ? null : mapIndexes(f, (a) => (a === one ? other : a));
};

const divide: Move = (f, at) => {
  const places = indexesOf(f);
  if (places.length === 0) return null;
  const one = at.random.pick(places);
  const other = divided(one, at);
  return mapIndexes(f, (a) => (a === one ? other : a));
};

/** s | a as mod(a, s) = 0 or s·floor(a/s) = a */
const divisibility: Move = (f, { random }) => {
  if (f.tag !== 'guard' || f.cond.tag !== 'divides') return null;
  const { divisor: s, of } = f.cond;
  return guard(
    random.chance(0.5) ? compare(mod(of, s), '=', index(0)) : compare(scaled(floor(of, s), s), '=', of),
    f.body,
  );
};

/** Σ_v f(v) = Σ_{r=0..s-1} Σ_q f(s·q + r), q from ceil((lo-r)/s) to floor((hi-r)/s) */
const exactResidues: Move = (f, { random, fresh }) => {
  if (f.tag !== 'sum') return null;
  const s = random.pick([2, 2, 3, 4]);
  const q = fresh();
  const part = (r: Index) =>
    sum(
      q,
      ceil(minus(f.lo, r), s),
      floor(minus(f.hi, r), s),
      replaced(f.body, f.name, plus(scaled(named(q), s), r)),
    );
  if (random.chance(0.5)) {
    const r = fresh();
    return sum(r, index(0), index(s - 1), part(named(r)), true);
  }
  return add(...Array.from({ length: s }, (_, r) => renamed(part(index(r)), fresh)));
};

/** Σ_v f(v) = Σ_w [w = s·v] f(floor(w/s)), w from s·lo to s·hi */
const stretched: Move = (f, { random, fresh }) => {
  if (f.tag !== 'sum') return null;
  const s = random.pick([2, 3]);
  const w = fresh();
  const body = replaced(f.body, f.name, floor(named(w), s));
  const whole = guard(compare(mod(named(w), s), '=', index(0)), body);
  return sum(w, scaled(f.lo, s), scaled(f.hi, s), whole, f.joined);
};

/** Σ_v [a = s·v] f(v) = [s | a, lo ≤ floor(a/s) ≤ hi] f(floor(a/s)), from the sum over one point of a */
const onlyQuotient: Move = (f, { random, scope, fresh }) => {
  if (f.tag !== 'entry' || f.at.length === 0) return null;
  const s = random.pick([2, 3]);
  const a = plus(named(random.pick(scope)), random.int(-1, 1));
  const v = fresh();
  const [lo, hi] = [index(random.int(0, 1)), plus(named(random.pick(scope)), 1)];
  const hit = entry(f.tensor, named(v), ...f.at.slice(1));
  const q = floor(a, s);
  const once = entry(f.tensor, q, ...f.at.slice(1));
  const conds = both(compare(mod(a, s), '=', index(0)), compare(lo, '<=', q), compare(q, '<=', hi));
  const found = sum(v, lo, hi, guard(compare(a, '=', scaled(named(v), s)), hit));
  return add(f, found, negative(guard(conds, once)));
};

export { respelled as respelledRounding };

export const roundingMoves = {
  spellRounding,
  divide,
  divisibility,
  exactResidues,
  stretched,
  onlyQuotient,
} as const;
