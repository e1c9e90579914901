// Which sizes and indices a claim is about: a counterexample gives values to these and to no others.

import { type Cond, namesOfCond } from '../term/cond.js';
import type { Context } from '../term/context.js';
import { boundsOf } from '../term/env.js';
import { namesOf } from '../term/poly.js';
import { freeNames } from '../term/subst.js';
import { tensorsIn } from '../term/tensorsIn.js';
import type { Term } from '../term/term.js';

/** Names that the sides, the shapes and definitions behind them, or the assumptions about these mention. */
export function relevantNames(
  context: Context,
  hyps: readonly Cond[],
  claim: { readonly left: Term; readonly right: Term } | { readonly cond: Cond },
): ReadonlySet<string> {
  const names = new Set<string>('cond' in claim ? namesOfCond(claim.cond) : []);
  const terms = 'cond' in claim ? [] : [claim.left, claim.right];
  const seen = new Set<string>();
  const visit = (term: Term, own: readonly string[] = []): void => {
    for (const name of freeNames(term)) if (!own.includes(name)) names.add(name);
    tensorsIn(term, (t) => {
      const decl = t.tag === 'tensor' && !seen.has(t.name) ? context.env.tensors.get(t.name) : undefined;
      if (decl === undefined) return;
      seen.add(decl.name);
      for (const bound of boundsOf(decl.dims)) for (const name of namesOf(bound)) names.add(name);
      if (decl.definition !== null) visit(decl.definition.body, decl.definition.indices);
    });
  };
  for (const term of terms) visit(term);
  const conds = hyps.map((cond) => [...namesOfCond(cond)]).filter((mentioned) => mentioned.length > 1);
  for (let grown = true; grown; ) {
    grown = false;
    for (const mentioned of conds) {
      if (!mentioned.some((n) => names.has(n)) || mentioned.every((n) => names.has(n))) continue;
      for (const n of mentioned) names.add(n);
      grown = true;
    }
  }
  return names;
}
