// A formula to be computed: what a text ends in, as the entry of an output at its indices.

import type { Node } from '../../grammar/tree.js';
import { type Cond, namesOfCond } from '../term/cond.js';
import { boundSizes, type Context, namesIn, withSizes } from '../term/context.js';
import { elaborate, findTensor } from '../term/elaborate.js';
import { type Dim, type Env, genericEntry, shapeOf, zeroTest } from '../term/env.js';
import { splitExpression } from '../term/expression.js';
import { namesOf } from '../term/poly.js';
import { asScalar } from '../term/reading.js';
import { showScalar } from '../term/show.js';
import { freeNames } from '../term/subst.js';
import { tensorsIn } from '../term/tensorsIn.js';
import type { Scalar, Term } from '../term/term.js';

/** Thrown where a formula has no value in numbers, or what it is given does not fit; `message` says why. */
export class Uncomputable extends Error {
  override readonly name = 'Uncomputable';
}

/** Of a term that the numbers of the inputs do not give a value. */
export function noValue(term: Scalar): Uncomputable {
  return new Uncomputable(`no value in numbers is known of ${showScalar(term)}`);
}

/** Whether a function is the one that is known in numbers: 1 at 0, and 0 elsewhere. */
export function isZeroTest({ fn, args, by }: Scalar & { tag: 'apply' }): boolean {
  return fn === zeroTest && args.length === 1 && by.length === 0;
}

/** A function of a number, then its derivatives, in floating point. */
export type Meaning = readonly ((t: number) => number)[];
export type Meanings = ReadonlyMap<string, Meaning>;

/** What an opaque function of a number, or a derivative of it, computes. Throws Uncomputable where that is not given. */
export function meaningOf(term: Scalar & { tag: 'apply' }, functions: Meanings): (t: number) => number {
  const meaning = term.args.length === 1 ? functions.get(term.fn)?.[term.by.length] : undefined;
  if (meaning === undefined) throw noValue(term);
  return meaning;
}

/** output[indices] = body, for all indices within `dims`, which are given by sizes alone. */
export interface Formula {
  readonly context: Context;
  readonly env: Env;
  readonly indices: readonly string[];
  readonly dims: readonly Dim[];
  readonly body: Scalar;
  /** The independent tensors behind the body, whose entries are to be given. */
  readonly inputs: readonly string[];
  /** What is known in numbers of functions that are opaque to proofs. */
  readonly functions: Meanings;
}

/**
 * Reads a text that ends in an expression. Of a tensor the output is the tensor; of a scalar, its values at the free
 * indices, in the order in which they are declared. The names `given` are sizes where nothing declares them.
 *
 * Throws NotationError, ReadingError and ShapeError at what cannot be read, Uncomputable where an index has no range.
 */
export function readFormula(text: string, given: Iterable<string> = []): Formula {
  const { context: declared, node } = splitExpression(text);
  const context = withNames(declared, node, given);
  const { env } = context;
  const reading = elaborate(namesIn(context), node);
  if (reading.sort === 'tensor') {
    const dims = shapeOf(env, reading.term);
    const indices = dims.map((_, d) => `${['k', 'l', 'r', 's'][d] ?? 'u'}#${d + 1}`);
    return formula(context, indices, dims, genericEntry(reading.term, indices));
  }
  const body = asScalar(reading, node.range);
  const free = freeNames(body);
  const ranges = context.indices.filter(({ name }) => free.has(name));
  const dims = ranges.map(({ name, lo, hi }): Dim => {
    if (lo === null || hi === null)
      throw new Uncomputable(`${name} has no end; index ${name} in 1..K gives it one`);
    for (const other of [...namesOf(lo), ...namesOf(hi)])
      if (!env.sizes.has(other)) throw new Uncomputable(`the range of ${name} depends on ${other}`);
    return { lo, hi };
  });
  const indices = ranges.map(({ name }) => name);
  const open = [...free].find((name) => !env.sizes.has(name) && !indices.includes(name));
  if (open !== undefined) throw new Uncomputable(`nothing says what ${open} runs through`);
  return formula(context, indices, dims, body);
}

/** The context with the sizes that only the expression or the caller mentions. */
function withNames(declared: Context, node: Node, given: Iterable<string>): Context {
  const others = [...given].filter(
    (name) =>
      findTensor(declared.env, name) === null && !declared.indices.some((index) => index.name === name),
  );
  const context = withSizes(declared, others);
  return withSizes(context, boundSizes(context, node));
}

function formula(context: Context, indices: readonly string[], dims: readonly Dim[], body: Scalar): Formula {
  const { env } = context;
  return { context, env, indices, dims, body, inputs: inputsOf(env, body), functions: new Map() };
}

/** The independent tensors that a term uses, itself or through definitions, in the order of their declaration. */
export function inputsOf(env: Env, term: Term): readonly string[] {
  const found = new Set<string>();
  const visit = (part: Term): void =>
    tensorsIn(part, (tensor) => {
      if (tensor.tag !== 'tensor' || found.has(tensor.name)) return;
      found.add(tensor.name);
      const definition = env.tensors.get(tensor.name)?.definition ?? null;
      if (definition !== null) visit(definition.body);
    });
  visit(term);
  return [...env.tensors.values()]
    .filter(({ name, definition }) => found.has(name) && definition === null)
    .map(({ name }) => name);
}

/** What is assumed of the sizes alone. */
export function sizeConditions({ assumptions, env }: Context): readonly Cond[] {
  return assumptions.filter((cond) => [...namesOfCond(cond)].every((name) => env.sizes.has(name)));
}
