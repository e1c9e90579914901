// A statement judged by the prover and by brute force, which know nothing of each other.

import { NotationError } from '../../grammar/errors.js';
import type { Verdict } from '../../src/prove/claim.js';
import { judgeText } from '../../src/prove/file.js';
import { agrees, type BruteClaim, claimsOf, type Point, pointsOfTotal, totalSize } from '../support/brute.js';
import { confirms, pointOf } from '../support/confirm.js';
import { type Ring, residues } from '../support/rings.js';
import type { Statement } from './statement.js';

export type Outcome = 'proved' | 'refuted' | 'unknown' | 'ill-formed';

/** What was found of one relation. */
export interface Finding {
  readonly outcome: Outcome;
  readonly message: string;
  readonly milliseconds: number;
  /** What brute force says: the sides differ somewhere, agree wherever it looked, or it could not look at all. */
  readonly brute: 'differs' | 'agrees' | 'none';
  /** Why the verdict is wrong; null when it is right or none. */
  readonly wrong: string | null;
  /** A counterexample than which brute force finds no smaller one, having looked at all smaller sizes. */
  readonly smallest: boolean;
  /** `expected` where no verdict is promised. */
  readonly undecided: 'expected' | null;
}

/** Brute force stops after so many additions and multiplications; below a counterexample it takes more trouble. */
const work = 40_000;
const moreWork = 200_000;
/** Sizes of this average are the largest that it looks at. */
const largest = 4;
const reach: readonly [number, number] = [-3, 10];

class Enough extends Error {}

/** Residues that count what is done with them. */
class Meter {
  #left: number;
  readonly ring: Ring<number>;

  constructor(most: number) {
    this.#left = most;
    const spend = (): void => {
      if (--this.#left < 0) throw new Enough();
    };
    this.ring = {
      ...residues,
      add: (a, b) => {
        spend();
        return residues.add(a, b);
      },
      mul: (a, b) => {
        spend();
        return residues.mul(a, b);
      },
      unknown: (name) => {
        spend();
        return residues.unknown(name);
      },
    };
  }
}

interface Search {
  readonly point: Point | null;
  /** At how many points the sides were compared. */
  readonly seen: number;
  /** Whether that were all. */
  readonly complete: boolean;
}

/** The first point of total size below `end` where the sides differ, as far as the work allows. */
function differenceBelow(claim: BruteClaim, end: number, most: number): Search {
  const { ring } = new Meter(most);
  const count = claim.world.sizes.length;
  let seen = 0;
  try {
    for (let total = count; total < end; total++) {
      for (const point of pointsOfTotal(claim, total, total, reach)) {
        if (!agrees(claim, point, ring)) return { point, seen, complete: true };
        seen++;
      }
      if (count === 0) break;
    }
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
    return { point: null, seen, complete: false };
  }
  return { point: null, seen, complete: true };
}

/** Findings for every relation of a statement. */
export function judged(statement: Statement, timeout: number): readonly Finding[] {
  let relations: ReturnType<typeof judgeText>;
  let claims: readonly BruteClaim[];
  try {
    relations = judgeText(statement.text, { timeout, budget: 2_000_000 });
    claims = claimsOf(statement.text);
  } catch (error) {
    if (!(error instanceof NotationError)) throw error;
    return [fault('ill-formed', error.message, 'the statement cannot be read')];
  }
  if (relations.length !== claims.length)
    return [
      fault('ill-formed', relations.map(({ verdict }) => verdict.message).join('; '), 'statements were lost'),
    ];
  return relations.map(({ verdict, milliseconds }, i) => ({
    ...compared(verdict, claims[i] as BruteClaim, statement.made),
    message: verdict.message,
    milliseconds,
    undecided: statement.outside ? 'expected' : null,
  }));
}

function fault(outcome: Outcome, message: string, wrong: string): Finding {
  return { outcome, message, milliseconds: 0, brute: 'none', wrong, smallest: false, undecided: null };
}

type Comparison = Pick<Finding, 'outcome' | 'brute' | 'wrong' | 'smallest'>;

function compared(verdict: Verdict, claim: BruteClaim, made: Statement['made']): Comparison {
  const outcome = verdict.verdict as Outcome;
  const count = Math.max(1, claim.world.sizes.length);
  const end = count * largest + (count === 1 ? 5 : 1);
  const differ = claim.operator === '!=';
  const { point, seen } = differenceBelow(claim, end, work);
  const brute = point !== null ? 'differs' : seen > 0 ? 'agrees' : 'none';
  const found = (wrong: string | null, smallest = false): Comparison => ({ outcome, brute, wrong, smallest });
  if (made === 'true' && point !== null) return found(`the construction is wrong: ${showPoint(point)}`);
  switch (outcome) {
    case 'proved':
      if (differ) return found(made === 'true' ? 'proved to differ, equal by construction' : null);
      return found(point === null ? null : `the sides differ at ${showPoint(point)}`);
    case 'refuted': {
      if (differ) return found(point === null ? null : `the sides differ at ${showPoint(point)}`);
      if (made === 'true') return found('refuted, true by construction');
      if (verdict.counterexample === undefined) return found('refuted without a counterexample');
      const doubt = confirms(claim, verdict.counterexample);
      if (doubt !== '') return found(`the counterexample is none: ${doubt}`);
      const shown = pointOf(claim, verdict.counterexample);
      const below = differenceBelow(claim, shown === null ? 0 : totalSize(claim, shown), moreWork);
      if (below.point === null) return found(null, below.complete);
      return found(`a smaller counterexample is ${showPoint(below.point)}`);
    }
    case 'unknown':
      return found(null);
    default:
      return found(neverOneShape(verdict, claim) ? null : `${outcome}, but it is well-formed`);
  }
}

/** Tensors whose shapes never agree are no claim at all. */
function neverOneShape({ message }: Verdict, claim: BruteClaim): boolean {
  if (!/shapes/.test(message)) return false;
  if (!/never agree/.test(message)) return true;
  const count = claim.world.sizes.length;
  for (let total = count; total <= 2 * count; total++)
    for (const point of pointsOfTotal(claim, total, total, reach))
      if (agrees(claim, point, residues)) return false;
  return true;
}

function showPoint(point: Point): string {
  return [...point].map(([name, value]) => `${name} = ${value}`).join(', ');
}
