// Formulas written out by the engine, for comparison with the second witness.

import { parseFormula } from '../../grammar/native.js';
import { readFormula } from '../../src/cli/formula.js';
import { Budget } from '../../src/kernel/budget.js';
import { Expansion } from '../../src/kernel/evaluate.js';
import type { Polynomial } from '../../src/kernel/packed.js';
import { showPolynomial } from '../../src/prove/polynomial.js';
import { isTensor } from '../../src/term/term.js';
import { claimsOf, polynomialAt } from './brute.js';
import { polynomials } from './rings.js';

export type Sizes = Readonly<Record<string, number>>;

/** A formula after its declarations, at given sizes. */
export function written(text: string, sizes: Sizes = {}, budget = new Budget(5_000_000)): Polynomial {
  const at = new Map(Object.entries(sizes).map(([name, n]) => [name, BigInt(n)] as const));
  const read = readFormula(text, at);
  if (!('term' in read) || isTensor(read.term)) throw new Error('no formula of a number');
  return new Expansion(read.env, at, budget).polynomial(read.term);
}

/** '' when the witness finds the same polynomial as the engine, else both. */
export function witnessed(declarations: string, formula: string, sizes: Sizes = {}): string {
  const shown = showPolynomial(written(`${declarations}; ${formula}`, sizes));
  const [claim] = claimsOf(`${declarations}; theorem t: ${formula} = 0`);
  if (claim === undefined) throw new Error('no formula');
  const at = new Map(Object.entries(sizes));
  const [found, expected] = [parseFormula(shown), claim.left].map((node) =>
    polynomialAt(claim.world, node, at),
  );
  if (found === undefined || expected === undefined) throw new Error('no polynomials');
  return polynomials.equal(found, expected) ? '' : `${shown}, the witness finds ${spelled(expected)}`;
}

function spelled(poly: ReadonlyMap<string, { num: bigint; den: bigint }>): string {
  return [...poly].map(([monomial, { num, den }]) => `${num}/${den} ${monomial}`).join(' + ');
}
