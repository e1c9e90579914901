// Arithmetic: at given integers a formula is a polynomial in the entries of its tensors. It has the normal form of one,
// the derivatives of one, and, where no name is left in it, it can be written out.

import { nonNegative } from '../term/cond.js';
import { one, sub } from '../term/poly.js';
import { mul, reciprocal, unit, value } from '../term/term.js';
import { equalAt } from './compare.js';
import { derivative } from './derivative.js';
import { ringEqual, ringNormal } from './ring.js';
import { Rejected, ruleTable } from './rule.js';

export const arithmetic = ruleTable<'ring' | 'derivative' | 'reciprocal' | 'evaluate'>({
  //   a and b have one normal form as polynomials
  //  ---------------------------------------------  ring
  //   |- a = b
  ring: {
    states: 'the laws of commutative rings containing the rationals, and [c][c] = [c], [c and d] = [c][d]',
    replay: (context, { left, right }) => {
      context.formed('ring', left);
      context.formed('ring', right);
      if (!ringEqual(ringNormal(left), ringNormal(right)))
        throw new Rejected('ring', 'the normal forms differ');
      return { left, right };
    },
  },

  //
  //  -------------------------------------  derivative          (and so on: see derivative.ts)
  //   |- ∂(a b)/∂T[s] = ∂a/∂T[s] b + a ∂b/∂T[s]
  derivative: {
    states: 'derivatives of sums, products and powers, ∂T[a]/∂T[b] = [a = b][b inside T], the chain rule',
    replay: (context, { term, indices }) => {
      context.formed('derivative', term);
      if (term.tag !== 'diff') throw new Rejected('derivative', 'not a derivative');
      const right = derivative(context.env, term, indices);
      if (typeof right === 'string') throw new Rejected('derivative', right);
      return { left: term, right: context.formed('derivative', right) };
    },
  },

  //   H |- p >= 1
  //  -------------------  reciprocal
  //   H |- p (1/p) = 1
  reciprocal: {
    states: 'a size that is at least 1 has a reciprocal',
    replay: (context, { of, cert }) => {
      const left = context.formed('reciprocal', mul([value(of), reciprocal(of)]));
      context.entails('reciprocal', nonNegative(sub(of, one)), cert);
      return { left, right: unit };
    },
  },

  //   a and b have no free names and one expansion
  //  -----------------------------------------------  evaluate
  //   |- a = b
  evaluate: {
    states: 'formulas at concrete sizes are equal when they are equal written out',
    replay: (context, { left, right }) => {
      context.formed('evaluate', left);
      context.formed('evaluate', right);
      if (!equalAt(context.env, left, right, new Map())) throw new Rejected('evaluate', 'the values differ');
      return { left, right };
    },
  },
});
