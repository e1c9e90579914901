// Quotients by numbers: by the remainders of the free names in them. Where k = 2q + r with a number r, ⌊k(k+1)/2⌋ is a
// polynomial in q, and ⌊(m+k)/2⌋ is q + ⌊(m+r)/2⌋. (The cases are finitely many; in each q is summed over the one value
// it has, which puts it in the place of k.)

import { Chain, type Step } from '../calculus/steps.js';
import type { Proof } from '../kernel/proof.js';
import { divides, not } from '../term/cond.js';
import {
  add,
  constant,
  factorsOfKey,
  floorOf,
  integerValue,
  namesOf,
  type Poly,
  quotientOf,
  quotientsIn,
  scale,
  sub,
  substitute,
  variable,
} from '../term/poly.js';
import { freeNames, substScalar } from '../term/subst.js';
import { type Binder, binder, rangeConds, type Scalar } from '../term/term.js';
import type { Region } from './cells.js';
import { type Decision, decide } from './equality.js';
import { indexExpressions } from './expressions.js';
import { type Flat, flatConstant, flatTerm } from './flat.js';
import { reindex } from './match.js';
import type { Scope } from './scope.js';

/** More cases than this are not told apart. */
const mostCases = 64n;

/** left = right, by the remainders of names in quotients of a higher degree; null where there are none, or too many. */
export function byResidues(scope: Scope, left: Scalar, right: Scalar): Decision | null {
  const quotients = quotientsOf([left, right]).filter(isHigher);
  const names = [...new Set(quotients.flatMap((quotient) => [...namesOf(variable(quotient))]))];
  const free = freeIn([left, right]);
  if (names.some((name) => !free.has(name))) return null;
  const isSettled = (now: Poly): boolean => ![...quotientsIn(now)].some(isHigher);
  return inCases(scope, left, right, { quotients, names, isSettled });
}

/** left = right, by the remainders of the free names in quotients by numbers; null where there are none, or too many. */
export function byRemainders(scope: Scope, left: Scalar, right: Scalar): Decision | null {
  const free = freeIn([left, right]);
  const freeOf = (quotient: string): readonly string[] =>
    [...namesOf(variable(quotient))].filter((name) => free.has(name));
  const quotients = quotientsOf([left, right]).filter((name) => isByNumber(name) && freeOf(name).length > 0);
  const names = [...new Set(quotients.flatMap(freeOf))];
  const isSettled = (now: Poly): boolean =>
    [...quotientsIn(now)].every((quotient) => freeOf(quotient).length === 0);
  return inCases(scope, left, right, { quotients, names, isSettled });
}

/** Quotients that are known better where the remainders of names are known. */
interface Unsettled {
  readonly quotients: readonly string[];
  readonly names: readonly string[];
  /** Whether what a quotient has become is known well enough. */
  readonly isSettled: (now: Poly) => boolean;
}

function inCases(scope: Scope, left: Scalar, right: Scalar, unsettled: Unsettled): Decision | null {
  const modulus = settlingModulus(unsettled);
  return modulus === null ? null : new Cases(scope, left, right, modulus).over(scope, unsettled.names, []);
}

/** A number modulo which it is enough to know the names. */
function settlingModulus({ quotients, names, isSettled }: Unsettled): bigint | null {
  if (names.length === 0) return null;
  const dens = quotients.map((quotient) => integerValue(quotientOf(quotient)?.den as Poly) as bigint);
  const most = dens.reduce((product, den) => (product < mostCases ? product * den : product), 1n);
  for (let modulus = 2n; modulus <= most; modulus++) {
    if (modulus ** BigInt(names.length) > mostCases) return null;
    const all = residueTuples(names, modulus);
    if (quotients.every((quotient) => all.every((at) => isSettled(substitute(variable(quotient), at)))))
      return modulus;
  }
  return null;
}

function freeIn(sides: readonly Scalar[]): ReadonlySet<string> {
  return new Set(sides.flatMap((side) => [...freeNames(side)]));
}

function quotientsOf(sides: readonly Scalar[]): readonly string[] {
  const polys = sides.flatMap((side) => [...indexExpressions(side)]);
  return [...new Set(polys.flatMap((poly) => [...quotientsIn(poly)]))];
}

function isByNumber(quotient: string): boolean {
  return integerValue(quotientOf(quotient)?.den ?? constant(0n)) !== null;
}

/** Whether the quotient is one by a number of what is not linear. */
function isHigher(quotient: string): boolean {
  const { num, den } = quotientOf(quotient) ?? { num: constant(0n), den: constant(0n) };
  return integerValue(den) !== null && num.terms.some(({ key }) => factorsOfKey(key).length > 1);
}

/** The names as multiples of the modulus with every remainder. */
function residueTuples(names: readonly string[], modulus: bigint): readonly ReadonlyMap<string, Poly>[] {
  return names.reduce<readonly ReadonlyMap<string, Poly>[]>(
    (so, name) =>
      so.flatMap((at) =>
        Array.from({ length: Number(modulus) }, (_, r) =>
          new Map(at).set(name, withRemainder(variable(name), modulus, BigInt(r))),
        ),
      ),
    [new Map()],
  );
}

function withRemainder(multiple: Poly, modulus: bigint, r: bigint): Poly {
  return add(scale(multiple, modulus), constant(r));
}

interface Residue {
  readonly name: string;
  readonly r: bigint;
}

class Cases {
  readonly #regions: Region[] = [];

  constructor(
    readonly outside: Scope,
    readonly left: Scalar,
    readonly right: Scalar,
    readonly modulus: bigint,
  ) {}

  /** The decision for all remainders of the names, those of others being known. */
  over(scope: Scope, names: readonly string[], known: readonly Residue[]): Decision {
    const proof = this.#from(scope, names, known, 0n);
    return this.#regions.length > 0 || proof === null
      ? { equal: false, regions: this.#regions }
      : { equal: true, proof };
  }

  /** The proof for the remainders of the first name from r on; null where there is a difference. */
  #from(scope: Scope, names: readonly string[], known: readonly Residue[], r: bigint): Proof | null {
    const { left, right, modulus } = this;
    const contradiction = scope.refute([]);
    if (contradiction !== null) return { rule: 'absurd', left, right, cert: contradiction };
    const [name, ...others] = names;
    if (name === undefined) return this.#inCase(scope, known);
    const cond = divides(modulus, sub(variable(name), constant(r)));
    const holds = this.#from(scope.with([cond]), others, [...known, { name, r }], 0n);
    const fails = this.#from(scope.with([not(cond)]), names, known, r + 1n);
    return holds === null || fails === null ? null : { rule: 'cases', cond, holds, fails };
  }

  #inCase(scope: Scope, known: readonly Residue[]): Proof | null {
    const { left, right } = this;
    const change = new Change(scope, known, this.modulus);
    const inner = scope.with(rangeConds(change.quotients));
    const decision = decide(inner, change.rewritten(left), change.rewritten(right));
    if (!decision.equal) {
      this.#regions.push(...decision.regions);
      return null;
    }
    const [from, to] = [change.step(left), change.step(right)];
    const body: Step = { to: change.rewritten(right), proof: decision.proof };
    return new Chain(left)
      .by(from)
      .inside([0], body)
      .by({ to: right, proof: { rule: 'sym', proof: to.proof } })
      .step().proof;
  }
}

/** Names of known remainders written as modulus · s + r, where s is a name that is summed over its one value. */
class Change {
  /** The names by themselves, each over its one value. */
  readonly #names: readonly Binder[];
  /** What is multiplied by the modulus, over its one value. */
  readonly quotients: readonly Binder[];
  readonly #alone: ReadonlyMap<string, Poly>;
  readonly #spelled: ReadonlyMap<string, Poly>;

  constructor(
    readonly scope: Scope,
    known: readonly Residue[],
    readonly modulus: bigint,
  ) {
    this.#names = known.map(({ name }) => pointAt(scope, name, variable(name)));
    this.quotients = known.map(({ name }) =>
      pointAt(scope, name, floorOf(variable(name), constant(modulus))),
    );
    const named = (to: (i: number, r: bigint) => Poly): ReadonlyMap<string, Poly> =>
      new Map(known.map(({ name, r }, i) => [name, to(i, r)]));
    this.#alone = named((i) => variable((this.#names[i] as Binder).name));
    this.#spelled = named((i, r) => withRemainder(variable((this.quotients[i] as Binder).name), modulus, r));
  }

  rewritten(term: Scalar): Scalar {
    return substScalar(term, this.#spelled);
  }

  /** term = sum_s term with modulus · s + r in the place of the names */
  step(term: Scalar): Step {
    const point: Flat = { ...flatConstant(constant(1n)), factors: [term] };
    const alone: Flat = { ...point, binders: this.#names, factors: [substScalar(term, this.#alone)] };
    const spelled: Flat = { ...point, binders: this.quotients, factors: [this.rewritten(term)] };
    const by = constant(this.modulus);
    const outOf = reindex(this.scope, point, alone, [...this.#alone.keys()].map(variable), []);
    const into = reindex(
      this.scope,
      spelled,
      alone,
      [...this.#spelled.values()],
      this.#names.map(({ name }) => floorOf(variable(name), by)),
    );
    return new Chain(term)
      .by(outOf)
      .by({ to: flatTerm(spelled), proof: { rule: 'sym', proof: into.proof } })
      .step();
  }
}

/** A new name for the one value. */
function pointAt({ search }: Scope, like: string, at: Poly): Binder {
  return binder(search.fresh(like), at, at);
}
