// How many operations it takes to evaluate a formula once, as a formula itself: sums over the same ranges, of numbers.
//
// The conventions. A product of r factors takes r - 1 multiplications, where all numbers, sizes and indices in it are one
// factor, and none if they are 1 or -1; a power is a product. A sum of n terms takes n - 1 additions, and none if n = 0;
// numbers are one term, and subtractions are additions. Terms that a bracket or the shape of a tensor makes 0 are left
// out (present.ts). A maximum or a minimum of n values takes n - 1 comparisons. What is known before the tensors are
// costs nothing (varies.ts), nor does the arithmetic of subscripts.

import { always, and, type Cond, equals } from '../../term/cond.js';
import { constant, equal, isConstant, isZero, one, type Poly, mul as times } from '../../term/poly.js';
import { showScalar } from '../../term/show.js';
import {
  add,
  type Binder,
  guarded,
  isTensor,
  mul,
  nought,
  number,
  reduce,
  type Scalar,
  unit,
} from '../../term/term.js';
import type { Scope } from '../scope.js';
import { bracketOf } from './disjoint.js';
import { anyTerm, exists, present } from './present.js';
import { Uncounted } from './uncounted.js';
import { indexIn, varies } from './varies.js';

/** What is counted. Applications are those of functions of which nothing is known: a(z). */
export const operations = ['multiplications', 'additions', 'comparisons', 'applications'] as const;

export type Operation = (typeof operations)[number];

/**
 * How many operations of one kind `term` takes, in the names that are free in it: of x_<k> + sum_<m=1..M> w_<m> x_<k+m>
 * it is 1 + sum_<m=1..M> 1 - 1 additions. Throws Uncounted, and Outside where it is not known whether a sum has terms.
 */
export function operationsIn(scope: Scope, term: Scalar, kind: Operation): Scalar {
  const { env } = scope;
  return of(term);

  function of(part: Scalar): Scalar {
    if (!varies(env, part)) return nought;
    switch (part.tag) {
      case 'add':
        return ofSum(part);
      case 'reduce':
        return part.op === 'sum' ? ofSum(part) : ofReduction(part);
      case 'mul':
        return ofProduct(part);
      case 'pow':
        return when(
          present(env, part),
          total([spent('multiplications', () => number(part.exponent - 1)), of(part.base)]),
        );
      case 'apply':
        return total([
          spent('applications', () => unit),
          ...part.args.flatMap((arg) => (isTensor(arg) ? [] : [of(arg)])),
        ]);
      case 'diff':
        if (isGiven(part)) return nought;
        throw new Uncounted(
          `${showScalar(part)} does not say how it is computed; convproof diff gives it as a formula that does`,
        );
      case 'entry':
        return ofEntry(part);
      default:
        return nought;
    }
  }

  /** Of a matrix that is another one for every index, the entry is worked out where it stands. */
  function ofEntry({ tensor, at: [row, column] }: Scalar & { readonly tag: 'entry' }): Scalar {
    if (tensor.tag !== 'matrix' || indexIn(env, tensor) === undefined) return nought;
    const here = (r: number, c: number): Cond =>
      and([equals(row as Poly, constant(r + 1)), equals(column as Poly, constant(c + 1))]);
    return total(tensor.rows.flatMap((cells, r) => cells.map((cell, c) => when(here(r, c), of(cell)))));
  }

  function spent(what: Operation, count: () => Scalar): Scalar {
    return what === kind ? count() : nought;
  }

  /** Sums of sums are one sum: n terms take n - 1 additions, and what each of them takes. */
  function ofSum(sum: Scalar): Scalar {
    return total([
      spent('additions', () => lessOne(scope, terms(sum), anyTerm(scope, sum))),
      insideTerms(sum),
    ]);
  }

  function terms(part: Scalar): Scalar {
    if (part.tag === 'add') {
      const known = part.args.filter((arg) => !varies(env, arg)).map((arg) => present(env, arg));
      const others = part.args.filter((arg) => varies(env, arg)).map(terms);
      return total([...others, ...(known.length === 0 ? [] : [bracketOf(scope, known)])]);
    }
    return isSum(part) ? over(part.binders, terms(part.body)) : when(present(env, part), unit);
  }

  function insideTerms(part: Scalar): Scalar {
    if (part.tag === 'add') return total(part.args.map(insideTerms));
    return isSum(part) ? over(part.binders, insideTerms(part.body)) : of(part);
  }

  function ofReduction(part: Scalar & { readonly tag: 'reduce' }): Scalar {
    const { op, binders, body } = part;
    const steps = (): Scalar => lessOne(scope, over(binders, unit), exists(scope, binders, always));
    return total([spent(op === 'prod' ? 'multiplications' : 'comparisons', steps), over(binders, of(body))]);
  }

  function ofProduct(product: Scalar): Scalar {
    const factors = factorsOf(product).filter(({ tag }) => tag !== 'iverson');
    const varying = factors.filter((factor) => varies(env, factor));
    const known = factors.filter((factor) => !varies(env, factor));
    const count = varying.length + (isSign(known) ? 0 : 1) - 1;
    return when(
      present(env, product),
      total([spent('multiplications', () => number(count)), ...varying.map(of)]),
    );
  }
}

/**
 * The derivative of an unknown function by an entry of its argument is data, not computed: the error that a layer is
 * given from the one behind it.
 */
export function isGiven({ of, tensor }: Scalar & { readonly tag: 'diff' }): boolean {
  return (
    of.tag === 'apply' && of.args.some((arg) => isTensor(arg) && arg.tag === 'tensor' && arg.name === tensor)
  );
}

function isSum(part: Scalar): part is Scalar & { readonly tag: 'reduce' } {
  return part.tag === 'reduce' && part.op === 'sum';
}

function factorsOf(part: Scalar): readonly Scalar[] {
  return part.tag === 'mul' ? part.args.flatMap(factorsOf) : [part];
}

/** Whether numbers multiply to 1 or -1. */
function isSign(factors: readonly Scalar[]): boolean {
  if (!factors.every((factor) => factor.tag === 'value' && isConstant(factor.value))) return false;
  const value = factors.reduce<Poly>(
    (all, factor) => (factor.tag === 'value' ? times(all, factor.value) : all),
    one,
  );
  return equal(value, one) || equal(value, constant(-1n));
}

// ---- counts --------------------------------------------------------------------------------------

/** n - 1, and 0 where there is none. */
function lessOne(scope: Scope, count: Scalar, any: Cond): Scalar {
  return total([count, mul([number(-1), bracketOf(scope, [any])])]);
}

function total(parts: readonly Scalar[]): Scalar {
  return add(parts.filter((part) => !isNought(part)));
}

function over(binders: readonly Binder[], body: Scalar): Scalar {
  return isNought(body) ? nought : reduce('sum', binders, body);
}

function when(cond: Cond, body: Scalar): Scalar {
  return isNought(body) ? nought : guarded(cond, body);
}

function isNought(part: Scalar): boolean {
  return part.tag === 'value' && isZero(part.value);
}
