// Claims about recurrences and about products over ranges: whether there are such in a claim, which index an induction
// may run over, and what decides its cases.

import { Chain, meeting, type Step } from '../calculus/steps.js';
import type { Proof } from '../kernel/proof.js';
import { always, atLeast, namesOfCond, not, substituteCond } from '../term/cond.js';
import { isRecurrence, unfoldEntry } from '../term/env.js';
import { sameTerm } from '../term/key.js';
import { one, sub as subtract, variable } from '../term/poly.js';
import { freeNames, substScalar } from '../term/subst.js';
import { type Binder, diff, mul, nought, type Scalar } from '../term/term.js';
import { Bounds } from './bounds.js';
import { withClosedForms } from './closedForms.js';
import { without } from './ends.js';
import { decide } from './equality.js';
import { partition } from './flatten.js';
import { folded } from './folded.js';
import { byInduction } from './induction.js';
import { locally } from './local.js';
import { withPowersJoined } from './powers.js';
import { isProduct } from './productIndex.js';
import { withProductsNamed } from './products.js';
import { type Reduction, rewrite } from './rewrite.js';
import { isOutside, Scope } from './scope.js';
import { hasSlopes, withSlopesNamed } from './slopes.js';

/** Whether entries of recurrences or products over ranges occur. */
export function isInductive(scope: Scope, sides: readonly Scalar[]): boolean {
  return steppers(scope, sides).length > 0 || hasSlopes(scope, sides);
}

/** The proof of left = right with products named, by an induction, or by closed forms; null where none is found. */
export function inductively(scope: Scope, left: Scalar, right: Scalar): Proof | null {
  const alike = withinDerivatives(scope, left, right);
  if (alike !== null) return alike;
  const [a, b] = [opened(scope, left), opened(scope, right)];
  const proof = withSlopesNamed(
    scope,
    a.to,
    b.to,
    (here, from, to) =>
      behindBracket(here, from, to) ??
      decided(here, from, to) ??
      byRecurrence(here, from, to) ??
      overAnIndex(here, from, to) ??
      byClosedForms(here, from, to) ??
      overSizes(here, from, to) ??
      inPart(here, from, to) ??
      withLaterEntries(here, from, to),
  );
  return proof === null ? null : meeting(left, a, proof, b, right);
}

/** The derivatives of two formulas by one entry, where the formulas are equal. */
function withinDerivatives(scope: Scope, left: Scalar, right: Scalar): Proof | null {
  if (left.tag !== 'diff' || right.tag !== 'diff') return null;
  if (!sameTerm(diff(left.of, right.tensor, right.at), left)) return null;
  const proof = decided(scope, left.of, right.of) ?? byRecurrence(scope, left.of, right.of);
  return proof && new Chain(left).inside([0], { to: right.of, proof }).step().proof;
}

/** An entry of a recurrence on either side, wherever it lies, is what the definition says. */
function byRecurrence(scope: Scope, left: Scalar, right: Scalar): Proof | null {
  const proof = unfolded(scope, left, right);
  if (proof !== null) return proof;
  const turned = unfolded(scope, right, left);
  return turned === null ? null : { rule: 'sym', proof: turned };
}

/** As `byRecurrence`, of the left side: in brackets the shape and which part applies. */
function unfolded(scope: Scope, left: Scalar, right: Scalar): Proof | null {
  if (left.tag !== 'entry' || !isRecurrence(scope.env, left.tensor)) return null;
  const body = unfoldEntry(scope.env, left.tensor, left.at);
  const proof = body && equalAsTheyStand(scope, body, right);
  if (body === null || proof === null) return null;
  return new Chain(left)
    .by({ to: body, proof: { rule: 'unfold', term: left } })
    .by({ to: right, proof })
    .step().proof;
}

/** [c] a = 0 says that a = 0 where c holds. */
function behindBracket(scope: Scope, left: Scalar, right: Scalar): Proof | null {
  if (left.tag !== 'mul' || !sameTerm(right, nought)) return null;
  const bracket = left.args.findIndex(({ tag }) => tag === 'iverson');
  const factor = left.args[bracket];
  if (factor?.tag !== 'iverson') return null;
  const { cond } = factor;
  const [yes, no] = [scope.with([cond]), scope.with([not(cond)])];
  const rest = mul(left.args.filter((_, i) => i !== bracket));
  const inner = inductively(yes, rest, right);
  if (inner === null) return null;
  const holds = new Chain(left)
    .inside([bracket], partition(yes, cond, [always]))
    .ringTo(rest)
    .by({ to: right, proof: inner });
  const fails = new Chain(left).inside([bracket], partition(no, cond, [])).ringTo(right);
  return { rule: 'cases', cond, holds: holds.step().proof, fails: fails.step().proof };
}

/** With products named, or by an induction over one of the indices. */
function plainly(scope: Scope, left: Scalar, right: Scalar): Proof | null {
  return decided(scope, left, right) ?? overAnIndex(scope, left, right);
}

/** By an induction over one of the indices. */
function overAnIndex(scope: Scope, left: Scalar, right: Scalar): Proof | null {
  const isSize = (name: string): boolean => scope.env.sizes.has(name);
  const bounds = new Bounds(scope.hyps);
  for (const name of indicesOf(scope, [left, right])) {
    const from = bounds.least(variable(name), isSize);
    if (from === null) continue;
    const proof = byInduction(scope, left, right, name, from, decided);
    if (proof !== null) return proof;
  }
  return null;
}

/** Where the sides differ in a part only, as p a(l-1) + q and p b(l-1) + q do: that the parts are equal. */
function inPart(scope: Scope, left: Scalar, right: Scalar): Proof | null {
  const step = locally(scope, left, right, (here, from, to) => {
    const proof = plainly(here, from, to) ?? byClosedForms(here, from, to);
    return proof === null ? null : { to, proof };
  });
  return step?.proof ?? null;
}

/** D(d-1) - D(d-2) = b, where that is what D(d) is by its recurrence: that D(d) = b. */
function withLaterEntries(scope: Scope, left: Scalar, right: Scalar): Proof | null {
  const [a, b] = [left, right].map((side) => folded(scope, side, equalAsTheyStand)) as [Step, Step];
  if (a.to === left && b.to === right) return null;
  const proof = plainly(scope, a.to, b.to);
  return proof === null ? null : meeting(left, a, proof, b, right);
}

function byClosedForms(scope: Scope, left: Scalar, right: Scalar): Proof | null {
  const steps = withClosedForms(scope, [left, right], decided);
  if (steps === null) return null;
  const [a, b] = steps;
  const proof = plainly(scope, a.to, b.to);
  if (proof === null) return null;
  return meeting(left, a, proof, b, right);
}

/**
 * What is claimed of the products and sums up to a size may hold up to any integer, the shapes being what they are: then
 * it is shown for all integers, by induction over these.
 */
function overSizes(scope: Scope, left: Scalar, right: Scalar): Proof | null {
  const { env, hyps, search, manner } = scope;
  const names = steppers(scope, [left, right]).flatMap((part) => [...freeNames(part)]);
  for (const size of new Set(names.filter((name) => env.sizes.has(name)))) {
    const index = search.fresh(size);
    const at = new Map([[size, variable(index)]]);
    const general = [...hyps, ...hyps.map((cond) => substituteCond(cond, at))];
    const here = new Scope(env, general, search, manner);
    const proof = plainly(here, substScalar(left, at), substScalar(right, at));
    if (proof === null) continue;
    const certs = [...hyps, ...hyps].map((cond) => scope.mustEntail(cond));
    return { rule: 'instance', hyps: general, proof, by: [[index, variable(size)]], certs };
  }
  return null;
}

/** Equal as they stand, or with products named, or so with the last terms of sums set apart, or with powers joined. */
function decided(scope: Scope, left: Scalar, right: Scalar): Proof | null {
  return (
    asTheyStandOrNamed(scope, left, right) ??
    changed(scope, left, right, (side) => rewrite(scope, side, withLastApart)) ??
    changed(scope, left, right, (side) => withPowersJoined(scope, side, asTheyStandOrNamed))
  );
}

function asTheyStandOrNamed(scope: Scope, left: Scalar, right: Scalar): Proof | null {
  return equalAsTheyStand(scope, left, right) ?? withProductsNamed(scope, left, right, equalAsTheyStand);
}

/** With products named in what becomes of the sides; null where nothing does. */
function changed(scope: Scope, left: Scalar, right: Scalar, change: (side: Scalar) => Step): Proof | null {
  const [a, b] = [change(left), change(right)];
  if (a.to === left && b.to === right) return null;
  const proof = withProductsNamed(scope, a.to, b.to, equalAsTheyStand);
  return proof === null ? null : meeting(left, a, proof, b, right);
}

/** A sum whose last term has an empty product in it, as that of the product from j + 1 to l over j up to l. */
function withLastApart(here: Scope, part: Scalar): Step | null {
  if (part.tag !== 'reduce' || part.op !== 'sum' || part.binders.length !== 1) return null;
  const [{ name, lo, hi }] = part.binders as [Binder];
  if (here.entails(atLeast(hi, lo)) === null) return null;
  let isEmpty = false;
  const last = substScalar(part.body, new Map([[name, hi]]));
  rewrite(here, last, (place, inner) => {
    const range = isProduct(inner) ? inner.binders[0] : undefined;
    if (range !== undefined && place.entails(atLeast(subtract(range.lo, one), range.hi)) !== null)
      isEmpty = true;
    return null;
  });
  return isEmpty ? without(here, part as Reduction, 'last') : null;
}

function equalAsTheyStand(scope: Scope, left: Scalar, right: Scalar): Proof | null {
  try {
    const decision = decide(scope, left, right);
    return decision.equal ? decision.proof : null;
  } catch (error) {
    if (isOutside(error)) return null;
    throw error;
  }
}

/** Indices that subscripts of recurrences and ends of products depend on. */
function indicesOf(scope: Scope, sides: readonly Scalar[]): readonly string[] {
  const assumed = new Set(scope.hyps.flatMap((cond) => [...namesOfCond(cond)]));
  const names = steppers(scope, sides).flatMap((part) => [...freeNames(part)]);
  return [...new Set(names)].filter((name) => assumed.has(name) && !scope.env.sizes.has(name));
}

/** The parts that go on from one integer to the next. */
function steppers(scope: Scope, sides: readonly Scalar[]): readonly Scalar[] {
  const found: Scalar[] = [];
  for (const side of sides)
    rewrite(scope, opened(scope, side).to, ({ env }, part) => {
      if (part.tag === 'entry' && isRecurrence(env, part.tensor)) found.push(part);
      if (part.tag === 'reduce' && part.op === 'prod') found.push(part);
      return null;
    });
  return found;
}

/** Definitions unfolded that have recurrences or products in them. */
function opened(scope: Scope, side: Scalar): Step {
  return rewrite(scope, side, (here, part) => {
    if (part.tag !== 'entry' || isRecurrence(here.env, part.tensor)) return null;
    const body = unfoldEntry(here.env, part.tensor, part.at);
    if (body === null) return null;
    const step: Step = { to: body, proof: { rule: 'unfold', term: part } };
    return steppers(here, [body]).length === 0
      ? null
      : new Chain(part).by(step).by(opened(here, body)).step();
  });
}
