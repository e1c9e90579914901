// Which tensors are learned: the kernels and biases of a layer, not what it is applied to.

import { findTensor } from '../../term/elaborate.js';
import type { Env } from '../../term/env.js';
import { Uncounted } from './uncounted.js';

/**
 * The tensors whose entries are parameters, of those that a formula is computed from: those that are named, else all but
 * the input, which is the one called x where there is one, as in the textbooks, and else the one declared last, as a
 * kernel stands before what it is applied to. Throws Uncounted for a name that is none of them.
 */
export function parametersAmong(
  env: Env,
  inputs: ReadonlySet<string>,
  named: readonly string[] | null,
): readonly string[] {
  const declared = [...env.tensors.keys()].filter((name) => inputs.has(name));
  if (named === null) {
    const input = declared.find((name) => name.toLowerCase() === 'x') ?? declared.at(-1);
    return declared.filter((name) => name !== input);
  }
  const asked = named.map((name) => findTensor(env, name) ?? name);
  const unknown = asked.findIndex((name) => !declared.includes(name));
  if (unknown >= 0)
    throw new Uncounted(
      `${named[unknown]} is no tensor that the formula is computed from: ${declared.join(', ') || 'there is none'}`,
    );
  return declared.filter((name) => asked.includes(name));
}
