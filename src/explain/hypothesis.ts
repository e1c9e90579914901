// The step of an induction uses what it is about for smaller integers. A line of it that is looked at by itself uses the
// theorem that the whole induction shows: the same equation, and the kernel checks it without knowing where it stands.

import type { Proof } from '../kernel/proof.js';
import type { Cond } from '../term/cond.js';

/** An induction, and what is assumed where it is made. */
export interface Induction {
  readonly proof: Proof;
  readonly hyps: readonly Cond[];
}

/** The same proof outside of the induction whose hypothesis it uses; null stands for none. */
export function standingAlone(proof: Proof, induction: Induction | null): Proof {
  if (induction === null) return proof;
  const within = (part: Proof): Proof => standingAlone(part, induction);
  switch (proof.rule) {
    case 'hypothesis':
      return {
        rule: 'instance',
        hyps: induction.hyps,
        proof: induction.proof,
        by: proof.by,
        certs: proof.certs,
      };
    case 'trans':
      return { ...proof, proofs: proof.proofs.map(within) };
    case 'sym':
    case 'inside':
    case 'abbreviation':
      return { ...proof, proof: within(proof.proof) };
    case 'cases':
      return { ...proof, holds: within(proof.holds), fails: within(proof.fails) };
    case 'extensionality':
      return { ...proof, entries: within(proof.entries) };
    // An induction has a hypothesis of its own, and an instance none.
    default:
      return proof;
  }
}
