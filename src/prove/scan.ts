// Small sizes, one after another: where the procedure does not decide, or before it is asked, a difference may turn up.

import { Budget, NoValue } from '../kernel/budget.js';
import { Comparison } from '../kernel/compare.js';
import { type Assignment, integerAt } from '../kernel/evaluate.js';
import { type Cond, holds } from '../term/cond.js';
import { type Context, leastValue } from '../term/context.js';
import { boundsOf } from '../term/env.js';
import { namesOf, namesOfKey } from '../term/poly.js';
import type { Scalar } from '../term/term.js';
import type { Order } from './counterexample.js';

/** What a scan of small sizes found. */
export interface Scan {
  readonly point: Assignment | null;
  /** Every total size up to this one was looked at. */
  readonly upTo: number;
  /** At how many points the sides were compared. */
  readonly visited: number;
  /** Whether the indices had all their values at the sizes that were looked at. */
  readonly complete: boolean;
}

/** What a scan may do. */
export interface ScanLimits {
  /** Points at which the sides are compared. */
  readonly points: number;
  /** Terms that a comparison may take. */
  readonly terms: number;
  /** Whether points at which a side has no value are passed over. */
  readonly lenient?: boolean;
  readonly deadline: number;
}

/** Total sizes looked at, from the smallest on. */
const mostTotals = 13;
/** A size that is looked at beside others of 1 or 2. */
const mostAlone = 24n;
/** So many sizes at most may be beside it. */
const mostBeside = 4;

/**
 * Tries all sizes in the order of their total, and all indices at each, for a difference. It settles nothing but
 * refutations; sizes that are not square come first among those of one total.
 *
 * @throws NoValue where a side has no value, or one of too many terms
 */
export function scan(
  context: Context,
  hyps: readonly Cond[],
  left: Scalar,
  right: Scalar,
  { sizes: sizeNames, indices }: Order,
  { points, terms, deadline, lenient = false }: ScanLimits,
): Scan {
  const differ = (at: Assignment): boolean => {
    try {
      return !new Comparison(context.env, left, right, at, new Budget(terms, deadline)).equal();
    } catch (error) {
      if (lenient && error instanceof NoValue) return false;
      throw error;
    }
  };
  const onSizes = aboutSizes(hyps, sizeNames);
  const others = hyps.filter((cond) => !onSizes.includes(cond));
  const first = sizeNames.length;
  const last = first === 0 ? 0 : first + mostTotals - 1;
  let visited = 0;
  let complete = true;
  for (const { sizes, total } of sizesUpTo(sizeNames, last, hyps)) {
    if (Date.now() > deadline) return { point: null, upTo: total - 1, visited, complete };
    if (!meets(sizes, onSizes)) continue;
    for (const { at, all } of withIndices(context, sizes, indices, total + 1, others)) {
      complete &&= all;
      if (visited >= points || Date.now() > deadline)
        return { point: null, upTo: total - 1, visited, complete };
      visited++;
      if (differ(at)) return { point: at, upTo: total, visited, complete };
    }
  }
  // What is wrong in one of many residue classes may be right at all sizes so far.
  for (const sizes of elongated(sizeNames, last)) {
    if (!meets(sizes, onSizes)) continue;
    for (const { at } of withIndices(context, sizes, indices, last + 1, others)) {
      if (visited >= points || Date.now() > deadline) break;
      visited++;
      if (differ(at)) return { point: at, upTo: last, visited, complete };
    }
  }
  return { point: null, upTo: last, visited, complete };
}

/** Sizes that add up to more than `total`, one of them large and all others 1 or 2. */
function* elongated(names: readonly string[], total: number): Generator<Assignment> {
  if (names.length - 1 > mostBeside) return;
  for (let large = 1n; large <= mostAlone; large++)
    for (const name of names) {
      const others = names.filter((other) => other !== name);
      for (let kind = 0; kind < 2 ** others.length; kind++) {
        const beside = others.map((other, i) => [other, kind & (1 << i) ? 2n : 1n] as const);
        const sizes = new Map([[name, large], ...beside]);
        const sum = names.reduce((all, each) => all + Number(sizes.get(each)), 0);
        if (sum > total) yield sizes;
      }
    }
}

/** The conditions that mention sizes only. */
export function aboutSizes(conds: readonly Cond[], sizes: readonly string[]): readonly Cond[] {
  const names = new Set(sizes);
  return conds.filter((cond) => mentionsOnly(cond, names));
}

/** Whether the conditions hold at a point that has values for all their names. */
export function meets(at: Assignment, conds: readonly Cond[]): boolean {
  return conds.every((cond) => holds(cond, (form) => integerAt(form, at)));
}

function mentionsOnly(cond: Cond, names: ReadonlySet<string>): boolean {
  switch (cond.tag) {
    case 'and':
    case 'or':
      return cond.args.every((arg) => mentionsOnly(arg, names));
    case 'not':
      return mentionsOnly(cond.arg, names);
    default:
      return cond.form.terms.every((t) => namesOfKey(t.key).every((n) => names.has(n)));
  }
}

/** All sizes up to a total, by their total. */
export function* sizesUpTo(
  names: readonly string[],
  most: number,
  hyps: readonly Cond[] = [],
): Generator<{ readonly sizes: Assignment; readonly total: number }> {
  // Without names there is one point.
  const last = names.length === 0 ? Math.min(most, 0) : most;
  const begins = names.map((name) => 1 - leastValue(name, hyps));
  const below = begins.reduce((sum, each) => sum + each, 0);
  for (let total = names.length - below; total <= last; total++)
    for (const sizes of compositions(names, total + below)) {
      const shifted = names.map(
        (name, i) => [name, (sizes.get(name) ?? 1n) - BigInt(begins[i] ?? 0)] as const,
      );
      yield { sizes: below === 0 ? sizes : new Map(shifted), total };
    }
}

/** All ways to write `total` as a sum of positive sizes. */
export function* compositions(names: readonly string[], total: number): Generator<Assignment> {
  const [name, ...rest] = names;
  if (name === undefined) {
    yield new Map();
    return;
  }
  if (rest.length === 0) {
    yield new Map([[name, BigInt(total)]]);
    return;
  }
  for (let value = 1; value <= total - rest.length; value++) {
    for (const others of compositions(rest, total - value)) yield new Map([[name, BigInt(value)], ...others]);
  }
}

/** Values for sizes and indices, and whether the indices had all of theirs. */
interface Indexed {
  readonly at: Assignment;
  readonly all: boolean;
}

/** The points with values for the names that meet the conditions, each of which is looked at once it can be. */
function* withIndices(
  context: Context,
  at: Assignment,
  names: readonly string[],
  most: number,
  conds: readonly Cond[],
  all = true,
): Generator<Indexed> {
  const [name, ...rest] = names;
  if (name === undefined) {
    if (meets(at, conds)) yield { at, all };
    return;
  }
  const known = new Set([...at.keys(), name]);
  const now = conds.filter((cond) => mentionsOnly(cond, known));
  const later = conds.filter((cond) => !now.includes(cond));
  const range = rangeOf(context, name, at);
  const values = range === null ? outwards(most) : upTo(range.lo, range.hi ?? range.lo + endless(most));
  for (const value of values) {
    const next = new Map(at).set(name, value);
    if (meets(next, now)) yield* withIndices(context, next, rest, most, later, all && range?.hi != null);
  }
}

/** The range of an index where its bounds have values; null if it has none. */
function rangeOf(
  context: Context,
  name: string,
  at: Assignment,
): { readonly lo: bigint; readonly hi: bigint | null } | null {
  const index = context.indices.find((declared) => declared.name === name);
  if (index == null || index.lo === null) return null;
  const known = boundsOf([index]).every((bound) => [...namesOf(bound)].every((n) => at.has(n)));
  if (!known) return null;
  return { lo: integerAt(index.lo, at), hi: index.hi === null ? null : integerAt(index.hi, at) };
}

/** How far an index is followed that has a first value and no last one. */
function endless(most: number): bigint {
  return BigInt(Math.max(24, 2 * most));
}

function* upTo(lo: bigint, hi: bigint): Generator<bigint> {
  for (let value = lo; value <= hi; value++) yield value;
}

/** 0, 1, -1, 2, -2, …: an index without a range may be anything. */
function* outwards(most: number): Generator<bigint> {
  for (let value = 0; value <= 2 * most; value++)
    yield BigInt(value % 2 === 1 ? (value + 1) / 2 : -value / 2);
}
