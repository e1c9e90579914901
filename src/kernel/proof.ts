// Proofs as data: a tree of rule applications, with every certificate the rules ask for. Nothing here is trusted;
// kernel.ts replays a proof and says what it proves, or why not. What each rule states is in the file of its subject:
// congruence.ts, arithmetic.ts, entries.ts, conditions.ts, sums.ts, extrema.ts, lines.ts, fubini.ts and induction.ts.

import type { Refutation } from '../sets/certificate.js';
import type { Cond } from '../term/cond.js';
import type { Poly } from '../term/poly.js';
import type { Binder, Extremum, Reduction, Scalar, Tensor, Term } from '../term/term.js';

/** Certificates for an equality of integers: for ≥ and for ≤; null where the polynomials are equal as they stand. */
export type EqualityCerts = readonly [Refutation, Refutation] | null;

/** How the variable of a line is replaced. */
export interface Turn {
  readonly reversed: boolean;
  readonly shift: Poly;
}

/** Values of independent tensors, by formulas in their subscripts, and what a formula is for these. */
export interface Example {
  readonly values: readonly {
    readonly tensor: string;
    readonly indices: readonly string[];
    readonly body: Scalar;
  }[];
  /** That the formula is an entry of another tensor, or a function of one. */
  readonly proof: Proof;
  /** That the entry lies inside its shape. */
  readonly inside: readonly Refutation[];
}

/** One side of a reindexing: the sum of [guard] body over the ranges of the binders. */
export interface Comprehension {
  readonly binders: readonly Binder[];
  readonly guard: Cond;
  readonly body: Scalar;
}

/** One application of a rule: its premises, and what the rule needs to know besides. */
export type Proof =
  | { readonly rule: 'refl'; readonly term: Term }
  | { readonly rule: 'sym'; readonly proof: Proof }
  | { readonly rule: 'trans'; readonly proofs: readonly Proof[] }
  | {
      readonly rule: 'inside';
      readonly term: Scalar;
      readonly path: readonly number[];
      readonly proof: Proof;
    }
  | { readonly rule: 'ring'; readonly left: Scalar; readonly right: Scalar }
  | {
      readonly rule: 'index';
      readonly left: Scalar;
      readonly right: Scalar;
      readonly certs: readonly EqualityCerts[];
    }
  | { readonly rule: 'unfold'; readonly term: Scalar }
  | { readonly rule: 'zero-extension'; readonly term: Scalar; readonly cond: Cond; readonly cert: Refutation }
  /** `indices` are for the sum over the entries of a tensor that is an argument. */
  | { readonly rule: 'derivative'; readonly term: Scalar; readonly indices: readonly string[] }
  | {
      readonly rule: 'partition';
      readonly cond: Cond;
      readonly parts: readonly Cond[];
      readonly covers: Refutation;
      readonly within: readonly Refutation[];
      readonly apart: readonly Refutation[];
    }
  | { readonly rule: 'cases'; readonly cond: Cond; readonly holds: Proof; readonly fails: Proof }
  | { readonly rule: 'absurd'; readonly left: Scalar; readonly right: Scalar; readonly cert: Refutation }
  | {
      readonly rule: 'reindex';
      readonly op: Reduction;
      readonly from: Comprehension;
      readonly to: Comprehension;
      readonly forward: readonly Poly[];
      readonly back: readonly Poly[];
      readonly certs: ReindexCerts;
    }
  | {
      readonly rule: 'nest';
      readonly op: Reduction;
      readonly outer: readonly Binder[];
      readonly inner: readonly Binder[];
      readonly body: Scalar;
      /** Of a maximum or minimum: that each range of `inner` has a point, whatever the indices before it are. */
      readonly certs?: readonly Refutation[];
    }
  | {
      readonly rule: 'extremum';
      readonly op: Extremum;
      readonly binders: readonly Binder[];
      readonly coef: Poly;
      readonly body: Scalar;
      readonly shift: Scalar;
      /** Whether `coef` is at least 0, or at most. */
      readonly rising: boolean;
      readonly sign: Refutation;
      /** That each range has a point, whatever the indices before it are. */
      readonly certs: readonly Refutation[];
    }
  | { readonly rule: 'even'; readonly of: Scalar }
  | {
      readonly rule: 'argmax';
      /** The derivative of a maximum or minimum. */
      readonly term: Scalar & { tag: 'diff' };
      /** Names for the indices of the sum. */
      readonly copies: readonly string[];
      /** For each index that it is not larger in the sum than in the maximum where the entries are the same. */
      readonly apart: readonly Refutation[];
      /** That each range has a point, whatever the indices before it are. */
      readonly certs: readonly Refutation[];
      /** Where the numbers are no entries: values of some tensors for which they are. */
      readonly example?: Example;
    }
  | {
      readonly rule: 'linear';
      readonly binders: readonly Binder[];
      readonly parts: readonly { readonly coef: Scalar; readonly body: Scalar }[];
    }
  | {
      readonly rule: 'telescope';
      readonly binder: Binder;
      readonly summand: Poly;
      readonly antiderivative: Poly;
      readonly cert: Refutation;
    }
  | {
      readonly rule: 'substitution';
      readonly left: Scalar;
      readonly right: Scalar;
      /** t = u + shift, or -u + shift, for each of the outermost signs. */
      readonly turns: readonly Turn[];
    }
  | {
      readonly rule: 'fubini';
      readonly left: Scalar;
      readonly right: Scalar;
      /** For each piece of the left side, and of the right side, what its variables are in the new ones (fubini.ts). */
      readonly changes: readonly [left: readonly (readonly Poly[])[], right: readonly (readonly Poly[])[]];
    }
  | {
      readonly rule: 'induction';
      readonly name: string;
      readonly from: Poly;
      readonly left: Scalar;
      readonly right: Scalar;
      /** That the name is at least `from`. */
      readonly cert: Refutation;
      readonly bases: readonly Proof[];
      readonly step: Proof;
    }
  | {
      readonly rule: 'hypothesis';
      readonly by: readonly (readonly [name: string, instead: Poly])[];
      /** For each assumption of the induction that it holds there. */
      readonly certs: readonly Refutation[];
      readonly smaller: Refutation;
    }
  | {
      readonly rule: 'instance';
      readonly hyps: readonly Cond[];
      readonly proof: Proof;
      readonly by: readonly (readonly [name: string, instead: Poly])[];
      readonly certs: readonly Refutation[];
    }
  | {
      readonly rule: 'ends';
      readonly op: Reduction;
      readonly binder: Binder;
      readonly body: Scalar;
      /** What is taken off; `none` where there is nothing. */
      readonly part: 'first' | 'last' | 'none';
      readonly cert: Refutation;
    }
  | {
      readonly rule: 'abbreviation';
      readonly name: string;
      readonly indices: readonly string[];
      readonly body: Scalar;
      readonly proof: Proof;
    }
  | { readonly rule: 'reciprocal'; readonly of: Poly; readonly cert: Refutation }
  | { readonly rule: 'evaluate'; readonly left: Term; readonly right: Term }
  | {
      readonly rule: 'extensionality';
      readonly left: Tensor;
      readonly right: Tensor;
      readonly indices: readonly string[];
      readonly shapes: readonly EqualityCerts[];
      readonly entries: Proof;
    };

/** The certificates of a reindexing, in the order in which the rule states its conditions. */
export interface ReindexCerts {
  /** from ⊢ each range condition and the guard of `to`, at forward. */
  readonly into: readonly Refutation[];
  /** to ⊢ back is integral, for each component with a denominator (null for others). */
  readonly integral: readonly (Refutation | null)[];
  /** to ⊢ each range condition and the guard of `from`, at back. */
  readonly onto: readonly Refutation[];
  /** from ⊢ back(forward(v)) = v; of a maximum or minimum this is not asked. */
  readonly leftInverse: readonly EqualityCerts[];
  /** to ⊢ forward(back(u)) = u. */
  readonly rightInverse: readonly EqualityCerts[];
}

/** The number of rule applications in a proof. */
export function countRules(proof: Proof): number {
  return 1 + subproofs(proof).reduce((n, p) => n + countRules(p), 0);
}

/** Whether a rule is applied anywhere in a proof. */
export function usesRule(proof: Proof, rule: Proof['rule']): boolean {
  return proof.rule === rule || subproofs(proof).some((each) => usesRule(each, rule));
}

/** The premises of the last rule. */
export function subproofs(proof: Proof): readonly Proof[] {
  switch (proof.rule) {
    case 'sym':
    case 'inside':
    case 'instance':
    case 'abbreviation':
      return [proof.proof];
    case 'trans':
      return proof.proofs;
    case 'cases':
      return [proof.holds, proof.fails];
    case 'extensionality':
      return [proof.entries];
    case 'induction':
      return [...proof.bases, proof.step];
    default:
      return [];
  }
}

/** The same rule, each of its premises changed. */
export function withSubproofs(proof: Proof, change: (premise: Proof) => Proof): Proof {
  switch (proof.rule) {
    case 'sym':
    case 'inside':
    case 'instance':
    case 'abbreviation':
      return { ...proof, proof: change(proof.proof) };
    case 'trans':
      return { ...proof, proofs: proof.proofs.map(change) };
    case 'cases':
      return { ...proof, holds: change(proof.holds), fails: change(proof.fails) };
    case 'extensionality':
      return { ...proof, entries: change(proof.entries) };
    case 'induction':
      return { ...proof, bases: proof.bases.map(change), step: change(proof.step) };
    default:
      return proof;
  }
}
