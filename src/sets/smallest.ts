// Points of a set in order: by the value of an objective, then by the names of `order`, then by the remaining names,
// alphabetically. A counterexample is reported at its smallest, so the first point is what one wants to see.
//
// Each level asks for a minimum, by descent from a known point: "is there a point with form ≤ t?" is monotone in t,
// so steps that double and then halve find it. If the set has a rational direction in which the form falls for ever,
// there is none (Schrijver, §16.4: an integer hull has the recession cone of its polyhedron).

import { atLeast, atMost, type Cond, equals, namesOfCond } from '../term/cond.js';
import {
  constant,
  factorAt,
  factorsOfKey,
  mul,
  namesOf,
  namesOfKey,
  neg,
  type Poly,
  scale,
  sub,
  variable,
} from '../term/poly.js';
import { SetsLimit } from './limit.js';
import { numeratorAt, type Point, pointOf, satisfies } from './point.js';
import { satisfiable, solve } from './search.js';

type Values = ReadonlyMap<string, bigint>;

/** How many places a walk through the points may still look at, and until when. */
interface Walk {
  left: number;
  readonly until: number;
}

const maxPlaces = 20_000;

/** A minimum below -2 to this power is none. */
const mostDoublings = 300;

/** Points tried before an unreliable one (products of names!) is returned as such. */
const patience = 100;

/**
 * The point of conds that minimises the objective, then each name of `order`, then the remaining names; a name that
 * is unbounded below is made small in absolute value instead. Null when there is no point. If products of names
 * occur, the first reliable one of the first points; or else the first, `reliable` being false.
 *
 * @example smallest([atLeast(add(x, y), constant(3n)), atLeast(x, one), atLeast(y, one)], add(x, y), ['x']) // x 1, y 2
 * @throws SetsLimit 'unbounded' when the objective has no minimum, 'work' after too many places or at the time `until`
 */
export function smallest(
  conds: readonly Cond[],
  objective: Poly,
  order: readonly string[],
  until = Number.POSITIVE_INFINITY,
): Point | null {
  let first: Point | null = null;
  let tried = 0;
  for (const values of ascending(conds, levels(conds, objective, order), { left: maxPlaces, until })) {
    const point = pointOf(conds, values);
    if (point.reliable) return point;
    first ??= point;
    if (++tried >= patience) break;
  }
  return first;
}

/** What `smallestWhere` found; if nothing, because there was nothing more or because it had tried enough. */
export type Found =
  | { readonly point: Point; readonly why: 'found' }
  | { readonly point: null; readonly why: 'exhausted' | 'limit' };

/**
 * The first point, by the objective and then by the names of `order`, that is accepted, among the first `limit` points.
 * Of points that differ in other names only, one is tried: `accept` must not ask for these.
 *
 * @example smallestWhere([atLeast(x, one)], x, [], (p) => (p.get('x') ?? 0n) % 7n === 0n, 100).point // x 7
 * @throws SetsLimit 'unbounded' when the objective has no minimum, 'work' after too many places or at the time `until`
 */
export function smallestWhere(
  conds: readonly Cond[],
  objective: Poly,
  order: readonly string[],
  accept: (point: Point) => boolean,
  limit: number,
  until = Number.POSITIVE_INFINITY,
): Found {
  let tried = 0;
  const forms = [scaled(objective), ...order.map(variable)];
  for (const values of ascending(conds, forms, { left: maxPlaces, until })) {
    if (tried++ >= limit) return { point: null, why: 'limit' };
    const point = pointOf(conds, values);
    if (accept(point)) return { point, why: 'found' };
  }
  return { point: null, why: 'exhausted' };
}

function levels(conds: readonly Cond[], objective: Poly, order: readonly string[]): Poly[] {
  const names = new Set(conds.flatMap((cond) => [...namesOfCond(cond)]));
  for (const name of namesOf(objective)) names.add(name);
  for (const name of order) names.delete(name);
  return [scaled(objective), ...[...order, ...[...names].sort()].map(variable)];
}

function scaled(objective: Poly): Poly {
  return scale(objective, objective.den);
}

/** The points in order; level i fixes the value of forms[i]. `known` is a point of conds, if one is at hand. */
function* ascending(
  conds: readonly Cond[],
  forms: readonly Poly[],
  walk: Walk,
  i = 0,
  known: Values | null = solve(conds, walk.until),
): Generator<Values> {
  const form = forms[i];
  if (known === null) return;
  if (--walk.left < 0 || Date.now() > walk.until) throw new SetsLimit('work', 'no point was found in time');
  if (form === undefined) {
    const values = multiplied(conds, forms, known, walk.until);
    if (values !== null) yield values;
    return;
  }
  let least = minimum(conds, form, known, walk.until);
  if (least === null) {
    if (i === 0) throw new SetsLimit('unbounded', 'the objective has no minimum');
    yield* outwards(conds, forms, walk, i);
    return;
  }
  for (;;) {
    const value = constant(numeratorAt(form, least));
    yield* ascending([...conds, equals(form, value)], forms, walk, i + 1, least);
    const above = [...conds, atLeast(sub(form, constant(1n)), value)];
    const next = solve(above, walk.until);
    if (next === null) return;
    least = minimum(above, form, next, walk.until) ?? next;
  }
}

/**
 * The point itself where the products of the names that `forms` fixed are what they should be; else a point where they
 * are, or null if there is none. Until then a product was an unknown of its own.
 */
function multiplied(
  conds: readonly Cond[],
  forms: readonly Poly[],
  values: Values,
  until: number,
): Values | null {
  const names = new Map(
    forms.flatMap((form) => {
      const [only] = form.terms;
      return form.terms.length === 1 && only !== undefined && !only.key.includes('*')
        ? [[only.key, numeratorAt(variable(only.key), values)] as const]
        : [];
    }),
  );
  const exact: Cond[] = [];
  for (const key of values.keys()) {
    if (!key.includes('*') || !namesOfKey(key).every((name) => names.has(name))) continue;
    const product = factorsOfKey(key).reduce(
      (p, factor) => p * factorAt(factor, (name) => names.get(name) ?? 0n),
      1n,
    );
    if (values.get(key) !== product)
      exact.push(equals(factorsOfKey(key).map(variable).reduce(mul), constant(product)));
  }
  return exact.length === 0 ? values : solve([...conds, ...exact], until);
}

/** As `ascending`, for a form unbounded below: 0, 1, -1, 2, … */
function* outwards(conds: readonly Cond[], forms: readonly Poly[], walk: Walk, i: number): Generator<Values> {
  const form = forms[i] as Poly;
  let up = atLeastFrom(conds, form, 0n, walk.until);
  let down = atLeastFrom(conds, neg(form), 1n, walk.until);
  while (up !== null || down !== null) {
    const above = up === null ? null : numeratorAt(form, up);
    const below = down === null ? null : -numeratorAt(form, down);
    const rising = above !== null && (below === null || above <= below);
    const point = (rising ? up : down) as Values;
    const value = numeratorAt(form, point);
    yield* ascending([...conds, equals(form, constant(value))], forms, walk, i + 1, point);
    if (rising) up = atLeastFrom(conds, form, value + 1n, walk.until);
    else down = atLeastFrom(conds, neg(form), 1n - value, walk.until);
  }
}

/** The point where form is least among those where it is at least `least`. */
function atLeastFrom(conds: readonly Cond[], form: Poly, least: bigint, until: number): Values | null {
  const above = [...conds, atLeast(form, constant(least))];
  const known = solve(above, until);
  return known === null ? null : minimum(above, form, known, until);
}

/** A point where the form is least, found by descent from a known point; null when it has no minimum. */
function minimum(conds: readonly Cond[], form: Poly, known: Values, until: number): Values | null {
  const under = (bound: bigint): Values | null => solve([...conds, atMost(form, constant(bound))], until);
  let best = known;
  let value = numeratorAt(form, best);
  let low = value;
  for (let tries = 0, step = 1n; ; tries++, step *= 2n) {
    // Where names are multiplied, what has no minimum need not have a direction in which it falls.
    if (tries > mostDoublings) return null;
    low = value - step;
    const next = under(low);
    if (next === null) break;
    best = next;
    value = numeratorAt(form, best);
    if (tries >= 2 && fallsForever(conds, form, best, until)) return null;
  }
  // No point has form ≤ low, and best has form = value.
  while (value - low > 1n) {
    const middle = (value + low) >> 1n;
    const next = under(middle);
    if (next === null) low = middle;
    else {
      best = next;
      value = numeratorAt(form, best);
    }
  }
  return best;
}

/** Whether the polyhedron of the comparisons that hold at the point has a direction in which the form falls. */
function fallsForever(conds: readonly Cond[], form: Poly, values: Values, until: number): boolean {
  const directions = conds.flatMap((cond) => comparisons(cond, true, values));
  return satisfiable([...directions, atMost(withoutConstant(form), constant(-1n))], until);
}

/** The comparisons, without constants, by which cond (or its negation) holds at the point. */
function comparisons(cond: Cond, positive: boolean, values: Values): readonly Cond[] {
  switch (cond.tag) {
    case 'ge': {
      const form = withoutConstant(cond.form);
      return [atLeast(positive ? form : neg(form), constant(0n))];
    }
    case 'eq': {
      const form = withoutConstant(cond.form);
      if (positive) return [equals(form, constant(0n))];
      return [atLeast(numeratorAt(cond.form, values) > 0n ? form : neg(form), constant(0n))];
    }
    case 'div':
      return []; // multiples of a direction keep every remainder
    case 'not':
      return comparisons(cond.arg, !positive, values);
    case 'and':
    case 'or': {
      if ((cond.tag === 'and') === positive)
        return cond.args.flatMap((arg) => comparisons(arg, positive, values));
      const arg = cond.args.find((a) => satisfies(a, values) === positive);
      return arg === undefined ? [] : comparisons(arg, positive, values);
    }
  }
}

function withoutConstant(form: Poly): Poly {
  const last = form.terms.find((t) => t.key === '');
  return last === undefined ? form : sub(form, constant(last.coef, form.den));
}
