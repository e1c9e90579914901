// Formulas as one would write them: no factor 1, no term 0, one number and one bracket in front of a product, and in the
// bracket only what does not hold anyway. The proof that this changes nothing comes with it.

import { Chain, refl, type Step } from '../calculus/steps.js';
import { insideOf } from '../kernel/entries.js';
import type { Proof } from '../kernel/proof.js';
import { partition } from '../prove/flatten.js';
import { isOutside, type Scope } from '../prove/scope.js';
import { entails, type Refutation } from '../sets/index.js';
import { always, and, type Cond, conjuncts, namesOfCond, never } from '../term/cond.js';
import { unfoldEntry } from '../term/env.js';
import { termKey } from '../term/key.js';
import { isConstant, isZero, mul as mulPoly, namesOf, neg, one, equal as samePoly } from '../term/poly.js';
import { avoid } from '../term/subst.js';
import {
  add,
  guarded,
  isTensor,
  iverson,
  mul,
  nought,
  rangeConds,
  reduce,
  type Scalar,
  value,
} from '../term/term.js';

/** What was tidied up where: from line to line most parts of a formula stay as they are. */
const tidied = new WeakMap<Scope, WeakMap<Scalar, Step>>();

/** The same formula tidied up, everywhere inside of it. */
export function tidy(scope: Scope, term: Scalar): Step {
  const here = tidied.get(scope) ?? new WeakMap<Scalar, Step>();
  tidied.set(scope, here);
  const step = here.get(term) ?? tidiedUp(scope, term);
  here.set(term, step);
  return step;
}

function tidiedUp(scope: Scope, term: Scalar): Step {
  switch (term.tag) {
    case 'iverson':
      return tidyProduct(scope, mul([term]));
    case 'mul':
      return tidyProduct(scope, term);
    case 'add': {
      const chain = new Chain(term);
      for (const [i, arg] of term.args.entries()) chain.inside([i], tidy(scope, arg));
      return chain.ringTo(tidySum(chain.to)).step();
    }
    case 'pow':
      return new Chain(term).inside([0], tidy(scope, term.base)).step();
    case 'reduce': {
      // Of a name that is bound here nothing may be assumed outside.
      const assumed = new Set(scope.hyps.flatMap((cond) => [...namesOfCond(cond)]));
      const { binders, body } = avoid(term.binders, term.body, assumed);
      const apart = reduce(term.op, binders, body);
      const chain = new Chain(apart).inside([0], tidy(scope.with(rangeConds(binders)), body));
      if (term.op === 'sum' && chain.to.tag === 'reduce' && isNought(chain.to.body))
        chain.by({ to: nought, proof: { rule: 'linear', binders, parts: [] } });
      return chain.step();
    }
    case 'diff':
      // What nobody differentiates: an index among the arguments of a function, a bracket or a number among factors.
      if (['value', 'iverson', 'reciprocal'].includes(term.of.tag))
        return { to: nought, proof: { rule: 'derivative', term, indices: [] } };
      return new Chain(term).inside([0], tidy(scope, term.of)).step();
    case 'apply': {
      const chain = new Chain(term);
      term.args.forEach((arg, i) => {
        if (!isTensor(arg)) chain.inside([i], tidy(scope, arg));
      });
      return chain.step();
    }
    case 'entry':
      return withoutAbbreviation(scope, term);
    default:
      return refl(term);
  }
}

/** What was given a name for the time of a proof, as what it is: a reader has not heard of the name. */
function withoutAbbreviation(scope: Scope, term: Scalar & { tag: 'entry' }): Step {
  const { tensor, at } = term;
  const body =
    tensor.tag === 'tensor' && tensor.name.includes('#') ? unfoldEntry(scope.env, tensor, at) : null;
  if (body === null) return refl(term);
  const chain = new Chain(term).by({ to: body, proof: { rule: 'unfold', term } });
  return chain.by(tidy(scope, body)).step();
}

/** A sum whose terms are tidy, without those that take each other away. */
function tidySum(term: Scalar): Scalar {
  if (term.tag !== 'add') return term;
  const terms = term.args
    .flatMap((arg) => (arg.tag === 'add' ? arg.args : [arg]))
    .filter((arg) => !isNought(arg));
  const rest = withoutOpposites(terms);
  return add(rest.length < terms.length ? rest : terms);
}

/** Terms without a and -a; where something is subtracted as a whole, its terms are. */
function withoutOpposites(terms: readonly Scalar[]): readonly Scalar[] {
  if (!terms.some((each) => coefficientOf(each).sign < 0)) return terms;
  const apart = terms.flatMap((each): readonly Scalar[] => {
    const sum = subtracted(each);
    return sum === null ? [each] : sum.map((part) => arranged(mul([value(minusOne), part])));
  });
  const kept: Scalar[] = [];
  for (const each of apart) {
    const { sign, key } = coefficientOf(each);
    const opposite = kept.findIndex((other) => {
      const known = coefficientOf(other);
      return known.sign === -sign && known.key === key;
    });
    if (opposite >= 0) kept.splice(opposite, 1);
    else kept.push(each);
  }
  // Where nothing but numbers would go, what is subtracted as a whole stays together.
  const count = (all: readonly Scalar[]): number => all.filter(({ tag }) => tag !== 'value').length;
  return count(kept) < count(apart) ? kept : terms;
}

const minusOne = neg(one);

/** The terms of s in -s; null of anything else. */
function subtracted(term: Scalar): readonly Scalar[] | null {
  const [head, tail, ...more] = term.tag === 'mul' ? term.args : [];
  if (head?.tag !== 'value' || !samePoly(head.value, minusOne) || more.length > 0) return null;
  return tail?.tag === 'add' ? tail.args : null;
}

/** The sign of a term, and what tells it from others but for that. */
function coefficientOf(term: Scalar): { readonly sign: 1 | -1; readonly key: string } {
  const [head, ...tail] = term.tag === 'mul' ? term.args : [term];
  if (head?.tag !== 'value' || !isConstant(head.value)) return { sign: 1, key: termKey(term) };
  const sign = (head.value.terms[0]?.coef ?? 0n) < 0n ? -1 : 1;
  const size = sign < 0 ? neg(head.value) : head.value;
  const factors = samePoly(size, one) && tail.length > 0 ? tail : [value(size), ...tail];
  return { sign, key: termKey(mul(factors)) };
}

function tidyProduct(scope: Scope, term: Scalar): Step {
  const chain = new Chain(term).ringTo(arranged(term));
  const bracket = bracketOf(chain.to);
  if (chain.to.tag === 'mul') {
    const here = bracket === null ? scope : scope.with(conjuncts(bracket.cond));
    for (const [i, factor] of chain.to.args.entries())
      if (factor.tag !== 'iverson') chain.inside([i], tidy(here, factor));
    chain.ringTo(arranged(chain.to));
  } else if (bracket === null) chain.inside([], tidy(scope, chain.to));
  dropKnown(scope, chain);
  dropOutside(scope, chain);
  return chain.step();
}

/** The bracket among the factors of a product, with its place; null if there is none. */
function bracketOf(term: Scalar): { readonly at: readonly number[]; readonly cond: Cond } | null {
  if (term.tag === 'iverson') return { at: [], cond: term.cond };
  const place = term.tag === 'mul' ? term.args.findIndex(({ tag }) => tag === 'iverson') : -1;
  const found = term.tag === 'mul' ? term.args[place] : undefined;
  return found?.tag === 'iverson' ? { at: [place], cond: found.cond } : null;
}

/** Leaves out of the bracket what holds anyway. */
function dropKnown(scope: Scope, chain: Chain): void {
  const bracket = bracketOf(chain.to);
  const parts = bracket && withoutKnown(scope, bracket.cond);
  if (bracket === null || parts === null) return;
  chain.inside(bracket.at, partition(scope, bracket.cond, parts));
  chain.ringTo(arranged(chain.to));
}

/** Leaves out of the bracket what says only that an entry beside it is inside its shape: outside it is 0. */
function dropOutside(scope: Scope, chain: Chain): void {
  const bracket = bracketOf(chain.to);
  if (bracket === null || chain.to.tag !== 'mul') return;
  for (const cond of conjuncts(bracket.cond)) {
    const { to } = chain;
    const now = bracketOf(to);
    if (now === null || to.tag !== 'mul') return;
    const rest = conjuncts(now.cond).filter((other) => other !== cond);
    for (const [i, factor] of to.args.entries()) {
      const inside = insideOf(scope.env, factor);
      const cert =
        inside === null ? null : provable(() => plainly([...scope.hyps, ...rest, ...inside], cond));
      if (cert === null) continue;
      const extended: Proof = { rule: 'zero-extension', term: factor, cond, cert };
      const without = to.args.map((arg) => (arg.tag === 'iverson' ? iverson(and(rest)) : arg));
      chain.ringTo(mul(without.map((arg, at) => (at === i ? guarded(cond, factor) : arg))));
      chain.inside([i], { to: factor, proof: { rule: 'sym', proof: extended } });
      chain.ringTo(arranged(chain.to));
      break;
    }
  }
}

/** That the assumptions imply a condition, where this is plain. */
export function plainly(hyps: readonly Cond[], cond: Cond): Refutation | null {
  return entails(hyps, cond, { products: false });
}

/** What an action finds; null where it does not decide. */
function provable<T>(action: () => T | null): T | null {
  try {
    return action();
  } catch (error) {
    if (isOutside(error)) return null;
    throw error;
  }
}

function flatFactors(term: Scalar): readonly Scalar[] {
  return term.tag === 'mul' ? term.args.flatMap(flatFactors) : [term];
}

/** A product whose factors are tidy: a number, a bracket, the rest. */
function arranged(term: Scalar): Scalar {
  const factors = flatFactors(term);
  if (factors.some(isNought)) return nought;
  const conds = factors.flatMap((factor) => (factor.tag === 'iverson' ? [factor.cond] : []));
  const numbers = factors.flatMap((factor) =>
    factor.tag === 'value' && namesOf(factor.value).size === 0 ? [factor.value] : [],
  );
  const number = numbers.reduce(mulPoly, one);
  const rest = factors.filter(
    (factor) => factor.tag !== 'iverson' && !(factor.tag === 'value' && numbers.includes(factor.value)),
  );
  const guard = and(conds);
  return mul([
    ...(samePoly(number, one) ? [] : [value(number)]),
    ...(guard === always ? [] : [iverson(guard)]),
    ...rest,
  ]);
}

/** What is left of a condition without what holds anyway, as the parts of a partition; null if that is all of it. */
function withoutKnown(scope: Scope, cond: Cond): readonly Cond[] | null {
  return provable(() => {
    const all = conjuncts(cond);
    let kept = all;
    for (const one of all) {
      const others = kept.filter((other) => other !== one);
      if (plainly([...scope.hyps, ...others], one) !== null) kept = others;
    }
    if (scope.plainlyRefutes(kept)) return [];
    return kept.length === all.length ? null : [and(kept)];
  });
}

function isNought(term: Scalar): boolean {
  return term.tag === 'value' ? isZero(term.value) : term.tag === 'iverson' && term.cond === never;
}
