// Two sides that are one formula but for a part of it: the parts are compared, in their place. What a derivation
// rewrites is mostly small, and what stands around it need not be multiplied out.

import { Chain, type Step } from '../calculus/steps.js';
import { RingLimit } from '../kernel/ring.js';
import { conjuncts } from '../term/cond.js';
import { sameTerm, termKey } from '../term/key.js';
import { equal, type Poly, substitute, variable } from '../term/poly.js';
import { substScalar } from '../term/subst.js';
import {
  add,
  apply,
  type Binder,
  binder,
  isTensor,
  mul,
  pow,
  rangeConds,
  reduce,
  type Scalar,
} from '../term/term.js';
import { withEndApart } from './endsApart.js';
import { isOutside, type Scope } from './scope.js';

/** Proves an equation, or gives up. */
export type Prover = (scope: Scope, left: Scalar, right: Scalar) => Step | null;

/** The part of the time left that one pair of parts may take. */
const share = 0.2;

/** The proof of an equation whose sides differ in a part only that `prove` shows equal; null if there is none. */
export function locally(scope: Scope, left: Scalar, right: Scalar, prove: Prover): Step | null {
  const parts = narrowed(scope, left, right);
  return parts === null ? null : ifAny(() => parts((here, a, b) => within(here, a, b, prove)));
}

/** The smallest parts first: theirs is the least work. */
function within(scope: Scope, left: Scalar, right: Scalar, prove: Prover): Step | null {
  const deeper = locally(scope, left, right, prove);
  if (deeper !== null) return deeper;
  return scope.search.attempt(share, () => ifAny(() => prove(scope, left, right)));
}

/** The proof an action finds; null where it ends for want of one. */
function ifAny(action: () => Step | null): Step | null {
  try {
    return action();
  } catch (error) {
    if (isOutside(error) || error instanceof RingLimit) return null;
    throw error;
  }
}

/** Joins the proofs of the parts to one of the whole. */
type Parts = (prove: Prover) => Step | null;

/** The parts in which the sides differ; null where they have too little in common. */
function narrowed(scope: Scope, left: Scalar, right: Scalar): Parts | null {
  if (left.tag === 'add' || right.tag === 'add') return summands(scope, left, right);
  if (left.tag === 'mul' || right.tag === 'mul') return factors(scope, left, right);
  if (left.tag === 'reduce' && right.tag === 'reduce') return bodies(scope, left, right);
  if (left.tag === 'pow' && right.tag === 'pow' && left.exponent === right.exponent)
    return (prove) =>
      insideOf(left, [0], pow(right.base, left.exponent), prove(scope, left.base, right.base));
  if (left.tag === 'apply' && right.tag === 'apply') return args(scope, left, right);
  return null;
}

/** a + c = b + c where a = b */
function summands(scope: Scope, left: Scalar, right: Scalar): Parts | null {
  const [terms, others] = [termsOf('add', left), termsOf('add', right)];
  const shorter = withEndApart(scope, terms, others);
  if (shorter !== null)
    return (prove) => {
      const step = prove(scope, shorter.to, right);
      return step === null ? null : new Chain(left).ringTo(add(terms)).by(shorter).by(step).step();
    };
  const back = withEndApart(scope, others, terms);
  if (back !== null)
    return (prove) => {
      const step = prove(scope, left, back.to);
      if (step === null) return null;
      const { proof } = new Chain(right).ringTo(add(others)).by(back).step();
      return new Chain(left)
        .by(step)
        .by({ to: right, proof: { rule: 'sym', proof } })
        .step();
    };
  const { common, a, b } = apart(terms, others);
  if (common.length === 0) return null;
  const [before, after] = [add(a), add(b)];
  return (prove) =>
    spelledOut(
      left,
      add([...common, before]),
      [common.length],
      prove(scope, before, after),
      add([...common, after]),
      right,
    );
}

/** c a = c b where a = b under the conditions among the factors c */
function factors(scope: Scope, left: Scalar, right: Scalar): Parts | null {
  const { common, a, b } = apart(termsOf('mul', left), termsOf('mul', right));
  if (common.length === 0) return null;
  const [before, after] = [mul(a), mul(b)];
  const beside = common.flatMap((factor) => (factor.tag === 'iverson' ? conjuncts(factor.cond) : []));
  return (prove) =>
    spelledOut(
      left,
      mul([...common, before]),
      [common.length],
      prove(scope.with(beside), before, after),
      mul([...common, after]),
      right,
    );
}

/** The sums of two bodies over the same ranges. */
function bodies(
  scope: Scope,
  left: Scalar & { readonly tag: 'reduce' },
  right: Scalar & { readonly tag: 'reduce' },
): Parts | null {
  if (left.op !== right.op || left.binders.length !== right.binders.length) return null;
  const names = left.binders.map(({ name }) => scope.search.fresh(name));
  const [a, b] = [renamed(left.binders, names), renamed(right.binders, names)];
  const sameRanges = a.binders.every(({ lo, hi }, i) => {
    const other = b.binders[i] as Binder;
    return equal(lo, other.lo) && equal(hi, other.hi);
  });
  if (!sameRanges) return null;
  const [before, after] = [substScalar(left.body, a.names), substScalar(right.body, b.names)];
  return (prove) => {
    const inner = prove(scope.with(rangeConds(a.binders)), before, after);
    return insideOf(reduce(left.op, a.binders, before), [0], reduce(left.op, a.binders, after), inner);
  };
}

function renamed(
  binders: readonly Binder[],
  fresh: readonly string[],
): { readonly binders: readonly Binder[]; readonly names: ReadonlyMap<string, Poly> } {
  const names = new Map<string, Poly>();
  const ranges = binders.map(({ name, lo, hi }, i) => {
    const range = binder(fresh[i] as string, substitute(lo, names), substitute(hi, names));
    names.set(name, variable(fresh[i] as string));
    return range;
  });
  return { binders: ranges, names };
}

/** A function of arguments that are equal one by one. */
function args(
  scope: Scope,
  left: Scalar & { readonly tag: 'apply' },
  right: Scalar & { readonly tag: 'apply' },
): Parts | null {
  if (!sameTerm(left, apply(right.fn, left.args, right.by))) return null;
  const pairs = left.args.flatMap((arg, i) => {
    const other = right.args[i];
    return other === undefined || sameTerm(arg, other) ? [] : [{ i, arg, other }];
  });
  return (prove) => {
    const chain = new Chain(left);
    for (const { i, arg, other } of pairs) {
      if (isTensor(arg) || isTensor(other)) return null;
      const step = prove(scope, arg, other);
      if (step === null) return null;
      chain.inside([i], step);
    }
    return chain.step();
  };
}

/** left = spelled, the part at `path` replaced = written = right, by the ring laws at both ends. */
function spelledOut(
  left: Scalar,
  spelled: Scalar,
  path: readonly number[],
  step: Step | null,
  written: Scalar,
  right: Scalar,
): Step | null {
  return step === null
    ? null
    : new Chain(left).ringTo(spelled).inside(path, step).ringTo(written).ringTo(right).step();
}

function insideOf(term: Scalar, path: readonly number[], end: Scalar, step: Step | null): Step | null {
  if (step === null) return null;
  const { to, proof } = new Chain(term).inside(path, step).step();
  return sameTerm(to, end) ? { to: end, proof } : null;
}

/** The arguments of nested sums, or of nested products. */
function termsOf(tag: 'add' | 'mul', term: Scalar): readonly Scalar[] {
  return term.tag === tag ? term.args.flatMap((arg) => termsOf(tag, arg)) : [term];
}

/** What two lists have in common, one by one, and the rest of each. */
function apart(
  left: readonly Scalar[],
  right: readonly Scalar[],
): { readonly common: readonly Scalar[]; readonly a: readonly Scalar[]; readonly b: readonly Scalar[] } {
  const free = new Map<string, number[]>();
  right.forEach((term, j) => {
    const key = termKey(term);
    free.set(key, [...(free.get(key) ?? []), j]);
  });
  const used = new Set<number>();
  const common: Scalar[] = [];
  const a: Scalar[] = [];
  for (const term of left) {
    const j = free.get(termKey(term))?.shift();
    if (j === undefined) a.push(term);
    else {
      used.add(j);
      common.push(term);
    }
  }
  return { common, a, b: right.filter((_, j) => !used.has(j)) };
}
