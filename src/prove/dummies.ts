// Sums over one point that nothing depends on, sum_{t=2..2} e, cases that make no difference, entries outside of their
// tensor and quotients that add up to what has none: they hide that two sides are one formula.

import { Chain, type Step } from '../calculus/steps.js';
import { conjuncts, never } from '../term/cond.js';
import { insideShape, reachOf, unfoldEntry } from '../term/env.js';
import { sameTerm } from '../term/key.js';
import { equal, namesOf, one, type Poly, substitute, variable } from '../term/poly.js';
import { freeNames } from '../term/subst.js';
import { add, type Binder, iverson, mul, nought, rangeConds, type Scalar } from '../term/term.js';
import { withoutIdleCase } from './complements.js';
import type { Flat } from './flat.js';
import { rounded, roundedRange } from './hermite.js';
import { reindex } from './match.js';
import { freshNames, renamed, variablesOf } from './renaming.js';
import type { Scope } from './scope.js';

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
    case 'reduce':
      if (term.op !== 'sum') return null;
      inner([0], scope.with(rangeConds(term.binders)), term.body);
      break;
    default:
      return null;
  }
  for (let next = simpler(scope, chain.to); next !== null; next = simpler(scope, chain.to)) chain.by(next);
  return chain.to === term ? null : chain.step();
}

function simpler(scope: Scope, term: Scalar): Step | null {
  if (term.tag === 'add') return withoutNoughts(term) ?? withoutIdleCase(scope, term);
  return term.tag === 'reduce' ? (withoutDummy(scope, term) ?? withPlainRanges(scope, term)) : null;
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

function isDummy({ name, lo, hi }: Binder, binders: readonly Binder[], body: Scalar): boolean {
  if (!equal(lo, hi) || freeNames(body).has(name)) return false;
  return binders.every((b) => !namesOf(b.lo).has(name) && !namesOf(b.hi).has(name));
}
