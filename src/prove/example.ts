// Values for which what is computed from entries is one of them: where kernels are 1 at their first place and 0 elsewhere, and
// biases 0, a convolution's outputs are its inputs. So different outputs are different polynomials, and of maxima of them
// it can be said which is the largest.

import type { Work } from '../calculus/derive.js';
import { Chain, type Step } from '../calculus/steps.js';
import type { Example } from '../kernel/proof.js';
import { always, and, type Cond, equals } from '../term/cond.js';
import { type Env, insideShape, unfoldEntry } from '../term/env.js';
import { sameTerm } from '../term/key.js';
import { namesOf, type Poly, variable } from '../term/poly.js';
import { isTensor, iverson, nought, type Scalar, unit } from '../term/term.js';
import { flatten, partition } from './flatten.js';
import { withFewerIndices } from './points.js';
import { isOutside, Scope } from './scope.js';

type Entry = Scalar & { readonly tag: 'entry' };
type Values = Map<string, Example['values'][number]>;

/** What a derivative is found with: the names and the time of a search, and examples. */
export function workOf(scope: Scope): Work {
  const { search } = scope;
  return {
    fresh: (like) => search.fresh(like),
    tick: () => search.tick(),
    example: (env, hyps, body) => exampleOf(new Scope(env, hyps, search, null), body),
  };
}

/** Values for which a formula is an entry inside its shape, or a function of one; null where none are found. */
function exampleOf(
  scope: Scope,
  body: Scalar,
): { readonly example: Example; readonly subscripts: readonly Poly[] } | null {
  const whole = scope.env.withDefinitions();
  const values: Values = new Map();
  if (!leaves(whole, body, new Set(), values)) return null;
  try {
    const env = [...values.values()].reduce(
      (so, { tensor, indices, body: number }) => so.withValues(tensor, indices, number),
      whole,
    );
    const here = new Scope(env, scope.hyps, scope.search, null);
    const { to, proof } = simplified(here, body);
    const entry = entryIn(to);
    if (entry.tag !== 'entry' || entry.tensor.tag !== 'tensor') return null;
    const dims = env.tensors.get(entry.tensor.name)?.dims ?? [];
    const inside = insideShape(dims, entry.at).map((cond) => here.mustEntail(cond));
    return { example: { values: [...values.values()], proof, inside }, subscripts: entry.at };
  } catch (error) {
    if (isOutside(error)) return null;
    throw error;
  }
}

/**
 * Whether one entry is left of a formula with the values that are added: 1 for its factors, where the indices of sums have
 * their first values, 0 for what is added to it.
 */
function leaves(env: Env, term: Scalar, summed: ReadonlySet<string>, values: Values): boolean {
  switch (term.tag) {
    case 'entry': {
      const body = unfoldEntry(env, term.tensor, term.at);
      if (body !== null) return leaves(env, body, summed, values);
      return term.tensor.tag === 'tensor' && term.at.length > 0 && !values.has(term.tensor.name);
    }
    case 'apply': {
      const [arg] = term.args;
      return (
        term.args.length === 1 && arg !== undefined && !isTensor(arg) && leaves(env, arg, summed, values)
      );
    }
    case 'reduce':
      return (
        term.op === 'sum' &&
        leaves(env, term.body, new Set([...summed, ...term.binders.map(({ name }) => name)]), values)
      );
    case 'mul':
      return leavesOne(env, term.args, summed, values, (factor) => one(env, factor, summed, values));
    case 'add':
      return leavesOne(env, term.args, summed, values, (part) => zero(env, part, values));
    default:
      return false;
  }
}

/** Whether the last part of which an entry may be left is so, the others being brushed aside. */
function leavesOne(
  env: Env,
  parts: readonly Scalar[],
  summed: ReadonlySet<string>,
  values: Values,
  aside: (part: Scalar) => boolean,
): boolean {
  const left = parts.findLastIndex((part) => leaves(env, part, summed, new Map(values)));
  const kept = parts[left];
  return (
    kept !== undefined &&
    parts.every((part, i) => i === left || aside(part)) &&
    leaves(env, kept, summed, values)
  );
}

/** A factor as 1: brackets as they are, entries where the indices of sums have their first values. */
function one(env: Env, factor: Scalar, summed: ReadonlySet<string>, values: Values): boolean {
  if (factor.tag === 'iverson') return true;
  if (factor.tag === 'mul') return factor.args.every((part) => one(env, part, summed, values));
  const decl = independent(env, factor);
  if (decl === null) return false;
  const { entry, dims } = decl;
  const indices = dims.map((_, d) => `i${d + 1}`);
  const firsts = entry.at.flatMap((row, d): readonly Cond[] => {
    const { lo } = dims[d] ?? {};
    const isSummed = [...namesOf(row)].some((name) => summed.has(name));
    return isSummed && lo != null ? [equals(variable(indices[d] as string), lo)] : [];
  });
  return given(values, {
    tensor: decl.name,
    indices,
    body: firsts.length === 0 ? unit : iverson(and(firsts)),
  });
}

/** A term as 0, for one of its factors that is. */
function zero(env: Env, term: Scalar, values: Values): boolean {
  if (term.tag === 'mul') return term.args.some((factor) => zero(env, factor, values));
  if (term.tag === 'reduce') return term.op === 'sum' && zero(env, term.body, values);
  const decl = independent(env, term);
  if (decl === null) return false;
  return given(values, { tensor: decl.name, indices: decl.dims.map((_, d) => `i${d + 1}`), body: nought });
}

/** The values, if the tensor has no others. */
function given(values: Values, value: Example['values'][number]): boolean {
  const known = values.get(value.tensor);
  values.set(value.tensor, known ?? value);
  return known === undefined || sameTerm(known.body, value.body);
}

function independent(env: Env, term: Scalar) {
  if (term.tag !== 'entry' || term.tensor.tag !== 'tensor') return null;
  const decl = env.tensors.get(term.tensor.name);
  return decl === undefined || decl.definition !== null
    ? null
    : { entry: term as Entry, name: decl.name, dims: decl.dims };
}

/** A formula as the entry that it is, or the function of one. */
function simplified(scope: Scope, term: Scalar): Step {
  const [arg] = term.tag === 'apply' ? term.args : [];
  if (term.tag === 'apply' && arg !== undefined && !isTensor(arg)) {
    const inner = simplified(scope, arg);
    return new Chain(term).inside([0], inner).step();
  }
  const { flats, step } = flatten(scope, term);
  const shorter = withFewerIndices(scope, flats);
  const chain = new Chain(term).by(step).by(shorter.step);
  const [flat, ...more] = shorter.flats;
  if (flat === undefined || more.length > 0 || flat.binders.length > 0) return chain.step();
  const [factor, ...others] = flat.factors;
  if (factor === undefined || others.length > 0) return chain.step();
  if (flat.guard.length > 0) chain.inside([0], partition(scope, and(flat.guard), [always]));
  if (factor.tag !== 'apply') return chain.ringTo(factor).step();
  return chain.ringTo(factor).by(simplified(scope, factor)).step();
}

function entryIn(term: Scalar): Scalar {
  const [arg] = term.tag === 'apply' ? term.args : [];
  return arg === undefined || isTensor(arg) ? term : entryIn(arg);
}
