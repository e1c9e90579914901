// How the search remembers where a line came from, so that a certificate falls out of a refutation: every line is a
// node that names its parents; the certificate lists the ancestors of the contradiction, parents first, and no others.

import { type Monomial, zero } from '../term/poly.js';
import type { LinearCert, Step } from './certificate.js';

type Integer = number | bigint;

/** A given line (by its number, without parents), or the tightened sum of multiples of its parents. */
export interface Node {
  readonly line: number;
  readonly parents: readonly (readonly [Node, Integer])[];
}

/** A refutation while it grows: like LinearCert, but with nodes for steps and a row of coefficients for `on`. */
export type Proof =
  | { readonly tag: 'farkas'; readonly node: Node }
  | { readonly tag: 'split'; readonly on: readonly Integer[]; readonly atLeast: Proof; readonly below: Proof };

export function given(line: number): Node {
  return { line, parents: [] };
}

/** The tightened Σ multiplier·parent; parents with multiplier 0 are left out. */
export function derived(...parents: readonly (readonly [Node, Integer])[]): Node {
  return { line: -1, parents: parents.filter(([, multiplier]) => multiplier !== 0 && multiplier !== 0n) };
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

/** The steps that derive the node, the first of which is line number `first`. */
function stepsTo(node: Node, first: number): Step[] {
  const steps: Step[] = [];
  const numbers = new Map<Node, number>();
  const number = (n: Node): number => {
    if (n.line >= 0) return n.line;
    const known = numbers.get(n);
    if (known !== undefined) return known;
    const step = n.parents.map(([parent, multiplier]) => [number(parent), BigInt(multiplier)] as const);
    const assigned = first + steps.push(step) - 1;
    numbers.set(n, assigned);
    return assigned;
  };
  if (number(node) < first) steps.push([[node.line, 1n]]);
  return steps;
}
