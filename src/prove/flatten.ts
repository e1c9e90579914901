// Flattening: any formula of the fragment as a list of flat terms, with the proof that it equals their sum.
// Definitions are unfolded, products of sums become sums over more indices, zero extension becomes a guard.

import { derive } from '../calculus/derive.js';
import { Chain, ring, type Step } from '../calculus/steps.js';
import { and, type Cond, condKey, conjuncts, not } from '../term/cond.js';
import { insideShape, reachOf, unfoldEntry } from '../term/env.js';
import { sameTerm } from '../term/key.js';
import {
  constant,
  integerValue,
  mul as mulPoly,
  one,
  type Poly,
  sub,
  substitute,
  variable,
} from '../term/poly.js';
import { showScalar } from '../term/show.js';
import { substScalar } from '../term/subst.js';
import {
  add,
  type Binder,
  binder,
  iverson,
  mul,
  nought,
  number,
  rangeConds,
  reduce,
  type Scalar,
} from '../term/term.js';
import { flattenApplication } from './application.js';
import { workOf } from './example.js';
import { flattenExtreme, isExtreme } from './extrema.js';
import { type Flat, flatConstant, flatTerm, isNothing } from './flat.js';
import { spreadOut } from './fubini.js';
import { distributed, merged, pulledIn } from './laws.js';
import { inStandardForm } from './lines.js';
import { withFewerIndices } from './points.js';
import { Outside, type Scope } from './scope.js';

/** A term as a sum of flat terms. */
export interface Flattened {
  readonly flats: readonly Flat[];
  /** term = the sum of the flat terms, in order. */
  readonly step: Step;
}

const flatLimit = 4000;

/** The sum of flat terms as a term; 0 where there are none. */
export function sumOf(flats: readonly Flat[]): Scalar {
  return add(flats.map(flatTerm));
}

/** Throws Outside at a sub-expression that is not in the fragment. */
export function flatten(scope: Scope, term: Scalar): Flattened {
  scope.search.tick();
  switch (term.tag) {
    case 'value':
      return byRing(term, [flatConstant(term.value)]);
    case 'iverson':
      return flattenBracket(scope, term.cond);
    case 'entry':
      return flattenEntry(scope, term);
    case 'add':
      return flattenSum(scope, term);
    case 'mul':
      return flattenProduct(scope, term);
    case 'pow':
      return continueWith(scope, ring(term, mul(Array<Scalar>(term.exponent).fill(term.base))), term);
    case 'apply':
      return flattenApplication(scope, term);
    case 'diff':
      return flattenDerivative(scope, term);
    case 'line': {
      scope.search.metLine = true;
      const spread = scope.manner?.isBounded ? spreadOut(scope, term) : null;
      if (spread !== null && sameTerm(spread.to, opposite(term)))
        return { flats: [], step: odd(term, spread) };
      if (spread !== null && spread.to.tag !== 'line') return continueWith(scope, spread, term);
      const step = spread ?? inStandardForm(scope, term);
      return { flats: [{ ...flatConstant(one), factors: [step.to] }], step };
    }
    case 'reduce':
      if (isExtreme(term)) return flattenExtreme(scope, term);
      if (term.op !== 'sum') return byRing(term, [{ ...flatConstant(one), factors: [term] }]);
      return flattenReduction(scope, term.binders, term.body, term);
    case 'reciprocal': {
      const constantOf = integerValue(term.of);
      return byRing(term, [
        constantOf === null || constantOf === 0n
          ? { ...flatConstant(one), factors: [term] }
          : flatConstant(constant(1n, constantOf)),
      ]);
    }
  }
}

function opposite(term: Scalar): Scalar {
  return mul([number(-1), term]);
}

/** What is its own opposite, as the integral of t f(t) f(-t) is: half of it and half of its opposite are 0. */
function odd(term: Scalar, { to, proof }: Step): Step {
  const half = mul([number(1, 2), term]);
  return new Chain(term)
    .ringTo(add([half, half]))
    .inside([1, 1], { to, proof })
    .ringTo(nought)
    .step();
}

/** A term that is the sum of flat terms by the ring laws alone. */
export function byRing(term: Scalar, flats: readonly Flat[]): Flattened {
  return { flats, step: new Chain(term).ringTo(sumOf(flats)).step() };
}

function continueWith(scope: Scope, step: Step, from: Scalar): Flattened {
  const rest = flatten(scope, step.to);
  return { flats: rest.flats, step: new Chain(from).by(step).by(rest.step).step() };
}

/** [c] as a sum of brackets of conjunctions that exclude each other, each without what is known anyway. */
function flattenBracket(scope: Scope, cond: Cond): Flattened {
  const from = iverson(cond);
  const parts = exclusive(cond)
    .map((part) => part.filter((c) => scope.entails(c) === null))
    .filter((part) => scope.refute(part) === null);
  const step = partition(scope, cond, parts.map(and));
  const flats = parts.map((part) => ({ ...flatConstant(one), guard: conjuncts(and(part)) }));
  return { flats, step: new Chain(from).by(step).ringTo(sumOf(flats)).step() };
}

/** The proof of [cond] = [part] + … */
export function partition(scope: Scope, cond: Cond, parts: readonly Cond[]): Step {
  const certs = {
    covers: scope.mustRefute([cond, ...parts.map(not)]),
    within: parts.map((part) => scope.with([part]).mustEntail(cond)),
    apart: parts.flatMap((_, j) =>
      parts.slice(0, j).map((part) => scope.mustRefute([part, parts[j] as Cond])),
    ),
  };
  return { to: add(parts.map(iverson)), proof: { rule: 'partition', cond, parts, ...certs } };
}

/** Disjunctive normal form with disjoint parts: `a or b` becomes a, and b without a. */
export function exclusive(cond: Cond): readonly (readonly Cond[])[] {
  switch (cond.tag) {
    case 'ge':
    case 'eq':
    case 'div':
      return [[cond]];
    case 'and':
      return cond.args
        .map(exclusive)
        .reduce<readonly (readonly Cond[])[]>(
          (left, right) => left.flatMap((a) => right.map((b) => [...a, ...b])),
          [[]],
        );
    case 'or':
      return cond.args.flatMap((arg, i) => exclusive(and([arg, ...cond.args.slice(0, i).map(not)])));
    case 'not':
      return negated(cond.arg);
  }
}

function negated(cond: Cond): readonly (readonly Cond[])[] {
  switch (cond.tag) {
    case 'and':
      return exclusive({ tag: 'or', args: cond.args.map(not) });
    case 'or':
      return exclusive({ tag: 'and', args: cond.args.map(not) });
    case 'not':
      return exclusive(cond.arg);
    default:
      return [[not(cond)]];
  }
}

function flattenDerivative(scope: Scope, term: Scalar & { tag: 'diff' }): Flattened {
  const flattened = continueWith(scope, derive(scope.env, workOf(scope), term, scope.hyps), term);
  // Derivatives may be taken in any order. Where it is a sum that says by which entry, they would look different.
  const isMixed = (factor: Scalar): boolean => factor.tag === 'apply' && factor.by.length > 1;
  if (!flattened.flats.some((flat) => flat.factors.some(isMixed))) return flattened;
  const shorter = withFewerIndices(scope, flattened.flats);
  return { flats: shorter.flats, step: new Chain(term).by(flattened.step).by(shorter.step).step() };
}

function flattenEntry(scope: Scope, term: Scalar & { tag: 'entry' }): Flattened {
  const isKept = scope.isArgument && scope.manner?.keepsNames !== false && term.tensor.tag === 'tensor';
  const body = isFarBack(scope, term) ? null : unfoldEntry(scope.env, term.tensor, term.at);
  if (isKept && body !== null) scope.search.keptNames = true;
  else if (body !== null) return continueWith(scope, { to: body, proof: { rule: 'unfold', term } }, term);
  if (term.tensor.tag !== 'tensor')
    throw new Outside(`an entry of a written-out matrix at symbolic subscripts: ${showScalar(term)}`);
  return withinShape(scope, term, insideShape(reachOf(scope.env, term.tensor), term.at));
}

/** Steps of a recurrence that an entry at a number is taken back. */
const fewSteps = 64n;

/** Whether an entry of a recurrence is left as it is: all but the first ones are. */
function isFarBack({ env }: Scope, { tensor, at }: Scalar & { tag: 'entry' }): boolean {
  if (tensor.tag !== 'tensor') return false;
  const decl = env.tensors.get(tensor.name);
  const along = decl?.definition?.along ?? null;
  if (decl === undefined || along === null) return false;
  const steps = integerValue(sub(at[along] as Poly, decl.dims[along]?.lo as Poly));
  return steps === null || steps < 0n || steps > fewSteps;
}

/** An entry or a derivative, behind the conditions that it lies inside its shape. */
export function withinShape(scope: Scope, term: Scalar, inside: readonly Cond[]): Flattened {
  const guard = conjuncts(and(inside.filter((cond) => scope.entails(cond) === null)));
  const flats: readonly Flat[] = [{ ...flatConstant(one), guard, factors: [term] }];
  if (guard.length === 0) return byRing(term, flats);
  scope.search.usedZeroExtension = true;
  const cond = and(guard);
  const cert = scope.with(inside).mustEntail(cond);
  return { flats, step: { to: sumOf(flats), proof: { rule: 'zero-extension', term, cond, cert } } };
}

function flattenSum(scope: Scope, term: Scalar & { tag: 'add' }): Flattened {
  const chain = new Chain(term);
  const flats: Flat[] = [];
  term.args.forEach((arg, i) => {
    const part = flatten(scope, arg);
    chain.inside([i], part.step);
    flats.push(...part.flats);
  });
  return collected(chain, flats);
}

/** Ends a chain at the sum of `flats`, leaving out those that are 0. */
function collected(chain: Chain, flats: readonly Flat[]): Flattened {
  if (flats.length > flatLimit) throw new Outside(`more than ${flatLimit} terms when multiplied out`);
  const kept = flats.filter((flat) => !isNothing(flat) || flat.binders.length > 0);
  return { flats: kept, step: chain.ringTo(sumOf(kept)).step() };
}

function flattenProduct(scope: Scope, term: Scalar & { tag: 'mul' }): Flattened {
  const chain = new Chain(term);
  const parts: (readonly Flat[])[] = [];
  // Brackets last: while the other factors are flattened, the brackets beside them may be assumed.
  const order = [...term.args.keys()].sort(
    (i, j) => Number(term.args[i]?.tag === 'iverson') - Number(term.args[j]?.tag === 'iverson'),
  );
  for (const i of order) {
    const beside = (chain.to as typeof term).args.flatMap((other, j) =>
      j !== i && other.tag === 'iverson' ? conjuncts(other.cond) : [],
    );
    const part = flatten(scope.with(beside), term.args[i] as Scalar);
    chain.inside([i], part.step);
    parts[i] = part.flats;
  }
  let product = parts[0] as readonly Flat[];
  for (let i = 1; i < parts.length; i++) {
    scope.search.tick();
    // Multiply out one factor at a time: by distributivity, then each product of two sums into one sum.
    const pairs = product.flatMap((a) => (parts[i] as readonly Flat[]).map((b) => ({ a, b })));
    if (pairs.length > flatLimit) throw new Outside(`more than ${flatLimit} terms when multiplied out`);
    const rest = parts.slice(i + 1).map(sumOf);
    const spread = add(pairs.map(({ a, b }) => mul([flatTerm(a), flatTerm(b)])));
    const inner = new Chain(spread);
    const at = (p: number): readonly number[] => (pairs.length === 1 ? [] : [p]);
    pairs.forEach(({ a, b }, p) => {
      inner.inside(at(p), multiply(a, b));
    });
    const all = pairs.map(({ a, b }) => multiplied(a, b));
    const nothing = all.map((flat) => nowhere(scope, flat));
    nothing.forEach((step, p) => {
      if (step !== null) inner.inside(at(p), step);
    });
    product = all.filter((_, p) => nothing[p] === null);
    chain
      .ringTo(mul([spread, ...rest]))
      .inside(rest.length === 0 ? [] : [0], inner.ringTo(sumOf(product)).step());
  }
  return collected(chain, product);
}

/** The product of two flat terms with different bound names. */
function multiplied(a: Flat, b: Flat): Flat {
  return {
    binders: [...a.binders, ...b.binders],
    guard: [...conjuncts(and([...a.guard, ...b.guard]))],
    coef: mulPoly(a.coef, b.coef),
    factors: [...a.factors, ...b.factors],
  };
}

/** The proof that a flat term is 0 whose guard has a condition and its opposite; null where none is seen to. */
function nowhere(scope: Scope, flat: Flat): Step | null {
  const keys = new Set(flat.guard.map(condKey));
  if (!flat.guard.some((cond) => keys.has(condKey(not(cond))))) return null;
  const here = scope.with(rangeConds(flat.binders));
  const inner = new Chain(flatTerm({ ...flat, binders: [] }))
    .inside([0], partition(here, and(flat.guard), []))
    .ringTo(nought);
  const chain = new Chain(flatTerm(flat)).inside(flat.binders.length > 0 ? [0] : [], inner.step());
  return flat.binders.length === 0
    ? chain.step()
    : chain.by({ to: nought, proof: { rule: 'linear', binders: flat.binders, parts: [] } }).step();
}

function multiply(a: Flat, b: Flat): Step {
  const left = flatTerm(a);
  const right = flatTerm(b);
  const product = multiplied(a, b);
  const chain = new Chain(mul([left, right]));
  const body = flatTerm({ ...product, binders: [] });
  if (a.binders.length > 0 && left.tag === 'reduce') {
    chain.ringTo(mul([right, left])).by(pulledIn(a.binders, right, left.body));
    if (b.binders.length > 0 && right.tag === 'reduce') {
      const inner = new Chain(mul([right, left.body]))
        .ringTo(mul([left.body, right]))
        .by(pulledIn(b.binders, left.body, right.body));
      inner.inside([0], new Chain(mul([left.body, right.body])).ringTo(body).step());
      chain.inside([0], inner.step()).by(merged(a.binders, b.binders, body));
    } else chain.inside([0], new Chain(mul([right, left.body])).ringTo(body).step());
  } else if (b.binders.length > 0 && right.tag === 'reduce') {
    chain
      .by(pulledIn(b.binders, left, right.body))
      .inside([0], new Chain(mul([left, right.body])).ringTo(body).step());
  } else chain.ringTo(body);
  return chain.step();
}

function flattenReduction(scope: Scope, binders: readonly Binder[], body: Scalar, term: Scalar): Flattened {
  const renamed = freshBinders(scope, binders, body);
  const start = reduce('sum', renamed.binders, renamed.body);
  const inner = flatten(scope.with(rangeConds(renamed.binders)), renamed.body);
  const chain = new Chain(term).by({ to: start, proof: { rule: 'refl', term } }).inside([0], inner.step);
  const { flats } = inner;
  if (flats.length === 0) {
    chain.by({ to: nought, proof: { rule: 'linear', binders: renamed.binders, parts: [] } });
    return { flats: [], step: chain.step() };
  }
  if (flats.length > 1) chain.by(distributed(renamed.binders, flats.map(flatTerm)));
  const result = flats.map((flat) => ({ ...flat, binders: [...renamed.binders, ...flat.binders] }));
  flats.forEach((flat, i) => {
    const flatAsTerm = flatTerm(flat);
    if (flat.binders.length > 0 && flatAsTerm.tag === 'reduce')
      chain.inside(flats.length > 1 ? [i] : [], merged(renamed.binders, flat.binders, flatAsTerm.body));
  });
  return { flats: result, step: chain.step() };
}

/** The same reduction with bound names that occur nowhere else. */
function freshBinders(
  scope: Scope,
  binders: readonly Binder[],
  body: Scalar,
): { readonly binders: readonly Binder[]; readonly body: Scalar } {
  const renaming = new Map<string, Poly>();
  const renamed = binders.map(({ name, lo, hi }) => {
    const fresh = scope.search.fresh(name);
    const range = binder(fresh, substitute(lo, renaming), substitute(hi, renaming));
    renaming.set(name, variable(fresh));
    return range;
  });
  return { binders: renamed, body: substScalar(body, renaming) };
}
