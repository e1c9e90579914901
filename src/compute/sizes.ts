// The sizes of a formula, found from the shapes of its inputs.

import { holds, namesOfCond, showCond } from '../term/cond.js';
import { sizeBounds } from '../term/context.js';
import { extent } from '../term/env.js';
import {
  constant,
  evaluate,
  integerValue,
  namesOf,
  numerator,
  type Poly,
  show,
  sub,
  substitute,
} from '../term/poly.js';
import { type Formula, sizeConditions, Uncomputable } from './formula.js';

export type Sizes = ReadonlyMap<string, bigint>;
export type Shape = readonly number[];

/** What a formula is computed for. */
export interface Extents {
  readonly sizes: Sizes;
  /** The first subscript and the number of entries of each dimension, by input. */
  readonly inputs: ReadonlyMap<string, Box>;
  readonly output: Box;
}

/** The subscripts of a tensor: those of dimension d are first[d], …, first[d] + shape[d] - 1. */
export interface Box {
  readonly first: readonly number[];
  readonly shape: Shape;
}

/**
 * The sizes at which the inputs have these shapes. Throws Uncomputable where there are none, where they are not
 * determined, and where an assumption of the formula does not hold.
 */
export function extentsOf(formula: Formula, shapes: ReadonlyMap<string, Shape>, given: Sizes): Extents {
  const sizes = new Map(given);
  const equations = formula.inputs.flatMap((name) => shapeEquations(formula, name, shapes.get(name)));
  for (let before = -1; before < sizes.size; ) {
    before = sizes.size;
    for (const form of equations) solve(form, sizes);
  }
  const { assumptions } = formula.context;
  const positive = new Set(sizeBounds(sizes.keys(), assumptions).flatMap((cond) => [...namesOfCond(cond)]));
  for (const [name, n] of sizes)
    if (n < 1n && positive.has(name)) throw new Uncomputable(`the size ${name} would be ${n}`);
  for (const cond of sizeConditions(formula.context))
    if (!holds(cond, (form) => BigInt(at(form, sizes))))
      throw new Uncomputable(`at these sizes ${showCond(cond)} does not hold`);
  return {
    sizes,
    inputs: new Map(
      formula.inputs.map((name) => [name, inputBox(formula, name, shapes.get(name) ?? [], sizes)]),
    ),
    output: {
      first: formula.dims.map(({ lo }) => at(lo, sizes)),
      shape: formula.dims.map((dim) => Math.max(0, at(extent(dim), sizes))),
    },
  };
}

/** Forms that are 0: the extents of an input less those given. */
function shapeEquations({ env }: Formula, name: string, shape: Shape | undefined): readonly Poly[] {
  const dims = env.tensors.get(name)?.dims ?? [];
  if (shape === undefined) {
    if (dims.length === 0) return [];
    throw new Uncomputable(`the shape of ${name} is not given`);
  }
  if (shape.length !== dims.length)
    throw new Uncomputable(`${name} has ${dims.length} dimensions, and ${shape.length} are given`);
  return dims.map(({ lo, hi }, d) => {
    const n = shape[d] as number;
    if (!Number.isSafeInteger(n) || n < 0) throw new Uncomputable(`${n} is no extent of ${name}`);
    if (lo === null || hi === null)
      throw new Uncomputable(`${name} has no end, and cannot be given as an array`);
    return sub(extent({ lo, hi }), constant(n));
  });
}

/** Learns from `form` = 0 the size that is not known yet, if it is the only one and stands alone. */
function solve(form: Poly, sizes: Map<string, bigint>): void {
  const rest = known(form, sizes);
  const [name, ...others] = namesOf(rest);
  if (name === undefined || others.length > 0) return;
  const slope = numerator(rest, name);
  const value = slope === 0n ? null : integerValue(substitute(rest, new Map([[name, constant(0n)]])));
  if (value !== null && rest.terms.length <= 2 && value % slope === 0n) sizes.set(name, -value / slope);
}

function inputBox({ env }: Formula, name: string, shape: Shape, sizes: Sizes): Box {
  const dims = env.tensors.get(name)?.dims ?? [];
  const first = dims.map(({ lo, hi }, d) => {
    if (lo === null || hi === null) throw new Uncomputable(`${name} has no end`);
    const n = at(extent({ lo, hi }), sizes);
    if (n !== shape[d])
      throw new Uncomputable(
        `dimension ${d + 1} of ${name}, ${show(extent({ lo, hi }))}, would be ${n}, and ${shape[d]} is given`,
      );
    return at(lo, sizes);
  });
  return { first, shape };
}

function known(form: Poly, sizes: Sizes): Poly {
  return substitute(form, new Map([...sizes].map(([name, n]) => [name, constant(n)])));
}

/** The value of an expression in sizes. Throws Uncomputable where one of them is not known. */
export function at(form: Poly, sizes: Sizes): number {
  const { num, den } = evaluate(form, (name) => {
    const n = sizes.get(name);
    if (n === undefined)
      throw new Uncomputable(`the size ${name} is not known; sizes: { ${name}: 1 } gives it`);
    return n;
  });
  if (num % den !== 0n) throw new Uncomputable(`${show(form)} is no integer at these sizes`);
  return Number(num / den);
}
