// Conditions: brackets that share one out, and reasoning by cases on the assumptions.

import { type Refutation, refutes } from '../sets/certificate.js';
import { type Cond, not } from '../term/cond.js';
import { sameTerm } from '../term/key.js';
import { add, iverson } from '../term/term.js';
import { Rejected, ruleTable } from './rule.js';

export const conditions = ruleTable<'partition' | 'cases' | 'absurd'>({
  //   H |- c => c_1 or … or c_n    H |- c_i => c    H |- not (c_i and c_j)
  //  ------------------------------------------------------------------------  partition
  //   H |- [c] = [c_1] + … + [c_n]
  partition: {
    states: 'a bracket is the sum of the brackets of conditions that share it out',
    replay: (context, { cond, parts, covers, within, apart }) => {
      const left = context.formed('partition', iverson(cond));
      const right = context.formed('partition', add(parts.map(iverson)));
      if (!refutes([...context.hyps, cond, ...parts.map(not)], covers))
        throw new Rejected('partition', 'the parts do not cover the condition');
      parts.forEach((part, i) => {
        if (!refutes([...context.hyps, part, not(cond)], within[i] as Refutation))
          throw new Rejected('partition', `part ${i + 1} reaches outside`);
      });
      let pair = 0;
      for (let j = 1; j < parts.length; j++) {
        for (let i = 0; i < j; i++) {
          if (!refutes([...context.hyps, parts[i] as Cond, parts[j] as Cond], apart[pair++] as Refutation))
            throw new Rejected('partition', `parts ${i + 1} and ${j + 1} overlap`);
        }
      }
      return { left, right };
    },
  },

  //   H, c |- a = b     H, not c |- a = b
  //  ---------------------------------------  cases
  //   H |- a = b
  cases: {
    states: 'what holds whether a condition is true or false holds',
    replay: (context, { cond, holds, fails }, replay) => {
      context.condition('cases', cond);
      const yes = replay(context.with([cond]), holds);
      const no = replay(context.with([not(cond)]), fails);
      if (!sameTerm(yes.left, no.left) || !sameTerm(yes.right, no.right))
        throw new Rejected('cases', 'the two cases prove different equations');
      return yes;
    },
  },

  //   H |- false
  //  ------------  absurd
  //   H |- a = b
  absurd: {
    states: 'where the assumptions contradict each other there is nothing to show',
    replay: (context, { left, right, cert }) => {
      context.formed('absurd', left);
      context.formed('absurd', right);
      if (!refutes(context.hyps, cert)) throw new Rejected('absurd', 'the assumptions are not contradictory');
      return { left, right };
    },
  },
});
