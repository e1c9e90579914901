// Both sides of a relation written out at given sizes and compared, cell by cell, so that never more than one cell of
// each is held.

import type { Ranges } from '../kernel/alphabet.js';
import type { Budget } from '../kernel/budget.js';
import { Comparison } from '../kernel/compare.js';
import type { Assignment, Cells } from '../kernel/evaluate.js';
import type { Integer } from '../kernel/integer.js';
import { showPolynomial } from '../prove/polynomial.js';
import { extents } from '../report/grid.js';
import type { Env } from '../term/env.js';
import type { Relation } from './formula.js';

export interface Cost {
  readonly cells: number;
  readonly terms: number;
  readonly milliseconds: number;
}

export function costOf({ count }: Cells, terms: number, milliseconds: number): Cost {
  return { cells: Number(count), terms, milliseconds: Math.round(milliseconds * 100) / 100 };
}

/** A relation that was looked into at given sizes. */
export interface Compared {
  readonly operator: Relation['operator'];
  readonly holds: boolean;
  /** The shapes of both sides. */
  readonly shapes: readonly [Ranges, Ranges];
  /** What writing out the sides took; null where their shapes differ, which decides it. */
  readonly costs: readonly [Cost, Cost] | null;
  /** How many cells differ, and what the first of them are. */
  readonly differing: number;
  readonly differences: readonly Difference[];
}

interface Difference {
  readonly at: readonly Integer[];
  readonly left: string;
  readonly right: string;
}

/** Differing cells that are shown. */
const shownCells = 5;

export function compareSides(
  env: Env,
  { left, operator, right }: Relation,
  sizes: Assignment,
  budget: Budget,
): Compared {
  const comparison = new Comparison(env, left, right, sizes, budget);
  const sides = [comparison.left, comparison.right] as const;
  const shapes = [sides[0].ranges, sides[1].ranges] as const;
  if (!comparison.sameShape)
    return { operator, holds: operator === '!=', shapes, costs: null, differing: 0, differences: [] };
  const terms: [number, number] = [0, 0];
  const times: [number, number] = [0, 0];
  const differences: Difference[] = [];
  let differing = 0;
  for (const { at, same, sizes: lengths, milliseconds } of comparison.cells()) {
    for (const s of [0, 1] as const) {
      terms[s] += lengths[s];
      times[s] += milliseconds[s];
    }
    if (same) continue;
    differing++;
    if (differences.length < shownCells) {
      const [a, b] = sides.map((side) => showPolynomial(side.value(at))) as [string, string];
      differences.push({ at: [...at], left: a, right: b });
    }
  }
  const costs = [costOf(sides[0], terms[0], times[0]), costOf(sides[1], terms[1], times[1])] as const;
  return { operator, holds: (differing === 0) === (operator === '='), shapes, costs, differing, differences };
}

export function relationJson({ operator, holds, shapes, costs, differing, differences }: Compared): object {
  const [a, b] = shapes.map(extents);
  return {
    operator,
    holds,
    equal: costs !== null && differing === 0,
    ...(costs === null
      ? { shapes: [a, b] }
      : {
          shape: a,
          left: costs[0],
          right: costs[1],
          differing,
          differences: differences.map(differenceJson),
        }),
  };
}

function differenceJson({ at, left, right }: Difference): object {
  return { at: at.map(Number), left, right };
}

export function showRelation(relation: Compared, onlyCount: boolean): string {
  const { shapes, costs, differing, differences } = relation;
  if (costs === null) return `the shapes differ: ${showShape(shapes[0])} and ${showShape(shapes[1])}\n`;
  const [{ cells, terms }] = costs;
  const isScalar = shapes[0].length === 0;
  const verdict =
    differing === 0
      ? 'equal'
      : isScalar
        ? 'different'
        : `different in ${differing} of ${counted(cells, 'cell')}`;
  if (onlyCount) return `left   ${showCost(costs[0])}\nright  ${showCost(costs[1])}\n${verdict}\n`;
  if (differing === 0)
    return `equal: ${isScalar ? '' : `${counted(cells, 'cell')}, `}${counted(terms, 'term')} on each side\n`;
  return `${verdict}\n${differences.map(showDifference).join('')}`;
}

function showDifference({ at, left, right }: Difference): string {
  const place = at.length === 0 ? '' : `_<${at.join(',')}>\n`;
  return `${place}  left   ${left}\n  right  ${right}\n`;
}

export function showCost({ cells, terms, milliseconds }: Cost): string {
  return `${counted(cells, 'cell')}, ${counted(terms, 'term')}, ${milliseconds} ms`;
}

function counted(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}

/** `[3, 4]`, `[0..3]` */
function showShape(ranges: Ranges): string {
  return `[${ranges.map(([lo, hi]) => (lo === 1 ? `${hi}` : `${lo}..${hi}`)).join(', ')}]`;
}
