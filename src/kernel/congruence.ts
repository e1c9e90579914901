// Equality is a congruence: an equivalence relation that may be used at any place inside a formula.

import { conjuncts } from '../term/cond.js';
import { sameTerm } from '../term/key.js';
import { apply, isTensor, rangeConds, reduce, type Scalar, type Term } from '../term/term.js';
import { type Context, type Equation, Rejected, ruleTable } from './rule.js';

export const congruence = ruleTable<'refl' | 'sym' | 'trans' | 'inside'>({
  //
  //  ---------  refl
  //   |- a = a
  refl: {
    states: 'a = a, up to the names of bound variables',
    replay: (context, { term }) => ({ left: context.formed('refl', term), right: term }),
  },

  //   |- a = b
  //  ----------  sym
  //   |- b = a
  sym: {
    states: 'from a = b follows b = a',
    replay: (context, { proof }, replay) => {
      const { left, right } = replay(context, proof);
      return { left: right, right: left };
    },
  },

  //   |- a = b   |- b = c   …   |- y = z
  //  ------------------------------------  trans
  //   |- a = z
  trans: {
    states: 'from a = b and b = c follows a = c',
    replay: (context, { proofs }, replay) => {
      const steps = proofs.map((proof) => replay(context, proof));
      const [first] = steps;
      if (first === undefined) throw new Rejected('trans', 'no steps');
      steps.forEach((step, i) => {
        const before = steps[i - 1];
        if (before !== undefined && !sameTerm(before.right, step.left))
          throw new Rejected('trans', `step ${i + 1} does not continue step ${i}`);
      });
      return { left: first.left, right: (steps.at(-1) as Equation).right };
    },
  },

  //   H, sets and guards on the way to the place |- a = b
  //  ------------------------------------------------------  inside
  //   H |- t[a] = t[b]
  inside: {
    states:
      'an equation may be used inside a term; under a reduction its range, beside a bracket its condition, may be assumed',
    replay: (context, { term, path, proof }, replay) => {
      context.formed('inside', term);
      const { scope, at, rebuild } = descend(context, term, path);
      const { left, right } = replay(scope, proof);
      if (isTensor(left) !== isTensor(at) || isTensor(right) !== isTensor(at) || !sameTerm(at, left))
        throw new Rejected('inside', 'the equation is about another term');
      return { left: term, right: context.formed('inside', rebuild(right)) };
    },
  },
});

/** A place inside a term: what may be assumed there, and how to put something else of its sort in it. */
interface Inside {
  readonly scope: Context;
  readonly at: Term;
  readonly rebuild: (replacement: Term) => Scalar;
}

/** The place a path leads to. */
function descend(context: Context, term: Scalar, path: readonly number[]): Inside {
  const [step, ...rest] = path;
  if (step !== undefined && !Number.isInteger(step)) throw new Rejected('inside', 'no such place');
  if (step === undefined)
    return { scope: context, at: term, rebuild: (replacement) => scalarTerm(replacement) };
  switch (term.tag) {
    case 'apply': {
      const arg = term.args[step];
      if (arg === undefined || (isTensor(arg) && rest.length > 0))
        throw new Rejected('inside', 'no such place');
      const { scope, at, rebuild } = isTensor(arg)
        ? { scope: context, at: arg, rebuild: (r: Term) => r }
        : descend(context, arg, rest);
      return {
        scope,
        at,
        rebuild: (r) =>
          apply(
            term.fn,
            term.args.map((old, i) => (i === step ? rebuild(r) : old)),
            term.by,
          ),
      };
    }
    case 'diff': {
      // Assumptions are about integers, so what holds under them holds for all values of the entries and may be
      // differentiated. By a defined tensor that is so only where nothing was concluded from its definition.
      if (step !== 0) throw new Rejected('inside', 'no such place');
      const { scope, at, rebuild } = descend(context.independent(term.tensor), term.of, rest);
      return { scope, at, rebuild: (r) => Object.freeze({ ...term, of: rebuild(r) }) };
    }
    case 'add':
    case 'mul': {
      const arg = term.args[step];
      if (arg === undefined) throw new Rejected('inside', 'no such place');
      const beside =
        term.tag === 'mul'
          ? term.args.flatMap((other, i) =>
              i !== step && other.tag === 'iverson' ? conjuncts(other.cond) : [],
            )
          : [];
      const { scope, at, rebuild } = descend(context.with(beside), arg, rest);
      return {
        scope,
        at,
        rebuild: (r) =>
          Object.freeze({
            ...term,
            args: Object.freeze(term.args.map((old, i) => (i === step ? rebuild(r) : old))),
          }),
      };
    }
    case 'pow': {
      if (step !== 0) throw new Rejected('inside', 'no such place');
      const { scope, at, rebuild } = descend(context, term.base, rest);
      return { scope, at, rebuild: (r) => Object.freeze({ ...term, base: rebuild(r) }) };
    }
    case 'reduce': {
      if (step !== 0) throw new Rejected('inside', 'no such place');
      context.fresh(
        'inside',
        term.binders.map((b) => b.name),
      );
      const { scope, at, rebuild } = descend(context.with(rangeConds(term.binders)), term.body, rest);
      return { scope, at, rebuild: (r) => reduce(term.op, term.binders, rebuild(r)) };
    }
    default:
      throw new Rejected('inside', 'no such place');
  }
}

function scalarTerm(term: Term): Scalar {
  if (isTensor(term)) throw new Rejected('inside', 'a tensor in the place of a number');
  return term;
}
