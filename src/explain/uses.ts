// What a formula is made of at given sizes and indices: which entries of which tensors, layer by layer down to those that are
// given. (The entries that an output depends on are its receptive field: Luo, Li, Urtasun, Zemel, NIPS 2016.)

import { NoValue } from '../kernel/budget.js';
import { type Assignment, conditionAt, integerAt, shapeAt } from '../kernel/evaluate.js';
import { EndlessError, type Env, isRecurrence, unfoldEntry } from '../term/env.js';
import { termKey } from '../term/key.js';
import { allParts } from '../term/parts.js';
import { constant } from '../term/poly.js';
import { isTensor, type Scalar, type Tensor, type Term } from '../term/term.js';

/** A tensor of which entries are used, and the largest number of tensors that lie between it and the formula. */
export interface Used {
  readonly tensor: Tensor;
  readonly level: number;
  readonly shape: readonly (readonly [lo: bigint, hi: bigint])[];
  /** The subscripts by their text; some may lie outside the shape, where entries are 0. */
  readonly entries: ReadonlyMap<string, readonly bigint[]>;
}

/** Thrown where it cannot be said which entries a formula uses. */
export class Unclear extends Error {
  override readonly name = 'Unclear';
}

/** Entries looked at before the search is given up. */
const mostEntries = 600;

/** The tensors that a formula uses at a point, the first one first. Throws Unclear. */
export function usesOf(env: Env, formula: Scalar, at: Assignment): readonly Used[] {
  const walk = new Walk(env, at);
  try {
    walk.formula(formula, at, 0);
  } catch (error) {
    if (error instanceof NoValue || error instanceof EndlessError) throw new Unclear(error.message);
    throw error;
  }
  return [...walk.found.values()];
}

/** What is known of a tensor while others are looked at. */
interface Growing extends Used {
  level: number;
  readonly entries: Map<string, readonly bigint[]>;
}

class Walk {
  readonly found = new Map<string, Growing>();
  #left = mostEntries;

  constructor(
    readonly env: Env,
    /** The sizes, and the free indices of the formula. */
    readonly at: Assignment,
  ) {}

  formula(term: Scalar, at: Assignment, level: number): void {
    switch (term.tag) {
      case 'value':
      case 'reciprocal':
      case 'iverson':
        return;
      case 'mul':
        if (term.args.some((arg) => arg.tag === 'iverson' && !conditionAt(arg.cond, at))) return;
        for (const arg of term.args) this.formula(arg, at, level);
        return;
      case 'add':
        for (const arg of term.args) this.formula(arg, at, level);
        return;
      case 'pow':
        this.formula(term.base, at, level);
        return;
      case 'apply':
        for (const arg of term.args) {
          if (isTensor(arg)) throw new Unclear('a function of a whole tensor');
          this.formula(arg, at, level);
        }
        return;
      case 'reduce':
        this.#points(term.binders, at, (point) => this.formula(term.body, point, level));
        return;
      case 'entry':
        this.#entry(
          term.tensor,
          term.at.map((subscript) => integerAt(subscript, at)),
          level,
        );
        return;
      case 'line':
      case 'diff':
        throw new Unclear('a derivative or a sum without end');
    }
  }

  /** Does something at every point of nested ranges. */
  #points(
    [first, ...rest]: (Scalar & { tag: 'reduce' })['binders'],
    at: Assignment,
    action: (point: Assignment) => void,
  ): void {
    if (first === undefined) {
      action(at);
      return;
    }
    const [lo, hi] = [integerAt(first.lo, at), integerAt(first.hi, at)];
    for (let i = lo; i <= hi; i++) {
      this.#spend();
      this.#points(rest, new Map([...at, [first.name, i]]), action);
    }
  }

  #spend(): void {
    if (--this.#left < 0) throw new Unclear('too many entries');
  }

  #entry(tensor: Tensor, subscripts: readonly bigint[], level: number): void {
    this.#spend();
    if (isRecurrence(this.env, tensor)) throw new Unclear('a recurrence');
    const isLayer = isShown(this.env, tensor);
    const shape = shapeAt(this.env, tensor, this.at);
    if (isLayer) this.#note(tensor, shape, subscripts, level);
    const isInside = shape.every(([lo, hi], d) => lo <= (subscripts[d] ?? lo) && (subscripts[d] ?? hi) <= hi);
    if (!isInside) return;
    const at = subscripts.map((subscript) => constant(subscript));
    const body = unfoldEntry(this.env, tensor, at);
    // Numbers, and what is a derivative by definition, are looked at as if they were given.
    if (body === null || (isLayer && (isVague(body) || isNumbers(body)))) return;
    this.formula(body, this.at, isLayer ? level + 1 : level);
  }

  #note(tensor: Tensor, shape: Used['shape'], subscripts: readonly bigint[], level: number): void {
    const key = termKey(tensor);
    let used = this.found.get(key);
    if (used === undefined) {
      used = { tensor, level, shape, entries: new Map() };
      this.found.set(key, used);
    }
    used.level = Math.max(used.level, level);
    used.entries.set(subscripts.join(','), subscripts);
  }
}

/** Whether a reader is to see a tensor by itself: not one that is another one turned or padded. */
function isShown(env: Env, tensor: Tensor): boolean {
  if (tensor.tag !== 'op') return true;
  const body = env.ops.get(tensor.op)?.body;
  return body !== undefined && computes(body);
}

function isVague(body: Term): boolean {
  return [...allParts(body)].some(
    (part) =>
      part.tag === 'diff' || part.tag === 'line' || (part.tag === 'apply' && part.args.some(isTensor)),
  );
}

/** Whether it is an entry of a matrix that is written out. */
function isNumbers(body: Scalar): boolean {
  const parts = body.tag === 'mul' ? body.args.filter(({ tag }) => tag !== 'iverson') : [body];
  return parts.every((part) => part.tag === 'entry' && part.tensor.tag === 'matrix');
}

function computes(body: Term): boolean {
  return [...allParts(body)].some(({ tag }) => tag === 'reduce');
}
