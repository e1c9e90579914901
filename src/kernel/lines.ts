// Integrals over the real line and sums over all integers: neither changes when the line is shifted or turned around.
//
// Nothing else is taken of them, so that the rule holds wherever the integral or the sum has a value, and for any other
// meaning with this symmetry. No assumption is used under the sign, where the variable need be no integer.

import { isIntegral, namesOf, type Poly, scale, add as sum, variable } from '../term/poly.js';
import { freeNames, substScalar } from '../term/subst.js';
import type { Scalar } from '../term/term.js';
import { ringEqual, ringNormal } from './ring.js';
import { Rejected, ruleTable } from './rule.js';

export const lines = ruleTable<'substitution'>({
  //   u not free in the left side nor in s;   e[t := ± u + s] = e' in every ring;   s an integer, for sums
  //  ------------------------------------------------------------------------------------------------------  substitution
  //   |- int_<t> e = int_<u> e'              (of several nested lines all variables at once)
  substitution: {
    states:
      'an integral over the real line, or a sum over all integers, may be shifted and reversed: t = ±u + s',
    replay: (context, { left, right, turns }) => {
      context.formed('substitution', left);
      context.formed('substitution', right);
      const [old, made] = [under(left, turns.length), under(right, turns.length)];
      const taken = new Set([...freeNames(left), ...turns.flatMap(({ shift }) => [...namesOf(shift)])]);
      const by = new Map<string, Poly>();
      turns.forEach(({ reversed, shift }, i) => {
        context.index('substitution', shift);
        const [from, to] = [old.lines[i] as Line, made.lines[i] as Line];
        if (from.over !== to.over) throw new Rejected('substitution', 'two different lines');
        if (from.over === 'integers' && !isIntegral(shift))
          throw new Rejected('substitution', 'a sum is shifted by an integer');
        if (taken.has(to.name) || by.has(from.name))
          throw new Rejected('substitution', `${to.name} is not a fresh name`);
        taken.add(to.name);
        by.set(from.name, sum(scale(variable(to.name), reversed ? -1n : 1n), shift));
      });
      if (!ringEqual(ringNormal(substScalar(old.body, by)), ringNormal(made.body)))
        throw new Rejected('substitution', 'the summands are not equal');
      return { left, right };
    },
  },
});

type Line = Scalar & { tag: 'line' };

/** The outermost `count` signs and what stands under them. */
function under(term: Scalar, count: number): { readonly lines: readonly Line[]; readonly body: Scalar } {
  const found: Line[] = [];
  let body = term;
  while (found.length < count) {
    if (body.tag !== 'line') throw new Rejected('substitution', 'not an integral over a whole line');
    found.push(body);
    body = body.body;
  }
  return { lines: found, body };
}
