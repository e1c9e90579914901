// A claim at given sizes may have been shown by writing both sides out. That says nothing of why a derivative is what it is:
// of these a proof by the rules is looked for.

import type { Theorem } from '../kernel/kernel.js';
import type { Proof } from '../kernel/proof.js';
import { decide } from '../prove/equality.js';
import { isOutside, Scope, Search } from '../prove/scope.js';
import { isTensor, type Scalar } from '../term/term.js';

/** A proof by rules in the place of one by computation, of what is differentiated; the proof given where there is none. */
export function byRules({ env, hyps, claim }: Theorem, proof: Proof, until: number): Proof {
  if (proof.rule !== 'evaluate' || claim.tag !== 'equal') return proof;
  const { left, right } = claim;
  if (isTensor(left) || isTensor(right) || ![left, right].some(differentiates)) return proof;
  try {
    const found = decide(new Scope(env, hyps, new Search(until, 100_000)), left, right);
    return found.equal ? found.proof : proof;
  } catch (error) {
    if (isOutside(error)) return proof;
    throw error;
  }
}

function differentiates(term: Scalar): boolean {
  switch (term.tag) {
    case 'diff':
      return true;
    case 'add':
    case 'mul':
      return term.args.some(differentiates);
    case 'pow':
      return differentiates(term.base);
    case 'reduce':
    case 'line':
      return differentiates(term.body);
    default:
      return false;
  }
}
