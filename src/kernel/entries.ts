// Entries of tensors: when two are the same one, what an entry of a defined tensor is, that entries outside the shape are
// 0, and that a tensor is its shape and its entries.

import type { Cond } from '../term/cond.js';
import { type Env, genericEntry, insideShape, reachOf, shapeOf, unfoldEntry } from '../term/env.js';
import { sameTerm } from '../term/key.js';
import { type Poly, variable } from '../term/poly.js';
import { freeNames } from '../term/subst.js';
import { apply, guarded, isTensor, type Scalar, type Term, tensor } from '../term/term.js';
import { Rejected, ruleTable } from './rule.js';

export const entries = ruleTable<'index' | 'unfold' | 'zero-extension' | 'extensionality'>({
  //   H |- s_i = t_i
  //  ----------------------------  index          (also value(s) = value(t))
  //   H |- T[s_1…] = T[t_1…]
  index: {
    states: 'subscripts that are equal under the assumptions may be exchanged',
    replay: (context, { left, right, certs }) => {
      context.formed('index', left);
      context.formed('index', right);
      const [s, t] = subscripts(left, right);
      s.forEach((a, i) => {
        context.equal('index', a, t[i] as Poly, certs[i]);
      });
      return { left, right };
    },
  },

  //
  //  ------------------------------------------------  unfold
  //   |- T[s] = [s inside the shape of T] body(s)
  unfold: {
    states: 'an entry of a defined tensor is its definition inside its shape and 0 outside',
    replay: (context, { term }) => {
      context.formed('unfold', term);
      const body = term.tag === 'entry' ? unfoldEntry(context.env, term.tensor, term.at) : null;
      if (body === null) throw new Rejected('unfold', 'nothing to unfold');
      return { left: term, right: context.formed('unfold', body) };
    },
  },

  //   H, s inside the shape of T |- c
  //  ----------------------------------  zero-extension          (also of f'_<s>(T) and diff(a, T[s]))
  //   H |- T[s] = [c] T[s]
  'zero-extension': {
    states:
      'an entry outside its shape is 0, and so is a derivative by it; a condition that holds inside may stand before it',
    replay: (context, { term, cond, cert }) => {
      context.formed('zero-extension', term);
      const right = context.formed('zero-extension', guarded(cond, term));
      const inside = insideOf(context.env, term);
      if (inside === null) throw new Rejected('zero-extension', 'not an entry');
      context.with(inside).entails('zero-extension', cond, cert);
      return { left: term, right };
    },
  },

  //   H |- shape A = shape B      H, k inside the shape |- A[k] = B[k]
  //  --------------------------------------------------------------------  extensionality
  //   H |- A = B
  extensionality: {
    states: 'tensors of one shape with equal entries are equal',
    replay: (context, { left, right, indices, shapes, entries }, replay) => {
      context.formed('extensionality', left);
      context.formed('extensionality', right);
      const a = shapeOf(context.env, left);
      const b = shapeOf(context.env, right);
      if (a.length !== b.length || indices.length !== a.length)
        throw new Rejected('extensionality', 'different numbers of dimensions');
      a.forEach((dim, d) => {
        context.equal('extensionality', dim.lo, b[d]?.lo as Poly, shapes[2 * d]);
        context.equal('extensionality', dim.hi, b[d]?.hi as Poly, shapes[2 * d + 1]);
      });
      context.fresh('extensionality', indices);
      const taken = new Set([...freeNames(left), ...freeNames(right)]);
      if (indices.some((name) => taken.has(name)))
        throw new Rejected('extensionality', 'an index occurs in the tensors');
      const proved = replay(context.with(insideShape(a, indices.map(variable))), entries);
      if (
        !sameTerm(proved.left, genericEntry(left, indices)) ||
        !sameTerm(proved.right, genericEntry(right, indices))
      )
        throw new Rejected('extensionality', 'the entries proved are not those of the two sides');
      return { left, right };
    },
  },
});

/** The subscripts of two formulas that are the same but for these; a value counts as its own subscript. */
function subscripts(left: Scalar, right: Scalar): readonly [readonly Poly[], readonly Poly[]] {
  if (left.tag === 'value' && right.tag === 'value') return [[left.value], [right.value]];
  if (left.tag === 'entry' && right.tag === 'entry' && sameTerm(left.tensor, right.tensor))
    return [left.at, right.at];
  if (left.tag === 'apply' && right.tag === 'apply' && sameBut(left, right))
    return [left.by.flatMap(({ at }) => at), right.by.flatMap(({ at }) => at)];
  throw new Rejected('index', 'not two entries of one tensor');
}

/** Whether two applications are the same but for the subscripts of what they are differentiated by, one by one. */
function sameBut(a: Scalar & { tag: 'apply' }, b: Scalar & { tag: 'apply' }): boolean {
  return (
    sameTerm(apply(a.fn, a.args), apply(b.fn, b.args)) &&
    a.by.length === b.by.length &&
    a.by.every(({ arg }, i) => arg === b.by[i]?.arg)
  );
}

/** Where an entry, or a derivative by entries, is not 0 for lying outside a shape; null for any other term. */
export function insideOf(env: Env, term: Scalar): readonly Cond[] | null {
  switch (term.tag) {
    case 'entry':
      return insideShape(reachOf(env, term.tensor), term.at);
    case 'apply':
      return term.by.flatMap(({ arg, at }) => {
        const of = term.args[arg] as Term;
        return isTensor(of) ? insideShape(shapeOf(env, of), at) : [];
      });
    case 'diff':
      return insideShape(reachOf(env, tensor(term.tensor)), term.at);
    default:
      return null;
  }
}
