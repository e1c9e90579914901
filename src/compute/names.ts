// Names for what a formula gets in addition.

import { unmarked } from '../prove/scope.js';
import type { Context } from '../term/context.js';
import { findTensor } from '../term/elaborate.js';
import { variable } from '../term/poly.js';
import { substScalar } from '../term/subst.js';
import type { Formula } from './formula.js';

/** A name that means nothing yet: the given one, with primes where it does. */
export function unused({ env, indices }: Context, like: string): string {
  let name = like;
  while (
    env.sizes.has(name) ||
    findTensor(env, name) !== null ||
    indices.some((index) => index.name === name)
  )
    name += "'";
  return name;
}

/** Indices under names that no search makes up. */
export function withPlainIndices(formula: Formula): Formula {
  const { indices, body } = formula;
  if (indices.every((index) => unmarked(index) === index)) return formula;
  let context: Context = formula.context;
  const names = indices.map((index, d) => {
    const name = unmarked(index) === index ? index : unused(context, 'ijkl'[d] ?? 'r');
    context = { ...context, indices: [...context.indices, { name, lo: null, hi: null }] };
    return name;
  });
  const renaming = new Map(indices.map((index, d) => [index, variable(names[d] as string)]));
  return { ...formula, indices: names, body: substScalar(body, renaming) };
}
