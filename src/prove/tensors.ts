// Equality of tensors: equal shapes, and equal entries at indices that stand for any.

import { type Budget, NoValue } from '../kernel/budget.js';
import { Comparison } from '../kernel/compare.js';
import type { Assignment } from '../kernel/evaluate.js';
import type { Integer } from '../kernel/integer.js';
import type { EqualityCerts } from '../kernel/proof.js';
import { type Cond, conjuncts, equals, namesOfCond, not, or } from '../term/cond.js';
import { type Dim, type Env, genericEntry, insideShape, shapeOf } from '../term/env.js';
import { showShape } from '../term/operation.js';
import { variable } from '../term/poly.js';
import { freeNames } from '../term/subst.js';
import { tensorsIn } from '../term/tensorsIn.js';
import type { Tensor } from '../term/term.js';
import type { Region } from './cells.js';
import { type Decision, decide } from './equality.js';
import { NotEntailed, type Scope } from './scope.js';

/** Whether tensors are equal: with a proof, or where they differ. */
export type TensorDecision =
  | Extract<Decision, { equal: true }>
  /** The entries at `indices` differ on these regions, which lie inside the shape. */
  | { readonly equal: false; readonly indices: readonly string[]; readonly regions: readonly Region[] }
  /** Matrices without sizes: the first cell that differs. */
  | { readonly equal: false; readonly indices: readonly string[]; readonly point: Assignment }
  /** The shapes differ: where, and where they `agree`; `never` when they agree at no size. */
  | {
      readonly shapes: string;
      readonly never: boolean;
      readonly where: readonly Cond[];
      readonly agree: readonly Cond[];
    };

/** Entries that differ, on regions inside the shape or in a cell of a matrix of numbers. */
export type EntriesDiffer = Extract<TensorDecision, { equal: false }>;

/** Throws Outside when the entries are not in the fragment. */
export function decideTensors(scope: Scope, left: Tensor, right: Tensor): TensorDecision {
  const mismatch = compareShapes(scope, left, right);
  if ('shapes' in mismatch) return mismatch;
  const indices = genericNames(scope, left, right);
  if (isWrittenOut(scope.env, left) || isWrittenOut(scope.env, right)) {
    const cells = compareCells(scope, left, right, indices);
    if (cells !== null) return cells;
  }
  const inside = scope.with(insideShape(shapeOf(scope.env, left), indices.map(variable)));
  const decision = decide(inside, genericEntry(left, indices), genericEntry(right, indices));
  if (!decision.equal) return { ...decision, indices };
  return {
    equal: true,
    proof: { rule: 'extensionality', left, right, indices, shapes: mismatch.certs, entries: decision.proof },
  };
}

function compareShapes(
  scope: Scope,
  left: Tensor,
  right: Tensor,
): { readonly certs: readonly EqualityCerts[] } | Extract<TensorDecision, { shapes: string }> {
  const a = shapeOf(scope.env, left);
  const b = shapeOf(scope.env, right);
  const shapes = `the left side is ${showShape(scope.env, left)}, the right side is ${showShape(scope.env, right)}`;
  if (a.length !== b.length) return { shapes, never: true, where: [], agree: [] };
  const bounds = a.flatMap((dim, d) => [
    [dim.lo, (b[d] as Dim).lo] as const,
    [dim.hi, (b[d] as Dim).hi] as const,
  ]);
  try {
    return { certs: bounds.map(([p, q]) => scope.mustEqual(p, q)) };
  } catch (error) {
    if (!(error instanceof NotEntailed)) throw error;
  }
  const agree = bounds.map(([p, q]) => equals(p, q));
  const where = [...scope.hyps, or(agree.map(not))];
  return { shapes, never: scope.refute(agree) !== null, where, agree };
}

/** Names for the subscripts of all entries: k, l, … unless these are taken. */
export function genericNames(scope: Scope, left: Tensor, right: Tensor): readonly string[] {
  const taken = new Set([
    ...freeNames(left),
    ...freeNames(right),
    ...scope.env.sizes,
    ...scope.hyps.flatMap(conjuncts).flatMap((c) => [...namesOfCond(c)]),
  ]);
  return shapeOf(scope.env, left).map((_, d) => {
    let name = ['k', 'l', 'r', 's'][d] ?? `k${d}`;
    while (taken.has(name)) name += "'";
    taken.add(name);
    return name;
  });
}

/** Whether a matrix of given entries occurs, in a definition perhaps: then there may be nothing to prove, only to compute. */
function isWrittenOut(env: Env, tensor: Tensor): boolean {
  let found = false;
  const seen = new Set<string>();
  const visit = (t: Tensor): void => {
    if (t.tag === 'matrix') found = true;
    const definition = t.tag === 'tensor' && !seen.has(t.name) ? env.tensors.get(t.name)?.definition : null;
    if (definition == null || t.tag !== 'tensor') return;
    seen.add(t.name);
    tensorsIn(definition.body, visit);
  };
  tensorsIn(tensor, visit);
  return found;
}

/** Cell by cell; null where the sizes are not all numbers. */
function compareCells(
  scope: Scope,
  left: Tensor,
  right: Tensor,
  indices: readonly string[],
): TensorDecision | null {
  let point: ReturnType<typeof differingCell>;
  try {
    point = differingCell(scope.env, left, right, indices, new Map(), scope.search.allowance());
  } catch (error) {
    if (error instanceof NoValue) return null;
    throw error;
  }
  return point === null || point === 'shapes'
    ? { equal: true, proof: { rule: 'evaluate', left, right } }
    : { equal: false, indices, point };
}

/** The first cell, at given sizes, in which tensors differ, with the sizes; `shapes` where their shapes do. */
export function differingCell(
  env: Env,
  left: Tensor,
  right: Tensor,
  indices: readonly string[],
  at: Assignment,
  budget: Budget,
): Assignment | 'shapes' | null {
  const comparison = new Comparison(env, left, right, at, budget);
  if (!comparison.sameShape) return 'shapes';
  const cell = comparison.firstDifference();
  return cell === null
    ? null
    : new Map([...at, ...indices.map((name, d) => [name, BigInt(cell[d] as Integer)] as const)]);
}
