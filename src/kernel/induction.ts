// Induction over the integers from some integer on, and what goes with it: taking the last or the first part off a
// reduction, and giving a formula a name.

import type { Refutation } from '../sets/certificate.js';
import { nonNegative, substituteCond } from '../term/cond.js';
import { isName } from '../term/env.js';
import { sameTerm } from '../term/key.js';
import { constant, isIntegral, namesOf, one, type Poly, add as plus, sub, variable } from '../term/poly.js';
import { substScalar } from '../term/subst.js';
import { add, binder, isTensor, mul, nought, reduce, type Scalar, unit } from '../term/term.js';
import { Context, type Equation, type Hypothesis, Rejected, ruleTable } from './rule.js';

export const inductive = ruleTable<'induction' | 'hypothesis' | 'instance' | 'ends' | 'abbreviation'>({
  //   H |- v >= b     H[v := b] |- e[v := b]   …   H[v := b+n-1] |- e[v := b+n-1]
  //   H, v >= b+n, e for smaller v (where H holds) |- e
  //  ----------------------------------------------------------------------------  induction          (e: left = right)
  //   H |- e
  induction: {
    states: 'what holds for the first integers, and for each later one if for those before it, holds for all',
    replay: (context, { name, from, left, right, cert, bases, step }, replay) => {
      context.formed('induction', left);
      context.formed('induction', right);
      context.index('induction', from);
      // The shapes of tensors speak of sizes: at another size the tensors are others.
      if (!isName(name) || context.env.sizes.has(name))
        throw new Rejected('induction', `${name} is no index`);
      if (!isIntegral(from) || [...namesOf(from)].some((n) => !context.env.sizes.has(n)))
        throw new Rejected('induction', 'the beginning is no integer, or depends on an index');
      context.entails('induction', nonNegative(sub(variable(name), from)), cert);
      bases.forEach((base, i) => {
        const at = new Map([[name, plus(from, constant(i))]]);
        const here = new Context(
          context.env,
          context.hyps.map((cond) => substituteCond(cond, at)),
        );
        requireEquation(replay(here, base), substScalar(left, at), substScalar(right, at), `case ${i + 1}`);
      });
      const later = nonNegative(sub(variable(name), plus(from, constant(bases.length))));
      const hypothesis = { name, from, hyps: context.hyps, left, right };
      requireEquation(replay(context.with([later]).assuming(hypothesis), step), left, right, 'the step');
      return { left, right };
    },
  },

  //   H |- H'[v, … := p, …]     H |- p < v        (H', v, e: of the induction)
  //  --------------------------------------------------------------------------  hypothesis
  //   H |- e[v, … := p, …]
  hypothesis: {
    states: 'in an induction, what is claimed may be used for smaller integers',
    replay: (context, { by, certs, smaller }) => {
      const { hypothesis } = context;
      if (hypothesis === null) throw new Rejected('hypothesis', 'there is no induction here');
      const at = replacements('hypothesis', context, by);
      const v = at.get(hypothesis.name);
      if (v === undefined) throw new Rejected('hypothesis', `${hypothesis.name} is not replaced`);
      context.entails('hypothesis', nonNegative(sub(sub(variable(hypothesis.name), v), one)), smaller);
      return instantiated('hypothesis', context, hypothesis, at, certs);
    },
  },

  //   H' |- e     H |- H'[v, … := p, …]
  //  ------------------------------------  instance
  //   H |- e[v, … := p, …]
  instance: {
    states: 'what is shown for all integers under some assumptions holds for those that satisfy them',
    replay: (context, { hyps, proof, by, certs }, replay) => {
      for (const cond of hyps) context.condition('instance', cond);
      const { left, right } = replay(new Context(context.env, hyps), proof);
      if (isTensor(left) || isTensor(right)) throw new Rejected('instance', 'an equation of tensors');
      return instantiated(
        'instance',
        context,
        { hyps, left, right },
        replacements('instance', context, by),
        certs,
      );
    },
  },

  //   H |- lo <= hi
  //  ------------------------------------------------------------  ends          (likewise the first; sum with +)
  //   H |- prod_{v=lo..hi} b(v) = prod_{v=lo..hi-1} b(v) · b(hi)
  //
  //   H |- hi < lo
  //  ----------------------------
  //   H |- prod_{v=lo..hi} b(v) = 1
  ends: {
    states:
      'the last or the first factor of a product, or term of a sum, may be taken off; an empty product is 1',
    replay: (context, { op, binder: range, body, part, cert }) => {
      const left = context.formed('ends', reduce(op, [range], body));
      const { name, lo, hi } = range;
      if (op !== 'prod' && op !== 'sum') throw new Rejected('ends', `a ${op} has no binary form`);
      if (part === 'none') {
        context.entails('ends', nonNegative(sub(sub(lo, hi), one)), cert);
        return { left, right: op === 'prod' ? unit : nought };
      }
      context.entails('ends', nonNegative(sub(hi, lo)), cert);
      const rest = part === 'last' ? binder(name, lo, sub(hi, one)) : binder(name, plus(lo, one), hi);
      const end = substScalar(body, new Map([[name, part === 'last' ? hi : lo]]));
      const parts = [reduce(op, [rest], body), end];
      return { left, right: context.formed('ends', op === 'prod' ? mul(parts) : add(parts)) };
    },
  },

  //   with T[v] defined as b(v):  H |- a = c        T neither in a nor in c
  //  ------------------------------------------------------------------------  abbreviation
  //   H |- a = c
  abbreviation: {
    states: 'a formula may be given a name for the time of a proof',
    replay: (context, { name, indices, body, proof }, replay) => {
      const dims = indices.map(() => Object.freeze({ lo: null, hi: null }));
      const env = context.env.withDefinition(name, dims, indices, body);
      const { left, right } = replay(new Context(env, context.hyps, context.hypothesis), proof);
      context.formed('abbreviation', left);
      context.formed('abbreviation', right);
      return { left, right };
    },
  },
});

/** Index expressions for names, none of which is a size: at another size the tensors are others. */
function replacements(
  rule: string,
  context: Context,
  by: readonly (readonly [string, Poly])[],
): ReadonlyMap<string, Poly> {
  const at = new Map<string, Poly>();
  for (const [name, poly] of by) {
    context.index(rule, poly);
    if (!isName(name) || context.env.sizes.has(name) || at.has(name))
      throw new Rejected(rule, `${name} is not to be replaced`);
    if (!isIntegral(poly)) throw new Rejected(rule, `${name} stands for integers`);
    at.set(name, poly);
  }
  return at;
}

/** left = right for all integers that satisfy `hyps`: so for those that stand `at` the names, where these do. */
function instantiated(
  rule: string,
  context: Context,
  { hyps, left, right }: Pick<Hypothesis, 'hyps' | 'left' | 'right'>,
  at: ReadonlyMap<string, Poly>,
  certs: readonly Refutation[],
): Equation {
  hyps.forEach((cond, i) => {
    context.entails(rule, substituteCond(cond, at), certs[i]);
  });
  return {
    left: context.formed(rule, substScalar(left, at)),
    right: context.formed(rule, substScalar(right, at)),
  };
}

function requireEquation(proved: Equation, left: Scalar, right: Scalar, where: string): void {
  if (!sameTerm(proved.left, left) || !sameTerm(proved.right, right))
    throw new Rejected('induction', `another equation is proved for ${where}`);
}
