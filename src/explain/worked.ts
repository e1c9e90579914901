// A counterexample worked out: the tensors written down at its sizes, and both sides computed there, each step a claim that
// is proved like any other.

import { printNode } from '../../grammar/print.js';
import type { Counterexample } from '../prove/counterexample.js';
import { Scope, Search } from '../prove/scope.js';
import type { ProveOptions } from '../prove/verdict.js';
import { type Env, unfoldEntry } from '../term/env.js';
import { sameTerm } from '../term/key.js';
import { allParts } from '../term/parts.js';
import { constant, evaluate, integerValue, namesOf, type Poly, variable } from '../term/poly.js';
import { showTerm } from '../term/show.js';
import { freeNames, substScalar } from '../term/subst.js';
import { tensorsIn } from '../term/tensorsIn.js';
import { entry, isTensor, matrix, type Scalar, type Tensor, type Term } from '../term/term.js';
import { between } from './computed.js';
import { spokenOf } from './given.js';
import { termOf } from './reading.js';
import { type Judged, theoremsOf } from './theorems.js';
import { tidy } from './tidy.js';

/** What a counterexample looks like. */
export interface Worked {
  /** `M = 1, N = 2`: what is assumed from here on. */
  readonly assumed: readonly (readonly [name: string, value: string])[];
  /** Tensors as matrices of their entries. */
  readonly tensors: readonly { readonly tensor: Tensor; readonly matrix: Tensor }[];
  /** For each side its formula, the formula at the sizes, and what comes out. */
  readonly sides: readonly (readonly Term[])[];
}

/** Characters of a value that is shown. */
const longest = 160;

/** Cells that a matrix may have to be written down. */
const mostCells = 24;

/** The counterexample of a claim worked out; null where the sides have no single value there, as tensors of two shapes. */
export function workedOut(judged: Judged, found: Counterexample, options: ProveOptions): Worked | null {
  if (found.shapes !== undefined || found.values !== undefined) return null;
  const values = [found.left, found.right];
  // A function of a matrix whose entries are formulas is no value to be looked at.
  if (values.some((value) => value.length > longest || value.includes('(['))) return null;
  const { place = [] } = found;
  const point = { ...found.sizes, ...found.indices };
  const cell = place.map((name) => `${point[name]}`);
  const { claim } = judged;
  const { names } = spokenOf(judged.context, termOf(claim.left), termOf(claim.right));
  const pinned = Object.entries(point)
    .filter(([name]) => !place.includes(name) && names.has(name))
    .map(([name, value]) => [name, `${value}`] as const);
  const by = new Map(pinned.map(([name, value]) => [name, constant(BigInt(value))]));
  const sides = (
    [
      [claim.leftNode, termOf(claim.left), found.left],
      [claim.rightNode, termOf(claim.right), found.right],
    ] as const
  ).map(([node, term, value]) => {
    const formula = cell.length === 0 ? printNode(node) : `(${printNode(node)})_<${cell.join(',')}>`;
    const there = atSizes(judged, term, cell, by);
    const statements = [
      ...judged.statements,
      ...(pinned.length === 0 ? [] : [`assume ${pinned.map((pair) => pair.join(' = ')).join(', ')}`]),
    ];
    return evaluated(judged.context.env, statements, formula, there, value, options);
  });
  if (sides.some((side) => side === null)) return null;
  return {
    assumed: pinned,
    tensors: matricesIn(judged, by),
    sides: sides.map((side) => side ?? []),
  };
}

/** The formula with numbers for sizes and indices, unfolded once where it is an entry; null where that says nothing new. */
function atSizes(
  { context }: Judged,
  term: Term,
  cell: readonly string[],
  by: ReadonlyMap<string, Poly>,
): Scalar | null {
  const at = cell.map((subscript) => constant(BigInt(subscript)));
  const scalar = isTensor(term) ? entry(term, at) : term;
  const unfolded =
    scalar.tag === 'entry' && scalar.tensor.tag !== 'matrix'
      ? (unfoldEntry(context.env, scalar.tensor, scalar.at) ?? scalar)
      : scalar;
  const there = tidy(
    new Scope(context.env, [], new Search(Date.now() + 1000, 1000)),
    substScalar(unfolded, by),
  ).to;
  return freeNames(there).size === 0 ? there : null;
}

/** formula = the formula at the sizes = value, as terms, where that is proved; without the middle where only that is not. */
function evaluated(
  env: Env,
  statements: readonly string[],
  formula: string,
  there: Scalar | null,
  value: string,
  options: ProveOptions,
): readonly Term[] | null {
  const all = there === null ? [] : [there, ...inNumbers(env, there)];
  const shown = all.filter((term) => showTerm(term) !== value);
  for (const middle of [shown, []]) {
    const steps = [formula, ...middle.map(showTerm), value];
    const text = [...statements, `theorem side: ${steps.join(' = ')}`].join('\n');
    const claims = [...theoremsOf(text, () => true, options)];
    const [first, last] = [claims.at(0), claims.at(-1)];
    if (first === undefined || last === undefined) continue;
    if (!claims.every(({ verdict }) => verdict.verdict === 'proved')) continue;
    // Numbers are shown as they are: 1*5 + 2*6 reads as one.
    const through = middle.map((term, i) => (i === 0 ? termOf(first.claim.right) : term));
    const terms = [termOf(first.claim.left), ...through, termOf(last.claim.right)];
    return terms.filter((term, i) => i === 0 || !sameTerm(term, terms[i - 1] as Term));
  }
  return null;
}

/** A sum of entries of matrices of numbers, with the numbers. */
function inNumbers(env: Env, there: Scalar): readonly Scalar[] {
  return between(env, there, there).filter(
    (term) => ![...allParts(term)].some(({ tag }) => tag === 'tensor'),
  );
}

/** The independent tensors of a claim with one or two dimensions, where they are small. */
function matricesIn({ claim, context: { env } }: Judged, by: ReadonlyMap<string, Poly>): Worked['tensors'] {
  const names = new Set<string>();
  for (const side of [termOf(claim.left), termOf(claim.right)])
    tensorsIn(side, (tensor) => {
      if (tensor.tag === 'tensor') names.add(tensor.name);
    });
  return [...names].flatMap((name) => {
    const decl = env.tensors.get(name);
    if (decl === undefined || decl.definition !== null || decl.dims.length !== 2) return [];
    const [rows, columns] = decl.dims.map(({ lo, hi }) => (numberAt(lo, by) === 1 ? numberAt(hi, by) : null));
    if (rows == null || columns == null || rows * columns > mostCells) return [];
    const tensor: Tensor = { tag: 'tensor', name };
    const cells = Array.from({ length: rows }, (_, i) =>
      Array.from({ length: columns }, (__, j) => entry(tensor, [constant(i + 1), constant(j + 1)])),
    );
    return [{ tensor, matrix: matrix(cells) }];
  });
}

/** The value of a size at the point; null where it has none. */
function numberAt(size: Poly | null, by: ReadonlyMap<string, Poly>): number | null {
  if (size === null || [...namesOf(size)].some((name) => !by.has(name))) return null;
  const { num, den } = evaluate(size, (name) => integerValue(by.get(name) ?? variable(name)) ?? 0n);
  return Number(num / den);
}
