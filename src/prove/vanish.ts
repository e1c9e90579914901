// When is a polynomial 0 under assumptions? Names that assumed equations determine are eliminated (Gauss), quotients
// whose remainder is known written out; what is left must be 0.

import type { Chain } from '../calculus/steps.js';
import { point } from '../sets/index.js';
import { atLeast, conjuncts, divides, equals, nonNegative } from '../term/cond.js';
import {
  add as addPoly,
  constant,
  evaluate,
  factorsOfKey,
  integerValue,
  isZero,
  mul as mulPoly,
  namesOf,
  namesOfKey,
  neg,
  one,
  type Poly,
  quotientOf,
  replaceFactor,
  scale,
  sub,
  variable,
  zero,
} from '../term/poly.js';
import { add, mul, nought, pow, value } from '../term/term.js';
import { indexStep } from './match.js';
import type { Scope } from './scope.js';

/** Ends the chain at 0 if the polynomial vanishes under the assumptions; else returns what is left of it. */
export function vanish(scope: Scope, poly: Poly, chain: Chain): Poly | null {
  const known = new Elimination(scope);
  let rest = poly;
  const reduce = (): boolean => {
    const before = rest;
    rest = known.reduce(rest, chain);
    return rest !== before;
  };
  const conds = scope.hyps.flatMap(conjuncts);
  for (const cond of conds) if (cond.tag === 'eq') known.add(cond.form);
  reduce();
  let open = conds.flatMap((cond) => (cond.tag === 'ge' ? [cond.form] : []));
  // Bounds that do not concern the polynomial yet: an equation found later may make them do so.
  let aside: readonly Poly[] = [];
  for (let form = open.shift(); form !== undefined; form = open.shift()) {
    const names = namesOf(rest);
    if (known.isKnown(form)) continue;
    if (![...namesOf(known.reduced(form))].some((name) => names.has(name))) {
      aside = [...aside, form];
      continue;
    }
    const above = point([...scope.hyps, atLeast(form, one)], scope.search.deadline);
    if (above === null) {
      known.add(form);
      reduce();
      open.push(...aside);
      aside = [];
    } else if (above.reliable)
      open = open.filter((other) => evaluate(other, (n) => above.get(n) ?? 0n).num <= 0n);
  }
  for (let next = roundedOff(scope, rest); next !== null; next = roundedOff(scope, rest)) {
    known.add(sub(variable(next.name), next.by));
    if (!reduce()) break;
  }
  for (const form of relations(scope, rest)) {
    known.add(form);
    reduce();
  }
  if (isZero(rest)) {
    chain.ringTo(nought);
    return null;
  }
  return isNought(scope, rest, chain) ? null : rest;
}

/** Pairs of quotients in the polynomial whose sum or difference is a number under the assumptions, as forms that are 0. */
function* relations(scope: Scope, poly: Poly): Generator<Poly> {
  const quotients = [...new Set(poly.terms.flatMap((t) => factorsOfKey(t.key)))].filter(
    (name) => quotientOf(name) !== undefined,
  );
  const [sample, ...others] = quotients.length < 2 ? [] : samples(scope, poly);
  if (sample === undefined) return;
  const valueAt = (form: Poly, at: Sample): bigint => evaluate(form, (n) => at.get(n) ?? 0n).num;
  for (const [i, name] of quotients.entries()) {
    for (const other of quotients.slice(i + 1)) {
      for (const form of [sub(variable(name), variable(other)), addPoly(variable(name), variable(other))]) {
        const number = valueAt(form, sample);
        if (others.some((at) => valueAt(form, at) !== number)) continue;
        const zeroForm = sub(form, constant(number));
        if ([zeroForm, neg(zeroForm)].every((f) => scope.entails(nonNegative(f)) !== null)) yield zeroForm;
      }
    }
  }
}

type Sample = ReadonlyMap<string, bigint>;

/** Values of the names that others are multiplied with or divided by, in turn: products are told apart by them. */
const strides = [
  [2, 3],
  [3, 2],
] as const;

/** Points under the assumptions at which the names have different values: what differs there need not be asked. */
function samples({ hyps }: Scope, poly: Poly): readonly Sample[] {
  const first = point(hyps);
  if (first === null) return [];
  const forms = [poly, ...hyps.flatMap(conjuncts).flatMap((cond) => ('form' in cond ? [cond.form] : []))];
  const multiplied = new Set(forms.flatMap((form) => form.terms.flatMap(({ key }) => multiplying(key))));
  const others = [...namesOf(poly)].filter((name) => !multiplied.has(name));
  const found: Sample[] = [first];
  for (const values of strides) {
    const fixed = [...multiplied].map((name, i) =>
      equals(variable(name), constant(BigInt(values[i % values.length] as number))),
    );
    const base = point([...hyps, ...fixed]);
    if (base?.reliable !== true) continue;
    found.push(base);
    for (const name of others) {
      for (const further of [1n, 4n]) {
        const beyond = atLeast(variable(name), constant((base.get(name) ?? 0n) + further));
        const other = point([...hyps, ...fixed, beyond]);
        if (other?.reliable === true) found.push(other);
      }
    }
  }
  return found;
}

/** The names that a monomial multiplies with each other, and those by which its quotients are divided. */
function multiplying(key: string): readonly string[] {
  const factors = factorsOfKey(key);
  const divisors = factors.flatMap((factor) => [...namesOf(quotientOf(factor)?.den ?? zero)]);
  const names = factors.filter((factor) => quotientOf(factor) === undefined);
  return factors.length > 1 ? [...names, ...divisors] : divisors;
}

/** Equations solved for one name each, none of which occurs in the others. */
class Elimination {
  readonly #solved = new Map<string, Poly>();

  constructor(readonly scope: Scope) {}

  /** Whether form = 0 follows from the equations there are. */
  isKnown(form: Poly): boolean {
    return isZero(this.reduced(form));
  }

  add(form: Poly): void {
    const rest = this.reduced(form);
    const pivot = rest.terms.find(
      ({ key }) =>
        factorsOfKey(key).length === 1 &&
        rest.terms.every(
          (t) => t.key === key || ![...factorsOfKey(t.key), ...namesOfKey(t.key)].includes(key),
        ),
    );
    if (pivot === undefined) return;
    const by = sub(variable(pivot.key), scale(rest, rest.den, pivot.coef));
    for (const [name, old] of this.#solved) this.#solved.set(name, replaceFactor(old, pivot.key, by));
    this.#solved.set(pivot.key, by);
  }

  /** The form with the solved names replaced. */
  reduced(form: Poly): Poly {
    return [...this.#solved].reduce((f, [name, by]) => replaceFactor(f, name, by), form);
  }

  /** `poly` with the solved names replaced; `chain`, which ends at its value, follows. */
  reduce(poly: Poly, chain: Chain): Poly {
    let rest = poly;
    for (const [name, by] of this.#solved) {
      if (!rest.terms.some((t) => factorsOfKey(t.key).includes(name))) continue;
      replaceName(this.scope, rest, name, by, chain);
      rest = replaceFactor(rest, name, by);
    }
    return rest;
  }
}

/** Whether the polynomial, quotients and products in it as unknowns, is 0 under the assumptions; `chain` follows. */
function isNought(scope: Scope, rest: Poly, chain: Chain): boolean {
  // S*p - S*q is 0 where p - q is, and S*p where the quotient p is.
  const { common, others } = withoutCommonFactor(rest);
  const quotients = [...new Set(common)].filter((name) => quotientOf(name) !== undefined);
  const zeroPart = [others, ...quotients.map(variable)].find((part) =>
    [part, neg(part)].every((form) => scope.entails(nonNegative(form)) !== null),
  );
  if (zeroPart === undefined) return false;
  const beside =
    zeroPart === others
      ? common.map(variable).reduce(mulPoly, one)
      : common
          .toSpliced(common.indexOf(zeroPart.terms[0]?.key ?? ''), 1)
          .map(variable)
          .reduce(mulPoly, others);
  chain
    .ringTo(mul([value(beside), value(zeroPart)]))
    .inside([1], indexStep(scope, value(zeroPart), value(zero)))
    .ringTo(nought);
  return true;
}

/** The polynomial as the product of names and a polynomial without common factor. */
function withoutCommonFactor(poly: Poly): { readonly common: readonly string[]; readonly others: Poly } {
  const [first, ...more] = poly.terms.map((t) => factorsOfKey(t.key));
  const shared = more.reduce<readonly string[]>(
    (so, factors) => so.filter((f, i) => count(factors, f) > count(so.slice(0, i), f)),
    first ?? [],
  );
  const others = poly.terms.reduce<Poly>((sum, { key, coef }) => {
    const left = [...factorsOfKey(key)];
    for (const factor of shared) left.splice(left.indexOf(factor), 1);
    return addPoly(sum, left.map(variable).reduce(mulPoly, constant(coef, poly.den)));
  }, zero);
  return { common: shared, others };
}

function count(factors: readonly string[], factor: string): number {
  return factors.filter((f) => f === factor).length;
}

/** A quotient ⌊n/d⌋ by a number, where it is known which remainder r it drops: it is (n - r)/d. */
function roundedOff(scope: Scope, poly: Poly): { readonly name: string; readonly by: Poly } | null {
  for (const { name, num, d } of quotientsByNumbers(poly)) {
    for (let r = 0n; r < d; r++) {
      const rest = sub(num, constant(r));
      if (scope.entails(divides(d, rest)) !== null) return { name, by: scale(rest, 1n, d) };
    }
  }
  return null;
}

const mostRemainders = 12n;

/** The quotients by small numbers that are multiplied in a polynomial. */
export function* quotientsByNumbers(
  poly: Poly,
): Generator<{ readonly name: string; readonly num: Poly; readonly d: bigint }> {
  const factors = new Set(poly.terms.flatMap((t) => factorsOfKey(t.key)));
  for (const name of factors) {
    const quotient = quotientOf(name);
    const d = quotient === undefined ? null : integerValue(quotient.den);
    if (quotient !== undefined && d !== null && d <= mostRemainders) yield { name, num: quotient.num, d };
  }
}

/** value(p) with `name` written as `by`: p as a polynomial in the name, the name replaced, multiplied out again. */
function replaceName(scope: Scope, poly: Poly, name: string, by: Poly, chain: Chain): void {
  const powers = new Map<number, Poly>();
  for (const { key, coef } of poly.terms) {
    const factors = factorsOfKey(key);
    const exponent = factors.filter((n) => n === name).length;
    const others = factors.filter((n) => n !== name).map(variable);
    const part = others.reduce(mulPoly, constant(coef, poly.den));
    powers.set(exponent, addPoly(powers.get(exponent) ?? zero, part));
  }
  const exponents = [...powers.keys()].sort((a, b) => a - b);
  const spelled = add(
    exponents.map((e) => mul([value(powers.get(e) as Poly), pow(value(variable(name)), e)])),
  );
  chain.ringTo(spelled);
  const swap = indexStep(scope, value(variable(name)), value(by));
  exponents.forEach((_, i) => {
    chain.inside([...(exponents.length === 1 ? [] : [i]), 1, 0], swap);
  });
  chain.ringTo(value(replaceFactor(poly, name, by)));
}
