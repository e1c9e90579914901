// Which indices of one maximum may be those of another: maps between the two sets of points, guessed here, and proved to be
// such where they are used.

import {
  add,
  constant,
  equal,
  floorOf,
  integerValue,
  one,
  type Poly,
  scale,
  sub,
  substitute,
  variable,
} from '../term/poly.js';
import { substScalar } from '../term/subst.js';
import type { Binder, Scalar } from '../term/term.js';
import { decide } from './equality.js';
import type { Extreme } from './extrema.js';
import { leftInverse, linearIn, type Row } from './linear.js';
import type { Scope } from './scope.js';
import { skeleton } from './skeleton.js';

/** The indices of one by those of another, and the other way. */
export interface IndexMaps {
  readonly forward: readonly Poly[];
  readonly back: readonly Poly[];
}

/**
 * Maps onto the points of `to`, the likeliest first: those that make the subscripts in the bodies equal, the indices as
 * they are, exchanged or in the opposite order, and of few numbers each to an equal one.
 */
export function* mapsBetween(scope: Scope, from: Extreme, to: Extreme): Generator<IndexMaps> {
  yield* bySubscripts(from, to);
  if (from.binders.length === to.binders.length) {
    for (const order of orders(from.binders.length))
      yield {
        forward: order.map((i) => nameOf(from.binders[i] as Binder)),
        back: order.map((_, i) => nameOf(to.binders[order.indexOf(i)] as Binder)),
      };
    yield { forward: from.binders.map(turned), back: to.binders.map(turned) };
  }
  const listed = byValues(scope, from, to);
  if (listed !== null) yield listed;
}

/** Indices that are looked at in another order than they stand in. */
const fewIndices = 3;

/** The orders of so many things, as they stand first. */
function orders(count: number): readonly (readonly number[])[] {
  const inPlace = Array.from({ length: count }, (_, i) => i);
  if (count > fewIndices) return [inPlace];
  return inPlace.reduce<readonly (readonly number[])[]>(
    (all) => all.flatMap((some) => inPlace.filter((i) => !some.includes(i)).map((i) => [...some, i])),
    [[]],
  );
}

function nameOf({ name }: Binder): Poly {
  return variable(name);
}

function turned({ name, lo, hi }: Binder): Poly {
  return sub(add(lo, hi), variable(name));
}

function* bySubscripts(from: Extreme, to: Extreme): Generator<IndexMaps> {
  // Conditions in the bodies are left out here.
  const [a, b] = [skeleton(from), skeleton(to)];
  if (a === null || b === null || a.form !== b.form) return;
  const [vs, us] = [from, to].map(({ binders }) => binders.map(({ name }) => name)) as [string[], string[]];
  const solved = (rows: readonly Row[], names: readonly string[]): readonly Poly[] | null => {
    const found = leftInverse(rows, names);
    return found && names.map((name) => found.get(name) as Poly);
  };
  const [onto, back] = [
    b.rows.map((form, i) => ({ form, value: a.rows[i] as Poly })),
    a.rows.map((form, i) => ({ form, value: b.rows[i] as Poly })),
  ];
  const forward = solved(onto, us);
  if (forward === null) return;
  const exact = solved(back, vs);
  if (exact !== null) {
    yield { forward, back: exact };
    return;
  }
  // Several points are mapped to one: of the digits of a number, and of two numbers with a given sum, some are chosen. In
  // their place the others are known: S*t + s is not linear in t, but it is in s.
  let left = mostChoices;
  for (const chosen of choices(from.binders, to, forward, Math.max(1, vs.length - us.length))) {
    if (left-- === 0) return;
    const others = vs.filter((name) => !chosen.has(name));
    const found = leftInverse(
      back.map(({ form, value }) => ({ form: substitute(form, chosen), value })),
      others,
    );
    if (found !== null)
      yield { forward, back: vs.map((name) => (found.get(name) ?? chosen.get(name)) as Poly) };
  }
}

const mostChoices = 60;

/** For so many of the indices a value in terms of those of `to`: the leading digit where one has the others as its digits. */
function* choices(
  binders: readonly Binder[],
  to: Extreme,
  forward: readonly Poly[],
  count: number,
): Generator<ReadonlyMap<string, Poly>, undefined> {
  if (count === 0) {
    yield new Map();
    return;
  }
  for (const [n, v] of binders.entries()) {
    for (const [i, u] of to.binders.entries()) {
      const coef = linearIn(forward[i] as Poly, v.name)?.coef ?? one;
      const base = equal(coef, one) ? constant(2n) : coef;
      const digit = add(v.lo, floorOf(sub(variable(u.name), u.lo), base));
      for (const rest of choices(binders.slice(n + 1), to, forward, count - 1))
        yield new Map([...rest, [v.name, digit]]);
    }
  }
}

/** Numbers that are compared one by one. */
const fewPoints = 6n;

/** The points that one index has, if these are few numbers. */
function pointsOf({ binders }: Extreme): readonly bigint[] | null {
  const [only, ...more] = binders;
  const [lo, hi] = [integerValue(only?.lo ?? variable('')), integerValue(only?.hi ?? variable(''))];
  if (more.length > 0 || lo === null || hi === null || hi < lo || hi - lo >= fewPoints) return null;
  return Array.from({ length: Number(hi - lo) + 1 }, (_, i) => lo + BigInt(i));
}

/** For each number of the one an equal one of the other, each of these being one. */
function byValues(scope: Scope, from: Extreme, to: Extreme): IndexMaps | null {
  const [vs, us] = [pointsOf(from), pointsOf(to)];
  if (vs === null || us === null) return null;
  const valueAt = ({ binders, body }: Extreme, point: bigint): Scalar =>
    substScalar(body, new Map([[(binders[0] as Binder).name, constant(point)]]));
  const equals = vs.map((v) => us.filter((u) => decide(scope, valueAt(from, v), valueAt(to, u)).equal));
  const source = new Map<bigint, bigint>();
  for (const u of us) {
    const free = vs.find((v, i) => equals[i]?.includes(u) && ![...source.values()].includes(v));
    if (free === undefined) return null;
    source.set(u, free);
  }
  const target = new Map([...source].map(([u, v]) => [v, u]));
  const images = vs.map((v, i) => target.get(v) ?? equals[i]?.[0]);
  if (images.includes(undefined)) return null;
  const sources = us.map((u) => source.get(u) as bigint);
  return {
    forward: [tabulated(from.binders[0] as Binder, vs, images as readonly bigint[])],
    back: [tabulated(to.binders[0] as Binder, us, sources)],
  };
}

/** The function of an index with given values at its n points: its steps, where ⌊(i - c + n)/n⌋ turns from 0 to 1 at c. */
function tabulated({ name }: Binder, points: readonly bigint[], values: readonly bigint[]): Poly {
  const n = constant(points.length);
  return points.slice(1).reduce(
    (so, point, i) => {
      const step = floorOf(add(sub(variable(name), constant(point)), n), n);
      return add(so, scale(step, (values[i + 1] as bigint) - (values[i] as bigint)));
    },
    constant(values[0] as bigint),
  );
}
