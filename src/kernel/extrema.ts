// Maxima and minima of real numbers. Of one over an empty set nothing is known, so it has to be shown that there is a point.
// `isZero` is the function that is 1 at 0 and 0 elsewhere; [a = b] is isZero(a - b).

import type { Refutation } from '../sets/certificate.js';
import { equals, nonNegative } from '../term/cond.js';
import { type Env, zeroTest } from '../term/env.js';
import { sameTerm } from '../term/key.js';
import { allParts, partsOf } from '../term/parts.js';
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
  type Term,
  value,
} from '../term/term.js';
import { insideOf } from './entries.js';
import type { Example } from './proof.js';
import { Context, Rejected, type Replay, ruleTable } from './rule.js';

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
  //
  //  Or b(v) is a polynomial of entries and functions, its definitions written out, and there are values of some tensors,
  //  an example, for which H, v in D |- b(v) = X[a(v)], or f(X[a(v)]), with a(v) inside of X. Then b(v) - b(u) is not the
  //  polynomial 0 where v and u differ: for almost all values all b(v) are different, for any number of maxima at once.
  argmax: {
    states:
      'where the largest of different entries is there once, the derivative of the maximum is that of the largest',
    replay: (context, { term, copies, apart, certs, example }, replay) => {
      context.formed('argmax', term);
      const { of } = term;
      if (of.tag !== 'reduce' || (of.op !== 'max' && of.op !== 'min'))
        throw new Rejected('argmax', 'not the derivative of a maximum');
      const { binders } = of;
      requirePoints('argmax', context, binders, certs);
      const subscripts =
        example === undefined
          ? ofDifferentEntries(context.env, of.body)
          : forExample(context.with(rangeConds(binders)), of.body, example, replay);
      if (subscripts === null) throw new Rejected('argmax', 'a maximum of others than entries');
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

/** The subscripts of the entry, inside its shape, that a polynomial is for some values of other tensors; null for others. */
function forExample(
  { env, hyps }: Context,
  body: Scalar,
  { values, proof, inside }: Example,
  replay: Replay,
): readonly Poly[] | null {
  const whole = env.withDefinitions();
  if (!isPolynomialIn(whole, body)) throw new Rejected('argmax', 'a maximum of others than polynomials');
  let given = whole;
  for (const { tensor, indices, body } of values) {
    for (const { tag } of allParts(body))
      if (!numeric.has(tag)) throw new Rejected('argmax', 'a value that is no number');
    given = given.withValues(tensor, indices, body);
  }
  const here = new Context(given, hyps);
  const { left, right } = replay(here, proof);
  if (isTensor(left) || isTensor(right) || !sameTerm(left, body))
    throw new Rejected('argmax', 'the example is about something else');
  const at = ofDifferentEntries(given, right);
  insideOf(given, entryIn(right))?.forEach((cond, i) => {
    here.entails('argmax (inside)', cond, inside[i]);
  });
  return at;
}

const numeric = new Set<Term['tag']>(['value', 'iverson', 'add', 'mul']);

/** The entry that a term is, or is a function of. */
function entryIn(term: Scalar): Scalar {
  const [arg] = term.tag === 'apply' ? term.args : [];
  return arg === undefined || isTensor(arg) ? term : entryIn(arg);
}

/** Whether a term is made of entries, numbers, sums, products and functions, also in the definitions behind it. */
function isPolynomialIn(env: Env, term: Term, seen = new Set<string>()): boolean {
  const within = (part: Term): boolean => isPolynomialIn(env, part, seen);
  switch (term.tag) {
    case 'diff':
    case 'line':
      return false;
    case 'apply':
      return term.fn !== zeroTest && term.args.every(within);
    case 'reduce':
      return term.op !== 'max' && term.op !== 'min' && within(term.body);
    case 'op':
      return behind(term.op, env.ops.get(term.op)?.body) && partsOf(term).every(within);
    case 'tensor':
      return behind(term.name, env.tensors.get(term.name)?.definition?.body);
    default:
      return partsOf(term).every(within);
  }

  function behind(name: string, body: Scalar | undefined): boolean {
    if (seen.has(name)) return true;
    seen.add(name);
    return body === undefined || within(body);
  }
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
