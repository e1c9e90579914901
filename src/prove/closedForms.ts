// Recurrences of the first order that are sums or products in disguise: X_l = X_<l-1> + b_l is X_0 + b_1 + … + b_l, and
// X_l = X_<l-1> a_l is X_0 a_1 … a_l. Each such form is a lemma, shown by induction, and may stand for the entries.

import { Chain, type Step } from '../calculus/steps.js';
import type { Proof } from '../kernel/proof.js';
import { atLeast, type Cond, namesOfCond, substituteCond } from '../term/cond.js';
import type { TensorDecl } from '../term/env.js';
import { equal, one, type Poly, add as plus, sub, variable } from '../term/poly.js';
import { substScalar } from '../term/subst.js';
import { tensorsIn } from '../term/tensorsIn.js';
import { add, binder, entry, mul, reduce, type Scalar, tensor } from '../term/term.js';
import { byInduction, type Decide } from './induction.js';
import { rewrite } from './rewrite.js';
import { Scope } from './scope.js';

/** `form` in the name `index` is the entry of a recurrence at every integer from `from` on, as `proof` shows. */
interface Lemma {
  readonly index: string;
  readonly from: Poly;
  readonly form: Scalar;
  readonly hyps: readonly Cond[];
  readonly proof: Proof;
}

/** Recurrences that stand in the forms of others. */
const mostPasses = 4;

/** Closed forms instead of entries of recurrences, wherever these have one; null where there is none. */
export function withClosedForms(
  scope: Scope,
  sides: readonly [Scalar, Scalar],
  decide: Decide,
): readonly [Step, Step] | null {
  const lemmas = new Map<string, Lemma | null>();
  const steps = sides.map((side) => {
    const chain = new Chain(side);
    for (let pass = 0; pass < mostPasses; pass++) {
      const before = chain.to;
      chain.by(rewrite(scope, chain.to, (here, part) => closed(here, part, lemmas, scope, decide)));
      if (chain.to === before) break;
    }
    return chain.step();
  }) as [Step, Step];
  return steps.every((step, i) => step.to === sides[i]) ? null : steps;
}

function closed(
  here: Scope,
  part: Scalar,
  lemmas: Map<string, Lemma | null>,
  outer: Scope,
  decide: Decide,
): Step | null {
  if (part.tag !== 'entry' || part.tensor.tag !== 'tensor') return null;
  const { name } = part.tensor;
  if (!lemmas.has(name)) lemmas.set(name, lemmaFor(outer, name, decide));
  const lemma = lemmas.get(name);
  if (lemma == null) return null;
  const at = new Map([[lemma.index, part.at[0] as Poly]]);
  const certs = lemma.hyps.map((cond) => here.entails(substituteCond(cond, at)));
  if (!certs.every((cert) => cert !== null)) return null;
  return {
    to: substScalar(lemma.form, at),
    proof: { rule: 'instance', hyps: lemma.hyps, proof: lemma.proof, by: [...at], certs },
  };
}

function lemmaFor(scope: Scope, name: string, decide: Decide): Lemma | null {
  const decl = scope.env.tensors.get(name);
  const index = scope.search.fresh('n');
  const form = decl === undefined ? null : formOf(decl, index, scope.search.fresh('i'));
  const from = decl?.dims[0]?.lo ?? null;
  if (form === null || from === null) return null;
  const n = variable(index);
  const hyps = [
    ...scope.hyps.filter((cond) => [...namesOfCond(cond)].every((other) => scope.env.sizes.has(other))),
    atLeast(n, from),
  ];
  const here = new Scope(scope.env, hyps, scope.search, scope.manner);
  const proof = byInduction(here, entry(tensor(name), [n]), form, index, from, decide);
  return proof === null ? null : { index, from, form, hyps, proof };
}

/** The closed form of a recurrence at `index`, by means of the bound name `i`; null where it is of another kind. */
function formOf({ name, dims, definition }: TensorDecl, index: string, i: string): Scalar | null {
  const lo = dims[0]?.lo ?? null;
  if (definition?.along !== 0 || definition.indices.length !== 1 || lo === null) return null;
  const [l] = definition.indices as [string];
  if (definition.body.tag !== 'add' || definition.body.args.length !== 2) return null;
  const [first, step] = definition.body.args.map(behindBracket) as [Scalar | null, Scalar | null];
  if (first === null || step === null) return null;
  const before = sub(variable(l), one);
  const isOwn = (part: Scalar): boolean =>
    part.tag === 'entry' &&
    part.tensor.tag === 'tensor' &&
    part.tensor.name === name &&
    equal(part.at[0] as Poly, before);
  const start = substScalar(first, new Map([[l, lo]]));
  const range = binder(i, plus(lo, one), variable(index));
  const over = (op: 'sum' | 'prod', body: Scalar): Scalar =>
    reduce(op, [range], substScalar(body, new Map([[l, variable(i)]])));
  const terms = step.tag === 'add' ? step.args : [step];
  const [own, ...others] = terms.toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)));
  if (own === undefined) return null;
  if (isOwn(own)) return uses(name, others) ? null : add([start, over('sum', add(others))]);
  const factors = own.tag === 'mul' ? own.args : [];
  const rest = factors.filter((factor) => !isOwn(factor));
  if (others.length > 0 || rest.length !== factors.length - 1 || uses(name, rest)) return null;
  return mul([start, over('prod', mul(rest))]);
}

/** What stands behind a bracket. */
function behindBracket(term: Scalar): Scalar | null {
  return term.tag === 'mul' && term.args[0]?.tag === 'iverson' ? mul(term.args.slice(1)) : null;
}

function uses(name: string, terms: readonly Scalar[]): boolean {
  let found = false;
  for (const term of terms)
    tensorsIn(term, (used) => {
      if (used.tag === 'tensor' && used.name === name) found = true;
    });
  return found;
}
