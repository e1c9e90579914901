// When does a sum of guarded polynomials [S_1] c_1 + [S_2] c_2 + … vanish at every point? Cut space along the
// conditions of the sets: on each cell every bracket is 0 or 1, and the polynomials that are left must cancel.

import { Chain, type Step } from '../calculus/steps.js';
import { SetsLimit, smallest, smallestWhere } from '../sets/index.js';
import { and, type Cond, condKey, conjuncts, divides, equals, not } from '../term/cond.js';
import {
  add as addPoly,
  constant,
  evaluate,
  isConstant,
  isZero,
  namesOf,
  neg,
  type Poly,
  sub,
  variable,
  zero,
} from '../term/poly.js';
import { add, guarded, iverson, mul, nought, type Scalar, value } from '../term/term.js';
import { partition } from './flatten.js';
import { Outside, type Scope } from './scope.js';
import { quotientsByNumbers, vanish } from './vanish.js';

/** [guard] coef, at points that are not bound here. */
export interface Piece {
  readonly guard: readonly Cond[];
  readonly coef: Poly;
}

/** Where pieces do not cancel: the conditions of the cell and the polynomial that is left there. */
export interface Region {
  readonly conds: readonly Cond[];
  readonly rest: Poly;
}

/** That the pieces add up to 0, or where they do not. */
export type CellsResult = { readonly step: Step } | { readonly regions: readonly Region[] };

const cellLimit = 3000;
/** Points tried, and values told apart, where a polynomial vanishes without being 0. */
const fewPoints = 24;

/** The piece as a term. */
export function pieceTerm({ guard, coef }: Piece): Scalar {
  return guarded(and(guard), value(coef));
}

/** The proof that the pieces add up to 0 under the assumptions, or every cell on which they do not (one in an attempt). */
export function cancel(scope: Scope, pieces: readonly Piece[]): CellsResult {
  const regions: Region[] = [];
  let cells = 0;
  const step = withinCommon();
  return step === null ? { regions } : { step };

  /** [c][S_1] k_1 + [c][S_2] k_2 + … = [c] ([S_1] k_1 + [S_2] k_2 + …) for conditions c that all pieces have. */
  function withinCommon(): Step | null {
    const { common, rests } = commonConds(pieces);
    if (common.length === 0) return visit(scope, pieces);
    const inner = visit(scope.with(common), rests);
    if (inner === null) return null;
    return new Chain(add(pieces.map(pieceTerm)))
      .ringTo(mul([iverson(and(common)), add(rests.map(pieceTerm))]))
      .inside([1], inner)
      .ringTo(nought)
      .step();
  }

  function visit(here: Scope, given: readonly Piece[]): Step | null {
    if (++cells > cellLimit) throw new Outside(`more than ${cellLimit} cells to compare`);
    const chain = new Chain(add(given.map(pieceTerm)));
    const pieces = simplify(here, given, chain);
    const split = chooseCut(pieces);
    if (split === null) return finish(here, pieces, chain);
    const yes = here.with([split]);
    const no = here.with([not(split)]);
    const holds = yes.refute([]) === null ? visit(yes, pieces) : absurd(yes, pieces);
    if (holds === null && scope.search.wantsOnlyProof) return null;
    const fails = no.refute([]) === null ? visit(no, pieces) : absurd(no, pieces);
    if (holds === null || fails === null) return null;
    return chain
      .by({ to: nought, proof: { rule: 'cases', cond: split, holds: holds.proof, fails: fails.proof } })
      .step();
  }

  function finish(here: Scope, pieces: readonly Piece[], chain: Chain): Step | null {
    const rest = pieces.reduce((total, piece) => addPoly(total, piece.coef), zero);
    chain.ringTo(value(rest));
    const cleared = vanish(here, rest, chain);
    if (cleared === null) return chain.step();
    const point = isConstant(cleared) ? null : (remainderCut(here, cleared) ?? pointCut(here, cleared));
    if (point === null) {
      regions.push({ conds: here.hyps, rest: cleared });
      return null;
    }
    // A polynomial may vanish at the few points of its cell without being 0: take the points one by one.
    const left = chain.to;
    const holds = finishFrom(here.with([point]), left);
    if (holds === null && scope.search.wantsOnlyProof) return null;
    const fails = finishFrom(here.with([not(point)]), left);
    if (holds === null || fails === null) return null;
    return chain
      .by({ to: nought, proof: { rule: 'cases', cond: point, holds: holds.proof, fails: fails.proof } })
      .step();
  }

  function finishFrom(here: Scope, left: Scalar): Step | null {
    if (++cells > cellLimit) throw new Outside(`more than ${cellLimit} cells to compare`);
    const cert = here.refute([]);
    if (cert !== null) return { to: nought, proof: { rule: 'absurd', left, right: nought, cert } };
    if (left.tag !== 'value') throw new RangeError('a polynomial is expected');
    return finish(here, [{ guard: [], coef: left.value }], new Chain(left));
  }
}

/** The conditions that all pieces have, and the pieces without them. */
function commonConds(pieces: readonly Piece[]): {
  readonly common: readonly Cond[];
  readonly rests: readonly Piece[];
} {
  const keys = pieces.map(({ guard }) => new Set(guard.flatMap(conjuncts).map(condKey)));
  const isCommon = (cond: Cond): boolean => keys.every((own) => own.has(condKey(cond)));
  const common = conjuncts(and(pieces[0]?.guard ?? [])).filter(isCommon);
  const rests = pieces.map(({ guard, coef }) => ({
    guard: guard.flatMap(conjuncts).filter((cond) => !isCommon(cond)),
    coef,
  }));
  return { common, rests };
}

function absurd(scope: Scope, pieces: readonly Piece[]): Step | null {
  const cert = scope.refute([]);
  const left = add(pieces.map(pieceTerm));
  return cert === null ? null : { to: nought, proof: { rule: 'absurd', left, right: nought, cert } };
}

/** Drops conditions that are known and pieces that are impossible; `chain` follows. */
function simplify(scope: Scope, given: readonly Piece[], chain: Chain): readonly Piece[] {
  const kept: Piece[] = [];
  given.forEach((piece, i) => {
    const conds = conjuncts(and(piece.guard));
    const path = given.length === 1 ? [] : [i];
    // What only products of names tell is left to the cells: there it is asked once.
    const dead = isZero(piece.coef) || (conds.length > 0 && scope.plainlyRefutes(conds));
    const open = dead ? [] : conds.filter((cond) => !scope.plainlyEntails(cond));
    if (conds.length > 0 && (open.length < conds.length || dead) && !isZero(piece.coef)) {
      const step = partition(scope, and(conds), dead ? [] : [and(open)]);
      chain.inside([...path, 0], step);
    }
    if (!dead) kept.push({ guard: open, coef: piece.coef });
  });
  chain.ringTo(add(kept.map(pieceTerm)));
  return kept;
}

/** A condition to cut along: an equation if there is one (off it, its pieces are gone), of the fullest guard. */
function chooseCut(pieces: readonly Piece[]): Cond | null {
  let best: Cond | null = null;
  let score = -1;
  for (const { guard } of pieces) {
    for (const cond of guard) {
      const s = (cond.tag === 'eq' ? 100 : cond.tag === 'div' ? 50 : 0) + guard.length;
      if (s > score) [best, score] = [cond, s];
    }
  }
  return best;
}

/** A condition on the remainder that a quotient in the polynomial drops, which may be so or not. */
function remainderCut(scope: Scope, poly: Poly): Cond | null {
  for (const { num, d } of quotientsByNumbers(poly)) {
    for (let r = 0n; r < d; r++) {
      const cut = divides(d, sub(num, constant(r)));
      if (scope.refute([cut]) === null && scope.entails(cut) === null) return cut;
    }
  }
  return null;
}

/** Where a polynomial takes but few values of a name, an equation to tell them apart; null if it has a nonzero value. */
function pointCut(scope: Scope, poly: Poly): Cond | null {
  const names = [...namesOf(poly)];
  if (hasOtherValue(scope, poly, names)) return null;
  const narrow = [...names.map(variable), ...boundsOn(scope, new Set(names))];
  for (const form of narrow) {
    const [least, most] = [extreme(scope, form), extreme(scope, neg(form))];
    if (least !== null && most !== null && -most - least <= BigInt(fewPoints))
      return equals(form, constant(least));
  }
  return null;
}

/** Whether a polynomial is seen to be other than 0 at one of the first few points. */
function hasOtherValue(scope: Scope, poly: Poly, names: readonly string[]): boolean {
  const total = names.reduce<Poly>((sum, name) => addPoly(sum, variable(name)), zero);
  const isOther = (p: ReadonlyMap<string, bigint>): boolean =>
    evaluate(poly, (n) => p.get(n) ?? 0n).num !== 0n;
  try {
    return smallestWhere(scope.hyps, total, names, isOther, fewPoints, scope.search.deadline).point !== null;
  } catch (error) {
    // Some name has no least value.
    if (error instanceof SetsLimit) return false;
    throw error;
  }
}

/** Assumed inequalities about some of the names: a cell may be narrow across one, though no name is bounded in it. */
function boundsOn(scope: Scope, names: ReadonlySet<string>): readonly Poly[] {
  const forms = scope.hyps.flatMap(conjuncts).flatMap((c) => (c.tag === 'ge' ? [c.form] : []));
  return forms.filter((form) => [...namesOf(form)].some((name) => names.has(name)));
}

/** The least value of a form, or null if it has none. */
function extreme(scope: Scope, form: Poly): bigint | null {
  try {
    const point = smallest(scope.hyps, form, [], scope.search.deadline);
    return point === null ? null : evaluate(form, (name) => point.get(name) ?? 0n).num;
  } catch (error) {
    if (error instanceof SetsLimit) return null;
    throw error;
  }
}
