// When two formulas are one line of a derivation to a reader: where they differ in nothing that is called a step.

import { and, type Cond, condKey, conjuncts, constantTruth } from '../term/cond.js';
import { termKey } from '../term/key.js';
import { equal, namesOf, neg, numerator, type Poly, scale, sub, substitute, variable } from '../term/poly.js';
import { substScalar } from '../term/subst.js';
import {
  add,
  apply,
  binder,
  diff,
  isTensor,
  iverson,
  line,
  mul,
  pow,
  reduce,
  type Scalar,
} from '../term/term.js';

/**
 * A text that tidy formulas share which differ in bound names alone, or in the order of factors, terms and conditions, or
 * in how ∂f(Z)/∂Z_<k> is written.
 */
export function lineKey(tidied: Scalar): string {
  return termKey(sortedTerm(tidied));
}

/** A formula with bound names by their depth, and parts in an order of their own. */
export function sortedTerm(term: Scalar): Scalar {
  return sorted(term, 0);
}

function sorted(term: Scalar, depth: number): Scalar {
  const within = (part: Scalar): Scalar => sorted(part, depth);
  switch (term.tag) {
    case 'add':
      return add(byKey(term.args.map(within)));
    case 'mul': {
      const parts = term.args.flatMap((arg) => (arg.tag === 'mul' ? arg.args : [arg]));
      return mul(byKey(parts.map(within).filter((part) => !isTrue(part))));
    }
    case 'pow':
      return pow(within(term.base), term.exponent);
    case 'iverson': {
      const { cond } = term;
      if (cond.tag !== 'and') return constantTruth(cond) === true ? iverson(and([])) : term;
      const open = cond.args.filter((part) => constantTruth(part) !== true);
      return iverson(and([...open].sort((a, b) => (condKey(a) < condKey(b) ? -1 : 1))));
    }
    case 'apply':
      return apply(
        term.fn,
        term.args.map((arg) => (isTensor(arg) ? arg : within(arg))),
        term.by,
      );
    case 'diff':
      return partialOf(term) ?? diff(within(term.of), term.tensor, term.at);
    case 'line': {
      const name = `$${depth}`;
      const body = substScalar(term.body, new Map([[term.name, variable(name)]]));
      return line(term.over, name, sorted(body, depth + 1));
    }
    case 'reduce': {
      const single = onlySummand(term);
      if (single !== null) return within(single);
      const names = new Map<string, Poly>();
      const binders = term.binders.map(({ name, lo, hi }, i) => {
        const range = binder(`$${depth + i}`, substitute(lo, names), substitute(hi, names));
        names.set(name, variable(range.name));
        return range;
      });
      const body = sorted(substScalar(term.body, names), depth + binders.length);
      // A sum of sums is written like one sum over all indices.
      return body.tag === 'reduce' && body.op === term.op
        ? reduce(term.op, [...binders, ...body.binders], body.body)
        : reduce(term.op, binders, body);
    }
    default:
      return term;
  }
}

/**
 * The summand of a sum over one point, where a derivative of a function is among its factors: the chain rule for an entry
 * by which is differentiated itself, ∑ ∂f(Z)/∂Z_<k> [k = m], which everybody reads as ∂f(Z)/∂Z_<m>.
 */
function onlySummand({ op, binders, body }: Scalar & { tag: 'reduce' }): Scalar | null {
  const factors = body.tag === 'mul' ? body.args : [body];
  const bound = new Set(binders.map(({ name }) => name));
  const isBound = (poly: Poly): boolean => [...namesOf(poly)].some((name) => bound.has(name));
  const isPartial = factors.some(
    (factor) => factor.tag === 'apply' && factor.by.some(({ at }) => at.some(isBound)),
  );
  if (op !== 'sum' || !isPartial) return null;
  const conds = factors.flatMap((factor) => (factor.tag === 'iverson' ? conjuncts(factor.cond) : []));
  const values = new Map<string, Poly>();
  for (const cond of conds) {
    if (cond.tag !== 'eq') continue;
    const name = [...namesOf(cond.form)].find((each) => bound.has(each));
    if (name === undefined || values.has(name)) continue;
    const coefficient = numerator(cond.form, name);
    const value = sub(variable(name), scale(cond.form, coefficient));
    const isSolved = coefficient === 1n || coefficient === -1n;
    if (isSolved && !isBound(value)) values.set(name, value);
  }
  return values.size === bound.size ? substScalar(body, values) : withoutDouble({ op, binders, body }, conds);
}

/** ∑ over k and p of ∂f(Z)/∂Z_<k> w_<p> [k = p] with one of the two letters; null where no two are equal. */
function withoutDouble(
  { op, binders, body }: Pick<Scalar & { tag: 'reduce' }, 'op' | 'binders' | 'body'>,
  conds: readonly Cond[],
): Scalar | null {
  for (const { name, lo, hi } of binders) {
    const twin = binders.find(
      (other) =>
        other.name !== name &&
        equal(other.lo, lo) &&
        equal(other.hi, hi) &&
        conds.some((cond) => cond.tag === 'eq' && isDifference(cond.form, name, other.name)),
    );
    if (twin === undefined) continue;
    const rest = binders.filter((range) => range.name !== name);
    if (rest.some((range) => [...namesOf(range.lo), ...namesOf(range.hi)].includes(name))) continue;
    return reduce(op, rest, substScalar(body, new Map([[name, variable(twin.name)]])));
  }
  return null;
}

function isDifference(form: Poly, a: string, b: string): boolean {
  const difference = sub(variable(a), variable(b));
  return equal(form, difference) || equal(form, neg(difference));
}

/** The derivative of f(Z) by an entry of Z itself, as f'_<k>(Z). */
function partialOf({ of, tensor, at }: Scalar & { tag: 'diff' }): Scalar | null {
  if (of.tag !== 'apply') return null;
  const places = of.args.flatMap((arg, i) =>
    isTensor(arg) && arg.tag === 'tensor' && arg.name === tensor ? [i] : [],
  );
  const [arg] = places;
  return arg === undefined || places.length > 1 || of.args.length > 1
    ? null
    : apply(of.fn, of.args, [...of.by, { arg, at }]);
}

function isTrue(term: Scalar): boolean {
  return term.tag === 'iverson' && conjuncts(term.cond).length === 0;
}

function byKey(parts: readonly Scalar[]): readonly Scalar[] {
  return parts
    .map((part) => [termKey(part), part] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, part]) => part);
}
