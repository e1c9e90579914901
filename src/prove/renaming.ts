// Fresh names for the indices of a sum: the kernel wants different ones on the two sides of a reindexing.

import { substituteCond } from '../term/cond.js';
import { type Poly, substitute, variable } from '../term/poly.js';
import { type Binder, binder } from '../term/term.js';
import { type Flat, substituteBody } from './flat.js';
import type { Scope } from './scope.js';

/** Bound names, each with the name that it gets. */
export type Renaming = ReadonlyMap<string, string>;

/** Names that occur nowhere yet. */
export function freshNames({ search }: Scope, binders: readonly Binder[]): Renaming {
  return new Map(binders.map(({ name }) => [name, search.fresh(name)]));
}

/** The new names as what is put in the place of the old ones. */
export function variablesOf(names: Renaming): ReadonlyMap<string, Poly> {
  return new Map([...names].map(([old, fresh]) => [old, variable(fresh)]));
}

/** The same flat term with other bound names. */
export function renamed(flat: Flat, names: Renaming): Flat {
  const by = variablesOf(names);
  return {
    binders: flat.binders.map(({ name, lo, hi }) =>
      binder(names.get(name) ?? name, substitute(lo, by), substitute(hi, by)),
    ),
    guard: flat.guard.map((cond) => substituteCond(cond, by)),
    ...substituteBody(flat, by),
  };
}
