// Maxima and minima. One is brought to a form that depends less on how it is written: minima become maxima, what does not
// depend on its indices is taken out, maxima of maxima become one. Two are equal if a map of the indices of the one onto
// those of the other makes their bodies equal.

import { Chain, type Step } from '../calculus/steps.js';
import type { Proof } from '../kernel/proof.js';
import type { Refutation } from '../sets/certificate.js';
import { always, divides, nonNegative, substituteCond } from '../term/cond.js';
import { sameTerm } from '../term/key.js';
import {
  constant,
  equal,
  gcd,
  isConstant,
  isIntegral,
  namesOf,
  neg,
  one,
  type Poly,
  scale,
  sub,
  substitute,
  variable,
} from '../term/poly.js';
import { listed, showScalar } from '../term/show.js';
import { freeNames, substScalar } from '../term/subst.js';
import {
  add,
  type Binder,
  type Extremum,
  isTensor,
  mul,
  nought,
  number,
  rangeConds,
  reduce,
  type Scalar,
  value,
} from '../term/term.js';
import { decide } from './equality.js';
import { type IndexMaps, mapsBetween } from './extremeMaps.js';
import { type Flat, flatConstant, flatTerm } from './flat.js';
import { type Flattened, flatten, sumOf } from './flatten.js';
import { withFewerIndices } from './points.js';
import { withFreshNames } from './rewrite.js';
import { NotEntailed, type Scope } from './scope.js';

/** A maximum or a minimum over ranges of indices. */
export type Extreme = Scalar & { readonly tag: 'reduce'; readonly op: Extremum };

export function isExtreme(term: Scalar): term is Extreme {
  return term.tag === 'reduce' && (term.op === 'max' || term.op === 'min');
}

/** max_v b as k max_v b' + c, neither k nor c with a v in it. */
export function flattenExtreme(scope: Scope, term: Extreme): Flattened {
  const alone = ifEntailed(() => ofOnePoint(scope, term) ?? ofOneNumber(scope, term));
  if (alone !== null) {
    const { flats, step } = flatten(scope, alone.to);
    return { flats, step: new Chain(term).by(alone).by(step).step() };
  }
  const fresh = withFreshNames(scope, term) as Extreme;
  const here = scope.with(rangeConds(fresh.binders));
  const { flats, step } = flattenedBody(here, fresh.body);
  const chain = new Chain(term).by({ to: fresh, proof: { rule: 'refl', term } }).inside([0], step);
  const plain = chain.step();
  try {
    return standard(scope, chain, flats);
  } catch (error) {
    // A range may be empty.
    if (!(error instanceof NotEntailed)) throw error;
    return { flats: [{ ...flatConstant(one), factors: [plain.to] }], step: plain };
  }
}

/** Without an index that has one value, max_{v in 1..1} b(v) as b(1); null where each has several. */
function ofOnePoint(scope: Scope, term: Extreme): Step | null {
  const single = term.binders.find(({ lo, hi }) => equal(lo, hi));
  if (single === undefined) return null;
  const from = withFreshNames(scope, term) as Extreme;
  const own = from.binders[term.binders.indexOf(single)] as Binder;
  const start = new Chain(term).by({ to: from, proof: { rule: 'refl', term } });
  const kept = from.binders.filter((b) => b !== own);
  if (kept.length === 0) return start.by(toFirst(scope, from)).step();
  const there = new Map([[own.name, own.lo]]);
  const moved = kept.map((b) => ({ ...b, lo: substitute(b.lo, there), hi: substitute(b.hi, there) }));
  const to = withFreshNames(scope, {
    ...from,
    binders: moved,
    body: substScalar(from.body, there),
  }) as Extreme;
  const names = new Map(kept.map(({ name }, i) => [name, variable((to.binders[i] as Binder).name)] as const));
  const back = from.binders.map((b) => (b === own ? substitute(b.lo, names) : (names.get(b.name) as Poly)));
  return start.by(mapped(scope, from, to, { forward: kept.map(({ name }) => variable(name)), back })).step();
}

/** max(a, a) as a; null where the numbers of a list are not seen to be equal. */
function ofOneNumber(scope: Scope, term: Extreme): Step | null {
  const [binder, ...more] = term.binders;
  if (binder === undefined || more.length > 0 || listed(term) === null) return null;
  const from = withFreshNames(scope, term) as Extreme;
  return new Chain(term)
    .by({ to: from, proof: { rule: 'refl', term } })
    .by(toFirst(scope, from))
    .step();
}

/** max_v b(v) as b at the first point, to which it is equal at each. Throws NotEntailed where that is not shown. */
function toFirst(scope: Scope, term: Extreme): Step {
  const first = new Map<string, Poly>();
  for (const { name, lo } of term.binders) first.set(name, substitute(lo, first));
  const body = substScalar(term.body, first);
  const chain = new Chain(term);
  if (!sameTerm(term.body, body)) {
    const decision = decide(scope.with(rangeConds(term.binders)), term.body, body);
    if (!decision.equal) throw new NotEntailed(`${showScalar(term.body)} = ${showScalar(body)}`);
    chain.inside([0], { to: body, proof: decision.proof });
  }
  return chain.by(ofEqualNumbers(scope, chain.to as Extreme)).step();
}

function flattenedBody(here: Scope, body: Scalar): Flattened {
  const { flats, step } = flatten(here, body);
  const shorter = withFewerIndices(here, flats);
  return { flats: shorter.flats, step: new Chain(body).by(step).by(shorter.step).step() };
}

/** The maximum at the end of a chain, whose body is the sum of `flats`, in standard form. */
function standard(scope: Scope, chain: Chain, flats: readonly Flat[]): Flattened {
  const { op, binders } = chain.to as Extreme;
  const here = scope.with(rangeConds(binders));
  const bound = binders.map(({ name }) => name);
  const isOuter = (flat: Flat): boolean => {
    const names = freeNames(flatTerm(flat));
    return !bound.some((name) => names.has(name));
  };
  const outer = flats.filter(isOuter);
  const rest = flats.filter((flat) => !isOuter(flat));
  if (rest.length === 0) return { flats, step: chain.by(ofEqualNumbers(scope, chain.to as Extreme)).step() };
  const { size, body } = scaled(here, rest, bound, op);
  const coef = op === 'max' ? size : neg(size);
  const shift = sumOf(outer);
  chain.inside([0], new Chain(sumOf(flats)).ringTo(add([mul([value(coef), body]), shift])).step());
  const certs = pointsIn(scope, binders);
  const rising = op === 'max';
  const sign = scope.mustEntail(nonNegative(scale(size, size.den)));
  chain.by({
    to: add([mul([value(coef), reduce('max', binders, body)]), shift]),
    proof: { rule: 'extremum', op, binders, coef, body, shift, rising, sign, certs },
  });
  const inner = flattenedBody(here, body);
  const atom = new Chain(reduce('max', binders, body)).inside([0], inner.step);
  merge(scope, atom);
  while (withoutRepeats(scope, atom));
  chain.inside([0, 1], atom.step());
  const result = [{ ...flatConstant(coef), factors: [atom.to] }, ...outer];
  return { flats: result, step: chain.ringTo(sumOf(result)).step() };
}

/** max_v b = b, where no v is in b: the numbers at all points are that at the first one. Throws NotEntailed. */
function ofEqualNumbers(scope: Scope, { op, binders, body }: Extreme): Step {
  const first = new Map<string, Poly>();
  for (const { name, lo } of binders) first.set(name, substitute(lo, first));
  return {
    to: body,
    proof: {
      rule: 'reindex',
      op,
      from: { binders, guard: always, body },
      to: { binders: [], guard: always, body },
      forward: [],
      back: [...first.values()],
      certs: {
        into: [],
        integral: binders.map(() => null),
        onto: rangeConds(binders).map((cond) => scope.mustEntail(substituteCond(cond, first))),
        leftInverse: [],
        rightInverse: [],
      },
    },
  };
}

/** The terms without a common factor that is not negative, and this; of a minimum, with the opposite sign. */
function scaled(
  here: Scope,
  flats: readonly Flat[],
  bound: readonly string[],
  op: Extremum,
): { readonly size: Poly; readonly body: Scalar } {
  const turned = constant(op === 'max' ? 1n : -1n);
  const [first, ...others] = flats;
  if (first !== undefined && others.length === 0 && first.binders.length === 0) {
    const { coef } = first;
    const isOuter = !bound.some((name) => namesOf(coef).has(name));
    const sign = isOuter ? signOf(here, coef) : null;
    if (sign !== null) {
      const body = flatTerm({ ...first, coef: scale(turned, sign) });
      return { size: scale(coef, sign), body };
    }
  }
  const content = contentOf(flats.map(({ coef }) => coef));
  const inverse = scale(turned, content.den, content.terms[0]?.coef ?? 1n);
  return { size: content, body: mul([value(inverse), sumOf(flats)]) };
}

function signOf(scope: Scope, coef: Poly): 1n | -1n | null {
  const whole = scale(coef, coef.den);
  if (scope.entails(nonNegative(whole)) !== null) return 1n;
  return scope.entails(nonNegative(neg(whole))) === null ? null : -1n;
}

/** The greatest rational number that makes all coefficients integers when they are divided by it; 1 if they are no numbers. */
function contentOf(coefs: readonly Poly[]): Poly {
  if (coefs.length === 0 || !coefs.every(isConstant)) return one;
  const den = coefs.reduce((so, coef) => (so * coef.den) / gcd(so, coef.den), 1n);
  const nums = coefs.map((coef) => ((coef.terms[0]?.coef ?? 0n) * den) / coef.den);
  const num = nums.reduce((so, each) => gcd(so, each < 0n ? -each : each), 0n);
  return num === 0n ? one : constant(num, den);
}

/** The certificates that each range has a point, whatever the indices before it are. */
function pointsIn(scope: Scope, binders: readonly Binder[]): readonly Refutation[] {
  return binders.map(({ lo, hi }, i) =>
    scope.with(rangeConds(binders.slice(0, i))).mustEntail(nonNegative(sub(hi, lo))),
  );
}

/** max_v max_u b as max_{v, u} b */
function merge(scope: Scope, chain: Chain): void {
  const { op, binders, body } = chain.to as Extreme;
  if (body.tag !== 'reduce' || body.op !== op) return;
  const certs = pointsIn(scope.with(rangeConds(binders)), body.binders);
  const nested = { outer: binders, inner: body.binders, body: body.body };
  chain.by({
    to: reduce(op, [...binders, ...body.binders], body.body),
    proof: { rule: 'sym', proof: { rule: 'nest', op, ...nested, certs } },
  });
}

/** Leaves out an index that nothing depends on; whether there was one. */
function withoutRepeats(scope: Scope, chain: Chain): boolean {
  if (!isExtreme(chain.to)) return false;
  const { binders, body } = chain.to;
  const used = new Set([
    ...freeNames(body),
    ...binders.flatMap(({ lo, hi }) => [...namesOf(lo), ...namesOf(hi)]),
  ]);
  const unused = binders.find(({ name }) => !used.has(name));
  if (unused === undefined || binders.length === 1) return false;
  const kept = binders.filter((b) => b !== unused);
  const to = withFreshNames(scope, { ...chain.to, binders: kept }) as Extreme;
  const names = new Map(kept.map(({ name }, i) => [name, variable((to.binders[i] as Binder).name)] as const));
  const back = binders.map((b) => (b === unused ? substitute(b.lo, names) : (names.get(b.name) as Poly)));
  const forward = kept.map(({ name }) => variable(name));
  chain.by(mapped(scope, chain.to, to, { forward, back }));
  return true;
}

/** The proof that two maxima or two minima are equal. Throws NotEntailed where none is found. */
export function sameExtreme(scope: Scope, left: Extreme, right: Extreme): Step {
  if (sameTerm(left, right)) return { to: right, proof: { rule: 'refl', term: left } };
  const from = withFreshNames(scope, left) as Extreme;
  const to = withFreshNames(scope, right) as Extreme;
  const chain = new Chain(left).by({ to: from, proof: { rule: 'refl', term: left } });
  if (left.op === right.op)
    for (const maps of mapsBetween(scope, from, to)) {
      const step = ifEntailed(() => mapped(scope, from, to, maps));
      if (step !== null)
        return chain
          .by(step)
          .by({ to: right, proof: { rule: 'refl', term: right } })
          .step();
    }
  throw new NotEntailed(`${showScalar(left)} = ${showScalar(right)}`);
}

/**
 * The proof of k max_v b + A = l max_u c + B, by that of max_v (k b + A - B) = max_u l c, k and l being numbers of one sign,
 * for two sums of flat terms with two maxima in them, on one side or on both; null where none is found.
 */
export function shiftedExtremes(scope: Scope, left: readonly Flat[], right: readonly Flat[]): Step | null {
  const [a, b] = [extremesIn(left), extremesIn(right)];
  if (a === null || b === null) return null;
  const [A, B] = [sumOf(a.others), sumOf(b.others)];
  const shift = add([A, mul([number(-1), B])]);
  const [first, second] = a.found;
  const [other] = b.found;
  return ifEntailed(() => {
    if (first !== undefined && second === undefined && other !== undefined && b.found.length === 1)
      return new Chain(sumOf(left))
        .ringTo(add([multiple(first, shift), B]))
        .inside([0], moved(scope, first, shift, other))
        .ringTo(sumOf(right))
        .step();
    if (first !== undefined && second !== undefined && a.found.length === 2 && b.found.length === 0) {
      const opposite = { ...second, coef: neg(second.coef) };
      return new Chain(sumOf(left))
        .ringTo(add([multiple(first, shift), multiple(second, B)]))
        .inside([0], moved(scope, first, shift, opposite))
        .ringTo(sumOf(right))
        .step();
    }
    if (a.found.length > 0 || b.found.length !== 2) return null;
    const back = shiftedExtremes(scope, right, left);
    return back && { to: sumOf(right), proof: { rule: 'sym', proof: back.proof } };
  });
}

/** The proof of k max_v b + shift = l max_u c. Throws NotEntailed where none is found. */
function moved(scope: Scope, from: Multiple, shift: Scalar, to: Multiple): Step {
  const rising = isRising(from);
  if (rising !== isRising(to)) throw new NotEntailed('two maxima with different signs');
  const inward = ({ of, coef }: Multiple, by: Scalar): { readonly whole: Extreme; readonly proof: Proof } => {
    const op = rising ? 'max' : 'min';
    const { binders, body } = of;
    const sign = scope.mustEntail(nonNegative(scale(coef, rising ? coef.den : -coef.den)));
    const certs = pointsIn(scope, binders);
    const whole = reduce(op, binders, add([mul([value(coef), body]), by])) as Extreme;
    return { whole, proof: { rule: 'extremum', op, binders, coef, body, shift: by, rising, sign, certs } };
  };
  const [f, g] = [inward(from, shift), inward(to, nought)];
  return new Chain(multiple(from, shift))
    .by({ to: f.whole, proof: { rule: 'sym', proof: f.proof } })
    .by(sameExtreme(scope, f.whole, g.whole))
    .by({ to: multiple(to, nought), proof: g.proof })
    .step();
}

/** A maximum times a number. */
interface Multiple {
  readonly of: Extreme;
  readonly coef: Poly;
}

function isRising({ coef }: Multiple): boolean {
  return (coef.terms[0]?.coef ?? 0n) > 0n;
}

/** k max_v b + shift */
function multiple({ of, coef }: Multiple, shift: Scalar): Scalar {
  return add([mul([value(coef), of]), shift]);
}

/** The maxima in a sum, times numbers, and what is beside them; null where there are others. */
function extremesIn(
  flats: readonly Flat[],
): { readonly found: readonly Multiple[]; readonly others: readonly Flat[] } | null {
  const found: Multiple[] = [];
  const others: Flat[] = [];
  for (const flat of flats) {
    const [of, ...more] = flat.factors;
    if (!flat.factors.some(containsExtreme)) others.push(flat);
    else if (of === undefined || more.length > 0 || !isExtreme(of) || of.op !== 'max') return null;
    else if (flat.binders.length > 0 || flat.guard.length > 0 || !isConstant(flat.coef)) return null;
    else found.push({ of, coef: flat.coef });
  }
  return { found, others };
}

function ifEntailed<T>(action: () => T): T | null {
  try {
    return action();
  } catch (error) {
    if (error instanceof NotEntailed) return null;
    throw error;
  }
}

/** max_{v in D} b(v) = max_{u in E} c(u), u = forward(v), v = back(u). Throws NotEntailed where that is not shown. */
function mapped(scope: Scope, from: Extreme, to: Extreme, { forward, back }: IndexMaps): Step {
  if (!forward.every(isIntegral)) throw new NotEntailed('an index that is no integer');
  const ontoUs = new Map(to.binders.map((b, i) => [b.name, forward[i] as Poly]));
  const ontoVs = new Map(from.binders.map((b, i) => [b.name, back[i] as Poly]));
  const [fromConds, toConds] = [rangeConds(from.binders), rangeConds(to.binders)];
  const [D, E] = [scope.with(fromConds), scope.with(toConds)];
  const certs = {
    into: toConds.map((cond) => D.mustEntail(substituteCond(cond, ontoUs))),
    integral: back.map((g) => (isIntegral(g) ? null : E.mustEntail(divides(1n, g)))),
    onto: fromConds.map((cond) => E.mustEntail(substituteCond(cond, ontoVs))),
    leftInverse: [],
    rightInverse: to.binders.map((b, i) =>
      E.mustEqual(substitute(forward[i] as Poly, ontoVs), variable(b.name)),
    ),
  };
  const body = substScalar(to.body, ontoUs);
  const chain = new Chain(from);
  if (!sameTerm(from.body, body)) {
    const decision = decide(D, from.body, body);
    if (!decision.equal) throw new NotEntailed(`${showScalar(from.body)} = ${showScalar(body)}`);
    chain.inside([0], { to: body, proof: decision.proof });
  }
  const whole = (binders: readonly Binder[], of: Scalar) => ({ binders, guard: always, body: of });
  return chain
    .by({
      to,
      proof: {
        rule: 'reindex',
        op: from.op,
        from: whole(from.binders, body),
        to: whole(to.binders, to.body),
        forward,
        back,
        certs,
      },
    })
    .step();
}

/** Whether there is one in a term: unlike entries, two that differ in form may be equal for some values of the entries. */
export function containsExtreme(term: Scalar): boolean {
  switch (term.tag) {
    case 'reduce':
      return isExtreme(term) || containsExtreme(term.body);
    case 'add':
    case 'mul':
    case 'apply':
      return term.args.some((arg) => !isTensor(arg) && containsExtreme(arg));
    case 'pow':
      return containsExtreme(term.base);
    case 'diff':
      return containsExtreme(term.of);
    case 'line':
      return containsExtreme(term.body);
    default:
      return false;
  }
}
