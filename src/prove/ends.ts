// Parts taken off the ends of products and sums.

import { Chain, type Step } from '../calculus/steps.js';
import { atLeast } from '../term/cond.js';
import { integerValue, one, add as plus, sub } from '../term/poly.js';
import { substScalar } from '../term/subst.js';
import { add, type Binder, binder, mul, nought, reduce, type Scalar, unit } from '../term/term.js';
import type { Reduction } from './rewrite.js';
import type { Scope } from './scope.js';

/** Products and sums of so many parts are written out. */
const fewParts = 8;

/** A product or a sum of few parts, written out; an empty product is 1. */
export function writtenOut(here: Scope, term: Scalar): Step | null {
  if (term.tag !== 'reduce' || (term.op !== 'prod' && term.op !== 'sum') || term.binders.length !== 1)
    return null;
  const [{ lo, hi }] = term.binders as [Binder];
  const more = integerValue(sub(hi, lo));
  if (more !== null ? more >= fewParts : here.entails(atLeast(sub(lo, one), hi)) === null) return null;
  const chain = new Chain(term);
  let path: readonly number[] = [];
  let rest = term;
  for (let parts = more === null || more < 0n ? 0 : Number(more) + 1; parts > 0; parts--) {
    const step = without(here, rest, 'last');
    chain.inside(path, step);
    path = [...path, 0];
    rest = (step.to as Scalar & { tag: 'mul' | 'add' }).args[0] as Reduction;
  }
  return chain.inside(path, nothing(here, rest)).step();
}

/** lo..hi is lo..hi-1 and hi, or lo and lo+1..hi. Throws NotEntailed where the range may be empty. */
export function without(here: Scope, { op, binders, body }: Reduction, part: 'first' | 'last'): Step {
  const [range] = binders as [Binder];
  const { name, lo, hi } = range;
  const cert = here.mustEntail(atLeast(hi, lo));
  const rest = part === 'last' ? binder(name, lo, sub(hi, one)) : binder(name, plus(lo, one), hi);
  const end = substScalar(body, new Map([[name, part === 'last' ? hi : lo]]));
  const parts = [reduce(op, [rest], body), end];
  return {
    to: op === 'prod' ? mul(parts) : add(parts),
    proof: { rule: 'ends', op, binder: range, body, part, cert },
  };
}

function nothing(here: Scope, { op, binders, body }: Reduction): Step {
  const [range] = binders as [Binder];
  const cert = here.mustEntail(atLeast(sub(range.lo, one), range.hi));
  return {
    to: op === 'prod' ? unit : nought,
    proof: { rule: 'ends', op, binder: range, body, part: 'none', cert },
  };
}
