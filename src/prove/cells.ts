// When does a sum of guarded polynomials [S_1] c_1 + [S_2] c_2 + … vanish at every point? Cut space along the
// conditions of the sets: on each cell every bracket is 0 or 1, and the polynomials that are left must cancel.

import { Chain, type Step } from '../calculus/steps.js';
import { SetsLimit, smallest, smallestWhere } from '../sets/index.js';
import { and, type Cond, conjuncts, divides, equals, nonNegative, not } from '../term/cond.js';
import {
  add as addPoly,
  constant,
  evaluate,
  factorsOfKey,
  integerValue,
  isConstant,
  isZero,
  mul as mulPoly,
  namesOf,
  namesOfKey,
  neg,
  numerator,
  one,
  type Poly,
  quotientOf,
  replaceFactor,
  scale,
  sub,
  variable,
  zero,
} from '../term/poly.js';
import { add, guarded, mul, nought, pow, type Scalar, value } from '../term/term.js';
import { partition } from './flatten.js';
import { indexStep } from './match.js';
import { Outside, type Scope } from './scope.js';

export interface Piece {
  readonly guard: readonly Cond[];
  readonly coef: Poly;
}

/** Where pieces do not cancel: the conditions of the cell and the polynomial that is left there. */
export interface Region {
  readonly conds: readonly Cond[];
  readonly rest: Poly;
}

export type CellsResult = { readonly step: Step } | { readonly regions: readonly Region[] };

const cellLimit = 3000;
/** Points tried, and values told apart, where a polynomial vanishes without being 0. */
const fewPoints = 24;

export function pieceTerm({ guard, coef }: Piece): Scalar {
  return guarded(and(guard), value(coef));
}

/** The proof that the pieces add up to 0 under the assumptions, or every cell on which they do not. */
export function cancel(scope: Scope, pieces: readonly Piece[]): CellsResult {
  const regions: Region[] = [];
  let cells = 0;
  const step = visit(scope, pieces);
  return step === null ? { regions } : { step };

  function visit(here: Scope, given: readonly Piece[]): Step | null {
    if (++cells > cellLimit) throw new Outside(`more than ${cellLimit} cells to compare`);
    const chain = new Chain(add(given.map(pieceTerm)));
    const pieces = simplify(here, given, chain);
    const split = chooseCut(pieces);
    if (split === null) return finish(here, pieces, chain);
    const yes = here.with([split]);
    const no = here.with([not(split)]);
    const holds = yes.refute([]) === null ? visit(yes, pieces) : absurd(yes, pieces);
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
    const dead = isZero(piece.coef) || (conds.length > 0 && scope.refute(conds) !== null);
    const open = dead ? [] : conds.filter((cond) => scope.entails(cond) === null);
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

/** Ends the chain at 0 if the polynomial vanishes under the equations assumed; else returns what is left of it. */
function vanish(scope: Scope, poly: Poly, chain: Chain): Poly | null {
  let rest = poly;
  const used = new Set<string>();
  for (;;) {
    if (isZero(rest)) {
      chain.ringTo(nought);
      return null;
    }
    const solved = solveOne(scope, rest, used) ?? roundedOff(scope, rest);
    if (solved === null) return isNought(scope, rest, chain) ? null : rest;
    used.add(solved.name);
    replaceName(scope, rest, solved.name, solved.by, chain);
    rest = replaceFactor(rest, solved.name, solved.by);
  }
}

/** Whether the polynomial, quotients and products in it as unknowns, is 0 under the assumptions; `chain` follows. */
function isNought(scope: Scope, rest: Poly, chain: Chain): boolean {
  if (rest.terms.every((t) => factorsOfKey(t.key).length < 2 && quotientOf(t.key) === undefined))
    return false;
  // S*p - S*q is 0 where p - q is.
  const { common, others } = withoutCommonFactor(rest);
  const known = [others, neg(others)].every((form) => scope.entails(nonNegative(form)) !== null);
  if (!known) return false;
  chain
    .ringTo(mul([value(common), value(others)]))
    .inside([1], indexStep(scope, value(others), value(zero)))
    .ringTo(nought);
  return true;
}

/** The polynomial as the product of a monomial and a polynomial without common factor. */
function withoutCommonFactor(poly: Poly): { readonly common: Poly; readonly others: Poly } {
  const [first, ...more] = poly.terms.map((t) => factorsOfKey(t.key));
  const shared = more.reduce<readonly string[]>(
    (so, factors) => so.filter((f, i) => count(factors, f) > count(so.slice(0, i), f)),
    first ?? [],
  );
  const others = poly.terms.reduce<Poly>((sum, { key, coef }) => {
    const left = [...factorsOfKey(key)];
    for (const factor of shared) left.splice(left.indexOf(factor), 1);
    return addPoly(sum, left.map(variable).reduce(mulPoly, constant(coef, poly.den)));
  }, zero);
  return { common: shared.map(variable).reduce(mulPoly, one), others };
}

function count(factors: readonly string[], factor: string): number {
  return factors.filter((f) => f === factor).length;
}

/** A quotient ⌊n/d⌋ by a number, where it is known which remainder r it drops: it is (n - r)/d. */
function roundedOff(scope: Scope, poly: Poly): { readonly name: string; readonly by: Poly } | null {
  for (const { name, num, d } of quotientsByNumbers(poly)) {
    for (let r = 0n; r < d; r++) {
      const rest = sub(num, constant(r));
      if (scope.entails(divides(d, rest)) !== null) return { name, by: scale(rest, 1n, d) };
    }
  }
  return null;
}

/** A condition on the remainder that a quotient in the polynomial drops, which may be so or not. */
function remainderCut(scope: Scope, poly: Poly): Cond | null {
  for (const { num, d } of quotientsByNumbers(poly)) {
    for (let r = 0n; r < d; r++) {
      const cut = divides(d, sub(num, constant(r)));
      if (scope.refute([cut]) === null) return cut;
    }
  }
  return null;
}

const mostRemainders = 12n;

function* quotientsByNumbers(
  poly: Poly,
): Generator<{ readonly name: string; readonly num: Poly; readonly d: bigint }> {
  const factors = new Set(poly.terms.flatMap((t) => factorsOfKey(t.key)));
  for (const name of factors) {
    const quotient = quotientOf(name);
    const d = quotient === undefined ? null : integerValue(quotient.den);
    if (quotient !== undefined && d !== null && d <= mostRemainders) yield { name, num: quotient.num, d };
  }
}

/** An assumed equation that gives one of the polynomial's names in terms of others. */
function solveOne(
  scope: Scope,
  poly: Poly,
  used: ReadonlySet<string>,
): { readonly name: string; readonly by: Poly } | null {
  const names = namesOf(poly);
  for (const form of equationsAmong(scope, names)) {
    for (const name of names) {
      const c = numerator(form, name);
      if (
        used.has(name) ||
        (c !== 1n && c !== -1n) ||
        form.terms.some((t) => t.key !== name && namesOfKey(t.key).includes(name))
      )
        continue;
      const by = c === 1n ? sub(variable(name), form) : addPoly(variable(name), form);
      if (![...namesOf(by)].some((n) => used.has(n))) return { name, by };
    }
  }
  return null;
}

/** Where a polynomial takes but few values of a name, an equation to tell them apart; null if it has a nonzero value. */
function pointCut(scope: Scope, poly: Poly): Cond | null {
  const names = [...namesOf(poly)];
  const total = [...namesOf(poly)].reduce<Poly>((sum, name) => addPoly(sum, variable(name)), zero);
  try {
    if (
      smallestWhere(
        scope.hyps,
        total,
        names,
        (p) => evaluate(poly, (n) => p.get(n) ?? 0n).num !== 0n,
        fewPoints,
      ).point !== null
    )
      return null;
  } catch (error) {
    if (error instanceof SetsLimit) return null;
    throw error;
  }
  const narrow = [...names.map(variable), ...boundsOn(scope, new Set(names))];
  for (const form of narrow) {
    const [least, most] = [extreme(scope, form), extreme(scope, neg(form))];
    if (least !== null && most !== null && -most - least <= BigInt(fewPoints))
      return equals(form, constant(least));
  }
  return null;
}

/** Assumed inequalities about some of the names: a cell may be narrow across one, though no name is bounded in it. */
function boundsOn(scope: Scope, names: ReadonlySet<string>): readonly Poly[] {
  const forms = scope.hyps.flatMap(conjuncts).flatMap((c) => (c.tag === 'ge' ? [c.form] : []));
  return forms.filter((form) => [...namesOf(form)].some((name) => names.has(name)));
}

/** The least value of a form, or null if it has none. */
function extreme(scope: Scope, form: Poly): bigint | null {
  try {
    const point = smallest(scope.hyps, form, []);
    return point === null ? null : evaluate(form, (name) => point.get(name) ?? 0n).num;
  } catch (error) {
    if (error instanceof SetsLimit) return null;
    throw error;
  }
}

/** Forms that are 0 under the assumptions: stated equations, and inequalities that hold with equality only. */
function* equationsAmong(scope: Scope, names: ReadonlySet<string>): Generator<Poly> {
  const conds = scope.hyps.flatMap(conjuncts);
  for (const c of conds) if (c.tag === 'eq') yield c.form;
  for (const c of conds) {
    if (
      c.tag === 'ge' &&
      [...namesOf(c.form)].some((name) => names.has(name)) &&
      scope.entails(nonNegative(neg(c.form))) !== null
    )
      yield c.form;
  }
}

/** value(p) with `name` written as `by`: p as a polynomial in the name, the name replaced, multiplied out again. */
function replaceName(scope: Scope, poly: Poly, name: string, by: Poly, chain: Chain): void {
  const powers = new Map<number, Poly>();
  for (const { key, coef } of poly.terms) {
    const factors = factorsOfKey(key);
    const exponent = factors.filter((n) => n === name).length;
    const others = factors.filter((n) => n !== name).map(variable);
    const part = others.reduce(mulPoly, constant(coef, poly.den));
    powers.set(exponent, addPoly(powers.get(exponent) ?? zero, part));
  }
  const exponents = [...powers.keys()].sort((a, b) => a - b);
  const spelled = add(
    exponents.map((e) => mul([value(powers.get(e) as Poly), pow(value(variable(name)), e)])),
  );
  chain.ringTo(spelled);
  const swap = indexStep(scope, value(variable(name)), value(by));
  exponents.forEach((_, i) => {
    chain.inside([...(exponents.length === 1 ? [] : [i]), 1, 0], swap);
  });
  chain.ringTo(value(replaceFactor(poly, name, by)));
}
