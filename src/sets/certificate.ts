// Certificates that conditions on integers contradict each other, and the replay that checks them. TRUSTED: the
// kernel believes `refutes`, so nothing here searches. What is believed:
//
//     f ≥ 0, g ≥ 0                  a·f + b·g ≥ 0     for integers a, b ≥ 0  (any sign where the line is f = 0)
//     g·(a·x) + c ≥ 0               a·x + ⌊c/g⌋ ≥ 0   over the integers      (a Chvátal-Gomory cut)
//     g·(a·x) + c = 0, g ∤ c        false
//     f ≥ 0  or  -f - 1 ≥ 0         for every integer form f
//     f ≥ 0, g ≥ 0                  f·g ≥ 0
//     q = ⌊n/d⌋                     d·q ≤ n ≤ d·q + d - 1 where d ≥ 1, and q = 0 where d ≤ 0
//
// By Farkas' lemma with cuts and splits these suffice for what is affine (Schrijver, Theory of Linear and Integer
// Programming, 1986, §7, §23). A monomial such as `S*k` is one more integer unknown, a quotient ⌊n/d⌋ another: less is
// known about them, so no refutation is wrong. Products of lines tell what is needed most of `S*k`.

import { and, atLeast, atMost, type Cond, conjuncts, equals, namesOfCond, not, or } from '../term/cond.js';
import {
  add,
  constant,
  gcd,
  integerValue,
  mul,
  mulKeys,
  neg,
  one,
  type Poly,
  quotientOf,
  quotientsIn,
  scale,
  sub,
  variable,
  zero,
} from '../term/poly.js';
import { SetsLimit } from './limit.js';

/** form ≥ 0 or form = 0; the coefficients of `form` are integers. */
export interface Line {
  readonly form: Poly;
  readonly kind: 'ge' | 'eq';
}

/** Lines that hold together. */
export type LinearSystem = readonly Line[];

/** Adds up multiples of lines; the sum is tightened and becomes the next line. */
export type Step = readonly (readonly [line: number, multiplier: bigint])[];

/**
 * Why a system has no integer point. `farkas`: the last of its steps is a contradiction. `split`: neither on ≥ 0 nor
 * -on - 1 ≥ 0 can be added to the lines; it is numbered after the lines there are. `products`: the products of pairs of
 * lines, numbered after the lines there are, make a contradiction with them.
 */
export type LinearCert =
  | { readonly tag: 'farkas'; readonly steps: readonly Step[] }
  | {
      readonly tag: 'products';
      readonly pairs: readonly (readonly [line: number, line: number])[];
      readonly rest: LinearCert;
    }
  | { readonly tag: 'split'; readonly on: Poly; readonly atLeast: LinearCert; readonly below: LinearCert };

/**
 * Why conditions contradict each other: by the lines of those that have no alternatives, or, for each alternative of
 * condition number `of` of `lineup(conds)`, with its lines too. Lines are numbered in the order of the conditions.
 */
export type Refutation =
  | LinearCert
  | { readonly tag: 'cases'; readonly of: number; readonly refutations: readonly Refutation[] };

/** One condition with more alternatives than this is refused with SetsLimit. */
export const maxAlternatives = 4096;

// A replay stops, and fails, beyond these: numbers multiplied, splits inside each other, size of a number.
const maxWork = 2_000_000;
const maxDepth = 400;
const maxNumber = 1n << 8192n;

/**
 * For each of `lineup(conds)`, in order, the systems of which one must hold.
 *
 * @example choices([x ≠ 0, y ≥ 0]) // [[[x-1 ≥ 0], [-x-1 ≥ 0]], [[y ≥ 0]]]
 * @throws SetsLimit when a condition has more than `maxAlternatives`
 */
export function choices(conds: readonly Cond[]): readonly (readonly LinearSystem[])[] {
  const fresh = freshNames(conds);
  return lineup(conds).map((cond) => alternatives(cond, true, fresh));
}

/** The conjuncts of conds, and after them what is known of the quotients in them. */
export function lineup(conds: readonly Cond[]): readonly Cond[] {
  const given = conds.flatMap((cond) => conjuncts(cond));
  const quotients = new Set<string>();
  for (const cond of given) collectQuotients(cond, quotients);
  return quotients.size === 0 ? given : [...given, ...[...quotients].flatMap(rounding)];
}

function collectQuotients(cond: Cond, into: Set<string>): void {
  switch (cond.tag) {
    case 'ge':
    case 'eq':
    case 'div':
      quotientsIn(cond.form, into);
      return;
    case 'not':
      collectQuotients(cond.arg, into);
      return;
    case 'and':
    case 'or':
      for (const arg of cond.args) collectQuotients(arg, into);
  }
}

/** What makes q the quotient ⌊n/d⌋. */
function rounding(q: string): readonly Cond[] {
  const quotient = quotientOf(q);
  if (quotient === undefined) return [];
  const { num, den } = quotient;
  const least = mul(den, variable(q));
  const between = [atMost(least, num), atMost(num, sub(add(least, den), one))];
  // By a number the quotient is always one.
  if (integerValue(den) !== null) return between;
  return [or([and([atLeast(den, one), ...between]), and([atMost(den, zero), equals(variable(q), zero)])])];
}

/** The alternatives of cond (`positive`) or of its negation. */
function alternatives(cond: Cond, positive: boolean, fresh: () => Poly): readonly LinearSystem[] {
  switch (cond.tag) {
    case 'ge': {
      const f = cleared(cond.form);
      return [[ge(positive ? f : sub(neg(f), one))]];
    }
    case 'eq': {
      const f = cleared(cond.form);
      return positive ? [[eq(f)]] : [[ge(sub(f, one))], [ge(sub(neg(f), one))]];
    }
    case 'div': {
      // d | num/den means num = d·den·q; otherwise a remainder 1 ≤ r ≤ d·den - 1 is left.
      if (cond.divisor < 1n) throw new RangeError('a divisor must be positive');
      const d = cond.divisor * cond.form.den;
      const rest = sub(cleared(cond.form), scale(fresh(), d));
      if (positive) return [[eq(rest)]];
      const r = fresh();
      return [[eq(sub(rest, r)), ge(sub(r, one)), ge(sub(constant(d - 1n), r))]];
    }
    case 'not':
      return alternatives(cond.arg, !positive, fresh);
    case 'and':
    case 'or': {
      const args = cond.args.map((arg) => alternatives(arg, positive, fresh));
      return (cond.tag === 'and') === positive ? product(args) : args.flat();
    }
  }
}

/** One system from each list, joined, in all ways. */
function product(lists: readonly (readonly LinearSystem[])[]): readonly LinearSystem[] {
  let joined: readonly LinearSystem[] = [[]];
  for (const list of lists) {
    if (joined.length * list.length > maxAlternatives)
      throw new SetsLimit('alternatives', `a condition with more than ${maxAlternatives} alternatives`);
    joined = joined.flatMap((system) => list.map((more) => [...system, ...more]));
  }
  return joined;
}

/** Names `#0`, `#1`, … in order, leaving out those that conds already use. */
function freshNames(conds: readonly Cond[]): () => Poly {
  let taken: Set<string> | null = null;
  let next = 0;
  return () => {
    taken ??= new Set(conds.flatMap((cond) => [...namesOfCond(cond)]));
    while (taken.has(`#${next}`)) next++;
    return variable(`#${next++}`);
  };
}

/** form times its denominator: the same sign, integer coefficients. */
function cleared(form: Poly): Poly {
  if (form.den < 1n) throw new RangeError('a denominator must be positive');
  return form.den === 1n ? form : scale(form, form.den);
}

function ge(form: Poly): Line {
  return { form, kind: 'ge' };
}

function eq(form: Poly): Line {
  return { form, kind: 'eq' };
}

/**
 * Whether the refutation shows that no integers satisfy all conds. False, never an exception, for malformed data.
 *
 * @example refutes([x ≥ 1, -x ≥ 0], { tag: 'farkas', steps: [[[0, 1n], [1, 1n]]] }) // true: the sum is -1 ≥ 0
 */
export function refutes(conds: readonly Cond[], refutation: Refutation): boolean {
  try {
    const lists = choices(conds);
    const chosen = lists.map((list) => (list.length === 1 ? (list[0] as LinearSystem) : null));
    return refuted(lists, chosen, refutation, { left: maxWork });
  } catch {
    return false;
  }
}

/**
 * Whether the refutation shows that hyps imply goal: it refutes hyps and not(goal).
 *
 * @example entailedBy([x ≥ 1], x ≥ 0, { tag: 'farkas', steps: [[[0, 1n], [1, 1n]]] }) // true
 */
export function entailedBy(hyps: readonly Cond[], goal: Cond, refutation: Refutation): boolean {
  return refutes([...hyps, not(goal)], refutation);
}

/** Replays a refutation where some conditions have an alternative chosen, the others none (null). */
function refuted(
  lists: readonly (readonly LinearSystem[])[],
  chosen: readonly (LinearSystem | null)[],
  refutation: Refutation,
  work: { left: number },
): boolean {
  if (refutation.tag !== 'cases')
    return contradicts(
      chosen.flatMap((system) => system ?? []),
      refutation,
      work,
      0,
    );
  const { of, refutations } = refutation;
  const list = lists[of];
  work.left -= 1 + chosen.length;
  return (
    work.left >= 0 &&
    list !== undefined &&
    chosen[of] === null &&
    refutations.length === list.length &&
    list.every((system, i) => refuted(lists, chosen.with(of, system), refutations[i] as Refutation, work))
  );
}

/** A line for computing: coefficient by monomial, never 0, the constant apart. */
interface Row {
  readonly coefs: ReadonlyMap<string, bigint>;
  readonly constant: bigint;
  readonly kind: 'ge' | 'eq';
}

type Lines = readonly (Line | Row)[];

function contradicts(
  rows: Lines,
  cert: LinearCert | undefined,
  work: { left: number },
  depth: number,
): boolean {
  work.left -= 1 + rows.length;
  if (cert === undefined || depth > maxDepth || work.left < 0) return false;
  if (cert.tag === 'products') {
    const more = cert.pairs.map(([i, j]) => productOf(rows[i], rows[j], work));
    if (!more.every((row) => row !== null)) return false;
    return contradicts([...rows, ...more], cert.rest, work, depth + 1);
  }
  if (cert.tag === 'split') {
    if (cert.on.den !== 1n) return false;
    const atLeast = rowOfLine({ form: cert.on, kind: 'ge' });
    const negated = new Map([...atLeast.coefs].map(([key, coef]) => [key, -coef]));
    const below: Row = { coefs: negated, constant: -atLeast.constant - 1n, kind: 'ge' };
    return (
      contradicts([...rows, atLeast], cert.atLeast, work, depth + 1) &&
      contradicts([...rows, below], cert.below, work, depth + 1)
    );
  }
  if (cert.tag !== 'farkas' || !Array.isArray(cert.steps)) return false;
  const known = [...rows];
  let last: Row | null = null;
  for (const step of cert.steps) {
    last = combination(known, step, work);
    if (last === null) return false;
    known.push(last);
  }
  if (last === null || last.coefs.size > 0) return false;
  return last.kind === 'ge' ? last.constant < 0n : last.constant !== 0n;
}

/** f·g ≥ 0 from f ≥ 0 and g ≥ 0; f·g = 0 where one of them is 0. */
function productOf(f: Line | Row | undefined, g: Line | Row | undefined, work: { left: number }): Row | null {
  if (f === undefined || g === undefined) return null;
  const [a, b] = ['form' in f ? rowOfLine(f) : f, 'form' in g ? rowOfLine(g) : g];
  work.left -= (1 + a.coefs.size) * (1 + b.coefs.size);
  if (work.left < 0) return null;
  const coefs = new Map<string, bigint>();
  for (const [s, c] of [...a.coefs, ['', a.constant] as const]) {
    for (const [t, d] of [...b.coefs, ['', b.constant] as const]) {
      const key = mulKeys(s, t);
      coefs.set(key, bounded((coefs.get(key) ?? 0n) + c * d));
    }
  }
  const constant = coefs.get('') ?? 0n;
  for (const [key, coef] of coefs) if (key === '' || coef === 0n) coefs.delete(key);
  return { coefs, constant, kind: a.kind === 'eq' || b.kind === 'eq' ? 'eq' : 'ge' };
}

/** Σ multiplier·line, tightened; null when a line is missing or a ≥ line has a negative multiplier. */
function combination(rows: Lines, step: Step, work: { left: number }): Row | null {
  const coefs = new Map<string, bigint>();
  let constant = 0n;
  let kind: 'ge' | 'eq' = 'eq';
  work.left -= 1;
  for (const [line, multiplier] of step) {
    const used = Number.isInteger(line) ? rows[line] : undefined;
    if (used === undefined || typeof multiplier !== 'bigint') return null;
    const row = 'form' in used ? rowOfLine(used) : used;
    if (row.kind === 'ge') {
      if (multiplier < 0n) return null;
      kind = 'ge';
    }
    for (const [key, coef] of row.coefs) coefs.set(key, bounded((coefs.get(key) ?? 0n) + multiplier * coef));
    constant = bounded(constant + multiplier * row.constant);
    work.left -= 1 + row.coefs.size;
    if (work.left < 0) return null;
  }
  return tightened(coefs, constant, kind);
}

/** Divides by the greatest common divisor of the coefficients, rounding the constant of ≥ down. */
function tightened(sums: ReadonlyMap<string, bigint>, constant: bigint, kind: 'ge' | 'eq'): Row {
  let g = 0n;
  for (const coef of sums.values()) g = gcd(g, coef);
  const coefs = new Map<string, bigint>();
  if (g === 0n) return { coefs, constant, kind };
  const rest = ((constant % g) + g) % g;
  if (kind === 'eq' && rest !== 0n) return { coefs, constant: 1n, kind }; // g·(a·x) = -constant is impossible: 1 = 0
  for (const [key, coef] of sums) if (coef !== 0n) coefs.set(key, coef / g);
  return { coefs, constant: (constant - rest) / g, kind };
}

function rowOfLine({ form, kind }: Line): Row {
  const coefs = new Map<string, bigint>();
  for (const { key, coef } of form.terms) {
    if (typeof coef !== 'bigint') throw new TypeError('coefficients are big integers');
    coefs.set(key, bounded((coefs.get(key) ?? 0n) + coef));
  }
  const constant = coefs.get('') ?? 0n;
  coefs.delete('');
  for (const [key, coef] of coefs) if (coef === 0n) coefs.delete(key);
  return { coefs, constant, kind };
}

function bounded(value: bigint): bigint {
  if (value > maxNumber || value < -maxNumber) throw new RangeError('a number in a certificate is too large');
  return value;
}
