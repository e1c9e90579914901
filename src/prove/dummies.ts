// Sums over indices that nothing depends on, sum_{t=2..2} e and sum_{t=1..M} e, sizes beside their reciprocals, cases that
// make no difference, entries outside of their tensor and quotients that add up to what has none: they hide that two sides
// are one formula.

import { Chain, type Step } from '../calculus/steps.js';
import { conjuncts, namesOfCond, never, nonNegative } from '../term/cond.js';
import { insideShape, reachOf, unfoldEntry } from '../term/env.js';
import { sameTerm } from '../term/key.js';
import { constant, equal, namesOf, one, type Poly, sub, substitute, variable } from '../term/poly.js';
import { avoid, freeNames } from '../term/subst.js';
import {
  add,
  type Binder,
  iverson,
  mul,
  nought,
  rangeConds,
  reduce,
  type Scalar,
  unit,
  value,
} from '../term/term.js';
import { withoutIdleCase, withoutIdleSums } from './complements.js';
import type { Flat } from './flat.js';
import { rounded, roundedRange } from './hermite.js';
import { reindex } from './match.js';
import { quotient } from './reciprocals.js';
import { freshNames, renamed, variablesOf } from './renaming.js';
import { isOutside, type Scope } from './scope.js';
import { sumOut } from './sumout.js';

/** The formula without such sums, cases, entries and quotients outside of arguments; null where there are none. */
export function withoutDummies(scope: Scope, term: Scalar): Step | null {
  const chain = new Chain(term);
  const inner = (path: readonly number[], here: Scope, part: Scalar): void => {
    const step = withoutDummies(here, part);
    if (step !== null) chain.inside(path, step);
  };
  switch (term.tag) {
    case 'entry':
      return outsideShape(scope, term) ?? rounded(scope, term);
    case 'value':
    case 'iverson':
      return rounded(scope, term);
    case 'add':
      for (const [i, arg] of term.args.entries()) inner([i], scope, arg);
      break;
    case 'mul':
      for (const [i, arg] of term.args.entries()) {
        // Brackets count as they stand by now.
        const now = chain.to;
        if (now.tag !== 'mul' || now.args.length !== term.args.length) break;
        const beside = now.args.filter((_, j) => j !== i);
        const conds = beside.flatMap((other) => (other.tag === 'iverson' ? conjuncts(other.cond) : []));
        inner([i], scope.with(conds), arg);
      }
      break;
    case 'reduce': {
      if (term.op !== 'sum') return null;
      // Of a name that is bound here nothing may be assumed outside.
      const assumed = new Set(scope.hyps.flatMap((cond) => [...namesOfCond(cond)]));
      if (term.binders.some(({ name }) => assumed.has(name))) {
        const { binders, body } = avoid(term.binders, term.body, assumed);
        const step = withoutDummies(scope, reduce('sum', binders, body));
        return step === null
          ? null
          : new Chain(term)
              .ringTo(reduce('sum', binders, body))
              .by(step)
              .step();
      }
      inner([0], scope.with(rangeConds(term.binders)), term.body);
      break;
    }
    default:
      return null;
  }
  for (let next = simpler(scope, chain.to); next !== null; next = simpler(scope, chain.to)) chain.by(next);
  return chain.to === term ? null : chain.step();
}

function simpler(scope: Scope, term: Scalar): Step | null {
  if (term.tag === 'add')
    return withoutNoughts(term) ?? withoutIdleCase(scope, term) ?? withoutIdleSums(scope, term);
  if (term.tag === 'mul') return withoutReciprocal(scope, term);
  if (term.tag !== 'reduce') return null;
  return withoutDummy(scope, term) ?? counted(scope, term) ?? withPlainRanges(scope, term);
}

/** An entry of a tensor without definition as 0, where its subscripts are plainly none of its shape. */
function outsideShape(scope: Scope, term: Scalar & { readonly tag: 'entry' }): Step | null {
  const { tensor, at } = term;
  if (tensor.tag !== 'tensor' || unfoldEntry(scope.env, tensor, at) !== null) return null;
  const inside = insideShape(reachOf(scope.env, tensor), at);
  // In a range without points everything is outside: that the range is empty says more.
  if (inside.length === 0 || scope.plainlyRefutes([]) || !scope.plainlyRefutes(inside)) return null;
  scope.search.usedZeroExtension = true;
  const cert = scope.with(inside).mustEntail(never);
  const bracketed = mul([iverson(never), term]);
  return new Chain(term)
    .by({ to: bracketed, proof: { rule: 'zero-extension', term, cond: never, cert } })
    .ringTo(nought)
    .step();
}

function withoutNoughts(sum: Scalar & { readonly tag: 'add' }): Step | null {
  const others = sum.args.filter((arg) => !sameTerm(arg, nought));
  return others.length === sum.args.length ? null : new Chain(sum).ringTo(add(others)).step();
}

/** A product without M beside 1/M. */
function withoutReciprocal(scope: Scope, product: Scalar & { readonly tag: 'mul' }): Step | null {
  const factors = factorsOf(product);
  for (const below of factors) {
    if (below.tag !== 'reciprocal') continue;
    const { of } = below;
    const above = factors.find((factor) => factor.tag === 'value' && quotient(factor.value, of) !== null);
    const left = above?.tag === 'value' ? quotient(above.value, of) : null;
    if (above === undefined || left === null) continue;
    const kept = equal(left, one) ? [] : [value(left)];
    const others = factors.flatMap((factor) => (factor === below ? [] : factor === above ? kept : [factor]));
    // As the kernel has it in this place: under the brackets beside it.
    const here = scope.with(
      others.flatMap((other) => (other.tag === 'iverson' ? conjuncts(other.cond) : [])),
    );
    const cert = here.entails(nonNegative(sub(of, one)));
    if (cert === null) continue;
    const whole = mul([value(of), below]);
    return new Chain(product)
      .ringTo(mul([...others, whole]))
      .inside(others.length === 0 ? [] : [others.length], {
        to: unit,
        proof: { rule: 'reciprocal', of, cert },
      })
      .ringTo(mul(others))
      .step();
  }
  return null;
}

function factorsOf(term: Scalar): readonly Scalar[] {
  return term.tag === 'mul' ? term.args.flatMap(factorsOf) : [term];
}

function withoutDummy(scope: Scope, term: Scalar & { readonly tag: 'reduce' }): Step | null {
  const dummy = term.binders.find((b) => isDummy(b, term.binders, term.body));
  if (dummy === undefined) return null;
  const from: Flat = { binders: term.binders, guard: [], coef: one, factors: [term.body] };
  const kept = term.binders.filter((b) => b !== dummy);
  const apart = freshNames(scope, kept);
  const to = renamed({ ...from, binders: kept }, apart);
  const names = variablesOf(apart);
  const back = term.binders.map((b) => (b === dummy ? substitute(b.lo, names) : (names.get(b.name) as Poly)));
  const forward = kept.map((b) => variable(b.name));
  return reindex(scope, from, to, forward, back);
}

/** (hi - lo + 1) times the sum without an index that nothing depends on, where its range is plainly not less than empty. */
function counted(scope: Scope, term: Scalar & { readonly tag: 'reduce' }): Step | null {
  const { binders, body } = term;
  const unused = binders.find((b) => isUnused(b, binders, body));
  if (unused === undefined) return null;
  const others = binders.filter((b) => b !== unused);
  const shortfall = nonNegative(sub(sub(unused.lo, unused.hi), constant(2n)));
  if (!scope.with(rangeConds(others)).plainlyRefutes([shortfall])) return null;
  const from: Flat = { binders, guard: [], coef: one, factors: [body] };
  const apart = freshNames(scope, binders);
  const moved = renamed({ ...from, binders: [...others, unused] }, apart);
  const forward = moved.binders.map((_, i) =>
    variable((i < others.length ? (others[i] as Binder) : unused).name),
  );
  const back = binders.map((b) => variable(apart.get(b.name) as string));
  try {
    const { flats, step } = sumOut(scope, moved);
    const [only] = flats;
    if (only === undefined || flats.length > 1 || only.guard.length > 0) return null;
    return new Chain(term)
      .by(reindex(scope, from, moved, forward, back))
      .by(step)
      .step();
  } catch (error) {
    if (isOutside(error)) return null;
    throw error;
  }
}

/** The same sum, the ends of its ranges without quotients that add up to what has none. */
function withPlainRanges(scope: Scope, term: Scalar & { readonly tag: 'reduce' }): Step | null {
  const plain = term.binders.map(roundedRange);
  if (
    plain.every(
      ({ lo, hi }, i) => equal(lo, term.binders[i]?.lo as Poly) && equal(hi, term.binders[i]?.hi as Poly),
    )
  )
    return null;
  const from: Flat = { binders: term.binders, guard: [], coef: one, factors: [term.body] };
  const apart = freshNames(scope, plain);
  const to = renamed({ ...from, binders: plain }, apart);
  const forward = plain.map((b) => variable(b.name));
  const back = plain.map((b) => variable(apart.get(b.name) as string));
  return reindex(scope, from, to, forward, back);
}

function isDummy(index: Binder, binders: readonly Binder[], body: Scalar): boolean {
  return equal(index.lo, index.hi) && isUnused(index, binders, body);
}

function isUnused({ name }: Binder, binders: readonly Binder[], body: Scalar): boolean {
  if (freeNames(body).has(name)) return false;
  return binders.every((b) => !namesOf(b.lo).has(name) && !namesOf(b.hi).has(name));
}
