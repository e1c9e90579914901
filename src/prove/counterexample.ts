// Counterexamples: the smallest sizes and indices at which two sides differ, and what the sides are there.

import type { Budget } from '../kernel/budget.js';
import { type Assignment, expand } from '../kernel/evaluate.js';
import { type Polynomial, subtract } from '../kernel/packed.js';
import { smallestWhere } from '../sets/index.js';
import { type Cond, namesOfCond, nonNegative, not, or } from '../term/cond.js';
import type { Context } from '../term/context.js';
import { add, evaluate, namesOf, namesOfKey, type Poly, variable, zero } from '../term/poly.js';
import type { Scalar } from '../term/term.js';
import type { Region } from './cells.js';
import { type ShownTerm, showNumber, shownTerms, showTerms } from './polynomial.js';
import { Outside } from './scope.js';

/** A point at which the sides differ, as it is shown: the values of sizes and indices, and both sides written out there. */
export interface Counterexample {
  /** Numbers; beyond 2^53 their digits. */
  readonly sizes: Readonly<Record<string, number | string>>;
  readonly indices: Readonly<Record<string, number | string>>;
  /** Of a claim about maxima: numbers for the entries of its tensors, as a matrix is written. */
  readonly values?: Readonly<Record<string, string>>;
  /** For matrices of numbers: the first cell that differs. */
  readonly cell?: readonly number[];
  /** For tensors: those of the indices that say which entry differs. */
  readonly place?: readonly string[];
  /** For tensors of different shapes these, `2×1`: then there is no entry to compare, and the sides are the shapes. */
  readonly shapes?: { readonly left: string; readonly right: string };
  readonly left: string;
  readonly right: string;
  readonly difference: string;
  /** Of the monomials whose coefficients differ the first, 1 for a number alone, with how often each side has it. */
  readonly monomial: { readonly text: string; readonly left: string; readonly right: string } | null;
}

/** The order in which points are compared: total size, then each size, then each index. */
export interface Order {
  readonly sizes: readonly string[];
  readonly indices: readonly string[];
}

/** What makes one choice of sizes smaller than another: M + N + …. */
export function totalOf(sizes: readonly string[]): Poly {
  return sizes.reduce<Poly>((sum, size) => add(sum, variable(size)), zero);
}

const scanLimit = 400;

/** A point at which the sides differ, and whether it is certain that no smaller one is. */
export interface Smallest {
  readonly point: Assignment;
  readonly sure: boolean;
}

/** The smallest point of any region. Throws Outside when none of the first points of a region tells the sides apart. */
export function smallestPoint(regions: readonly Region[], order: Order, deadline: number): Smallest {
  const objective = totalOf(order.sizes);
  let best: Assignment | null = null;
  let sure = true;
  for (const { conds: given, rest } of regions) {
    const names = [...order.sizes, ...order.indices];
    const conds = mentioning(given, [...namesOf(rest)]);
    const differs = (p: Assignment): boolean => evaluate(rest, (n) => p.get(n) ?? 0n).num !== 0n;
    const all = [...new Set([...names, ...namesOf(rest), ...multipliedIn(conds)])];
    const { point, why } = smallestWhere(conds, objective, all, differs, scanLimit, deadline);
    if (point === null || !point.reliable) {
      sure &&= why === 'exhausted';
      continue;
    }
    const full = withAll(point, names);
    if (best === null || comparePoints(full, best, order) < 0) best = full;
  }
  if (best === null)
    throw new Outside('the sides differ in form, but no sizes were found at which they differ in value');
  return { point: best, sure };
}

/** The names that stand in products: only with values of their own are the products theirs. */
function multipliedIn(conds: readonly Cond[]): readonly string[] {
  return conds.flatMap((cond) => {
    switch (cond.tag) {
      case 'and':
      case 'or':
        return multipliedIn(cond.args);
      case 'not':
        return multipliedIn([cond.arg]);
      default:
        return cond.form.terms.flatMap(({ key }) => (key.includes('*') ? namesOfKey(key) : []));
    }
  });
}

/** The conditions, with every name in them, so that points give each a value: k >= 0 or k < 0 says nothing else. */
function mentioning(conds: readonly Cond[], names: readonly string[]): readonly Cond[] {
  const present = new Set(conds.flatMap((cond) => [...namesOfCond(cond)]));
  const absent = names.filter((name) => !present.has(name));
  return [
    ...conds,
    ...absent.map((name) => or([nonNegative(variable(name)), not(nonNegative(variable(name)))])),
  ];
}

/** The point with a value for every name; what no condition mentions may be anything. */
export function withAll(point: Assignment, names: readonly string[]): Assignment {
  return new Map([...names.map((name) => [name, 0n] as const), ...point]);
}

/** Which of two points comes first: by total size, then size by size, then index by index. */
export function comparePoints(a: Assignment, b: Assignment, { sizes, indices }: Order): number {
  const total = (p: Assignment): bigint => sizes.reduce((sum, size) => sum + (p.get(size) ?? 0n), 0n);
  const rows = [
    total(a) - total(b),
    ...[...sizes, ...indices].map((name) => (a.get(name) ?? 0n) - (b.get(name) ?? 0n)),
  ];
  const first = rows.find((d) => d !== 0n) ?? 0n;
  return first < 0n ? -1 : first > 0n ? 1 : 0;
}

/** Both sides written out at a point. */
export function sidesAt(
  context: Context,
  left: Scalar,
  right: Scalar,
  at: Assignment,
  budget: Budget,
): Pick<Counterexample, 'left' | 'right' | 'difference' | 'monomial'> {
  const [a, b] = expand(context.env, [left, right], at, budget) as [Polynomial, Polynomial];
  const [own, other, difference] = [a, b, subtract(a, b)].map(shownTerms) as [Shown, Shown, Shown];
  return {
    left: showTerms(own),
    right: showTerms(other),
    difference: showTerms(difference),
    monomial: differing(own, other, difference),
  };
}

type Shown = readonly ShownTerm[];

/** The first monomial of the difference, and its coefficients. */
function differing(left: Shown, right: Shown, difference: Shown): Counterexample['monomial'] {
  const [first] = difference;
  if (first === undefined) return null;
  const count = (side: Shown): string => {
    const term = side.find(({ monomial }) => monomial === first.monomial);
    return term === undefined ? '0' : showNumber(term.coefficient);
  };
  return { text: first.monomial === '' ? '1' : first.monomial, left: count(left), right: count(right) };
}

/** As a number where that is exact, else as its digits. */
function plain(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

/** The values of those names that have one, in the order of the names. */
export function record(names: readonly string[], at: Assignment): Record<string, number | string> {
  return Object.fromEntries(
    names.filter((name) => at.has(name)).map((name) => [name, plain(at.get(name) as bigint)]),
  );
}
