// Which parts of a program are worth tiles of vectors, and what has to be laid out for them.

import { framed } from './frame.js';
import type { Buffer, Contribution, Program, Stage } from './program.js';
import { extentOf, hasLanes, type Tile, tileOf } from './tile.js';

/** What is done one after the other: stages, and contributions to arrays that are there already. */
export type Step = { readonly tag: 'stage'; readonly stage: Stage } | TileStep;

export interface TileStep {
  readonly tag: 'tiles';
  readonly target: Buffer;
  readonly contribution: Contribution;
  readonly tile: Tile;
}

export function asStep(stage: Stage): Step {
  return { tag: 'stage', stage };
}

/** The steps of a program, with vectors of `width` entries in what has at least as many points as are worth it. */
export function vectorised({ stages }: Program, width: number, worthwhile: number): readonly Step[] {
  return stages.flatMap((stage) => stepsOf(stage, width, worthwhile));
}

function stepsOf(stage: Stage, width: number, worthwhile: number): readonly Step[] {
  // A function is applied when all has been added up.
  if (stage.applied !== undefined) return [asStep(stage)];
  const before: Step[] = [];
  const after: Step[] = [];
  const contributions = stage.contributions.filter((contribution) => {
    const tiles = stage.op === 'sum' ? tilesOf(stage.target, contribution, width, worthwhile) : null;
    if (tiles === null) return true;
    before.push(...tiles.frames.map(asStep));
    after.push(tiles.step);
    return false;
  });
  return [...before, asStep({ ...stage, contributions }), ...after];
}

function tilesOf(
  target: Buffer,
  contribution: Contribution,
  width: number,
  worthwhile: number,
): { readonly frames: readonly Stage[]; readonly step: TileStep } | null {
  const { ranges, values, loads } = contribution;
  const points = [...ranges.values()].reduce((n, range) => n * extentOf(range), 1);
  if (points < worthwhile || values.length > 0 || loads.some(({ isTest }) => isTest)) return null;
  const tile = tileOf(contribution, width);
  if (tile === null) return null;
  const box = framed(contribution);
  // In a wider array neighbours may be further apart.
  if (box === null || !hasLanes(box.contribution.loads, tile.lane)) return null;
  return { frames: box.frames, step: { tag: 'tiles', tile, target, contribution: box.contribution } };
}
