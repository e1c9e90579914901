// Recurrences read backwards: what one makes of earlier entries, as R(n-1) + f(n), is the entry R(n).

import { Chain, type Step } from '../calculus/steps.js';
import { isRecurrence, unfoldEntry } from '../term/env.js';
import { termKey } from '../term/key.js';
import { allParts } from '../term/parts.js';
import { integerValue, type Poly, sub, variable } from '../term/poly.js';
import { entry, type Scalar } from '../term/term.js';
import type { Decide } from './induction.js';
import { rewrite } from './rewrite.js';
import type { Scope } from './scope.js';

type Entry = Scalar & { readonly tag: 'entry' };

/** More entries are not tried for one part of a formula. */
const mostEntries = 4;

/** A formula with sums and products of entries written as the later entry that they are; the formula itself without such. */
export function folded(scope: Scope, side: Scalar, decide: Decide): Step {
  return rewrite(scope, side, (here, part) => {
    if (part.tag !== 'add' && part.tag !== 'mul') return null;
    for (const later of laterEntries(here, part)) {
      const body = unfoldEntry(here.env, later.tensor, later.at);
      const proof = body === null ? null : decide(here, part, body);
      if (body === null || proof === null) continue;
      const unfolding: Step = { to: body, proof: { rule: 'unfold', term: later } };
      return new Chain(part)
        .by({ to: body, proof })
        .by({ to: later, proof: { rule: 'sym', proof: unfolding.proof } })
        .step();
    }
    return null;
  });
}

/** The entries whose recurrence uses an entry that occurs in the formula. */
function laterEntries({ env }: Scope, part: Scalar): readonly Entry[] {
  const found = new Map<string, Entry>();
  for (const used of allParts(part)) {
    if (used.tag !== 'entry' || used.tensor.tag !== 'tensor' || !isRecurrence(env, used.tensor)) continue;
    const { name } = used.tensor;
    const definition = env.tensors.get(name)?.definition;
    for (const pattern of definition == null ? [] : allParts(definition.body)) {
      if (pattern.tag !== 'entry' || pattern.tensor.tag !== 'tensor' || pattern.tensor.name !== name)
        continue;
      const at = used.at.map((row, d) => shifted(row, pattern.at[d], definition?.indices[d]));
      if (!at.every((row) => row !== null)) continue;
      const later = entry(used.tensor, at) as Entry;
      found.set(termKey(later), later);
    }
  }
  return [...found.values()].slice(0, mostEntries);
}

/** What the index is where the pattern, index - c, is the row; null where the pattern is something else. */
function shifted(row: Poly, pattern: Poly | undefined, index: string | undefined): Poly | null {
  if (pattern === undefined || index === undefined) return null;
  const offset = sub(pattern, variable(index));
  return integerValue(offset) === null ? null : sub(row, offset);
}
