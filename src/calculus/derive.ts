// Derivatives carried down to the entries: ∂/∂T[b] of sums, products, powers and applications by the kernel's rule, of
// defined tensors and operations by their definitions, until no derivative is left.

import { derivative } from '../kernel/derivative.js';
import { ofDifferentEntries } from '../kernel/extrema.js';
import type { Example } from '../kernel/proof.js';
import { entails, type Refutation } from '../sets/index.js';
import { atLeast, type Cond, equals } from '../term/cond.js';
import { dependsOn } from '../term/depends.js';
import { hasDerivative } from '../term/derivatives.js';
import { type Env, isRecurrence, shapeOf, unfoldEntry, zeroTest } from '../term/env.js';
import { isZero, type Poly, substitute, variable } from '../term/poly.js';
import { showScalar, showTerm } from '../term/show.js';
import { substScalar } from '../term/subst.js';
import {
  add,
  apply,
  type Binder,
  binder,
  diff,
  isTensor,
  mul,
  nought,
  number,
  rangeConds,
  reduce,
  type Scalar,
  type Tensor,
} from '../term/term.js';
import { assumedAt, Chain, partAt, refl, type Step } from './steps.js';

/** Where new names come from; `tick` ends a work that takes too long by throwing. */
export interface Work {
  fresh(like: string): string;
  tick(): void;
  /** Whether the derivative of an entry of a recurrence is left as it is. */
  readonly keepsRecurrences?: boolean;
  /** Values of tensors for which a formula is one of the entries, and the subscripts of this. */
  example?(
    env: Env,
    hyps: readonly Cond[],
    body: Scalar,
  ): { readonly example: Example; readonly subscripts: readonly Poly[] } | null;
}

/** Thrown at a formula whose derivative is not known; `message` names it. */
export class NoDerivative extends Error {
  override readonly name = 'NoDerivative';
}

type Derivative = Scalar & { tag: 'diff' };
/** The derivative of an entry of a recurrence by an entry of an independent tensor. */
export type Slope = Derivative & { of: Scalar & { tag: 'entry'; tensor: Tensor & { tag: 'tensor' } } };

export function isSlope(env: Env, term: Scalar): term is Slope {
  return (
    term.tag === 'diff' &&
    term.of.tag === 'entry' &&
    isRecurrence(env, term.of.tensor) &&
    env.independent(term.tensor) === env
  );
}
type Reduction = Scalar & { tag: 'reduce' };

/**
 * `term` without a derivative in it, and the proof from the assumptions `hyps`: diff(sum_<m=1..M> w_<m>, w_<i>) becomes
 * `sum_<m=1..M> [m = i, 1 <= i, i <= M] 1`. Throws NoDerivative.
 */
export function derive(env: Env, work: Work, term: Derivative, hyps: readonly Cond[]): Step {
  work.tick();
  // What `of` means: the entries of the tensor by which it is differentiated are variables there.
  const within = env.independent(term.tensor);
  const chain = new Chain(term);
  const { of } = term;
  if (work.keepsRecurrences && isSlope(env, term)) return refl(term);
  if (of.tag === 'entry' && isRecurrence(within, of.tensor))
    throw new NoDerivative(`a recurrence is not differentiated: ${showScalar(of)}`);
  const body = of.tag === 'entry' ? unfoldEntry(within, of.tensor, of.at) : null;
  if (body !== null) chain.inside([0], { to: body, proof: { rule: 'unfold', term: of } });
  else if (of.tag === 'diff' || (within !== env && hasDerivative(within, of)))
    chain.inside([0], withoutDerivatives(within, work, of, hyps));
  if (chain.to !== term) return chain.by(derive(env, work, chain.to as Derivative, hyps)).step();
  if (of.tag === 'reduce') chain.by(refl(diff(renamed(work, of), term.tensor, term.at)));
  if (of.tag === 'reduce' && of.op !== 'sum' && !dependsOn(env, of, term.tensor))
    return chain.by(layer(env, work, chain.to as Derivative)).step();
  chain.by(
    isExtreme(of)
      ? argmax(env, work, chain.to as Derivative, hyps)
      : layer(env, work, chain.to as Derivative),
  );
  for (const { path, sum } of parts(env, of)) {
    const here = [...hyps, ...assumedAt(chain.to, path)];
    chain.inside(path, derive(env, work, partAt(chain.to, path) as Derivative, here));
    if (sum !== null) dropEmptySum(chain, sum);
  }
  return chain.ringTo(withoutZeros(chain.to)).step();
}

/** The kernel's rule, used once. */
function layer(env: Env, work: Work, term: Derivative): Step {
  const { of } = term;
  const ranks = of.tag === 'apply' ? of.args.map((arg) => rank(env, arg)) : [];
  const indices = Array.from({ length: Math.max(0, ...ranks) }, (_, d) =>
    work.fresh(['k', 'l', 'r', 's'][d] ?? 'u'),
  );
  const right = derivative(env, term, indices);
  if (typeof right === 'string') throw new NoDerivative(`${right}: ${showScalar(term)}`);
  return { to: right, proof: { rule: 'derivative', term, indices } };
}

function isExtreme(term: Scalar): term is Reduction {
  return term.tag === 'reduce' && (term.op === 'max' || term.op === 'min');
}

/** The kernel's rule on maxima of different entries. */
function argmax(env: Env, work: Work, term: Derivative, hyps: readonly Cond[]): Step {
  const of = term.of as Reduction;
  const { binders, body } = of;
  const { ranges: other, names: copy } = freshRanges(work, binders);
  const copies = other.map(({ name }) => name);
  const direct = ofDifferentEntries(env, body);
  const found = direct === null ? work.example?.(env, [...hyps, ...rangeConds(binders)], body) : null;
  const subscripts = direct ?? found?.subscripts;
  if (subscripts === undefined)
    throw new NoDerivative(`a ${of.op} is not differentiated: ${showScalar(term)}`);
  const same = [
    ...rangeConds(binders),
    ...rangeConds(other),
    ...subscripts.map((a) => equals(a, substitute(a, copy))),
  ];
  const shown = (given: readonly Cond[], goal: Cond): Refutation => {
    work.tick();
    const cert = entails([...hyps, ...given], goal);
    if (cert === null)
      throw new NoDerivative(
        `not all numbers of a ${of.op} are seen to be different entries: ${showScalar(of)}`,
      );
    return cert;
  };
  const apart = binders.map(({ name }) => shown(same, atLeast(copy.get(name) as Poly, variable(name))));
  const certs = binders.map(({ lo, hi }, i) => shown(rangeConds(binders.slice(0, i)), atLeast(hi, lo)));
  const one = substScalar(body, copy);
  const isLargest = apply(zeroTest, [add([of, mul([number(-1), one])])]);
  const to = reduce('sum', other, mul([isLargest, diff(one, term.tensor, term.at)]));
  return {
    to,
    proof: { rule: 'argmax', term, copies, apart, certs, ...(found && { example: found.example }) },
  };
}

function rank(env: Env, arg: Scalar | Tensor): number {
  return isTensor(arg) ? shapeOf(env, arg).length : 0;
}

/** The place of the derivative of a part in what the rule gives, and of the sum around it, if there is one. */
interface Part {
  readonly path: readonly number[];
  readonly sum: readonly number[] | null;
}

function parts(env: Env, of: Scalar): readonly Part[] {
  const single = 'args' in of && of.args.length === 1;
  switch (of.tag) {
    case 'add':
      return of.args.map((_, i) => ({ path: single ? [] : [i], sum: null }));
    case 'mul':
      return of.args.map((_, i) => ({ path: single ? [] : [i, i], sum: null }));
    case 'pow':
      return of.exponent === 0 ? [] : [{ path: [2], sum: null }];
    case 'reduce':
      return [{ path: isExtreme(of) ? [0, 1] : [0], sum: [] }];
    case 'apply':
      return of.args.map((arg, i) => {
        const at = single ? [] : [i];
        return rank(env, arg) > 0 ? { path: [...at, 0, 1], sum: at } : { path: [...at, 1], sum: null };
      });
    default:
      return [];
  }
}

/** A sum of 0 at `path` is 0. */
function dropEmptySum(chain: Chain, path: readonly number[]): void {
  const sum = partAt(chain.to, path);
  if (sum.tag !== 'reduce' || !isNought(withoutZeros(sum.body))) return;
  chain
    .inside([...path, 0], new Chain(sum.body).ringTo(nought).step())
    .inside(path, { to: nought, proof: { rule: 'linear', binders: sum.binders, parts: [] } });
}

function isNought(term: Scalar): boolean {
  return term.tag === 'value' && isZero(term.value);
}

/** A sum of products without the products that have a factor 0. */
function withoutZeros(term: Scalar): Scalar {
  if (term.tag === 'add') return add(term.args.map(withoutZeros).filter((arg) => !isNought(arg)));
  return term.tag === 'mul' && term.args.some(isNought) ? nought : term;
}

/** `term` written without derivatives, also where these hide in definitions. Throws NoDerivative. */
export function withoutDerivatives(env: Env, work: Work, term: Scalar, hyps: readonly Cond[]): Step {
  const chain = new Chain(term);
  if (!hasDerivative(env, term)) return chain.step();
  switch (term.tag) {
    case 'diff':
      chain.by(derive(env, work, term, hyps));
      return chain.by(withoutDerivatives(env, work, chain.to, hyps)).step();
    case 'entry': {
      const body = isRecurrence(env, term.tensor) ? null : unfoldEntry(env, term.tensor, term.at);
      if (body === null) break;
      chain.by({ to: body, proof: { rule: 'unfold', term } });
      return chain.by(withoutDerivatives(env, work, body, hyps)).step();
    }
    case 'reduce': {
      const sum = renamed(work, term);
      return chain
        .by(refl(sum))
        .inside([0], withoutDerivatives(env, work, sum.body, [...hyps, ...rangeConds(sum.binders)]))
        .step();
    }
    case 'pow':
      return chain.inside([0], withoutDerivatives(env, work, term.base, hyps)).step();
    case 'add':
    case 'mul':
    case 'apply':
      for (const [i, arg] of term.args.entries()) {
        if (!isTensor(arg)) chain.inside([i], withoutDerivatives(env, work, arg, hyps));
        else if (hasDerivative(env, arg)) throw new NoDerivative(`a derivative inside ${showTerm(arg)}`);
      }
      return chain.step();
  }
  throw new NoDerivative(`a derivative inside ${showScalar(term)}`);
}

/** The same reduction with bound names that occur nowhere else. */
function renamed(work: Work, { op, binders, body }: Reduction): Reduction {
  const { ranges, names } = freshRanges(work, binders);
  return reduce(op, ranges, substScalar(body, names)) as Reduction;
}

function freshRanges(
  work: Work,
  binders: readonly Binder[],
): { readonly ranges: readonly Binder[]; readonly names: ReadonlyMap<string, Poly> } {
  const names = new Map<string, Poly>();
  const ranges = binders.map(({ name, lo, hi }) => {
    const fresh = work.fresh(name);
    const range = binder(fresh, substitute(lo, names), substitute(hi, names));
    names.set(name, variable(fresh));
    return range;
  });
  return { ranges, names };
}
