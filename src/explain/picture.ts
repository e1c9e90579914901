// A picture of what a formula does: the matrices that it is made of at a small example, the entries that it uses marked. Of a
// correlation that is the kernel, and the window on the input that it is laid upon.

import { Budget, NoValue } from '../kernel/budget.js';
import { type Assignment, expand, shapeAt } from '../kernel/evaluate.js';
import { RingLimit } from '../kernel/ring.js';
import { aboutSizes, meets } from '../prove/scan.js';
import type { Cond } from '../term/cond.js';
import type { Env } from '../term/env.js';
import { constant, show } from '../term/poly.js';
import { freeNames } from '../term/subst.js';
import { entry, type Scalar, type Tensor } from '../term/term.js';
import { Unclear, type Used, usesOf } from './uses.js';

/** Matrices with marked entries, what comes out first, what is given last. */
export interface Picture {
  /** The sizes and indices of the example. */
  readonly at: readonly (readonly [name: string, value: bigint])[];
  readonly grids: readonly Grid[];
}

/** A matrix, or a vector as one row. */
export interface Grid {
  readonly tensor: Tensor;
  /** How many tensors lie between it and the formula. */
  readonly level: number;
  /** Whether its marked entry is what the formula computes. */
  readonly isOutput: boolean;
  readonly rows: readonly (readonly Cell[])[];
}

/** One entry. */
export interface Cell {
  readonly isUsed: boolean;
  /** Outside of the matrix entries are 0. */
  readonly isInside: boolean;
  /** Its number, where it has one; else nothing. */
  readonly text: string;
}

/** What a formula is about: its sizes, and what is assumed of them and of its indices. */
export interface Situation {
  readonly env: Env;
  readonly sizes: readonly string[];
  readonly assumed: readonly Cond[];
}

/** Sizes that an example may have beside 1 and 2. */
const largeSizes = [3n, 4n, 5n, 6n, 7n, 8n];
/** Examples that are looked at. */
const mostExamples = 3000;
/** Terms that may be formed to see whether an entry is a number. */
const mostTerms = 2000;
/** Entries that a side of a grid may have. */
const longestSide = 9;

/**
 * A picture of a formula at sizes at which one sees that a part of some tensor is used; null where there is no such part, or it
 * cannot be drawn.
 */
export function pictureOf(situation: Situation, formula: Scalar): Picture | null {
  try {
    const found = exampleOf(situation, formula);
    if (found === null) return null;
    const { at, used } = found;
    const grids = used
      .filter(({ shape }) => shape.length > 0)
      .map((one) => ({ ...gridOf(situation.env, one, at), isOutput: isOutput(formula, one) }));
    return { at: [...at], grids: grids.toSorted((a, b) => a.level - b.level) };
  } catch (error) {
    if (error instanceof Unclear) return null;
    throw error;
  }
}

/** Sizes and indices, and what the formula uses at them. */
interface Example {
  readonly at: Assignment;
  readonly used: readonly Used[];
}

/** The first telling example; at the edge, if the formula uses zeros around a tensor there. Throws Unclear. */
function exampleOf({ env, sizes, assumed }: Situation, formula: Scalar): Example | null {
  const indices = [...freeNames(formula)].filter((name) => !env.sizes.has(name));
  const onSizes = aboutSizes(assumed, sizes);
  const isTelling = (used: readonly Used[]): boolean => {
    if (!used.every(({ shape }) => shape.length <= 2))
      throw new Unclear('a tensor with more than two dimensions');
    const inputs = used.filter((one) => !isOutput(formula, one));
    return inputs.some(sizes.length === 0 ? isPart : isWindow) && used.every(isSmall);
  };
  const exampleAt = (at: Assignment | null): Example | null => at && { at, used: usesOf(env, formula, at) };
  let left = mostExamples;
  for (const chosen of examples(sizes)) {
    if (--left < 0) return null;
    if (!meets(chosen, onSizes)) continue;
    const inside = exampleAt(withIndices(chosen, indices, assumed, within));
    if (inside === null || !isTelling(inside.used)) continue;
    const edge = exampleAt(withIndices(chosen, indices, assumed, atEdge));
    return edge?.used.some(hasZeros) && isTelling(edge.used) ? edge : inside;
  }
  return null;
}

function isOutput(formula: Scalar, { level }: Used): boolean {
  return formula.tag === 'entry' && level === 0;
}

/** Whether zeros outside of the tensor are used, and entries in it, too. */
function hasZeros({ shape, entries }: Used): boolean {
  const places = [...entries.values()].map((at) => isInside(shape, at));
  return places.includes(false) && places.includes(true);
}

/** A matrix of numbers with one entry marked, as what is computed. */
export function resultGrid(env: Env, matrix: Tensor, at: readonly bigint[]): Grid {
  const shape = shapeAt(env, matrix, new Map());
  const entries = new Map([[at.join(','), at]]);
  return { ...gridOf(env, { tensor: matrix, level: 0, shape, entries }, new Map()), isOutput: true };
}

/** Sizes of 2 and one larger number first: what is large in a picture, as its input, is mostly large in the same way. */
function* examples(names: readonly string[]): Generator<Assignment> {
  if (names.length === 0) yield new Map();
  else
    for (const others of [[], [1n], [3n], [1n, 3n]])
      for (const large of largeSizes)
        for (const sizes of choices(names.length, [2n, ...others, large]))
          yield new Map(names.map((name, i) => [name, sizes[i] as bigint]));
}

/** All ways to choose so many of the values. */
function* choices(count: number, values: readonly bigint[]): Generator<readonly bigint[]> {
  if (count === 0) {
    yield [];
    return;
  }
  for (const value of values) for (const rest of choices(count - 1, values)) yield [value, ...rest];
}

/** Values that are tried for indices: those at the edge are seldom telling. */
const within: Values = () => [2n, 3n, 1n, 4n, 0n, 5n];
/** The first index at the edge. */
const atEdge: Values = (index) => (index === 0 ? [1n, 0n, 2n, 3n] : within(index));

type Values = (index: number) => readonly bigint[];

/** The point with the first values of the indices that satisfy the conditions; null where none of those tried does. */
function withIndices(
  at: Assignment,
  indices: readonly string[],
  conds: readonly Cond[],
  values: Values,
  index = 0,
): Assignment | null {
  const name = indices[index];
  if (name === undefined) return meetsKnown(at, conds) ? at : null;
  for (const value of values(index)) {
    const found = withIndices(new Map([...at, [name, value]]), indices, conds, values, index + 1);
    if (found !== null) return found;
  }
  return null;
}

/** Whether the conditions hold of which all names have values. */
function meetsKnown(at: Assignment, conds: readonly Cond[]): boolean {
  return meets(at, aboutSizes(conds, [...at.keys()]));
}

function isSmall({ shape }: Used): boolean {
  return shape.every(([lo, hi]) => hi - lo < longestSide);
}

/** Whether some entries inside are used and others are not. */
function isPart({ shape, entries }: Used): boolean {
  const count = shape.reduce((product, [lo, hi]) => product * Number(hi - lo + 1n), 1);
  return [...entries.values()].filter((at) => isInside(shape, at)).length < count;
}

/** Whether what is used is a window of more than one entry in each direction, with room on its sides. */
function isWindow({ shape, entries }: Used): boolean {
  const used = [...entries.values()];
  return (
    shape.length > 0 &&
    shape.every(([lo, hi], d) => {
      const side = new Set(used.map((at) => at[d])).size;
      return side >= 2 && Number(hi - lo) + 1 >= side + 2;
    })
  );
}

function isInside(shape: Used['shape'], at: readonly bigint[]): boolean {
  return shape.every(([lo, hi], d) => lo <= (at[d] as bigint) && (at[d] as bigint) <= hi);
}

/** The grid of a tensor, as large as what is used of it. */
function gridOf(env: Env, { tensor, level, shape, entries }: Used, point: Assignment): Grid {
  const used = [...entries.values()];
  const sides = shape.map(([lo, hi], d) => {
    const ends = [lo, hi, ...used.map((at) => at[d] as bigint)];
    return range(ends.reduce(least), ends.reduce(most));
  });
  const cellAt = (at: readonly bigint[]): Cell => {
    const inside = isInside(shape, at);
    return {
      isUsed: entries.has(at.join(',')),
      isInside: inside,
      text: inside ? numberAt(env, tensor, at, point) : '0',
    };
  };
  const columns = sides.at(-1) ?? [];
  const rows = sides.length === 2 ? (sides[0] ?? []).map((i) => [i]) : [[]];
  return { tensor, level, isOutput: false, rows: rows.map((row) => columns.map((j) => cellAt([...row, j]))) };
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function most(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function range(lo: bigint, hi: bigint): readonly bigint[] {
  return Array.from({ length: Number(hi - lo) + 1 }, (_, i) => lo + BigInt(i));
}

/** The number that an entry is, whatever the given tensors are; nothing where it depends on them. */
function numberAt(env: Env, tensor: Tensor, subscripts: readonly bigint[], at: Assignment): string {
  const term = entry(
    tensor,
    subscripts.map((subscript) => constant(subscript)),
  );
  try {
    const number = expand(env, [term], at, new Budget(mostTerms))[0]?.constant;
    return number == null ? '' : show(constant(number.num, number.den));
  } catch (error) {
    if (error instanceof NoValue || error instanceof RingLimit) return '';
    throw error;
  }
}
