// The derivative of a formula as a formula: worked out, written short, and proved to be it.

import { derive, NoDerivative } from '../calculus/derive.js';
import { insideOf } from '../kernel/entries.js';
import { check, type Theorem } from '../kernel/kernel.js';
import { countRules, type Proof } from '../kernel/proof.js';
import { RingLimit } from '../kernel/ring.js';
import { refute } from '../sets/index.js';
import { type Cond, showCond } from '../term/cond.js';
import { type Context, hypotheses, type IndexDecl } from '../term/context.js';
import { freeNames } from '../term/subst.js';
import type { Scalar } from '../term/term.js';
import { closedForm } from './closed.js';
import { decide } from './equality.js';
import { workOf } from './example.js';
import { withPlainNames } from './plain.js';
import { isOutside, Scope, Search, unmarked } from './scope.js';
import { type ProveOptions, suppositionsOf } from './verdict.js';

/** A derivative in closed form, proved to be one. */
export interface Differentiated {
  readonly derivative: Scalar;
  /** Where the derivative is not 0 for lying outside of a tensor, as far as that can be said in one condition. */
  readonly inside: readonly Cond[];
  /** The indices that the derivative is about. */
  readonly indices: readonly IndexDecl[];
  /** What entries and functions it is about, where not all. */
  readonly supposed: readonly string[];
  /** |- term = derivative */
  readonly theorem: Theorem;
  readonly rules: number;
}

/** Thrown where no derivative can be given; `message` says why. */
export class Undifferentiated extends Error {
  override readonly name = 'Undifferentiated';
}

/** Throws Undifferentiated. */
export function differentiate(
  context: Context,
  term: Scalar & { tag: 'diff' },
  { timeout, budget }: ProveOptions,
): Differentiated {
  const { env } = context;
  const free = freeNames(term);
  const hyps = hypotheses(context, free);
  if (refute(hyps) !== null)
    throw new Undifferentiated(`nothing can satisfy what is assumed: ${hyps.map(showCond).join(', ')}`);
  const scope = new Scope(env, hyps, new Search(Date.now() + timeout, budget));
  try {
    const { derivative, proof } = shortest(scope, term);
    return {
      derivative,
      inside: insideOfProduct(scope, derivative),
      indices: context.indices.filter(({ name }) => free.has(name)),
      supposed: suppositionsOf(proof),
      theorem: check(env, hyps, proof),
      rules: countRules(proof),
    };
  } catch (error) {
    if (isUndecided(error)) throw new Undifferentiated(unmarked(error.message));
    throw error;
  }
}

/** Whether an error says that a procedure does not decide, and not that it is wrong. */
export function isUndecided(error: unknown): error is Error {
  return isOutside(error) || error instanceof RingLimit;
}

/** The closed form if that can be proved, else the derivative as the rules give it. */
function shortest(
  scope: Scope,
  term: Scalar & { tag: 'diff' },
): { readonly derivative: Scalar; readonly proof: Proof } {
  // The names of the indices that it is about are not bound in it.
  const taken = [...scope.env.sizes, ...freeNames(term)];
  try {
    const derivative = withPlainNames(closedForm(scope, term), taken);
    const decision = decide(scope, term, derivative);
    if (decision.equal) return { derivative, proof: decision.proof };
  } catch (error) {
    if (!isUndecided(error) || error instanceof NoDerivative) throw error;
  }
  const { to, proof } = derive(scope.env, workOf(scope), term, scope.hyps);
  return { derivative: withPlainNames(to, taken), proof };
}

/** The conditions under which every factor lies inside its tensor, without those that always hold. */
function insideOfProduct(scope: Scope, derivative: Scalar): readonly Cond[] {
  const factors = derivative.tag === 'mul' ? derivative.args : [derivative];
  return factors
    .flatMap((factor) => insideOf(scope.env, factor) ?? [])
    .filter((cond) => scope.entails(cond) === null);
}
