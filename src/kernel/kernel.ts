// The only thing to trust, together with what it stands on: the rules, in files by subject; terms (src/term), the ring
// normal form, the evaluation at concrete integers, and the checking of linear certificates (src/sets/certificate.ts).
//
// A theorem `H |- a = b` says: for all integer values of the free names that satisfy the assumptions H, and for
// all values of the independent tensors in any commutative ring containing the rationals, a and b are equal; where
// there are maxima or integrals, for all real ones; where `fubini` is used, for all functions of bounded support; where `argmax`
// is used, for all values for which no maximum is attained twice.
// `check` replays a proof, which is plain data, and is the only door to a Theorem. It never searches.

import type { Refutation } from '../sets/certificate.js';
import type { Cond } from '../term/cond.js';
import { Env } from '../term/env.js';
import { frozen } from '../term/frozen.js';
import { constant } from '../term/poly.js';
import { entry, isTensor, type Term } from '../term/term.js';
import { arithmetic } from './arithmetic.js';
import { equalAt } from './compare.js';
import { conditions } from './conditions.js';
import { congruence } from './congruence.js';
import { entries } from './entries.js';
import { type Assignment, conditionAt } from './evaluate.js';
import { extrema } from './extrema.js';
import { fubini } from './fubini.js';
import { inductive } from './induction.js';
import { lines } from './lines.js';
import type { Proof } from './proof.js';
import { Context, type Equation, Rejected, type Rule, type RuleTable, ruleTable } from './rule.js';
import { sums } from './sums.js';
import { type Table, tabulated, withTables } from './tables.js';

export { Rejected } from './rule.js';

// ---- theorems ------------------------------------------------------------------------------------

/** What a theorem says under its assumptions. */
export type Claim =
  | { readonly tag: 'equal'; readonly left: Term; readonly right: Term }
  /** For some sizes, indices and entries that satisfy the assumptions, and some functions, the sides differ. */
  | { readonly tag: 'differ'; readonly left: Term; readonly right: Term }
  | { readonly tag: 'holds'; readonly cond: Cond };

/** Made by the functions of this file and by nothing else. */
export class Theorem {
  readonly #made: true = true;
  constructor(
    key: symbol,
    readonly env: Env,
    readonly hyps: readonly Cond[],
    readonly claim: Claim,
  ) {
    if (key !== door) throw new Error('theorems are made by the kernel');
    Object.freeze(this);
  }
  /** Whether `thing` came out of the kernel. */
  static is(thing: unknown): thing is Theorem {
    return typeof thing === 'object' && thing !== null && #made in thing;
  }
}

Object.freeze(Theorem);

const door = Symbol('kernel');

// ---- rules ---------------------------------------------------------------------------------------

/** The rules: there is no other way to an equation. */
export const rules: RuleTable<Proof['rule']> = ruleTable({
  ...congruence,
  ...arithmetic,
  ...entries,
  ...conditions,
  ...sums,
  ...extrema,
  ...lines,
  ...fubini,
  ...inductive,
});

function replay(context: Context, proof: Proof): Equation {
  const rule = Object.hasOwn(rules, proof.rule) ? (rules[proof.rule] as Rule<typeof proof.rule>) : undefined;
  if (rule === undefined) throw new Rejected(String(proof.rule), 'no such rule');
  return (rule.replay as Rule<Proof['rule']>['replay'])(context, proof, replay);
}

// ---- the doors -----------------------------------------------------------------------------------

/** Replays `proof` under the assumptions `hyps`. Throws Rejected when a step does not hold. */
export function check(env: Env, hyps: readonly Cond[], proof: Proof): Theorem {
  return admit(
    String((proof as { rule?: unknown } | null | undefined)?.rule),
    env,
    hyps,
    proof,
    (context, data) => {
      const { left, right } = replay(context, data);
      return { tag: 'equal', left, right };
    },
  );
}

/** `H |- cond`, from a refutation of H and not cond. */
export function checkHolds(env: Env, hyps: readonly Cond[], cond: Cond, cert: Refutation): Theorem {
  return admit('holds', env, hyps, { cond, cert }, (context, data) => {
    context.condition('holds', data.cond);
    context.entails('holds', data.cond, data.cert);
    return { tag: 'holds', cond: data.cond };
  });
}

/**
 * The sides differ at the integers `at`, which satisfy the assumptions: as expansions, or in shape; of tensors with
 * very many entries, in the entry at the subscripts `cell`; of numbers, for functions that are `tables`.
 */
export function checkDiffer(
  env: Env,
  hyps: readonly Cond[],
  left: Term,
  right: Term,
  at: Assignment,
  cell: readonly bigint[] | null = null,
  tables: readonly Table[] = [],
): Theorem {
  return admit('differ', env, hyps, { left, right, at: [...at], cell, tables }, (context, data) => {
    context.formed('differ', data.left);
    context.formed('differ', data.right);
    if (data.at.some(([, integer]) => typeof integer !== 'bigint'))
      throw new Rejected('differ', 'a value that is no integer');
    const point = new Map(data.at);
    if (!context.hyps.every((cond) => conditionAt(cond, point)))
      throw new Rejected('differ', 'the point violates the assumptions');
    const { cell, tables } = data;
    const named = withTables(env, tables);
    const compared = (side: Term): Term => {
      if (!isTensor(side) && tables.length > 0) return tabulated(env, side, tables);
      if (cell === null || !isTensor(side)) return side;
      return context.formed(
        'differ',
        entry(
          side,
          cell.map((subscript) => constant(subscript)),
        ),
      );
    };
    if (equalAt(named, compared(data.left), compared(data.right), point))
      throw new Rejected('differ', 'both sides are equal there');
    return { tag: 'differ', left: data.left, right: data.right };
  });
}

/** The one place where theorems are made: from data of its own that cannot change any more. */
function admit<T>(
  rule: string,
  env: Env,
  hyps: readonly Cond[],
  given: T,
  judge: (context: Context, data: T) => Claim,
): Theorem {
  try {
    if (!Env.is(env)) throw new Rejected(rule, 'no environment');
    const [assumed, data] = frozen<readonly [readonly Cond[], T]>([hyps, given]);
    const context = new Context(env, assumed);
    for (const cond of assumed) context.condition(rule, cond);
    return new Theorem(door, env, assumed, Object.freeze(judge(context, data)));
  } catch (error) {
    if (error instanceof Rejected) throw error;
    // Malformed data of any kind ends here: what cannot be replayed is not proved.
    throw new Rejected(rule, error instanceof Error ? error.message : 'malformed data');
  }
}
