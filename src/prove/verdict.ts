// What can be said of a claim, and what it may cost to find that out.

import type { Range } from '../../grammar/tree.js';
import type { Theorem } from '../kernel/kernel.js';
import { type Proof, usesRule } from '../kernel/proof.js';
import type { Counterexample } from './counterexample.js';
import { unmarked } from './scope.js';

export type VerdictKind = 'definition' | 'proved' | 'refuted' | 'ill-formed' | 'unknown' | 'skipped';

/** What is said of one relation. `proved` has a theorem, and so has `refuted` where two sides differ. */
export interface Verdict {
  readonly verdict: VerdictKind;
  /** One sentence for a person. */
  readonly message: string;
  readonly scope?: string;
  readonly counterexample?: Counterexample;
  /** Of a proved `!=`: where the sides differ. */
  readonly example?: Counterexample;
  readonly theorem?: Theorem;
  readonly proof?: Proof;
  readonly rules?: number;
  /** The budget or the time was used up. */
  readonly exceeded?: true;
  /** The part of the formula that it is about, where it is about a part. */
  readonly at?: Range;
}

/** The limits within which a verdict is looked for; beyond them it is `unknown`. */
export interface ProveOptions {
  /** Milliseconds a claim may take. */
  readonly timeout: number;
  /** Terms an expansion may have. */
  readonly budget: number;
  /** Milliseconds that the search for a repair of a refuted claim may take; without it none is looked for. */
  readonly repair?: number;
}

export const defaultOptions: ProveOptions = { timeout: 20_000, budget: 10_000_000, repair: 1500 };

/** Said of what is proved with entries outside of tensors taken for 0. */
export const zerosOutside = 'entries outside a tensor count as 0';

/** What a proof is about that uses a rule which supposes something of functions or entries (kernel/kernel.ts). */
const suppositions: readonly (readonly [rule: Proof['rule'], values: string])[] = [
  ['fubini', 'functions of bounded support'],
  ['argmax', 'entries of which no maximum is attained twice'],
];

/** What functions and entries a proof is about, where not all: `functions of bounded support`. */
export function suppositionsOf(proof: Proof): readonly string[] {
  return suppositions.flatMap(([rule, values]) => (usesRule(proof, rule) ? [values] : []));
}

/** The rules of a proof that suppose something of functions or entries. */
export function supposingRules(proof: Proof): readonly Proof['rule'][] {
  return suppositions.flatMap(([rule]) => (usesRule(proof, rule) ? [rule] : []));
}

/** `unknown`, in words without the names that the search makes up. */
export function undecided(reason: string): Verdict {
  return { verdict: 'unknown', message: `not decided: ${unmarked(reason)}` };
}
