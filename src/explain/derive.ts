// From a claim to what shows it: the derivation of a proof, or a counterexample worked out.

import { printNode } from '../../grammar/print.js';
import type { ProveOptions } from '../prove/verdict.js';
import { frozen } from '../term/frozen.js';
import type { Term } from '../term/term.js';
import { byRules } from './byRules.js';
import { type Chain, chainOf, type Detail } from './derivation.js';
import { termOf } from './reading.js';
import { type Judged, theoremsOf } from './theorems.js';
import { type Worked, workedOut } from './worked.js';

/** A claim with what shows it: at most one of `chain` and `worked`; of others the verdict alone says why. */
export interface Derivation extends Judged {
  readonly left: Term;
  readonly right: Term;
  /** Of an equation that is true. */
  readonly chain: Chain | null;
  /** Of two sides that differ. */
  readonly worked: Worked | null;
  /** Of a refuted claim, what was probably meant, or that the sides do not differ, with its derivation. */
  readonly repaired: Derivation | null;
}

/** What a derivation may cost, and how many lines it has. */
export interface DeriveOptions extends ProveOptions {
  readonly detail: Detail;
}

/** The derivation of a claim that has been judged. Throws Rejected where the kernel refuses a line of it. */
export function derivationOf(judged: Judged, options: DeriveOptions): Derivation {
  const { claim, verdict, repair } = judged;
  const [left, right] = [termOf(claim.left), termOf(claim.right)];
  const { theorem, proof } = verdict;
  const example = verdict.counterexample ?? verdict.example;
  const until = Date.now() + options.timeout;
  // Where sides were said to differ that never do, their equality is shown.
  const isAgreement = claim.operator === '!=' && verdict.verdict === 'refuted';
  const meant = isAgreement
    ? `${printNode(claim.leftNode)} = ${printNode(claim.rightNode)}`
    : (repair?.reading ?? null);
  const shown = theorem !== undefined && proof !== undefined && theorem.claim.tag === 'equal';
  const differs = theorem?.claim.tag === 'differ' && example !== undefined;
  return {
    ...judged,
    left,
    right,
    chain: shown
      ? chainOf(theorem, frozen(byRules(theorem, proof, until)), {
          left,
          right,
          detail: options.detail,
          until,
        })
      : null,
    worked: differs ? workedOut(judged, example, options) : null,
    repaired: meant === null ? null : repaired(judged, meant, options),
  };
}

function repaired({ statements }: Judged, reading: string, options: DeriveOptions): Derivation | null {
  const text = [...statements, `theorem repaired: ${reading}`].join('\n');
  const [found] = [...theoremsOf(text, () => true, { ...options, repair: 0 })];
  return found?.verdict.verdict === 'proved' ? derivationOf({ ...found, name: null }, options) : null;
}
