// A proof gone through once more, every rule watched: what a formula became by one rule after the other. Chains are laid
// end to end, steps inside a formula are shown on the whole of it, and what is used from right to left is turned around.

import { replaceAt } from '../calculus/steps.js';
import { rules } from '../kernel/kernel.js';
import type { Proof } from '../kernel/proof.js';
import type { Context, Equation, Rule } from '../kernel/rule.js';
import { isTensor, type Scalar, type Term } from '../term/term.js';

/** One application of a rule, with what it concluded, where, and from what. */
export interface Observed {
  readonly proof: Proof;
  /** What may be assumed there. */
  readonly context: Context;
  readonly equation: Equation;
  readonly premises: readonly Observed[];
}

/** The proof as the kernel replays it. Throws Rejected where a step does not hold. */
export function observe(context: Context, proof: Proof): Observed {
  const premises: Observed[] = [];
  const rule = rules[proof.rule] as Rule<Proof['rule']>;
  const equation = rule.replay(context, proof, (within, premise) => {
    const seen = observe(within, premise);
    premises.push(seen);
    return seen.equation;
  });
  return { proof, context, equation, premises };
}

/** A rule that made one formula into another, somewhere inside it. */
export interface Move {
  /** The rule at its place; `path` leads there. */
  readonly by: Observed;
  readonly path: readonly number[];
  /** Whether the rule's equation is used from right to left. */
  readonly backward: boolean;
  readonly before: Term;
  readonly after: Term;
}

/** The rules that lead from one side of an equation to the other, in the order in which a reader meets them. */
export function movesOf(seen: Observed, backward = false): readonly Move[] {
  const { proof, premises, equation } = seen;
  switch (proof.rule) {
    case 'refl':
      return [];
    case 'sym':
      return premises.flatMap((premise) => movesOf(premise, !backward));
    case 'trans': {
      const parts = premises.map((premise) => movesOf(premise, backward));
      return (backward ? parts.reverse() : parts).flat();
    }
    case 'inside': {
      const { term, path } = proof;
      const inner = premises.flatMap((premise) => movesOf(premise, backward));
      if (inner.every(({ before, after }) => !isTensor(before) && !isTensor(after)))
        return inner.map((move) => ({
          ...move,
          path: [...path, ...move.path],
          before: replaceAt(term, path, move.before as Scalar),
          after: replaceAt(term, path, move.after as Scalar),
        }));
      break;
    }
    default:
  }
  const [before, after] = backward ? [equation.right, equation.left] : [equation.left, equation.right];
  return [{ by: seen, path: [], backward, before, after }];
}

/** The proof of what a move says of the whole formula. */
export function proofOf({ by, path, backward, before }: Move): Proof {
  const proof: Proof = backward ? { rule: 'sym', proof: by.proof } : by.proof;
  if (path.length === 0) return proof;
  return { rule: 'inside', term: before as Scalar, path, proof };
}
