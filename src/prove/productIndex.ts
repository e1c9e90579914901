// Products over ranges with the index that their factors suggest.

import { refl, type Step } from '../calculus/steps.js';
import { always, atLeast } from '../term/cond.js';
import { equal, namesOf, one, type Poly, add as plus, scale, sub, variable } from '../term/poly.js';
import { freeNames, substScalar } from '../term/subst.js';
import { type Binder, binder, isTensor, rangeConds, reduce, type Scalar } from '../term/term.js';
import type { Reduction } from './rewrite.js';
import type { Scope } from './scope.js';

/** A product over one index. */
export type Product = Reduction & { readonly op: 'prod' };

export function isProduct(term: Scalar): term is Product {
  return term.tag === 'reduce' && term.op === 'prod' && term.binders.length === 1;
}

export function rangeOf({ binders }: Reduction): Binder {
  return binders[0] as Binder;
}

/**
 * The product with another index: the first subscript with the old one, where this is ± the index and something else, so
 * that prod_<i=1..M> a_<M-i> is prod_<j=0..M-1> a_<j>. Equal factors are counted from 1.
 */
export function reindexed(here: Scope, product: Product): Step {
  const { name, lo, hi } = rangeOf(product);
  const found = subscriptOf(product.body, name);
  if (found === null && freeNames(product.body).has(name)) return refl(product);
  const { sign, rest } = found ?? { sign: 1n, rest: sub(one, lo) };
  const [old, made] = [here.search.fresh(name), here.search.fresh(name)];
  const forward = plus(scale(variable(old), sign), rest);
  if (equal(forward, variable(old))) return refl(product);
  const back = scale(sub(variable(made), rest), sign);
  const from = binder(old, lo, hi);
  const ends = [plus(scale(lo, sign), rest), plus(scale(hi, sign), rest)] as const;
  const to = binder(made, ...(sign === 1n ? ends : ([ends[1], ends[0]] as const)));
  const body = (index: Poly): Scalar => substScalar(product.body, new Map([[name, index]]));
  const [inside, outside] = [here.with(rangeConds([from])), here.with(rangeConds([to]))];
  return {
    to: reduce('prod', [to], body(back)),
    proof: {
      rule: 'reindex',
      op: 'prod',
      from: { binders: [from], guard: always, body: body(variable(old)) },
      to: { binders: [to], guard: always, body: body(back) },
      forward: [forward],
      back: [back],
      certs: {
        into: [atLeast(forward, to.lo), atLeast(to.hi, forward)].map((cond) => inside.mustEntail(cond)),
        integral: [null],
        onto: [atLeast(back, lo), atLeast(hi, back)].map((cond) => outside.mustEntail(cond)),
        leftInverse: [null],
        rightInverse: [null],
      },
    },
  };
}

/** A subscript ± index + rest. */
interface Shift {
  readonly sign: 1n | -1n;
  readonly rest: Poly;
}

/** The first subscript or number that is so; null where there is none. */
function subscriptOf(term: Scalar, index: string): Shift | null {
  switch (term.tag) {
    case 'value':
      return shiftOf(term.value, index);
    case 'entry':
      return firstOf(term.at, (at) => shiftOf(at, index));
    case 'add':
    case 'mul':
      return firstOf(term.args, (arg) => subscriptOf(arg, index));
    case 'pow':
      return subscriptOf(term.base, index);
    case 'apply':
      return firstOf(term.args, (arg) => (isTensor(arg) ? null : subscriptOf(arg, index)));
    default:
      return null;
  }
}

function shiftOf(at: Poly, index: string): Shift | null {
  for (const sign of [1n, -1n] as const) {
    const rest = sub(at, scale(variable(index), sign));
    if (!namesOf(rest).has(index)) return namesOf(at).has(index) ? { sign, rest } : null;
  }
  return null;
}

function firstOf<T>(items: readonly T[], find: (item: T) => Shift | null): Shift | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}
