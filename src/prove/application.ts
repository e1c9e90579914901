// Opaque functions of equal arguments are equal: an application is brought to a normal form by bringing its arguments to
// one. What a condition decides about an argument is told apart first: a(w_<k>) is a(w_<k>) inside and a(0) outside.

import { NoDerivative } from '../calculus/derive.js';
import { Chain, partAt, type Step } from '../calculus/steps.js';
import { insideOf } from '../kernel/entries.js';
import type { Proof } from '../kernel/proof.js';
import { always, and, type Cond, condKey, conjuncts, namesOfCond, not } from '../term/cond.js';
import { zeroTest } from '../term/env.js';
import { sameTerm, termKey } from '../term/key.js';
import { add as addPoly, isConstant, isZero, one, type Poly, zero } from '../term/poly.js';
import { freeNames } from '../term/subst.js';
import {
  add,
  apply,
  isTensor,
  iverson,
  mul,
  nought,
  number,
  rangeConds,
  type Scalar,
  sum,
  type Tensor,
  value,
} from '../term/term.js';
import { coincidences, Representatives } from './coincidence.js';
import { type Flat, flatConstant, flatTerm } from './flat.js';
import { byRing, type Flattened, flatten, partition, sumOf, withinShape } from './flatten.js';
import { withFewerIndices } from './points.js';
import { cancelled } from './reciprocals.js';
import { NotEntailed, Outside, type Scope } from './scope.js';
import { skeleton } from './skeleton.js';
import { decideTensors } from './tensors.js';

type Application = Scalar & { tag: 'apply' };

const cellLimit = 100;

/** An application as flat terms, one for each way its arguments turn out. */
export function flattenApplication(scope: Scope, term: Application): Flattened {
  const chain = new Chain(term);
  const inside = scope.inArgument();
  const parts = term.args.map((arg, i) => {
    if (isTensor(arg)) {
      const step = representative(scope, chain.to as Application, i);
      if (step !== null) chain.by(step);
      return [];
    }
    const { flats, step } = flatten(inside, arg);
    const shorter = withFewerIndices(inside, flats);
    chain.inside([i], step).inside([i], shorter.step);
    return shorter.flats;
  });
  // Where an entry is outside its shape it does not matter on which side: conditions are told apart together.
  const cells = cellsOf(scope, [
    ...parts.flat().map((flat) => and(outerConds(flat))),
    ...parts.flatMap((flats) => coincidences(inside, flats)),
  ]);
  const application = chain.to as Application;
  if (cells.length === 1) return settled(scope, application, parts, chain);
  const spelled = (conds: readonly Cond[]): Scalar => mul([iverson(and(conds)), application]);
  chain
    .ringTo(mul([iverson(always), application]))
    .inside([0], partition(scope, always, cells.map(and)))
    .ringTo(add(cells.map(spelled)));
  const flats = cells.flatMap((cell, i) => {
    const conds = conjuncts(and(cell));
    const part = settled(scope.with(conds), application, parts, new Chain(application));
    chain.inside([i, 1], part.step);
    return part.flats.map((flat) => ({ ...flat, guard: conjuncts(and([...conds, ...flat.guard])) }));
  });
  return { flats, step: chain.ringTo(sumOf(flats)).step() };
}

/** Conditions of an argument that do not speak of its own bound names. */
function outerConds({ binders, guard }: Flat): readonly Cond[] {
  const bound = new Set(binders.map((b) => b.name));
  return guard.flatMap(conjuncts).filter((cond) => [...namesOfCond(cond)].every((name) => !bound.has(name)));
}

/** The ways in which the conditions hold or fail together, none of them known or impossible. */
function cellsOf(scope: Scope, conds: readonly Cond[]): readonly (readonly Cond[])[] {
  const different = [...new Map(conds.map((cond) => [condKey(cond), cond])).values()];
  let cells: readonly (readonly Cond[])[] = [[]];
  for (const cond of different) {
    cells = cells.flatMap((cell) => {
      const here = scope.with(cell);
      if (here.entails(cond) !== null || here.refute([cond]) !== null) return [cell];
      return [
        [...cell, cond],
        [...cell, not(cond)],
      ];
    });
    if (cells.length > cellLimit)
      throw new Outside(`more than ${cellLimit} cases in the arguments of a function`);
  }
  return cells;
}

/** The application where its arguments' conditions are decided; `chain` leads to it. */
function settled(
  scope: Scope,
  application: Application,
  parts: readonly (readonly Flat[])[],
  chain: Chain,
): Flattened {
  application.args.forEach((arg, i) => {
    if (!isTensor(arg)) chain.inside([i], normalised(scope, parts[i] as readonly Flat[]));
  });
  const [tested] = (chain.to as Application).args;
  if (application.fn === zeroTest && tested !== undefined && !isTensor(tested) && isNegative(tested))
    chain.by(turned(scope, tested));
  if (application.fn === zeroTest && tested?.tag === 'value' && isConstant(tested.value)) {
    const known = isZero(tested.value) ? one : zero;
    chain.by({
      to: value(known),
      proof: { rule: 'evaluate', left: chain.to as Scalar, right: value(known) },
    });
    return { flats: [flatConstant(known)], step: chain.ringTo(sumOf([flatConstant(known)])).step() };
  }
  const normal = chain.to as Application;
  if (skeleton(normal) === null) throw new Outside(`the argument of ${normal.fn}`);
  const shape = insideOf(scope.env, normal) ?? [];
  const { flats, step } =
    shape.length === 0 ? byRing(normal, [alone(normal)]) : withinShape(scope, normal, shape);
  return { flats, step: chain.by(step).step() };
}

/** Whether that term of a sum has a negative coefficient that comes first where coefficients do not count. */
function isNegative(term: Scalar): boolean {
  const terms = (term.tag === 'add' ? term.args : [term]).map((each) => {
    const { coef, rest } = withoutCoefficient(each);
    return { coef, key: `${skeleton(rest)?.form} ${termKey(rest)}` };
  });
  const first = terms.reduce((least, each) => (each.key < least.key ? each : least));
  return (first.coef.terms[0]?.coef ?? 0n) < 0n;
}

/** A flat term without the coefficient that stands in it. */
function withoutCoefficient(term: Scalar): { readonly coef: Poly; readonly rest: Scalar } {
  if (term.tag === 'reduce' && term.op === 'sum') {
    const { coef, rest } = withoutCoefficient(term.body);
    return { coef, rest: sum(term.binders, rest) };
  }
  if (term.tag !== 'mul') return { coef: one, rest: term };
  const coef = term.args.find((arg) => arg.tag === 'value');
  return { coef: coef?.value ?? one, rest: mul(term.args.filter((arg) => arg !== coef)) };
}

/** isZero(-a + b) = isZero(a - b) */
function turned(scope: Scope, tested: Scalar): Step {
  const opposite = mul([number(-1), tested]);
  const { flats, step } = flatten(scope.inArgument(), opposite);
  return new Chain(apply(zeroTest, [tested]))
    .by({ to: apply(zeroTest, [opposite]), proof: { rule: 'even', of: tested } })
    .inside([0], step)
    .inside([0], normalised(scope, flats))
    .step();
}

/** The sum of flat terms without what is known of them, equal ones added, in an order that others have, too. */
function normalised(scope: Scope, flats: readonly Flat[]): Step {
  const chain = new Chain(sumOf(flats));
  const unified = scope.manner?.tellsApart ? new Representatives(scope) : null;
  const kept: Flat[] = [];
  flats.forEach((flat, i) => {
    const at = flats.length === 1 ? [] : [i];
    const plain = unified?.of(flat, at, chain) ?? flat;
    const short = shortened(scope, plain, at, chain);
    if (short !== null) kept.push(short);
  });
  const ordered = added(kept)
    .map((flat) => ({ flat, key: `${skeleton(flatTerm(flat))?.form} ${termKey(flatTerm(flat))}` }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  return chain.ringTo(sumOf(ordered.map(({ flat }) => flat))).step();
}

/** The flat term at a place of the chain without conditions that are known; null where it is 0. */
function shortened(scope: Scope, flat: Flat, at: readonly number[], chain: Chain): Flat | null {
  const here = scope.with(rangeConds(flat.binders));
  const conds = conjuncts(and(flat.guard));
  const cert = isZero(flat.coef) ? null : here.refute(conds);
  const empty = isZero(flat.coef) || cert !== null;
  const open = conds.filter((cond) => here.entails(cond) === null);
  const short: Flat = { ...flat, guard: open, factors: inOrder(flat.factors) };
  const place = [...at, ...(flat.binders.length > 0 ? [0] : [])];
  const body = partAt(chain.to, place);
  const target = empty ? nought : flatTerm({ ...short, binders: [] });
  const inner = new Chain(body);
  if (isZero(flat.coef) || (!empty && open.length === conds.length)) inner.ringTo(target);
  else if (conds.length > 0)
    inner.inside([0], partition(here, and(conds), empty ? [] : [and(open)])).ringTo(target);
  else if (cert !== null)
    inner.by({ to: target, proof: { rule: 'absurd', left: body, right: target, cert } });
  chain.inside(place, inner.step());
  if (!empty) {
    const { flat: cancelling, step } = cancelled(here.with(open), short);
    chain.inside([...place, ...(open.length > 0 ? [1] : [])], step);
    return cancelling;
  }
  if (flat.binders.length > 0)
    chain.inside(at, { to: nought, proof: { rule: 'linear', binders: flat.binders, parts: [] } });
  return null;
}

/** Terms without indices of their own that differ in their coefficients only, added. */
function added(flats: readonly Flat[]): readonly Flat[] {
  const groups = new Map<string, Flat>();
  for (const flat of flats) {
    const alike = flat.binders.length === 0 && flat.guard.length === 0;
    const key = alike ? flat.factors.map(termKey).sort().join(' ') : `sum ${groups.size}`;
    const before = groups.get(key);
    groups.set(key, before === undefined ? flat : { ...before, coef: addPoly(before.coef, flat.coef) });
  }
  return [...groups.values()].filter((flat) => !isZero(flat.coef));
}

/** Factors in the order of their kinds. */
function inOrder(factors: readonly Scalar[]): readonly Scalar[] {
  const keyed = factors.map((factor) => ({ factor, key: `${skeleton(factor)?.form} ${termKey(factor)}` }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ factor }) => factor);
}

function alone(factor: Scalar): Flat {
  return { ...flatConstant(one), factors: [factor] };
}

/** The application of an equal tensor that occurred before, if there is one. */
function representative(scope: Scope, application: Application, i: number): Step | null {
  const { fn, args, by } = application;
  const tensor = args[i] as Tensor;
  if ([...freeNames(tensor)].some((name) => !scope.env.sizes.has(name))) return null;
  for (const known of scope.search.tensors) {
    if (sameTerm(known, tensor)) return null;
    const proof = equality(scope, tensor, known);
    if (proof === null) continue;
    const to = apply(
      fn,
      args.map((arg, j) => (j === i ? known : arg)),
      by,
    );
    return { to, proof: { rule: 'inside', term: application, path: [i], proof } };
  }
  scope.search.tensors.push(tensor);
  return null;
}

/** The proof that two tensors are equal, or null where none is found. */
function equality(scope: Scope, left: Tensor, right: Tensor): Proof | null {
  try {
    const decision = decideTensors(scope, left, right);
    return 'equal' in decision && decision.equal ? decision.proof : null;
  } catch (error) {
    if (error instanceof Outside || error instanceof NotEntailed || error instanceof NoDerivative)
      return null;
    throw error;
  }
}
