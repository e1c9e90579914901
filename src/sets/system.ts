// Systems of lines in names: split into parts that share no name, each decided once by the Omega test and remembered.

import { namesOf, neg, one, type Poly, polyKey, sub } from '../term/poly.js';
import { type Arith, exact, machine, Overflow } from './arith.js';
import type { Line, LinearCert, LinearSystem } from './certificate.js';
import { SetsLimit } from './limit.js';
import { memo } from './memo.js';
import { Omega } from './omega.js';
import {
  morePairs,
  multiples,
  type Pair,
  productLine,
  productPairs,
  tightened,
  widerPairs,
} from './products.js';
import { certificate } from './proof.js';
import { Overpruned, type Search } from './shadow.js';

/** Values of the monomials, or a certificate over the system's own lines. */
export type Answer = { readonly values: ReadonlyMap<string, bigint> } | { readonly cert: LinearCert };

/** Lines that one search may derive before it gives up with SetsLimit. */
const maxWork = 100_000;

/** As `maxWork`, for what the products of lines tell. */
const maxProductWork = 4000;

/** Answers by the text of their lines; a search that took too long is not tried again. */
const kept = memo<Answer | SetsLimit>();

/**
 * Decides the system. Parts that mention a name of `focus` are tried first. Without `products`, a product of names is
 * an unknown of its own and no more.
 *
 * @throws SetsLimit when the search takes too long
 */
export function decide(
  system: LinearSystem,
  focus: ReadonlySet<string> = new Set(),
  products = true,
): Answer {
  const answer = decideLinear(system, focus);
  if ('cert' in answer || !products) return answer;
  try {
    return decideNarrowed(system, focus) ?? decideProducts(system, focus, allPairs) ?? answer;
  } catch (error) {
    // What products would tell is not worth more: the question counts as open, as it is without them.
    if (error instanceof SetsLimit) return answer;
    throw error;
  }
}

/** A certificate from the lines about the names in focus alone, which are few, and have few products; null if none is. */
function decideNarrowed(system: LinearSystem, focus: ReadonlySet<string>): Answer | null {
  const narrow = narrowed(system, focus);
  const lines = narrow.map((i) => system[i] as Line);
  const found = decideProducts(lines, focus, [productPairs]);
  if (found === null || !('cert' in found)) return null;
  return { cert: renumbered(found.cert, narrow, system.length) };
}

/** The numbers of the lines that speak of the names in focus only. */
function narrowed(system: LinearSystem, focus: ReadonlySet<string>): readonly number[] {
  return [...system.keys()].filter((i) =>
    [...namesOf((system[i] as Line).form)].every((name) => focus.has(name)),
  );
}

/** Which lines to multiply, and then which more, the products being lines, too. */
type Rounds = readonly ((system: LinearSystem, known: readonly Pair[]) => readonly Pair[])[];

const allPairs: Rounds = [productPairs, widerPairs, morePairs];

/** As `decide`, products of names being more than unknowns; null where there are none. */
function decideProducts(system: LinearSystem, focus: ReadonlySet<string>, rounds: Rounds): Answer | null {
  const tight = tightened(system);
  if (tight !== null) {
    // 3q + 2 >= 3*T*r says that q >= T*r, and only that is to be multiplied by a size.
    const below = decideLinear([...system, { form: sub(neg(tight), one), kind: 'ge' }], focus);
    const atLeast = decideProducts([...system, { form: tight, kind: 'ge' }], focus, rounds);
    if (atLeast === null || !('cert' in atLeast) || !('cert' in below)) return atLeast;
    return { cert: { tag: 'split', on: tight, atLeast: atLeast.cert, below: below.cert } };
  }
  let multiplied: Answer | null = null;
  let further = rounds;
  try {
    multiplied = decideMultiplied(system, focus, rounds);
  } catch (error) {
    // What takes too long in all rounds may be seen in the first one, case by case.
    if (!(error instanceof SetsLimit)) throw error;
    further = rounds.slice(0, 1);
  }
  if (multiplied !== null && 'cert' in multiplied) return multiplied;
  for (const on of multiples(system)) {
    // S*t between -S and S tells that t is 0, if one looks at t >= 1 and at t <= 0 each by itself.
    const atLeast = decideMultiplied([...system, { form: on, kind: 'ge' }], focus, further);
    if (atLeast === null || !('cert' in atLeast)) continue;
    const below = decideMultiplied([...system, { form: sub(neg(on), one), kind: 'ge' }], focus, further);
    if (below !== null && 'cert' in below)
      return { cert: { tag: 'split', on, atLeast: atLeast.cert, below: below.cert } };
  }
  return multiplied;
}

/** As `decide`, with the products of lines that tell something of the system's monomials; null if there are none. */
function decideMultiplied(system: LinearSystem, focus: ReadonlySet<string>, rounds: Rounds): Answer | null {
  let answer: Answer | null = null;
  const multiplied: (readonly Pair[])[] = [];
  let lines = system;
  for (const pairsOf of rounds) {
    const pairs = pairsOf(lines, multiplied.flat());
    if (pairs.length === 0) break;
    multiplied.push(pairs);
    lines = [...lines, ...pairs.map(([i, j]) => productLine(lines[i] as Line, lines[j] as Line))];
    answer = decideLinear(lines, focus, maxProductWork);
    if ('cert' in answer) {
      const cert = multiplied.reduceRight<LinearCert>(
        (rest, pairs) => ({ tag: 'products', pairs, rest }),
        answer.cert,
      );
      return { cert };
    }
  }
  return answer;
}

/** As `decide`, each product of names being an unknown of its own. */
function decideLinear(system: LinearSystem, focus: ReadonlySet<string>, work = maxWork): Answer {
  const values = new Map<string, bigint>();
  for (const part of parts(system, focus)) {
    const answer = decidePart(
      part.map((i) => system[i] as Line),
      work,
    );
    if ('cert' in answer)
      return {
        cert: part.length === system.length ? answer.cert : renumbered(answer.cert, part, system.length),
      };
    for (const [key, value] of answer.values) values.set(key, value);
  }
  return { values };
}

/** The certificate with line i of the part named as line part[i] of a system of `size` lines. */
function renumbered(cert: LinearCert, part: readonly number[], size: number): LinearCert {
  const moved = (line: number): number => part[line] ?? line - part.length + size;
  const walk = (c: LinearCert): LinearCert => {
    switch (c.tag) {
      case 'farkas':
        return { ...c, steps: c.steps.map((step) => step.map(([line, m]) => [moved(line), m] as const)) };
      case 'products':
        return { ...c, pairs: c.pairs.map(([i, j]) => [moved(i), moved(j)] as const), rest: walk(c.rest) };
      case 'split':
        return { ...c, atLeast: walk(c.atLeast), below: walk(c.below) };
    }
  };
  return walk(cert);
}

/** Line numbers of the connected parts, in ascending order within each; parts with a name in focus come first. */
function parts(system: LinearSystem, focus: ReadonlySet<string>): number[][] {
  const parent: number[] = [];
  const find = (i: number): number => {
    let root = i;
    while (parent[root] !== root) root = parent[root] as number;
    parent[i] = root;
    return root;
  };
  const first = new Map<string, number>();
  for (const [i, { form }] of system.entries()) {
    parent.push(i);
    for (const { key } of form.terms) {
      if (key === '') continue;
      const other = first.get(key);
      if (other === undefined) first.set(key, i);
      else parent[find(i)] = find(other);
    }
  }
  const groups = new Map<number, number[]>();
  for (let i = 0; i < system.length; i++) {
    const root = find(i);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [i]);
    else group.push(i);
  }
  const all = [...groups.values()];
  if (focus.size === 0 || all.length === 1) return all;
  const roots = new Set<number>();
  for (const name of focus) {
    const line = first.get(name);
    if (line !== undefined) roots.add(find(line));
  }
  const inFocus = (group: number[]): boolean => roots.has(find(group[0] as number));
  return [...all.filter(inFocus), ...all.filter((group) => !inFocus(group))];
}

function decidePart(lines: LinearSystem, work: number): Answer {
  let text = `${work} `;
  for (const line of lines) text += keyOf(line);
  const answer = kept(text, () => {
    try {
      return solve(lines, work);
    } catch (error) {
      if (error instanceof SetsLimit) return error;
      throw error;
    }
  });
  if (answer instanceof SetsLimit) throw answer;
  return answer;
}

function solve(lines: LinearSystem, work: number): Answer {
  const names = [...new Set(lines.flatMap(({ form }) => form.terms.map((t) => t.key)))].filter(
    (key) => key !== '',
  );
  for (const prune of [true, false]) {
    for (const attempt of [
      () => run(machine, lines, names, { left: work, next: 0, prune }),
      () => run(exact, lines, names, { left: work, next: 0, prune }),
    ]) {
      try {
        return attempt();
      } catch (error) {
        if (error instanceof Overpruned) break;
        if (!(error instanceof Overflow)) throw error;
      }
    }
  }
  throw new Error('without pruning, and with big integers, a search ends');
}

function run<T extends number | bigint>(
  arith: Arith<T>,
  lines: LinearSystem,
  names: readonly string[],
  search: Search,
): Answer {
  const columns = new Map(names.map((name, i) => [name, i]));
  const rows = lines.map(({ form, kind }) => {
    const vector: T[] = Array.from({ length: names.length + 1 }, () => arith.zero);
    for (const { key, coef } of form.terms) vector[columns.get(key) ?? names.length] = arith.of(coef);
    return { vector, kind };
  });
  const outcome = new Omega(arith, names.length, lines.length, search).decide(rows);
  if ('proof' in outcome) return { cert: certificate(outcome.proof, names, lines.length) };
  return { values: new Map(names.map((name, i) => [name, BigInt(outcome.values[i] as T)])) };
}

const texts = new WeakMap<Poly, string>();

function keyOf({ form, kind }: Line): string {
  const text = texts.get(form) ?? polyKey(form);
  texts.set(form, text);
  return kind === 'ge' ? `${text};` : `${text}=`;
}
