// How the search remembers where a line came from, so that a certificate falls out of a refutation: every line is a
// node that names its parents; the certificate lists the ancestors of the contradiction, parents first, and no others.

import { type Monomial, zero } from '../term/poly.js';
import type { LinearCert, Step } from './certificate.js';

type Integer = number | bigint;

/**
 * A given line (by its number, without parents), or the sum of multiples of its parents. `cut` says that tightening
 * changes the sum, so that it must be a step of its own; other sums dissolve into those that use them.
 */
export interface Node {
  readonly line: number;
  readonly parents: readonly (readonly [Node, Integer])[];
  readonly cut: boolean;
}

/** A refutation while it grows: like LinearCert, but with nodes for steps and a row of coefficients for `on`. */
export type Proof =
  | { readonly tag: 'farkas'; readonly node: Node }
  | {
      readonly tag: 'split';
      readonly on: readonly Integer[];
      readonly atLeast: Proof;
      readonly below: Proof;
    };

export function given(line: number): Node {
  return { line, parents: [], cut: false };
}

/** Σ multiplier·parent */
export function derived(...parents: readonly (readonly [Node, Integer])[]): Node {
  return { line: -1, parents, cut: false };
}

/** The node of the tightened line, where tightening changes it. */
export function cut(node: Node): Node {
  return node.line >= 0 ? { line: -1, parents: [[node, 1]], cut: true } : { ...node, cut: true };
}

/**
 * The certificate of a proof over a system of `size` lines, `names[i]` being the unknown of column i. The line added
 * by the split at depth d is `given(size + d)`, which is also its number in the certificate.
 */
export function certificate(proof: Proof, names: readonly string[], size: number, depth = 0): LinearCert {
  if (proof.tag === 'farkas') return { tag: 'farkas', steps: stepsTo(proof.node, size + depth) };
  const terms: Monomial[] = [];
  for (const [i, value] of proof.on.entries()) {
    const coef = BigInt(value);
    if (coef !== 0n) terms.push({ key: names[i] ?? '', coef });
  }
  terms.sort((a, b) => (a.key < b.key ? -1 : 1));
  return {
    tag: 'split',
    on: terms.length === 0 ? zero : { den: 1n, terms },
    atLeast: certificate(proof.atLeast, names, size, depth + 1),
    below: certificate(proof.below, names, size, depth + 1),
  };
}

/** The steps that derive the contradiction `last`, the first of which is line number `first`. */
function stepsTo(last: Node, first: number): Step[] {
  const steps: Step[] = [];
  const sums = new Map<Node, ReadonlyMap<number, bigint>>();
  const numbers = new Map<Node, number>();
  /** Multipliers of lines that add up to the node. */
  const sum = (node: Node): ReadonlyMap<number, bigint> => {
    const known = sums.get(node);
    if (known !== undefined) return known;
    const total = new Map<number, bigint>();
    for (const [parent, multiplier] of node.parents) {
      const times = BigInt(multiplier);
      const lines = parent.line >= 0 || parent.cut ? [[number(parent), 1n] as const] : sum(parent);
      for (const [line, m] of lines) total.set(line, (total.get(line) ?? 0n) + times * m);
    }
    sums.set(node, total);
    return total;
  };
  const step = (lines: ReadonlyMap<number, bigint>): Step =>
    [...lines].filter(([, multiplier]) => multiplier !== 0n);
  /** The line number of a given line or a cut. */
  const number = (node: Node): number => {
    if (node.line >= 0) return node.line;
    const known = numbers.get(node);
    if (known !== undefined) return known;
    const line = step(sum(node));
    const assigned = first + steps.push(line) - 1;
    numbers.set(node, assigned);
    return assigned;
  };
  steps.push(step(last.line >= 0 ? new Map([[last.line, 1n]]) : sum(last)));
  return steps;
}
