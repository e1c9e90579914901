// A sum taken apart by the residues of an index, one sum for x_<3n>, one for x_<3n+1> and one for x_<3n+2>, is one sum
// over m = 3n + r.

import { Chain, type Step } from '../calculus/steps.js';
import { always, and, conjuncts, divides, substituteCond } from '../term/cond.js';
import { sameTerm } from '../term/key.js';
import {
  add as addPoly,
  constant,
  integerValue,
  isIntegral,
  namesOf,
  numerator,
  type Poly,
  scale,
  sub,
  substitute,
  variable,
} from '../term/poly.js';
import { add, type Binder, binder, iverson, mul, rangeConds, type Scalar, sum, unit } from '../term/term.js';
import { frameKey } from './canonical.js';
import { type Flat, flatTerm, pointConds, substituteBody } from './flat.js';
import { partition, sumOf } from './flatten.js';
import { reindex } from './match.js';
import { endOfMultiples, greatestOf, leastOf } from './multiples.js';
import type { Rewritten } from './rounds.js';
import { NotEntailed, type Scope } from './scope.js';
import { skeleton } from './skeleton.js';

/** A term in which the index occurs as its multiple m = modulus·index + residue alone. */
interface Member {
  readonly flat: Flat;
  readonly residue: bigint;
}

/** All classes of an index of terms that are one function of m. */
interface Classes {
  /** Which of the binders, the same in all. */
  readonly place: number;
  readonly modulus: bigint;
  readonly members: readonly Member[];
}

/** The terms with sums over all residue classes joined. */
export function withClassesJoined(scope: Scope, flats: readonly Flat[]): Rewritten {
  const chain = new Chain(sumOf(flats));
  let current = flats;
  for (let joined = firstJoined(scope, current); joined !== null; joined = firstJoined(scope, current)) {
    const { members, flat, step } = joined;
    const others = current.filter((other) => !members.includes(other));
    chain
      .ringTo(add([...others.map(flatTerm), add(members.map(flatTerm))]))
      .inside(others.length === 0 ? [] : [others.length], step);
    current = [...others, flat];
    chain.ringTo(sumOf(current));
  }
  return { flats: current, step: chain.step() };
}

/** Some of the terms as one, and the proof that it is their sum. */
interface Joined {
  readonly members: readonly Flat[];
  readonly flat: Flat;
  readonly step: Step;
}

function firstJoined(scope: Scope, flats: readonly Flat[]): Joined | null {
  for (const found of classesIn(scope, flats)) {
    try {
      return { members: found.members.map(({ flat }) => flat), ...join(scope, found) };
    } catch (error) {
      // What the first class says where it is may not be what all say.
      if (!(error instanceof NotEntailed)) throw error;
    }
  }
  return null;
}

function* classesIn(scope: Scope, flats: readonly Flat[]): Generator<Classes> {
  for (const base of flats)
    for (const [place, { name }] of base.binders.entries()) {
      const modulus = stepOf(base, name);
      if (modulus < 2n || modulus > mostClasses) continue;
      const alike = flats.filter((flat) => couldBelong(flat, base, place));
      if (BigInt(alike.length) < modulus) continue;
      const members = new Map<bigint, Member>();
      for (const flat of alike) {
        const residue = residueOf(scope, base, flat, place, modulus);
        if (residue !== null && !members.has(residue)) members.set(residue, { flat, residue });
      }
      if (BigInt(members.size) === modulus) yield { place, modulus, members: [...members.values()] };
    }
}

/** Terms taken apart into more classes are not looked for. */
const mostClasses = 12n;

/** The greatest number that divides all coefficients of a bound name outside its own range; 0 where it does not occur. */
function stepOf(flat: Flat, name: string): bigint {
  let step = 0n;
  for (const poly of formsOf(flat)) {
    if (!namesOf(poly).has(name)) continue;
    const coef = numerator(poly, name);
    // In products and quotients it would have to be looked at more closely.
    if (!isIntegral(poly) || namesOf(sub(poly, scale(variable(name), coef))).has(name)) return 1n;
    step = gcd(step, coef < 0n ? -coef : coef);
  }
  return step;
}

/** The index expressions of a term that are integers: subscripts, conditions, ranges. */
function formsOf({ binders, guard, factors }: Flat): readonly Poly[] {
  const rows = factors.flatMap((factor) => skeleton(factor)?.rows ?? []);
  const conds = guard.flatMap(conjuncts).flatMap((cond) => ('form' in cond ? [cond.form] : []));
  return [...rows, ...conds, ...binders.flatMap(({ lo, hi }) => [lo, hi])];
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}

function couldBelong(flat: Flat, base: Flat, place: number): boolean {
  const [a, b] = [flat.binders[place], base.binders[place]];
  return (
    flat.binders.length === base.binders.length &&
    a !== undefined &&
    b !== undefined &&
    frameKey(flat) === frameKey(base)
  );
}

/** r where a term is what `base` is at modulus·index + r instead of modulus·index, 0 <= r < modulus; null where there is none. */
function residueOf(scope: Scope, base: Flat, flat: Flat, place: number, modulus: bigint): bigint | null {
  const names = new Map(
    flat.binders.map((b, i) => [b.name, variable((base.binders[i] as Binder).name)] as const),
  );
  const range = base.binders[place] as Binder;
  const { name } = range;
  // From where to where each of them runs is looked at when they are joined.
  const own = inPlaceOf(renamed(flat, names, base), name, variable(name), () => range);
  const [a, b] = [formsOf(base), formsOf(own)];
  const first = a.findIndex((form) => namesOf(form).has(name));
  const [from, to] = [a[first], b[first]];
  if (from === undefined || to === undefined) return null;
  const residue = integerValue(scale(sub(to, from), modulus, numerator(from, name)));
  if (residue === null || residue < 0n || residue >= modulus) return null;
  return areSame(scope, shifted(base, name, constant(residue, modulus)), own) ? residue : null;
}

/** Whether two terms with the same bound names are one: what they say where may be said in other words. */
function areSame(scope: Scope, a: Flat, b: Flat): boolean {
  if (sameTerm(flatTerm(a), flatTerm(b))) return true;
  const unguarded = (flat: Flat): Scalar => flatTerm({ ...flat, guard: [] });
  if (!sameTerm(unguarded(a), unguarded(b))) return false;
  const follows = (from: Flat, to: Flat): boolean => {
    const here = scope.with(pointConds(from));
    return to.guard.every((cond) => here.entails(cond) !== null);
  };
  return follows(a, b) && follows(b, a);
}

/** The term with the bound names of `base`. */
function renamed(flat: Flat, names: ReadonlyMap<string, Poly>, base: Flat): Flat {
  return {
    binders: flat.binders.map(({ lo, hi }, i) =>
      binder((base.binders[i] as Binder).name, substitute(lo, names), substitute(hi, names)),
    ),
    guard: flat.guard.map((cond) => substituteCond(cond, names)),
    ...substituteBody(flat, names),
  };
}

/** The term at index + by instead of an index, whose own range stays. */
function shifted(flat: Flat, name: string, by: Poly): Flat {
  return inPlaceOf(flat, name, addPoly(variable(name), by), (b) => b);
}

/** The term with an expression for an index, and another range in the place of its own. */
function inPlaceOf(flat: Flat, name: string, by: Poly, range: (own: Binder) => Binder): Flat {
  const at = new Map([[name, by]]);
  return {
    binders: flat.binders.map((b) =>
      b.name === name ? range(b) : binder(b.name, substitute(b.lo, at), substitute(b.hi, at)),
    ),
    guard: flat.guard.map((cond) => substituteCond(cond, at)),
    ...substituteBody(flat, at),
  };
}

/** The sum over m of all classes, and the proof that theirs add up to it. */
function join(
  scope: Scope,
  { place, modulus, members }: Classes,
): { readonly flat: Flat; readonly step: Step } {
  const [{ flat: first, residue: from }] = members as readonly [Member, ...Member[]];
  const apart = new Map(first.binders.map((b) => [b.name, scope.search.fresh(b.name)]));
  const m = variable(apart.get((first.binders[place] as Binder).name) as string);
  // modulus·index + r = m, in the first member as in all
  const range = rangeOfAll(place, modulus, members);
  const whole = joinedFlat(first, place, modulus, from, apart, range);
  const classes = members.map(({ residue }) => divides(modulus, sub(m, constant(residue))));
  const parts = members.map(({ flat, residue }, i) => {
    const target: Flat = { ...whole, guard: [classes[i] as (typeof classes)[number], ...whole.guard] };
    const forward = flat.binders.map((b, j) =>
      j === place ? addPoly(scale(variable(b.name), modulus), constant(residue)) : variable(b.name),
    );
    const back = flat.binders.map((_, j) => {
      const name = variable((whole.binders[j] as Binder).name);
      return j === place ? scale(sub(name, constant(residue)), 1n, modulus) : name;
    });
    return { target, step: reindex(scope, flat, target, forward, back) };
  });
  const chain = new Chain(add(members.map(({ flat }) => flatTerm(flat))));
  parts.forEach(({ step }, i) => {
    chain.inside([i], step);
  });
  const bodies = parts.map(({ target }) => ({ coef: unit, body: flatTerm({ ...target, binders: [] }) }));
  const summands = (under: (body: Scalar) => Scalar): Scalar =>
    add(bodies.map(({ coef, body }) => mul([coef, under(body)])));
  chain.ringTo(summands((body) => sum(whole.binders, body))).by({
    to: sum(
      whole.binders,
      summands((body) => body),
    ),
    proof: { rule: 'sym', proof: { rule: 'linear', binders: whole.binders, parts: bodies } },
  });
  const rest = flatTerm({ ...whole, binders: [] });
  const inner = new Chain(summands((body) => body)).ringTo(mul([add(classes.map(iverson)), rest]));
  const all = partition(scope.with(rangeConds(whole.binders)), always, classes);
  inner.inside([0], { to: iverson(always), proof: { rule: 'sym', proof: all.proof } }).ringTo(rest);
  return { flat: whole, step: chain.inside([0], inner.step()).step() };
}

/** From where to where m runs in any of the classes. Throws NotEntailed where that is not seen. */
function rangeOfAll(
  place: number,
  modulus: bigint,
  members: readonly Member[],
): { readonly lo: Poly; readonly hi: Poly } {
  const ends = (side: 'lo' | 'hi'): readonly Poly[] =>
    members.map(({ flat, residue }) =>
      addPoly(endOfMultiples((flat.binders[place] as Binder)[side], modulus), constant(residue)),
    );
  const [lo, hi] = [leastOf(ends('lo')), greatestOf(ends('hi'))];
  if (lo === null || hi === null) throw new NotEntailed('ranges that add up to one');
  return { lo, hi };
}

/** The term as a function of m = modulus·index + residue, for all m that are so for some residue. */
function joinedFlat(
  flat: Flat,
  place: number,
  modulus: bigint,
  residue: bigint,
  names: ReadonlyMap<string, string>,
  { lo, hi }: { readonly lo: Poly; readonly hi: Poly },
): Flat {
  const { name } = flat.binders[place] as Binder;
  const index = scale(sub(variable(name), constant(residue)), 1n, modulus);
  const made = inPlaceOf(flat, name, index, () => binder(name, lo, hi));
  const by = new Map([...names].map(([old, fresh]) => [old, variable(fresh)]));
  return {
    binders: made.binders.map(({ name: own, lo, hi }) =>
      binder(names.get(own) as string, substitute(lo, by), substitute(hi, by)),
    ),
    guard: conjuncts(and(made.guard.map((cond) => substituteCond(cond, by)))),
    ...substituteBody(made, by),
  };
}
