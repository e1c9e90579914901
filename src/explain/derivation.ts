// A derivation as data: what is assumed, and a chain of formulas, each made of the one before by a rule of mathematics that
// has a name. Every line is a theorem of the kernel's.

import { check, type Theorem } from '../kernel/kernel.js';
import type { Proof } from '../kernel/proof.js';
import { Context } from '../kernel/rule.js';
import { Scope, Search } from '../prove/scope.js';
import { type Cond, condKey, not } from '../term/cond.js';
import { type Env, shapeOf } from '../term/env.js';
import { frozen } from '../term/frozen.js';
import { sameTerm, termKey } from '../term/key.js';
import { allParts } from '../term/parts.js';
import { constant, equal, namesOf, type Poly, add as plus, variable } from '../term/poly.js';
import { entryLetter } from '../term/show.js';
import { freeNames } from '../term/subst.js';
import { type Binder, entry, isTensor, type Term } from '../term/term.js';
import { between, cellsOf, valueAt } from './computed.js';
import { type Induction, standingAlone } from './hypothesis.js';
import { summed } from './left.js';
import { Letters, type Written } from './letters.js';
import { gathered, type Line, linesOf, mainOf } from './lines.js';
import { type Reason, reasonOf, renamings, withNames } from './reason.js';
import { type Move, movesOf, type Observed, observe } from './trace.js';

/** How many lines: one for each rule that a teacher would name, or also for what prepares it. */
export type Detail = 'brief' | 'full';

/** left = … = right under what is assumed. */
export interface Chain {
  readonly env: Env;
  readonly assumed: readonly Cond[];
  readonly left: Term;
  readonly lines: readonly DerivedLine[];
}

/** What the formula before is equal to, and why. */
export interface DerivedLine {
  readonly to: Term;
  /** The rule that the line is named after, and all that happened. */
  readonly reason: Reason;
  readonly reasons: readonly Reason[];
  /** That the formula before equals this one. */
  readonly theorem: Theorem;
  readonly parts: readonly Part[];
}

/** What a line rests on beside its rule: the entries of two tensors, the cases, the parts of an induction, a lemma. */
export type Part = { readonly chain: Chain } & (
  | { readonly role: 'entries'; readonly indices: readonly Binder[] }
  | { readonly role: 'holds' | 'fails'; readonly cond: Cond }
  /** One entry of a matrix that is computed. */
  | { readonly role: 'cell'; readonly at: readonly Poly[] }
  | { readonly role: 'base'; readonly name: string; readonly at: Poly }
  | { readonly role: 'step'; readonly name: string; readonly from: Poly }
  | { readonly role: 'lemma' }
);

/** What is needed to write a derivation of a theorem. */
export interface Wishes {
  /** The two sides of the theorem as a person wrote them. */
  readonly left: Term;
  readonly right: Term;
  readonly detail: Detail;
  /** When to give up, in milliseconds since 1970. */
  readonly until: number;
}

/** The derivation that a proof is, where the kernel accepts it. Throws Rejected where it does not. */
export function chainOf(
  { env, hyps, claim }: Theorem,
  proof: Proof,
  { left, right, detail, until }: Wishes,
): Chain {
  if (claim.tag !== 'equal' || !sameTerm(claim.left, left) || !sameTerm(claim.right, right))
    throw new TypeError('the theorem says something else');
  const taken = [...env.sizes, ...[...env.tensors.keys()].map(entryLetter), ...env.functions.keys()];
  const work = {
    detail,
    search: new Search(until, 1_000_000),
    letters: new Letters(
      new Set([...taken, ...env.tensors.keys(), ...freeNames(claim.left), ...freeNames(claim.right)]),
    ),
    lemmas: new Set<string>(),
  };
  // The kernel copies what can change: of each line all of its proof, unless it cannot.
  const seen = observe(new Context(env, hyps), frozen(proof));
  return chain(work, seen, left, right, { induction: null, given: true });
}

interface Work {
  readonly detail: Detail;
  readonly search: Search;
  readonly letters: Letters;
  /** What is shown already, at whatever subscripts. */
  readonly lemmas: Set<string>;
}

/**
 * Of the summand that is left, which values its indices have: not of those that kept their letter, and of none where a
 * letter stands for two things.
 */
function withoutHidden(reason: Reason, { term }: Written): Reason {
  const has = (tag: Term['tag']): boolean => [...allParts(term)].some((part) => part.tag === tag);
  if (reason.kind === 'split' && !has('reduce')) return { kind: 'conditions' };
  // Brackets in the formula say themselves for which values there is something.
  if (reason.kind === 'substitution')
    return {
      ...reason,
      outside: reason.outside && !has('iverson'),
    };
  if (reason.kind !== 'single') return reason;
  const lets = reason.lets.filter(({ name, is }) => !equal(is, variable(name)));
  const kept = summed(term);
  const names = lets.map(({ name }) => name);
  const isClear = lets.every(({ name, is }, i) => {
    const before = new Set(names.slice(0, i + 1));
    return !kept.has(name) && ![...namesOf(is)].some((other) => before.has(other));
  });
  return { ...reason, lets: isClear ? lets : [] };
}

interface Place {
  /** The induction of which this is the step. */
  readonly induction: Induction | null;
  /** Whether a person has written the two sides. */
  readonly given: boolean;
}

function chain(work: Work, seen: Observed, left: Term, right: Term, place: Place): Chain {
  const { env, hyps } = seen.context;
  const { detail, search, letters } = work;
  const moves = movesOf(seen);
  const found = linesOf(new Scope(env, hyps, search), left, right, moves, { detail, given: place.given });
  let before = place.given
    ? letters.adopt(moves[0]?.before ?? left, left)
    : letters.write(found.left, new Map(), new Set());
  const start = before;
  const kin = new Map(moves.flatMap(renamings));
  const lines = found.lines.flatMap((line, i): readonly DerivedLine[] => {
    const last = moves.at(-1);
    const main = mainOf(line.reasons);
    const shown = new Set(main.kind === 'substitution' ? before.letters.values() : []);
    const written =
      place.given && i === found.lines.length - 1 && last !== undefined
        ? letters.adopt(last.after, right)
        : letters.write(line.to, kin, shown);
    const letter = (name: string): string | undefined => letters.of(name, kin);
    const named = (reason: Reason): Reason => withoutHidden(withNames(reason, letter), written);
    const result = derived(work, seen.context, line, place.induction, { written, named });
    const from = before.term;
    before = written;
    return result.reason.kind === 'compute' ? computed(seen.context, from, result) : [result];
  });
  return { env, assumed: hyps.map((cond) => letters.condition(cond)), left: start.term, lines };
}

function derived(
  work: Work,
  { env, hyps }: Context,
  line: Line,
  induction: Induction | null,
  { written, named }: { readonly written: Written; readonly named: (reason: Reason) => Reason },
): DerivedLine {
  const main = gathered(line.reasons);
  const parts = line.moves.flatMap((move) => partsOf(work, move, induction));
  const reason: Reason = main.kind === 'instance' && parts.length === 0 ? { kind: 'again' } : main;
  const only = parts.length === 1 ? parts[0]?.chain.lines : undefined;
  // A name that was given for the time of one line need not be told of.
  const inlined = reason.kind === 'abbreviation' && only?.length === 1 ? only[0] : undefined;
  return {
    to: written.term,
    reason: inlined?.reason ?? named(reason),
    reasons: line.reasons.map(named),
    theorem: check(env, hyps, standingAlone(line.proof, induction)),
    parts: inlined?.parts ?? parts,
  };
}

/** A line that is computed, with what lies between; of a matrix each entry by itself. */
function computed({ env, hyps }: Context, from: Term, line: DerivedLine): readonly DerivedLine[] {
  const steps = ([start, ...through]: readonly Term[]): readonly DerivedLine[] =>
    through.map((to, i) => {
      const kind = i === through.length - 1 ? 'compute' : 'written-out';
      const proof: Proof = { rule: 'evaluate', left: through[i - 1] ?? (start as Term), right: to };
      return { to, reason: { kind }, reasons: [{ kind }], theorem: check(env, hyps, proof), parts: [] };
    });
  if (!isTensor(from) || !isTensor(line.to)) return steps([from, ...between(env, from, line.to), line.to]);
  const { to } = line;
  const parts = cellsOf(env, from).flatMap((at): readonly Part[] => {
    const value = valueAt(env, to, at);
    const formulas = between(env, entry(from, at), value);
    const [left] = formulas;
    if (left === undefined) return [];
    return [{ role: 'cell', at, chain: { env, assumed: hyps, left, lines: steps([...formulas, value]) } }];
  });
  return [{ ...line, parts }];
}

/** The premises of a rule that a reader wants to see shown. */
function partsOf(work: Work, move: Move, induction: Induction | null): readonly Part[] {
  const { proof, premises, context } = move.by;
  const { letters } = work;
  const shown = (premise: Observed, within: Induction | null): Chain => {
    const { left, right } = premise.equation;
    return chain(work, premise, left, right, { induction: within, given: false });
  };
  switch (proof.rule) {
    case 'extensionality': {
      const { left } = move.by.equation;
      const shape = isTensor(left) ? shapeOf(context.env, left) : [];
      const indices = shape.map((dim, d) => ({ name: letters.free(proof.indices[d] as string), ...dim }));
      return premises.map((premise) => ({ role: 'entries', indices, chain: shown(premise, induction) }));
    }
    case 'cases': {
      if (reasonOf(move).kind !== 'cases') return [];
      return premises.map((premise, i) => ({
        role: i === 0 ? 'holds' : 'fails',
        cond: letters.condition(i === 0 ? proof.cond : not(proof.cond)),
        chain: shown(premise, induction),
      }));
    }
    case 'induction': {
      const name = letters.free(proof.name);
      const own = { proof, hyps: context.hyps };
      const next = plus(proof.from, constant(proof.bases.length));
      return premises.map((premise, i) =>
        i < proof.bases.length
          ? { role: 'base', name, at: plus(proof.from, constant(i)), chain: shown(premise, null) }
          : { role: 'step', name, from: next, chain: shown(premise, own) },
      );
    }
    case 'instance':
      return premises.flatMap((premise): readonly Part[] => {
        const lemma = shown(premise, null);
        const key = [lemma.left, lemma.lines.at(-1)?.to ?? lemma.left].map(termKey).join(' = ');
        const assumed = lemma.assumed.map(condKey).join(' and ');
        if (work.lemmas.has(`${assumed}: ${key}`)) return [];
        work.lemmas.add(`${assumed}: ${key}`);
        return [{ role: 'lemma', chain: lemma }];
      });
    case 'abbreviation':
      return premises.map((premise) => ({ role: 'lemma', chain: shown(premise, induction) }));
    default:
      return [];
  }
}
