// A proof as an outline for reading: what each rule concluded, in native notation. The kernel's rules are run once
// more and watched; nothing here is trusted, and nothing depends on it.

import { rules, type Theorem } from '../kernel/kernel.js';
import { type Proof, subproofs } from '../kernel/proof.js';
import { Context, type Equation, type Rule } from '../kernel/rule.js';
import { unmarked } from '../prove/scope.js';
import { showTerm } from '../term/show.js';

/** One conclusion: which rule it is by, and what led to it. */
export interface Step {
  readonly rule: Proof['rule'];
  /** The rule in words. */
  readonly states: string;
  readonly left: string;
  readonly right: string;
  readonly premises: readonly Step[];
}

/** The steps of a proof that the kernel has checked; of the theorem's environment and assumptions it is replayed in. */
export function stepsOf({ env, hyps }: Theorem, proof: Proof): Step {
  const seen = new Map<Proof, Equation>();
  const watch = (context: Context, each: Proof): Equation => {
    const rule = rules[each.rule] as Rule<Proof['rule']>;
    const equation = rule.replay(context, each, watch);
    seen.set(each, equation);
    return equation;
  };
  watch(new Context(env, hyps), proof);
  const step = (each: Proof): Step => {
    const { left, right } = seen.get(each) as Equation;
    return {
      rule: each.rule,
      states: rules[each.rule].states,
      left: unmarked(showTerm(left)),
      right: unmarked(showTerm(right)),
      premises: subproofs(each).map(step),
    };
  };
  return step(proof);
}
