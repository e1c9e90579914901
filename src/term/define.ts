// Definitions: tensors by their entries, names for formulas, and operations.

import type { DefineStatement, Node, Range } from '../../grammar/tree.js';
import { boundSizes, type Context, elaborateDims, namesIn, withSizes } from './context.js';
import { defineRecurrence, isOfRecurrence } from './defineRecurrence.js';
import { elaborate, elaborateIndex, findTensor } from './elaborate.js';
import { type Dim, genericEntry, type OpParam, shapeOf, upTo } from './env.js';
import { one } from './poly.js';
import { asScalar, type Names, ReadingError } from './reading.js';

/** The context after a definition. Throws ReadingError when it cannot mean anything. */
export function define(context: Context, statement: DefineStatement): Context {
  const { head } = statement;
  if (head.form !== 'name') return defineOperation(context, statement);
  const existing = findTensor(context.env, head.name);
  if (existing !== null)
    throw new ReadingError(
      'ill-formed',
      head.range,
      `${head.name} is declared already${existing === head.name ? '' : ` as ${existing}`}; a line --- starts a fresh context`,
    );
  if (isOfRecurrence(statement)) return defineRecurrence(context, head.name, statement);
  const sized = withSizes(context, boundSizes(context, statement.body));
  if (statement.subscripts.length === 0 && statement.dimensions === null) {
    const reading = elaborate(namesIn(sized), statement.body);
    if (reading.sort === 'tensor') {
      const dims = shapeOf(sized.env, reading.term);
      const indices = dims.map((_, d) => freshIndex(sized, d));
      return {
        ...sized,
        env: sized.env.withDefinition(head.name, dims, indices, genericEntry(reading.term, indices)),
      };
    }
    return {
      ...sized,
      env: sized.env.withDefinition(head.name, [], [], asScalar(reading, statement.body.range)),
    };
  }
  const indices = subscriptNames(statement);
  const given = statement.dimensions === null ? null : elaborateDims(sized, statement.dimensions);
  const scope = given?.sized ?? sized;
  const dims =
    given?.dims ?? indices.map((name, i) => rangeOf(scope, name, (statement.subscripts[i] as Node).range));
  const names: Names = {
    env: scope.env,
    indices: new Set([...scope.indices.map((index) => index.name), ...indices]),
  };
  const body = asScalar(elaborate(names, statement.body), statement.body.range);
  return { ...scope, env: scope.env.withDefinition(head.name, dims, indices, body) };
}

function freshIndex(context: Context, dimension: number): string {
  let name = ['k', 'l', 'r', 's'][dimension] ?? `k${dimension}`;
  while (context.env.sizes.has(name)) name += "'";
  return name;
}

function subscriptNames(statement: DefineStatement): readonly string[] {
  return statement.subscripts.map((node) => {
    if (node.tag !== 'name')
      throw new ReadingError(
        'ill-formed',
        node.range,
        'a definition is for every subscript: write a name here',
      );
    return node.name;
  });
}

function rangeOf(context: Context, name: string, range: Range): Dim {
  const declared = context.indices.find((index) => index.name === name);
  if (declared === undefined || declared.lo === null || declared.hi === null)
    throw new ReadingError(
      'ill-formed',
      range,
      `the range of ${name} is not known; write \`index ${name} in 1..K\` before, or give the shape: define y[K]_<${name}> = …`,
    );
  return { lo: declared.lo, hi: declared.hi };
}

/** A prelude-style definition: the parameters are the only names its body knows. */
function defineOperation(context: Context, statement: DefineStatement): Context {
  const { head } = statement;
  if (head.form === 'name') throw new RangeError('not an operation');
  const formals = head.form === 'operator' ? [head.left, head.right] : head.parameters;
  const symbol = head.form === 'operator' ? head.operator : head.name;
  const params: OpParam[] = formals.map((formal) => {
    if ('tag' in formal) return { kind: 'index', name: formal.name };
    return {
      kind: 'tensor',
      name: formal.name,
      sizes: formal.dimensions.map((dim) => {
        if (dim.from !== null || dim.to?.tag !== 'name')
          throw new ReadingError(
            'ill-formed',
            dim.range,
            'a parameter is declared with names for its sizes, X[I,J]',
          );
        return dim.to.name;
      }),
    };
  });
  if (statement.dimensions === null)
    throw new ReadingError(
      'ill-formed',
      statement.range,
      `the shape of ${symbol} is missing: define ${symbol}(X[I])[I]_<i> = …`,
    );
  let env = context.env
    .operationsOnly()
    .withSizes(params.flatMap((p) => (p.kind === 'tensor' ? p.sizes : [p.name])));
  for (const p of params) if (p.kind === 'tensor') env = env.withTensor(p.name, p.sizes.map(upTo));
  const indices = subscriptNames(statement);
  const local: Names = { env, indices: new Set(indices) };
  const dims = statement.dimensions.map(({ from, to, range }) => {
    if (to === null)
      throw new ReadingError('ill-formed', range, 'an operation gives a tensor that has an end');
    return { lo: from === null ? one : elaborateIndex(local, from), hi: elaborateIndex(local, to) };
  });
  const body = asScalar(elaborate(local, statement.body), statement.body.range);
  const key = `${symbol}/${params.map((p) => (p.kind === 'tensor' ? p.sizes.length : '_')).join(',')}`;
  return { ...context, env: context.env.withOp({ key, symbol, params, dims, indices, body }) };
}
