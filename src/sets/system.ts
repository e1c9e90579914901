// Systems of lines in names, some of which may be multiplied with each other: with products as unknowns of their own
// first, then by points at which they are products, and by what the products of lines tell.

import { namesOf, type Poly } from '../term/poly.js';
import type { Aim } from './aim.js';
import type { Line, LinearCert, LinearSystem } from './certificate.js';
import { genuinePoint } from './genuine.js';
import { SetsLimit } from './limit.js';
import { type Answer, decideLinear, renumbered } from './linear.js';
import { decideProducts, maxProductWork, refutedBySomeProducts } from './multiplied.js';

/** As `Answer`; `genuine` values of monomials with several names are the products of these names' values. */
export type Decided = Answer & { readonly genuine?: true };

/**
 * Decides the system. Parts that mention a name in focus are tried first. Without `products`, a product of names is
 * an unknown of its own and no more.
 *
 * @throws SetsLimit when the search takes too long
 */
export function decide(system: LinearSystem, aim: Aim, products = true): Decided {
  const narrow = refutedInFocus(system, aim, products);
  if (narrow !== null) return { cert: narrow };
  const answer = decideLinear(system, aim);
  if ('cert' in answer || !products || !multiplies(system)) return answer;
  try {
    const point = genuinePoint(system, answer.values, (lines) => solved(lines, aim));
    if (point !== null) return { values: point, genuine: true };
    return decideProducts(system, aim) ?? answer;
  } catch (error) {
    // What products would tell is not worth more: the question counts as open, as it is without them.
    if (error instanceof SetsLimit && error.reason !== 'time') return answer;
    throw error;
  }
}

/** A refutation from the lines about the names in focus alone, which are few, and often enough; null if none is. */
function refutedInFocus(system: LinearSystem, aim: Aim, products: boolean): LinearCert | null {
  const numbers = [...system.keys()].filter((i) => speaksOf(system[i] as Line, aim.focus));
  if (numbers.length === 0 || numbers.length === system.length) return null;
  const lines = numbers.map((i) => system[i] as Line);
  const answer = decideLinear(lines, aim);
  const cert =
    'cert' in answer ? answer.cert : products && multiplies(lines) ? refutedBySomeProducts(lines, aim) : null;
  return cert === null ? null : renumbered(cert, numbers, system.length);
}

/** Whether a line has no other names. */
function speaksOf({ form }: Line, names: ReadonlySet<string>): boolean {
  const own = namesIn.get(form) ?? namesOf(form);
  namesIn.set(form, own);
  for (const name of own) if (!names.has(name)) return false;
  return true;
}

const namesIn = new WeakMap<Poly, ReadonlySet<string>>();

/** Values of the unknowns, products of names being unknowns; null where there are none, or none are found soon. */
function solved(system: LinearSystem, { until }: Aim): ReadonlyMap<string, bigint> | null {
  try {
    const answer = decideLinear(system, { focus: new Set(), until }, maxProductWork);
    return 'cert' in answer ? null : answer.values;
  } catch (error) {
    if (error instanceof SetsLimit && error.reason !== 'time') return null;
    throw error;
  }
}

function multiplies(system: LinearSystem): boolean {
  return system.some(({ form }) => form.terms.some(({ key }) => key.includes('*')));
}
