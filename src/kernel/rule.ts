// What a rule of the kernel is: a statement in words, and a function that replays one application of it. The rules are
// in files by subject; kernel.ts makes one table of them.

import { entailedBy, type Refutation } from '../sets/certificate.js';
import { type Cond, namesOfCond, nonNegative } from '../term/cond.js';
import { type Env, isName } from '../term/env.js';
import { equal, type Poly, sub } from '../term/poly.js';
import { type Scalar, type Term, value } from '../term/term.js';
import { wellFormed, wellFormedCond } from '../term/wellformed.js';
import type { EqualityCerts, Proof } from './proof.js';

/** What a proof shows: H |- left = right, H being the assumptions under which it is replayed. */
export interface Equation {
  readonly left: Term;
  readonly right: Term;
}

/** Replays a proof of any rule: how a rule comes to its premises. */
export type Replay = (context: Context, proof: Proof) => Equation;

/** A rule: what it states, and how one application of it is replayed. */
export interface Rule<K extends Proof['rule']> {
  /** The rule as mathematics, for the README and for people. */
  readonly states: string;
  /** The conclusion under the assumptions of `context`; throws Rejected where a condition of the rule does not hold. */
  readonly replay: (context: Context, proof: Extract<Proof, { rule: K }>, replay: Replay) => Equation;
}

/** Rules by their names. */
export type RuleTable<K extends Proof['rule']> = { readonly [R in K]: Rule<R> };

/** A table that cannot be changed any more, nor the rules in it. */
export function ruleTable<K extends Proof['rule']>(table: RuleTable<K>): RuleTable<K> {
  for (const rule of Object.values(table)) Object.freeze(rule);
  return Object.freeze(table);
}

/** Thrown where a proof does not hold: the rule that refused, and why. */
export class Rejected extends Error {
  override readonly name = 'Rejected';
  constructor(
    readonly rule: string,
    readonly reason: string,
  ) {
    super(`${rule}: ${reason}`);
  }
}

/** What an induction over `name` from `from` on claims: left = right under `hyps`, for smaller integers as well. */
export interface Hypothesis {
  readonly name: string;
  readonly from: Poly;
  readonly hyps: readonly Cond[];
  readonly left: Scalar;
  readonly right: Scalar;
}

/** The assumptions under which a step is replayed, and what may be asked of them. */
export class Context {
  constructor(
    readonly env: Env,
    readonly hyps: readonly Cond[],
    /** Of the innermost induction. */
    readonly hypothesis: Hypothesis | null = null,
  ) {}

  /** H and the conditions in `more`. */
  with(more: readonly Cond[]): Context {
    return new Context(this.env, [...this.hyps, ...more], this.hypothesis);
  }

  /** The same assumptions, in the step of an induction. */
  assuming(hypothesis: Hypothesis): Context {
    return new Context(this.env, this.hyps, hypothesis);
  }

  /** The same assumptions, the entries of a tensor being independent variables: nothing is known of them any more. */
  independent(tensor: string): Context {
    return new Context(this.env.independent(tensor), this.hyps);
  }

  /** The term, where it is well formed: its names declared, its binders in order, its shapes fitting. */
  formed<T extends Term>(rule: string, term: T): T {
    const problem = wellFormed(this.env, term);
    if (problem !== null) throw new Rejected(rule, problem);
    return term;
  }

  /** The index expression is a polynomial in names. */
  index(rule: string, poly: Poly): void {
    const problem = wellFormed(this.env, value(poly));
    if (problem !== null) throw new Rejected(rule, problem);
  }

  /** The condition is well formed. */
  condition(rule: string, cond: Cond): void {
    const problem = wellFormedCond(cond);
    if (problem !== null) throw new Rejected(rule, problem);
  }

  /** The names are different, no sizes, and nothing is assumed of them yet. */
  fresh(rule: string, names: readonly string[]): void {
    const assumed = new Set(this.hyps.flatMap((cond) => [...namesOfCond(cond)]));
    if (this.hypothesis !== null) assumed.add(this.hypothesis.name);
    names.forEach((name, i) => {
      if (!isName(name) || assumed.has(name) || this.env.sizes.has(name) || names.indexOf(name) !== i)
        throw new Rejected(rule, `${name} is not a fresh name`);
    });
  }

  /** H |- cond, by the certificate: a refutation of H and not cond. */
  entails(rule: string, cond: Cond, cert: Refutation | null | undefined): void {
    if (cert === undefined || cert === null || !entailedBy(this.hyps, cond, cert))
      throw new Rejected(rule, 'a side condition is not shown');
  }

  /** a = b as integers; polynomials that are equal as they stand need no certificate. */
  equal(rule: string, a: Poly, b: Poly, certs: EqualityCerts | undefined): void {
    if (equal(a, b)) return;
    this.entails(rule, nonNegative(sub(a, b)), certs?.[0]);
    this.entails(rule, nonNegative(sub(b, a)), certs?.[1]);
  }
}

// Whoever reaches this file must not be able to replace what the rules ask.
Object.freeze(Context.prototype);
