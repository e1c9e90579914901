// Sums, and reductions of other kinds, over integer points: in which order and by which indices the points are gone
// through, and what may be taken out of a sum.

import { always, type Cond, conjuncts, divides, nonNegative, substituteCond } from '../term/cond.js';
import { sameTerm } from '../term/key.js';
import { equal, isIntegral, namesOf, one, type Poly, sub, substitute, variable } from '../term/poly.js';
import { freeNames, substScalar } from '../term/subst.js';
import {
  add,
  guarded,
  mul,
  type Reduction,
  rangeConds,
  reduce,
  type Scalar,
  sum,
  value,
} from '../term/term.js';
import { requirePoints } from './extrema.js';
import type { Comprehension } from './proof.js';
import { Rejected, ruleTable } from './rule.js';

export const sums = ruleTable<'reindex' | 'nest' | 'linear' | 'telescope'>({
  //   f maps the points of D into those of E, g those of E into those of D,
  //   g(f(v)) = v on D, f(g(u)) = u on E, and b(v) is c(f(v))
  //  ------------------------------------------------------------------------  reindex
  //   |- sum_{v in D} b(v) = sum_{u in E} c(u)
  //
  //  Of a maximum or minimum g(f(v)) = v is not asked: it does not matter how often a number is there.
  reindex: {
    states:
      'a sum may be taken over another set along a bijection given with its inverse, a maximum along a map onto it',
    replay: (context, proof) => {
      const { op, from, to, forward, back, certs } = proof;
      if (op !== 'sum' && (from.guard !== always || to.guard !== always))
        throw new Rejected('reindex', 'only a sum has a guard');
      const left = context.formed('reindex', reduction(op, from));
      const right = context.formed('reindex', reduction(op, to));
      const vs = from.binders.map((b) => b.name);
      const us = to.binders.map((b) => b.name);
      context.fresh('reindex', [...vs, ...us]);
      const inFrom = freeNames(left);
      const inTo = freeNames(right);
      if (us.some((u) => inFrom.has(u)) || vs.some((v) => inTo.has(v)))
        throw new Rejected('reindex', 'a bound name is free on the other side');

      // u = f(v), to integers and in the v alone; v = g(u) in the u alone, fractions being allowed for now.
      for (const map of [...forward, ...back]) context.formed('reindex', value(map));
      if (forward.length !== us.length || back.length !== vs.length)
        throw new Rejected('reindex', 'a map has the wrong number of components');
      if (forward.some((f) => !isIntegral(f) || us.some((u) => namesOf(f).has(u))))
        throw new Rejected('reindex', 'the forward map is not an integer map of the old indices');
      if (back.some((g) => vs.some((v) => namesOf(g).has(v))))
        throw new Rejected('reindex', 'the inverse map uses an old index');
      const ontoUs: ReadonlyMap<string, Poly> = new Map(us.map((u, i) => [u, forward[i] as Poly]));
      const ontoVs: ReadonlyMap<string, Poly> = new Map(vs.map((v, i) => [v, back[i] as Poly]));

      // f takes D into E, and g takes E to integer points, which are in D.
      const D = context.with(pointConds(from));
      const E = context.with(pointConds(to));
      pointConds(to).forEach((cond, i) => {
        D.entails('reindex (into)', substituteCond(cond, ontoUs), certs.into[i]);
      });
      back.forEach((g, i) => {
        if (!isIntegral(g)) E.entails('reindex (integral)', divides(1n, g), certs.integral[i]);
      });
      pointConds(from).forEach((cond, i) => {
        E.entails('reindex (onto)', substituteCond(cond, ontoVs), certs.onto[i]);
      });

      // g(f(v)) = v and f(g(u)) = u: so both are bijections, and each summand is met once. From the second alone it
      // follows that each summand c(u) is a b(v); that each b(v) is a c(u) has been seen.
      const repeats = op === 'max' || op === 'min';
      vs.forEach((v, i) => {
        if (repeats) return;
        const again = substitute(back[i] as Poly, ontoUs);
        D.equal('reindex (left inverse)', again, variable(v), certs.leftInverse[i]);
      });
      us.forEach((u, i) => {
        const again = substitute(forward[i] as Poly, ontoVs);
        E.equal('reindex (right inverse)', again, variable(u), certs.rightInverse[i]);
      });
      if (!sameTerm(from.body, substScalar(to.body, ontoUs)))
        throw new Rejected('reindex', 'the summands do not correspond');
      return { left, right };
    },
  },

  //
  //  -----------------------------------------------  nest
  //   |- sum_{v, u} b = sum_{v} sum_{u} b
  //
  //  Of a maximum or minimum the inner ranges must not be empty.
  nest: {
    states: 'a reduction over several indices is a reduction of reductions',
    replay: (context, { op, outer, inner, body, certs }) => {
      if (op === 'max' || op === 'min') {
        // What is assumed of a free name must not be taken for something of the index.
        const names = outer.map(({ name }) => name);
        context.fresh('nest', names);
        requirePoints('nest', context.with(rangeConds(outer)), inner, certs ?? []);
      }
      const left = context.formed('nest', reduce(op, [...outer, ...inner], body));
      const right = context.formed('nest', reduce(op, outer, reduce(op, inner, body)));
      return { left, right };
    },
  },

  //   no v is free in c_i
  //  ------------------------------------------------------------  linear
  //   |- sum_v (c_1 b_1 + … + c_n b_n) = c_1 sum_v b_1 + … + c_n sum_v b_n
  linear: {
    states: 'a sum is linear',
    replay: (context, { binders, parts }) => {
      const bound = new Set(binders.map((b) => b.name));
      for (const { coef } of parts)
        for (const name of freeNames(coef))
          if (bound.has(name)) throw new Rejected('linear', `the coefficient depends on ${name}`);
      const left = context.formed(
        'linear',
        reduce('sum', binders, add(parts.map(({ coef, body }) => mul([coef, body])))),
      );
      const right = context.formed(
        'linear',
        add(parts.map(({ coef, body }) => mul([coef, reduce('sum', binders, body)]))),
      );
      return { left, right };
    },
  },

  //   P(v) - P(v-1) = p(v)      H |- lo - 1 <= hi
  //  ------------------------------------------------  telescope
  //   H |- sum_{v=lo..hi} p(v) = P(hi) - P(lo-1)
  telescope: {
    states: 'a sum of differences telescopes',
    replay: (context, { binder, summand, antiderivative, cert }) => {
      const { name, lo, hi } = binder;
      context.formed('telescope', value(antiderivative));
      context.fresh('telescope', [name]);
      const at = (poly: Poly): Poly => substitute(antiderivative, new Map([[name, poly]]));
      const before = sub(lo, one);
      if (!equal(sub(antiderivative, at(sub(variable(name), one))), summand))
        throw new Rejected('telescope', 'the differences are not the summand');
      context.entails('telescope', nonNegative(sub(hi, before)), cert);
      return {
        left: context.formed('telescope', reduce('sum', [binder], value(summand))),
        right: context.formed('telescope', value(sub(at(hi), at(before)))),
      };
    },
  },
});

/** The reduction of the body over the points of a comprehension; `guard` is `always` but in a sum. */
function reduction(op: Reduction, { binders, guard, body }: Comprehension): Scalar {
  if (op === 'sum') return sum(binders, guarded(guard, body));
  return binders.length === 0 ? body : reduce(op, binders, body);
}

/** The conditions that make a point one of the comprehension's set. */
function pointConds({ binders, guard }: Comprehension): readonly Cond[] {
  return [...rangeConds(binders), ...conjuncts(guard)];
}
