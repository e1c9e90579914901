// Maxima and minima of real numbers. Of one over an empty set nothing is known, so it has to be shown that there is a point.
// `isZero` is the function that is 1 at 0 and 0 elsewhere; [a = b] is isZero(a - b).

import type { Refutation } from '../sets/certificate.js';
import { equals, nonNegative } from '../term/cond.js';
import { type Env, zeroTest } from '../term/env.js';
import { namesOf, neg, type Poly, scale, sub, substitute, variable } from '../term/poly.js';
import { freeNames, substScalar } from '../term/subst.js';
import {
  add,
  apply,
  type Binder,
  binder,
  diff,
  type Extremum,
  isTensor,
  mul,
  number,
  rangeConds,
  reduce,
  type Scalar,
  value,
} from '../term/term.js';
import { type Context, Rejected, ruleTable } from './rule.js';

export const extrema = ruleTable<'extremum' | 'even' | 'argmax'>({
  //   no v is free in k and c      H |- k >= 0      H |- lo <= hi for each range
  //  ---------------------------------------------------------------------------  extremum
  //   H |- max_v (k b + c) = k max_v b + c
  //
  //  If k <= 0 it is k min_v b + c; likewise for the minimum.
  extremum: {
    states:
      'the largest of the numbers k b + c is k times the largest b and c, or the smallest if k is negative',
    replay: (context, { op, binders, coef, body, shift, rising, sign, certs }) => {
      if (op !== 'max' && op !== 'min') throw new Rejected('extremum', `a ${op} is none`);
      context.index('extremum', coef);
      for (const { name } of binders)
        if (namesOf(coef).has(name) || freeNames(shift).has(name))
          throw new Rejected('extremum', `what is taken out depends on ${name}`);
      const numerator = integral(coef);
      context.entails('extremum', nonNegative(rising ? numerator : neg(numerator)), sign);
      requirePoints('extremum', context, binders, certs);
      const scaled = (of: Scalar): Scalar => add([mul([value(coef), of]), shift]);
      return {
        left: context.formed('extremum', reduce(op, binders, scaled(body))),
        right: context.formed('extremum', scaled(reduce(rising ? op : opposite(op), binders, body))),
      };
    },
  },

  //
  //  ------------------------------  even
  //   |- isZero(a) = isZero(-a)
  even: {
    states: 'a number is 0 where its opposite is',
    replay: (context, { of }) => {
      const tested = (term: Scalar): Scalar => context.formed('even', apply(zeroTest, [term]));
      return { left: tested(of), right: tested(mul([number(-1), of])) };
    },
  },

  //   no u is free in the left side      H |- lo <= hi for each range      H, v in D, u in D, a(v) = a(u) |- v = u
  //  -----------------------------------------------------------------------------------------------------------  argmax
  //   H |- ∂(max_{v in D} b(v))/∂T[s] = sum_{u in D} [max_v b(v) = b(u)] ∂b(u)/∂T[s]       (for values where the
  //                                                                               largest number is there once; also min)
  //
  //  where b(v) is X[a(v)], or f(X[a(v)]) for a function f, and X has no definition: so different entries are
  //  compared, and there are values of which one is the largest. Around them it stays the largest, and the maximum is it.
  //  Of a tensor that is defined two entries may be equal for all values, also where it is taken as a variable for a while.
  //  Entries outside of X are all 0, and so is the derivative by them, no matter how often they are the largest.
  argmax: {
    states:
      'where the largest of different entries is there once, the derivative of the maximum is that of the largest',
    replay: (context, { term, copies, apart, certs }) => {
      context.formed('argmax', term);
      const { of } = term;
      if (of.tag !== 'reduce' || (of.op !== 'max' && of.op !== 'min'))
        throw new Rejected('argmax', 'not the derivative of a maximum');
      const subscripts = ofDifferentEntries(context.env, of.body);
      if (subscripts === null) throw new Rejected('argmax', 'a maximum of others than entries');
      const { binders } = of;
      requirePoints('argmax', context, binders, certs);
      context.fresh('argmax', [...binders.map(({ name }) => name), ...copies]);
      const free = freeNames(term);
      if (copies.length !== binders.length || copies.some((name) => free.has(name)))
        throw new Rejected('argmax', 'an index is not a fresh name');
      const by = new Map(binders.map(({ name }, i) => [name, variable(copies[i] as string)]));
      const other = renamed(binders, by);
      const both = [...rangeConds(binders), ...rangeConds(other)];
      const same = context.with([...both, ...subscripts.map((a) => equals(a, substitute(a, by)))]);
      // Exchanging v and u, v < u is no more possible than v > u.
      binders.forEach(({ name }, i) => {
        const copy = variable(copies[i] as string);
        same.entails('argmax (different entries)', nonNegative(sub(copy, variable(name))), apart[i]);
      });
      const one = substScalar(of.body, by);
      const isLargest = apply(zeroTest, [add([of, mul([number(-1), one])])]);
      const right = reduce('sum', other, mul([isLargest, diff(one, term.tensor, term.at)]));
      return { left: term, right: context.formed('argmax', right) };
    },
  },
});

/** The subscripts of the entry that a term is, or is a function of: of a tensor without a definition. null for any other. */
export function ofDifferentEntries(env: Env, term: Scalar): readonly Poly[] | null {
  if (term.tag === 'apply' && term.args.length === 1 && term.fn !== zeroTest && term.by.length === 0) {
    const [arg] = term.args;
    return arg === undefined || isTensor(arg) || arg.tag !== 'entry' ? null : ofDifferentEntries(env, arg);
  }
  if (term.tag !== 'entry' || term.tensor.tag !== 'tensor') return null;
  const decl = env.tensors.get(term.tensor.name);
  return decl?.definition === null && decl.defined === undefined ? term.at : null;
}

/** Ranges for other names. */
function renamed(binders: readonly Binder[], by: ReadonlyMap<string, Poly>): readonly Binder[] {
  return binders.map(({ name, lo, hi }) => {
    const [copy] = namesOf(by.get(name) as Poly);
    return binder(copy as string, substitute(lo, by), substitute(hi, by));
  });
}

/** The same sign, without a denominator. */
function integral(poly: Poly): Poly {
  return scale(poly, poly.den);
}

function opposite(op: Extremum): Extremum {
  return op === 'max' ? 'min' : 'max';
}

/** Each range has a point, whatever the indices of the ranges before it are: so there is a point in all of them. */
export function requirePoints(
  rule: string,
  context: Context,
  binders: readonly Binder[],
  certs: readonly Refutation[],
): void {
  context.fresh(
    rule,
    binders.map(({ name }) => name),
  );
  binders.forEach(({ lo, hi }, i) => {
    const here = context.with(rangeConds(binders.slice(0, i)));
    here.entails(`${rule} (a point)`, nonNegative(sub(hi, lo)), certs[i]);
  });
}
