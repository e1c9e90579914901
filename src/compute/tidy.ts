// Contributions made simpler before they become loops: conditions on one index become its range, those that always hold
// are dropped, equations are solved. The points that remain are the same, each once.

import { atLeast, type Cond, conjuncts, equals, namesOfCond, substituteCond } from '../term/cond.js';
import { type Poly, scale, sub, substitute, variable } from '../term/poly.js';
import { affineOf, solved, whole } from './affine.js';
import type { Access, Contribution } from './program.js';
import { type Range, type Ranges, rangeOf } from './range.js';

/** null where no point is left. */
export function tidied(contribution: Contribution): Contribution | null {
  let { ranges, conds, ...rest } = contribution;
  conds = conds.flatMap(conjuncts);
  ({ ranges, conds } = withoutDivisors(ranges, conds));
  for (;;) {
    const bounded = withRanges(ranges, conds);
    if (bounded === null) return null;
    ({ ranges, conds } = bounded);
    const targets = new Set(rest.at.flatMap((s) => [...(affineOf(s)?.slopes.keys() ?? [])]));
    // Better an index of a sum than one of the target, which then can be written to in the order of its entries.
    const isSummed = (name: string): boolean => !targets.has(name);
    let solution = firstOf(conds, (cond) => (cond.tag === 'eq' ? solved(cond.form, isSummed) : null));
    if (solution === null) {
      const shorter = shorterSubscript(rest.loads, ranges, isSummed);
      if (shorter === null) return { ...rest, ranges, conds };
      ranges = new Map([...ranges, [shorter.fresh, shorter.range]]);
      solution = shorter;
    }
    const { name, value } = solution;
    const { lo, hi } = ranges.get(name) as Range;
    const by = new Map([[name, value]]);
    const range = [atLeast(variable(name), whole(lo)), atLeast(whole(hi), variable(name))];
    conds = [...conds, ...range].flatMap((cond) => conjuncts(substituteCond(cond, by)));
    ranges = new Map([...ranges].filter(([other]) => other !== name));
    rest = { ...rest, ...substituted(rest, by) };
  }
}

/**
 * A subscript that runs through fewer integers than one of its indices, in whose place it can be: in Σ_k g_k w_{i-k+1}
 * the place m = i-k+1 in a short w takes that of k, and what was a condition on i and k is a range.
 */
function shorterSubscript(
  loads: readonly Access[],
  ranges: Ranges,
  isSummed: (name: string) => boolean,
): { readonly name: string; readonly value: Poly; readonly fresh: string; readonly range: Range } | null {
  const fresh = unused(ranges);
  return firstOf(loads, ({ buffer: { box }, at }) =>
    firstOf([...at.entries()], ([d, subscript]) => {
      const lo = box.first[d] as number;
      const range = { lo, hi: lo + (box.shape[d] as number) - 1 };
      const slopes = affineOf(subscript)?.slopes;
      const reached = rangeOf(subscript, ranges);
      if (slopes === undefined || slopes.size < 2 || (reached.lo >= range.lo && reached.hi <= range.hi))
        return null;
      // To write to the target out of order must be worth it.
      const isLonger = (name: string): boolean => {
        const index = ranges.get(name);
        return index !== undefined && index.hi - index.lo > (range.hi - range.lo) * (isSummed(name) ? 1 : 2);
      };
      const solution = solved(sub(subscript, variable(fresh)), isSummed, isLonger);
      return solution === null ? null : { ...solution, fresh, range };
    }),
  );
}

/** With d | a as a = d t, for one more index t each; then a can be solved for an index, and ⌊a/d⌋ is t. */
function withoutDivisors(
  given: Ranges,
  conds: readonly Cond[],
): { readonly ranges: Ranges; readonly conds: readonly Cond[] } {
  const ranges = new Map(given);
  const equations = conds.map((cond) => {
    if (cond.tag !== 'div') return cond;
    const { lo, hi } = rangeOf(cond.form, ranges);
    const divisor = Number(cond.divisor);
    const name = unused(ranges);
    ranges.set(name, { lo: Math.ceil(lo / divisor), hi: Math.floor(hi / divisor) });
    return equals(cond.form, scale(variable(name), cond.divisor));
  });
  return { ranges, conds: equations };
}

/** A name that no index has. */
function unused(ranges: Ranges): string {
  let n = 1;
  while (ranges.has(`t#${n}`)) n++;
  return `t#${n}`;
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | null): R | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}

function substituted(
  { at, values, loads }: Pick<Contribution, 'at' | 'values' | 'loads'>,
  by: ReadonlyMap<string, Poly>,
): Pick<Contribution, 'at' | 'values' | 'loads'> {
  const put = (poly: Poly): Poly => substitute(poly, by);
  return {
    at: at.map(put),
    values: values.map(put),
    loads: loads.map((load): Access => ({ ...load, at: load.at.map(put) })),
  };
}

/** Conditions on single indices as ranges, the others that do not always hold as they are; null where one never does. */
function withRanges(
  given: Ranges,
  conds: readonly Cond[],
): { readonly ranges: Ranges; readonly conds: readonly Cond[] } | null {
  let ranges = given;
  let left = conds;
  for (let before = -1; before !== left.length; ) {
    before = left.length;
    const open: Cond[] = [];
    for (const cond of left) {
      const truth = truthOf(cond, ranges);
      if (truth === false) return null;
      if (truth === true) continue;
      const narrower = narrowed(cond, ranges);
      if (narrower === null) open.push(cond);
      else ranges = narrower;
    }
    left = open;
  }
  return [...ranges.values()].some(({ lo, hi }) => lo > hi) ? null : { ranges, conds: left };
}

/** What holds at all points of the ranges, or at none; null where that is not seen. */
export function truthOf(cond: Cond, ranges: Ranges): boolean | null {
  switch (cond.tag) {
    case 'ge': {
      const { lo, hi } = rangeOf(cond.form, ranges);
      return lo >= 0 ? true : hi < 0 ? false : null;
    }
    case 'eq': {
      const { lo, hi } = rangeOf(cond.form, ranges);
      return lo === 0 && hi === 0 ? true : hi < 0 || lo > 0 ? false : null;
    }
    case 'div': {
      const { lo, hi } = rangeOf(cond.form, ranges);
      return lo === hi ? lo % Number(cond.divisor) === 0 : null;
    }
    case 'and': {
      const truths = cond.args.map((arg) => truthOf(arg, ranges));
      return truths.includes(false) ? false : truths.includes(null) ? null : true;
    }
    case 'or': {
      const truths = cond.args.map((arg) => truthOf(arg, ranges));
      return truths.includes(true) ? true : truths.includes(null) ? null : false;
    }
    case 'not': {
      const truth = truthOf(cond.arg, ranges);
      return truth === null ? null : !truth;
    }
  }
}

/** The ranges where a condition on one index holds; null for one that is no bound of a single index. */
function narrowed(cond: Cond, ranges: Ranges): Ranges | null {
  if (cond.tag !== 'ge' && cond.tag !== 'eq') return null;
  const [name, ...others] = namesOfCond(cond);
  const affine = affineOf(cond.form);
  const slope = name === undefined ? undefined : affine?.slopes.get(name);
  if (name === undefined || others.length > 0 || affine === null || slope === undefined) return null;
  // slope · name + constant ≥ 0
  const root = -affine.constant / slope;
  const { lo, hi } = ranges.get(name) as Range;
  const atLeastRoot = { lo: Math.max(lo, Math.ceil(root)), hi };
  const atMostRoot = { lo, hi: Math.min(hi, Math.floor(root)) };
  const range =
    cond.tag === 'eq' ? { lo: atLeastRoot.lo, hi: atMostRoot.hi } : slope > 0 ? atLeastRoot : atMostRoot;
  return new Map([...ranges, [name, range]]);
}
