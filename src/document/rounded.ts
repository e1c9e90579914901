// Decimals as people write them: `2/3 = 0.67` says what is true to two places.

import type { Node } from '../../grammar/tree.js';
import { judge } from '../prove/claim.js';
import type { ProveOptions, Verdict } from '../prove/verdict.js';
import type { ClaimReading, Context } from '../term/context.js';
import { constant, isConstant, type Poly, scale, sub } from '../term/poly.js';

/** An equation of numbers whose right side is the left one to the places that it shows; null of any other. */
export function rounded(context: Context, claim: ClaimReading, options: ProveOptions): Verdict | null {
  const { left, right, rightNode } = claim;
  const places = placesOf(rightNode);
  if (left.sort !== 'index' || right.sort !== 'index' || places === null || !isConstant(left.poly))
    return null;
  // 2 10^places |left - right| <= 1, in whole numbers
  const unit = 2n * 10n ** BigInt(places);
  const difference = scale(sub(left.poly, right.poly), unit);
  const bounds = [difference, scale(difference, -1n)].map((poly) =>
    judge(context, atMost(claim, scale(poly, poly.den), constant(poly.den)), options),
  );
  const last = bounds.at(-1) as Verdict;
  if (bounds.some(({ verdict }) => verdict !== 'proved')) return null;
  return {
    ...last,
    message: `true to the ${places} ${places === 1 ? 'decimal that is' : 'decimals that are'} written`,
  };
}

function atMost(claim: ClaimReading, small: Poly, large: Poly): ClaimReading {
  return {
    ...claim,
    left: { sort: 'index', poly: small },
    operator: '<=',
    right: { sort: 'index', poly: large },
  };
}

/** The decimals of a number as a result is written, `0.67` or `-0.3`; null of anything else. */
function placesOf(node: Node): number | null {
  const [only] = node.tag === 'sum' && node.terms.length === 1 ? node.terms : [];
  if (only !== undefined) return placesOf(only.term);
  const [, decimals] = node.tag === 'number' ? (/^\d*\.(\d+)$/u.exec(node.text) ?? []) : [];
  return decimals === undefined ? null : decimals.length;
}
