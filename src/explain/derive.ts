// From a claim to its derivation.

import type { Reading } from '../term/reading.js';
import { type Term, value } from '../term/term.js';
import { type Chain, chainOf, type Detail } from './derivation.js';
import type { Judged } from './theorems.js';

/** A claim with what shows it; `chain` is null where that is not an equation: see the verdict. */
export interface Derivation extends Judged {
  readonly left: Term;
  readonly right: Term;
  readonly chain: Chain | null;
}

/** The derivation of a claim that has been judged. Throws Rejected where the kernel refuses a line of it. */
export function derivationOf(judged: Judged, detail: Detail, until: number): Derivation {
  const { claim, verdict } = judged;
  const [left, right] = [termOf(claim.left), termOf(claim.right)];
  const { theorem, proof } = verdict;
  const shown = theorem !== undefined && proof !== undefined && theorem.claim.tag === 'equal';
  return {
    ...judged,
    left,
    right,
    chain: shown ? chainOf(theorem, proof, { left, right, detail, until }) : null,
  };
}

function termOf(reading: Reading): Term {
  return reading.sort === 'index' ? value(reading.poly) : reading.term;
}
