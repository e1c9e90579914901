// Sums of flat terms rewritten term by term, until no rewriting applies any more.

import { type Chain, refl, type Step } from '../calculus/steps.js';
import { add } from '../term/term.js';
import { type Flat, flatTerm } from './flat.js';
import { Outside } from './scope.js';

/** Flat terms that a flat term equals the sum of. */
export interface Rewritten {
  readonly flats: readonly Flat[];
  readonly step: Step;
}

const mostTerms = 600;

/** Rewrites each term of the sum at which `chain` ends once. */
export function rewriteOnce(
  flats: readonly Flat[],
  chain: Chain,
  rewrite: (flat: Flat) => Rewritten,
): readonly Flat[] {
  const fresh = new Set(flats);
  return rewriteAll(flats, chain, (flat) => (fresh.delete(flat) ? rewrite(flat) : null));
}

/** Rewrites the terms of the sum at which `chain` ends; null from `rewrite` means that a term stays. */
export function rewriteAll(
  flats: readonly Flat[],
  chain: Chain,
  rewrite: (flat: Flat) => Rewritten | null,
): readonly Flat[] {
  let open = flats.map((flat) => ({ flat, done: false }));
  while (open.some(({ done }) => !done)) {
    const single = open.length === 1;
    const next = open.map(({ flat, done }) => {
      const rewritten = done ? null : rewrite(flat);
      return { done: rewritten === null, ...(rewritten ?? { flats: [flat], step: refl(flatTerm(flat)) }) };
    });
    next.forEach(({ done, step }, i) => {
      if (!done) chain.inside(single ? [] : [i], step);
    });
    if (next.every(({ done }) => done)) break;
    open = next.flatMap(({ flats, done }) => flats.map((flat) => ({ flat, done })));
    if (open.length > Math.max(mostTerms, flats.length))
      throw new Outside(`more than ${mostTerms} cases of a sum`);
    chain.ringTo(add(open.map(({ flat }) => flatTerm(flat))));
  }
  return open.map(({ flat }) => flat);
}
