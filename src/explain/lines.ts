// The lines of a derivation: which of the formulas that a proof passes through are worth writing down.
//
// A proof found by search goes to a normal form and back, and rewrites factors 1 on the way. Formulas that a reader takes
// for the same are one; what lies between two occurrences of one formula is left out; and what is done by one rule of
// mathematics in several steps is one line. Each line keeps the whole stretch of the proof from the line before it.

import type { Step } from '../calculus/steps.js';
import type { Proof } from '../kernel/proof.js';
import { type Scope, unmarked } from '../prove/scope.js';
import { sameTerm, termKey } from '../term/key.js';
import { namesOf, substitute } from '../term/poly.js';
import { showTerm } from '../term/show.js';
import { isTensor, type Scalar, type Term } from '../term/term.js';
import { leftOf, leftUnseen } from './left.js';
import { lineKey } from './lineKey.js';
import { emptyRanges, multipliedKey, withoutEnd } from './multiplied.js';
import { type Kind, type Let, type Reason, reasonOf, weightOf } from './reason.js';
import { tidy } from './tidy.js';
import { type Move, proofOf } from './trace.js';

/** A formula, what made it of the one before, and the proof of that. */
export interface Line {
  readonly to: Term;
  readonly moves: readonly Move[];
  readonly reasons: readonly Reason[];
  readonly proof: Proof;
}

/** A formula on the way: after the first `end` moves, as one would write it. */
interface Stop {
  end: number;
  shown: Shown;
  /** What led here from the stop before, without what led there and back. */
  readonly moves: readonly Move[];
  readonly reasons: readonly Reason[];
}

interface Shown {
  readonly to: Term;
  readonly proof: Proof | null;
}

/** Formulas from one side of an equation to the other. */
export interface Lines {
  readonly left: Term;
  readonly lines: readonly Line[];
}

/**
 * The lines that lead from `left` to `right` by the moves of a proof. What a person has written (`given`) is shown as it
 * was written, else as one would write it.
 */
export function linesOf(
  scope: Scope,
  left: Term,
  right: Term,
  moves: readonly Move[],
  { detail, given }: { readonly detail: 'brief' | 'full'; readonly given: boolean },
): Lines {
  const shownAs = (term: Term): Shown => (given ? { to: term, proof: null } : asShown(scope, term));
  const start = { end: 0, shown: shownAs(left), moves: [], reasons: [] };
  const all = withoutDetours(scope, start, left, moves);
  const stops = shortened(scope, start, folded(all, detail));
  const lines = stops.map((stop, i) => {
    const before = i === 0 ? start : (stops[i - 1] as Stop);
    const last = i === stops.length - 1;
    const shown = last ? shownAs(right) : stop.shown;
    const steps: readonly Proof[] = [
      ...(before.shown.proof === null ? [] : [{ rule: 'sym', proof: before.shown.proof } as const]),
      ...moves.slice(i === 0 ? 0 : before.end, last ? moves.length : stop.end).map(proofOf),
      ...(shown.proof === null ? [] : [shown.proof]),
    ];
    return {
      to: shown.to,
      moves: stop.moves,
      reasons: stop.reasons,
      proof:
        steps.length === 0
          ? ({ rule: 'refl', term: right } as const)
          : { rule: 'trans' as const, proofs: steps },
    };
  });
  return { left: start.shown.to, lines };
}

/**
 * The stops without those between two formulas of which one comes from the other by a law that everybody knows: the
 * distributive one, or that the last part of a sum may be taken off.
 */
function shortened(scope: Scope, start: Stop, lines: readonly Stop[]): readonly Stop[] {
  const stops = [start, ...lines];
  const views = stops.map(({ shown }) => viewOf(scope, shown.to));
  const kept: Stop[] = [];
  for (let i = 0; i < stops.length - 1; i++) {
    let next = stops[i + 1] as Stop;
    for (let j = stops.length - 1; j > i; j--) {
      // What a rule did that has a name is said by that.
      if (j === i + 1 && !isRoundabout(next.reasons)) break;
      const reason = lawBetween(views[i], views[j]);
      if (reason === null) continue;
      const { end, shown } = stops[j] as Stop;
      next = { end, shown, moves: [], reasons: [reason] };
      i = j - 1;
      break;
    }
    kept.push(next);
  }
  return kept;
}

/** Whether it was shown in a way that nobody would write down, if there is another. */
function isRoundabout(reasons: readonly Reason[]): boolean {
  return reasons.some(({ kind }) => ['abbreviation', 'cases', 'line-order'].includes(kind));
}

/** A formula multiplied out: as it is, and with the ends of its sums taken off. */
interface View extends Readonly<Record<'plain' | 'last' | 'first', string | null>> {
  /** How many sums and products in it have an empty range. */
  readonly empty: number;
}

function viewOf(scope: Scope, term: Term): View | null {
  if (isTensor(term)) return null;
  return {
    plain: multipliedKey(scope, term),
    last: multipliedKey(scope, withoutEnd(scope, term, 'last')),
    first: multipliedKey(scope, withoutEnd(scope, term, 'first')),
    empty: emptyRanges(scope, term),
  };
}

function lawBetween(a: View | null | undefined, b: View | null | undefined): Reason | null {
  if (a == null || b == null || a.plain === null) return null;
  if (a.plain === b.plain)
    return a.empty === b.empty ? { kind: 'distribute' } : { kind: 'end', part: 'none' };
  for (const part of ['last', 'first'] as const)
    if (a.plain === b[part] || (a[part] !== null && a[part] === b.plain)) return { kind: 'end', part };
  return null;
}

/** A stop after each move, without those that only lead back to a formula there was before. */
function withoutDetours(scope: Scope, start: Stop, left: Term, moves: readonly Move[]): readonly Stop[] {
  const stops: Stop[] = [{ ...start }];
  const keys: string[] = [keyOf(asShown(scope, left).to)];
  let from = 0;
  moves.forEach((move, i) => {
    // Between two moves of bookkeeping nobody stops.
    const next = moves[i + 1];
    if (next !== undefined && [move, next].every((one) => weightOf(reasonOf(one)) === 'bookkeeping')) return;
    const together = moves.slice(from, i + 1);
    from = i + 1;
    const shown = asShown(scope, move.after);
    const key = keyOf(shown.to);
    const at = keys.indexOf(key);
    if (at >= 0) {
      stops.length = at + 1;
      keys.length = at + 1;
      const again = stops[at] as Stop;
      // Of formulas that are one to a reader the shortest is shown; what led on from there belongs to the next line.
      if (at === 0 || lengthOf({ ...again, shown }) > lengthOf(again)) return;
      again.end = i + 1;
      again.shown = shown;
    } else {
      stops.push({ end: i + 1, shown, moves: together, reasons: together.map(reasonOf) });
      keys.push(key);
    }
  });
  return stops;
}

/** What is only prepared, by the rules, and has fewer indices than the line before, with that as its reason. */
function withSummandsLeft(before: Stop | undefined, stop: Stop, left: typeof leftOf): Stop {
  const isSaid = (reason: Reason): boolean => weightOf(reason) === 'rule' || reason.kind === 'spread';
  if (before === undefined || stop.reasons.some(isSaid)) return stop;
  const reason = left(before.shown.to, stop.shown.to);
  return reason === null ? stop : { ...stop, reasons: [reason] };
}

function asShown(scope: Scope, term: Term): Shown {
  if (isTensor(term)) return { to: term, proof: null };
  const { to, proof }: Step = tidy(scope, term);
  return { to, proof: proof.rule === 'refl' ? null : proof };
}

function keyOf(term: Term): string {
  return isTensor(term) ? termKey(term) : lineKey(term as Scalar);
}

/**
 * The stops that are lines: all of them, or in brief one for each rule of mathematics, with the shortest of the formulas
 * that bookkeeping makes of its result. What only prepares a rule goes with that.
 */
function folded([start, ...stops]: readonly Stop[], detail: 'brief' | 'full'): readonly Stop[] {
  if (detail === 'full' && stops.length > 0) return withOneThought(stops);
  const found: Stop[] = [];
  /** Bookkeeping after the last line that made it longer: it belongs to the next one. */
  let pending: Stop[] = [];
  for (const next of stops) {
    const last = found.at(-1);
    const isLine = last !== undefined && weightOf(mainOf(last.reasons)) === 'rule';
    const stop = isLine
      ? withSummandsLeft(last, next, leftOf)
      : withSummandsLeft(last, withSummandsLeft(found.at(-2), next, leftOf), leftUnseen);
    if (last === undefined) found.push(stop);
    else if (!joins(last, stop)) {
      found.push(joined([...pending, stop]));
      pending = [];
    } else if (isBookkeeping(stop) && lengthOf(stop) > lengthOf(last)) pending.push(stop);
    else {
      found[found.length - 1] = joined([last, ...pending, stop]);
      pending = [];
    }
  }
  const last = found.pop();
  if (last !== undefined) return [...found, joined([last, ...pending])];
  // What led to the first formula and back again is no line, but part of the proof.
  return start !== undefined && start.end > 0 ? [start] : [];
}

/**
 * The stops without those between two uses of the induction hypothesis, or between the terms of one sum: that it holds of
 * several numbers is one thought, and so is that a sum is written out.
 */
function withOneThought(stops: readonly Stop[]): readonly Stop[] {
  const found: Stop[] = [];
  for (const next of stops) {
    const last = found.at(-1);
    const stop = withSummandsLeft(last, next, leftOf);
    const kind = mainOf(stop.reasons).kind;
    if (last !== undefined && (kind === 'hypothesis' || kind === 'end') && mainOf(last.reasons).kind === kind)
      found[found.length - 1] = joined([last, stop]);
    else found.push(stop);
  }
  return found;
}

/** Several stops as one: at the last of them. */
function joined(stops: readonly Stop[]): Stop {
  const { end, shown } = stops.at(-1) as Stop;
  return {
    end,
    shown,
    moves: stops.flatMap(({ moves }) => moves),
    reasons: stops.flatMap(({ reasons }) => reasons),
  };
}

function isBookkeeping({ reasons }: Stop): boolean {
  return reasons.every((reason) => weightOf(reason) === 'bookkeeping');
}

function lengthOf({ shown }: Stop): number {
  return unmarked(showTerm(shown.to)).length;
}

/** Whether what leads to `next` belongs to the line that `last` is. */
function joins(last: Stop, next: Stop): boolean {
  const reason = next.reasons[0] as Reason;
  const weight = weightOf(reason);
  if (weight === 'bookkeeping') return true;
  const main = mainOf(last.reasons);
  if (weightOf(main) === 'preparation') return true;
  return weightOf(main) === 'bookkeeping' || together(main, reason);
}

/** The reason that counts: the first that is more than bookkeeping or preparation. */
export function mainOf(reasons: readonly Reason[]): Reason {
  const by = (weight: string): Reason | undefined => reasons.find((reason) => weightOf(reason) === weight);
  const of = (kind: Kind): Reason | undefined => reasons.find((reason) => reason.kind === kind);
  const telling =
    by('rule') ?? of('distribute') ?? by('preparation') ?? of('number') ?? of('subscripts') ?? of('range');
  return telling ?? reasons[0] ?? { kind: 'algebra' };
}

/** As `mainOf`, with what all rules of its kind say. */
export function gathered(reasons: readonly Reason[]): Reason {
  const main = mainOf(reasons);
  const alike = reasons.filter(({ kind }) => kind === main.kind);
  if (main.kind === 'differentiate') {
    const rules = new Set(alike.flatMap((one) => (one.kind === 'differentiate' ? [one.rule] : [])));
    return { kind: 'differentiate', rule: rules.size === 1 ? main.rule : 'several' };
  }
  // A sum of which no part is left is written out.
  if (
    main.kind === 'end' &&
    alike.length > 1 &&
    alike.some((one) => one.kind === 'end' && one.part === 'none')
  )
    return { kind: 'written-out' };
  if (main.kind === 'substitution')
    return alike.reduce((first, next) =>
      first.kind === 'substitution' && next.kind === 'substitution' ? composed(first, next) : first,
    );
  if (main.kind !== 'single') return main;
  const lets = alike.flatMap((one) => (one.kind === 'single' ? one.lets : []));
  // Several summands that are left are no single one.
  const names = new Set(lets.map(({ name }) => name));
  return { ...main, lets: names.size === lets.length ? lets : [] };
}

type Substitution = Reason & { readonly kind: 'substitution' };

/** One substitution after the other as one: q = a - 2 after a = 2m + p is q = 2m + p - 2. */
function composed(first: Substitution, next: Substitution): Substitution {
  const through = (lets: readonly Let[], by: readonly Let[]): readonly Let[] => {
    const values = new Map(by.map(({ name, is }) => [name, is]));
    return lets.map(({ name, is }) => ({ name, is: substitute(is, values) }));
  };
  const used = new Set(next.lets.flatMap(({ is }) => [...namesOf(is)]));
  const made = new Set(next.lets.map(({ name }) => name));
  return {
    kind: 'substitution',
    outside: first.outside || next.outside,
    lets: [
      ...first.lets.filter(({ name }) => !used.has(name) && !made.has(name)),
      ...through(next.lets, first.lets),
    ],
    back: through(first.back, next.back),
  };
}

/** Whether two rules make one line. */
function together(a: Reason, b: Reason): boolean {
  if (a.kind === 'definition') return b.kind === 'definition' && sameOperation(a, b);
  return a.kind === b.kind;
}

function sameOperation(a: Reason & { kind: 'definition' }, b: Reason & { kind: 'definition' }): boolean {
  if (a.of.tag === 'op' && b.of.tag === 'op') return a.of.op === b.of.op;
  return sameTerm(a.of, b.of);
}
