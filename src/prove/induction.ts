// Proofs by induction: the first cases, and a step that unfolds recurrences and uses the claim for smaller integers.
// What is left after that is for the procedure to decide (equality.ts).

import { Chain, meeting, type Step } from '../calculus/steps.js';
import type { Proof } from '../kernel/proof.js';
import { atLeast, type Cond, substituteCond } from '../term/cond.js';
import { type Definition, isRecurrence, unfoldEntry } from '../term/env.js';
import { sameTerm } from '../term/key.js';
import {
  add as addPoly,
  constant,
  equal,
  integerValue,
  namesOf,
  one,
  type Poly,
  sub,
  variable,
} from '../term/poly.js';
import { substScalar } from '../term/subst.js';
import { add, mul, number, type Scalar } from '../term/term.js';
import { without } from './ends.js';
import { isProduct } from './productIndex.js';
import { rewrite } from './rewrite.js';
import { isOutside, Outside, Scope } from './scope.js';

type Entry = Scalar & { tag: 'entry' };

/** Proves an equation under what a scope assumes; null where it is not shown. */
export type Decide = (scope: Scope, left: Scalar, right: Scalar) => Proof | null;

/** What is claimed for all integers `name` from `from` on, under `hyps`. */
interface Induction {
  readonly name: string;
  readonly from: Poly;
  readonly hyps: readonly Cond[];
  readonly left: Scalar;
  readonly right: Scalar;
}

/** Cases that are shown one by one before the step. */
const mostBases = 3;
/** Times that recurrences are taken back in one step. */
const mostRounds = 8;

/** The proof of left = right by induction over an index that is at least `from`; null where none is found. */
export function byInduction(
  scope: Scope,
  left: Scalar,
  right: Scalar,
  name: string,
  from: Poly,
  decide: Decide,
): Proof | null {
  const cert = scope.entails(atLeast(variable(name), from));
  if (cert === null) return null;
  const induction: Induction = { name, from, hyps: scope.hyps, left, right };
  const bases: Proof[] = [];
  while (bases.length < mostBases) {
    const base = baseCase(scope, induction, bases.length, decide);
    if (base === null) return null;
    bases.push(base);
    const step = stepFrom(scope, induction, bases.length, decide);
    if (step !== null) return { rule: 'induction', name, from, left, right, cert, bases: [...bases], step };
  }
  return null;
}

function baseCase(
  scope: Scope,
  { name, from, hyps, left, right }: Induction,
  i: number,
  decide: Decide,
): Proof | null {
  const at = new Map([[name, addPoly(from, constant(i))]]);
  const conds = hyps.map((cond) => substituteCond(cond, at));
  const here = new Scope(scope.env, conds, scope.search, scope.manner);
  return attempt(() => decide(here, substScalar(left, at), substScalar(right, at)));
}

function stepFrom(scope: Scope, induction: Induction, bases: number, decide: Decide): Proof | null {
  const { name, from } = induction;
  const here = scope.with([atLeast(variable(name), addPoly(from, constant(bases)))]);
  return (
    attempt(() => byReplacing(here, induction, decide)) ??
    attempt(() => byDifference(here, induction, decide)) ??
    attempt(() => byFactor(here, induction, decide))
  );
}

function attempt(action: () => Proof | null): Proof | null {
  try {
    return action();
  } catch (error) {
    if (isOutside(error)) return null;
    throw error;
  }
}

/** Where a side is an entry of a recurrence, earlier entries of it are what the claim says of them. */
function byReplacing(here: Scope, induction: Induction, decide: Decide): Proof | null {
  const { left, right } = induction;
  const known = [left, right].filter((side) => side.tag === 'entry' && isRecurrence(here.env, side.tensor));
  if (known.length === 0) return null;
  const sides = [new Chain(left), new Chain(right)] as const;
  for (const chain of sides)
    chain.by(
      rewrite(here, chain.to, (_, part) =>
        known.some((side) => side === part) ? unfolded(here, part) : null,
      ),
    );
  for (const chain of sides)
    chain.by(rewrite(here, chain.to, (place, part) => byHypothesis(place, part, induction)));
  return joined(here, induction.name, sides, decide);
}

/** left(v) + right(v-1) = right(v) + left(v-1), and left(v-1) = right(v-1). */
function byDifference(here: Scope, induction: Induction, decide: Decide): Proof | null {
  const { name, left, right } = induction;
  const before = new Map([[name, sub(variable(name), one)]]);
  const [a, b] = [substScalar(left, before), substScalar(right, before)];
  const hypothesis = instanceAt(here, induction, before);
  if (hypothesis === null) return null;
  const from = add([left, b]);
  const to = add([right, a]);
  const proof = joined(here, name, [new Chain(from), new Chain(to)], decide);
  if (proof === null) return null;
  return new Chain(left)
    .ringTo(add([from, mul([number(-1), b])]))
    .inside([0], { to, proof })
    .inside([0, 1], { to: b, proof: hypothesis })
    .ringTo(right)
    .step().proof;
}

/** Where one side is a product up to v and the other grows by its last factor f: a(v) = a(v-1) f, b(v) = b(v-1) f. */
function byFactor(here: Scope, induction: Induction, decide: Decide): Proof | null {
  const { name, left, right } = induction;
  const before = new Map([[name, sub(variable(name), one)]]);
  const hypothesis = instanceAt(here, induction, before);
  if (hypothesis === null) return null;
  for (const [product, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (!isProduct(product)) continue;
    const last = without(here, product, 'last');
    const [rest, factor] = (last.to as Scalar & { tag: 'mul' }).args as [Scalar, Scalar];
    if (!sameTerm(rest, substScalar(product, before))) continue;
    const grown = mul([substScalar(other, before), factor]);
    const proof = joined(here, name, [new Chain(other), new Chain(grown)], decide);
    if (proof === null) continue;
    const chain = new Chain(other)
      .by({ to: grown, proof })
      .inside([0], { to: rest, proof: other === left ? hypothesis : { rule: 'sym', proof: hypothesis } })
      .by({ to: product, proof: { rule: 'sym', proof: last.proof } })
      .step();
    return other === left ? chain.proof : { rule: 'sym', proof: chain.proof };
  }
  return null;
}

/**
 * The proof that what two chains started from is equal, from what became of both: as they stand, or with the entries of
 * recurrences taken back, first to those that occur in both sides, then further.
 */
function joined(here: Scope, index: string, sides: readonly [Chain, Chain], decide: Decide): Proof | null {
  for (const floors of floorsFor(here, index, sides)) {
    const [a, b] = sides.map((chain) => new Chain(chain.from).by(chain.step())) as [Chain, Chain];
    if (floors !== null) for (const chain of [a, b]) takenBack(here, index, floors, chain);
    const proof = attempt(() => decide(here, a.to, b.to));
    if (proof === null) continue;
    return meeting(a.from, a.step(), proof, b.step(), b.from);
  }
  return null;
}

// ---- the claim for smaller integers ------------------------------------------------------------------

/**
 * An entry that a side of the claim is for smaller integers, by the other side; null for anything else. Where both sides
 * are entries of recurrences, those of the left side become those of the right.
 */
function byHypothesis(here: Scope, part: Scalar, induction: Induction): Step | null {
  const { left, right } = induction;
  const [from, to] =
    left.tag === 'entry' && isRecurrence(here.env, left.tensor) ? [left, right] : [right, left];
  if (part.tag !== 'entry' || from.tag !== 'entry') return null;
  const at = matching(here, from, part, induction.name);
  const proof = at === null ? null : instanceAt(here, induction, at);
  if (at === null || proof === null) return null;
  return { to: substScalar(to, at), proof: from === left ? proof : { rule: 'sym', proof } };
}

/** What stands for the names of `pattern` in an entry of the same tensor; null where it is no instance. */
function matching(
  { env }: Scope,
  pattern: Entry,
  part: Entry,
  name: string,
): ReadonlyMap<string, Poly> | null {
  if (!sameTerm(pattern.tensor, part.tensor)) return null;
  const at = new Map<string, Poly>();
  for (const [d, row] of pattern.at.entries()) {
    const given = part.at[d] as Poly;
    const free = [...namesOf(row)].find((n) => n === name || (!env.sizes.has(n) && equal(row, variable(n))));
    const offset = free === undefined ? null : sub(row, variable(free));
    if (free === undefined || offset === null || namesOf(offset).has(free)) {
      if (!equal(row, given)) return null;
      continue;
    }
    const value = sub(given, offset);
    const before = at.get(free);
    if (before !== undefined && !equal(before, value)) return null;
    at.set(free, value);
  }
  return at.has(name) ? at : null;
}

/** The proof of the claim at smaller integers; null where they are not shown to be such. */
function instanceAt(here: Scope, { name, hyps }: Induction, at: ReadonlyMap<string, Poly>): Proof | null {
  const smaller = here.entails(atLeast(sub(variable(name), one), at.get(name) as Poly));
  if (smaller === null) return null;
  const certs = hyps.map((cond) => here.entails(substituteCond(cond, at)));
  if (!certs.every((cert) => cert !== null)) return null;
  return { rule: 'hypothesis', by: [...at], certs, smaller };
}

// ---- recurrences -------------------------------------------------------------------------------------

function unfolded({ env }: Scope, term: Scalar): Step {
  const body = term.tag === 'entry' ? unfoldEntry(env, term.tensor, term.at) : null;
  if (body === null) throw new Outside('nothing to unfold');
  return { to: body, proof: { rule: 'unfold', term } };
}

/** For each recurrence the offset to the index from which its entries are unfolded. */
type Floors = ReadonlyMap<string, bigint>;

/** What may be unfolded, in the order of the attempts; null for nothing. */
function floorsFor(here: Scope, index: string, sides: readonly Chain[]): readonly (Floors | null)[] {
  const floors = new Map<string, bigint>();
  let furthest = 0n;
  for (const { to } of sides)
    eachEntry(here, to, (entry) => {
      const found = offsetOf(here, entry, index);
      if (found === null) return;
      const { name, definition, offset } = found;
      const reach = reachOf(here, name, definition);
      if (reach > furthest) furthest = reach;
      const known = floors.get(name);
      if (known === undefined || offset + reach < known) floors.set(name, offset + reach);
    });
  const lower = (by: bigint): Floors => new Map([...floors].map(([name, floor]) => [name, floor - by]));
  return [null, ...Array.from({ length: Number(furthest) + 1 }, (_, by) => lower(BigInt(by)))];
}

/** A side without the entries of recurrences from the floors on. */
function takenBack(here: Scope, index: string, floors: Floors, chain: Chain): void {
  for (let round = 0; round < mostRounds; round++) {
    const before = chain.to;
    chain.by(
      rewrite(here, chain.to, (place, part) => {
        const found = part.tag === 'entry' ? offsetOf(place, part, index) : null;
        const floor = found === null ? undefined : floors.get(found.name);
        return found === null || floor === undefined || found.offset < floor ? null : unfolded(place, part);
      }),
    );
    if (chain.to === before) return;
  }
}

/** An entry of a recurrence whose subscript is the index and a number; null for anything else. */
function offsetOf(
  { env }: Scope,
  { tensor, at }: Entry,
  index: string,
): { readonly name: string; readonly definition: Definition; readonly offset: bigint } | null {
  if (tensor.tag !== 'tensor') return null;
  const definition = env.tensors.get(tensor.name)?.definition ?? null;
  if (definition === null || definition.along === null) return null;
  const offset = integerValue(sub(at[definition.along] as Poly, variable(index)));
  return offset === null ? null : { name: tensor.name, definition, offset };
}

/** The most steps that a recurrence takes back at once. */
function reachOf(here: Scope, name: string, { indices, body, along }: Definition): bigint {
  let reach = 1n;
  const index = indices[along as number] as string;
  eachEntry(here, body, ({ tensor, at }) => {
    if (tensor.tag !== 'tensor' || tensor.name !== name) return;
    const steps = integerValue(sub(variable(index), at[along as number] as Poly)) ?? 1n;
    if (steps > reach) reach = steps;
  });
  return reach;
}

function eachEntry(here: Scope, term: Scalar, visit: (entry: Entry) => void): void {
  rewrite(here, term, (_, part) => {
    if (part.tag === 'entry') visit(part);
    return null;
  });
}
