// Points at which a monomial such as `S*k` is the product of its names' values. The Omega test takes it for an unknown
// of its own; once S has a value, S*k is linear in k, and the test says whether there is such a k. Where there is one, no
// product of lines tells more: all of them hold there.

import {
  constant,
  factorsOfKey,
  type Poly,
  quotientOf,
  replaceFactor,
  scale,
  sub,
  variable,
} from '../term/poly.js';
import type { Line, LinearSystem } from './certificate.js';

type Values = ReadonlyMap<string, bigint>;

/** Values of the unknowns of a system, each monomial being one; null where none are found. */
export type Solve = (system: LinearSystem) => Values | null;

/** Systems that one search may ask about. */
const mostAsked = 24;
/** Values that a name is tried at, and those of them that come one after the other. */
const mostValues = 7;
const dense = 4;

/**
 * Values of names and monomials at which the system holds, each monomial being the product of its factors; null where
 * the first few choices have none. `known` are values at which it holds if monomials are unknowns.
 */
export function genuinePoint(system: LinearSystem, known: Values, solve: Solve): Values | null {
  const keys = new Set(system.flatMap(({ form }) => form.terms.map(({ key }) => key)));
  let left = mostAsked;
  const ask: Solve = (question) => (--left < 0 ? null : solve(question));
  const from = (here: LinearSystem, fixed: Values, values: Values): Values | null => {
    const point = new Map([...values, ...fixed]);
    if (agrees(here, point)) return withProducts(keys, point);
    const name = mostMultiplied(here);
    if (name === null) return null;
    for (const value of valuesOf(here, name, values, ask)) {
      const next = at(here, name, value);
      const found = ask(next);
      const deeper = found && from(next, new Map([...fixed, [name, value]]), found);
      if (deeper !== null) return deeper;
    }
    return null;
  };
  return from(system, new Map(), known);
}

/** The value of a name where products are unknowns, then greater ones that it may have there, then smaller ones. */
function* valuesOf(system: LinearSystem, name: string, values: Values, ask: Solve): Generator<bigint> {
  const first = values.get(name) ?? 1n;
  yield first;
  for (const sign of [1n, -1n]) {
    let last = first * sign;
    for (let i = 1; i < mostValues; i++) {
      const least = i < dense || last < 1n ? last + 1n : 2n * last;
      const form = sub(scale(variable(name), sign), constant(least));
      const next = ask([...system, { form, kind: 'ge' }])?.get(name);
      if (next === undefined) break;
      yield next;
      last = next * sign;
    }
  }
}

/** Whether each product has the value that its factors' values give it. */
function agrees(system: LinearSystem, values: Values): boolean {
  return system.every(({ form }) =>
    form.terms.every(({ key }) => !key.includes('*') || values.get(key) === productOf(key, values)),
  );
}

function productOf(key: string, values: Values): bigint {
  return factorsOfKey(key).reduce((product, factor) => product * (values.get(factor) ?? 0n), 1n);
}

/** Values of all the monomials, those of names being given. */
function withProducts(keys: ReadonlySet<string>, values: Values): Values {
  const all = new Map<string, bigint>();
  for (const key of keys) {
    if (key === '') continue;
    for (const factor of factorsOfKey(key)) all.set(factor, values.get(factor) ?? 0n);
    all.set(key, productOf(key, values));
  }
  return all;
}

/** The name that stands in most products, quotients aside if there are others; null where nothing is multiplied. */
function mostMultiplied(system: LinearSystem): string | null {
  const counts = new Map<string, number>();
  const products = new Set(
    system.flatMap(({ form }) => form.terms.flatMap(({ key }) => (key.includes('*') ? [key] : []))),
  );
  for (const key of products)
    for (const factor of factorsOfKey(key))
      counts.set(factor, (counts.get(factor) ?? 0) + (quotientOf(factor) === undefined ? 1000 : 1));
  let best: string | null = null;
  for (const [name, count] of counts) if (best === null || count > (counts.get(best) ?? 0)) best = name;
  return best;
}

/** The system where a name has a value. */
function at(system: LinearSystem, name: string, value: bigint): LinearSystem {
  const by = constant(value);
  return system.map((line): Line => {
    const form: Poly = line.form.terms.some(({ key }) => factorsOfKey(key).includes(name))
      ? replaceFactor(line.form, name, by)
      : line.form;
    return form === line.form ? line : { form, kind: line.kind };
  });
}
