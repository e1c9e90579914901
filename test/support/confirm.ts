// Does a counterexample hold up? The sides are evaluated by the second witness and compared with what was reported.

import { parseFormula } from '../../grammar/native.js';
import type { Counterexample } from '../../src/prove/counterexample.js';
import {
  agreesAt,
  type BruteClaim,
  indicesOf,
  isPointOf,
  type Point,
  pointsOf,
  polynomialAt,
  sameShapeAt,
  shapesAt,
  sidesAt,
  summing,
} from './brute.js';
import { polynomials } from './rings.js';

/** '' when the reported sides are those of the claim there and differ; else what is wrong. */
export function confirms(claim: BruteClaim, found: Counterexample): string {
  const point = pointOf(claim, found);
  if (point === null) return 'no point of the claim has these values';
  if (agreesAt(claim, point)) return 'the sides agree there';
  if (found.shapes !== undefined) {
    const [left, right] = shapesAt(claim, point);
    if (sameShapeAt(claim, point)) return 'the shapes are the same there';
    const isTold = [found.shapes, found].every((told) => told.left === left && told.right === right);
    return isTold ? '' : `the shapes are ${left} and ${right}`;
  }
  // Entries are shown with numbers for subscripts.
  const sizes = new Map([...point].filter(([name]) => claim.world.sizes.includes(name)));
  // Indices that are not the claim's own are the subscripts of tensors.
  const subscripts = Object.entries(found.indices)
    .filter(([name]) => !claim.world.indices.some((index) => index.name === name))
    .map(([, value]) => Number(value));
  const [left, right] = sidesAt(claim, point, subscripts);
  if (polynomials.equal(left, right) && sameShapeAt(claim, point)) return 'the entries agree there';
  for (const [side, shown] of [
    [left, found.left],
    [right, found.right],
    [polynomials.add(left, polynomials.mul(polynomials.fraction(-1n, 1n), right)), found.difference],
  ] as const) {
    if (shown.includes('…')) continue;
    if (!polynomials.equal(side, polynomialAt(claim.world, parseFormula(shown), sizes)))
      return `${shown} is not what the second witness finds`;
  }
  return '';
}

/** The smallest point of a claim with the values of a counterexample; what does not matter is left out of a report. */
export function pointOf(claim: BruteClaim, { sizes, indices }: Counterexample): Point | null {
  const entries = [...Object.entries(sizes), ...Object.entries(indices)];
  const given = new Map(entries.map(([name, value]) => [name, Number(value)]));
  const free = claim.world.sizes.filter((size) => !given.has(size));
  const complete = indicesOf(claim).every(({ name }) => given.has(name));
  for (let most = 1; complete && most <= 6; most++) {
    for (const values of summing(free.length, most + free.length - 1, most)) {
      const point = new Map([...given, ...free.map((size, i) => [size, values[i] as number] as const)]);
      if (isPointOf(claim, point)) return point;
    }
  }
  const most = Math.max(4, ...given.values());
  for (const point of pointsOf(claim, most)) {
    if ([...given].every(([name, value]) => !point.has(name) || point.get(name) === value)) return point;
  }
  return null;
}
