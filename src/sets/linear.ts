// Systems of lines in names, a product of names being one more unknown: split into parts that share no name, each decided
// once by the Omega test and remembered.

import { numerator, type Poly, polyKey } from '../term/poly.js';
import type { Aim } from './aim.js';
import { type Arith, exact, machine, Overflow } from './arith.js';
import type { Line, LinearCert, LinearSystem, Step } from './certificate.js';
import { SetsLimit } from './limit.js';
import { memo } from './memo.js';
import { Omega } from './omega.js';
import { certificate } from './proof.js';
import { Overpruned, type Search } from './shadow.js';
import { contradiction } from './simplex.js';
import type { Form } from './sparse.js';

/** Values of the monomials, or a certificate over the system's own lines. */
export type Answer = { readonly values: ReadonlyMap<string, bigint> } | { readonly cert: LinearCert };

/** Lines that one search may derive before it gives up with SetsLimit. */
const maxWork = 100_000;

/** Answers by the text of their lines; a search that took too long is not tried again. */
const kept = memo<Answer | SetsLimit>();

/**
 * Decides the system. Parts that mention a name in focus are tried first.
 *
 * @throws SetsLimit when the search derives more lines than `work`, or takes too long
 */
export function decideLinear(system: LinearSystem, { focus, until }: Aim, work = maxWork): Answer {
  const values = new Map<string, bigint>();
  for (const part of parts(system, focus)) {
    const answer = decidePart(
      part.map((i) => system[i] as Line),
      work,
      until,
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
export function renumbered(cert: LinearCert, part: readonly number[], size: number): LinearCert {
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

function decidePart(lines: LinearSystem, work: number, until: number): Answer {
  let text = `${work} `;
  for (const line of lines) text += keyOf(line);
  const answer = kept(text, () => {
    try {
      return solve(lines, work, until);
    } catch (error) {
      if (error instanceof SetsLimit && error.reason !== 'time') return error;
      throw error;
    }
  });
  if (answer instanceof SetsLimit) throw answer;
  return answer;
}

/**
 * Multipliers by which the lines contradict each other already over the rationals; null where none are found. Throws
 * SetsLimit at the time `until`.
 */
export function contradictionOf(given: LinearSystem, until: number): Step | null {
  const needed = cancelling(given);
  const lines = needed.map((i) => given[i] as Line);
  const step = rationally(lines, until);
  return step === null ? null : step.map(([line, times]) => [needed[line] as number, times]);
}

function rationally(lines: LinearSystem, until: number): Step | null {
  const columns = new Map(unknownsOf(lines).map((name, i) => [name, i]));
  const sparse = <T extends number | bigint>(arith: Arith<T>): Step | null =>
    contradiction(
      arith,
      lines.map(({ form, kind }) => ({ form: sparseForm(arith, form, columns), kind })),
      columns.size,
      until,
    );
  try {
    return sparse(machine);
  } catch (error) {
    if (!(error instanceof Overflow)) throw error;
    return sparse(exact);
  }
}

/** The form in the columns of its unknowns. */
function sparseForm<T extends number | bigint>(
  arith: Arith<T>,
  form: Poly,
  columns: ReadonlyMap<string, number>,
): Form<T> {
  const terms = form.terms
    .filter(({ key }) => key !== '')
    .map(({ key, coef }) => ({ column: columns.get(key) as number, coef: arith.of(coef) }))
    .sort((a, b) => a.column - b.column);
  return {
    columns: terms.map(({ column }) => column),
    coefs: terms.map(({ coef }) => coef),
    constant: arith.of(numerator(form, '')),
  };
}

/** The numbers of the lines of which each unknown can be cancelled by that of others: the rest adds nothing. */
function cancelling(lines: LinearSystem): readonly number[] {
  /** The lines with an unknown: those where it is positive, and those where it is negative; equations are both. */
  const sides = new Map<string, { plus: number; minus: number; equations: number }>();
  const count = ({ form, kind }: Line, by: 1 | -1): void => {
    for (const { key, coef } of form.terms) {
      if (key === '') continue;
      let side = sides.get(key);
      if (side === undefined) {
        side = { plus: 0, minus: 0, equations: 0 };
        sides.set(key, side);
      }
      if (kind === 'eq') side.equations += by;
      else if (coef > 0n) side.plus += by;
      else side.minus += by;
    }
  };
  const canCancel = ({ form }: Line): boolean =>
    form.terms.every(({ key }) => {
      const side = sides.get(key);
      if (side === undefined) return true;
      const { plus, minus, equations } = side;
      return plus + minus + equations > 1 && (equations > 0 || (plus > 0 && minus > 0));
    });
  for (const line of lines) count(line, 1);
  let kept: readonly number[] = [...lines.keys()];
  for (let before = -1; before !== kept.length; ) {
    before = kept.length;
    kept = kept.filter((i) => {
      const line = lines[i] as Line;
      if (canCancel(line)) return true;
      count(line, -1);
      return false;
    });
  }
  return kept;
}

function unknownsOf(lines: LinearSystem): readonly string[] {
  const keys = new Set(lines.flatMap(({ form }) => form.terms.map((t) => t.key)));
  keys.delete('');
  return [...keys];
}

/** The lines as coefficients of the unknowns, the constant last. */
function rowsOf<T extends number | bigint>(
  arith: Arith<T>,
  lines: LinearSystem,
  names: readonly string[],
): readonly { readonly vector: T[]; readonly kind: Line['kind'] }[] {
  const columns = new Map(names.map((name, i) => [name, i]));
  return lines.map(({ form, kind }) => {
    const vector: T[] = Array.from({ length: names.length + 1 }, () => arith.zero);
    for (const { key, coef } of form.terms) vector[columns.get(key) ?? names.length] = arith.of(coef);
    return { vector, kind };
  });
}

function solve(lines: LinearSystem, work: number, until: number): Answer {
  const names = unknownsOf(lines);
  for (const prune of [true, false]) {
    for (const attempt of [
      () => run(machine, lines, names, { left: work, next: 0, prune, until }),
      () => run(exact, lines, names, { left: work, next: 0, prune, until }),
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
  const rows = rowsOf(arith, lines, names);
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
