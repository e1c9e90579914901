// Conditions on integers: affine comparisons, divisibility, and their boolean combinations.
// The Iverson bracket of a condition, [c], is a scalar that is 1 where c holds and 0 elsewhere.

import {
  add,
  constant,
  integerValue,
  isZero,
  namesOf,
  neg,
  type Poly,
  polyKey,
  scale,
  show,
  sub,
  substitute,
} from './poly.js';

export type Cond =
  /** form ≥ 0 */
  | { readonly tag: 'ge'; readonly form: Poly }
  /** form = 0 */
  | { readonly tag: 'eq'; readonly form: Poly }
  /** divisor divides form; divisor ≥ 1 */
  | { readonly tag: 'div'; readonly divisor: bigint; readonly form: Poly }
  | { readonly tag: 'and'; readonly args: readonly Cond[] }
  | { readonly tag: 'or'; readonly args: readonly Cond[] }
  | { readonly tag: 'not'; readonly arg: Cond };

export const always: Cond = Object.freeze({ tag: 'and', args: Object.freeze([]) });
export const never: Cond = Object.freeze({ tag: 'or', args: Object.freeze([]) });

/** a ≥ b */
export function atLeast(a: Poly, b: Poly): Cond {
  return nonNegative(sub(a, b));
}

/** a ≤ b */
export function atMost(a: Poly, b: Poly): Cond {
  return atLeast(b, a);
}

/** a < b, for integers a + 1 ≤ b */
export function below(a: Poly, b: Poly): Cond {
  return atLeast(b, add(a, constant(1n)));
}

/** a = b */
export function equals(a: Poly, b: Poly): Cond {
  return vanishes(sub(a, b));
}

/** divisor | form; a form num/den is an integer multiple of d exactly when d·den divides num. */
export function divides(divisor: bigint, form: Poly): Cond {
  if (divisor < 1n) throw new RangeError('a divisor must be positive');
  const whole = divisor * form.den;
  return whole === 1n ? always : Object.freeze({ tag: 'div', divisor: whole, form: scale(form, form.den) });
}

/** form ≥ 0, multiplied out. */
export function nonNegative(form: Poly): Cond {
  return Object.freeze({ tag: 'ge', form: scale(form, form.den) });
}

/** form = 0, multiplied out; of form and -form the one whose first name counts positively, so that a = b is b = a. */
export function vanishes(form: Poly): Cond {
  const first = form.terms.find((t) => t.key !== '') ?? form.terms[0];
  const sign = first !== undefined && first.coef < 0n ? -1n : 1n;
  return Object.freeze({ tag: 'eq', form: scale(form, sign * form.den) });
}

/** Nested conjunctions are flattened and repetitions dropped; `and([])` is `always`. */
export function and(args: readonly Cond[]): Cond {
  const flat: Cond[] = [];
  const seen = new Set<string>();
  for (const arg of args.flatMap((c) => (c.tag === 'and' ? c.args : [c]))) {
    const key = condKey(arg);
    if (!seen.has(key)) {
      seen.add(key);
      flat.push(arg);
    }
  }
  const single = flat[0];
  return flat.length === 1 && single !== undefined
    ? single
    : flat.length === 0
      ? always
      : Object.freeze({ tag: 'and', args: Object.freeze(flat) });
}

export function or(args: readonly Cond[]): Cond {
  const flat = args.flatMap((c) => (c.tag === 'or' ? c.args : [c]));
  const single = flat[0];
  return flat.length === 1 && single !== undefined
    ? single
    : Object.freeze({ tag: 'or', args: Object.freeze(flat) });
}

/** The negation, carried inwards: only `eq` and `div` are left with a `not` before them. */
export function not(arg: Cond): Cond {
  switch (arg.tag) {
    case 'ge':
      return nonNegative(sub(constant(-1n), scale(arg.form, arg.form.den)));
    case 'and':
      return or(arg.args.map(not));
    case 'or':
      return and(arg.args.map(not));
    case 'not':
      return arg.arg;
    default:
      return Object.freeze({ tag: 'not', arg });
  }
}

/** The parts of a conjunction; a single condition is a conjunction of one. */
export function conjuncts(cond: Cond): readonly Cond[] {
  return cond.tag === 'and' ? cond.args : [cond];
}

export function substituteCond(cond: Cond, by: ReadonlyMap<string, Poly>): Cond {
  return mapForms(cond, (form) => substitute(form, by));
}

/** The condition about other index expressions. */
export function mapForms(cond: Cond, map: (form: Poly) => Poly): Cond {
  switch (cond.tag) {
    case 'ge':
      return nonNegative(map(cond.form));
    case 'eq':
      return vanishes(map(cond.form));
    case 'div':
      return divides(cond.divisor, map(cond.form));
    case 'and':
      return and(cond.args.map((arg) => mapForms(arg, map)));
    case 'or':
      return or(cond.args.map((arg) => mapForms(arg, map)));
    case 'not':
      return not(mapForms(cond.arg, map));
  }
}

export function namesOfCond(cond: Cond): Set<string> {
  switch (cond.tag) {
    case 'ge':
    case 'eq':
    case 'div':
      return namesOf(cond.form);
    case 'and':
    case 'or':
      return new Set(cond.args.flatMap((arg) => [...namesOfCond(arg)]));
    case 'not':
      return namesOfCond(cond.arg);
  }
}

/** Whether the condition holds at given integers; the forms must be integral. */
export function holds(cond: Cond, value: (form: Poly) => bigint): boolean {
  switch (cond.tag) {
    case 'ge':
      return value(cond.form) >= 0n;
    case 'eq':
      return value(cond.form) === 0n;
    case 'div':
      return value(cond.form) % cond.divisor === 0n;
    case 'and':
      return cond.args.every((arg) => holds(arg, value));
    case 'or':
      return cond.args.some((arg) => holds(arg, value));
    case 'not':
      return !holds(cond.arg, value);
  }
}

/** True or false when no name decides it, else null. */
export function constantTruth(cond: Cond): boolean | null {
  switch (cond.tag) {
    case 'ge': {
      const value = integerValue(cond.form);
      return value === null ? null : value >= 0n;
    }
    case 'eq': {
      const value = integerValue(cond.form);
      return isZero(cond.form) ? true : value === null ? null : value === 0n;
    }
    default:
      return null;
  }
}

/** A text that is equal exactly for conditions equal as data. */
export function condKey(cond: Cond): string {
  switch (cond.tag) {
    case 'ge':
      return `(${polyKey(cond.form)}>=0)`;
    case 'eq':
      return `(${polyKey(cond.form)}=0)`;
    case 'div':
      return `(${cond.divisor}|${polyKey(cond.form)})`;
    case 'and':
      return `(&${cond.args.map(condKey).join('')})`;
    case 'or':
      return `(or${cond.args.map(condKey).join('')})`;
    case 'not':
      return `(!${condKey(cond.arg)})`;
  }
}

/** Native text: `k <= M`, `i = 2k`, `2 divides i-m`. */
export function showCond(cond: Cond): string {
  switch (cond.tag) {
    case 'ge':
      return comparison(cond.form, '<=');
    case 'eq':
      return comparison(cond.form, '=');
    case 'div':
      return `${cond.divisor} divides ${show(cond.form)}`;
    case 'and':
      return cond.args.length === 0
        ? '0 = 0'
        : cond.args.map((arg) => (arg.tag === 'or' ? `(${showCond(arg)})` : showCond(arg))).join(' and ');
    case 'or':
      return cond.args.length === 0
        ? '0 = 1'
        : cond.args.map((arg) => (arg.tag === 'and' ? `(${showCond(arg)})` : showCond(arg))).join(' or ');
    case 'not':
      return cond.arg.tag === 'eq' ? comparison(cond.arg.form, '!=') : `not (${showCond(cond.arg)})`;
  }
}

/** form ≥ 0 as `negative part <= positive part`, form = 0 as `positive part = negative part`: as a person writes it. */
function comparison(form: Poly, relation: '<=' | '=' | '!='): string {
  const part = (positive: boolean): Poly => ({
    den: form.den,
    terms: form.terms.filter((t) => t.coef > 0n === positive),
  });
  const sides = [show(part(true)), show(neg(part(false)))];
  return (relation === '<=' ? sides.reverse() : sides).join(` ${relation} `);
}
