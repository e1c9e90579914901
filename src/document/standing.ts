// What a claim stands on: that the tensors of which the text speaks have entries, and that what the text said of them was
// understood. A claim that fails for want of either is not false.

import { judge, type ProveOptions } from '../prove/claim.js';
import { undecided, type Verdict } from '../prove/verdict.js';
import { satisfiable } from '../sets/index.js';
import { atLeast, type Cond, condKey, showCond } from '../term/cond.js';
import { type ClaimReading, type Context, sizeBounds } from '../term/context.js';
import { boundsOf } from '../term/env.js';
import { add, evaluate, isConstant, namesOf, one, type Poly, sub } from '../term/poly.js';
import { freeTensors } from './ingredients.js';
import type { Notebook } from './notebook.js';

/**
 * The verdict on a claim, sizes being such that every tensor of the text has entries: that of Y = W * X is not said of
 * kernels that are larger than the input. A verdict that needs this names the conditions.
 */
export function whereEntriesAre(
  context: Context,
  claim: ClaimReading,
  verdict: Verdict,
  options: ProveOptions,
): Verdict {
  if (verdict.verdict !== 'refuted' || verdict.counterexample === undefined) return verdict;
  const extents = extentsIn(context);
  const at = verdict.counterexample.sizes;
  if (!extents.some((extent) => isEmptyAt(extent, at))) return verdict;
  const conds = apart(extents.map((extent) => atLeast(extent, one)));
  const assumptions = [...context.assumptions, ...conds];
  const sizes = sizeBounds(context.sizes, context.assumptions);
  if (!satisfiable([...sizes, ...assumptions])) return verdict;
  const again = judge({ ...context, assumptions }, claim, options);
  if (again.verdict !== 'proved') return again;
  return { ...again, message: `${again.message}, with ${conds.map(showCond).join(' and ')}` };
}

/** How many entries the tensors of the text have in each direction, where that is more than the name of a size. */
function extentsIn({ env }: Context): readonly Poly[] {
  const plain = (extent: Poly): boolean =>
    isConstant(extent) || (extent.terms.length === 1 && extent.terms[0]?.coef === 1n);
  return [...env.tensors.values()].flatMap(({ dims }) =>
    dims.flatMap((dim) => {
      const [lo, hi] = boundsOf([dim]);
      const extent = lo === undefined || hi === undefined ? null : add(sub(hi, lo), one);
      return extent === null || plain(extent) ? [] : [extent];
    }),
  );
}

function isEmptyAt(extent: Poly, sizes: Readonly<Record<string, number | string>>): boolean {
  if ([...namesOf(extent)].some((name) => sizes[name] === undefined)) return false;
  const { num } = evaluate(extent, (name) => BigInt(sizes[name] as number | string));
  return num < 1n;
}

function apart(conds: readonly Cond[]): readonly Cond[] {
  return [...new Map(conds.map((cond) => [condKey(cond), cond])).values()];
}

/** `x'_i = x_{i+1}` was said and not understood: of what is made of x' nothing is false for that. */
export function restsOnUnread(notebook: Notebook, claim: ClaimReading): Verdict | null {
  const [left, right] = [claim.left, claim.right].map((side) =>
    side.sort === 'index' ? [] : freeTensors(notebook, side.term),
  ) as [readonly string[], readonly string[]];
  const unread = [...left, ...right].find((name) => notebook.isSpokenOf(name));
  if (unread !== undefined) return undecided(`what the text says of ${unread} was not understood`);
  const [own, other] = [
    left.find((name) => !right.includes(name)),
    right.find((name) => !left.includes(name)),
  ];
  // "Let y be the mean of each channel of A": what words say of two letters is not read.
  return own === undefined || other === undefined || claim.operator !== '='
    ? null
    : undecided(`the text may say in words how ${own} and ${other} depend on each other`);
}
