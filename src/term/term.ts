// What a formula is, once read: scalars, tensors, index expressions (`Poly`) and conditions (`Cond`) are four
// sorts, and no node mixes them. Terms are frozen; two terms are the same formula when their keys agree (key.ts).

import { atLeast, type Cond } from './cond.js';
import { constant, one, type Poly, variable, zero } from './poly.js';

/** An element of a commutative ring containing the rationals, in which entries are independent variables. */
export type Scalar =
  /** The value of an index expression or a number: `3`, `m+k`, `1/2`. */
  | { readonly tag: 'value'; readonly value: Poly }
  /** The entry of a tensor at integer subscripts; 0 outside the tensor's shape. */
  | { readonly tag: 'entry'; readonly tensor: Tensor; readonly at: readonly Poly[] }
  /** The Iverson bracket [c]: 1 where c holds, else 0. */
  | { readonly tag: 'iverson'; readonly cond: Cond }
  | { readonly tag: 'add'; readonly args: readonly Scalar[] }
  | { readonly tag: 'mul'; readonly args: readonly Scalar[] }
  | { readonly tag: 'pow'; readonly base: Scalar; readonly exponent: number }
  /** 1/of, where `of` is a polynomial in sizes that is never 0. */
  | { readonly tag: 'reciprocal'; readonly of: Poly }
  | {
      readonly tag: 'reduce';
      readonly op: Reduction;
      readonly binders: readonly Binder[];
      readonly body: Scalar;
    }
  /**
   * The integral over the real line, or the sum over all integers, of what depends on `name` through values and functions
   * alone. Of either is taken only that it does not change when the line is shifted or turned around.
   */
  | { readonly tag: 'line'; readonly over: Line; readonly name: string; readonly body: Scalar }
  /** An opaque function at its arguments, or one of its partial derivatives there: a(z), f(Z), a'(z), f'_<k,l>(Z). */
  | {
      readonly tag: 'apply';
      readonly fn: string;
      readonly args: readonly (Scalar | Tensor)[];
      /** What is differentiated by, in any order; 0 at a place outside the shape of its argument. */
      readonly by: readonly Place[];
    }
  /**
   * The partial derivative of `of` by the entry T[at] of the tensor T named: [at inside the shape of T] ∂of/∂T[at].
   * For a defined T, `of` is read as a function of T and of what T does not depend on, and the derivative is taken where
   * T is what it is defined to be: the δ of back-propagation.
   */
  | { readonly tag: 'diff'; readonly of: Scalar; readonly tensor: string; readonly at: readonly Poly[] };

/** An argument of an opaque function, counted from 0, and the subscripts of the entry in it; none for a number. */
export interface Place {
  readonly arg: number;
  readonly at: readonly Poly[];
}

/** The commutative monoids that reductions use. */
export type Reduction = 'sum' | 'prod' | Extremum;

/** Reductions of real numbers: the largest and the smallest of them. Of an empty set nothing is known of it. */
export type Extremum = 'max' | 'min';

/** What a variable runs through that has no bounds. */
export type Line = 'reals' | 'integers';

/** A bound name with its inclusive range; the range is empty when hi < lo. Later bounds may use earlier names. */
export interface Binder {
  readonly name: string;
  readonly lo: Poly;
  readonly hi: Poly;
}

export type Tensor =
  | { readonly tag: 'tensor'; readonly name: string }
  /** A prelude operation; `op` is the key of its definition, e.g. `rot180/2`. */
  | { readonly tag: 'op'; readonly op: string; readonly args: readonly (Tensor | Poly)[] }
  /** A matrix written out, `[3, 2; 0, 1]`; all rows of one length. */
  | { readonly tag: 'matrix'; readonly rows: readonly (readonly Scalar[])[] };

export type Term = Scalar | Tensor;

export function isTensor(term: Term | Poly): term is Tensor {
  return 'tag' in term && (term.tag === 'tensor' || term.tag === 'op' || term.tag === 'matrix');
}

export function isPoly(arg: Term | Poly): arg is Poly {
  return !('tag' in arg);
}

export function value(poly: Poly): Scalar {
  return Object.freeze({ tag: 'value', value: poly });
}

export function number(num: bigint | number, den: bigint | number = 1n): Scalar {
  return value(constant(num, den));
}

export const nought: Scalar = value(zero);
export const unit: Scalar = value(one);

export function entry(tensor: Tensor, at: readonly Poly[]): Scalar {
  return Object.freeze({ tag: 'entry', tensor, at: Object.freeze([...at]) });
}

export function iverson(cond: Cond): Scalar {
  return Object.freeze({ tag: 'iverson', cond });
}

/** [cond] body; just the body when the condition is `always`. */
export function guarded(cond: Cond, body: Scalar): Scalar {
  return cond.tag === 'and' && cond.args.length === 0
    ? body
    : Object.freeze({ tag: 'mul', args: Object.freeze([iverson(cond), body]) });
}

/** A sum as written: no simplification but that the sum of one term is the term, of none is 0. */
export function add(args: readonly Scalar[]): Scalar {
  const single = args[0];
  if (single === undefined) return nought;
  return args.length === 1 ? single : Object.freeze({ tag: 'add', args: Object.freeze([...args]) });
}

/** A product as written: the product of one factor is the factor, of none is 1. */
export function mul(args: readonly Scalar[]): Scalar {
  const single = args[0];
  if (single === undefined) return unit;
  return args.length === 1 ? single : Object.freeze({ tag: 'mul', args: Object.freeze([...args]) });
}

export function pow(base: Scalar, exponent: number): Scalar {
  return Object.freeze({ tag: 'pow', base, exponent });
}

export function reciprocal(of: Poly): Scalar {
  return Object.freeze({ tag: 'reciprocal', of });
}

export function binder(name: string, lo: Poly, hi: Poly): Binder {
  return Object.freeze({ name, lo, hi });
}

/** A reduction over the ranges of `binders`; without binders it is the body itself as a one-point reduction. */
export function reduce(op: Reduction, binders: readonly Binder[], body: Scalar): Scalar {
  return Object.freeze({ tag: 'reduce', op, binders: Object.freeze([...binders]), body });
}

export function line(over: Line, name: string, body: Scalar): Scalar & { tag: 'line' } {
  return Object.freeze({ tag: 'line', over, name, body });
}

/** The sum over `binders`, or just the body when there are none. */
export function sum(binders: readonly Binder[], body: Scalar): Scalar {
  return binders.length === 0 ? body : reduce('sum', binders, body);
}

export function apply(
  fn: string,
  args: readonly (Scalar | Tensor)[],
  by: readonly Place[] = [],
): Scalar & { tag: 'apply' } {
  const places = by.map(({ arg, at }) => Object.freeze({ arg, at: Object.freeze([...at]) }));
  return Object.freeze({ tag: 'apply', fn, args: Object.freeze([...args]), by: Object.freeze(places) });
}

export function diff(of: Scalar, name: string, at: readonly Poly[]): Scalar & { tag: 'diff' } {
  return Object.freeze({ tag: 'diff', of, tensor: name, at: Object.freeze([...at]) });
}

export function tensor(name: string): Tensor {
  return Object.freeze({ tag: 'tensor', name });
}

export function op(name: string, args: readonly (Tensor | Poly)[]): Tensor & { tag: 'op' } {
  return Object.freeze({ tag: 'op', op: name, args: Object.freeze([...args]) });
}

export function matrix(rows: readonly (readonly Scalar[])[]): Tensor {
  return Object.freeze({ tag: 'matrix', rows: Object.freeze(rows.map((row) => Object.freeze([...row]))) });
}

/** lo ≤ name ≤ hi for each binder, in order. */
export function rangeConds(binders: readonly Binder[]): readonly Cond[] {
  return binders.flatMap(({ name, lo, hi }) => [atLeast(variable(name), lo), atLeast(hi, variable(name))]);
}
