// Derivatives of recurrences. Differentiated, a recurrence is one again: y_l = y_(l-1) + f(y_(l-1)) gives
// ∂y_l = ∂y_(l-1) + f'(y_(l-1)) ∂y_(l-1). So the derivative by an entry of a tensor is given a name, and claims about it are
// claims about recurrences: while a proof is looked for, the name is defined by earlier entries of its own. In the proof
// it stands for the derivative, and that it follows the recurrence is a lemma.

import { derive, isSlope, NoDerivative, type Slope, type Work } from '../calculus/derive.js';
import { Chain, meeting, type Step } from '../calculus/steps.js';
import { type Proof, withSubproofs } from '../kernel/proof.js';
import { always } from '../term/cond.js';
import { type Definition, type Env, unfoldEntry } from '../term/env.js';
import { sameTerm } from '../term/key.js';
import { type Poly, variable } from '../term/poly.js';
import { substScalar } from '../term/subst.js';
import { diff, entry, mul, type Scalar, tensor } from '../term/term.js';
import { workOf } from './example.js';
import { partition } from './flatten.js';
import type { Decide } from './induction.js';
import { rewrite } from './rewrite.js';
import { Scope } from './scope.js';

/** The name g of the derivatives of a recurrence y by the entries of a tensor T: g[v, u] = ∂y[v]/∂T[u]. */
interface Named {
  readonly name: string;
  /** v, then u. */
  readonly indices: readonly string[];
  readonly derivative: Slope;
  /** g[v, u] by entries of g that are earlier. */
  readonly lemma: Step;
}

/** The proof of left = right by `prove`, which is asked with the derivatives of recurrences named. */
export function withSlopesNamed(scope: Scope, left: Scalar, right: Scalar, prove: Decide): Proof | null {
  const sides = [left, right].map((side) => new Chain(side).by(carriedDown(scope, side))) as [Chain, Chain];
  const names = new Names(scope);
  for (const chain of sides) names.collect(chain.to);
  if (names.all.length === 0) return prove(scope, left, right);
  for (const chain of sides) chain.by(rewrite(scope, chain.to, (_, part) => names.folded(part)));
  const [a, b] = sides;
  const proof = prove(new Scope(names.growing, scope.hyps, scope.search, scope.manner), a.to, b.to);
  if (proof === null) return null;
  const whole = meeting(left, a.step(), names.byLemmas(proof), b.step(), right);
  return names.all.reduceRight<Proof>(
    (inner, { name, indices, derivative }) => ({
      rule: 'abbreviation',
      name,
      indices,
      body: derivative,
      proof: inner,
    }),
    whole,
  );
}

/** Whether the derivative of a recurrence is left when derivatives are carried down as far as they go. */
export function hasSlopes(scope: Scope, sides: readonly Scalar[]): boolean {
  return sides.some((side) => slopesIn(scope, scope.env, carriedDown(scope, side).to).length > 0);
}

function slopesIn(scope: Scope, env: Env, term: Scalar): readonly Slope[] {
  const found: Slope[] = [];
  rewrite(scope, term, (_, part) => {
    if (isSlope(env, part)) found.push(part);
    return null;
  });
  return found;
}

/** Derivatives carried down to entries of recurrences; those that cannot be are left as they are. */
function carriedDown(scope: Scope, side: Scalar): Step {
  return rewrite(scope, side, ({ env, hyps }, part) => {
    if (part.tag !== 'diff') return null;
    try {
      return derive(env, keeping(scope), part, hyps);
    } catch (error) {
      if (error instanceof NoDerivative) return null;
      throw error;
    }
  });
}

function keeping(scope: Scope): Work {
  return { ...workOf(scope), keepsRecurrences: true };
}

/** For subscripts of the tensor that is differentiated by. */
const letters = 'ijklmnpqrstuv';

/** The names that are given, in the order in which one may use another. */
class Names {
  readonly all: Named[] = [];
  /** The declarations with the names as they are in the proof. */
  #env: Env;
  /** The declarations with the names as recurrences. */
  growing: Env;

  constructor(private readonly scope: Scope) {
    this.#env = scope.env;
    this.growing = scope.env;
  }

  /** Gives names to all derivatives of recurrences in a term. */
  collect(term: Scalar): void {
    for (const slope of slopesIn(this.scope, this.scope.env, term)) this.#give(slope);
  }

  /** ∂y[p]/∂T[q] = g[p, q]; null for any other term. */
  folded(part: Scalar): Step | null {
    if (!isSlope(this.scope.env, part)) return null;
    const named = this.#nameOf(part);
    if (named === undefined) return null;
    const to = entry(tensor(named.name), [...part.of.at, ...part.at]);
    return { to, proof: { rule: 'sym', proof: { rule: 'unfold', term: to } } };
  }

  /** A proof in which names are recurrences, as one in which they are derivatives. */
  byLemmas(proof: Proof): Proof {
    if (proof.rule === 'unfold' && proof.term.tag === 'entry') {
      const { tensor: of, at } = proof.term;
      const named = this.all.find(({ name }) => of.tag === 'tensor' && of.name === name);
      if (named !== undefined) return this.#byLemma(named, proof.term, at);
    }
    return withSubproofs(proof, (premise) => this.byLemmas(premise));
  }

  #byLemma({ indices, lemma }: Named, term: Scalar & { tag: 'entry' }, at: readonly Poly[]): Proof {
    const by = indices.map((index, i): [string, Poly] => [index, at[i] as Poly]);
    const found = substScalar(lemma.to, new Map(by));
    const wanted = unfoldEntry(this.growing, term.tensor, at) as Scalar;
    const chain = new Chain(term).by({
      to: found,
      proof: { rule: 'instance', hyps: [], proof: lemma.proof, by, certs: [] },
    });
    // A bracket that holds at these subscripts is not written.
    if (!sameTerm(found, wanted) && found.tag === 'mul' && found.args[0]?.tag === 'iverson') {
      const anywhere = new Scope(this.#env, [], this.scope.search, this.scope.manner);
      chain.inside([0], partition(anywhere, found.args[0].cond, [always])).ringTo(wanted);
    }
    return chain.step().proof;
  }

  /** Letters for subscripts that mean nothing else here. */
  #lettersBeside(taken: readonly string[], count: number): readonly string[] {
    const isFree = (letter: string): boolean =>
      !taken.includes(letter) && !this.#env.sizes.has(letter) && !this.#env.tensors.has(letter);
    const free = [...letters].filter(isFree);
    return Array.from({ length: count }, (_, i) => free[i] ?? `${free[0] ?? 'u'}${i}`);
  }

  #nameOf(slope: Slope): Named | undefined {
    return this.all.find(({ derivative }) => isOf(derivative, slope));
  }

  #give(slope: Slope): void {
    const { search, manner } = this.scope;
    const decl = this.#env.tensors.get(slope.of.tensor.name);
    const along = decl?.definition?.along ?? null;
    if (decl === undefined || along === null || this.#nameOf(slope) !== undefined) return;
    const { indices: own } = decl.definition as Definition;
    const v = own.map((index) => search.fresh(index));
    const u = this.#lettersBeside(own, slope.at.length).map((letter) => search.fresh(letter));
    const indices = [...v, ...u];
    const derivative = diff(entry(slope.of.tensor, v.map(variable)), slope.tensor, u.map(variable)) as Slope;
    const chain = new Chain(derivative);
    const { of } = derivative;
    const here = new Scope(this.#env, [], search, manner);
    const body = unfoldEntry(this.#env, of.tensor, of.at) as Scalar;
    chain.inside([0], { to: body, proof: { rule: 'unfold', term: of } });
    chain.by(derive(this.#env, keeping(here), chain.to as Slope, []));
    // Other recurrences that this one uses were there before it.
    for (const other of slopesIn(here, this.#env, chain.to)) if (!isOf(other, slope)) this.#give(other);
    const name = search.fresh('g');
    const named = { name, indices, derivative };
    this.all.push({ ...named, lemma: { to: derivative, proof: { rule: 'refl', term: derivative } } });
    chain.by(rewrite(here, chain.to, (_, part) => this.folded(part)));
    const { to } = chain;
    if (to.tag !== 'mul' || to.args[0]?.tag !== 'iverson')
      throw new NoDerivative(`of ${slope.of.tensor.name}`);
    const whole = entry(tensor(name), indices.map(variable));
    const lemma = new Chain(whole)
      .by({ to: derivative, proof: { rule: 'unfold', term: whole } })
      .by(chain.step());
    const anywhere = { lo: null, hi: null };
    this.#env = this.#env.withDefinition(
      name,
      indices.map(() => anywhere),
      indices,
      derivative,
    );
    const dims = [...decl.dims, ...u.map(() => anywhere)];
    this.growing = this.growing.withRecurrence(name, dims, indices, along, mul(to.args.slice(1)));
    this.all[this.all.length - 1] = { ...named, lemma: lemma.step() };
  }
}

/** Whether the same recurrence is differentiated by the same tensor. */
function isOf(slope: Slope, other: Slope): boolean {
  return slope.of.tensor.name === other.of.tensor.name && slope.tensor === other.tensor;
}
