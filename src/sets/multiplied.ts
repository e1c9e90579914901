// What the products of lines tell of a system in which names are multiplied with each other (products.ts).

import { neg, one, sub } from '../term/poly.js';
import type { Aim } from './aim.js';
import type { Line, LinearCert, LinearSystem, Step } from './certificate.js';
import { type Answer, contradictionOf, decideLinear } from './linear.js';
import {
  morePairs,
  multiples,
  type Pair,
  productLine,
  productPairs,
  tightened,
  widerPairs,
} from './products.js';

/** Lines that one search among products of lines may derive before it gives up. */
export const maxProductWork = 4000;

/** Which lines to multiply, and then which more, the products being lines, too. */
type Rounds = readonly ((system: LinearSystem, known: readonly Pair[]) => readonly Pair[])[];

const allPairs: Rounds = [productPairs, widerPairs, morePairs];

/**
 * Decides a system, products of names being more than unknowns; null where they tell nothing. Throws SetsLimit when the
 * search takes too long.
 */
export function decideProducts(system: LinearSystem, aim: Aim): Answer | null {
  const tight = tightened(system);
  if (tight !== null) {
    // 3q + 2 >= 3*T*r says that q >= T*r, and only that is to be multiplied by a size.
    const below = decideLinear([...system, { form: sub(neg(tight), one), kind: 'ge' }], aim);
    const atLeast = decideProducts([...system, { form: tight, kind: 'ge' }], aim);
    if (atLeast === null || !('cert' in atLeast) || !('cert' in below)) return atLeast;
    return { cert: { tag: 'split', on: tight, atLeast: atLeast.cert, below: below.cert } };
  }
  const cert = refutedByProducts(system, aim) ?? refutedInCases(system, aim);
  return cert === null ? decideMultiplied(system, aim) : { cert };
}

/** A refutation by the products that are likeliest to tell something; null if they do not make one. */
export function refutedBySomeProducts(system: LinearSystem, aim: Aim): LinearCert | null {
  return refutedByProducts(system, aim, [productPairs]);
}

/** A refutation that adds up multiples of lines and of their products: quick, and mostly enough. */
function refutedByProducts(system: LinearSystem, { until }: Aim, rounds = allPairs): LinearCert | null {
  for (const { lines, multiplied } of products(system, rounds)) {
    const step = contradictionOf(lines, until);
    if (step !== null) return withNeeded(system.length, multiplied, step);
  }
  return null;
}

/** The certificate of a sum of lines, those from number `size` on being products: of these it keeps what it needs. */
function withNeeded(size: number, rounds: readonly (readonly Pair[])[], sum: Step): LinearCert {
  const pairs = rounds.flat();
  const needed = new Set(sum.map(([line]) => line));
  for (let i = pairs.length - 1; i >= 0; i--)
    if (needed.has(size + i)) for (const line of pairs[i] as Pair) needed.add(line);
  const numbers = new Map<number, number>();
  const moved = (line: number): number => numbers.get(line) ?? line;
  let [from, to] = [size, size];
  const kept = rounds.map((round) => {
    const own = round.flatMap(([i, j], at): Pair[] => (needed.has(from + at) ? [[moved(i), moved(j)]] : []));
    for (const at of round.keys()) if (needed.has(from + at)) numbers.set(from + at, to++);
    from += round.length;
    return own;
  });
  const step = sum.map(([line, times]) => [moved(line), times] as const);
  return withProducts(kept, { tag: 'farkas', steps: [step] });
}

function withProducts(rounds: readonly (readonly Pair[])[], cert: LinearCert): LinearCert {
  return rounds.reduceRight<LinearCert>(
    (rest, pairs) => (pairs.length === 0 ? rest : { tag: 'products', pairs, rest }),
    cert,
  );
}

/**
 * A refutation in cases: S*t between -S and S tells that t is 0, if one looks at t >= 1 and at t <= 0. Where one of two
 * cases cannot be, the other is known from there on.
 */
function refutedInCases(system: LinearSystem, aim: Aim): LinearCert | null {
  const refuted = (lines: LinearSystem): LinearCert | null => {
    const answer = decideLinear(lines, aim);
    return 'cert' in answer ? answer.cert : refutedByProducts(lines, aim);
  };
  const splits: ((rest: LinearCert) => LinearCert)[] = [];
  let lines = system;
  for (const on of multiples(system)) {
    const yes: LinearSystem = [...lines, { form: on, kind: 'ge' }];
    const no: LinearSystem = [...lines, { form: sub(neg(on), one), kind: 'ge' }];
    const [atLeast, below] = [refuted(yes), refuted(no)];
    if (atLeast !== null && below !== null)
      return splits.reduceRight<LinearCert>((rest, split) => split(rest), {
        tag: 'split',
        on,
        atLeast,
        below,
      });
    if (atLeast !== null) {
      splits.push((rest) => ({ tag: 'split', on, atLeast, below: rest }));
      lines = no;
    } else if (below !== null) {
      splits.push((rest) => ({ tag: 'split', on, atLeast: rest, below }));
      lines = yes;
    }
  }
  return null;
}

/** As `decideProducts`, by the Omega test, which also rounds: that takes longer, and more products are more than it can. */
function decideMultiplied(system: LinearSystem, aim: Aim): Answer | null {
  let answer: Answer | null = null;
  for (const { lines, multiplied } of products(system, allPairs)) {
    answer = decideLinear(lines, aim, maxProductWork);
    if ('cert' in answer) return { cert: withProducts(multiplied, answer.cert) };
  }
  return answer;
}

/** The lines with the products of one round, of two, … as far as there are any, and the pairs of each round. */
function* products(
  system: LinearSystem,
  rounds: Rounds,
): Generator<{ readonly lines: LinearSystem; readonly multiplied: readonly (readonly Pair[])[] }> {
  let lines = system;
  let multiplied: readonly (readonly Pair[])[] = [];
  for (const pairsOf of rounds) {
    const pairs = pairsOf(lines, multiplied.flat());
    if (pairs.length === 0) return;
    multiplied = [...multiplied, pairs];
    lines = [...lines, ...pairs.map(([i, j]) => productLine(lines[i] as Line, lines[j] as Line))];
    yield { lines, multiplied };
  }
}
