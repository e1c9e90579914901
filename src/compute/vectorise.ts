// Which parts of a program are worth tiles of vectors, and what has to be laid out for them.

import { framed } from './frame.js';
import { phasesOf } from './phases.js';
import type { Buffer, Contribution, Program, Stage } from './program.js';
import { extentOf } from './range.js';
import { hasLanes, type Tile, tileOf } from './tile.js';

/** What is done one after the other: stages, contributions to arrays that are there already, functions of all entries. */
export type Step =
  | { readonly tag: 'stage'; readonly stage: Stage }
  | TileStep
  | { readonly tag: 'applied'; readonly target: Buffer; readonly applied: NonNullable<Stage['applied']> };

export interface TileStep {
  readonly tag: 'tiles';
  readonly target: Buffer;
  readonly contribution: Contribution;
  readonly tile: Tile;
}

function asStep(stage: Stage): Step {
  return { tag: 'stage', stage };
}

/**
 * The steps of a program, with vectors of `width` entries in what has at least as many points as are worth it; at
 * Infinity there are none.
 */
export function vectorised({ stages }: Program, width: number, worthwhile: number): readonly Step[] {
  return stages.flatMap((stage) => stepsOf(stage, width, worthwhile));
}

function stepsOf({ applied, ...stage }: Stage, width: number, worthwhile: number): readonly Step[] {
  const before: Step[] = [];
  const after: Step[] = [];
  const contributions = stage.contributions.flatMap((contribution): readonly Contribution[] => {
    if (stage.op !== 'sum' || !isWorthwhile(contribution, worthwhile)) return [contribution];
    const tiles = tilesOf(stage.target, contribution, width);
    if (tiles !== null) {
      before.push(...tiles.frames.map(asStep));
      after.push(tiles.step);
      return [];
    }
    const phases = inPhases(contribution, width);
    if (phases === null) return [contribution];
    before.push(...phases.steps);
    return phases.spread;
  });
  const { target } = stage;
  // A function is applied when all has been added up.
  const last: readonly Step[] = applied === undefined ? [] : [{ tag: 'applied', target, applied }];
  return [...before, asStep({ ...stage, contributions }), ...after, ...last];
}

/** Whether there are products of entries enough. */
function isWorthwhile({ ranges, values, loads }: Contribution, worthwhile: number): boolean {
  const points = [...ranges.values()].reduce((n, range) => n * extentOf(range), 1);
  return points >= worthwhile && values.length === 0 && !loads.some(({ isTest }) => isTest);
}

/** The phases of a contribution with vectors, each in an array of its own; null where there are none. */
function inPhases(
  contribution: Contribution,
  width: number,
): { readonly steps: readonly Step[]; readonly spread: readonly Contribution[] } | null {
  const steps: Step[] = [];
  const phases = phasesOf(contribution);
  for (const { buffer, sum } of phases ?? []) {
    const tiles = tilesOf(buffer, sum, width);
    if (tiles === null) return null;
    steps.push(...[...tiles.frames, { target: buffer, op: 'sum', contributions: [] } as const].map(asStep));
    steps.push(tiles.step);
  }
  return phases === null ? null : { steps, spread: phases.map(({ spread }) => spread) };
}

function tilesOf(
  target: Buffer,
  contribution: Contribution,
  width: number,
): { readonly frames: readonly Stage[]; readonly step: TileStep } | null {
  const tile = tileOf(contribution, width);
  if (tile === null) return null;
  const box = framed(contribution);
  // In a wider array neighbours may be further apart.
  if (box === null || !hasLanes(box.contribution.loads, tile.lane)) return null;
  return { frames: box.frames, step: { tag: 'tiles', tile, target, contribution: box.contribution } };
}
