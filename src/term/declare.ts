// Statements of a .conv file: each gives, from the context before it, the context after it.

import type { BinderNode, DeclaratorNode, Statement } from '../../grammar/tree.js';
import { elaborateCondition } from './condition.js';
import {
  atRange,
  type Context,
  elaborateDims,
  emptyContext,
  namesIn,
  undeclaredNames,
  withSizes,
} from './context.js';
import { define } from './define.js';
import { elaborateIndex, findTensor } from './elaborate.js';
import type { Env, Parameter } from './env.js';
import { ReadingError } from './reading.js';
import { elaborateBinders } from './reductions.js';

/** The context after a declaration. Throws ReadingError when the statement cannot mean anything. */
export function declare(
  context: Context,
  statement: Exclude<Statement, { tag: 'theorem' }>,
  prelude: Env,
): Context {
  return atRange(statement.range, () => {
    switch (statement.tag) {
      case 'fresh':
        return emptyContext(prelude);
      case 'size':
        return withSizes(context, statement.names);
      case 'tensor':
        return statement.declarators.reduce(declareTensor, context);
      case 'function':
        return {
          ...context,
          env: statement.functions.reduce(
            (env, { name, parameters }) => env.withFunction(name, parameters.map(kindOf)),
            context.env,
          ),
        };
      case 'assume': {
        const sized = withSizes(
          context,
          undeclaredNames(context, statement.conditions).filter((name) => /^\p{Lu}/u.test(name)),
        );
        return {
          ...sized,
          assumptions: [
            ...sized.assumptions,
            ...statement.conditions.map((c) => elaborateCondition(namesIn(sized), c)),
          ],
        };
      }
      case 'index':
        return statement.binders.reduce(declareIndex, context);
      case 'define':
        return define(context, statement);
    }
  });
}

/** A parameter written large may be a tensor: `function f(Z)`; one written small is a number: `function a(z)`. */
function kindOf(parameter: string): Parameter {
  return /^\p{Lu}/u.test(parameter) ? 'any' : 'number';
}

function declareTensor(context: Context, node: DeclaratorNode): Context {
  const existing = findTensor(context.env, node.name);
  if (existing !== null)
    throw new ReadingError(
      'ill-formed',
      node.range,
      `${node.name} is declared already${existing === node.name ? '' : ` as ${existing}`}; a line --- starts a fresh context`,
    );
  const { sized, dims } = elaborateDims(context, node.dimensions);
  return { ...sized, env: sized.env.withTensor(node.name, dims) };
}

function declareIndex(context: Context, node: BinderNode): Context {
  const { name, from, to, range } = node;
  if (context.env.sizes.has(name))
    throw new ReadingError('ill-formed', range, `${name} is a size and cannot be an index`);
  if (context.env.tensors.has(name))
    throw new ReadingError('ill-formed', range, `${name} is a tensor and cannot be an index`);
  const others = context.indices.filter((index) => index.name !== name);
  if (from === null) return { ...context, indices: [...others, { name, lo: null, hi: null }] };
  if (to === null) {
    const sized = withSizes(context, undeclaredNames(context, [from]));
    const lo = elaborateIndex(namesIn({ ...sized, indices: others }), from);
    return { ...sized, indices: [...others, { name, lo, hi: null }] };
  }
  const sized = withSizes(
    context,
    undeclaredNames(context, [from, to]).filter((n) => n !== name),
  );
  const names = namesIn({ ...sized, indices: others });
  const { binders } = elaborateBinders(names, [node]);
  const [bound] = binders;
  return { ...sized, indices: [...others, { name, lo: bound?.lo ?? null, hi: bound?.hi ?? null }] };
}
