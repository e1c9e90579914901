// The bracket of an alternative, [A or B or C], as a sum of brackets of conjunctions: [A], what of B is not in A, what of C
// is in neither. What the assumptions exclude is left out as soon as it appears, so that few are left.

import { and, type Cond, conjuncts, not } from '../../term/cond.js';
import { add, guarded, nought, type Scalar, unit } from '../../term/term.js';
import { Outside, type Scope } from '../scope.js';
import { needed } from './tidy.js';

const mostParts = 24;

/** 1 where one of the conditions holds, else 0. Throws Outside where that takes very many cases. */
export function bracketOf(scope: Scope, conds: readonly Cond[]): Scalar {
  const parts: (readonly Cond[])[] = [];
  for (const cond of conds.flatMap(alternatives)) {
    const before = [...parts];
    const fresh = before.reduce<readonly (readonly Cond[])[]>(
      (pieces, earlier) => pieces.flatMap((piece) => without(scope, piece, earlier)),
      possible(scope, conjuncts(cond)),
    );
    parts.push(...fresh);
    if (parts.length > mostParts) throw new Outside(`a sum that has terms in more than ${mostParts} ways`);
  }
  return parts.length === 0 ? nought : add(parts.map((part) => guarded(and(part), unit)));
}

function alternatives(cond: Cond): readonly Cond[] {
  return cond.tag === 'or' ? cond.args.flatMap(alternatives) : [cond];
}

/** The points of `part` outside of `other`: at some of its conditions, the ones before it holding, they fail. */
function without(scope: Scope, part: readonly Cond[], other: readonly Cond[]): readonly (readonly Cond[])[] {
  const outside: (readonly Cond[])[] = [];
  let within = part;
  for (const cond of other) {
    if (scope.with(within).entails(cond) !== null) continue;
    outside.push(...possible(scope, [...within, not(cond)]));
    within = [...within, cond];
    if (scope.refute(within) !== null) break;
  }
  return outside;
}

/** The part, said as shortly as it can be; none where nothing satisfies it. */
function possible(scope: Scope, part: readonly Cond[]): readonly (readonly Cond[])[] {
  return scope.refute(part) !== null ? [] : [needed(scope, part)];
}
