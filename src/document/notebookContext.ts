// The environment in which claims are judged, built of the plain facts that a text has stated in any order.

import { substituteCond } from '../term/cond.js';
import type { Context } from '../term/context.js';
import { type Dim, type Env, genericEntry, shapeOf, type TensorDecl } from '../term/env.js';
import { namesOf, type Poly } from '../term/poly.js';
import { prelude } from '../term/prelude.js';
import { substScalar, substTensor } from '../term/subst.js';
import type { Notebook } from './notebook.js';
import type { TensorFact } from './tensorFact.js';

/** The formal context of claims in a notebook: names that stand for expressions written out, tensors in an order of use. */
export function contextOf(notebook: Notebook): Context {
  const aliasOf = (name: string): Poly | undefined => notebook.aliases.get(name);
  const dimsOf = (dims: readonly Dim[]): readonly Dim[] =>
    dims.map(({ lo, hi }) => ({ lo: notebook.resolved(lo), hi: notebook.resolved(hi) }));
  const sizeNames = new Set(notebook.sizes);
  for (const fact of notebook.tensors.values()) {
    for (const { lo, hi } of fact.dims === null ? [] : dimsOf(fact.dims))
      for (const name of [...namesOf(lo), ...namesOf(hi)])
        if (!notebook.indices.has(name)) sizeNames.add(name);
  }
  for (const name of [...sizeNames]) if (aliasOf(name) !== undefined) sizeNames.delete(name);
  let env = prelude().withSizes(sizeNames);
  for (const [name, parameters] of notebook.functions) env = env.withFunction(name, parameters);
  for (const name of notebook.applied.keys())
    if (!notebook.functions.has(name)) env = env.withFunction(name, ['any']);
  const waiting = [
    ...[...notebook.tensors.values()].map((fact) => (env: Env) => enter(notebook, env, fact, dimsOf)),
    ...[...notebook.sequences.values()].map((declared) => (env: Env) => enterSequence(env, declared)),
  ];
  // A definition can be entered once all tensors it uses have been.
  for (let progress = true; progress && waiting.length > 0; ) {
    progress = false;
    for (const enterInto of [...waiting]) {
      const entered = enterInto(env);
      if (entered === null) continue;
      env = entered;
      waiting.splice(waiting.indexOf(enterInto), 1);
      progress = true;
    }
  }
  return {
    env,
    sizes: [...sizeNames],
    assumptions: notebook.conditions.map((cond) => substituteCond(cond, notebook.aliases)),
    indices: [...notebook.indices.values()].map((index) => notebook.resolvedIndex(index)),
    beginnings: notebook.beginnings,
  };
}

/** The environment with a tensor, or null while something that it uses is not there. */
function enter(
  notebook: Notebook,
  env: Env,
  fact: TensorFact,
  dimsOf: (dims: readonly Dim[]) => readonly Dim[],
): Env | null {
  const { name, dims, definition } = fact;
  try {
    if (definition === null) return dims === null ? null : env.withTensor(name, dimsOf(dims));
    if (definition.form === 'tensor') {
      const term = substTensor(definition.term, notebook.aliases);
      const shape = shapeOf(env, term);
      const indices = shape.map((_, d) => `${'klrs'[d] ?? 'k'}#${d}`);
      return env.withDefinition(name, shape, indices, genericEntry(term, indices));
    }
    if (dims === null) return null;
    const body = substScalar(
      definition.body,
      new Map([...notebook.aliases].filter(([alias]) => !definition.indices.includes(alias))),
    );
    return env.withDefinition(name, dimsOf(dims), definition.indices, body);
  } catch {
    // What cannot be entered is not there: claims that use it are not understood.
    return null;
  }
}

/** The same for a tensor that stands as its comment declares it. */
function enterSequence(env: Env, { name, dims, definition }: TensorDecl): Env | null {
  try {
    if (definition === null) return env.withTensor(name, dims);
    const { indices, body, along } = definition;
    return along === null
      ? env.withDefinition(name, dims, indices, body)
      : env.withRecurrence(name, dims, indices, along, body);
  } catch {
    return null;
  }
}
