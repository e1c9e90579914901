// What it costs to compute a formula: operations, parameters and cells, as polynomials in the sizes. Each count is a
// theorem about the sets that the cells and the sums of the formula run over: the sum of the operations over all cells
// is what is printed.

import { check, Rejected, type Theorem } from '../../kernel/kernel.js';
import { countRules } from '../../kernel/proof.js';
import { RingLimit } from '../../kernel/ring.js';
import { refute } from '../../sets/index.js';
import { and, type Cond, namesOfCond, showCond } from '../../term/cond.js';
import { type Context, hypotheses } from '../../term/context.js';
import { shapeOf } from '../../term/env.js';
import { namesOf } from '../../term/poly.js';
import { showScalar, showTerm } from '../../term/show.js';
import { freeNames } from '../../term/subst.js';
import {
  add,
  type Binder,
  binder,
  guarded,
  isTensor,
  rangeConds,
  type Scalar,
  sum,
  type Tensor,
  type Term,
  unit,
} from '../../term/term.js';
import { decide } from '../equality.js';
import { withPlainNames } from '../plain.js';
import { isOutside, NotEntailed, Scope, Search, unmarked } from '../scope.js';
import type { ProveOptions } from '../verdict.js';
import { closedCount, type Piece, pieceSum } from './closed.js';
import { type Operation, operations, operationsIn } from './operations.js';
import { parametersAmong } from './parameters.js';
import { type Stage, stagesOf } from './stages.js';
import { tidied } from './tidy.js';
import { Uncounted } from './uncounted.js';

export type { Piece } from './closed.js';
export { type Operation, operations } from './operations.js';
export { Uncounted } from './uncounted.js';

/** A number in closed form, proved to be the count; or why none is known. */
export type Count = Counted | { readonly problem: string };

export interface Counted {
  readonly pieces: readonly Piece[];
  /** The sum over all cells, and what it is. */
  readonly left: Scalar;
  readonly right: Scalar;
  /** |- left = right */
  readonly theorem: Theorem;
  readonly rules: number;
}

/** What it takes to compute a tensor, or the formula itself. */
export interface StageCost {
  readonly name: string;
  readonly cells: Count;
  readonly operations: Readonly<Record<Operation, Count>>;
}

export interface Cost {
  /** In the order in which they are computed; the formula is the last, unless it only reads an entry. */
  readonly stages: readonly StageCost[];
  /** How many numbers the formula is: cells of a tensor, or values of its free indices. */
  readonly outputs: Count;
  /** The entries of each tensor that is learned. */
  readonly parameters: readonly { readonly name: string; readonly entries: Count }[];
}

/**
 * Counts what `term` takes. The parameters are the tensors that are named, else all but the input. Throws Uncounted
 * where a count cannot be given, and ShapeError where shapes do not fit.
 */
export function costOf(
  context: Context,
  term: Term,
  named: readonly string[] | null,
  { timeout, budget }: ProveOptions,
): Cost {
  const { env } = context;
  const free = freeNames(term);
  const hyps = hypotheses(context, free);
  if (refute(hyps) !== null)
    throw new Uncounted(`nothing can satisfy what is assumed: ${hyps.map(showCond).join(', ')}`);
  const search = new Search(Date.now() + timeout, budget);
  const formula = formulaStage(context, term, free, hyps);
  const sizesOnly = hyps.filter((cond) => !formula.where.includes(cond));
  const scope = new Scope(env, sizesOnly, search);
  const { stages, inputs } = stagesOf(env, term, (like) => search.fresh(like));
  const reads = isTensor(term) || term.tag === 'entry';
  return {
    stages: (reads ? stages : [...stages, formula]).map((stage) => stageCost(scope, stage)),
    outputs: isTensor(term) ? entriesOf(scope, term) : counted(scope, () => overCells(formula, [unit])),
    parameters: parametersAmong(env, inputs, named).map((name) => ({
      name,
      entries: entriesOf(scope, { tag: 'tensor', name }),
    })),
  };
}

/** The formula at every value of its free indices that the assumptions leave. */
function formulaStage(
  { indices }: Context,
  term: Term,
  free: ReadonlySet<string>,
  hyps: readonly Cond[],
): Stage {
  const used = new Set(free);
  const cells: Binder[] = [];
  // A range may mention indices before it.
  for (const { name, lo, hi } of [...indices].reverse()) {
    if (!used.has(name)) continue;
    if (lo === null || hi === null)
      throw new Uncounted(`${name} has no end; index ${name} in 1..K gives it one`);
    for (const bound of [lo, hi]) for (const other of namesOf(bound)) used.add(other);
    cells.unshift(binder(name, lo, hi));
  }
  const names = new Set(cells.map(({ name }) => name));
  const where = hyps.filter((cond) => [...namesOfCond(cond)].some((name) => names.has(name)));
  return { name: showTerm(term), cells, where, entries: isTensor(term) ? [] : [term] };
}

function stageCost(scope: Scope, stage: Stage): StageCost {
  const here = scope.with([...rangeConds(stage.cells), ...stage.where]);
  const counts = operations.map((kind) => {
    const count = (): Scalar =>
      overCells(
        stage,
        stage.entries.map((entry) => operationsIn(here, entry, kind)),
      );
    return [kind, counted(scope, count)] as const;
  });
  return {
    name: unmarked(stage.name),
    cells: counted(scope, () =>
      overCells(
        stage,
        stage.entries.map(() => unit),
      ),
    ),
    operations: Object.fromEntries(counts) as Record<Operation, Count>,
  };
}

/** The sum of numbers over all cells. */
function overCells({ cells, where }: Pick<Stage, 'cells' | 'where'>, parts: readonly Scalar[]): Scalar {
  return sum(cells, guarded(and(where), add(parts)));
}

function entriesOf(scope: Scope, tensor: Tensor): Count {
  const cells = shapeOf(scope.env, tensor).map(({ lo, hi }) => binder(scope.search.fresh('k'), lo, hi));
  return counted(scope, () => overCells({ cells, where: [] }, [unit]));
}

/** The closed form, and the theorem that it is one. */
function counted(scope: Scope, count: () => Scalar): Count {
  try {
    return scope.search.within(mostTime, () => proved(scope, count()));
  } catch (error) {
    if (error instanceof NotEntailed)
      return { problem: `it is not known where ${unmarked(error.message)} holds` };
    if (isOutside(error) || error instanceof RingLimit || error instanceof Rejected)
      return { problem: unmarked(error.message) };
    throw error;
  }
}

/** The part of the time left that one count may take, so that one that is not found leaves some to the others. */
const mostTime = 1 / 4;

function proved(scope: Scope, count: Scalar): Count {
  const left = withPlainNames(tidied(scope, count), scope.env.sizes);
  const pieces = closedCount(scope, left);
  const right = pieceSum(pieces);
  const decision = decide(scope, left, right);
  if (!decision.equal) return { problem: `no closed form of ${showScalar(left)} is known` };
  const theorem = check(scope.env, scope.hyps, decision.proof);
  return { pieces, left, right, theorem, rules: countRules(decision.proof) };
}
